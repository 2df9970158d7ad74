"""What a picture shows: words, layers, legends. Plain values in degrees (WGS84) and points (1/72 inch), no drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

GeoJson = Mapping[str, object]  # a FeatureCollection of Polygons and MultiPolygons
Ring = Sequence[tuple[float, float]]  # longitude, latitude; closed or not
Bounds = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True)
class Words:
    """What stands around the drawing. `title` says the finding; `foot` are whole sentences, the source first."""

    title: str
    subtitle: str = ""
    mission: str = ""
    handling: str = ""
    mark: str = ""  # of data that is not real
    foot: tuple[str, ...] = ()
    disclaimer: str = ""
    link: str = ""
    edition: str = ""  # whom it is for

    @property
    def marked(self) -> str:
        """The handling mark and whom it is for, as they stand together."""
        return " · ".join(filter(None, (self.handling, self.edition)))


@dataclass(frozen=True)
class Key:
    """One line of a legend: what is drawn, and what it means.

    `fill` a box of `colour`, with `hatch` over it; `exact` and `near` circles of `radius_pt`; `signs` the signs of
    components side by side; `ring` a dashed circle of reach; `line` a line with its `dash`; `note` words only.
    """

    kind: Literal["fill", "exact", "near", "signs", "ring", "line", "note"]
    text: str
    colour: str = ""
    hatch: str = ""
    radius_pt: float = 4.0
    signs: tuple[str, ...] = ()
    dash: str = "-"


@dataclass(frozen=True)
class Legend:
    """One measure's key."""

    title: str
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class Areas:
    """Outlines filled by `area_id`; an area without a fill is left out. `hatches` are matplotlib's (`///`, `...`)."""

    outlines: GeoJson
    fills: Mapping[str, str]
    hatches: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Borders:
    """Outlines only."""

    outlines: GeoJson


@dataclass(frozen=True)
class Circles:
    """Places: filled where `exact`, hollow and dashed where only near. One row a place; the largest are drawn first."""

    longitude: np.ndarray
    latitude: np.ndarray
    radius_pt: np.ndarray
    exact: np.ndarray
    colours: Sequence[str]  # one for all, or one a place


@dataclass(frozen=True)
class Cells:
    """Closed shapes, each in its colour: hexagons, squares."""

    rings: Sequence[Ring]
    colours: Sequence[str]


@dataclass(frozen=True)
class Raster:
    """An image of rows from north to south and columns from west to east, evenly spaced in degrees; RGBA, 0 to 1."""

    rgba: np.ndarray
    bounds: Bounds


@dataclass(frozen=True)
class Rings:
    """Reach around base towns."""

    rings: Sequence[Ring]


@dataclass(frozen=True)
class Sign:
    """One town: its components' signs side by side, and its name where there is room (`""` for none)."""

    longitude: float
    latitude: float
    components: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class Signs:
    """Base towns, those that must be named first."""

    towns: Sequence[Sign]


@dataclass(frozen=True)
class Label:
    """Words centred at a point; `short` ones where these have no room."""

    longitude: float
    latitude: float
    text: str
    short: str = ""


@dataclass(frozen=True)
class Labels:
    """Words on the map with a halo, the most important first; one that would cover another is left out."""

    labels: Sequence[Label]


Layer = Areas | Borders | Circles | Cells | Raster | Rings | Signs | Labels


@dataclass(frozen=True)
class MapPicture:
    """A map. `land` are the mission's regions, drawn below all layers; `country` is what its neighbours are not."""

    words: Words
    bounds: Bounds
    land: GeoJson
    layers: tuple[Layer, ...]
    legends: tuple[Legend, ...] = ()
    country: str = ""


@dataclass(frozen=True)
class Series:
    """One row of figures of a chart: its name, colour, a value for each step (None: unknown), and a line's dash."""

    name: str
    colour: str
    values: Sequence[float | None]
    dash: str = "-"


@dataclass(frozen=True)
class Stacked:
    """Upright bars over steps of time: the series on each other, or `apart`, beside each other.

    Where a series has no value (None) it adds nothing; a step at which none has one carries no total.
    """

    steps: Sequence[str]
    series: tuple[Series, ...]
    unit: str
    apart: bool = False


@dataclass(frozen=True)
class Bars:
    """Lying bars, one a category, with the value as text at its end; an unknown value (None) has no bar."""

    categories: Sequence[str]
    values: Sequence[float | None]
    texts: Sequence[str]
    colour: str
    unit: str


@dataclass(frozen=True)
class Lines:
    """One line a series over steps of time; a value that is unknown leaves a gap."""

    steps: Sequence[str]
    series: tuple[Series, ...]
    unit: str


@dataclass(frozen=True)
class ChartPicture:
    """A chart; its legend is made of its series, `notes` stand below it."""

    words: Words
    chart: Stacked | Bars | Lines
    notes: tuple[str, ...] = ()


Picture = MapPicture | ChartPicture
