"""Tasks of two mandates beside what is known of each: incidents, assessments, indicators, and what it asks for."""

from dataclasses import dataclass
from html import escape

import numpy as np
import pandas as pd

from components import cached, download, links, texts, views
from components.mandate import words
from components.mandate.cpas.pieces import by_day, rating
from components.mandate.desk import Desk
from components.mandate.plan import pieces
from components.mandate.progress import found
from data.i18n import _, language, ngettext
from data.incidents import frame
from data.incidents.rows import Rows
from data.mandate import change, cpas
from data.schema import split
from data.words import formats, palette

MOST_ROWS = 40


def show(desk: Desk, sides: tuple[str, str]) -> None:
    """Tasks by what happens to them, with evidence and needs beside each."""
    both, beside = compared(desk, sides), _beside(desk)
    names = {
        change.ADDED: _("Added tasks"),
        change.DROPPED: _("Dropped tasks"),
        change.CARRIED: _("Tasks carried over"),
    }
    for kind in (change.ADDED, change.DROPPED, change.CARRIED):
        rows = both[both["kind"] == kind]
        texts.section(f"{names[kind]}: {formats.number(len(rows))}")
        if rows.empty:
            texts.note(_("None."))
            continue
        head = [(_("Task"), ""), (_("Evidence"), ""), (_("Resource implication"), "")]
        texts.table(
            head,
            [_task_row(desk, row, beside) for row in rows.head(MOST_ROWS).itertuples(index=False)],
            stacked=True,
        )
        if len(rows) > MOST_ROWS:
            texts.note(_("{n} more are in the export.").format(n=formats.number(len(rows) - MOST_ROWS)))
    download.table(desk.context, both, _("tasks compared"), "mandate_change")


def compared(desk: Desk, sides: tuple[str, str]) -> pd.DataFrame:
    """The tasks of two mandates, once a version: see `change.tasks`."""
    shot = desk.context.snapshot
    return cached.once(shot, ("change", *sides), lambda: change.tasks(shot.table("tasks"), *sides))


@dataclass(frozen=True)
class Beside:
    """What stands beside the tasks: their cells, requests, outcomes, courses and incidents by place.

    `lookups` say by a task's areas which incidents lie there; `told` and `counted` fill as rows are drawn.
    """

    tasks: dict[str, change.Row]
    asked: dict[str, list[str]]
    outcomes: dict[str, frozenset[str]]
    told: dict[frozenset[str], str]
    courses: dict[str, dict[str, int]]
    incidents: Rows
    lookups: dict[tuple[str, ...], dict[str, np.ndarray]]
    counted: dict[tuple[str, ...], int]
    period: str


def _beside(desk: Desk) -> Beside:
    shot = desk.context.snapshot
    return Beside(
        tasks=cached.once(shot, "task records", lambda: change.records(shot.table("tasks"))),
        asked=cached.once(shot, "assets asked", lambda: change.asked_for(shot.table("asset_requests"))),
        outcomes=cached.once(shot, "outcomes of tasks", lambda: change.outcomes_of(shot.table("outcomes"))),
        told={},
        courses=cached.once(shot, ("courses", desk.day), lambda: change.courses(found.states(desk))),
        incidents=shot.select(desk.context.filters),
        lookups=cached.once(shot, "areas of tasks", lambda: _lookups(desk)),
        counted={},
        period=formats.period(desk.context.filters.span),
    )


def _lookups(desk: Desk) -> dict[tuple[str, ...], dict[str, np.ndarray]]:
    """By the areas of each task, which incidents lie in them: see `frame.area_lookups`."""
    shot = desk.context.snapshot
    every = {split(cell) for cell in shot.table("tasks")["area_ids"]} - {()}
    return {own: frame.area_lookups(shot.events, own, shot.vocabulary.areas) for own in every}


def _task_row(desk: Desk, row: tuple, beside: Beside) -> list[str]:
    ids = tuple(one for one in (row.before, row.after) if isinstance(one, str))
    from_ = f"<br>{pieces.note(_('continues {task}').format(task=ids[0]))}" if len(ids) == 2 else ""
    return [
        pieces.to_task(desk, ids[-1]) + from_ + _changed(desk, row, beside),
        "<br>".join(_evidence(desk, ids, beside)),
        "<br>".join(_needs(row, beside)),
    ]


def _changed(desk: Desk, row: tuple, beside: Beside) -> str:
    """What of a carried task is other, before → after."""
    names = {
        "role": _("Role"), "importance": _("Importance"), "area_ids": _("Areas"), "lead_component": _("Lead component"),
        "lead_section": _("Lead section"), "supporting_sections": _("Supporting sections"),
        "counterpart": _("Counterpart"), "framework_ids": _("Strategies"),
    }  # fmt: skip
    lines = [
        f"{names[column]}: {_cell(desk, column, beside.tasks[row.before][column])} → "
        f"{_cell(desk, column, beside.tasks[row.after][column])}"
        for column in split(row.changed)
    ]
    return "".join(f"<br>{pieces.note(line)}" for line in lines)


