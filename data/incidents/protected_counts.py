"""Counts of protected people that may be shown: by region and year, and none so small that it points at somebody.

Cells are fixed (whole calendar years, whole regions): no choice of days or areas gives the difference of two of them.
No sums are given, so that a cell that is withheld cannot be found from the rest.
"""

import pandas as pd

from data.incidents import protected
from data.incidents.verified_schema import PROTECTED
from data.schema import split
from data.snapshot import Snapshot


def withheld(counts: pd.Series, smallest: int) -> pd.Series:
    """Which counts are above zero and smaller than `smallest`: shown as “fewer than”, never as a number."""
    return (counts > 0) & (counts < smallest)


def by_region_and_year(snapshot: Snapshot, source: str) -> pd.DataFrame:
    """Recorded incidents of a source: area_id (region), year, kind, incidents (unknown where withheld), withheld.

    A row for each region, year and kind that has any. An incident of two kinds counts once in each.
    """
    columns = ["source", "event_date", "area1_id", "sub_event_type", "protected", "actor1", "actor2"]
    rows = snapshot.mission.store.read("incidents", snapshot.number, columns)
    rows = rows[(rows["source"] == source) & protected.is_protected(rows) & rows["area1_id"].notna()]
    told = rows["protected"].fillna(protected.from_texts(rows["sub_event_type"], rows["actor1"], rows["actor2"]))
    each = rows.assign(kind=told.map(split), year=rows["event_date"].dt.year).explode("kind")
    table = each.groupby(["area1_id", "year", "kind"]).size().reset_index(name="incidents")
    table = table.rename(columns={"area1_id": "area_id"}).astype({"incidents": "Int64"})
    return _hidden(table, "incidents", pd.Series(True, table.index), snapshot.mission.settings.access.smallest_count)


def verified(snapshot: Snapshot) -> pd.DataFrame:
    """Table verified_figures by region: victims unknown where a count of protected people is withheld.

    A figure of an area within a region is of its region.
    """
    table = snapshot.table("verified_figures")
    levels = snapshot.areas.set_index("area_id")
    finer = table["area_id"].map(levels["level"]) > 1
    table = table.assign(area_id=table["area_id"].mask(finer, table["area_id"].map(levels["parent_id"])))
    return _hidden(table, "victims", table["kind"].isin(PROTECTED), snapshot.mission.settings.access.smallest_count)


def _hidden(table: pd.DataFrame, counts: str, of_protected: pd.Series, smallest: int) -> pd.DataFrame:
    hidden = withheld(table[counts], smallest) & of_protected
    return table.assign(**{counts: table[counts].mask(hidden.astype(bool)), "withheld": hidden.astype(bool)})
