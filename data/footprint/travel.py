"""Travel time from base towns, where the user supplies a table of times or a road network, by season.

A time of the table holds before one of the roads. Points are snapped to the nearest node of the network, or to the
nearest place of the table; the way from there is not timed, so how far it is, is told, and beyond `SNAP_KM` there is
no time at all. Shortest paths are Dijkstra's, of scipy.sparse.csgraph.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from data.footprint import reach
from data.geography.join import LEVEL_COLUMNS
from data.incidents.rows import PLACE_DECIMALS

SNAP_KM = 10.0
ENDS = ("latitude", "longitude")
LEAST_MINUTES = 1e-6  # a stretch without length; a zero is no edge in a sparse matrix


@dataclass(frozen=True)
class Travel:
    """`minutes` from each town (columns) to each row of demand (rows), NaN where no way is known, in `season`.

    `snap_km` is how far each row lies from the node or place that its time is of (0 in an area that has a time, NaN
    where none is near enough), `town_snap_km` the same of each town.
    """

    season: str
    minutes: np.ndarray
    snap_km: np.ndarray
    town_snap_km: np.ndarray

    def counted(self, incidents: np.ndarray) -> dict[str, int]:
        """Incidents `reachable` from some town by a way that is known, and `unreachable` those that are not."""
        known = ~np.isnan(self.minutes).all(axis=1) if self.minutes.shape[1] else np.zeros(len(incidents), dtype=bool)
        return {"reachable": int(incidents[known].sum()), "unreachable": int(incidents[~known].sum())}


def known(times: pd.DataFrame, roads: pd.DataFrame) -> bool:
    """Whether the mission has anything to tell a travel time by."""
    return bool(len(times) or len(roads))


def of(
    demand: pd.DataFrame, towns: pd.DataFrame, bases: pd.DataFrame, times: pd.DataFrame, roads: pd.DataFrame,
    *, season: str,
) -> Travel:  # fmt: skip
    """Minutes between every town and row of demand: tables travel_times and roads; `bases` are those of `towns`."""
    table = by_table(demand, towns, bases, times, season=season)
    road = by_road(demand, towns, roads, season=season)
    told = ~np.isnan(table.minutes)
    minutes = np.where(told, table.minutes, road.minutes)
    return Travel(
        season,
        np.where(np.isinf(minutes), np.nan, minutes),
        np.where(told.any(axis=1), table.snap_km, road.snap_km),
        np.fmin(table.town_snap_km, road.town_snap_km),
    )


def _none(demand: pd.DataFrame, towns: pd.DataFrame, season: str) -> Travel:
    unknown = np.full((len(demand), len(towns)), np.nan)
    return Travel(season, unknown, np.full(len(demand), np.nan), np.full(len(towns), np.nan))


def by_road(demand: pd.DataFrame, towns: pd.DataFrame, roads: pd.DataFrame, *, season: str) -> Travel:
    """Minutes by the shortest way of table roads, from node to node."""
    nodes, graph = network(roads, season)
    if nodes.empty or demand.empty or towns.empty:
        return _none(demand, towns, season)
    of_row, snap_km = _snapped(demand, nodes)
    of_town, town_snap_km = _snapped(towns, nodes)
    starts, town_start = np.unique(of_town, return_inverse=True)
    minutes = dijkstra(graph, directed=False, indices=starts)[town_start][:, of_row].T
    minutes[~np.isfinite(minutes)] = np.nan
    minutes[np.isnan(snap_km)] = np.nan
    minutes[:, np.isnan(town_snap_km)] = np.nan
    return Travel(season, minutes, snap_km, town_snap_km)


def network(roads: pd.DataFrame, season: str) -> tuple[pd.DataFrame, csr_array]:
    """The nodes (latitude, longitude) of table roads and the minutes between them; of parallel roads the quickest."""
    ends = pd.concat(
        [roads[[f"{end}_{name}" for name in ENDS]].set_axis(ENDS, axis=1) for end in ("from", "to")]
    ).round(PLACE_DECIMALS)  # fmt: skip
    codes = ends.groupby(list(ENDS), sort=True).ngroup().to_numpy()
    nodes = ends.drop_duplicates().sort_values(list(ENDS)).reset_index(drop=True)
    minutes = np.maximum((roads["length_km"] / speed_kmh(roads, season) * 60).to_numpy(), LEAST_MINUTES)
    pairs = np.sort(np.column_stack([codes[: len(roads)], codes[len(roads) :]]), axis=1)
    edges = pd.DataFrame(pairs, columns=["a", "b"]).assign(minutes=minutes).dropna()
    edges = edges.groupby(["a", "b"], as_index=False)["minutes"].min()
    return nodes, csr_array((edges["minutes"], (edges["a"], edges["b"])), shape=(len(nodes), len(nodes)))


def speed_kmh(roads: pd.DataFrame, season: str) -> pd.Series:
    """The speed of each stretch in a season; unknown where it is not passable."""
    speed = roads[f"speed_{season}_kmh"].astype("float64")
    return speed if season == "dry" else speed.where(roads["passable_rainy"].fillna(True).astype(bool))


def _snapped(points: pd.DataFrame, nodes: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The nearest node of each point and its distance in km, NaN beyond `SNAP_KM`."""
    found = reach.nearest(points[list(ENDS)], nodes)
    km = found["distance_km"].to_numpy(copy=True)
    km[km > SNAP_KM] = np.nan
    return found["base"].to_numpy(dtype="int64"), km


