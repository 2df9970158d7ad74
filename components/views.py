"""The table of pages: the one place that names them, their public paths and their own link parameters."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from components.links import Parameter
from data.access.roles import ADMINISTER, EDIT, Sight
from data.books import books
from data.briefing import profiles
from data.footprint import gaps, history
from data.footprint.schema import BASE_TYPES, COMPONENTS
from data.handover import held
from data.i18n import _
from data.incidents import choice, subsets, types
from data.mandate import budget, items, sides
from data.register.columns import REGISTER
from data.snapshot import Snapshot

ROOT = Path(__file__).resolve().parent.parent
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True)
class View:
    """One page: its key, public path (never renamed), file, name for people, own parameters, and for whom it is."""

    key: str
    path: str
    title: Callable[[], str]
    own: tuple[Parameter, ...] = ()
    plans: bool = False  # for those who are shown operational plans

    def shown_to(self, sight: Sight) -> bool:
        """Whether somebody is shown the page at all."""
        return sight.plans or not self.plans

    @property
    def file(self) -> Path:
        """The page's script."""
        return ROOT / "pages" / f"{self.key}.py"


MOST_COMPARED = 4


def scenarios_compared(text: str) -> list[str] | None:
    """The scenarios that a link compares, as `id` or `id@revision`; None for what is no such list."""
    ids = text.split(",")
    fits = len(ids) <= MOST_COMPARED and all(re.fullmatch(r"[a-z0-9-]{1,40}(@[0-9]{1,6})?", own) for own in ids)
    return ids if fits else None


def _chosen(name: str, example: str) -> Parameter:
    """A parameter of what is chosen on page Incidents: see `Choice`."""

    def means(value: str, snapshot: Snapshot) -> bool:
        return choice.means(name, value, snapshot)

    return Parameter(choice.PREFIX + name, means=means, example=example)


def _is_day(text: str) -> bool:
    """Whether a text is an ISO day."""
    try:
        return date.fromisoformat(text).isoformat() == text and FIRST_YEAR <= date.fromisoformat(text).year <= LAST_YEAR
    except ValueError:
        return False


