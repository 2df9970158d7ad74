"""The footprint before and after on a map that can be clicked: kept, new and gone base towns over incidents."""

import pandas as pd

from components import footprint, layers, legend, maps, towns
from components.maps import Answer, Layer
from components.workshop import headline
from components.workshop.desk import Desk
from data.footprint import on_map
from data.i18n import _
from data.words import alt

HEIGHT = 560
DRAFTED, SUGGESTED = 1, 2  # whose names are written first, before those of today


def split(before: pd.DataFrame, after: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The bases of `after` at towns that `before` has, those at new towns, and those of `before` whose town is gone."""
    at_before, at_after = (set(zip(b["latitude"], b["longitude"], strict=True)) for b in (before, after))
    known = [where in at_before for where in zip(after["latitude"], after["longitude"], strict=True)]
    stays = [where in at_after for where in zip(before["latitude"], before["longitude"], strict=True)]
    kept = pd.Series(known, index=after.index, dtype=bool)
    return after[kept], after[~kept], before[~pd.Series(stays, index=before.index, dtype=bool)]


def reach_layers(desk: Desk, after: pd.DataFrame) -> list[Layer]:
    """Rings and signs of one footprint beside today's: dashed as today, drawn through where new, dotted where gone.

    Of names that would cover each other, the drafted bases' (added or moved) are the ones that are written.
    """
    context = desk.context
    kept, new, gone = (on_map.records(own) for own in split(desk.before, after))
    colours = context.palette
    rings = [
        towns.rings(context, kept, desk.radius_km),
        towns.rings(context, new, desk.radius_km, colours.text, weight=2, dash="1 0"),
        towns.rings(context, gone, desk.radius_km, colours.quiet, weight=1.4, dash="1 5"),
    ]
    return [*rings, towns.bases(context, kept), towns.bases(context, new, rank=DRAFTED)]


def draw(desk: Desk, key: str, *, picking: bool = True, more: tuple[Layer, ...] = (), height: int = HEIGHT) -> Answer:
    """The draft's footprint over the incidents under the filters; what was clicked just now, if anything."""
    picker = [{"kind": "pick"}] if picking else []
    drawing, legends = desk.drawn(f"map {picking}", lambda: _drawing(desk, picker))
    legend.show(*legends)
    if more:
        drawing = maps.Drawing([*drawing.layers, *more])
    told = alt.beside(headline.of(desk), _("in the figures and tables beside the map"))
    return layers.draw(desk.context, drawing, key, height, alt=told)


def _drawing(desk: Desk, picker: list[Layer]) -> tuple[maps.Drawing, list[str]]:
    """What the map draws of the draft, and its legends."""
    context = desk.context
    drawn, legends = footprint.incident_layers(context, desk.rows)
    records = on_map.records(desk.after)
    signs = legend.bases(on_map.components_of(records), context.palette, desk.radius_km)
    return maps.Drawing([*drawn, *reach_layers(desk, desk.after), *picker]), [signs, *legends, _rings_key(desk)]


def _rings_key(desk: Desk) -> str:
    if not desk.draft.moves:
        return ""
    return f"<span>{_('ring: dashed as today, drawn through where new, dotted where gone')}</span>"
