"""The plain pandas version of filtering and counting, with text columns: what anyone would write first."""

from dataclasses import dataclass

import pandas as pd

from data.mission import Mission

COLUMNS = [
    "source", "event_date", "event_type", "actor1", "actor2", "civilian_targeting", "fatalities_best",
    "country", "area1_id", "area2_id", "location", "latitude", "longitude", "geo_precision",
]  # fmt: skip
VIOLENT = ["battles", "explosions", "against_civilians"]


@dataclass(frozen=True)
class Wanted:
    """What the filters ask for."""

    start: object
    end: object
    source: str
    types: tuple[str, ...]
    areas: tuple[str, ...]
    civilians: bool
    precision: int


def load(mission: Mission) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Incidents with text as text, and areas, of the newest version."""
    number = mission.store.latest()
    rows = mission.store.read("incidents", number, [*COLUMNS, "sub_event_type"])
    by_region = rows["sub_event_type"].str.contains("Sexual violence", na=False)  # never finer than the region
    rows.loc[by_region, "area2_id"], rows.loc[by_region, "geo_precision"] = None, 3
    return rows[COLUMNS], mission.store.read("areas", number)


def select(incidents: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    """The incidents that the filters leave."""
    rows = incidents[
        (incidents["event_date"] >= pd.Timestamp(wanted.start))
        & (incidents["event_date"] <= pd.Timestamp(wanted.end))
        & (incidents["source"] == wanted.source)
        & (incidents["geo_precision"] <= wanted.precision)
    ]
    if wanted.types:
        kinds = [code for name in wanted.types for code in (VIOLENT if name == "violent" else [name])]
        rows = rows[rows["event_type"].isin(kinds)]
    if wanted.areas:
        rows = rows[rows["area1_id"].isin(wanted.areas) | rows["area2_id"].isin(wanted.areas)]
    return rows[rows["civilian_targeting"].fillna(False)] if wanted.civilians else rows


def aggregates(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Incidents and reported deaths by type, by area of level 2, and by month and type."""
    month = rows["event_date"].dt.to_period("M").dt.to_timestamp().rename("month")
    return _counted(rows, "event_type"), _counted(rows, "area2_id"), _counted(rows, [month, "event_type"])


def _counted(rows: pd.DataFrame, by: object) -> pd.DataFrame:
    counted = rows.groupby(by)["fatalities_best"].agg(["size", "sum"])
    return counted.rename(columns={"size": "incidents", "sum": "fatalities"}).reset_index()
