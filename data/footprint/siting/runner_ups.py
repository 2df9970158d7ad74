"""The next best instead of each site chosen: what another choice loses, so that a close call is seen as one."""

import numpy as np
import pandas as pd

from data.footprint import distances
from data.footprint.siting.study import Study

APART_KM = 5.0  # of places nearer to each other than this only the better one is listed
MOST = 5
COLUMNS = ("name", "latitude", "longitude", "value", "best", "distance_km")


def of(study: Study, most: int = MOST, at: int = 0) -> pd.DataFrame:
    """The best sites instead of the one chosen in place `at`, the others kept: at most `most`, best first.

    name, latitude, longitude; value (with it: the weight that all chosen sites bring within reach, or the mean distance
    in km where that is asked for) beside best (the same with the site chosen); distance_km from the site chosen, which
    says where it is the same place in all but name. None lies within 5 km of a better one in the list. Not worked out
    for full cover, nor where bases can take on only so much.
    """
    if not asked_for(study):
        return pd.DataFrame(columns=list(COLUMNS))
    sites = study.chosen["site"].to_numpy(dtype=int)
    first, others, asked = int(sites[at]), np.delete(sites, at), study.question
    values = _distances(study, others) if asked.objective == "distance" else -_gains(study, others)
    fits = np.array([study.terms.allows(np.append(others, site)) for site in range(len(study.sites))])
    values = np.where(study.terms.free & fits & ~np.isin(np.arange(len(values)), others), values, np.inf)
    picked = _apart(study.sites, values, first, most)
    sign = 1 if asked.objective == "distance" else -1
    table = study.sites.iloc[picked][["name", "latitude", "longitude"]].reset_index(drop=True)
    here = study.sites.iloc[[first]]
    km = distances.km(study.sites.iloc[picked], here)[:, 0] if picked else np.zeros(0)
    return table.assign(value=sign * values[picked], best=sign * values[first], distance_km=km)


def asked_for(study: Study) -> bool:
    """True where next best sites can be told: something was chosen, by what it adds or by distance alone."""
    return bool(len(study.chosen)) and study.question.objective != "cover" and study.question.capacity is None


def of_each(study: Study, most: int = MOST) -> pd.DataFrame:
    """The same for each site chosen, in their order, with the name of the site they stand for: instead_of."""
    names = study.chosen["name"] if asked_for(study) else []
    tables = [of(study, most, at).assign(instead_of=name) for at, name in enumerate(names)]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=[*COLUMNS, "instead_of"])


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
