"""Counts of selected incidents: in all, by type, by area, by month and by precision. The one place they are made.

Each function takes `Rows`, or a frame of incidents that it makes rows of; all counts are made on integer codes.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.incidents.rows import Events, Rows, counts
from data.incidents.types import CODES, OTHER

PRECISIONS = (1, 2, 3)
LEVELS = (1, 2)  # those that incidents are joined to
AREA_COLUMNS = ["area_id", "name", "level", "incidents", "fatalities"]
BY_PRECISION = {1: "exact", 2: "near", 3: "region"}


def totals(selected: Rows | pd.DataFrame) -> dict[str, int]:
    """Incidents, reported deaths (best figure; unknown ones add nothing), and how many deaths are unknown.

    `targeting_civilians` counts the incidents that targeted civilians.
    """
    rows = Rows.of(selected)
    incidents, profiles = rows.by_profile, rows.events.profiles
    return {
        "incidents": len(rows),
        "fatalities": int(rows.deaths_by_profile.sum()),
        "fatalities_unknown": int(incidents[profiles["deaths_unknown"]].sum()),
        "targeting_civilians": int(incidents[profiles["civilians"]].sum()),
    }


@dataclass(frozen=True)
class Bounds:
    """Reported deaths as low, best and high over the `events` for which the source gives all three."""

    events: int
    low: int
    best: int
    high: int


def bounds(selected: Rows | pd.DataFrame) -> Bounds:
    """What the source's lowest and highest figures add up to, where it gives them."""
    rows = Rows.of(selected)
    if not rows.events.once("any bounds", lambda: bool(rows.events.array("bounds_known").any())):
        return Bounds(0, 0, 0, 0)
    known = rows.array("bounds_known") & ~rows.array("deaths_unknown")
    sums = [int(rows.array(name)[known].sum(dtype="int64")) for name in ("deaths_low", "deaths", "deaths_high")]
    return Bounds(int(np.count_nonzero(known)), *sums)


def by_precision(selected: Rows | pd.DataFrame) -> dict[int, int]:
    """Incidents by location precision: 1 exact place, 2 near it, 3 region only."""
    rows = Rows.of(selected)
    found = counts(rows.events.profiles["precision"], 4, rows.by_profile)
    return {p: int(found[p]) for p in PRECISIONS}


