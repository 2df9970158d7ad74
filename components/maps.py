"""Maps with Leaflet: a base that stays the same from run to run, and layers that change upon it.

A layer is a short list of numbers and names (a class an area, a circle a place), never one object an event. What
Leaflet draws of it, and what is escaped there, is in `browser/map.js`.
"""

import json
from dataclasses import dataclass, field
from functools import cached_property

import folium
import streamlit as st
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from jinja2 import Template
from streamlit_folium import st_folium

from components.assets import SCRIPTS, STYLES
from data.i18n import _
from data.words.palette import Palette

# Set once, at import: folium's own lists name hosts elsewhere.
folium.Map.default_js = SCRIPTS
folium.Map.default_css = STYLES

Layer = dict[str, object]
Answer = dict[str, object]


def js(value: object) -> str:
    """A value as a script's literal that closes no tag."""
    text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def css(colours: Palette) -> str:
    """How the map's own parts look in a theme."""
    see_through = f"color-mix(in srgb, {colours.page} 80%, transparent)"
    halo = f"0 0 2px {colours.page}, 0 0 3px {colours.page}, 0 0 4px {colours.page}"
    quiet = f"color: {colours.quiet} !important; border-color: {colours.quiet} !important; text-shadow: none !important"
    frame = f"background: {colours.page}; color: {colours.text}; border-color: {colours.line}"
    return f"""
        #map_div {{ height: 100vh !important; }}
        .leaflet-container {{ background: {colours.water}; font: 12px "Source Sans", Arial, sans-serif; }}
        .leaflet-interactive:focus {{ outline: none; }}
        .leaflet-control-attribution, .leaflet-control-scale-line {{ background: {see_through} !important; {quiet}; }}
        .leaflet-control-attribution a {{ color: inherit; }}
        .leaflet-bar a, .leaflet-bar a:hover {{ {frame}; }}
        .leaflet-bar a.on {{ background: {colours.action}; color: {colours.page}; }}
        .lp-drawing {{ cursor: crosshair; touch-action: none; }}
        .lp-picking.leaflet-grab {{ cursor: crosshair; }}
        .leaflet-tooltip {{ {frame}; box-shadow: none; font-size: 13px; line-height: 1.4; white-space: normal;
          width: max-content; max-width: min(15rem, 45vw); overflow-wrap: anywhere; }}
        .lp-region {{ display: inline-block; transform: translate(-50%, -50%); font-size: 11px; color: {colours.quiet};
          white-space: nowrap; text-shadow: {halo}; pointer-events: none; }}
        .leaflet-tooltip::before {{ display: none; }}
        path.lp-hatched {{ fill: url(#lp-hatch); }}
        .lp-label {{ font-size: 11.5px; font-weight: 600; white-space: nowrap; color: {colours.text};
          text-shadow: {halo}; pointer-events: none; }}
        .lp-town {{ display: inline-block; line-height: 14px; }}
        .lp-base {{ display: block; line-height: 1; text-align: center; white-space: nowrap; text-shadow: {halo}; }}
        .lp-player {{ display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; {frame};
          border: 1px solid {colours.line}; border-radius: 6px; padding: 6px 8px; width: min(21rem, calc(100vw - 24px));
          box-sizing: border-box; }}
        .lp-player button, .lp-player select {{ {frame}; border: 1px solid {colours.quiet}; border-radius: 6px;
          font: inherit; height: 28px; min-width: 32px; cursor: pointer; }}
        .lp-player input {{ flex: 1; min-width: 6rem; accent-color: {colours.action}; }}
        .lp-frame {{ flex-basis: 100%; font-size: 13px; font-variant-numeric: tabular-nums; }}
    """


@dataclass(frozen=True)
class Base:
    """What stays on a map from run to run.

    `outlines` is the address of the mission's outlines, `bounds` are west, south, east, north in degrees, `tools`
    gives a box and a lasso, and maps of one `together` show the same part of the world.
    """

    outlines: str
    bounds: tuple[float, float, float, float]
    colours: Palette
    credit: str
    lang: str = "en"
    tools: bool = False
    together: str = ""

    def spec(self) -> dict[str, object]:
        """The same for `LP.base`."""
        colours = self.colours
        return {
            "neighbour": colours.neighbour,
            "border": colours.line,
            "land": colours.land,
            "line": colours.quiet,
            "credit": self.credit,
            "bounds": self.bounds,
            "tools": self.tools,
            "together": self.together,
            "words": words(self.lang) | {"strong": colours.text},
        }


