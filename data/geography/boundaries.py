"""Admin boundaries from GeoJSON, GeoPackage or shapefile: names, codes and level found by the publisher's patterns."""

import re
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from data.errors import InputError
from data.geography.join import WGS84, area_of
from data.i18n import _

WOF_LEVELS = {"country": 0, "region": 1, "macroregion": 1, "county": 2, "localadmin": 3}
# COD-AB writes ADM2_PCODE and ADM2_FR; older files admin2Pcod and admin2Name; newer ones adm2_pcode and adm2_name.
COD_CODE = re.compile(r"^adm(?:in)?([0-3])_?pcode?$")
COD_NAME = re.compile(r"^adm(?:in)?{level}_?(?:name|fr|en|es|pt|ar|ref)(?:_?(?:fr|en))?$".replace("{level}", "([0-3])"))
DEEPEST_LEVEL = 3


@dataclass(frozen=True)
class Boundaries:
    """Areas as read: a frame with area_id, level, name, parent_id, geometry, population, source; and what was left."""

    publisher: str
    frame: pd.DataFrame
    rows: int
    note: str = ""


def read(path: Path, country: str = "") -> Boundaries:
    """All polygon layers of a file as areas (columns of table areas, geometry as well-known binary in EPSG:4326).

    Of a world file of countries only `country` is taken, and the note says so.
    """
    found = [_layer(layer, path) for layer in _layers(path)]
    publisher = found[0][0]
    frame = pd.concat([frame for _publisher, frame in found], ignore_index=True)
    rows, note = len(frame), ""
    if publisher == "Natural Earth" and (frame["level"] == 0).sum() > 1:
        frame = frame[(frame["level"] != 0) | (frame["name"].str.casefold() == country.casefold())]
        note = _("{count} other countries were not read.").format(count=rows - len(frame))
        if frame.empty:
            raise InputError(_("{file} has no area named {country}.").format(file=path.name, country=country))
    return Boundaries(publisher, frame.reset_index(drop=True), len(frame), note)


def _layers(path: Path) -> list[gpd.GeoDataFrame]:
    try:
        names = [name for name, kind in pyogrio.list_layers(path) if (kind and "Polygon" in kind) or kind == "Unknown"]
        layers = [gpd.read_file(path, layer=name) for name in names]
    except Exception as error:
        raise InputError(
            _("{file} is not a readable GeoJSON, GeoPackage or zipped shapefile: {reason}").format(
                file=path.name, reason=str(error).splitlines()[0]
            )
        ) from None
    layers = [_only_polygons(layer) for layer in layers if hasattr(layer, "geometry")]
    layers = [layer for layer in layers if layer.geometry.notna().any()]
    if not layers:
        raise InputError(_("{file} has no layer of polygons.").format(file=path.name))
    return layers


