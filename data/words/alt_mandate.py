"""What the charts of page Mandate say, for those who do not see them: the plan, one indicator, ratings by quarter."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from data.deck.model import Table
from data.i18n import _, ngettext
from data.words import formats, palette
from data.words.alt import Told, rows_of


def plan(rows: pd.DataFrame, critical: Sequence[str], day: date, titles: Mapping[str, str]) -> Told:
    """Bars in time: how many tasks of which status, the next that is due, and how long the critical path is.

    `rows` has task_id, lane, status, begins, ends, slack_days, is_own, a row a bar; a task can stand in several lanes.
    """
    own = rows[rows["is_own"]].drop_duplicates("task_id")
    counted = own["status"].value_counts()
    parts = ", ".join(
        f"{formats.number(counted[code])} {palette.status_name(code).lower()}"
        for code in palette.SIGNS
        if code in counted
    )
    words = ngettext("{n} task in the plan: {parts}.", "{n} tasks in the plan: {parts}.", len(own))
    said = [words.format(n=formats.number(len(own)), parts=parts)]
    ahead = own[own["ends"] >= pd.Timestamp(day)].sort_values("ends", kind="stable")
    if len(ahead):
        first = ahead.iloc[0]
        words = _("Next due: {task}, {day}.")
        said.append(words.format(task=_named(first["task_id"], titles), day=formats.day(first["ends"])))
    if critical:
        words = ngettext("{n} task is on the critical path.", "{n} tasks are on the critical path.", len(critical))
        said.append(words.format(n=formats.number(len(critical))))

    def table() -> Table:
        head = (_("Lane"), _("Task"), _("First day"), _("Due"), _("Status"), _("Slack, days"), _("Critical path"))
        columns = [
            rows["lane"], [_named(task, titles) for task in rows["task_id"]], map(formats.day, rows["begins"]),
            map(formats.day, rows["ends"]), map(palette.status_name, rows["status"]), rows["slack_days"],
            [_("yes") if task in critical else "" for task in rows["task_id"]],
        ]  # fmt: skip
        return Table(_("The plan in time"), head, rows_of(columns))

    return Told(" ".join(said), table)


def _named(task: str, titles: Mapping[str, str]) -> str:
    return f"{task} {formats.short(titles.get(task, ''), 90)}".strip()


def progress(row: pd.Series, day: date) -> str:
    """One indicator or output: the last value, what was planned by the day, and the target.

    `row` has title, unit, value, measured_on, planned, target, target_on.
    """
    title = formats.short(row["title"])
    said = [_("{title}: no measurement up to {day}.").format(title=title, day=formats.day(day))]
    if pd.notna(row["value"]):
        words = _("{title}: {value} {unit} as measured by {day}.")
        said = [
            words.format(
                title=title, value=formats.figure(row["value"]), unit=row["unit"], day=formats.day(row["measured_on"])
            )
        ]
    if pd.notna(row["planned"]):
        words = _("Planned by {day}: {value}.")
        said.append(words.format(day=formats.day(day), value=formats.figure(row["planned"])))
    if pd.notna(row["target"]):
        words = _("Target: {value} by {day}.")
        said.append(words.format(value=formats.figure(row["target"]), day=formats.day(row["target_on"])))
    return " ".join(said)


def ratings(rows: pd.DataFrame, steps: Sequence[str], what: str, last: str) -> Told:
    """Ratings by quarter: how many of the last quarter gave which step of the scale. No office stands above another.

    `rows` has outcome, dimension, office, quarter and rating (None where there is none), by name.
    """
    own = rows[rows["quarter"] == last]
    counted = own["rating"].value_counts()
    parts = ", ".join(f"{step}: {formats.number(counted[step])}" for step in steps if step in counted)
    words = _("{what}, {n} ratings in {quarter}: {parts}.")
    finding = words.format(
        what=what, n=formats.number(own["rating"].notna().sum()), quarter=last, parts=parts or _("none")
    )

    def table() -> Table:
        ordered = rows.sort_values(["outcome", "dimension", "office", "quarter"], kind="stable")
        head = (_("Outcome"), _("Dimension"), _("Field office"), _("Quarter"), _("Rating"))
        names = ("outcome", "dimension", "office", "quarter", "rating")
        return Table(what, head, rows_of([ordered[name] for name in names]))

    return Told(finding, table)
