"""Reach: what lies within R km, straight line, of a base town. It is not protection or response."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd
from pyproj import Transformer
from scipy.spatial import cKDTree

from data.footprint import distances
from data.footprint.distances import WGS84
from data.geography.join import distinct_places
from data.incidents.rows import Rows, counts

TO_ECEF = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
RING_POINTS = 72  # a ring drawn so holds 99.9 % of its circle


def open_on(bases: pd.DataFrame, day: date) -> pd.DataFrame:
    """The bases that are open on a day: opened on or before it (or unknown), closed on or after it (or not at all)."""
    day = pd.Timestamp(day)
    opened = bases["opened"].isna() | (bases["opened"] <= day)
    closed = bases["closed"].notna() & (bases["closed"] < day)
    return bases[opened & ~closed & (bases["status"] != "planned")].reset_index(drop=True)


def _ecef(longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
    """Points on the WGS84 ellipsoid as x, y, z in metres."""
    return np.column_stack(TO_ECEF.transform(longitude, latitude, np.zeros(len(longitude))))


def nearest(points: Rows | pd.DataFrame, bases: pd.DataFrame) -> pd.DataFrame:
    """For each point (latitude, longitude): `base` (row number in `bases`) and `distance_km` on the WGS84 geodesic.

    Of a town's bases it is the first. Found for distinct places (those of `Events.places` where the points are rows of
    incidents) by a k-d tree over straight chords, whose order is the geodesic's to within the flattening of the
    ellipsoid; the few nearest by chord are then measured by geodesic and the least is taken.
    Unknown where there are no bases.
    """
    if points.empty or bases.empty:
        return pd.DataFrame({"base": pd.NA, "distance_km": np.nan}, index=points.index).astype(
            {"distance_km": "float64"}
        )
    codes, where = _places(points)
    first = distances.numbered(bases)[1]
    towns = bases.iloc[first]
    tree = cKDTree(_ecef(towns["longitude"].to_numpy(), towns["latitude"].to_numpy()))
    few = min(3, len(towns))
    _chord, candidates = tree.query(_ecef(where["longitude"].to_numpy(), where["latitude"].to_numpy()), k=few)
    candidates = np.sort(candidates.reshape(len(where), few), axis=1)  # of two as near, the first
    km = np.column_stack([_geodesic_km(where, towns.iloc[candidates[:, i]]) for i in range(few)])
    best = km.argmin(axis=1)
    rows = np.arange(len(where))
    return pd.DataFrame(
        {"base": first[candidates[rows, best]][codes], "distance_km": km[rows, best][codes]}, index=points.index
    )


def _places(points: Rows | pd.DataFrame) -> tuple[np.ndarray, pd.DataFrame]:
    """For each point the number of its place, and the places: a distance is worked out once for each."""
    if not isinstance(points, Rows):
        return distinct_places(points)
    own, places = points.array("place"), points.events.places
    there = counts(own, len(places)) > 0
    return (np.cumsum(there) - 1)[own], places[there]


def _geodesic_km(places: pd.DataFrame, bases: pd.DataFrame) -> np.ndarray:
    ends = (bases["longitude"].to_numpy(), bases["latitude"].to_numpy())
    _azimuth, _back, metres = WGS84.inv(places["longitude"].to_numpy(), places["latitude"].to_numpy(), *ends)
    return np.asarray(metres) / 1000


@dataclass(frozen=True)
class Reach:
    """What lies within `radius_km` of an open base town. Shares are of located incidents and their reported deaths.

    Region-only incidents (precision 3) are counted at the point that the source gives, as in every total;
    `region_only` and `covered_region_only` say how many they are.
    """

    radius_km: float
    bases: int
    incidents: int
    covered_incidents: int
    fatalities: int
    covered_fatalities: int
    region_only: int
    covered_region_only: int
    inside: np.ndarray
    distance_km: np.ndarray

    @property
    def share_incidents(self) -> float | None:
        """Share of incidents within reach; None where there is no incident or no base."""
        return self.covered_incidents / self.incidents if self.incidents and self.bases else None

    @property
    def share_fatalities(self) -> float | None:
        """Share of reported deaths within reach; None where there is none or no base."""
        return self.covered_fatalities / self.fatalities if self.fatalities and self.bases else None


def of(incidents: Rows | pd.DataFrame, bases: pd.DataFrame, radius_km: float) -> Reach:
    """Reach of `bases` (those that are open: see `open_on`) over selected incidents."""
    incidents = Rows.of(incidents)
    distance_km = nearest(incidents, bases)["distance_km"].to_numpy()
    inside = distance_km <= radius_km
    deaths = incidents["fatalities_best"].fillna(0).to_numpy(dtype="int64")
    region_only = (incidents["geo_precision"] == 3).to_numpy(dtype=bool)
    return Reach(
        radius_km=radius_km,
        bases=len(bases),
        incidents=len(incidents),
        covered_incidents=int(inside.sum()),
        fatalities=int(deaths.sum()),
        covered_fatalities=int(deaths[inside].sum()),
        region_only=int(region_only.sum()),
        covered_region_only=int((region_only & inside).sum()),
        inside=inside,
        distance_km=distance_km,
    )


def counted_nearest(incidents: Rows, bases: pd.DataFrame, inside: np.ndarray) -> pd.DataFrame:
    """The bases with `near`: incidents `inside` reach that no other base town is nearer to."""
    if incidents.empty:
        return bases.assign(near=0)
    found = nearest(incidents, bases)["base"][inside].value_counts()
    return bases.assign(near=[int(found.get(i, 0)) for i in range(len(bases))])


@lru_cache(maxsize=1024)
def ring(latitude: float, longitude: float, radius_km: float) -> tuple[tuple[float, float], ...]:
    """A closed ring of (longitude, latitude) at `radius_km` on the WGS84 geodesic."""
    azimuths = np.linspace(0, 360, RING_POINTS, endpoint=False)
    n = len(azimuths)
    lon, lat, _back = WGS84.fwd(np.full(n, longitude), np.full(n, latitude), azimuths, np.full(n, radius_km * 1000))
    points = tuple(zip(lon.round(4).tolist(), lat.round(4).tolist(), strict=True))
    return (*points, points[0])
