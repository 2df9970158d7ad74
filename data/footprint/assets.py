"""What assets can cover from their home bases: within their reach, or within minutes of a call. Straight line.

An asset that is unavailable, or whose home is not an open base, covers nothing, and the table says why.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.footprint import distances, reach
from data.footprint.demand import MEASURES

MINUTES = 60
AVAILABLE, LIMITED, UNAVAILABLE = "available", "limited", "unavailable"
NO_HOME, IS_UNAVAILABLE, NO_REACH, NO_SPEED = "home_not_open", "unavailable", "reach_unknown", "speed_or_notice_unknown"


@dataclass(frozen=True)
class Coverage:
    """What assets cover of a demand. `assets` has a row an asset, `kinds` a row a kind with what any of it covers.

    Both have `MEASURES` covered and share_… of each (unknown where there is none of it); `assets` also has the columns
    of table assets, `home` (town), latitude, longitude, `availability` on the day, range_km (how far it gets), and
    `why` it is not counted (empty where it is). `covered` is [places × assets], true where one gets there.
    """

    assets: pd.DataFrame
    kinds: pd.DataFrame
    covered: np.ndarray
    minutes: float | None


def on_day(assets: pd.DataFrame, day: date) -> pd.DataFrame:
    """Assets with their availability on a day: what is limited or unavailable is so within its period only."""
    day = pd.Timestamp(day)
    within = ~(assets["availability_from"] > day) & ~(assets["availability_to"] < day)
    known = assets["availability"].notna()
    return assets.assign(
        availability=assets["availability"].where(within | ~known, AVAILABLE),
        availability_reason=assets["availability_reason"].where(within),
    )


def at_home(assets: pd.DataFrame, bases: pd.DataFrame, day: date) -> pd.DataFrame:
    """Assets with the town of their home base: home, latitude, longitude; unknown where no base is open in it."""
    where = bases.drop_duplicates("base_id").set_index("base_id")[["name", "latitude", "longitude"]]
    opened = reach.open_on(bases, day)
    towns = set(zip(opened["latitude"], opened["longitude"], strict=True))
    homes = where.reindex(assets["base_id"]).set_index(assets.index).rename(columns={"name": "home"})
    in_use = [town in towns for town in zip(homes["latitude"], homes["longitude"], strict=True)]
    return assets.assign(**homes.where(pd.Series(in_use, index=homes.index, dtype=bool)))


def range_km(assets: pd.DataFrame, minutes: float | None = None) -> pd.Series:
    """How far each asset gets, in km: its reach; with `minutes`, no farther than speed × (minutes − notice)."""
    if minutes is None:
        return assets["reach_km"]
    flown = (assets["speed_kmh"] * (minutes - assets["notice_minutes"]).clip(lower=0)) / MINUTES
    too_late = assets["notice_minutes"] > minutes
    return flown.where(~(assets["reach_km"] < flown), assets["reach_km"]).mask(too_late)


def coverage(
    assets: pd.DataFrame, bases: pd.DataFrame, demand: pd.DataFrame, day: date, minutes: float | None = None
) -> Coverage:
    """What assets at their homes of `day` cover of a demand (see `demand.of`), in reach or within `minutes` of a call.

    Minutes are notice and the way out, straight line: not the way back, nor weather, crews or a place to land.
    """
    rows = at_home(on_day(assets, day), bases, day).reset_index(drop=True)
    rows = rows.assign(range_km=range_km(rows, minutes))
    rows = rows.assign(why=_why_not(rows, minutes))
    covered = distances.km(demand, rows) <= rows["range_km"].fillna(-1).to_numpy()
    covered &= (rows["why"] == "").to_numpy()
    table = rows.assign(**_sums(covered, demand))
    return Coverage(table, _by_kind(rows, covered, demand), covered, minutes)


def _why_not(rows: pd.DataFrame, minutes: float | None) -> pd.Series:
    """Why an asset is not counted; empty where it is. One too slow to leave in time is counted, and covers none."""
    why = pd.Series("", index=rows.index, dtype="str")
    if minutes is None:
        why = why.mask(rows["reach_km"].isna(), NO_REACH)
    else:
        why = why.mask(rows["speed_kmh"].isna() | rows["notice_minutes"].isna(), NO_SPEED)
    return why.mask(rows["availability"] == UNAVAILABLE, IS_UNAVAILABLE).mask(rows["latitude"].isna(), NO_HOME)


def _sums(covered: np.ndarray, demand: pd.DataFrame) -> dict[str, np.ndarray]:
    """Each measure within reach of each column of `covered`, and its share of all."""
    found: dict[str, np.ndarray] = {}
    for name in MEASURES:
        each = demand[name].to_numpy(dtype="int64")
        found[name] = each @ covered.astype("int64")
        found[f"share_{name}"] = found[name] / each.sum() if each.sum() else np.full(covered.shape[1], np.nan)
    return found


def _by_kind(rows: pd.DataFrame, covered: np.ndarray, demand: pd.DataFrame) -> pd.DataFrame:
    """What any counted asset of a kind covers: a place that two cover counts once."""
    kinds = list(dict.fromkeys(rows["kind"]))
    any_of = np.array([covered[:, (rows["kind"] == kind).to_numpy()].any(axis=1) for kind in kinds], dtype=bool)
    counted = rows[rows["why"] == ""].groupby("kind").size().reindex(kinds, fill_value=0)
    table = pd.DataFrame({"kind": kinds, "assets": counted.to_numpy(dtype="int64")})
    return table.assign(**_sums(any_of.reshape(len(kinds), len(demand)).T, demand))