PARTS_OF_INCIDENTS = ("map", "play", "compare", "change", "actors")
SHOWN = Parameter("incidents_part", PARTS_OF_INCIDENTS, "map")
LAYER = Parameter("incidents_layer", ("areas", "places", "cells", "density"), "areas")
LEVEL = Parameter("incidents_level", ("1", "2"))
MEASURE = Parameter("incidents_measure", ("incidents", "fatalities", "per_100k", "change"), "incidents")
SCALE = Parameter(
    "incidents_scale", means=lambda value, _shot: choice.growing(value, 4), example="four growing numbers, as 1,5,15,30"
)
AREA = Parameter(choice.PREFIX + "area", known=lambda shot: tuple(shot.areas["area_id"]))
PLACE = _chosen("place", "14.4900,-3.7200")
CELL = _chosen("cell", "8459a6bffffffff")
MONTH = _chosen("month", "2019-03 / 2019-03..2019-06")
KIND = _chosen("type", " / ".join(types.CODES))
ACTOR = _chosen("actor", "an actor's id")
SHAPE = _chosen("shape", "14,-4;14,-3;15,-3")
INVIEW = _chosen("inview", "1")
VIEW = _chosen("view", "-5,13,-2,16,2")
CHOICE = (AREA, PLACE, CELL, MONTH, KIND, ACTOR, SHAPE, INVIEW, VIEW)
STEP = Parameter("incidents_step", ("week", "month", "quarter"), "month")
WINDOW = Parameter("incidents_window", ("1", "3", "12", "all"), "1")
AGAINST = Parameter("incidents_against", ("before", "year_earlier"), "before")
LIST = Parameter("incidents_list", ("short", "table"), "short")
EVENT = Parameter("incidents_event")
ROWS = Parameter("incidents_rows", known=subsets.codes)
RADIUS = Parameter("footprint_radius", known=lambda shot: tuple(f"{km:g}" for km in shot.settings.reach_choices_km))
PARTS_OF_FOOTPRINT = ("map", "reach", "gaps", "assets", "bases")
FOOTPRINT_PART = Parameter("footprint_part", PARTS_OF_FOOTPRINT, "map")
ASOF = Parameter("footprint_asof", means=lambda value, _shot: _is_day(value), example="2019-06-30")
COMPONENT = Parameter("footprint_component", COMPONENTS)
BASE_TYPE = Parameter("footprint_type", BASE_TYPES)
FUNCTION = Parameter("footprint_function", tuple(gaps.BY_CODE))
ALSO = Parameter("footprint_also", ("planned", "closed"))
PLAYED = Parameter("footprint_play", tuple(history.STEPS))
EXTRA_LAYERS = ("other_forces", "sectors", "presence", "colocation")
LAYERS = Parameter(
    "footprint_layers",
    means=lambda value, _shot: set(value.split(",")) <= set(EXTRA_LAYERS),
    example=",".join(EXTRA_LAYERS),
)
MINUTES = Parameter("footprint_minutes", ("reach", "30", "60", "90", "120"), "60")
FOOTPRINT = (FOOTPRINT_PART, RADIUS, ASOF, COMPONENT, BASE_TYPE, FUNCTION, ALSO, PLAYED, LAYERS, MINUTES)
WORKSHOP_PARTS = ("whatif", "siting", "closing", "compare", "decide")
WORKSHOP_PART = Parameter("workshop_part", WORKSHOP_PARTS, "whatif")
WORKSHOP_RADIUS = Parameter("workshop_radius", known=RADIUS.known)
WORKSHOP_PRESENT = Parameter("workshop_present", ("0", "1"), "0")
SLIDE = Parameter(
    "workshop_slide", means=lambda value, _shot: re.fullmatch(r"[0-9]{1,3}", value) is not None, example="3"
)
SITING_ADD = Parameter("workshop_add", ("1", "2", "3", "4", "5"), "1")
SITING_OBJECTIVE = Parameter("workshop_objective", ("coverage", "distance", "cover"), "coverage")
SITING_WEIGHT = Parameter("workshop_weight", ("incidents", "fatalities", "civilians"), "incidents")
SITING_CANDIDATES = Parameter("workshop_candidates", ("events", "towns", "seats", "areas", "list"), "events")
SITING = (SITING_ADD, SITING_OBJECTIVE, SITING_WEIGHT, SITING_CANDIDATES)
COMPARED = Parameter(
    "workshop_compared",
    means=lambda value, _shot: scenarios_compared(value) is not None,
    example="ids of up to four scenarios, joined by commas",
)
DECISION = Parameter(
    "workshop_decision",
    means=lambda value, _shot: re.fullmatch(r"[a-z0-9]{1,40}", value) is not None,
    example="a decision’s id",
)
MANDATE_PARTS = ("tasks", "progress", "plan", "cpas", "budget", "change", "register")
MANDATE_PART = Parameter("mandate_part", MANDATE_PARTS, "tasks")
TASK = Parameter("mandate_task", known=lambda shot: tuple(shot.table("tasks")["task_id"]))
STATUS = Parameter(
    "mandate_status", ("all", "on_course", "at_risk", "off_course", "no_data", "decision", "overdue"), "all"
)
PLAN_PARTS = ("gantt", "slips", "conflicts", "priority", "calendar")
PLAN_PART = Parameter("mandate_plan", PLAN_PARTS, "gantt")
LANES = Parameter("mandate_lanes", ("component", "office"), "component")
SLIP_DAYS = Parameter(
    "mandate_days", means=lambda value, _shot: re.fullmatch(r"[1-9][0-9]{0,2}", value) is not None, example="30"
)
ACROSS = Parameter("mandate_across", ("resources", "status"), "resources")
CPAS_PARTS = ("course", "sheet", "recommendations", "enter")
CPAS_PART = Parameter("mandate_cpas", CPAS_PARTS, "course")
QUARTER = Parameter(
    "mandate_quarter", means=lambda value, _shot: re.fullmatch(r"[12][0-9]{3}Q[1-4]", value) is not None,
    example="2019Q3",
)  # fmt: skip
CRITERION = Parameter("mandate_criterion", ("relevance", "extent", "duration"), "extent")
BEFORE = Parameter("mandate_before", known=lambda shot: tuple(shot.table("mandates")["mandate_id"]))
AFTER = Parameter("mandate_after", known=BEFORE.known)
PLANNING = (PLAN_PART, LANES, SLIP_DAYS, ACROSS, CPAS_PART, QUARTER, CRITERION, BEFORE, AFTER)
PROGRESS_VIEW = Parameter("mandate_view", ("tree", "matrix", "priority", "framework", "decision", "due"), "tree")
ITEM = Parameter("mandate_item", means=items.means, example="indicator/… or output/…, with its key")
REGISTER_TABLE = Parameter("mandate_table", REGISTER, "tasks")
YEAR = Parameter("mandate_year", known=lambda shot: budget.years(shot.table("rbb_components")))

