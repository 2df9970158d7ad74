"""What leaves the mission as a file: rows under the filters, each file with its mark, source, terms and version."""

from pathlib import Path

import pandas as pd
import shapely

from data import writers
from data.access import handling
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


def cover(snapshot: Snapshot, filters: Filters, count: int, within: str = "", view: str = "") -> dict[str, str]:
    """What a reader of the file must know: mission, mark, handling, source, filters, version, rows.

    `within` names the area, place or part that was chosen beside the filters, where one was; `view` is the one whose
    tables it is made of.
    """
    return {
        "mission": snapshot.settings.name,
        "mark": snapshot.settings.mark(filters.source),
        "handling": handling.for_view(snapshot, view, filters.source).words,
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
) -> int:
    """Write the incidents to the file that `out` names by its ending, and say how many rows it has.

    `selected` are the incidents to write where they are fewer than the filters count, `within` says which.
    An InputError where the source's single events may not leave the mission.
    """
    if why := refused(snapshot, filters.source):
        raise InputError(why)
    table = rows(snapshot, filters, snapshot.select(filters) if selected is None else selected)
    return writers.write(
        table, cover(snapshot, filters, len(table), within, handling.INCIDENTS_ALONE), out, _("Incidents")
    )


def write_table(
    snapshot: Snapshot,
    filters: Filters,
    table: pd.DataFrame,
    out: str | Path,
    title: str,
    *,
    within: str = "",
    view: str = "",
) -> int:
    """Write another table that a page shows, with the same cover; `title` says what its rows are."""
    marked = table.assign(data_mark=snapshot.settings.mark(filters.source) or pd.NA, mission_version=snapshot.number)
    about = {"table": title, **cover(snapshot, filters, len(table), within, view)}
    return writers.write(marked, about, out, title, _shapes(snapshot, marked))


def _shapes(snapshot: Snapshot, table: pd.DataFrame) -> pd.Series | None:
    """The outlines of the areas that a table's rows are of."""
    if "area_id" not in table:
        return None
    outlines = dict(zip(snapshot.areas["area_id"], shapely.from_wkb(snapshot.areas["geometry"]), strict=True))
    return table["area_id"].map(outlines)
