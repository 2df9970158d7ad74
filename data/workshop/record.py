"""What a decision record says, block by block; Word and PDF are set from the same blocks."""

from collections.abc import Iterable
from dataclasses import dataclass

from data.footprint.demand import MEASURES
from data.footprint.schema import Bases
from data.i18n import _, isolated
from data.mission import Mission
from data.workshop import moves, scenarios, sheet, spelling
from data.workshop.decisions import Decision
from data.workshop.scenarios import Scenario
from data.workshop.sheet import paragraph

DISCLAIMER = (
    "The boundaries and names shown and the designations used on this map do not imply official endorsement or "
    "acceptance by the United Nations."
)
NO_LIMIT = 10**9
NO_BASES = Bases.empty()


@dataclass(frozen=True)
class Block:
    """One piece of a record: `kind` is title, mark, heading, text, small, table or picture."""

    kind: str
    words: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Record:
    """A decision with its scenarios, as documents need them. `names` says how the bases are called (by base_id)."""

    decision: Decision
    chosen: Scenario
    alternatives: tuple[tuple[Scenario, str], ...]
    mission: str
    handling: str
    synthetic: str
    address: str
    names: dict[str, str]
    picture: bytes | None = None


def of(
    mission: Mission,
    decision: Decision,
    names: dict[str, str] | None = None,
    *,
    source: str = "",
    picture: bytes | None = None,
) -> Record:
    """The record of a decision of a mission; `names` by base_id, `picture` a map as PNG."""
    settings = mission.settings
    chosen = scenarios.opened(mission, decision.chosen)
    return Record(
        decision=decision,
        chosen=chosen,
        alternatives=tuple((scenarios.opened(mission, own.code), own.why_not) for own in decision.alternatives),
        mission=settings.name,
        handling=settings.handling_of(source),
        synthetic=settings.mark(source),
        address=f"{settings.public_url}/workshop{decision.link}"
        if settings.public_url
        else f"/workshop{decision.link}",
        names=names or {},
        picture=picture,
    )


def title(record: Record) -> str:
    """The document's title."""
    return clean(record.decision.title)


def footer(record: Record) -> str:
    """What stands on every page: the handling mark, and the mark of data that is not real."""
    return " · ".join(clean(mark) for mark in (record.handling, record.synthetic) if mark)


def blocks(record: Record) -> list[Block]:
    """The whole record, in order, every text cleaned of characters that no document takes."""
    parts = [*_head(record), *_decision(record), *_alternatives(record), *_unknowns(record.chosen), *_foot(record)]
    return [Block(own.kind, clean(own.words), tuple(tuple(map(clean, row)) for row in own.rows)) for own in parts]


def clean(words: str) -> str:
    """Text without control characters and halves of characters, which XML does not take; line breaks stay."""
    whole = words.encode("utf-8", "replace").decode()
    kept = "".join(letter for letter in whole if letter not in "\ufffe\uffff")
    return paragraph("", kept, NO_LIMIT)


def _head(record: Record) -> Iterable[Block]:
    for mark in (record.handling, record.synthetic):
        if mark:
            yield Block("mark", mark)
    yield Block("title", record.decision.title)
    said = _("Decision record of {mission}, decided on {day} by {post}")
    yield Block(
        "text",
        said.format(mission=record.mission, day=spelling.day(record.decision.decided_on), post=record.decision.by_post),
    )


def _decision(record: Record) -> Iterable[Block]:
    own = record.decision
    for heading, words in (
        (_("What was decided"), own.decided),
        (_("Why"), own.why),
        (_("What stops or is delayed"), own.stops),
        (_("Who is told"), own.told),
    ):
        yield Block("heading", heading)
        yield Block("text", words)
    yield Block("heading", _("The scenario chosen: {name}").format(name=record.chosen.name))
    yield from _scenario(record, record.chosen)
    if record.picture:
        yield Block("picture")


def _scenario(record: Record, own: Scenario) -> Iterable[Block]:
    if own.description:
        yield Block("text", own.description)
    names = {**record.names, **moves.names_of(NO_BASES, own.moves)}
    steps = [f"{at}. {moves.words(one, names)}" for at, one in enumerate(own.moves, 1)]
    yield Block("text", "\n".join(steps) or _("No change of the footprint."))


def _alternatives(record: Record) -> Iterable[Block]:
    yield Block("heading", _("Against which alternatives"))
    if not record.alternatives:
        yield Block("text", _("No alternative is on record."))
    for own, why_not in record.alternatives:
        yield Block("text", _("{name}: {why}").format(name=own.name, why=why_not or _("no reason is on record")))
    yield Block("table", rows=tuple(_table(record)))
    words = _("Within {km} km, straight line, of a base town; not protection or response. Illustrative options.")
    yield Block("small", words.format(km=spelling.number(record.chosen.radius_km)))


def _table(record: Record) -> Iterable[tuple[str, ...]]:
    """Measures by row; today, the chosen scenario and each alternative by column."""
    scenarios_ = [record.chosen, *(own for own, _why in record.alternatives)]
    measures = record.decision.measures
    today = measures.get(record.decision.chosen, {}).get("before", {})
    columns = [today, *(measures.get(own.code, {}).get("after", {}) for own in scenarios_)]
    names = [isolated(own.name) for own in scenarios_]
    yield (_("Within reach"), _("Today"), _("{name} (chosen)").format(name=names[0]), *names[1:])
    for name, label in measure_names().items():
        yield (label, *(_counted(column, name) for column in columns))
    yield (_("Base towns"), *(spelling.number(own["towns"]) if "towns" in own else "–" for own in columns))


def measure_names() -> dict[str, str]:
    """The name of each measure of `demand` for people."""
    names = (
        _("Incidents"),
        _("Fatalities"),
        _("Incidents that target civilians"),
        _("Reported deaths in events that target civilians"),
    )
    return dict(zip(MEASURES, names, strict=True))


def _counted(own: dict[str, int], name: str) -> str:
    if name not in own:
        return "–"
    return _("{count} of {total}").format(
        count=spelling.number(own[name]), total=spelling.number(own.get(f"total_{name}", 0))
    )


def _unknowns(own: Scenario) -> Iterable[Block]:
    yield Block("heading", _("What the map does not know"))
    states, names = sheet.state_names(), sheet.names()
    items = [(names[code], states[own.sheet.item(code).state], own.sheet.item(code).words) for code in sheet.ITEMS]
    yield Block("table", rows=((_("Item"), _("State"), _("What is known")), *items))
    yield Block("heading", _("Dissent, by office"))
    for one in own.sheet.dissents:
        day = spelling.day(one.recorded_on)
        yield Block("text", _("{office} ({day}): {words}").format(office=one.office, day=day, words=one.words))
    if not own.sheet.dissents:
        yield Block("text", _("No dissent is on record."))


def _foot(record: Record) -> Iterable[Block]:
    own = record.decision
    yield Block("heading", _("Where this comes from"))
    facts = [
        _("Data version {number}; scenario {code}; record {record}.").format(
            number=own.version, code=own.chosen, record=own.decision_id
        ),
        _("Written down by {author}, {moment}.").format(author=own.author, moment=spelling.moment(own.saved_at)),
        _("The view that was looked at: {address}").format(address=record.address),
    ]
    yield Block("text", "\n".join(facts))
    yield Block("small", _(DISCLAIMER))
