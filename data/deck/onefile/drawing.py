"""Maps as the file's script draws them: short lists of numbers in degrees, and outlines that pages share."""

import base64
import io
import json
from collections.abc import Callable, Mapping

import numpy as np
import shapely
from PIL import Image

from data.deck import tips
from data.deck.model import Page, Tip
from data.deck.onefile import hatches
from data.deck.onefile.colours import Colours
from data.geography import outlines
from data.incidents.density import mercator
from data.pictures import ground, spec
from data.words.palette import SHAPES

PX_PER_PT = 4 / 3
DECIMALS = 3  # degrees, about 110 m
Answer = list[object]  # name, lines


class Drawing:
    """What the maps of a file are drawn from. `tolerance` (degrees) makes outlines coarser where a file is too big."""

    def __init__(self, colours: Colours, tolerance: float = 0.0) -> None:
        self._colours, self._tolerance = colours, tolerance
        self._pool: dict[str, int] = {}

    def outlines(self) -> list[object]:
        """The outlines that maps name by number: of each, [area_id, name, polygons]."""
        return [json.loads(text) for text in self._pool]

    def map(self, page: Page) -> dict[str, object]:
        """A page's map."""
        picture = page.map
        west, south, east, north = picture.bounds
        far = outlines.MARGIN
        around = outlines.land((west - far, south - far, east + far, north + far)).to_geo_dict(drop_id=True)
        drawn = [self._layer(layer, page, picture) for layer in picture.layers]
        return {
            "bounds": _box(picture.bounds),
            "around": self._shared(around),
            "land": self._shared(_land(picture)),
            "layers": drawn,
        }

    def _layer(self, layer: spec.Layer, page: Page, picture: spec.MapPicture) -> dict[str, object]:
        return {"kind": type(layer).__name__} | _MAKERS[type(layer)](self, layer, page.tips, picture)

    def _shared(self, collection: spec.GeoJson) -> int:
        """The number of a collection's outlines; those that are alike are kept once."""
        shapes = self._coarser(ground.shapes(collection))
        rows = [
            [str(f["properties"].get("area_id", "")), str(f["properties"].get("name", "")), _polygons(shape)]
            for f, shape in zip(collection["features"], shapes, strict=True)
        ]
        return self._pool.setdefault(json.dumps(rows, separators=(",", ":")), len(self._pool))

    def _coarser(self, shapes: np.ndarray) -> np.ndarray:
        if not self._tolerance:
            return shapes
        if shapely.coverage_is_valid(shapes):
            return shapely.coverage_simplify(shapes, self._tolerance)
        return shapely.simplify(shapes, self._tolerance)

    def areas(self, layer: spec.Areas, told: Mapping[str, Tip], picture: spec.MapPicture) -> dict[str, object]:
        """Areas: fill, hatch and answer by area_id."""
        names = {f["properties"]["area_id"]: str(f["properties"].get("name", "")) for f in layer.outlines["features"]}
        meaning = _meaning(picture)
        rows = {
            area: [
                self._colours.name(colour),
                hatches.number(layer.hatches.get(area, "")),
                *_answer(told.get(area) or Tip(names.get(area, area), meaning.get(colour, ()))),
            ]
            for area, colour in layer.fills.items()
        }
        return {"outlines": self._shared(layer.outlines), "rows": rows}

    def borders(self, layer: spec.Borders, *_of: object) -> dict[str, object]:
        """Outlines only."""
        return {"outlines": self._shared(layer.outlines)}

    def circles(self, layer: spec.Circles, told: Mapping[str, Tip], _picture: spec.MapPicture) -> dict[str, object]:
        """Places, the largest first: latitude, longitude, radius in pixels, exact, colour, answer."""
        count = len(layer.longitude)
        colours = layer.colours if len(layer.colours) == count else list(layer.colours) * count
        order = np.argsort(-np.asarray(layer.radius_pt, dtype=float), kind="stable")
        return {
            "rows": [
                [
                    *_at(layer.latitude[i], layer.longitude[i]),
                    round(float(layer.radius_pt[i]) * PX_PER_PT, 1),
                    int(layer.exact[i]),
                    self._colours.name(colours[i]),
                    *_answer(told.get(tips.key(tips.PLACE, layer.longitude[i], layer.latitude[i]))),
                ]
                for i in order
            ]
        }

    def cells(self, layer: spec.Cells, told: Mapping[str, Tip], picture: spec.MapPicture) -> dict[str, object]:
        """Cells: ring, colour, answer."""
        meaning = _meaning(picture)
        return {
            "rows": [
                [
                    [_at(latitude, longitude) for longitude, latitude in ring],
                    self._colours.name(colour),
                    *_answer(told.get(tips.key(tips.CELL, *ring[0])) or Tip("", meaning.get(colour, ()))),
                ]
                for ring, colour in zip(layer.rings, layer.colours, strict=True)
            ]
        }

    def raster(self, layer: spec.Raster, *_of: object) -> dict[str, object]:
        """An image, its rows moved from even steps of latitude to those of the map (Web Mercator)."""
        _west, south, _east, north = layer.bounds
        return {"image": _png(layer.rgba[_mercator_rows(len(layer.rgba), south, north)]), "bounds": _box(layer.bounds)}

    def rings(self, layer: spec.Rings, *_of: object) -> dict[str, object]:
        """Reach as one shape, so that what two towns reach is no darker."""
        together = shapely.union_all([shapely.Polygon(ring) for ring in layer.rings])
        return {"rows": _polygons(together)}

    def signs(self, layer: spec.Signs, told: Mapping[str, Tip], _picture: spec.MapPicture) -> dict[str, object]:
        """Base towns: latitude, longitude, signs, name, answer."""
        return {
            "rows": [
                [
                    *_at(town.latitude, town.longitude),
                    [[component, SHAPES[component]] for component in town.components],
                    town.name,
                    *_answer(told.get(tips.key(tips.BASE, town.longitude, town.latitude)) or Tip(town.name)),
                ]
                for town in layer.towns
            ]
        }

    def labels(self, layer: spec.Labels, *_of: object) -> dict[str, object]:
        """Words on the map, the most important first: latitude, longitude, text, short text."""
        return {"rows": [[*_at(own.latitude, own.longitude), own.text, own.short] for own in layer.labels]}


