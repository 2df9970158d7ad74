"""What base towns reach, worked out whole for a page or a command: shares, bands, components, functions, towns, people.

The rows' own numbers come from `measures`, the bands from `jitter`, people from `population`.
"""

from dataclasses import asdict, dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from data.errors import InputError
from data.footprint import demand, distances, jitter, measures, population, travel
from data.footprint.demand import MEASURES
from data.footprint.population import Population
from data.footprint.travel import Travel
from data.i18n import _
from data.incidents.rows import Rows
from data.mission import Settings
from data.snapshot import Snapshot

BY_PRECISION = {"exact": 1, "exact_and_near": 2, "all": 3}  # the worst location precision that is counted


@dataclass(frozen=True)
class Coverage:
    """What `bases`, all of them open, reach of `rows` within `radius_km`, straight line; each part when asked for.

    With `travel` it is within `minutes` by it instead: then there is no band and no population, which are of rings.
    `known_towns` are the towns of the bases (`distances.towns`), where they were worked out already.
    """

    rows: Rows
    bases: pd.DataFrame
    areas: pd.DataFrame
    settings: Settings
    radius_km: float
    travel: Travel | None = None
    minutes: float = 0
    known_towns: pd.DataFrame | None = None

    @cached_property
    def demand(self) -> pd.DataFrame:
        """See `data.footprint.demand`."""
        return self.rows.once("demand", lambda: demand.of(self.rows))

    @cached_property
    def towns(self) -> pd.DataFrame:
        """See `distances.towns`."""
        return distances.towns(self.bases) if self.known_towns is None else self.known_towns

    @cached_property
    def km(self) -> np.ndarray:
        """Kilometres from each row of demand to each town."""
        own = ("km", tuple(self.towns["latitude"]), tuple(self.towns["longitude"]))
        if self.known_towns is not None:  # the same towns for every choice of incidents
            places = self.rows.events.places
            return self.rows.events.once(own, lambda: distances.km(places, self.towns))[self.demand["place"].to_numpy()]
        return self.rows.once(own, lambda: distances.km(self.demand, self.towns))

    @cached_property
    def within(self) -> np.ndarray:
        """Which row of demand (rows) is within reach of which town (columns)."""
        return self.km <= self.radius_km if self.travel is None else self.travel.minutes <= self.minutes

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

    def bands_by(self, column: str) -> dict[str, dict[str, jitter.Band]]:
        """The band of each component (component_type) or function (functions)."""
        return {kind: self.band(there) for kind, there in measures.towns_by(self.bases, self.towns, column).items()}

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
    def within_words(self) -> str:
        """The limit alone: within so many km, straight line, or minutes."""
        if self.travel is not None:
            return _("within {minutes} minutes").format(minutes=f"{self.minutes:g}")
        return _("within {radius} km").format(radius=f"{self.radius_km:g}")

    @property
    def words(self) -> str:
        """What reach means, and what it does not."""
        if self.travel is not None:
            season = {"dry": _("dry season"), "rainy": _("rainy season")}[self.travel.season]
            return _(
                "within {minutes} minutes of a base town, {season}, as supplied; not protection or response"
            ).format(minutes=f"{self.minutes:g}", season=season)
        return _("within {radius} km, straight line, of a base town; not protection or response").format(
            radius=f"{self.radius_km:g}"
        )


def by_travel(found: Coverage, snapshot: Snapshot, season: str, minutes: float) -> Coverage:
    """The same by travel time; an InputError where the mission has none."""
    times, roads = snapshot.table("travel_times"), snapshot.table("roads")
    if not travel.known(times, roads):
        raise InputError(_("This mission has no travel times: import table travel_times or roads first."))
    own = travel.of(found.demand, found.towns, found.bases, times, roads, season=season)
    return replace(found, travel=own, minutes=minutes)


def document(found: Coverage, plans: bool = True) -> dict:
    """Everything of it as one JSON document; without `plans` not what only one town reaches, lost if that goes."""
    towns = found.by_town.sort_values("only_incidents", ascending=False, kind="stable")
    if not plans:
        towns = towns.drop(columns=[name for name in towns if name.startswith("only_")]).sort_values("base_id")
    return {
        **limit(found),
        "words": found.words,
        **figures(found.covered, found.everything, found.shares),
        "bases": len(found.bases),
        "towns": len(found.towns),
        "incidents_per_base": measures.per_base(found.covered["incidents"], len(found.bases)),
        **({"band": band(found)} if found.travel is None else {}),
        "by_component": by_kind(found, found.by_component, "component_type"),
        "by_function": by_kind(found, found.by_function, "functions"),
        "reached_from": found.overlaps.to_dict("records"),
        "backup": found.backup,
        "by_town": towns.to_dict("records"),
        **({"population": people(found.population)} if found.travel is None else {}),
    }


def by_kind(found: Coverage, table: pd.DataFrame, column: str) -> list[dict]:
    """A table by component or function as records; by distance with the band of each measure too."""
    records = table.to_dict("records")
    if found.travel is not None:
        return records
    bands = found.bands_by(column)
    return [row | {"band": {name: asdict(own) for name, own in bands[row[column]].items()}} for row in records]


def limit(found: Coverage) -> dict:
    """How far reach goes: a radius, or minutes with the incidents that have a known way and how far they lie off it."""
    if found.travel is None:
        return {"radius_km": found.radius_km}
    off = found.travel.snap_km[~np.isnan(found.travel.snap_km)]
    return {
        "minutes": found.minutes,
        "season": found.travel.season,
        **found.travel.counted(found.demand["incidents"].to_numpy(dtype="int64")),
        "median_snap_km": float(np.median(off)) if len(off) else None,
        "most_snap_km": float(off.max()) if len(off) else None,
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
