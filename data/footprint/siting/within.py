"""Which places lie within R km of which towns, exactly, without measuring the pairs that are plainly in or out."""

import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.spatial import cKDTree

from data.footprint.distances import WGS84
from data.footprint.jitter import TO_ECEF

LEAST_CURVE_M = 6_335_000.0  # the least radius of curvature of the WGS84 ellipsoid, at the equator along a meridian


def within(places: pd.DataFrame, towns: pd.DataFrame, radius_km: float) -> sp.csc_array:
    """1 where the geodesic from a place (row) to a town (column) is at most `radius_km`; both in degrees.

    A chord is never longer than its geodesic, and shorter by no more than a circle of the least curvature says; only
    pairs between the two are measured.
    """
    shape, metres = (len(places), len(towns)), radius_km * 1000
    if not all(shape):
        return sp.csc_array(shape, dtype="float64")
    near = cKDTree(_ecef(places)).sparse_distance_matrix(cKDTree(_ecef(towns)), metres, output_type="ndarray")
    sure = near["v"] <= 2 * LEAST_CURVE_M * np.sin(metres / 2 / LEAST_CURVE_M)
    kept = sure.copy()
    doubtful = near[~sure]
    if len(doubtful):
        here, there = places.iloc[doubtful["i"]], towns.iloc[doubtful["j"]]
        ends = (frame[name].to_numpy(dtype="float64") for frame in (here, there) for name in ("longitude", "latitude"))
        kept[~sure] = np.asarray(WGS84.inv(*ends)[2]) / 1000 <= radius_km
    own = near[kept]
    return sp.csc_array((np.ones(len(own)), (own["i"], own["j"])), shape=shape)


def _ecef(places: pd.DataFrame) -> np.ndarray:
    """x, y, z in metres on the WGS84 ellipsoid."""
    longitude, latitude = (places[name].to_numpy(dtype="float64") for name in ("longitude", "latitude"))
    return np.column_stack(TO_ECEF.transform(longitude, latitude, np.zeros(len(places))))
