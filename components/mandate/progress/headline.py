"""Findings of the views of progress, as sentences made from numbers."""

from datetime import date

from components.mandate.desk import Desk
from components.mandate.progress import found
from data.i18n import _, language, ngettext
from data.mandate import strategies, tasks
from data.words import formats, titles


def of(desk: Desk, view: str) -> str:
    """The headline of a view."""
    find = {"framework": _strategies, "decision": _decisions, "due": _due}.get(view, _courses)
    return desk.once(("headline", view, language()), lambda: find(desk))


def _courses(desk: Desk) -> str:
    return titles.courses(tasks.counts(desk.tasks, desk.day), found.of_tasks(desk))


def _strategies(desk: Desk) -> str:
    if desk.table("activities").empty:
        without = len(strategies.without(desk.ordered))
        words = ngettext("{n} task serves no strategy", "{n} tasks serve no strategy", without)
        return words.format(n=formats.number(without))
    count = len(found.unlinked(desk))
    words = ngettext("{n} activity is linked to no strategy", "{n} activities are linked to no strategy", count)
    return words.format(n=formats.number(count))


def _decisions(desk: Desk) -> str:
    return titles.decisions(desk.tasks, desk.day)


def _due(desk: Desk) -> str:
    return titles.due(found.due_within(desk, 90), len(found.past_due(desk)))


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
