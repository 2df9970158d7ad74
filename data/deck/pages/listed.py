"""Tables of pages of a file that several views share: assessed threats, areas, types, decisions, what is due."""

from collections.abc import Sequence

import pandas as pd

from data.deck.model import Cell, Table
from data.deck.pages.asked import Asked
from data.i18n import _
from data.incidents import summary, types
from data.incidents.rows import Rows
from data.mandate import due, tasks
from data.threats import judgements
from data.words import codes, formats, headlines, palette

DUE_DAYS = 30


def known(value: object) -> Cell:
    """A cell: None where it is unknown, a number as a number, a day as the language writes it."""
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return formats.day(value)
    plain = value.item() if hasattr(value, "item") else value
    return int(plain) if isinstance(plain, float) and plain.is_integer() else plain


def of(title: str, head: Sequence[str], rows: pd.DataFrame, note: str = "", *, key: str = "") -> Table:
    """A frame with one column a head as a table; `key` is the one that an edition keeps it by."""
    shown = tuple(tuple(map(known, row)) for row in rows.itertuples(index=False, name=None))
    return Table(title, tuple(head), shown, note, key, tuple(map(str, rows.columns)))


def threats(asked: Asked) -> Table:
    """The judgements of sections that hold on the last day of the period."""
    shot, filters = asked.shot, asked.filters
    rows = judgements.valid(shot.table("assessed_threats"), filters.areas, shot.areas, filters.end)
    rows = rows.assign(area=rows["area_id"].map(shot.area_names()).fillna(rows["area_id"]))
    rows = rows.assign(confidence=[codes.code("confidence", own) for own in rows["confidence"]])
    return of(
        _("Assessed threats"),
        (_("Area"), _("Judgement"), _("By"), _("Assessed"), _("Confidence")),
        rows[["area", "judgement", "section", "assessed_on", "confidence"]],
        _("Judgements of the sections named, not derived from incidents; valid on {day}").format(
            day=formats.day(filters.end)
        ),
        key="assessed_threats",
    )


def areas(asked: Asked, rows: Rows, level: int) -> Table:
    """Every area of a level that has an incident, most first."""
    counted = summary.by_area(rows, asked.shot.areas, level)
    counted = counted[counted["incidents"] > 0]
    name = headlines.level_name(level)
    return of(
        headlines.most_affected(counted, name) if len(counted) else "",
        (name.capitalize(), _("Incidents"), _("Reported deaths")),
        counted[["name", "incidents", "fatalities"]],
        headlines.outside(rows, asked.shot, level) if level else "",
        key="areas",
    )


def by_type(rows: Rows) -> Table:
    """Incidents and deaths by type, those that occur."""
    table = summary.by_type(rows)
    table = table[table["incidents"] > 0]
    shown = table.assign(name=table["event_type"].map(types.label))[["name", "incidents", "fatalities"]]
    return of(_("Incidents by type"), (_("Type"), _("Incidents"), _("Reported deaths")), shown, key="types")


def decisions(own: pd.DataFrame) -> Table:
    """What tasks ask of leadership, the soonest first."""
    asked = own[own["decision_asked"].notna()].sort_values("decision_due", kind="stable")
    shown = asked.assign(status=asked["status"].map(palette.status_name))
    return of(
        _("Tasks that need a decision"),
        (_("Task"), _("Decision asked"), _("By"), _("Status"), _("Section that leads")),
        shown[["title", "decision_asked", "decision_due", "status", "lead_section"]],
        key="decisions",
    )


def open_on(asked: Asked, own: pd.DataFrame) -> pd.DataFrame:
    """All that is open on the last day and has a day, of some tasks and the mission: see `due.everything`."""
    rest = (asked.shot.table(name) for name in ("actions", "recommendations", "calendar"))
    return due.everything(due.Open(tasks.tree(own), *rest), asked.filters.end)


def actions_due(asked: Asked, own: pd.DataFrame, kinds: Sequence[str] = due.KINDS, days: int = DUE_DAYS) -> Table:
    """What of some kinds (see `due.KINDS`) is past due, or due in the days ahead, the soonest first."""
    day = pd.Timestamp(asked.filters.end)
    every = open_on(asked, own)
    soon = every[(every["due"] <= day + pd.Timedelta(days=days)) & every["kind"].isin(kinds)]
    late = (soon["due"] < day).map({True: _("past due"), False: _("due")})
    words = _("As of {day}; what is past due and open, and what is due in {n} days")
    return of(
        _("Past due, or due soon"),
        (_("Due"), _("What"), _("Kind"), _("Owner"), _("State")),
        soon.assign(kind=soon["kind"].map(due_names()), state=late)[["due", "title", "kind", "owner", "state"]],
        words.format(day=formats.day(day), n=formats.number(days)),
        key="due",
    )


def due_names() -> dict[str, str]:
    """What can be due, for people."""
    return {
        "task": _("Task"),
        "decision": _("Decision asked"),
        "action": _("Action"),
        "recommendation": _("Recommendation"),
        "calendar": _("Calendar"),
    }
