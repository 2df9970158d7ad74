"""How stable a choice of sites is: over locations moved within their precision, and over single years."""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from data.footprint import distances
from data.footprint.siting.study import Study

DRAWS = 200
NEAR_KM = 5.0  # a site so near is the same choice in all but name
SEED = 20190323
SECONDS_EACH = 2.0  # that one search of many may take
SECONDS_ALL = 120.0  # after which no further one is begun; how many were made is said
Positions = Callable[[np.random.Generator], pd.DataFrame]


def over_draws(study: Study, positions: Positions, draws: int = DRAWS) -> pd.DataFrame:
    """In how many of `draws` sets of moved locations each site is chosen, those of the study first.

    `positions` gives latitude and longitude of every row of demand for a generator (see `jitter.positions`); its
    seed is fixed. Fewer are made where they would take minutes. site, name, latitude, longitude; chosen (draws in
    which it is chosen); near (draws in which it or a site within 5 km of it is); draws (how many were made); ours (it
    is one of the study's own).
    """
    random = np.random.default_rng(SEED)
    picks = []
    until = time.monotonic() + SECONDS_ALL
    for _draw in range(draws):
        if time.monotonic() > until:
            break
        moved = study.demand.assign(**dict(positions(random)[["latitude", "longitude"]].items()))
        moved = moved.assign(place=np.arange(len(moved)))
        picks.append(quick(study).over(moved).answer.sites)
    return counted(study, picks)


def quick(study: Study) -> Study:
    """The same study, each search of which may take a short time only."""
    asked = study.question
    return replace(study, question=replace(asked, seconds=min(asked.seconds, SECONDS_EACH)))


def counted(study: Study, picks: list[np.ndarray]) -> pd.DataFrame:
    """How often each site is among `picks`: see `over_draws`."""
    own = study.chosen["site"].to_numpy(dtype=int)
    often = np.bincount(np.concatenate([*picks, np.zeros(0, dtype=int)]).astype(int), minlength=len(study.sites))
    others = [site for site in np.argsort(-often, kind="stable") if often[site] and site not in own]
    shown = np.array([*own, *others], dtype=int)
    table = study.sites.iloc[shown][["name", "latitude", "longitude"]].reset_index(drop=True)
    close = distances.km(table, study.sites) < NEAR_KM
    near = [sum(bool(close[at, pick].any()) for pick in picks) for at in range(len(shown))]
    return table.assign(
        site=shown,
        chosen=often[shown],
        near=near,
        draws=len(picks),
        ours=np.isin(np.arange(len(shown)), range(len(own))),
    )


def over_years(study: Study, years: dict[int, pd.DataFrame]) -> pd.DataFrame:
    """The choice in each single year over its own incidents (demand a year), the same bases and candidates.

    year, incidents, sites (names, by gain), gain (weight that comes within reach with them), ours_gain (with the
    study's own sites instead), same (sites of the study that are chosen, or one within 5 km of them) of `asked`.
    """
    own = study.chosen["site"].to_numpy(dtype=int)
    rows = []
    for year, demand in years.items():
        each = quick(study).over(demand)
        picked = each.answer.sites
        close = distances.km(study.sites.iloc[own], study.sites.iloc[picked]) < NEAR_KM
        rows.append(
            {
                "year": year,
                "incidents": int(demand["incidents"].sum()),
                "sites": "; ".join(each.chosen["name"]),
                "gain": each.gain,
                "ours_gain": each.score(own) - each.score(np.zeros(0, dtype=int)),
                "same": int(close.any(axis=1).sum()),
                "asked": len(own),
            }
        )
    return pd.DataFrame(rows, columns=["year", "incidents", "sites", "gain", "ours_gain", "same", "asked"])
