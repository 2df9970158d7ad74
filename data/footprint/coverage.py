"""What base towns reach, worked out whole for a page or a command: shares, bands, components, functions, towns, people.

The rows' own numbers come from `measures`, the bands from `jitter`, people from `population`.
"""

from dataclasses import asdict, dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from data.footprint import demand, distances, jitter, measures, population
from data.footprint.demand import MEASURES
from data.footprint.population import Population
from data.i18n import _
from data.incidents.rows import Rows
from data.mission import Settings

BY_PRECISION = {"exact": 1, "exact_and_near": 2, "all": 3}  # the worst location precision that is counted


@dataclass(frozen=True)
class Coverage:
    """What `bases`, all of them open, reach of `rows` within `radius_km`, straight line; each part when asked for."""

    rows: Rows
    bases: pd.DataFrame
    areas: pd.DataFrame
    settings: Settings
    radius_km: float

    @cached_property
    def demand(self) -> pd.DataFrame:
        """See `data.footprint.demand`."""
        return self.rows.once("demand", lambda: demand.of(self.rows))

    @cached_property
    def towns(self) -> pd.DataFrame:
        """See `distances.towns`."""
        return distances.towns(self.bases)

    @cached_property
    def km(self) -> np.ndarray:
        """Kilometres from each row of demand to each town."""
        own = ("km", tuple(self.towns["latitude"]), tuple(self.towns["longitude"]))
        return self.rows.once(own, lambda: distances.km(self.demand, self.towns))

    @cached_property
    def within(self) -> np.ndarray:
        """Which row of demand (rows) is within reach of which town (columns)."""
        return self.km <= self.radius_km

    @cached_property
    def everything(self) -> dict[str, int]:
        """The measures of all incidents."""
        return measures.totals(self.demand)

    @cached_property
    def covered(self) -> dict[str, int]:
        """The measures of those within reach, every location taken as given."""
        return measures.totals(self.demand, self.within.any(axis=1))

    @property
    def shares(self) -> dict[str, float | None]:
        """Each covered measure as a share; None where there is none or no base."""
        return measures.shares(self.covered, self.everything if len(self.bases) else dict.fromkeys(MEASURES, 0))

    def by_precision(self, worst: int) -> tuple[dict[str, int], dict[str, int]]:
        """The measures within reach, and all, of incidents whose location precision is at most `worst`."""
        known = (self.demand["geo_precision"] <= worst).to_numpy()
        inside = known & self.within.any(axis=1)
        return measures.totals(self.demand, inside), measures.totals(self.demand, known)

    def band(self, towns: np.ndarray | None = None) -> dict[str, jitter.Band]:
        """The band of each measure with locations moved within their precision; `towns` marks those that count."""
        some = np.ones(len(self.towns), dtype=bool) if towns is None else towns
        inside = self.within[:, some].any(axis=1)
        chance = jitter.chances(self._ground, inside, self.towns[some], self.radius_km)
        return jitter.bands(self._alike, chance)

    @property
    def _ground(self) -> jitter.Ground:
        spread = self.settings.near_km, self.settings.region_km
        return self.rows.once(("ground", *spread), lambda: jitter.ground(self.demand, self.areas, *spread))

    @property
    def _alike(self) -> pd.DataFrame:
        return self.rows.once("alike", lambda: jitter.alike(self.rows))

    @cached_property
    def by_component(self) -> pd.DataFrame:
        """See `measures.by_component`."""
        return measures.by_component(self.demand, self.within, self.bases, self.towns)

    @cached_property
    def by_function(self) -> pd.DataFrame:
        """See `measures.by_function`."""
        return measures.by_function(self.demand, self.within, self.bases, self.towns)

    @cached_property
    def by_town(self) -> pd.DataFrame:
        """See `measures.by_town`."""
        return measures.by_town(self.demand, self.within, self.towns)

    @cached_property
    def overlaps(self) -> pd.DataFrame:
        """See `measures.overlaps`."""
        return measures.overlaps(self.demand, self.within)

    @cached_property
    def backup(self) -> dict[str, int]:
        """See `measures.backup`."""
        return measures.backup(self.demand, self.within)

    @cached_property
    def population(self) -> Population | None:
        """See `population.within`."""
        return population.within(self.areas, self.towns, self.radius_km)

    @property
    def words(self) -> str:
        """What reach means, and what it does not."""
        return _("within {radius} km, straight line, of a base town; not protection or response").format(
            radius=f"{self.radius_km:g}"
        )


def document(found: Coverage) -> dict:
    """Everything of it as one JSON document."""
    return {
        "radius_km": found.radius_km,
        "words": found.words,
        **figures(found.covered, found.everything, found.shares),
        "bases": len(found.bases),
        "towns": len(found.towns),
        "incidents_per_base": measures.per_base(found.covered["incidents"], len(found.bases)),
        "band": band(found),
        "by_component": found.by_component.to_dict("records"),
        "by_function": found.by_function.to_dict("records"),
        "reached_from": found.overlaps.to_dict("records"),
        "backup": found.backup,
        "by_town": found.by_town.sort_values("only_incidents", ascending=False, kind="stable").to_dict("records"),
        "population": people(found.population),
    }


def figures(covered: dict[str, int], everything: dict[str, int], shares: dict[str, float | None]) -> dict:
    """All, covered and share of each measure, by the names of the command."""
    return {
        key: value
        for name in MEASURES
        for key, value in (
            (name, everything[name]),
            (f"covered_{name}", covered[name]),
            (f"share_{name}", shares[name]),
        )
    }


def band(found: Coverage) -> dict:
    """The same shares for exact locations, with those near a place, with all; and all moved within their precision."""
    by_precision = {}
    for name, worst in BY_PRECISION.items():
        covered, everything = found.by_precision(worst)
        by_precision[name] = figures(covered, everything, measures.shares(covered, everything))
    jittered = {name: asdict(own) for name, own in found.band().items()}
    spread = {"near_km": found.settings.near_km, "region_km": found.settings.region_km}
    return by_precision | {"jittered": {"draws": jitter.DRAWS, **spread, **jittered}}


def people(own: Population | None) -> dict | None:
    """The population part; None where no area carries any."""
    if own is None:
        return None
    said = _("as if people lived evenly spread in each area")
    names = ("level", "known", "covered", "share")
    return {name: getattr(own, name) for name in names} | {"unknown_areas": list(own.unknown), "words": said}
