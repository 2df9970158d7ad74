"""The ground of a map: water, neighbouring countries, the mission's land and the names around it."""

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.path import Path

from data.geography import outlines
from data.geography.country import canonical
from data.geography.names import printed
from data.pictures.spec import GeoJson, MapPicture
from data.pictures.view import View
from data.words.palette import Palette

NEIGHBOUR_EDGE = "#C9CFD3"


def shapes(collection: GeoJson) -> np.ndarray:
    """The geometries of a GeoJSON collection."""
    return np.array([shapely.geometry.shape(f["geometry"]) for f in collection["features"]], dtype=object)


def own_land(picture: MapPicture) -> np.ndarray:
    """The mission's regions, or its country's outline where it has no areas yet."""
    if picture.land["features"]:
        return shapes(picture.land)
    return outlines.world()[lambda w: w["name"].map(canonical) == canonical(picture.country)].geometry.to_numpy()


def path(geometry: object) -> Path:
    """A polygon, or several, with their holes, as matplotlib draws it."""
    rings = [ring for part in shapely.get_parts(geometry) for ring in shapely.get_rings(part)]
    points = [shapely.get_coordinates(ring) for ring in rings if shapely.get_num_coordinates(ring) > 2]
    if not points:
        return Path(np.empty((0, 2)))
    codes = np.concatenate([_codes(len(ring)) for ring in points])
    return Path(np.concatenate(points), codes)


def _codes(length: int) -> np.ndarray:
    codes = np.full(length, Path.LINETO, dtype=Path.code_type)
    codes[0], codes[-1] = Path.MOVETO, Path.CLOSEPOLY
    return codes


def fill(axes: Axes, geometries: np.ndarray, facecolors: object, *, edge: str, width: float, zorder: float) -> None:
    """Shapes with one fill or one each; `width` of the edge in points."""
    drawn = [path(geometry) for geometry in geometries]
    axes.add_collection(
        PathCollection(drawn, facecolors=facecolors, edgecolors=edge, linewidths=width, zorder=zorder), autolim=False
    )


def draw(axes: Axes, view: View, picture: MapPicture, colours: Palette) -> dict[str, object]:
    """Draw the ground; what is seen of each neighbour, by the name that it is printed with."""
    axes.set_xlim(view.west, view.east)
    axes.set_ylim(view.south, view.north)
    axes.set_facecolor(colours.water)
    around = outlines.land(view.bounds)
    fill(axes, around.geometry.to_numpy(), colours.neighbour, edge=NEIGHBOUR_EDGE, width=0.6, zorder=1)
    fill(axes, own_land(picture), colours.land, edge=colours.quiet, width=0.6, zorder=2)
    others = around[around["name"].map(canonical) != canonical(picture.country)]
    return {
        words: shape for name, shape in zip(others["name"], others.geometry, strict=True) if (words := printed(name))
    }
