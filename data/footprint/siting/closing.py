"""Which base towns could close with the least lost from reach, once places are protected: illustrative options.

A ranking by reach alone would close the North, where few incidents are on record: it is refused until somebody has
said what is protected. Reach is within R km, straight line, of a base town; it is not protection or response.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.errors import InputError
from data.footprint.demand import MEASURES
from data.footprint.siting import coverage
from data.footprint.siting.study import WEIGHTS
from data.footprint.siting.terms import IMPOSSIBLE, SECONDS, Answer, Limit, Terms
from data.footprint.siting.within import within
from data.i18n import _
from data.mission import Settings

CEILINGS = {"military": "authorised_military", "police": "authorised_police"}


@dataclass(frozen=True)
class Ceiling:
    """The authorised strength of a component (`most`, None: not set) beside what open bases are known to have.

    `known` people at the bases whose strength is known; `unknown` is the number of the others that may have some.
    """

    component: str
    most: int | None
    known: int
    unknown: int

    @property
    def passed(self) -> bool:
        """True where the known strengths alone are above the ceiling."""
        return self.most is not None and self.known > self.most

    @property
    def checked(self) -> bool:
        """True where the ceiling is set and every strength is known."""
        return self.most is not None and not self.unknown


def ceilings(bases: pd.DataFrame, settings: Settings) -> list[Ceiling]:
    """The ceilings of the mission beside the strengths of some bases, those that are open.

    A base whose components are known and do not have one adds none to it; where they are unknown it may.
    """
    found = []
    for component, key in CEILINGS.items():
        people = bases[f"personnel_{component}"]
        others = bases["component_type"].notna() & ~bases["component_type"].fillna("").str.contains(component)
        unknown = people.isna() & ~others
        found.append(Ceiling(component, getattr(settings, key), int(people.fillna(0).sum()), int(unknown.sum())))
    return found


@dataclass(frozen=True)
class Closing:
    """The towns (row numbers) that close, how sure it is that no others lose less, and what is within reach then."""

    towns: np.ndarray
    answer: Answer
    before: np.ndarray
    after: np.ndarray


def ranking(demand: pd.DataFrame, towns: pd.DataFrame, protected: np.ndarray, radius_km: float) -> pd.DataFrame:
    """The towns that are not protected, by how little falls out of reach when each alone closes.

    town (row number), name, latitude, longitude, and each measure that no other town has within reach. An InputError
    where no town is protected.
    """
    _asked(protected)
    reaches = within(demand, towns, radius_km)
    alone = np.asarray(reaches.sum(axis=1)).ravel() == 1
    lost = {name: reaches.T @ np.where(alone, demand[name], 0) for name in MEASURES}
    table = towns[["name", "latitude", "longitude"]].assign(
        town=range(len(towns)), **{name: values.astype(int) for name, values in lost.items()}
    )
    return table[~protected].sort_values([*MEASURES[:2], "name"], kind="stable", ignore_index=True)


def least_lost(
    demand: pd.DataFrame,
    towns: pd.DataFrame,
    protected: np.ndarray,
    radius_km: float,
    many: int,
    *,
    weight: str = "incidents",
    limits: tuple[Limit, ...] = (),
    seconds: float = SECONDS,
) -> Closing:
    """The `many` towns, none protected, whose closing leaves the most weight within reach of the others.

    `limits` hold for the towns that stay open (see `strengths`): where they cannot be kept by closing so many, an
    InputError says so; so does it where no town is protected, or too few may close.
    """
    _asked(protected)
    free = int((~protected).sum())
    if not 0 < many <= free:
        raise InputError(_("{many} towns cannot close: {free} of them are not protected.").format(many=many, free=free))
    reaches = within(demand, towns, radius_km)
    terms = Terms(len(towns), free - many, protected, limits=limits, seconds=seconds)
    answer = coverage.solve(reaches, demand[WEIGHTS[weight]].to_numpy(dtype="float64"), terms)
    if answer.state == IMPOSSIBLE:
        raise InputError(_("The protected places alone are above an authorised ceiling; no closing keeps to it."))
    kept = _with_idle(terms, answer.sites)
    closed = np.setdiff1d(np.flatnonzero(terms.free), kept)
    before = np.asarray(reaches.sum(axis=1)).ravel() > 0
    after = np.asarray(reaches[:, np.setdiff1d(np.arange(len(towns)), closed)].sum(axis=1)).ravel() > 0
    return Closing(closed, answer, before, after)


def strengths(bases: pd.DataFrame, towns: pd.DataFrame, settings: Settings) -> tuple[Limit, ...]:
    """The authorised ceilings as hard limits on the known strengths of the towns that stay open."""
    found = []
    for component, key in CEILINGS.items():
        most = getattr(settings, key)
        people = bases[f"personnel_{component}"].fillna(0).to_numpy(dtype="float64")
        if most is not None:
            found.append(Limit(np.array([people[list(rows)].sum() for rows in towns["rows"]]), most))
    return tuple(found)


def _with_idle(terms: Terms, sites: np.ndarray) -> np.ndarray:
    """The chosen sites and, while the terms allow more, those that add nothing: no more close than was asked."""
    kept = list(sites)
    for site in np.setdiff1d(np.flatnonzero(terms.free), sites):
        if terms.allows(np.array([*kept, site])):
            kept.append(int(site))
    return np.array(kept, dtype=int)


def _asked(protected: np.ndarray) -> None:
    if not protected.any():
        raise InputError(
            _(
                "No place is protected. A ranking by reach alone would close places where few incidents are on record, "
                "whatever they are for: protect places by strategic priority, or by hand, first."
            )
        )
