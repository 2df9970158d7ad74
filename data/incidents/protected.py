"""Incidents of sexual violence, or in which children are the victims: never finer than the region, for anybody.

Which they are: those that the source or a file says so of (column `protected`), and those whose finer type or actors
name it. Accounts are not searched: a word in one is no finding.
"""

import numpy as np
import pandas as pd
import shapely

from data.schema import split

SEXUAL_VIOLENCE, CHILDREN = "sexual_violence", "children"
KINDS = (SEXUAL_VIOLENCE, CHILDREN)
OF_SUB_TYPE = r"(?i)\bsexual|\brape"
OF_CHILDREN = r"(?i)\b(?:school)?(?:children|girls|enfants)\b"  # "boys" are gangs in names of actors
REGION_ONLY = 3
# What would tell more than the region, or what it was.
WITHHELD = ("admin2", "sub_event_type", "notes", "reported_by", "protected")

COARSE = ("latitude", "longitude", "geo_precision", "location", "area2_id", *WITHHELD)


def from_texts(sub_event_type: pd.Series, *naming_people: pd.Series) -> pd.Series:
    """The kinds of each row as a list column (joined by `; `, unknown for none), from what a source has in words."""
    sexual = _contains(sub_event_type, OF_SUB_TYPE)
    children = np.zeros(len(sub_event_type), dtype=bool)
    for texts in naming_people:
        children = children | _contains(texts, OF_CHILDREN)
    kinds = np.select([sexual & children, sexual, children], ["; ".join(KINDS), SEXUAL_VIOLENCE, CHILDREN], default="")
    return pd.Series(kinds, index=sub_event_type.index, dtype="str").where(kinds != "")


def is_protected(rows: pd.DataFrame) -> np.ndarray:
    """Which rows are of protected people: columns protected, sub_event_type, actor1 and actor2.

    Rows of older versions have no list; their finer type and actors tell.
    """
    told = _contains(rows["sub_event_type"], OF_SUB_TYPE)
    for name in ("actor1", "actor2"):
        told = told | _contains(rows[name], OF_CHILDREN)
    return told | rows["protected"].notna().to_numpy()


def _contains(texts: pd.Series, pattern: str) -> np.ndarray:
    """Which texts match; of a categorical column each distinct text is searched once."""
    if isinstance(texts.dtype, pd.CategoricalDtype):
        found = texts.cat.categories.astype("str").str.contains(pattern, na=False)
        return np.append(np.asarray(found, dtype=bool), False)[texts.cat.codes.to_numpy()]
    return texts.astype("str").str.contains(pattern, na=False).to_numpy(dtype=bool)


def is_known(kinds: pd.Series) -> pd.Series:
    """Whether each list names nothing but known kinds; an unknown one does."""
    return kinds.map(lambda cell: set(split(cell)) <= set(KINDS))


def coarse(rows: pd.DataFrame, protected: np.ndarray, areas: pd.DataFrame) -> pd.DataFrame:
    """`rows` with the protected ones known by region only: its name, a point that means the region, nothing nearer.

    Columns of table incidents, as many of them as there are. Where no region holds a row, its coordinates are rounded
    to whole degrees.
    """
    if not protected.any():
        return rows
    own = rows.loc[protected]
    points, names = _regions(areas)
    region = own["area1_id"].astype("str") if "area1_id" in rows else pd.Series(pd.NA, index=own.index)
    changed: dict[str, object] = {
        "latitude": region.map({key: y for key, (_x, y) in points.items()})
        .astype("float64")
        .fillna(own["latitude"].round()),
        "longitude": region.map({key: x for key, (x, _y) in points.items()})
        .astype("float64")
        .fillna(own["longitude"].round()),
        "geo_precision": REGION_ONLY,
        "location": region.map(names),
        "area2_id": pd.NA,
        **dict.fromkeys(WITHHELD, pd.NA),
    }
    done = {name: _with(rows[name], protected, value) for name, value in changed.items() if name in rows}
    return rows.assign(**done)


def _with(column: pd.Series, where: np.ndarray, values: object) -> pd.Series:
    """A column with other values in some rows; a text column gets the texts that it had not."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        new = pd.Series(values).dropna().unique() if isinstance(values, pd.Series) else []
        column = column.cat.add_categories([one for one in new if one not in column.cat.categories])
    mask = pd.Series(where, index=column.index)
    return column.mask(mask, values.reindex(column.index) if isinstance(values, pd.Series) else values)


def _regions(areas: pd.DataFrame) -> tuple[dict[str, tuple[float, float]], dict[str, str]]:
    """A point inside each region (longitude, latitude, degrees), and its name, by area_id."""
    regions = areas[areas["level"] == 1]
    points = shapely.point_on_surface(shapely.from_wkb(regions["geometry"].to_numpy()))
    where = {key: (point.x, point.y) for key, point in zip(regions["area_id"], points, strict=True) if point}
    return where, dict(zip(regions["area_id"], regions["name"], strict=True))
