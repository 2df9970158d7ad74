"""Findings of the views of progress, as sentences made from numbers."""

from datetime import date

from components import formats
from components.mandate.desk import Desk
from components.mandate.progress import found
from data.i18n import _, language, ngettext
from data.mandate import items, strategies, tasks


def of(desk: Desk, view: str) -> str:
    """The headline of a view."""
    find = {"framework": _strategies, "decision": _decisions, "due": _due}.get(view, _courses)
    return desk.once(("headline", view, language()), lambda: find(desk))


def _courses(desk: Desk) -> str:
    counts = tasks.counts(desk.tasks, desk.day)
    off = counts.by_status["off_course"]
    first = ngettext("{n} of {all} task reported off course", "{n} of {all} tasks reported off course", counts.leaves)
    parts = [first.format(n=formats.number(off), all=formats.number(counts.leaves))]
    own = found.of_tasks(desk).drop_duplicates("key")
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


def _strategies(desk: Desk) -> str:
    if desk.table("activities").empty:
        without = len(strategies.without(desk.ordered))
        words = ngettext("{n} task serves no strategy", "{n} tasks serve no strategy", without)
        return words.format(n=formats.number(without))
    count = len(found.unlinked(desk))
    words = ngettext("{n} activity is linked to no strategy", "{n} activities are linked to no strategy", count)
    return words.format(n=formats.number(count))


def _decisions(desk: Desk) -> str:
    asked = desk.tasks[desk.tasks["decision_asked"].notna()]
    late = int((asked["decision_due"].dt.date < desk.day).sum())
    words = ngettext("{n} decision is asked of leadership", "{n} decisions are asked of leadership", len(asked))
    said = words.format(n=formats.number(len(asked)))
    return said + (_("; {n} past the day it was asked for").format(n=formats.number(late)) if late else "")


def _due(desk: Desk) -> str:
    rows = found.due_within(desk, 90)
    soon, late = int((rows["days_left"] <= 30).sum()), len(found.past_due(desk))
    words = _("{soon} due in 30 days, {all} in 90; {late} past due")
    return words.format(soon=formats.number(soon), all=formats.number(len(rows)), late=formats.number(late))


def later(measurements: int, statuses: int, day: date) -> str:
    """What is on record of days after the day shown."""
    parts = []
    if measurements:
        words = ngettext("{n} measurement is", "{n} measurements are", measurements)
        parts.append(words.format(n=formats.number(measurements)))
    if statuses:
        words = ngettext("{n} status is", "{n} statuses are", statuses)
        parts.append(words.format(n=formats.number(statuses)))
    said = _(" and ").join(parts)
    words = _("{what} of days after {day}. Later measurements are not used here; statuses are those last given.")
    return words.format(what=said, day=formats.day(day))
