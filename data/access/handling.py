"""Handling marks: one for each table, and for the incidents of each source; a view carries the highest that it uses.

Real data has no mark by default: until somebody gives it one it is “Not yet marked”, and treated as the highest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from data.access.handling_schema import LEVELS
from data.errors import InputError
from data.i18n import _
from data.journal import Journal, Row
from data.mission import NOT_MARKED, Mission, Settings
from data.snapshot import Snapshot
from data.tables import TABLES
from data.workshop.values import line

TABLE = "marks"
INCIDENTS, INCIDENTS_ALONE = "incidents", "incidents alone"
UNCLASSIFIED, CONFIDENTIAL, STRICTLY = range(3)
UNMARKED = len(LEVELS)
_EVIDENCE = (
    "activities", "advance_notes", "assessed_threats", "assessments", "bases", "field_offices", "harm_assessments",
    "indicators", "mandates", "measurements", "operations", "outcomes", "outputs", "recommendations", "source_figures",
    "tasks", "verified_figures",
)  # fmt: skip
# The tables beside the incidents that a view reads; page Data, which is not here, reads all of them.
USES: Mapping[str, tuple[str, ...]] = {
    "briefing": ("actions", "assessed_threats", "assessments", "bases", "calendar", "mandates", "quarters",
                 "recommendations", "source_figures", "tasks"),
    "incidents": ("assessed_threats", "bases", "source_figures", "tasks"),
    "footprint": ("asset_requests", "assets", "bases", "other_forces", "presence", "priorities", "roads", "sectors",
                  "tasks", "travel_times"),
    "workshop": ("bases", "mandates", "priorities", "tasks"),
    "mandate": ("accomplishments", "actions", "activities", "advance_notes", "assessed_threats", "assessments",
                "asset_requests", "assets", "bases", "calendar", "context_notes", "field_offices", "frameworks",
                "harm_assessments", "indicators", "mandates", "measurements", "operations", "outcomes", "outputs",
                "priorities", "prioritisations", "quarters", "rbb_components", "recommendations", "tasks"),
    "evidence": _EVIDENCE,
    INCIDENTS_ALONE: (),
}  # fmt: skip
# Boundaries and ids, which are published, and records about imports.
UNMARKABLE = frozenset({"areas", "actors", "imports", "marks", "exports", "scenarios", "decisions", "books", "briefs"})


@dataclass(frozen=True, order=True)
class Mark:
    """A handling mark: its level (`UNMARKED` above all), and its words."""

    level: int
    words: str


def level_name(code: str) -> str:
    """A level for people."""
    return {
        "unclassified": _("Unclassified"),
        "confidential": _("Confidential"),
        "strictly_confidential": _("Strictly Confidential"),
    }[code]


def read(words: str) -> Mark:
    """The mark that a text of `mission.toml` means: by the level that it begins with."""
    folded = words.casefold()
    for level, code in enumerate(LEVELS):
        if folded.startswith(code.replace("_", " ")):
            return Mark(level, words)
    return Mark(UNMARKED, words or NOT_MARKED)


def of(mission: Mission, settings: Settings, name: str, source: str = "") -> Mark:
    """The mark of a table, of incidents of one source: what somebody gave it, else what `mission.toml` says of it."""
    given = _given(mission).get((name, source if name == INCIDENTS else ""))
    if given is not None:
        return Mark(LEVELS.index(given), level_name(given))
    said = settings.handling_of(source) if name == INCIDENTS else settings.handling
    return read(said)


def for_view(snapshot: Snapshot, view: str, source: str) -> Mark:
    """The strictest mark of what a view reads: incidents of a source, and each of its tables that has rows.

    `view` is a key of `USES`; any other means every table of the mission.
    """
    return for_tables(snapshot, USES.get(view, tuple(TABLES)), source)


def for_tables(snapshot: Snapshot, names: Iterable[str], source: str) -> Mark:
    """The strictest mark of incidents of a source (none for no source) and of some tables that have rows."""
    own = (snapshot.mission, snapshot.settings)
    used = [name for name in names if name != INCIDENTS and name not in UNMARKABLE and len(snapshot.table(name))]
    marks = [of(*own, name) for name in used] + ([of(*own, INCIDENTS, source)] if source else [])
    return highest(marks) if marks else read(snapshot.settings.handling)


def of_all(mission: Mission, settings: Settings, names: Iterable[str], source: str) -> Mark:
    """The strictest mark of incidents of a source and of some tables, whether or not they have rows."""
    return highest([*(of(mission, settings, name) for name in names), of(mission, settings, INCIDENTS, source)])


def highest(marks: Iterable[Mark]) -> Mark:
    """The strictest of some marks."""
    return max(marks, key=lambda mark: mark.level, default=Mark(UNCLASSIFIED, level_name("unclassified")))


def mark(mission: Mission, name: str, source: str, level: str, author: str) -> None:
    """Mark a table, or the incidents of one source. An InputError where the level or the author is none."""
    if level not in LEVELS:
        known = ", ".join(map(level_name, LEVELS))
        raise InputError(_("“{level}” is no handling mark; one of: {known}.").format(level=level[:60], known=known))
    who = line(_("Your name"), author)
    if not who:
        raise InputError(_("Say who you are, so that others know who saved this."))
    own = source if name == INCIDENTS else ""
    row: Row = {"name": name, "source": own or None, "mark": level, "author": who}
    Journal(mission.writable().store, TABLE).append(lambda _rows: row | {"saved_at": datetime.now(UTC)})


def unmarked(mission: Mission, settings: Settings, imported: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of tables that are imported (each with a source, empty for other than incidents), those without a given mark.

    A mark in `mission.toml` counts too, but for the marks of synthetic data: they say nothing about what is imported.
    """
    given = _given(mission)
    asked = []
    for name, source in dict.fromkeys(imported):
        key = (name, source if name == INCIDENTS else "")
        stated = not settings.synthetic and read(settings.handling).level < UNMARKED
        if name not in UNMARKABLE and key not in given and not stated:
            asked.append(key)
    return list(dict.fromkeys(asked))


def _given(mission: Mission) -> dict[tuple[str, str], str]:
    rows = Journal(mission.store, TABLE).rows()
    return {(str(row["name"]), str(row["source"] or "")): str(row["mark"]) for row in rows}
