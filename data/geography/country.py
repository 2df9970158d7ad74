"""The outline of the mission's country: from its own areas, else from the map of the world."""

import re
import unicodedata

import pandas as pd
import shapely

from data.geography.join import to_geo
from data.geography.outlines import world

EXAMPLE_PREFIX = "ex:"  # keys of the example's own areas and bases

WORLD_TOLERANCE = 0.3  # degrees, about 33 km: the world's outlines are drawn at 1:50 million, and borders run in rivers


# What people and publishers call countries that the world's map abbreviates.
ALIASES = {
    "democratic republic of congo": "dem. rep. congo",
    "democratic republic of the congo": "dem. rep. congo",
    "dr congo": "dem. rep. congo",
    "drc": "dem. rep. congo",
    "congo, dem. rep.": "dem. rep. congo",
    "republic of congo": "congo",
    "central african republic": "central african rep.",
    "car": "central african rep.",
    "south sudan": "s. sudan",
    "western sahara": "w. sahara",
    "equatorial guinea": "eq. guinea",
    "dominican republic": "dominican rep.",
    "bosnia-herzegovina": "bosnia and herz.",
    "bosnia and herzegovina": "bosnia and herz.",
    "ivory coast": "cote d'ivoire",
    "swaziland": "eswatini",
    "kingdom of eswatini": "eswatini",
}


def canonical(name: str) -> str:
    """A country's name for comparisons: without case, accents and former name (`DR Congo (Zaire)`), aliases as one."""
    bare = unicodedata.normalize("NFKD", re.sub(r" \(.*", "", name).casefold().strip())
    plain = "".join(c for c in bare if not unicodedata.combining(c))
    return ALIASES.get(plain, plain)


def outline(areas: pd.DataFrame, country: str) -> object | None:
    """The country as one shape (EPSG:4326), prepared for look-ups; None where neither areas nor world have it.

    Areas of level 0 named like the country are its outline as they are; else the world's, widened by
    `WORLD_TOLERANCE` and joined with all areas.
    """
    wanted = canonical(country)
    own = areas[(areas["level"] == 0) & (areas["name"].map(canonical) == wanted)]
    own = own[~own["area_id"].str.startswith(EXAMPLE_PREFIX)]  # the example's outlines are coarse
    if len(own):
        shape = shapely.union_all(to_geo(own).geometry.to_numpy())
    else:
        known = world()
        found = known[known["name"].map(canonical) == wanted]
        if found.empty:
            return None
        shape = shapely.buffer(shapely.union_all(found.geometry.to_numpy()), WORLD_TOLERANCE)
        if len(areas):
            shape = shapely.union_all([shape, *to_geo(areas).geometry])
    shapely.prepare(shape)
    return shape
