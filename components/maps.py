"""Maps with Leaflet: a base that stays the same from run to run, and layers that change upon it.

Layers are GeoJSON of few features (areas, places, bases), never one object an event. Text from data is escaped here,
because Leaflet runs HTML in labels and tooltips in the page itself.
"""

from dataclasses import dataclass
from html import escape

import folium
import streamlit as st
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from jinja2 import Template
from streamlit_folium import st_folium

from components.assets import SCRIPTS, STYLES
from components.palette import SHAPES, Palette
from data.geography.outlines import Context

# Set once, at import: folium's own lists name hosts elsewhere.
folium.Map.default_js = SCRIPTS
folium.Map.default_css = STYLES

SIGN_PX = 12
# Degrees between two names that can be read side by side.
LABEL_APART_LATITUDE, LABEL_APART_LONGITUDE = 0.5, 2.6


def _css(colours: Palette) -> str:
    """How the map's own parts look in a theme."""
    see_through = f"color-mix(in srgb, {colours.page} 80%, transparent)"
    halo = f"0 0 2px {colours.page}, 0 0 3px {colours.page}, 0 0 4px {colours.page}"
    quiet = f"color: {colours.quiet} !important; border-color: {colours.quiet} !important; text-shadow: none !important"
    frame = f"background: {colours.page}; color: {colours.text}; border-color: {colours.line}"
    return f"""
        .leaflet-container {{ background: {colours.water}; font: 12px "Source Sans", Arial, sans-serif; }}
        .leaflet-interactive:focus {{ outline: none; }}
        .leaflet-control-attribution, .leaflet-control-scale-line {{ background: {see_through} !important; {quiet}; }}
        .leaflet-control-attribution a {{ color: inherit; }}
        .leaflet-bar a, .leaflet-bar a:hover {{ {frame}; }}
        .leaflet-tooltip {{ {frame}; box-shadow: none; font-size: 13px; line-height: 1.4; }}
        .leaflet-tooltip::before {{ display: none; }}
        .lp-label {{ font-size: 11.5px; font-weight: 600; white-space: nowrap; color: {colours.text};
          text-shadow: {halo}; pointer-events: none; }}
        .lp-base {{ display: block; line-height: 1; text-align: center; white-space: nowrap; text-shadow: {halo}; }}
    """


class _Frame(JSCSSMixin, MacroElement):
    """Plain attribution (Leaflet's own prefix carries an emblem), a scale bar, and the view fitted to the mission."""

    _template = Template(
        """
        {% macro header(this, kwargs) %}
        <style>
        {{ this.css }}
        </style>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        {{ this._parent.get_name() }}.attributionControl.setPrefix("Leaflet");
        {{ this._parent.get_name() }}.attributionControl.addAttribution({{ this.credit | tojson }});
        L.control.scale({imperial: false, position: "bottomright"}).addTo({{ this._parent.get_name() }});
        {{ this._parent.get_name() }}.fitBounds({{ this.bounds | tojson }}, {padding: [6, 6]});
        {% endmacro %}
        """
    )

    def __init__(self, colours: Palette, credit: str, bounds: tuple[float, float, float, float]) -> None:
        super().__init__()
        self._name = "Frame"
        west, south, east, north = bounds
        self.css = _css(colours)
        self.credit, self.bounds = escape(credit), [[south, west], [north, east]]


def base_map(context: Context, regions: dict, colours: Palette, credit: str) -> folium.Map:
    """The constant map below all layers: neighbours, the mission's regions in outline, attribution, scale."""
    west, south, east, north = context.bounds
    map_ = folium.Map(
        location=[(south + north) / 2, (west + east) / 2],
        zoom_start=5,
        tiles=None,
        zoom_snap=0.25,
        control_scale=False,
        attributionControl=True,
    )
    map_.options["maxZoom"] = 12
    _static(context.neighbours, colours.neighbour, colours.line, 1).add_to(map_)
    _static(regions, colours.land, colours.quiet, 0.6).add_to(map_)
    _Frame(colours, credit, context.bounds).add_to(map_)
    return map_