def words(lang: str) -> dict[str, object]:
    """What a map says of a shape: `{n}` is put in by the browser, which knows the count."""
    return {
        "lang": lang,
        "incidents": [_("{n} incident"), _("{n} incidents")],
        "deaths": [_("{n} reported death"), _("{n} reported deaths")],
        "precision": [_("{n} exact"), _("{n} near"), _("{n} region only")],
        "region": _("known by region only, so not drawn as points"),
        "box": _("Choose incidents by a box"),
        "lasso": _("Choose incidents by a lasso"),
    }


class _Frame(JSCSSMixin, MacroElement):
    """The base: neighbours, regions, credit (Leaflet's own prefix carries an emblem), scale bar, and tools."""

    _template = Template(
        """
        {% macro header(this, kwargs) %}<style>{{ this.css }}</style>{% endmacro %}
        {% macro script(this, kwargs) %}LP.base({{ this._parent.get_name() }}, {{ this.spec }});{% endmacro %}
        """
    )

    def __init__(self, base: Base) -> None:
        super().__init__()
        self._name = "Frame"
        self.css, self.spec = css(base.colours), js(base.spec())
        self.default_js = [("outlines", base.outlines)]


@dataclass(frozen=True)
class Drawing:
    """What a map draws in a run.

    `follow` says which views the page must be told of: none, "moved" (those that differ from the first) or "bounds"
    (the first too). `fit` (west, south, east, north) is the view that a map opens with, and turns to when it
    changes, where it is not the whole.
    """

    layers: list[Layer] = field(default_factory=list)
    follow: str | None = None
    fit: list[float] | None = None

    @cached_property
    def literal(self) -> str:
        """It as the script's literal."""
        return js([self.layers, self.follow, self.fit])


class _Layers(MacroElement):
    """All layers of a run, drawn by one call."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        LP.draw({{ this._parent.get_name() }}, ...{{ this.drawing }}, {{ this.said }});
        {% endmacro %}
        """
    )

    def __init__(self, drawing: Drawing, said: str) -> None:
        super().__init__()
        self._name = "Layers"
        self.drawing, self.said = drawing.literal, js(said)


def base_map(base: Base) -> folium.Map:
    """The constant map below all layers."""
    west, south, east, north = base.bounds
    map_ = folium.Map(
        location=[(south + north) / 2, (west + east) / 2],
        zoom_start=5,
        tiles=None,
        zoom_snap=0.25,
        control_scale=False,
        attributionControl=True,
    )
    map_.options["maxZoom"] = 12
    _Frame(base).add_to(map_)
    return map_


class _Group(folium.FeatureGroup):
    """A group whose script is taken from its template, as st_folium does, and never put into a page of folium's own:
    nobody sees that page, and reading all layers for it took five times as long."""

    def render(self, **_kwargs: object) -> None:
        pass


def group(drawing: Drawing, said: str = "") -> folium.FeatureGroup:
    """What is drawn as the one group that changes from run to run; `said` is the map's finding in words."""
    together = _Group(name="layers")
    _Layers(drawing, said).add_to(together)
    return together


def show(base: Base, drawing: Drawing, key: str, height: int, said: str = "") -> Answer:
    """Draw the map, which a screen reader calls by what is `said`; after a click, a shape drawn by hand or a new view,
    once, what it tells, else nothing.

    A click tells the properties of what was clicked (area_id, place, cell, base …), one beside every shape `point`
    (latitude and longitude) where a layer of kind "pick" is drawn, a shape `shape` (corners as latitude and
    longitude), a view `view` (west, south, east, north) and `steps` of zoom from the first.
    """
    answer = st_folium(
        base_map(base),
        key=key,
        height=height,
        use_container_width=True,
        feature_group_to_add=group(drawing, said),
        returned_objects=["last_active_drawing"],
    )
    told = ((answer or {}).get("last_active_drawing") or {}).get("properties") or {}
    # The map repeats its last answer at every run: only one that was not seen before counts.
    seen = f"{key}_seen"
    if not told or st.session_state.get(seen) == told.get("at"):
        return {}
    st.session_state[seen] = told.get("at")
    return told
