"""The next best first sites: how much is lost by another choice, so that a close call is seen as one."""

import numpy as np
import pandas as pd

from data.footprint import distances
from data.footprint.siting.study import Study

APART_KM = 5.0  # of places nearer to each other than this only the better one is listed
MOST = 5
COLUMNS = ("name", "latitude", "longitude", "value", "best", "distance_km")


def of(study: Study, most: int = MOST) -> pd.DataFrame:
    """The best sites instead of the first one chosen, the others kept: at most `most`, best first.

    name, latitude, longitude; value (with it: the weight that comes within reach, or the mean distance in km where
    that is asked for) beside best (the same with the first site); distance_km from the first site, which says where it
    is the same place in all but name. None lies within 5 km of a better one in the list. Not worked out for full
    cover, nor where bases can take on only so much.
    """
    asked = study.question
    if study.chosen.empty or asked.objective == "cover" or asked.capacity is not None:
        return pd.DataFrame(columns=list(COLUMNS))
    first = int(study.chosen["site"].iloc[0])
    others = study.chosen["site"].to_numpy(dtype=int)[1:]
    values = _distances(study, others) if asked.objective == "distance" else -_gains(study, others)
    fits = np.array([study.terms.allows(np.append(others, site)) for site in range(len(study.sites))])
    values = np.where(study.terms.free & fits & ~np.isin(np.arange(len(values)), others), values, np.inf)
    picked = _apart(study.sites, values, first, most)
    sign = 1 if asked.objective == "distance" else -1
    table = study.sites.iloc[picked][["name", "latitude", "longitude"]].reset_index(drop=True)
    here = study.sites.iloc[[first]]
    km = distances.km(study.sites.iloc[picked], here)[:, 0] if picked else np.zeros(0)
    return table.assign(value=sign * values[picked], best=sign * values[first], distance_km=km)


def _gains(study: Study, others: np.ndarray) -> np.ndarray:
    """What comes within reach in all with each site and `others`."""
    opened = np.union1d(study.kept, others).astype(int)
    left = np.where(np.asarray(study.reaches[:, opened].sum(axis=1)).ravel() > 0, 0.0, study.weights)
    already = study.score(others) - study.score(np.zeros(0, dtype=int))
    return already + study.reaches.T @ left


def _distances(study: Study, others: np.ndarray) -> np.ndarray:
    """The mean distance with each site and `others`, in km."""
    opened = np.union1d(study.kept, others).astype(int)
    nearest = study.km[:, opened].min(axis=1) if len(opened) else np.full(len(study.km), np.inf)
    return study.weights @ np.minimum(nearest[:, None], study.km) / max(study.weights.sum(), 1)


def _apart(sites: pd.DataFrame, values: np.ndarray, first: int, most: int) -> list[int]:
    """The numbers of the least values beside the first, that lie apart from each other."""
    picked: list[int] = []
    for site in np.argsort(values, kind="stable"):
        if len(picked) == most or not np.isfinite(values[site]):
            break
        near = distances.km(sites.iloc[picked], sites.iloc[[site]]) < APART_KM
        if site != first and not near.any():
            picked.append(int(site))
    return picked
