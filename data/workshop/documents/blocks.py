"""A decision record as blocks in reading order, which each kind of file sets in its own way."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from data.footprint.demand import MEASURES
from data.geography.names import DISCLAIMER
from data.i18n import _, isolated
from data.workshop import sheet, spelling
from data.workshop.documents.record import Record
from data.workshop.measured import Footprint

# Of the characters that are not seen, isolates (set by `data.i18n.isolated`) and joiners of letters stay; overrides,
# which turn all that follows, do not.
KEPT = set("\n\u2066\u2067\u2068\u2069\u200c\u200d")
LONGEST_MARK = 90  # what a line of a page's head has room for
BLANK, UNSEEN = {"Cc", "Zl", "Zp"}, {"Cf", "Cs", "Co", "Cn"}


@dataclass(frozen=True)
class Block:
    """A piece of the record.

    kind: title, heading, prose, note or picture (`text`), link (`text`, labelled by its only row), facts (`rows` of a
    label and its text), bullets (rows of one), figures (a table of numbers, its first row the head), sheet (a table of
    texts, likewise) or signature (rows of a label).
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Marks:
    """What stands on every page: who and what it is, how it is handled, and that its data are not real."""

    mission: str
    handling: str
    synthetic: str
    foot: str


def marks(record: Record) -> Marks:
    """The head and foot of each page."""
    head = _("{mission} · Decision record").format(mission=record.mission)
    foot = _("Record {id}").format(id=record.decision_id)
    return marked(head, record.handling, record.mark, foot)


def marked(mission: str, handling: str, synthetic: str, foot: str) -> Marks:
    """Marks of a document, each no longer than a line."""
    return Marks(*map(_mark, (mission, handling, synthetic, foot)))


def _mark(text: str) -> str:
    own = " ".join(clean(text).split())
    return own if len(own) <= LONGEST_MARK else own[: LONGEST_MARK - 1] + "…"


def of(record: Record) -> list[Block]:
    """The whole record, its texts made harmless."""
    return [Block(b.kind, clean(b.text), tuple(tuple(map(clean, row)) for row in b.rows)) for b in _blocks(record)]


def clean(text: str) -> str:
    """`text` without unseen characters that would change what is around them, or that a file may not hold."""
    return "".join(map(_seen, text.replace("\r\n", "\n")))


def _seen(letter: str) -> str:
    if letter in KEPT:
        return letter
    kind = unicodedata.category(letter)
    return " " if kind in BLANK else "" if kind in UNSEEN else letter


def _blocks(record: Record) -> Iterator[Block]:
    yield Block("title", record.title)
    yield Block("facts", rows=tuple(_who(record)))
    for heading, text in (
        (_("What was decided"), record.decided),
        (_("Why"), record.why),
        (_("What stops or is delayed"), record.stops),
        (_("Who is told"), record.told),
    ):
        yield Block("heading", heading)
        yield Block("prose", text)
    yield Block("signature", rows=((record.by_post,), (_("Signature"),), (_("Date"),)))
    yield from _footprint(record)
    yield from _against(record)
    yield from _unknown(record)
    yield from _provenance(record)


def _who(record: Record) -> Iterator[tuple[str, str]]:
    yield _("Decided by"), record.by_post
    yield _("Decided on"), spelling.day(record.decided_on)
    filed = _("{author}, {moment}").format(author=record.author, moment=spelling.moment(record.saved_at))
    yield _("Put on record by"), filed
    if record.replaces:
        yield _("Takes the place of"), record.replaces


def _footprint(record: Record) -> Iterator[Block]:
    yield Block("heading", _("The chosen footprint: {name}").format(name=record.chosen))
    if record.changes:
        yield Block("bullets", rows=tuple((change,) for change in record.changes))
    else:
        yield Block("prose", _("No base is added, moved, closed or changed: the footprint stays as it is."))


def _against(record: Record) -> Iterator[Block]:
    yield Block("heading", _("Against which alternatives"))
    words = _("Within {radius} km, straight line, of a base town; not protection or response. Bases as of {day}.")
    yield Block("note", words.format(radius=spelling.number(record.radius_km), day=spelling.day(record.bases_on)))
    totals = record.footprints[0].totals
    heads = {
        "incidents": _("Incidents, of {n}"),
        "fatalities": _("Reported deaths, of {n}"),
        "civilian_incidents": _("Events that target civilians, of {n}"),
        "civilian_fatalities": _("Reported deaths in events that target civilians, of {n}"),
    }
    head = (_("Footprint"), _("Base towns"), *(heads[m].format(n=spelling.number(totals[m])) for m in MEASURES))
    today, chosen, *rest = record.footprints
    named = [(today, isolated(today.name)), (chosen, _("{name}: chosen").format(name=chosen.name))]
    named += [(one, isolated(one.name)) for one in rest]
    yield Block("figures", rows=(head, *(_figures(one, name) for one, name in named)))
    others = tuple((isolated(one.name), one.why_not) for one in rest)
    if others:
        yield Block("heading", _("Why not the alternatives"))
        yield Block("facts", rows=others)
    else:
        yield Block("note", _("No alternative but today’s footprint was put beside it."))
    if record.picture:
        caption = _("The chosen footprint. Rings: within {radius} km, straight line, of a base town.")
        yield Block("picture", caption.format(radius=spelling.number(record.radius_km)))


def _figures(one: Footprint, name: str) -> tuple[str, ...]:
    cells = (f"{spelling.share(one.share(m))}\n{spelling.number(one.counts[m])}" for m in MEASURES)
    return (name, spelling.number(one.towns), *cells)


def _unknown(record: Record) -> Iterator[Block]:
    yield Block("heading", _("What the map does not know"))
    names, states = sheet.names(), sheet.state_names()
    head = (_("Item"), _("State"), _("What is known"))
    items = [(names[code], record.sheet.item(code)) for code in sheet.ITEMS]
    yield Block("sheet", rows=(head, *((name, states[own.state], own.words or "–") for name, own in items)))
    yield Block("heading", _("Dissent, by office"))
    said = [(f"{isolated(one.office)}\n{spelling.day(one.recorded_on)}", one.words) for one in record.sheet.dissents]
    yield Block("facts", rows=tuple(said)) if said else Block("note", _("None was recorded."))


def _provenance(record: Record) -> Iterator[Block]:
    yield Block("heading", _("What this record rests on"))
    yield Block(
        "facts",
        rows=(
            (_("Period and filters"), " · ".join((record.period, *record.filters))),
            (_("Data"), _("Version {n} of the mission’s data").format(n=spelling.number(record.version))),
            (_("Sources"), " ".join(record.sources) or "–"),
        ),
    )
    here = _("The same figures, in this app (this machine only: mission.toml names no public_url)")
    label = _("The same figures") if record.link.startswith("http") else here
    yield Block("link", record.link, ((label,),))
    yield Block("note", _("Recorded incidents are not threats; deaths are as reported. No incident is not no need."))
    yield Block("note", DISCLAIMER)
