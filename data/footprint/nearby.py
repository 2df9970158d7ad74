"""The base towns nearest to a place, of the bases that were open on a day."""

from datetime import date
from itertools import islice

import numpy as np
import pandas as pd

from data.footprint import reach
from data.footprint.schema import BASE_TYPES, COMPONENTS
from data.schema import split

BY_YEAR = "by year"
COLUMNS = ["name", "types", "component_types", "distance_km", "opened", "by_year", "in_doubt", "illustrative"]


def towns(bases: pd.DataFrame, latitude: float, longitude: float, day: date, most: int = 5) -> pd.DataFrame:
    """The `most` towns nearest to a point with a base open on a day, nearest first; bases of one point are one town.

    name; types and component_types (lists, as in table bases; an empty one is unknown); distance_km (straight line on
    the WGS84 geodesic); opened (the first day of the longest open base, unknown where that of any is); by_year (its
    dates are known by year only); in_doubt (no base there is sure to have been open: by year only, it opened or closed
    at some time of that day's year); illustrative (no source states a base there).
    """
    opened = reach.open_on(bases, day)
    if opened.empty:
        return pd.DataFrame(columns=COLUMNS)
    opened = opened.assign(distance_km=_distance_km(opened, latitude, longitude))
    nearest = opened.sort_values(["distance_km", "name"], kind="stable")
    places = nearest.groupby(["latitude", "longitude"], sort=False)
    year = pd.Timestamp(day).year
    return pd.DataFrame([_town(own, year) for _where, own in islice(places, most)], columns=COLUMNS)


def _distance_km(bases: pd.DataFrame, latitude: float, longitude: float) -> np.ndarray:
    here = np.full(len(bases), longitude), np.full(len(bases), latitude)
    _azimuth, _back, metres = reach.WGS84.inv(*here, bases["longitude"].to_numpy(), bases["latitude"].to_numpy())
    return np.asarray(metres) / 1000


def _town(own: pd.DataFrame, year: int) -> dict[str, object]:
    by_year = own["dates_precision"] == BY_YEAR
    # Years became 1 January of the first and 31 December of the last; another day is known.
    in_doubt = by_year & ((own["opened"] == pd.Timestamp(year, 1, 1)) | (own["closed"] == pd.Timestamp(year, 12, 31)))
    present = {component for cell in own["component_type"] for component in split(cell)}
    return {
        "name": own["name"].iloc[0],
        "types": "; ".join(kind for kind in BASE_TYPES if kind in set(own["type"])),
        "component_types": "; ".join(component for component in COMPONENTS if component in present),
        "distance_km": own["distance_km"].iloc[0],
        "opened": own["opened"].min(skipna=False),
        "by_year": bool(by_year.any()),
        "in_doubt": bool(in_doubt.all()),
        "illustrative": bool(own["illustrative"].fillna(False).all()),
    }