def _cell(desk: Desk, column: str, cell: object) -> str:
    if column == "area_ids":
        names = desk.context.snapshot.area_names()
        return ", ".join(names.get(one, one) for one in split(cell)) or _("whole country")
    if column == "lead_component":
        return palette.component_name(cell) if isinstance(cell, str) else "–"
    if column in ("supporting_sections", "framework_ids"):
        return ", ".join(split(cell)) or "–"
    return words.code(column, cell)


def _evidence(desk: Desk, ids: tuple[str, ...], beside: Beside) -> list[str]:
    """What is known of a task (and the one that it continues), as lines of HTML."""
    filters = desk.context.filters
    area_ids = split(beside.tasks[ids[-1]]["area_ids"])
    query = links.query_for(filters, areas=area_ids or filters.areas)
    figure = texts.to_rows(formats.number(_incidents(area_ids, beside)), views.href("incidents", query))
    first = _("{n} recorded incidents where it works in {period}")
    outcome_ids = frozenset().union(*(beside.outcomes.get(one, frozenset()) for one in ids))
    return [
        escape(first.format(n=texts.FIGURE, period=beside.period)).replace(texts.FIGURE, figure),
        pieces.note(_told(desk, outcome_ids, beside)),
        pieces.note(_courses([beside.courses.get(one, {}) for one in ids])),
    ]


def _incidents(area_ids: tuple[str, ...], beside: Beside) -> int:
    """Incidents under the filters in some areas, counted once a run; in the whole country without any."""
    if area_ids not in beside.counted:
        rows = beside.incidents
        inside = int(frame.mask_of(rows, beside.lookups[area_ids]).sum()) if area_ids else len(rows)
        beside.counted[area_ids] = inside
    return beside.counted[area_ids]


def _told(desk: Desk, outcome_ids: frozenset[str], beside: Beside) -> str:
    """The last assessment of some outcomes in words, worked out once a day and language."""
    if not outcome_ids:
        return _not_assessed()
    if outcome_ids not in beside.told:
        asked = ("assessed in change", tuple(sorted(outcome_ids)), desk.day, language())
        beside.told[outcome_ids] = cached.once(
            desk.context.snapshot, asked, lambda: _assessed(desk, change.judged(by_day(desk), outcome_ids))
        )
    return beside.told[outcome_ids]


def _not_assessed() -> str:
    return _("No assessment of an outcome that it works towards")


def _assessed(desk: Desk, rows: pd.DataFrame) -> str:
    """The last assessment as counts of ratings of the extent."""
    if rows.empty:
        return _not_assessed()
    scale = cpas.codes(desk.context.snapshot.settings.cpas)
    counts = rows["extent"].value_counts()
    told = [f"{counts[code]} × {rating(desk, code)}" for code in scale if code in counts]
    unrated = len(rows) - int(sum(counts.get(code, 0) for code in scale))
    told += [f"{unrated} × {_('not rated')}"] if unrated else []
    return _("Assessed {quarter}, extent: {counts}").format(quarter=rows["quarter"].iloc[0], counts=", ".join(told))


def _courses(parts: list[dict[str, int]]) -> str:
    """The course of the indicators of a task, and of the one that it continues."""
    total: dict[str, int] = {}
    for part_ in parts:
        for code, n in part_.items():
            total[code] = total.get(code, 0) + n
    if not total:
        return _("No indicator shows its progress")
    said = ", ".join(f"{total[c]} {palette.status_name(c).lower()}" for c in palette.SIGNS if c in total)
    return _("Indicators: {counts}").format(counts=said)


def _needs(row: tuple, beside: Beside) -> list[str]:
    """What it asks for, line by line as HTML."""
    before, after = (one if isinstance(one, str) else None for one in (row.before, row.after))
    own = change.needs(beside.tasks.get(before), beside.tasks.get(after), beside.asked)
    lines = [escape(words.code("resources", own.resources) if own.resources else _("Resources not recorded"))]
    lines += [pieces.note(own.note)] if own.note else []
    if own.sections_joining and before:
        lines.append(pieces.note(_("Sections that join: {names}").format(names=", ".join(own.sections_joining))))
    elif own.sections_joining:
        lines.append(pieces.note(_("Sections: {names}").format(names=", ".join(own.sections_joining))))
    if own.sections_leaving:
        said = _("Sections that leave: {names}") if after else _("Sections set free: {names}")
        lines.append(pieces.note(said.format(names=", ".join(own.sections_leaving))))
    if own.assets_asked:
        said = ngettext("{n} asset asked for", "{n} assets asked for", len(own.assets_asked))
        lines.append(pieces.note(said.format(n=formats.number(len(own.assets_asked)))))
    return lines
