"""Maps of a mission as pictures: areas, places, cells, a raster, base towns. Always in the light palette, for print.

`records` of base towns are those of `data.footprint.on_map.records`.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import shapely

from data.footprint import reach
from data.i18n import _
from data.incidents.scales import Breaks
from data.pictures import around
from data.pictures.mission_legends import bases_legend, classes, places_legend, radius_pt
from data.pictures.spec import (
    Areas,
    Borders,
    Bounds,
    Cells,
    Circles,
    Label,
    Labels,
    Layer,
    Legend,
    MapPicture,
    Raster,
    Ring,
    Rings,
    Sign,
    Signs,
)
from data.scene import Scene
from data.words import formats
from data.words.palette import LIGHT

MOST_LABELS = 14
ONE_COLOUR = (LIGHT.classes[4],)


def picture(
    context: Scene,
    title: str,
    layers: Sequence[Layer],
    legends: Sequence[Legend],
    *,
    subtitle: str = "",
    bounds: Bounds | None = None,
) -> MapPicture:
    """Any layers over the mission's land; `bounds` where less than the whole mission is to be seen."""
    shot = context.snapshot
    return MapPicture(
        words=around.words(context, title, subtitle, on_map=True),
        bounds=bounds or shot.around.bounds,
        land=shot.outlines(1),
        layers=tuple(layers),
        legends=tuple(legend for legend in legends if legend.keys),
        country=shot.settings.country,
    )


def areas_map(
    context: Scene,
    by_area: pd.DataFrame,
    level: int,
    scale: Breaks,
    title: str,
    *,
    legend_title: str,
    measure: str = "incidents",
    records: Sequence[dict] = (),
    notes: Sequence[str] = (),
    **more: object,
) -> MapPicture:
    """Areas by the class of a count; `by_area` has area_id, name and `measure`. The largest counts are written out."""
    counts = dict(zip(by_area["area_id"], by_area[measure], strict=True))
    fills = {area: LIGHT.classes[scale.step(count)] for area, count in counts.items()}
    most = by_area[by_area[measure] > 0].sort_values(measure, ascending=False, kind="stable").head(MOST_LABELS)
    labels = {row.area_id: (row.name, formats.number(counts[row.area_id])) for row in most.itertuples(index=False)}
    return filled_map(
        context, level, fills, classes(scale, legend_title, notes), title, labels=labels, records=records, **more
    )


def filled_map(
    context: Scene,
    level: int,
    fills: Mapping[str, str],
    legend: Legend,
    title: str,
    *,
    hatches: Mapping[str, str] | None = None,
    labels: Mapping[str, tuple[str, str]] | None = None,
    records: Sequence[dict] = (),
    **more: object,
) -> MapPicture:
    """Areas in any colours, by area_id: rates, changes, classes.

    `labels` are a name and a figure by area_id, the most needed first; without room for both, the figure stands alone.
    """
    outlines = context.snapshot.outlines(level)
    layers: list[Layer] = [Areas(outlines, fills, hatches or {}), Borders(context.snapshot.outlines(1))]
    layers += [towns(records)] if records else []
    layers += [labels_of(outlines, labels)] if labels else []
    return picture(context, title, layers, [legend, bases_legend(records)], **more)


def places_map(
    context: Scene,
    grouped: pd.DataFrame,
    title: str,
    legend_title: str,
    *,
    measure: str = "incidents",
    colours: Sequence[str] = ONE_COLOUR,
    legends: Sequence[Legend] = (),
    region_only: int = 0,
    records: Sequence[dict] = (),
    **more: object,
) -> MapPicture:
    """Places as circles whose area is in proportion to `measure`; `grouped` has latitude, longitude, geo_precision too.

    `colours` are one for all or one a place; `region_only` incidents are said to be on no point.
    """
    layers = [Borders(context.snapshot.outlines(1)), circles(grouped, measure, colours)]
    layers += [towns(records)] if records else []
    own = [places_legend(grouped, legend_title, measure, region_only), *legends, bases_legend(records)]
    return picture(context, title, layers, own, **more)


def cells_map(
    context: Scene, rings: Sequence[Ring], colours: Sequence[str], legend: Legend, title: str, **more: object
) -> MapPicture:
    """Hexagons or other cells of (longitude, latitude), each in its colour."""
    layers = [Cells(rings, colours), Borders(context.snapshot.outlines(1))]
    return picture(context, title, layers, [legend], **more)


def raster_map(
    context: Scene, rgba: np.ndarray, extent: Bounds, legend: Legend, title: str, **more: object
) -> MapPicture:
    """An image over `extent`, rows from north to south, evenly spaced in degrees: density."""
    layers = [Raster(rgba, extent), Borders(context.snapshot.outlines(1))]
    return picture(context, title, layers, [legend], **more)


def bases_map(
    context: Scene,
    records: Sequence[dict],
    radius_km: float,
    title: str,
    *,
    grouped: pd.DataFrame | None = None,
    region_only: int = 0,
    notes: Sequence[str] = (),
    **more: object,
) -> MapPicture:
    """Base towns with their reach, over places of incidents where `grouped` has some (columns of `places_map`)."""
    where = sorted({(record["latitude"], record["longitude"]) for record in records})
    layers: list[Layer] = [Borders(context.snapshot.outlines(1))]
    layers += [Rings([reach.ring(latitude, longitude, radius_km) for latitude, longitude in where])]
    legends = [bases_legend(records, radius_km, notes)]
    if grouped is not None and len(grouped):
        layers += [circles(grouped)]
        legends += [places_legend(grouped, _("Incidents by place"), region_only=region_only)]
    return picture(context, title, [*layers, towns(records)], legends, **more)


def circles(grouped: pd.DataFrame, measure: str = "incidents", colours: Sequence[str] = ONE_COLOUR) -> Circles:
    """Places as circles, area in proportion to `measure`."""
    return Circles(
        longitude=grouped["longitude"].to_numpy(),
        latitude=grouped["latitude"].to_numpy(),
        radius_pt=radius_pt(grouped[measure].to_numpy(dtype=float), grouped[measure].max() if len(grouped) else 1),
        exact=(grouped["geo_precision"] == 1).to_numpy(dtype=bool),
        colours=colours,
    )


def towns(records: Sequence[dict]) -> Signs:
    """Base towns as signs with their names."""
    return Signs([Sign(r["longitude"], r["latitude"], tuple(r["components"]), r["name"]) for r in records])


def labels_of(outlines: Mapping[str, object], words: Mapping[str, tuple[str, str]]) -> Labels:
    """A name and a figure in each area of `words`, by area_id; without room for both, the figure stands alone."""
    shapes = {f["properties"]["area_id"]: f["geometry"] for f in outlines["features"]}
    points = {area: shapely.point_on_surface(shapely.geometry.shape(shapes[area])) for area in words if area in shapes}
    return Labels([Label(at.x, at.y, " ".join(words[area]).strip(), words[area][1]) for area, at in points.items()])
