"""Across areas: what the Mission did and planned, and the harm that was recorded there, side by side.

Nothing here says that one brought about the other. Areas stand in the order of their names, or of recorded harm where a
reader asks for that.
"""

import numpy as np
import pandas as pd

from data.filters import Filters
from data.incidents import coverage, summary, windows
from data.incidents.rows import Rows, counts
from data.mandate.tasks import upward
from data.snapshot import Snapshot

NAME, HARM = "name", "harm"
SORTS = (NAME, HARM)
DONE, PLANNED = "done", "planned"
UNNAMED = ""  # the row of activities without an area of this level, and of incidents outside every one


def level_of(snapshot: Snapshot, filters: Filters) -> int:
    """The level that is compared: regions for the whole country, the level below it within chosen areas."""
    return min(2 if filters.areas else 1, snapshot.deepest_level())


def of(snapshot: Snapshot, filters: Filters, sort: str = NAME) -> pd.DataFrame:
    """A row an area of the level, inside the filters' areas:

    | column | meaning |
    |---|---|
    | area_id, name | the area; an empty id for what lies in none of them or is known more coarsely |
    | done, planned | activities of the period in that state, by the day they begin on |
    | sections | sections that did or planned one, with the counts, as `Civil Affairs 3/1` (done/planned), by name |
    | incidents, fatalities, targeting_civilians | recorded under the filters in the period |
    | gaps | months of the period in which the records fall silent there: see `coverage.gaps` |

    Cancelled activities are in none of the counts. `harm` orders by reported deaths, then incidents.
    """
    level = level_of(snapshot, filters)
    areas = windows.areas_inside(snapshot, filters, level)
    rows = snapshot.select(filters)
    table = areas.merge(_harm(rows, areas, level), on="area_id", how="left")
    table = table.merge(_work(activities(snapshot, filters), snapshot.areas, areas, level), on="area_id", how="outer")
    table = table.merge(_gaps(snapshot, filters, level), on="area_id", how="left")
    numbers = ["done", "planned", "incidents", "fatalities", "targeting_civilians", "gaps"]
    table[numbers] = table[numbers].fillna(0).astype("int64")
    table["sections"] = table["sections"].fillna("")
    named = table[table["area_id"] != UNNAMED].sort_values(["name", "area_id"], kind="stable")
    if sort == HARM:
        named = named.sort_values(["fatalities", "incidents"], ascending=False, kind="stable")
    rest = _rest(table, rows, named)
    return pd.concat([named, rest], ignore_index=True)[["area_id", "name", *numbers[:2], "sections", *numbers[2:]]]


def activities(snapshot: Snapshot, filters: Filters) -> pd.DataFrame:
    """Activities of the period that were done or are planned, inside the filters' areas where they name any."""
    table = snapshot.table("activities")
    within = table["activity_date"].between(pd.Timestamp(filters.start), pd.Timestamp(filters.end))
    own = table[within & table["state"].isin([DONE, PLANNED])]
    if not filters.areas:
        return own
    parents = dict(zip(snapshot.areas["area_id"], snapshot.areas["parent_id"], strict=True))
    inside = {area for area in parents if set(upward(area, parents)) & set(filters.areas)}
    return own[own["area_id"].isin(inside)]


def _harm(rows: Rows, areas: pd.DataFrame, level: int) -> pd.DataFrame:
    """area_id, incidents, fatalities, targeting_civilians."""
    if not level:
        return pd.DataFrame(columns=["area_id", "incidents", "fatalities", "targeting_civilians"])
    column = f"area{level}_id"
    order = pd.Index(areas["area_id"]).get_indexer(rows.events.names(column))
    area = np.append(order, -1)[rows.array(column)]
    size = len(areas)
    civilians = counts(area[rows.array("civilians")], size)
    found = {"incidents": counts(area, size), "fatalities": counts(area, size, rows.array("deaths"))}
    return pd.DataFrame({"area_id": areas["area_id"], **found, "targeting_civilians": civilians})


def _work(own: pd.DataFrame, every: pd.DataFrame, areas: pd.DataFrame, level: int) -> pd.DataFrame:
    """area_id, done, planned, sections; an activity in an area below the level counts in the one that holds it."""
    upper = {area: _at_level(area, every, level) for area in own["area_id"].dropna().unique()}
    known = own.assign(area_id=own["area_id"].map(upper).astype("str").fillna(UNNAMED))
    known = known[known["area_id"].isin([*areas["area_id"], UNNAMED])]
    by_section = known.groupby(["area_id", "section"])["state"].value_counts().unstack(fill_value=0)
    by_section = by_section.reindex(columns=[DONE, PLANNED], fill_value=0).reset_index()
    said = [f"{r.section} {r.done}/{r.planned}" for r in by_section.itertuples(index=False)]
    by_section["sections"] = pd.Series(said, dtype="str")
    grouped = by_section.groupby("area_id")
    sums = grouped[[DONE, PLANNED]].sum()
    sections = grouped["sections"].agg("; ".join)
    return sums.assign(sections=sections.astype("str")).reset_index().astype({"area_id": "str"})


def _at_level(area_id: str, areas: pd.DataFrame, level: int) -> str | None:
    """The area of a level that holds an area; None for one above it."""
    parents = dict(zip(areas["area_id"], areas["parent_id"], strict=True))
    levels = dict(zip(areas["area_id"], areas["level"], strict=True))
    while area_id in levels and levels[area_id] > level:
        area_id = parents[area_id]
    return area_id if levels.get(area_id) == level else None


def _gaps(snapshot: Snapshot, filters: Filters, level: int) -> pd.DataFrame:
    """area_id and how many months of the period lie in a silence of the records."""
    found = coverage.gaps(coverage.by_area_month(snapshot, filters.source, level))
    first, last = (pd.Timestamp(day).to_period("M") for day in (filters.start, filters.end))
    begin = found["first"].dt.to_period("M").clip(lower=first) if len(found) else found["first"]
    end = found["last"].dt.to_period("M").clip(upper=last) if len(found) else found["last"]
    months = [max(0, (b - a).n + 1) for a, b in zip(begin, end, strict=True)]
    silent = pd.DataFrame({"area_id": found["area_id"], "gaps": np.array(months, dtype="int64")})
    return silent.groupby("area_id", as_index=False)["gaps"].sum()


def _rest(table: pd.DataFrame, rows: Rows, named: pd.DataFrame) -> pd.DataFrame:
    """One row of what is in no area of the level; none where there is nothing."""
    rest = table[table["area_id"] == UNNAMED]
    totals = summary.totals(rows)
    harm = {name: totals[name] - int(named[name].sum()) for name in ("incidents", "fatalities", "targeting_civilians")}
    if rest.empty and not any(harm.values()):
        return rest
    empty = {"area_id": UNNAMED, "name": "", "done": 0, "planned": 0, "sections": "", "gaps": 0}
    own = rest.iloc[0].to_dict() if len(rest) else empty
    return pd.DataFrame([own | harm | {"name": ""}])