EVIDENCE_PARTS = ("chain", "areas", "operations")
EVIDENCE_PART = Parameter("evidence_part", EVIDENCE_PARTS, "chain")
EVIDENCE_AREA = Parameter("evidence_area", known=lambda shot: tuple(shot.areas["area_id"]))
EVIDENCE_TASK = Parameter("evidence_task", known=lambda shot: tuple(shot.table("tasks")["task_id"]))
EVIDENCE_SORT = Parameter("evidence_sort", sides.SORTS, sides.NAME)
OPERATION = Parameter(
    "evidence_operation",
    known=lambda shot: tuple(shot.table("operations")["operation_id"]),
    secret=lambda value, shot: value not in set(shot.seen_by(Sight()).table("operations")["operation_id"]),
)
EVIDENCE = (EVIDENCE_PART, EVIDENCE_AREA, EVIDENCE_TASK, EVIDENCE_SORT, OPERATION)

IMPORT = Parameter("data_import", known=lambda shot: tuple(shot.table("imports")["import_id"]))
PARTS_OF_DATA = ("sources", "doubts", "matches", "imports", "tables", "books")
GUARDED_PARTS = {"audit": (ADMINISTER,), "handover": (ADMINISTER, EDIT)}  # for those who may do one of these


def parts_of_data(snapshot: Snapshot) -> tuple[str, ...]:
    """The parts of page Data that somebody is shown, by their roles."""
    sight = snapshot.sight
    return (*PARTS_OF_DATA, *(part for part, needed in GUARDED_PARTS.items() if any(map(sight.may, needed))))


def _is_post(value: str, snapshot: Snapshot) -> bool:
    """Whether the register or a decision on record names a post."""
    return value in held.posts(snapshot.table, held.on_record(snapshot))


PART = Parameter("data_part", (*PARTS_OF_DATA, *GUARDED_PARTS), PARTS_OF_DATA[0], known=parts_of_data)
POST = Parameter("data_post", means=_is_post, example="a post that the register names, as Chief of Staff")


def _is_book(value: str, snapshot: Snapshot) -> bool:
    """Whether the mission has a book of this id."""
    return books.find(snapshot.mission, value) is not None


BOOK_EDITED = Parameter("data_book", means=_is_book, example="a book of this mission, as mlt-2019-06")
BOOK = Parameter("book", means=_is_book, example=BOOK_EDITED.example)
BOOK_SLIDE = Parameter(
    "slide", means=lambda value, _shot: re.fullmatch(r"[1-9][0-9]{0,2}", value) is not None, example="3"
)
EVERYWHERE = (BOOK, BOOK_SLIDE)  # known on every view: see components/book/presenter.py

PROFILE = Parameter("briefing_profile", known=lambda shot: tuple(profiles.of(shot)))

VIEWS = (
    View("briefing", "", lambda: _("Briefing"), (PROFILE,)),
    View(
        "incidents",
        "incidents",
        lambda: _("Incidents"),
        (SHOWN, LAYER, LEVEL, MEASURE, SCALE, *CHOICE, STEP, WINDOW, AGAINST, LIST, ROWS, EVENT),
    ),
    View("footprint", "footprint", lambda: _("Footprint"), FOOTPRINT),
    View(
        "workshop",
        "workshop",
        lambda: _("Workshop"),
        (WORKSHOP_PART, WORKSHOP_RADIUS, *SITING, COMPARED, DECISION, WORKSHOP_PRESENT, SLIDE),
        plans=True,
    ),
    View(
        "mandate",
        "mandate",
        lambda: _("Mandate"),
        (MANDATE_PART, STATUS, TASK, PROGRESS_VIEW, ITEM, YEAR, *PLANNING, REGISTER_TABLE),
    ),
    View("evidence", "evidence", lambda: _("Evidence"), EVIDENCE),
    View("data", "data", lambda: _("Data"), (PART, IMPORT, BOOK_EDITED, POST)),
)
BY_KEY = {view.key: view for view in VIEWS}
BY_PATH = {view.path: view for view in VIEWS}


def page(key: str) -> object:
    """The `st.Page` of a view, for navigation and links between pages."""
    view = BY_KEY[key]
    return st.Page(view.file, title=view.title(), url_path=view.path or None, default=not view.path)


def href(key: str, query: dict[str, str | list[str]]) -> str:
    """The address of a view under a query, from any other view."""
    return f"./{BY_KEY[key].path}?{urlencode(query, doseq=True)}"
