"""What leaves the mission as a file: rows under the filters, each file with its mark, source, terms and version."""

from pathlib import Path

import pandas as pd
import shapely

from data import writers
from data.access import handling
from data.editions import cut, words
from data.editions.edition import EVENTS, INTERNAL, Edition
from data.errors import InputError
from data.filters import Filters
from data.i18n import _
from data.incidents.rows import Rows
from data.snapshot import Snapshot


def rows(snapshot: Snapshot, filters: Filters, selected: Rows) -> pd.DataFrame:
    """Every column of the selected incidents, with the mark of synthetic data in a column of its own."""
    full = snapshot.details(filters.source, list(selected["event_id"]))
    ordered = selected[["event_id"]].merge(full, on="event_id", how="left")
    return ordered.assign(data_mark=snapshot.settings.mark(filters.source) or pd.NA, mission_version=snapshot.number)


def cover(
    snapshot: Snapshot, filters: Filters, count: int, within: str = "", view: str = "", *, edition: Edition = INTERNAL
) -> dict[str, str]:
    """What a reader of the file must know: mission, mark, handling, edition, source, filters, version, rows.

    `within` names the area, place or part that was chosen beside the filters, where one was; `view` is the one whose
    tables it is made of.
    """
    return {
        "mission": snapshot.settings.name,
        "mark": snapshot.settings.mark(filters.source),
        "handling": handling.for_view(snapshot, view, filters.source).words,
        "edition": words.name(edition.key),
        "source": snapshot.settings.source_title(filters.source),
        "terms": snapshot.settings.source_terms(filters.source),
        "filters": filters.to_link(complete=True),
        "within": within,
        "version": str(snapshot.number),
        "rows": str(count),
        "note": _("Recorded incidents are not threats; the absence of incidents is not the absence of need."),
    }


def refused(snapshot: Snapshot, source: str) -> str:
    """Why single incidents of a source may not leave the mission; empty where they may.

    What mission.toml says now holds, for older versions too.
    """
    settings = snapshot.mission.settings
    if settings.may_export(source):
        return ""
    words = _("Single events of {source} are not exported, as mission.toml says; counts by area and month are.")
    return words.format(source=settings.source_title(source))


def write(
    snapshot: Snapshot,
    filters: Filters,
    out: str | Path,
    selected: Rows | None = None,
    within: str = "",
    *,
    edition: Edition = INTERNAL,
) -> int:
    """Write the incidents to the file that `out` names by its ending, and say how many rows it has.

    `selected` are the incidents to write where they are fewer than the filters count, `within` says which.
    An InputError where the source's single events may not leave the mission, or not in this edition.
    """
    if why := refused(snapshot, filters.source):
        raise InputError(why)
    cut.check_narrowed(edition, filters)
    every = rows(snapshot, filters, snapshot.select(filters) if selected is None else selected)
    table = cut.rows(every, EVENTS, edition)
    about = cover(snapshot, filters, len(table), within, handling.INCIDENTS_ALONE, edition=edition)
    return writers.write(table, about, out, _("Incidents"))


def write_table(
    snapshot: Snapshot,
    filters: Filters,
    table: pd.DataFrame,
    out: str | Path,
    title: str,
    *,
    within: str = "",
    view: str = "",
    edition: Edition = INTERNAL,
    kept_as: str = "",
) -> int:
    """Write another table that a page shows, with the same cover; `title` says what its rows are.

    An InputError where the edition does not hold the table, by the key `kept_as`.
    """
    cut.check_narrowed(edition, filters)
    table = cut.rows(table, kept_as, edition)
    marked = table.assign(data_mark=snapshot.settings.mark(filters.source) or pd.NA, mission_version=snapshot.number)
    about = {"table": title, **cover(snapshot, filters, len(table), within, view, edition=edition)}
    return writers.write(marked, about, out, title, _shapes(snapshot, marked))


def _shapes(snapshot: Snapshot, table: pd.DataFrame) -> pd.Series | None:
    """The outlines of the areas that a table's rows are of."""
    if "area_id" not in table:
        return None
    outlines = dict(zip(snapshot.areas["area_id"], shapely.from_wkb(snapshot.areas["geometry"]), strict=True))
    return table["area_id"].map(outlines)
