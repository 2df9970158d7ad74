"""Decisions on the footprint, put on record: what, why, by which post, what stops, who is told, against what.

Nothing on record is changed: a decision is amended by a new one that names the one whose place it takes.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from data.errors import InputError
from data.i18n import _
from data.journal import Journal, Row
from data.mission import Mission
from data.workshop import measured, scenarios, spelling
from data.workshop.measured import Measures
from data.workshop.scenarios import Scenario
from data.workshop.sheet import paragraph
from data.workshop.values import line

TABLE = "decisions"
MOST_ALTERNATIVES = 3
LONGEST_LINK = 4_000  # characters
LINES = ("title", "by_post")


@dataclass(frozen=True)
class Words:
    """What people must write, all of it; `by_post` and `told` name posts and offices, never persons."""

    title: str = ""
    decided: str = ""
    why: str = ""
    by_post: str = ""
    stops: str = ""
    told: str = ""


@dataclass(frozen=True)
class Decision:
    """One decision, with the columns of table decisions; `chosen` is the locked revision, as id@revision."""

    decision_id: str
    words: Words
    chosen: str
    measures: Measures
    version: int
    link: str
    decided_on: date
    author: str
    saved_at: datetime
    replaces: str = ""


def names() -> dict[str, str]:
    """What people must write, as it is called."""
    return {
        "title": _("Title"),
        "decided": _("What was decided"),
        "why": _("Why"),
        "by_post": _("Decided by (post)"),
        "stops": _("What stops or is delayed"),
        "told": _("Who is told"),
    }


def missing(words: Words) -> list[str]:
    """What is not written yet, as it is called."""
    return [name for code, name in names().items() if not getattr(words, code).strip()]


def journal(mission: Mission) -> Journal:
    """The table of decisions."""
    return Journal(mission.store, TABLE)


def decide(
    mission: Mission,
    words: Words,
    measures: Measures,
    author: str,
    *,
    decided_on: date,
    link: str = "",
    version: int | None = None,
    replaces: str = "",
) -> Decision:
    """Put a decision on record and lock the scenario that it chose; an InputError says what is missing.

    `measures` (see `measured.of`) names the chosen scenario and the alternatives, `link` is the query of the filters,
    `replaces` the decision whose place this one takes.
    """
    mission = mission.writable()
    made = Decision(
        decision_id=secrets.token_hex(8),
        words=_checked(words),
        chosen=measures.footprints[1].scenario,
        measures=_compared(mission, measures),
        version=mission.store.latest() if version is None else version,
        link=line(_("Link"), link, LONGEST_LINK),
        decided_on=_past(decided_on),
        author=_author(author),
        saved_at=datetime.now(UTC),
        replaces=replaces,
    )
    _follows(latest(mission), made)
    locked = scenarios.lock(mission, made.chosen, made.author)
    made = replace(made, chosen=locked.code, measures=_locked(made.measures, locked))

    def row(rows: tuple[Row, ...]) -> Row:
        _follows(_all(rows), made)
        return _row(replace(made, saved_at=datetime.now(UTC)))

    return _decision(journal(mission).append(row))


def latest(mission: Mission) -> list[Decision]:
    """Every decision, the one put on record last first."""
    return _all(journal(mission).rows())[::-1]


def opened(mission: Mission, decision_id: str) -> Decision:
    """One decision by its id."""
    found = next((one for one in latest(mission) if one.decision_id == decision_id), None)
    if found is None:
        raise InputError(_("No decision {id} is on record in this mission.").format(id=decision_id))
    return found


def replaced(decisions: Sequence[Decision]) -> dict[str, Decision]:
    """The decision that took the place of another one, by that one's id."""
    return {one.replaces: one for one in decisions if one.replaces}


