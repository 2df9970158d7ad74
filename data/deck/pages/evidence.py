"""Page Evidence as a page of a file: the chain of an area or a task, or areas side by side."""

from dataclasses import replace

import pandas as pd

from data.deck import tips
from data.deck.model import Page, Table
from data.deck.pages import compared, listed, series
from data.deck.pages.asked import Asked
from data.errors import InputError
from data.footprint import on_map
from data.geography.join import to_geo
from data.i18n import _
from data.incidents import summary
from data.mandate import items, sides
from data.mandate.evidence import MEASURES, Chain
from data.pictures import mission_maps
from data.pictures.spec import Bounds, MapPicture
from data.words import codes, formats, headlines, palette, stated, titles

PART, AREA, TASK, SORT = (f"evidence_{name}" for name in ("part", "area", "task", "sort"))
MARGIN_DEGREES = 0.3


def of(asked: Asked) -> Page:
    """The page of the part that the link shows; an InputError where it has no file."""
    part = asked.own.get(PART, "") or "chain"
    if part == "operations":
        raise InputError(
            _("Operations have no file of slides: use the command operations, or the export on the page itself.")
        )
    if area := asked.one_of(AREA, tuple(asked.shot.areas["area_id"])):
        scene = replace(asked.scene, filters=replace(asked.filters, areas=(area,)))
        asked = replace(asked, scene=scene)
    return _sides(asked) if part == "areas" else _chain(asked)


def _chain(asked: Asked) -> Page:
    shot = asked.shot
    chain = Chain(shot, asked.filters, asked.one_of(TASK, tuple(shot.table("tasks")["task_id"])))
    counts = {
        "threats": len(chain.threats),
        "incidents": len(chain.incidents),
        "tasks": len(chain.tasks),
        "open": int((chain.recommendations["state"] == "open").sum()),
    }
    title = titles.chain(headlines.areas(shot, chain.area_ids), asked.filters.span, counts)
    of_chain = replace(asked, scene=replace(asked.scene, filters=chain.counted))
    return of_chain.page(
        title,
        measures=[compared.count(of_chain, measure, chain.changes[measure]) for measure in MEASURES],
        map_=_map(asked, chain, title),
        alt=title,
        answers=tips.of_places(asked.places(chain.incidents)) | tips.of_towns(on_map.records(chain.reached.bases)),
        charts=[series.by_month(chain.counted, chain.incidents)],
        tables=[listed.threats(of_chain), *_answers(chain), *_judged(chain)],
        notes=[
            stated.precision(chain.incidents),
            stated.illustrative(chain.reached.bases),
            asked.withheld,
            _(
                "Each step stands beside the next; none is worked out from another. Recorded incidents are not "
                "threats, progress is not effect, an assessment is not a measured effect."
            ),
        ],
    )


def _map(asked: Asked, chain: Chain, title: str) -> MapPicture:
    """Incidents and base towns of the areas."""
    return mission_maps.bases_map(
        asked.scene,
        on_map.records(chain.reached.bases),
        chain.reached.radius_km,
        title,
        grouped=asked.places(chain.incidents),
        region_only=summary.by_precision(chain.incidents)[3],
        bounds=_bounds(chain),
    )


def _bounds(chain: Chain) -> Bounds | None:
    """The view that holds the areas; the whole mission for none."""
    areas = chain.snapshot.areas
    own = areas[areas["area_id"].isin(chain.area_ids)]
    if own.empty:
        return None
    west, south, east, north = to_geo(own).total_bounds.round(3).tolist()
    return west - MARGIN_DEGREES, south - MARGIN_DEGREES, east + MARGIN_DEGREES, north + MARGIN_DEGREES


