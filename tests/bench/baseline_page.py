"""The plain page: the same filters, three aggregates, a marker an event, a chart and a table. Nothing is grouped."""

from html import escape

import folium
import pandas as pd
import plotly.express as px
import streamlit as st
from folium.plugins import FastMarkerCluster, MarkerCluster
from streamlit_folium import st_folium

from components.assets import BASE, SCRIPTS, STYLES
from data.incidents import types
from data.mission import open_mission
from tests.bench import plain
from tests.bench.made import FIRST, LAST

MOST_MARKERS, MOST_ROWS = 5_000, 500
CLUSTER = f"{BASE}/markercluster"
# The plugin's own markers need another package's script.
MARKER = "(function (row) { return L.circleMarker([row[0], row[1]], {radius: 5}); })"

# folium's own lists name hosts elsewhere.
folium.Map.default_js, folium.Map.default_css = SCRIPTS, STYLES
for _plugin in (MarkerCluster, FastMarkerCluster):
    _plugin.default_js = [("markercluster", f"{CLUSTER}/leaflet.markercluster.js")]
    _plugin.default_css = [(name, f"{CLUSTER}/{name}.css") for name in ("MarkerCluster", "MarkerCluster.Default")]


@st.cache_resource(show_spinner=False)
def tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Loaded once and shared, as in the app."""
    return plain.load(open_mission())


def filters(areas: pd.DataFrame) -> plain.Wanted:
    """The app's sidebar: the same widgets with the same keys and as many options."""
    shown = areas[areas["level"] > 0].sort_values(["level", "name"])
    names = dict(zip(shown["area_id"], shown["name"] + " " + shown["level"].astype("str"), strict=True))
    first, last = FIRST.item(), LAST.item()
    days = st.date_input("From and to", (first, last), min_value=first, max_value=last, key="filter_days")
    return plain.Wanted(
        start=days[0],
        end=days[-1],
        source=st.selectbox("Source of incidents", ["acled", "ucdp"], key="filter_source"),
        types=tuple(st.multiselect("Incidents", [*types.GROUPS, *types.CODES], key="filter_types")),
        areas=tuple(st.multiselect("Areas", list(names), format_func=names.get, key="filter_areas")),
        precision=st.selectbox("Precision counted", [3, 2, 1], key="filter_precision"),
        civilians=st.toggle("Only events targeting civilians", key="filter_civilians"),
    )


def popup(row: tuple) -> str:
    """What a marker says."""
    cells = (row.event_date.date(), row.location, row.event_type, row.actor1, row.actor2, row.fatalities_best)
    return "<br>".join(escape(str(cell)) for cell in cells)


def markers(rows: pd.DataFrame) -> folium.MacroElement:
    """A marker an event, with a popup as long as there are few."""
    if len(rows) > MOST_MARKERS:
        return FastMarkerCluster(rows[["latitude", "longitude"]].values.tolist(), callback=MARKER)
    cluster = MarkerCluster()
    for row in rows.itertuples(index=False):
        folium.CircleMarker([row.latitude, row.longitude], radius=5, popup=popup(row)).add_to(cluster)
    return cluster


st.set_page_config(page_title="Baseline", layout="wide")
incidents, areas = tables()
with st.sidebar:
    wanted = filters(areas)
rows = plain.select(incidents, wanted)
by_type, by_area, by_month = plain.aggregates(rows)
st.title(f"{len(rows)} incidents, {rows['fatalities_best'].sum()} reported deaths")
left, right = st.columns([1.25, 1])
with left:
    drawn = folium.Map([17, -3], zoom_start=5, tiles=None)
    drawn.options["maxZoom"] = 12
    markers(rows).add_to(drawn)
    st_folium(drawn, key="map", height=520, use_container_width=True, returned_objects=[])
    st.dataframe(by_area)
with right:
    st.plotly_chart(px.bar(by_month, x="month", y="incidents", color="event_type"), key="months")
    st.dataframe(by_type)
st.dataframe(rows.sort_values("event_date", ascending=False).head(MOST_ROWS), key="table")