def _only_polygons(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return layer[layer.geometry.geom_type.str.contains("Polygon", na=True)].reset_index(drop=True)


def _layer(layer: gpd.GeoDataFrame, path: Path) -> tuple[str, pd.DataFrame]:
    columns = {str(name).casefold(): name for name in layer.columns}
    for publisher, matches, read_names in PUBLISHERS:
        if matches(columns):
            areas = read_names(layer.rename(columns={v: k for k, v in columns.items()}))
            areas["geometry"] = shapely.to_wkb(_wgs84(layer, path))
            return publisher, areas.assign(source=publisher)
    raise InputError(
        _(
            "{file} has boundaries, but no names and codes that are known here; expected the columns of COD-AB, "
            "geoBoundaries, Who's On First or Natural Earth, or area_id, level and name; found {columns}."
        ).format(file=path.name, columns=", ".join(list(columns)[:12]))
    )


def _wgs84(layer: gpd.GeoDataFrame, path: Path) -> np.ndarray:
    """Valid polygons in EPSG:4326. Lines and points that repairing a polygon leaves are dropped."""
    shapes = (layer if layer.crs is None else layer.to_crs(WGS84)).geometry.to_numpy()
    bounds = shapely.total_bounds(shapes)
    if layer.crs is None and (np.abs(bounds[[0, 2]]).max() > 180 or np.abs(bounds[[1, 3]]).max() > 90):
        raise InputError(
            _("{file} has no coordinate system and its coordinates are no degrees; save it in EPSG:4326.").format(
                file=path.name
            )
        )
    valid = np.where(shapely.is_valid(shapes), shapes, shapely.make_valid(shapes))
    return np.array([_polygons(shape) for shape in valid], dtype=object)


def _polygons(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    if shape is None or shape.is_empty:
        return None
    if shape.geom_type == "GeometryCollection":
        return shapely.union_all([part for part in shape.geoms if "Polygon" in part.geom_type])
    return shape if "Polygon" in shape.geom_type else None


def _areas(
    ids: pd.Series, level: pd.Series | int, names: pd.Series, parents: object, population: object
) -> pd.DataFrame:
    frame = pd.DataFrame({"area_id": ids.astype("str"), "name": names.astype("str").str.strip()})
    frame["level"] = pd.Series(level, index=frame.index).astype("Int64")
    frame["parent_id"] = pd.Series(parents, index=frame.index).astype("str") if parents is not None else pd.NA
    people = pd.to_numeric(pd.Series(population, index=frame.index), errors="coerce")
    frame["population"] = people.where(people > 0).round().astype("Int64")
    return frame


def _whos_on_first(layer: pd.DataFrame) -> pd.DataFrame:
    return _areas(
        "wof:" + layer["wof:id"].astype("str"),
        layer["wof:placetype"].map(WOF_LEVELS),
        layer["wof:name"],
        "wof:" + layer["wof:parent_id"].astype("str"),
        layer.get("wof:population"),
    )


def _geoboundaries(layer: pd.DataFrame) -> pd.DataFrame:
    level = pd.to_numeric(layer["shapetype"].str.extract(r"(\d)", expand=False), errors="coerce")
    return _areas("gb:" + layer["shapeid"].astype("str"), level, layer["shapename"], None, None)


def _cod_level(columns: object) -> int | None:
    levels = [int(found[1]) for name in columns if (found := COD_CODE.match(name))]
    return max(levels) if levels else None


def _cod_name(columns: object, level: int) -> str | None:
    names = [name for name in columns if (found := COD_NAME.match(name)) and int(found[1]) == level]
    return min(names, key=lambda name: name.endswith("ref"), default=None)  # a reference only where there is no name


def _cod_code(columns: object, level: int) -> str | None:
    return next((n for n in columns if (found := COD_CODE.match(n)) and int(found[1]) == level), None)


def _is_cod(columns: object) -> bool:
    level = _cod_level(columns)
    return level is not None and _cod_name(columns, level) is not None


def _cod_ab(layer: pd.DataFrame) -> pd.DataFrame:
    level = _cod_level(layer.columns)
    parent = _cod_code(layer.columns, level - 1) if level else None
    parents = "pcode:" + layer[parent].astype("str") if parent else None
    codes = "pcode:" + layer[_cod_code(layer.columns, level)].astype("str")
    return _areas(codes, level, layer[_cod_name(layer.columns, level)], parents, None)


def _natural_earth_regions(layer: pd.DataFrame) -> pd.DataFrame:
    return _areas("ne:" + layer["adm1_code"].astype("str"), 1, layer["name"], None, None)


def _natural_earth_countries(layer: pd.DataFrame) -> pd.DataFrame:
    return _areas("ne:" + layer["adm0_a3"].astype("str"), 0, layer["admin"], None, layer.get("pop_est"))


def _own(layer: pd.DataFrame) -> pd.DataFrame:
    return _areas(layer["area_id"], layer["level"], layer["name"], layer.get("parent_id"), layer.get("population"))


PUBLISHERS = (
    ("Who's On First", lambda c: {"wof:id", "wof:name", "wof:placetype", "wof:parent_id"} <= set(c), _whos_on_first),
    ("geoBoundaries", lambda c: {"shapename", "shapeid", "shapetype"} <= set(c), _geoboundaries),
    ("COD-AB", _is_cod, _cod_ab),
    ("Natural Earth", lambda c: {"adm1_code", "name"} <= set(c), _natural_earth_regions),
    ("Natural Earth", lambda c: {"adm0_a3", "admin"} <= set(c), _natural_earth_countries),
    ("Linchpin", lambda c: {"area_id", "level", "name"} <= set(c), _own),
)


def keep_parents(new: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    """`new` with the parents that `current` found by geometry, where those published are in neither frame.

    Without this a file whose parents lie outside the mission (a country's continent) would revise its areas each time.
    """
    published = new["parent_id"].isin(current["area_id"]) | new["parent_id"].isin(new["area_id"])
    there = new["area_id"].isin(current["area_id"])
    found = new["area_id"].map(current.set_index("area_id")["parent_id"])
    return new.assign(parent_id=new["parent_id"].where(published | ~there, found))


def assign_parents(areas: pd.DataFrame) -> pd.DataFrame:
    """`areas` with each unknown or absent parent found by geometry: the area one level up that holds a point of it."""
    known = areas["parent_id"].isin(areas["area_id"])
    shapes = shapely.from_wkb(areas["geometry"].to_numpy())
    inside = shapely.get_coordinates(shapely.point_on_surface(shapes))
    points = pd.DataFrame({"latitude": inside[:, 1], "longitude": inside[:, 0]}, index=areas.index)
    parents = areas["parent_id"].where(known)
    geo = gpd.GeoDataFrame(areas[["area_id", "level"]], geometry=shapes, crs=WGS84)
    for level in range(1, DEEPEST_LEVEL + 1):
        orphans = areas.index[(areas["level"] == level) & ~known]
        above = geo[geo["level"] == level - 1]
        if len(orphans) and len(above):
            parents.loc[orphans] = area_of(points.loc[orphans], above)
    return areas.assign(parent_id=parents.astype("str"))
