"""The table of pages: the one place that names them, their public paths and their own link parameters."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from components.links import Parameter
from data.i18n import _
from data.incidents import subsets

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class View:
    """One page: its key, its public path (never renamed), its file, its name for people, its own parameters."""

    key: str
    path: str
    title: Callable[[], str]
    own: tuple[Parameter, ...] = ()

    @property
    def file(self) -> Path:
        """The page's script."""
        return ROOT / "pages" / f"{self.key}.py"


LAYER = Parameter("incidents_layer", ("areas", "places"), "areas")
AREA = Parameter("incidents_area", known=lambda shot: tuple(shot.areas["area_id"]))
PLACE = Parameter("incidents_place")
EVENT = Parameter("incidents_event")
ROWS = Parameter("incidents_rows", known=subsets.codes)
RADIUS = Parameter("footprint_radius", known=lambda shot: tuple(f"{km:g}" for km in shot.settings.reach_choices_km))
TASK = Parameter("mandate_task", known=lambda shot: tuple(shot.table("tasks")["task_id"]))
STATUS = Parameter(
    "mandate_status", ("all", "on_course", "at_risk", "off_course", "no_data", "decision", "overdue"), "all"
)

IMPORT = Parameter("data_import", known=lambda shot: tuple(shot.table("imports")["import_id"]))
PART = Parameter("data_part", ("sources", "doubts", "matches", "imports", "tables"), "sources")

VIEWS = (
    View("briefing", "", lambda: _("Briefing")),
    View("incidents", "incidents", lambda: _("Incidents"), (LAYER, AREA, PLACE, ROWS, EVENT)),
    View("footprint", "footprint", lambda: _("Footprint"), (RADIUS,)),
    View("mandate", "mandate", lambda: _("Mandate"), (STATUS, TASK)),
    View("data", "data", lambda: _("Data"), (PART, IMPORT)),
)
BY_KEY = {view.key: view for view in VIEWS}


def page(key: str) -> object:
    """The `st.Page` of a view, for navigation and links between pages."""
    view = BY_KEY[key]
    return st.Page(view.file, title=view.title(), url_path=view.path or None, default=not view.path)


def href(key: str, query: dict[str, str | list[str]]) -> str:
    """The address of a view under a query, from any other view."""
    return f"./{BY_KEY[key].path}?{urlencode(query, doseq=True)}"