def _checked(words: Words) -> Words:
    if lacking := missing(words):
        raise InputError(_("Not yet on record. Still to be written: {fields}.").format(fields="; ".join(lacking)))
    own = names()
    return Words(**{
        code: (line if code in LINES else paragraph)(own[code], text) for code, text in vars(words).items()
    })  # fmt: skip


def _compared(mission: Mission, measures: Measures) -> Measures:
    """The measures, once each scenario in them is saved, stands once, and each alternative has its why not."""
    chosen, *others = measures.footprints[1:]
    if len(others) > MOST_ALTERNATIVES:
        raise InputError(
            _("At most {n} alternatives are put beside a decision; leave the others out.").format(n=MOST_ALTERNATIVES)
        )
    opened_ = [scenarios.opened(mission, one.scenario) for one in (chosen, *others)]
    if len({own.scenario_id for own in opened_}) < len(opened_):
        raise InputError(_("Each scenario stands once: choose alternatives other than the chosen one."))
    for one in others:
        if not one.why_not.strip():
            raise InputError(_("Say in one line why “{name}” was not chosen.").format(name=one.name))
    whys = [line(_("Why not"), one.why_not, 400) for one in others]
    kept = [replace(one, why_not=why) for one, why in zip(others, whys, strict=True)]
    return replace(measures, footprints=(measures.footprints[0], chosen, *kept))


def _locked(measures: Measures, locked: Scenario) -> Measures:
    today, chosen, *others = measures.footprints
    return replace(measures, footprints=(today, replace(chosen, scenario=locked.code), *others))


def _past(day: date) -> date:
    """A day not after today, wherever on earth."""
    if day > (datetime.now(UTC) + timedelta(hours=14)).date():
        raise InputError(
            _("The day of the decision, {day}, is still to come; put it on record once it is taken.").format(
                day=spelling.day(day)
            )
        )
    return day


def _author(author: str) -> str:
    if not line(_("Your name"), author):
        raise InputError(_("Say who you are, so that others know who put this on record."))
    return line(_("Your name"), author)


def _follows(decisions: Sequence[Decision], new: Decision) -> None:
    """Refuse a second decision on a scenario beside the one that stands, and a second one in the place of another."""
    known, gone = {one.decision_id: one for one in decisions}, replaced(decisions)
    if new.replaces and new.replaces not in known:
        raise InputError(_("No decision {id} is on record in this mission.").format(id=new.replaces))
    if new.replaces in gone:
        raise InputError(
            _("“{title}” took the place of that decision already; take the place of that one.").format(
                title=gone[new.replaces].words.title
            )
        )
    scenario = new.chosen.partition("@")[0]
    for one in decisions:
        stands = one.decision_id not in gone and one.decision_id != new.replaces
        if stands and one.chosen.partition("@")[0] == scenario:
            raise InputError(
                _(
                    "“{title}” decided on this scenario already. A decision is amended by a new one that takes its "
                    "place: choose it there."
                ).format(title=one.words.title)
            )


def _all(rows: Sequence[Mapping[str, object]]) -> list[Decision]:
    return [_decision(row) for row in rows]


def _row(one: Decision) -> Row:
    """A row of table decisions."""
    others = [{"scenario": own.scenario, "why_not": own.why_not} for own in one.measures.footprints[2:]]
    fields = {name: value for name, value in vars(one).items() if name not in ("words", "measures")}
    return {
        **fields,
        **vars(one.words),
        "alternatives": json.dumps(others, ensure_ascii=False),
        "measures": measured.to_json(one.measures),
    }


def _decision(row: Mapping[str, object]) -> Decision:
    words = Words(**{code: row[code] for code in names()})
    whys = {one["scenario"]: one["why_not"] for one in json.loads(row["alternatives"])}
    return Decision(
        **{name: row[name] for name in ("decision_id", "chosen", "version", "decided_on", "author", "saved_at")},
        words=words,
        measures=measured.from_json(row["measures"], whys),
        link=row["link"] or "",
        replaces=row["replaces"] or "",
    )