def _answers(chain: Chain) -> list[Table]:
    """Base towns within reach, and tasks."""
    km = formats.number(chain.reached.radius_km)
    tasks = chain.tasks.assign(status=chain.tasks["status"].map(palette.status_name))
    return [
        listed.of(
            _("Base towns in reach"),
            (_("Base town"), _("Incidents within reach")),
            chain.bases[["name", "incidents"]],
            _("within {radius} km, straight line; not protection or response").format(radius=km),
            key="bases",
        ),
        listed.of(
            _("Tasks that answer"),
            (_("Number"), _("Task"), _("Section that leads"), _("Status"), _("Why")),
            tasks[["task_id", "title", "lead_section", "status", "status_reason"]],
            key="tasks",
        ),
    ]


def _judged(chain: Chain) -> list[Table]:
    """Indicators, assessments, recommendations."""
    own = chain.indicators
    own = own.assign(course=own["course"].map(palette.status_name))
    outcomes = chain.snapshot.table("outcomes").set_index("outcome_id")["title"]
    offices = chain.snapshot.table("field_offices").set_index("office_id")["name"]
    judged = chain.assessments
    judged = judged.assign(
        outcome=judged["outcome_id"].map(outcomes),
        office=judged["office_id"].map(offices).fillna(_("Whole Mission")),
        dimension=_spelt("dimension", judged["dimension"]),
        **{name: _rated(chain, judged[name]) for name in ("relevance", "extent", "duration")},
    )
    advice = chain.recommendations
    advice = advice.assign(
        recommendation=_spelt("recommendation", advice["recommendation"]),
        state=_spelt("recommendation_state", advice["state"]),
    )
    indicators = own[own["kind"] == items.INDICATOR]
    return [
        listed.of(
            _("Indicators of these tasks"),
            (_("Indicator"), _("Unit"), _("Baseline"), _("Target"), _("Actual"), _("As of"), _("Course")),
            indicators[["title", "unit", "baseline", "target", "value", "measured_on", "course"]],
            key="progress",
        ),
        listed.of(
            _("Assessments"),
            (_("Outcome"), _("Field office"), _("Of"), _("Quarter"), _("Relevance"), _("Extent"), _("Duration")),
            judged[["outcome", "office", "dimension", "quarter", "relevance", "extent", "duration"]],
            _("An assessment is a judgement of sections; it is not a measured effect."),
            key="assessments",
        ),
        listed.of(
            _("Recommendations"),
            (_("Quarter"), _("Recommendation"), _("What"), _("Owner"), _("Due"), _("State")),
            advice[["quarter", "recommendation", "title", "owner_post", "due", "state"]],
            key="recommendations",
        ),
    ]


def _spelt(column: str, cells: pd.Series) -> list[str]:
    return [codes.code(column, cell) for cell in cells]


def _rated(chain: Chain, cells: pd.Series) -> list[str | None]:
    settings = chain.snapshot.settings.cpas
    return [settings.title(cell) if isinstance(cell, str) else None for cell in cells]


def _sides(asked: Asked) -> Page:
    shot, filters = asked.shot, asked.filters
    table = sides.of(shot, filters, asked.one_of(SORT, sides.SORTS, sides.NAME))
    level = headlines.level_name(sides.level_of(shot, filters))
    named = table.assign(name=table["name"].where(table["area_id"] != sides.UNNAMED, _("In none of these")))
    columns = ["name", "done", "planned", "sections", "incidents", "fatalities", "targeting_civilians", "gaps"]
    made_up = shot.table("activities")["illustrative"].fillna(False).any()
    planned = asked.scene.edition.kept("evidence_areas", ["planned"])
    both, alone = (
        _("What was done and planned, and what was recorded, {period}"),
        _("What was done, and what was recorded, {period}"),
    )
    heading = both if planned else alone
    return asked.page(
        titles.sides(table, filters.span, level),
        tables=[
            listed.of(
                heading.format(period=formats.period(filters.span)),
                (level.capitalize(), _("Activities done"), _("Planned"), _("By section"), _("Incidents"),
                 _("Reported deaths"), _("Targeting civilians"), _("Silent months")),
                named[columns],
                _("Side by side only: neither explains the other. The absence of incidents is not the absence of need"),
                key="evidence_areas",
            )
        ],
        notes=[_("Activities are illustrative here: no source states them.") if made_up else ""],
    )  # fmt: skip
