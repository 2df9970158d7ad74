"""The record: exports noted here, and what versions and journals tell of changes. Nothing of it can be changed."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pandas as pd

from data.editions import words as editions
from data.editions.edition import INTERNAL_KEY
from data.journal import Journal, Row
from data.mission import Mission, example_copy, user
from data.store import Store

TABLE = "exports"
COLUMNS = ["saved_at", "who", "action", "what"]
EXPORT, VERSION, MAPPING, RESET = "export", "version", "mapping", "reset"
# Journals whose rows say who saved what: the column of that, and the one of who.
JOURNALS = {
    "scenarios": ("name", "author"),
    "decisions": ("title", "author"),
    "books": ("title", "author"),
    "briefs": ("name", "author"),
    "marks": ("name", "author"),
}


@dataclass(frozen=True)
class Export:
    """A file that leaves, and who takes it; or, with an `action`, what else somebody did."""

    file: str
    who: str = ""
    roles: tuple[str, ...] = ()
    view: str = ""
    filters: str = ""
    version: int | None = None
    edition: str = INTERNAL_KEY
    action: str = ""


def note(mission: Mission, export: Export) -> None:
    """Put an export on record, before it is given.

    The bundled example is never written to, and the user's copy of it may be thrown away: what leaves them is on record
    beside that copy.
    """
    known = replace(export, who=export.who or user())
    row = vars(known) | {"roles": "; ".join(sorted(known.roles)) or None, "view": known.view or None,
                         "filters": known.filters or None, "action": known.action or None}  # fmt: skip
    _journal(mission).append(lambda _rows: row | {"saved_at": datetime.now(UTC)})


def _journal(mission: Mission) -> Journal:
    if mission.is_example or mission.is_example_copy:
        return Journal(Store(example_copy().with_name("example_exports")), TABLE)
    return Journal(mission.store, TABLE)


def _file(row: Row) -> str:
    """The file of an export, and whom it was for where that was not the Mission."""
    edition = row.get("edition") or INTERNAL_KEY
    return str(row["file"]) if edition == INTERNAL_KEY else f"{row['file']} · {editions.name(edition)}"


def entries(mission: Mission) -> pd.DataFrame:
    """saved_at, who, action, what: every export, version and save, the newest first."""
    rows = [(one["saved_at"], one["who"], one.get("action") or EXPORT, _file(one)) for one in _journal(mission).rows()]
    rows += [(one.committed_at, one.who, VERSION, f"{one.number}: {one.what}") for one in mission.store.versions()]
    for name, (what, who) in JOURNALS.items():
        rows += [(one["saved_at"], one[who], name, one[what]) for one in Journal(mission.store, name).rows()]
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.assign(saved_at=pd.to_datetime(table["saved_at"], utc=True)).sort_values(
        "saved_at", ascending=False, kind="stable", ignore_index=True
    )