def _counted(rows: Rows, codes: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Incidents and reported deaths of each code."""
    return counts(codes, size), counts(codes, size, rows.array("deaths"))


def _type_of_code(events: Events) -> np.ndarray:
    """The place in `CODES` of each code of column event_type, −1 where it has none; the last answers for −1."""
    at = {code: i for i, code in enumerate(CODES)}
    return np.array([*(at.get(name, -1) for name in events.names("event_type")), -1], dtype="int8")


def _types(rows: Rows) -> np.ndarray:
    """Each row's type as its place in `CODES`, −1 where it has none."""
    return _type_of_code(rows.events)[rows.array("event_type")]


def by_type(selected: Rows | pd.DataFrame) -> pd.DataFrame:
    """event_type, incidents, fatalities; one row a type in the order of the types, zeros included but for `other`."""
    rows = Rows.of(selected)
    return rows.once("by_type", lambda: _by_type(rows)).copy(deep=False)


def _by_type(rows: Rows) -> pd.DataFrame:
    kinds = _type_of_code(rows.events)[rows.events.profiles["event_type"]]
    incidents, deaths = (counts(kinds, len(CODES), own) for own in (rows.by_profile, rows.deaths_by_profile))
    table = pd.DataFrame({"event_type": pd.array(CODES, "str"), "incidents": incidents, "fatalities": deaths})
    return table[(table["event_type"] != OTHER) | (table["incidents"] > 0)].reset_index(drop=True)


def by_area(selected: Rows | pd.DataFrame, areas: pd.DataFrame, level: int) -> pd.DataFrame:
    """area_id, name, level, incidents, fatalities for every area of a level, zeros included, most incidents first.

    Also exact, near, region: the incidents by location precision. Incidents outside every area of the level are in
    none of the rows: see `outside`. Level 0 has no rows.
    """
    if level not in LEVELS:
        numbers = dict.fromkeys([*AREA_COLUMNS[3:], *BY_PRECISION.values()], "int64")
        return pd.DataFrame(columns=[*AREA_COLUMNS[:3], *numbers]).astype(numbers)
    rows = Rows.of(selected)
    return rows.once(("by_area", id(areas), level), lambda: _by_area(rows, areas, level)).copy(deep=False)


def _by_area(rows: Rows, areas: pd.DataFrame, level: int) -> pd.DataFrame:
    of_level, names, at = rows.events.once(("areas", id(areas), level), lambda: _coded(rows.events, areas, level))
    column = f"area{level}_id"
    codes, size = rows.events.profiles[column], len(rows.events.names(column))
    incidents, deaths = rows.by_profile, rows.deaths_by_profile
    precision = rows.events.profiles["precision"]
    columns = [
        counts(codes, size, own) for own in (incidents, deaths, *(incidents * (precision == p) for p in PRECISIONS))
    ]
    counted = [np.append(own, 0)[at] for own in columns]
    order = np.lexsort((names, -counted[1], -counted[0]))
    numbers = dict(zip([*AREA_COLUMNS[3:], *BY_PRECISION.values()], counted, strict=True))
    return of_level.assign(**numbers).iloc[order].reset_index(drop=True)


def _coded(events: Events, areas: pd.DataFrame, level: int) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """The areas of a level, the order of their names, and their codes in the events: −1, a last row of zeros, for those
    where no incident of the whole version lies."""
    of_level = areas.loc[areas["level"] == level, ["area_id", "name", "level"]].reset_index(drop=True)
    names = of_level["name"].rank(method="dense").to_numpy()
    return of_level, names, pd.Index(events.names(f"area{level}_id")).get_indexer(of_level["area_id"])


def outside(selected: Rows | pd.DataFrame, level: int) -> int:
    """How many incidents lie in no area of a level."""
    rows = Rows.of(selected)
    return int(rows.by_profile[rows.events.profiles[f"area{level}_id"] < 0].sum())


def outside_by_region(selected: Rows | pd.DataFrame, level: int) -> pd.Series:
    """Incidents that lie in no area of a level, by the region (area_id) that has them, most first; the rest in none."""
    rows = Rows.of(selected)
    profiles, names = rows.events.profiles, rows.events.names("area1_id")
    own = rows.by_profile * (profiles[f"area{level}_id"] < 0)
    found = pd.Series(counts(profiles["area1_id"], len(names), own), index=names)
    return found[found > 0].sort_values(ascending=False, kind="stable")


def by_month(selected: Rows | pd.DataFrame) -> pd.DataFrame:
    """month (its first day), event_type, incidents, fatalities; only the months and types that occur."""
    rows = Rows.of(selected)
    return rows.once("by_month", lambda: _by_month(rows)).copy(deep=False)


def _by_month(rows: Rows) -> pd.DataFrame:
    if rows.empty:
        kinds = {"month": "datetime64[ms]", "event_type": "str", "incidents": "int64", "fatalities": "int64"}
        return pd.DataFrame(columns=list(kinds)).astype(kinds)
    first, size = _first_month(rows.events), len(CODES)
    incidents, deaths = (own[:, 1:].ravel() for own in _by_month_and_type(rows))
    there = np.flatnonzero(incidents)
    return pd.DataFrame(
        {
            "month": (first + there // size).astype("datetime64[M]").astype("datetime64[ms]"),
            "event_type": pd.array(np.array(CODES, dtype=object)[there % size], "str"),
            "incidents": incidents[there],
            "fatalities": deaths[there],
        }
    )


def months(selected: Rows | pd.DataFrame, start: object, end: object) -> pd.DataFrame:
    """month, incidents, fatalities for every calendar month from `start` to `end`, zeros included."""
    rows = Rows.of(selected)
    first, last = (int(np.datetime64(pd.Timestamp(day), "M").astype("int64")) for day in (start, end))
    index = (first + np.arange(last - first + 1)).astype("datetime64[M]").astype("datetime64[ms]")
    found = [own.sum(axis=1) for own in _by_month_and_type(rows)]
    at = first + np.arange(last - first + 1) - _first_month(rows.events)
    there = (at >= 0) & (at < len(found[0]))
    incidents, deaths = (np.where(there, np.append(own, 0)[np.where(there, at, -1)], 0) for own in found)
    return pd.DataFrame({"month": index, "incidents": incidents, "fatalities": deaths})


def _by_month_and_type(rows: Rows) -> tuple[np.ndarray, np.ndarray]:
    """Incidents and deaths of each month from the version's first (rows) and type (columns, the first for none)."""
    return rows.once("by_month_and_type", lambda: _months_and_types(rows))


def _months_and_types(rows: Rows) -> tuple[np.ndarray, np.ndarray]:
    events, width = rows.events, len(CODES) + 1
    joint = events.once("month and type", lambda: _joined_month_and_type(events))
    codes, size = rows.take(joint), (int(joint.max(initial=0)) // width + 1) * width
    incidents, deaths = _counted(rows, codes, size)
    return incidents.reshape(-1, width), deaths.reshape(-1, width)


def _joined_month_and_type(events: Events) -> np.ndarray:
    """Each incident's month since the first, and its type, as one number."""
    kinds = _type_of_code(events)[events.array("event_type")].astype("int32") + 1
    return (events.array("month") - _first_month(events)) * (len(CODES) + 1) + kinds


def _first_month(events: Events) -> int:
    """The first month that the version has, since January 1970."""
    return events.once("first month", lambda: int(events.array("month").min()) if len(events) else 0)


def places(selected: Rows | pd.DataFrame) -> pd.DataFrame:
    """Incidents grouped by place: latitude, longitude, location, geo_precision (the worst), incidents, fatalities.

    Also exact and near, the incidents by precision; event_type, the most frequent one (of equally many the first in the
    order of the types), and place, its number in `Events.places`. Region-only incidents (precision 3) have no place
    and are left out.
    """
    rows = Rows.of(selected)
    located = rows.where(rows.array("precision") < 3)
    codes, every = located.array("place"), located.events.places
    incidents, deaths = _counted(located, codes, len(every))
    near = counts(codes[located.array("precision") == 2], len(every))
    there = np.flatnonzero(incidents)
    table = every.iloc[there].reset_index(drop=True)
    return table.assign(
        geo_precision=np.where(near[there] > 0, 2, 1),
        incidents=incidents[there],
        fatalities=deaths[there],
        exact=(incidents - near)[there],
        near=near[there],
        event_type=pd.array(_commonest(located, codes, len(every))[there], "str"),
        place=there,
    )


def _commonest(rows: Rows, codes: np.ndarray, size: int) -> np.ndarray:
    """The most frequent type of each code."""
    kinds = _types(rows)
    pairs = np.where(kinds < 0, -1, codes.astype("int64") * len(CODES) + kinds)
    of_each = counts(pairs, size * len(CODES)).reshape(size, len(CODES))
    return np.array(CODES, dtype=object)[of_each.argmax(axis=1)]


@dataclass(frozen=True)
class Concentration:
    """The fewest areas that hold more than half of the incidents, and the share that they hold."""

    names: tuple[str, ...]
    share: float


def concentration(areas_counted: pd.DataFrame, total: int, most: int = 5) -> Concentration | None:
    """Where more than half of `total` incidents are (`by_area`'s columns); None where that takes over `most` areas."""
    counts = areas_counted.sort_values("incidents", ascending=False, kind="stable")
    held = counts["incidents"].cumsum()
    needed = int((held <= total / 2).sum()) + 1
    if not total or needed > min(most, len(counts)):
        return None
    return Concentration(tuple(counts["name"].head(needed)), float(held.iloc[needed - 1] / total))
