"""People within reach, as if they lived evenly spread in each area: only where areas carry population."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer

from data.footprint import reach
from data.geography.join import WGS84, to_geo

EQUAL_AREA = "EPSG:6933"
TO_EQUAL_AREA = Transformer.from_crs(WGS84, EQUAL_AREA, always_xy=True)
LEVELS = (3, 2, 1)  # a whole country is no ground to spread people over


@dataclass(frozen=True)
class Population:
    """`covered` of `known` people of the areas of `level`, rounded; `unknown` names the areas without a figure.

    `by_area` has area_id, name, population and share_area (of its surface within reach). All of it is the arithmetic
    of surfaces; people live in towns, so it is a guide to size and no count.
    """

    level: int
    known: int
    covered: int
    unknown: tuple[str, ...]
    by_area: pd.DataFrame

    @property
    def share(self) -> float | None:
        """Share of the people that areas carry; None where there are none."""
        return self.covered / self.known if self.known else None


def level_with_people(areas: pd.DataFrame) -> int | None:
    """The finest level all of whose areas carry population, else that with most people; None where none does."""
    known = areas["population"].notna()
    of_level = {level: areas["level"] == level for level in LEVELS}
    whole = next((level for level, own in of_level.items() if own.any() and known[own].all()), None)
    if whole is not None:
        return whole
    people = {level: int(areas.loc[own, "population"].sum()) for level, own in of_level.items()}
    most = max(people, key=lambda level: people[level])
    return most if people[most] else None


def within(areas: pd.DataFrame, towns: pd.DataFrame, radius_km: float) -> Population | None:
    """The people of `areas` (table areas) within `radius_km` of towns; None where no area carries population."""
    level = level_with_people(areas)
    if level is None:
        return None
    own = to_geo(areas[areas["level"] == level]).to_crs(EQUAL_AREA)
    surface = rings(towns, radius_km)
    shapes = shapely.make_valid(own.geometry.to_numpy())
    share = shapely.area(shapely.intersection(shapes, surface)) / shapely.area(shapes)
    table = pd.DataFrame({name: own[name].to_numpy() for name in ("area_id", "name", "population")})
    table = table.assign(share_area=share)
    told = table[table["population"].notna()]
    return Population(
        level=level,
        known=int(told["population"].sum()),
        covered=round(float((told["population"].astype("float64") * told["share_area"]).sum())),
        unknown=tuple(sorted(table.loc[table["population"].isna(), "name"])),
        by_area=table,
    )


def rings(towns: pd.DataFrame, radius_km: float) -> shapely.Geometry:
    """The union of the rings around towns, in the equal-area projection."""
    where = zip(towns["latitude"], towns["longitude"], strict=True)
    return shapely.union_all([_disc(latitude, longitude, radius_km) for latitude, longitude in where])


@lru_cache(maxsize=1024)
def _disc(latitude: float, longitude: float, radius_km: float) -> shapely.Polygon:
    """What lies within the ring around a town, in the equal-area projection."""
    longitudes, latitudes = np.transpose(reach.ring(latitude, longitude, radius_km))
    return shapely.Polygon(np.column_stack(TO_EQUAL_AREA.transform(longitudes, latitudes)))
