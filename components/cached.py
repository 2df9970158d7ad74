"""Every cached read: one snapshot a version for all users, and what is drawn from it again and again.

Frames and strings made once are shared; nothing here may be written to.
"""

import json
from collections.abc import Callable, Hashable
from typing import TypeVar

import numpy as np
import pandas as pd
import streamlit as st

from components import assets
from data.access.roles import Sight
from data.filters import Filters
from data.footprint import distances, population
from data.footprint.coverage import Coverage
from data.footprint.jitter import Band
from data.footprint.population import Population
from data.geography import outlines
from data.incidents.coverage import by_area_month as coverage_of
from data.incidents.matches import candidates
from data.incidents.trends import Trends
from data.incidents.trends import of as trends_of
from data.mission import Mission, open_mission
from data.snapshot import Snapshot, load

Found = TypeVar("Found")


def mission() -> Mission:
    """The mission that opens; read at each run, because its settings file may be edited at any time."""
    return open_mission()


def forget() -> None:
    """Forget every version in memory: what lies in a folder was thrown away, and its numbers will be used again."""
    kept = (_snapshot, _seen, _outlines_script, _coverage, _matches, _trends, _km_to, _people)
    for function in (*kept, _once, _drawn, _footprint_bands, _footprint_bands_by):
        function.clear()


@st.cache_resource(max_entries=6, show_spinner=False)
def _snapshot(folder: str, number: int, settings: str) -> Snapshot:
    return load(open_mission(folder), number)


def snapshot(mission_: Mission, number: int, sight: Sight) -> Snapshot:
    """One version in memory, shared by all sessions, as somebody is shown it."""
    return _seen(str(mission_.folder), number, mission_.settings_text, sight)


@st.cache_resource(max_entries=24, show_spinner=False)
def _seen(folder: str, number: int, settings: str, sight: Sight) -> Snapshot:
    return _snapshot(folder, number, settings).seen_by(sight)


@st.cache_resource(max_entries=6, show_spinner=False)
def _outlines_script(folder: str, number: int, settings: str) -> str:
    shot = _snapshot(folder, number, settings)
    levels = {level: shot.outlines(level) for level in range(1, shot.deepest_level() + 1)}
    around = shot.around.neighbours
    bare = {**around, "features": [{**f, "properties": {}} for f in around["features"]]}
    named = {"names": outlines.names(shot.areas, 1)}
    return f"window.LP_OUTLINES={json.dumps({'neighbours': bare, **levels, **named}, separators=(',', ':'))};"


def outlines_address(shot: Snapshot) -> str:
    """Where a browser gets the outlines of a version's areas and neighbours, once."""
    return assets.publish(_outlines_script(str(shot.mission.folder), shot.number, shot.mission.settings_text))


@st.cache_resource(max_entries=24, show_spinner=False)
def _coverage(folder: str, number: int, settings: str, source: str, level: int) -> pd.DataFrame:
    return coverage_of(_snapshot(folder, number, settings), source, level)


def coverage(shot: Snapshot, source: str, level: int) -> pd.DataFrame:
    """Incidents of a source by area and month."""
    return _coverage(str(shot.mission.folder), shot.number, shot.mission.settings_text, source, level)


@st.cache_resource(max_entries=24, show_spinner=False)
def _matches(folder: str, number: int, settings: str, other: str, filters: Filters) -> pd.DataFrame:
    return candidates(_snapshot(folder, number, settings), filters.source, other, filters)


def matches(shot: Snapshot, filters: Filters, other: str) -> pd.DataFrame:
    """Events under the filters that another source may have too."""
    return _matches(str(shot.mission.folder), shot.number, shot.mission.settings_text, other, filters)


@st.cache_resource(max_entries=48, show_spinner=False)
def _trends(folder: str, number: int, settings: str, filters: Filters, what: tuple[int, str]) -> Trends:
    return trends_of(_snapshot(folder, number, settings), filters, *what)


def trends(shot: Snapshot, filters: Filters, level: int, measure: str) -> Trends:
    """What changed under the filters, by area of a level; frozen, for all users who ask the same."""
    return _trends(str(shot.mission.folder), shot.number, shot.mission.settings_text, filters, (level, measure))


