"""Titles of the parts of pages Mandate and Evidence, made from their rows: what the page and its file both say."""

from datetime import date

import pandas as pd

from data.i18n import _, ngettext
from data.mandate import conflicts, cpas, items, plan
from data.mandate.plan import Plan
from data.mandate.tasks import Counts
from data.periods import Period
from data.words import formats


def courses(counts: Counts, rows: pd.DataFrame) -> str:
    """How many tasks and indicators are off course. `rows` are items of the tasks, by `key`: see `progress.of`."""
    off = counts.by_status["off_course"]
    first = ngettext("{n} of {all} task reported off course", "{n} of {all} tasks reported off course", counts.leaves)
    parts = [first.format(n=formats.number(off), all=formats.number(counts.leaves))]
    own = rows.drop_duplicates("key")
    own = own[own["kind"] == items.INDICATOR]
    if len(own):
        behind, unknown = int((own["course"] == "off_course").sum()), int((own["course"] == "no_data").sum())
        words = ngettext("{n} of {all} indicator off course", "{n} of {all} indicators off course", len(own))
        parts.append(words.format(n=formats.number(behind), all=formats.number(len(own))))
        parts += [_("{n} not known").format(n=formats.number(unknown))] if unknown else []
    if counts.decisions:
        words = ngettext("{n} decision asked", "{n} decisions asked", counts.decisions)
        parts.append(words.format(n=formats.number(counts.decisions)))
    return _("; ").join(parts)


def decisions(own: pd.DataFrame, day: date) -> str:
    """How many decisions tasks ask of leadership, and how many were asked for by an earlier day."""
    asked = own[own["decision_asked"].notna()]
    late = int((asked["decision_due"].dt.date < day).sum())
    words = ngettext("{n} decision is asked of leadership", "{n} decisions are asked of leadership", len(asked))
    said = words.format(n=formats.number(len(asked)))
    return said + (_("; {n} past the day it was asked for").format(n=formats.number(late)) if late else "")


def due(ahead: pd.DataFrame, late: int) -> str:
    """How much is due in 30 and in 90 days (`ahead`: see `due.soon`), and past due."""
    soon = int((ahead["days_left"] <= 30).sum())
    words = _("{soon} due in 30 days, {all} in 90; {late} past due")
    return words.format(soon=formats.number(soon), all=formats.number(len(ahead)), late=formats.number(late))


def sequence(own: Plan | None, found: int) -> str:
    """The length of the critical path, and how many conflicts there are; no plan where the sequence is a ring."""
    if own is None:
        return _("The sequence of tasks goes round in a ring")
    said = ngettext("{n} conflict in the plan", "{n} conflicts in the plan", found).format(n=formats.number(found))
    if not own.critical:
        return _("No task has both days: there is no path in time; {conflicts}").format(conflicts=said)
    end = formats.day(own.table["earliest_finish"].max())
    if late := plan.overrun(own):
        words = _("By its own sequence the plan ends on {day}, {n} days after its last due day; {conflicts}")
        return words.format(day=end, n=formats.number(late), conflicts=said)
    path = ngettext(
        "{n} task without slack sets the end, {day}", "{n} tasks in a row without slack set the end, {day}",
        len(own.critical),
    )  # fmt: skip
    return _("{path}; {conflicts}").format(path=path.format(n=len(own.critical), day=end), conflicts=said)


def conflict(kind: str, n: int) -> str:
    """So many conflicts of a kind."""
    heads = {
        conflicts.EARLY: ngettext(
            "{n} task starts before the one before it ends", "{n} tasks start before the one before them ends", n
        ),
        conflicts.WAITING: ngettext(
            "{n} task was to start, and one before it is late", "{n} tasks were to start, and one before them is late",
            n,
        ),
        conflicts.RESOURCES: ngettext(
            "{n} essential task is not known to have what it needs",
            "{n} essential tasks are not known to have what they need", n,
        ),
        conflicts.ASSET: ngettext(
            "{n} asset is wanted by two posts on the same days",
            "{n} times an asset is wanted by two posts on the same days", n,
        ),
        conflicts.UNIT: ngettext(
            "{n} unit is needed by two offices on the same days",
            "{n} times a unit is needed by two offices on the same days", n,
        ),
        conflicts.AFTER_MANDATE: ngettext(
            "{n} task is due after the mandate expires", "{n} tasks are due after the mandate expires", n
        ),
        conflicts.PARENT: ngettext(
            "{n} task is due after the task it is a part of", "{n} tasks are due after the task they are a part of", n
        ),
    }  # fmt: skip
    return heads[kind].format(n=formats.number(n))