def by_table(
    demand: pd.DataFrame, towns: pd.DataFrame, bases: pd.DataFrame, times: pd.DataFrame, *, season: str
) -> Travel:
    """Minutes by table travel_times: to the nearest place that has a time, else to the area that holds a row.

    Infinite where the table says that there is no way, NaN where it says nothing.
    """
    answer = _none(demand, towns, season)
    if times.empty or demand.empty or towns.empty:
        return answer
    town, town_km = _town_of(times, towns, bases)
    for at in np.unique(town[town >= 0]):
        own = times[town == at].fillna({f"minutes_{season}": np.inf})
        minutes, km = _from_one(demand, own, f"minutes_{season}")
        answer.minutes[:, at] = minutes
        answer.snap_km[:] = np.fmin(answer.snap_km, km)
        answer.town_snap_km[at] = np.nanmin(town_km[town == at])
    return answer


def _town_of(times: pd.DataFrame, towns: pd.DataFrame, bases: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The town that each way starts at (−1 for none), and how far from it its stated start lies."""
    of_base = {bases["base_id"].iloc[row]: at for at, rows in enumerate(towns["rows"]) for row in rows}
    at = times["from_id"].map(of_base)
    town, km = at.fillna(-1).to_numpy(dtype="int64"), np.where(at.notna(), 0.0, np.nan)
    placed = (at.isna() & times["from_latitude"].notna() & times["from_longitude"].notna()).to_numpy()
    if placed.any():
        starts = times.loc[placed, ["from_latitude", "from_longitude"]].set_axis(ENDS, axis=1)
        near, near_km = _snapped(starts, towns)
        town[placed], km[placed] = np.where(np.isnan(near_km), -1, near), near_km
    return town, km


def _from_one(demand: pd.DataFrame, own: pd.DataFrame, column: str) -> tuple[np.ndarray, np.ndarray]:
    """Minutes of one town's ways to each row of demand, and how far the row lies from where they end."""
    minutes, km = np.full(len(demand), np.nan), np.full(len(demand), np.nan)
    areas = own[own["to_latitude"].isna()].drop_duplicates("to_id").set_index("to_id")[column]
    for name in sorted(LEVEL_COLUMNS.values()):  # the finer area holds before the coarser one, a place before both
        of_area = demand[name].astype("object").map(areas).to_numpy(dtype="float64")
        minutes, km = np.where(np.isnan(of_area), minutes, of_area), np.where(np.isnan(of_area), km, 0.0)
    points = own[own["to_latitude"].notna() & own["to_longitude"].notna()]
    if len(points):
        ends = points[["to_latitude", "to_longitude"]].set_axis(ENDS, axis=1).reset_index(drop=True)
        at, near_km = _snapped(demand, ends)
        near = ~np.isnan(near_km)
        minutes = np.where(near, points[column].to_numpy(dtype="float64")[at], minutes)
        km = np.where(near, near_km, km)
    return minutes, km