def _land(picture: spec.MapPicture) -> spec.GeoJson:
    """The mission's regions, or its country's outline where it has no areas yet."""
    if picture.land["features"]:
        return picture.land
    shapes = ground.own_land(picture)
    return {"features": [{"properties": {}, "geometry": shapely.geometry.mapping(shape)} for shape in shapes]}


def _at(latitude: float, longitude: float) -> list[float]:
    return [round(float(latitude), 4), round(float(longitude), 4)]


def _box(bounds: spec.Bounds) -> list[list[float]]:
    west, south, east, north = bounds
    return [[south, west], [north, east]]


def _answer(tip: Tip | None) -> Answer:
    return [tip.name, list(tip.lines)] if tip else ["", []]


def _meaning(picture: spec.MapPicture) -> dict[str, tuple[str, ...]]:
    """What a fill means by the legend: the answer of a shape that has no figures of its own."""
    keys = [(legend.title, key) for legend in picture.legends for key in legend.keys]
    return {key.colour: (f"{title}: {key.text}",) for title, key in keys if key.kind == "fill" and not key.hatch}


def _polygons(shape: object) -> list[object]:
    """A shape as polygons of rings of latitude and longitude, as Leaflet has them."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    parts += [p for part in shapely.get_parts(shape) if part.geom_type == "MultiPolygon" for p in part.geoms]
    return [[_ring(ring) for ring in shapely.get_rings(part)] for part in parts]


def _ring(ring: object) -> list[list[float]]:
    points = shapely.get_coordinates(ring)[:-1, ::-1].round(DECIMALS)
    keep = np.append(True, (points[1:] != points[:-1]).any(axis=1)) if len(points) else []
    return points[keep].tolist()


def _mercator_rows(height: int, south: float, north: float) -> np.ndarray:
    """For each row of the map's image, the row of an image in even steps of latitude that lies there."""
    top, bottom = mercator(north), mercator(south)
    ordinates = top - (np.arange(height) + 0.5) / height * (top - bottom)
    latitudes = np.degrees(np.arcsin(np.tanh(ordinates)))
    return ((north - latitudes) / (north - south) * height).astype(int).clip(0, height - 1)


def _png(rgba: np.ndarray) -> str:
    packed = io.BytesIO()
    Image.fromarray((np.asarray(rgba) * 255).round().astype("uint8"), "RGBA").save(packed, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(packed.getvalue()).decode()


_MAKERS: dict[type, Callable[..., dict[str, object]]] = {
    spec.Areas: Drawing.areas,
    spec.Borders: Drawing.borders,
    spec.Circles: Drawing.circles,
    spec.Cells: Drawing.cells,
    spec.Raster: Drawing.raster,
    spec.Rings: Drawing.rings,
    spec.Signs: Drawing.signs,
    spec.Labels: Drawing.labels,
}
