"""Counts of selected incidents: in all, by type, by area, by month and by precision. The one place they are made."""

from dataclasses import dataclass

import pandas as pd

from data.incidents.types import CODES, OTHER

PRECISIONS = (1, 2, 3)
PLACE_DECIMALS = 4  # degrees, about 11 m: nearer coordinates are one place
LEVELS = (1, 2)  # those that incidents are joined to
AREA_COLUMNS = ["area_id", "name", "level", "incidents", "fatalities"]


def totals(selected: pd.DataFrame) -> dict[str, int]:
    """Incidents, reported deaths (best figure; unknown ones add nothing), and how many deaths are unknown.

    `targeting_civilians` counts the incidents that targeted civilians.
    """
    deaths = selected["fatalities_best"]
    return {
        "incidents": len(selected),
        "fatalities": int(deaths.sum()),
        "fatalities_unknown": int(deaths.isna().sum()),
        "targeting_civilians": int(selected["civilian_targeting"].fillna(False).sum()),
    }


def by_precision(selected: pd.DataFrame) -> dict[int, int]:
    """Incidents by location precision: 1 exact place, 2 near it, 3 region only."""
    counts = selected["geo_precision"].value_counts()
    return {p: int(counts.get(p, 0)) for p in PRECISIONS}


def _counted(groups: object) -> pd.DataFrame:
    return groups["fatalities_best"].agg(incidents="size", fatalities="sum").astype("int64").reset_index()


def by_type(selected: pd.DataFrame) -> pd.DataFrame:
    """event_type, incidents, fatalities; one row a type in the order of the types, zeros included but for `other`."""
    counted = _counted(selected.groupby("event_type", observed=True)).set_index("event_type")
    counted.index = counted.index.astype("str")
    shown = [code for code in CODES if code != OTHER or code in counted.index]
    return counted.reindex(shown, fill_value=0).rename_axis("event_type").reset_index()


def by_area(selected: pd.DataFrame, areas: pd.DataFrame, level: int) -> pd.DataFrame:
    """area_id, name, level, incidents, fatalities for every area of a level, zeros included, most incidents first.

    Incidents outside every area of the level are in none of the rows: see `outside`. Level 0 has no rows.
    """
    if level not in LEVELS:
        return pd.DataFrame(columns=AREA_COLUMNS).astype({"incidents": "int64", "fatalities": "int64"})
    of_level = areas.loc[areas["level"] == level, ["area_id", "name", "level"]]
    column = f"area{level}_id"
    counted = _counted(selected.groupby(column, observed=True)).rename(columns={column: "area_id"})
    counted["area_id"] = counted["area_id"].astype("str")
    table = of_level.merge(counted, on="area_id", how="left").fillna({"incidents": 0, "fatalities": 0})
    table = table.astype({"incidents": "int64", "fatalities": "int64"})
    return table.sort_values(["incidents", "fatalities", "name"], ascending=[False, False, True], ignore_index=True)


def outside(selected: pd.DataFrame, level: int) -> int:
    """How many incidents lie in no area of a level."""
    return int(selected[f"area{level}_id"].isna().sum())


def by_month(selected: pd.DataFrame) -> pd.DataFrame:
    """month (its first day), event_type, incidents, fatalities; only the months and types that occur."""
    month = selected["event_date"].dt.to_period("M").dt.to_timestamp().rename("month")
    counted = _counted(selected.groupby([month, "event_type"], observed=True))
    return counted.astype({"event_type": "str"})


def months(selected: pd.DataFrame, start: object, end: object) -> pd.DataFrame:
    """month, incidents, fatalities for every calendar month from `start` to `end`, zeros included."""
    index = pd.period_range(start, end, freq="M").to_timestamp()
    counted = by_month(selected).groupby("month")[["incidents", "fatalities"]].sum()
    return counted.reindex(index, fill_value=0).rename_axis("month").reset_index()


def places(selected: pd.DataFrame) -> pd.DataFrame:
    """Incidents grouped by place: latitude, longitude, location, geo_precision (the worst), incidents, fatalities.

    Region-only incidents (precision 3) have no place and are left out.
    """
    located = selected[selected["geo_precision"] < 3]
    where = [located[name].round(PLACE_DECIMALS).rename(name) for name in ("latitude", "longitude")]
    groups = located.groupby(where, sort=True)
    table = groups.agg(
        location=("location", "first"),
        geo_precision=("geo_precision", "max"),
        incidents=("event_date", "size"),
        fatalities=("fatalities_best", "sum"),
    ).reset_index()
    return table.astype({"incidents": "int64", "fatalities": "int64", "location": "str"})


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
