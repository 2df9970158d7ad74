"""What people saved under their name, not a post's: short links, books, scenarios, mappings, and scheduled sources."""

from collections.abc import Iterable, Mapping

import pandas as pd

from data.books.books import Book
from data.briefs.briefs import Brief
from data.handover.held import shaped
from data.i18n import _
from data.importing.mappings import Mapping as Columns
from data.live.settings import LiveSettings
from data.workshop.scenarios import Scenario

BRIEFS, BOOKS, SCENARIOS, MAPPINGS, SCHEDULES = "briefs", "books", "scenarios", "mappings", "schedules"
KINDS = (BRIEFS, BOOKS, SCENARIOS, MAPPINGS, SCHEDULES)
SERVICES = {"acled": "ACLED", "ucdp": "UCDP GED", "hdx": "HDX HAPI"}


def briefs(every: Iterable[Brief]) -> pd.DataFrame:
    """Short links, each with what it is pinned to."""
    return shaped(
        _row(one.name, one.title or one.name, one.author, "briefing", {"brief": one.name}, state=_pinned(one.pinned))
        for one in every
    )


def _pinned(number: int | None) -> str:
    return _("pinned to version {number}").format(number=number) if number else _("live")


def books(every: Iterable[Book]) -> pd.DataFrame:
    """Briefing books, each with who saved its newest revision."""
    own = {"data_part": "books"}
    return shaped(_row(one.book_id, one.title, one.author, "data", own | {"data_book": one.book_id}) for one in every)


def scenarios(every: Iterable[Scenario]) -> pd.DataFrame:
    """What-if footprints, drafts and decided ones."""
    return shaped(
        _row(one.scenario_id, one.name, one.author, "workshop", {"scenario": one.scenario_id}, state=one.status)
        for one in every
    )


def mappings(every: Mapping[str, Columns], imports: pd.DataFrame) -> pd.DataFrame:
    """Saved mappings; a file names no author, so who imported with it last stands there."""
    last = imports.sort_values("imported_at").drop_duplicates("mapping", keep="last").set_index("mapping")["who"]
    return shaped(
        _row(name, one.title or name, str(last.get(name, "")), "data", {"data_part": "imports"}, state=one.table)
        for name, one in every.items()
    )


def schedules(live: LiveSettings, imports: pd.DataFrame) -> pd.DataFrame:
    """Live sources that `mission.toml` names or that a file was imported of; who did so last stands there."""
    last = imports.sort_values("imported_at").drop_duplicates("source", keep="last").set_index("source")["who"]
    named = {code: part for code in SERVICES if (part := getattr(live, code)) and code in live.model_fields_set}
    return shaped(
        _row(f"live.{code}", f"{SERVICES[code]}: {_settings(part)}", str(last.get(code, "")), "data",
             {"data_part": "imports"})
        for code, part in named.items()
    )  # fmt: skip


def _settings(part: object) -> str:
    return ", ".join(f"{name} {value}" for name, value in part if value) or _("as the mission says")


def _row(row_id: str, title: str, by: str, page: str, query: dict[str, str], *, state: str = "") -> dict[str, object]:
    return {"row_id": row_id, "title": title, "role": "", "state": state, "due": None, "by": by, "page": page,
            "query": query}  # fmt: skip


def authors(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Everybody who saved something, by name."""
    return sorted({name for own in tables.values() for name in own["by"] if name}, key=str.casefold)


def of_author(tables: Mapping[str, pd.DataFrame], author: str) -> dict[str, pd.DataFrame]:
    """What one of them saved; everything where nobody is named."""
    if not author:
        return dict(tables)
    return {kind: own[own["by"] == author].reset_index(drop=True) for kind, own in tables.items()}