def assessment(judged: pd.DataFrame, quarters: pd.DataFrame, recommendations: pd.DataFrame, day: date) -> str:
    """The last quarter judged by a day, and how much of what was recommended is carried out."""
    if judged.empty:
        return _("No outcome is assessed by {day}").format(day=formats.day(day))
    quarter = judged["quarter"].max()
    state = _("closed") if cpas.is_closed(quarters, quarter) else _("still open")
    carried = cpas.carried_out(recommendations, day)
    if not carried.due:
        return _("{quarter} is {state}; no recommendation was due").format(quarter=quarter, state=state)
    words = _("{quarter} is {state}; of {all} recommendations that were due, {n} carried out")
    return words.format(
        quarter=quarter, state=state, n=formats.number(carried.carried_out), all=formats.number(carried.due)
    )


def budget(rows: pd.DataFrame, year: str) -> str:
    """How many rows of a budget year depart from what is planned, and how many of them lack their remark."""
    if not year:
        return _("No budget yet")
    departs, missing = int(rows["departs"].sum()), int(rows["remark_missing"].sum())
    words = ngettext("{n} of {all} row of {year} departs from what is planned",
                     "{n} of {all} rows of {year} depart from what is planned", len(rows))  # fmt: skip
    said = words.format(n=formats.number(departs), all=formats.number(len(rows)), year=year)
    if not missing:
        return said
    lacking = ngettext("{n} remark is missing", "{n} remarks are missing", missing).format(n=formats.number(missing))
    return _("{finding}; {lacking}").format(finding=said, lacking=lacking)


def chain(where: str, period: Period, counts: dict[str, int]) -> str:
    """What stands in the chain of evidence, counted (`threats`, `incidents`, `tasks`, `open`); none derived of another.

    `open` are the recommendations that are.
    """
    threats, incidents, tasks, opened = (counts[name] for name in ("threats", "incidents", "tasks", "open"))
    parts = [
        ngettext("{n} assessed threat", "{n} assessed threats", threats).format(n=formats.number(threats)),
        ngettext("{n} recorded incident", "{n} recorded incidents", incidents).format(n=formats.number(incidents)),
        ngettext("{n} task answers", "{n} tasks answer", tasks).format(n=formats.number(tasks)),
        ngettext("{n} open recommendation", "{n} open recommendations", opened).format(n=formats.number(opened)),
    ]
    return _("{where}, {period}: {parts}").format(where=where, period=formats.period(period), parts=", ".join(parts))


def sides(table: pd.DataFrame, period: Period, level: str) -> str:
    """Counts of both sides over all areas (see `sides.of`), with no word that ties one to the other."""
    done, deaths = int(table["done"].sum()), int(table["fatalities"].sum())
    words = _("{activities} done and {deaths} in {period}, side by side by {level}")
    return words.format(
        activities=ngettext("{n} activity", "{n} activities", done).format(n=formats.number(done)),
        deaths=ngettext("{n} reported death", "{n} reported deaths", deaths).format(n=formats.number(deaths)),
        period=formats.period(period),
        level=level,
    )


def question(code: str) -> str:
    """A question of the briefing (see `data.briefing.finding.QUESTIONS`), as a heading."""
    return {
        "changed": _("What changed?"),
        "threat": _("Where is the assessed threat?"),
        "placed": _("Are we placed for it?"),
        "doing": _("Are we doing what was agreed?"),
    }[code]
