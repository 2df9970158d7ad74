"""The map of incidents in its layers, and beside it the months and types: each filters all the others."""

from dataclasses import replace
from functools import partial

import streamlit as st

from components import download, figures, layers, legend, maps, picture_button, selection, texts, views
from components.context import Context
from components.explore import mapped, measures, printed, series
from components.explore.mapped import Asked, Drawn
from data.i18n import _
from data.incidents import choice, summary
from data.incidents.choice import Choice
from data.incidents.rows import Rows
from data.pictures.spec import MapPicture
from data.words import headlines


def show(context: Context, rows: Rows, chosen: Choice) -> None:
    """Map and series of the rows under the filters (`rows`), each narrowed by all that is chosen but by itself."""
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        _controls(context)
        asked = Asked(views.MEASURE.value, measures.level(context), legend.held)
        open_choice = _open_to(chosen, views.LAYER.value)
        on_map = open_choice.of(rows, context.snapshot.vocabulary)
        drawn = mapped.LAYERS[views.LAYER.value](context, on_map, chosen, asked)
        legend.show(*(legend.html(own, context.palette) for own in drawn.legends))
        _map(context, drawn, chosen)
        _below(context, on_map, chosen, asked, drawn)
        if drawn.note:
            texts.note(drawn.note)
        if asked.level and not chosen.area:
            figures.outside(
                context, on_map, asked.level, **selection.part_parameter(), **selection.parameters(open_choice)
            )
    with right:
        series.show(context, rows, chosen)


def _open_to(chosen: Choice, layer: str) -> Choice:
    """What narrows a layer: all that is chosen but what another click on this layer would choose anew."""
    own = {"areas": ("area",), "places": ("place",), "cells": ("cell",), "density": ()}[layer]
    return chosen.without(*own, "shape", "inview")


def _over(context: Context, chosen: Choice, layer: str) -> list[maps.Layer]:
    """Outlines of what is chosen: a shape, and an area where the layer is not of areas."""
    shape = [layers.shape(context, choice.corners(chosen.shape))] if chosen.shape else []
    return [*(layers.outline(context, chosen.area) if chosen.area and layer != "areas" else []), *shape]


def _map(context: Context, drawn: Drawn, chosen: Choice) -> None:
    own = _over(context, chosen, views.LAYER.value)
    follow = "bounds" if views.INVIEW.value else drawn.follow
    fit = list(choice.bounds_of(chosen.view)) if chosen.view else None
    drawing = maps.Drawing([*drawn.layers, *own], follow, fit)
    selection.told(layers.draw(context, drawing, "incidents", alt=drawn.alt, tools=True))


def _below(context: Context, on_map: Rows, chosen: Choice, asked: Asked, drawn: Drawn) -> None:
    """What can be done with the map: narrow to its view, re-scale, take its counts or its picture away."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.session_state["inview"] = bool(views.INVIEW.value)
        st.checkbox(_("Only what the map shows"), key="inview", on_change=_in_view)
        if drawn.natural:
            legend.rescale_button(drawn.what, drawn.natural)
        by_area = summary.by_area(on_map, context.snapshot.areas, asked.level)
        download.table(context, by_area, _("incidents by area"), "areas")
        still = replace(asked, hold=lambda _what, natural: drawn.scale or natural)
        words = headlines.incidents(context.snapshot, context.filters, on_map, selection.where(context, chosen))
        if asked.measure == "fatalities":
            words = headlines.deaths(context.filters, on_map, selection.where(context, chosen))
        paper = printed.on_paper(context)
        make = partial(_picture, words, views.LAYER.value, paper, rows=on_map.bare(), chosen=chosen, asked=still)
        points = (context.filters.source,) if views.LAYER.value == "places" else ()
        picture_button.offer(context, make, f"incidents_{views.LAYER.value}", points_of=points)


def _picture(title: str, layer: str, context: Context, *, rows: Rows, chosen: Choice, asked: Asked) -> MapPicture:
    drawn = mapped.LAYERS[layer](context, rows, chosen, asked)
    bounds = choice.bounds_of(chosen.view) if chosen.view else None
    own = _over(context, chosen, layer)
    return printed.picture(
        context, [*drawn.layers, *own], drawn.legends, drawn.title or title, labels=drawn.labels, bounds=bounds
    )


def _in_view() -> None:
    st.session_state[views.INVIEW.name] = "1" if st.session_state["inview"] else ""


def _controls(context: Context) -> None:
    """What the map shows: its layer, and for areas the measure and the level."""
    level = measures.level(context)
    names = {"areas": _("Areas"), "places": _("Places"), "cells": _("Hexagons"), "density": _("Density")}
    offered = [code for code in names if level or code != "areas"]
    if views.LAYER.value not in offered:
        st.session_state[views.LAYER.name] = offered[0]
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.segmented_control(
            _("Map shows"), offered, format_func=names.get, key=views.LAYER.name, required=True,
            label_visibility="collapsed",
        )  # fmt: skip
        measures.choose(context, _measures(context, views.LAYER.value))
        if views.LAYER.value == "areas":
            measures.choose_level(context)


def _measures(context: Context, layer: str) -> dict[str, str]:
    """The measures of a layer: rates where the population of some area is known."""
    found = {"incidents": _("Incidents"), "fatalities": _("Reported deaths")}
    if layer == "areas":
        areas = context.snapshot.areas
        of_level = areas[areas["level"] == measures.level(context)]
        found |= {"per_100k": _("Incidents per 100,000 people")} if of_level["population"].notna().any() else {}
        found |= {"change": _("Change against the norm")}
    return found