def _static(features: dict, fill: str, line: str, weight: float) -> folium.GeoJson:
    bare = {**features, "features": [{**f, "properties": {}} for f in features["features"]]}
    style = {"fillColor": fill, "fillOpacity": 1, "color": line, "weight": weight, "interactive": False}
    return folium.GeoJson(bare, style_function=lambda _f, s=style: s, interactive=False)


def group(*layers: folium.GeoJson) -> folium.FeatureGroup:
    """Layers as the one group that changes from run to run."""
    together = folium.FeatureGroup(name="layers")
    for layer in layers:
        layer.add_to(together)
    return together


def tooltip(fields: dict[str, str]) -> folium.GeoJsonTooltip:
    """A tooltip of properties, which are escaped where they are made; `fields` is property → title."""
    return folium.GeoJsonTooltip(list(fields), aliases=[escape(title) for title in fields.values()], sticky=True)


@dataclass(frozen=True)
class AreaValue:
    """What an area shows: its count, its class from 0 to 4, and the tooltip's line."""

    count: int
    step: int
    line: str


def areas(outlines: dict, values: dict[str, AreaValue], colours: Palette, chosen: str = "") -> folium.GeoJson:
    """Areas filled by class; clicking one gives its `area_id`."""
    features = [
        {
            **f,
            "properties": {
                "area_id": f["properties"]["area_id"],
                "fill": colours.classes[value.step],
                "chosen": f["properties"]["area_id"] == chosen,
                "name": escape(f["properties"]["name"]),
                "line": escape(value.line),
            },
        }
        for f in outlines["features"]
        if (value := values.get(f["properties"]["area_id"])) is not None
    ]
    features.sort(key=lambda f: f["properties"]["chosen"])  # the chosen one is drawn last, so that its outline shows
    return folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        style_function=lambda f: {
            "fillColor": f["properties"]["fill"],
            "fillOpacity": 0.92,
            "color": colours.text if f["properties"]["chosen"] else colours.outline,
            "weight": 2 if f["properties"]["chosen"] else 0.8,
        },
        tooltip=_named_tooltip() if features else None,
    )


def borders(outlines: dict, colours: Palette) -> folium.GeoJson:
    """Outlines only, over filled areas."""
    style = {"fill": False, "color": colours.quiet, "weight": 1.1, "interactive": False}
    bare = {**outlines, "features": [{**f, "properties": {}} for f in outlines["features"]]}
    return folium.GeoJson(bare, style_function=lambda _f: style, interactive=False)


def _named_tooltip() -> folium.GeoJsonTooltip:
    return folium.GeoJsonTooltip(["name", "line"], labels=False, sticky=True)


def places(records: list[dict], colours: Palette, max_radius_px: float = 16) -> folium.GeoJson:
    """Places as circles, area in proportion to incidents; filled where exact, hollow where only near.

    `records` have latitude, longitude, incidents, geo_precision, place (its key), name and line (tooltip).
    """
    most = max((r["incidents"] for r in records), default=1)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [r["longitude"], r["latitude"]]},
            "properties": {
                "place": r["place"],
                "name": escape(r["name"]),
                "line": escape(r["line"]),
                "radius": round(max(2.2, max_radius_px * (r["incidents"] / most) ** 0.5), 1),
                "exact": bool(r["geo_precision"] == 1),
                "chosen": bool(r.get("chosen")),
            },
        }
        for r in sorted(records, key=lambda r: -r["incidents"])
    ]
    dot = colours.classes[4]
    return folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        marker=folium.CircleMarker(radius=4),
        style_function=lambda f: {
            "radius": f["properties"]["radius"],
            "color": colours.text if f["properties"]["chosen"] else dot,
            "weight": 2 if f["properties"]["chosen"] else 1.1,
            "fillColor": dot,
            "fill": True,
            "fillOpacity": 0.55 if f["properties"]["exact"] else 0.06,
            "dashArray": None if f["properties"]["exact"] else "2 2",
        },
        tooltip=_named_tooltip() if features else None,
    )