@st.cache_resource(max_entries=48, show_spinner=False)
def _footprint_bands_by(
    folder: str, number: int, settings: str, filters: Filters, what: tuple[tuple[str, ...], float, str]
) -> dict[str, dict[str, Band]]:
    shot = _snapshot(folder, number, settings)
    bases = shot.table("bases")
    base_ids, radius_km, column = what
    own = bases[bases["base_id"].isin(base_ids)].reset_index(drop=True)
    return Coverage(shot.select(filters), own, shot.areas, shot.settings, radius_km).bands_by(column)


def footprint_bands_by(
    shot: Snapshot, filters: Filters, what: tuple[tuple[str, ...], float, str]
) -> dict[str, dict[str, Band]]:
    """The bands of what some bases reach by component or function: `what` is their ids, the radius_km, the column."""
    key = str(shot.mission.folder), shot.number, shot.mission.settings_text
    return _footprint_bands_by(*key, filters, what)


@st.cache_resource(max_entries=48, show_spinner=False)
def _footprint_bands(
    folder: str, number: int, settings: str, filters: Filters, base_ids: tuple[str, ...]
) -> dict[float, dict[str, Band]]:
    shot = _snapshot(folder, number, settings)
    bases = shot.table("bases")
    own = bases[bases["base_id"].isin(base_ids)].reset_index(drop=True)
    rows = shot.select(filters)
    radii = {*shot.settings.reach_choices_km, shot.settings.reach_km}
    return {km: Coverage(rows, own, shot.areas, shot.settings, km).band() for km in radii}


def footprint_bands(shot: Snapshot, filters: Filters, base_ids: tuple[str, ...]) -> dict[float, dict[str, Band]]:
    """The bands of what some bases reach under the filters, by each radius that the mission offers, in km."""
    return _footprint_bands(str(shot.mission.folder), shot.number, shot.mission.settings_text, filters, base_ids)


@st.cache_resource(max_entries=2048, show_spinner=False)
def _once(folder: str, number: int, seen: tuple[str, Sight], asked: Hashable, _make: Callable[[], Found]) -> Found:
    return _make()


def once(shot: Snapshot, asked: Hashable, make: Callable[[], Found]) -> Found:
    """What `make` gives for a version, made once for all users who ask the same; not to be written to.

    `asked` says what it is and all that it depends on: a text, or a few of them.
    """
    return _once(str(shot.mission.folder), shot.number, (shot.mission.settings_text, shot.sight), asked, make)


@st.cache_resource(max_entries=256, show_spinner=False)
def _drawn(folder: str, number: int, seen: tuple[str, Sight], asked: str, _make: Callable[[], Found]) -> Found:
    return _make()


def drawn(shot: Snapshot, asked: str, make: Callable[[], Found]) -> Found:
    """As `once`, for what is drawn: larger, and asked for as long as somebody looks at it; theme and language count."""
    return _drawn(str(shot.mission.folder), shot.number, (shot.mission.settings_text, shot.sight), asked, make)


@st.cache_resource(max_entries=128, show_spinner=False)
def _people(
    folder: str, number: int, settings: str, towns: tuple[tuple[float, float], ...], radius_km: float
) -> Population | None:
    where = pd.DataFrame(list(towns), columns=["latitude", "longitude"])
    return population.within(_snapshot(folder, number, settings).areas, where, radius_km)


def people(shot: Snapshot, towns: tuple[tuple[float, float], ...], radius_km: float) -> Population | None:
    """People within reach of towns (latitude, longitude), where areas carry population: see `population.within`."""
    return _people(str(shot.mission.folder), shot.number, shot.mission.settings_text, towns, radius_km)


@st.cache_resource(max_entries=512, show_spinner=False)
def _km_to(folder: str, number: int, settings: str, latitude: float, longitude: float) -> np.ndarray:
    places = _snapshot(folder, number, settings).events.places
    return distances.km(places, pd.DataFrame({"latitude": [latitude], "longitude": [longitude]}))[:, 0]


def km_to(shot: Snapshot, latitude: float, longitude: float) -> np.ndarray:
    """Kilometres from every place of `Events.places` to a town: what-ifs ask for the same towns at each step."""
    return _km_to(str(shot.mission.folder), shot.number, shot.mission.settings_text, latitude, longitude)
