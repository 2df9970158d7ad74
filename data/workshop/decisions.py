"""Decisions on the footprint: what, why, by which post, what stops and who is told, against which alternatives."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from data.errors import InputError
from data.footprint.demand import MEASURES
from data.i18n import _
from data.journal import Journal, Row
from data.mission import Mission
from data.workshop import scenarios
from data.workshop.effect import Effect, Within
from data.workshop.sheet import paragraph
from data.workshop.values import LONGEST_ID, line

TABLE = "decisions"
LONGEST_WORDS = 20_000
MOST_ALTERNATIVES = 10
Measures = Mapping[str, Mapping[str, Mapping[str, int]]]


@dataclass(frozen=True)
class Alternative:
    """A scenario that was not chosen (id@revision), and why not, in a line."""

    code: str
    why_not: str = ""


@dataclass(frozen=True)
class Decision:
    """One decision, with the columns of table decisions.

    `measures` holds by scenario code `before` and `after`, each the measures of `demand` within reach, with
    `total_` before the name all there are, and `towns`: see `measured`.
    """

    title: str
    decided: str
    why: str
    by_post: str
    stops: str
    told: str
    chosen: str
    decided_on: date
    alternatives: tuple[Alternative, ...] = ()
    version: int = 0
    link: str = ""
    author: str = ""
    measures: Measures = field(default_factory=dict, hash=False)
    decision_id: str = ""
    saved_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)


def measured(effect: Effect) -> dict[str, dict[str, int]]:
    """Before and after of an effect as a decision keeps them."""
    return {"before": _within(effect.before), "after": _within(effect.after)}


def _within(own: Within) -> dict[str, int]:
    totals = {f"total_{name}": own.totals[name] for name in MEASURES}
    return {**{name: own.counts[name] for name in MEASURES}, **totals, "towns": own.towns}


def decide(mission: Mission, decision: Decision) -> Decision:
    """Lock the chosen scenario and put the decision on record; an InputError names what is not filled in.

    The scenario is locked first: a record never names one that others still change.
    """
    mission = mission.writable()
    row = _row(checked(decision), decision)
    for code in (decision.chosen, *(own.code for own in decision.alternatives)):
        scenarios.opened(mission, code)
    scenarios.lock(mission, decision.chosen, decision.author)
    Journal(mission.store, TABLE).append(lambda _rows: row)
    return _decision(row)


def all_of(mission: Mission) -> list[Decision]:
    """Every decision on record, the newest first."""
    return [_decision(row) for row in reversed(Journal(mission.store, TABLE).rows())]


def stamp(mission: Mission) -> int:
    """A number that grows with each decision."""
    return Journal(mission.store, TABLE).stamp()


def checked(decision: Decision) -> dict[str, str]:
    """The texts of a decision, each cleaned; an InputError names the first that is empty or too long."""
    needed = {
        "decided": _("What was decided"),
        "why": _("Why"),
        "by_post": _("By which post"),
        "stops": _("What stops or is delayed"),
        "told": _("Who is told"),
    }
    made = {"title": line(_("Title"), decision.title), "author": line(_("Your name"), decision.author)}
    for name, label in needed.items():
        text = getattr(decision, name)
        made[name] = line(label, text) if name == "by_post" else paragraph(label, text, LONGEST_WORDS)
        if not made[name]:
            raise InputError(_("“{field}” is empty; a decision is not on record without it.").format(field=label))
    if not made["author"]:
        raise InputError(_("Say who you are, so that others know who wrote this down."))
    if "@" not in decision.chosen:
        raise InputError(_("Choose the saved scenario that was decided on."))
    _check_alternatives(decision)
    return made | {"title": made["title"] or made["decided"].split("\n")[0][:120]}


def _check_alternatives(decision: Decision) -> None:
    codes = [own.code for own in decision.alternatives]
    if len(codes) > MOST_ALTERNATIVES:
        raise InputError(_("A decision names at most {most} alternatives.").format(most=MOST_ALTERNATIVES))
    if decision.chosen in codes or len(set(codes)) < len(codes):
        raise InputError(_("A scenario stands once: as the chosen one, or as one alternative."))


def _row(texts: Mapping[str, str], decision: Decision) -> Row:
    alternatives = [
        {"code": line("code", own.code, LONGEST_ID), "why_not": line(_("Why not"), own.why_not, 300)}
        for own in decision.alternatives
    ]
    return {
        **texts,
        "decision_id": secrets.token_hex(8),
        "chosen": decision.chosen,
        "alternatives": json.dumps(alternatives, ensure_ascii=False),
        "version": decision.version,
        "link": decision.link,
        "decided_on": decision.decided_on,
        "saved_at": datetime.now(UTC),
        "measures": json.dumps(decision.measures),
    }


def _decision(row: Row) -> Decision:
    read = {
        "alternatives": tuple(Alternative(**own) for own in json.loads(row["alternatives"])),
        "measures": json.loads(row["measures"]),
        "link": row["link"] or "",
    }
    return Decision(**{**row, **read})