def rings(shapes: list[list[tuple[float, float]]], colours: Palette) -> folium.GeoJson:
    """Rings of reach around base towns; `shapes` are closed rings of (longitude, latitude)."""
    features = [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [shape]}}
        for shape in shapes
    ]
    style = {"color": colours.action, "weight": 1, "dashArray": "3 3", "fillColor": colours.action, "fillOpacity": 0.09}
    return folium.GeoJson(
        {"type": "FeatureCollection", "features": features}, style_function=lambda _f: style, interactive=False
    )


def bases(records: list[dict], colours: Palette) -> list[folium.GeoJson]:
    """Base towns as signs, one layer a set of components: ■ military, ▲ police, ● civilian, ◆ none known.

    `records` have latitude, longitude, components, name, line; the first stand for the towns named first.
    """
    kinds = dict.fromkeys(r["components"] for r in records)
    layers = [_signs([r for r in records if r["components"] == kind], kind, colours) for kind in kinds]
    return [*layers, *([_labels(records)] if records else [])]


def _point(record: dict, **properties: object) -> dict:
    where = {"type": "Point", "coordinates": [record["longitude"], record["latitude"]]}
    return {"type": "Feature", "geometry": where, "properties": properties}


def _signs(records: list[dict], components: tuple[str, ...], colours: Palette) -> folium.GeoJson:
    features = [_point(r, name=escape(r["name"]), line=escape(r["line"])) for r in records]
    signs = "".join(f'<span style="color:{colours.components[c]}">{SHAPES[c]}</span>' for c in components)
    width = SIGN_PX * len(components)
    icon = folium.DivIcon(
        html=f'<span class="lp-base" style="font-size:{SIGN_PX + 2}px">{signs}</span>',
        icon_size=(width, SIGN_PX + 2),
        icon_anchor=(width // 2, SIGN_PX // 2 + 1),
        class_name="lp-base-icon",
    )
    collection = {"type": "FeatureCollection", "features": features}
    return folium.GeoJson(collection, marker=folium.Marker(icon=icon, keyboard=False), tooltip=_named_tooltip())


def _labels(records: list[dict]) -> folium.GeoJson:
    """Names of towns beside their signs; a town too near to one named before it is named by its tooltip only."""
    named: list[dict] = []
    for record in records:
        if all(_apart(record, other) for other in named):
            named.append(record)
    features = [_point(r, label=escape(r["name"]), signs=len(r["components"])) for r in named]
    return _Labels({"type": "FeatureCollection", "features": features}, "lp-label")


def _apart(one: dict, other: dict) -> bool:
    """True where two names at their towns do not cover each other in the view of a whole country."""
    return (
        abs(one["latitude"] - other["latitude"]) > LABEL_APART_LATITUDE
        or abs(one["longitude"] - other["longitude"]) > LABEL_APART_LONGITUDE
    )


class _Labels(folium.GeoJson):
    """A GeoJSON layer whose points are drawn as their escaped `label`."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.geoJson({{ this.data | tojson }}, {
            interactive: false,
            pointToLayer: function(feature, latlng) {
                return L.marker(latlng, {interactive: false, keyboard: false, icon: L.divIcon({
                    className: "", iconSize: null, iconAnchor: [-4 - 6 * feature.properties.signs, 8],
                    html: '<span class="{{ this.css }}">' + feature.properties.label + '</span>'})});
            }
        });
        {{ this.get_name() }}.addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, data: dict, css: str) -> None:
        super().__init__(data)
        self._name, self.css = "Labels", css


def show(map_: folium.Map, layers: folium.FeatureGroup, key: str, height: int) -> dict[str, object]:
    """Draw the map; after a click, once, the properties of the feature that was clicked, else none."""
    answer = st_folium(
        map_,
        key=key,
        height=height,
        use_container_width=True,
        feature_group_to_add=layers,
        returned_objects=["last_active_drawing", "last_object_clicked"],
    )
    answer = answer or {}
    # The map repeats its last click at every run: only a click that was not seen before counts.
    # A counter of clicks would not do: its first value differs from Python's, and each map would run its page twice.
    seen, where = f"{key}_clicks", str(answer.get("last_object_clicked"))
    clicked = answer.get("last_active_drawing") or {}
    if not clicked or st.session_state.get(seen) == (where, clicked):
        return {}
    st.session_state[seen] = (where, clicked)
    return clicked.get("properties") or {}
