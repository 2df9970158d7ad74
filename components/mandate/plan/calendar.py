"""The calendar: what is missed, what is due in 30 and 90 days, and the steps planned backwards from each date."""

from html import escape

import pandas as pd

from components import download, texts
from components.mandate import words
from components.mandate.desk import Desk
from data.i18n import _, ngettext
from data.mandate import calendar
from data.mandate.plan import Plan
from data.words import formats

NEAR, FAR = 30, 90


def show(desk: Desk, _plan: Plan | None) -> None:
    """Three lists, and all entries to export."""
    table = desk.table("calendar")
    if table.empty:
        texts.info(_("The calendar has no entry yet: import table calendar on page Data, or add rows in the register."))
        return
    missed = calendar.missed(table, desk.day)
    near, far = calendar.coming(table, desk.day, NEAR), calendar.coming(table, desk.day, FAR)
    later = far[far["days_left"] > NEAR]
    if len(missed):
        texts.section(
            ngettext("{n} date has passed and is open", "{n} dates have passed and are open", len(missed)).format(
                n=formats.number(len(missed))
            )
        )
        _list(desk, missed, "days_late")
    for rows, days in ((near, NEAR), (later, FAR)):
        heading = _("Due within {days} days") if days == NEAR else _("Due in 31 to {days} days")
        texts.section(heading.format(days=days), _("From {day} on").format(day=formats.day(desk.day)))
        if rows.empty:
            texts.note(_("Nothing is due."))
        else:
            _list(desk, rows, "days_left")
    lost = calendar.undated(table)
    if len(lost):
        said = ", ".join(lost["title"].head(5))
        texts.warning(
            _("No day can be worked out for: {titles}. Mend before_id in table calendar.").format(titles=said)
        )
    download.table(desk.context, calendar.dated(table), _("the calendar"), "calendar")
    texts.note(
        _(
            "A step is planned backwards: its day is that of the date it leads to, less the days that it takes before "
            "it. States are as recorded in this version."
        )
    )


def _list(desk: Desk, rows: pd.DataFrame, days: str) -> None:
    titles = desk.table("calendar").set_index("entry_id")["title"]
    head = [
        (_("Day"), ""),
        (_("What"), ""),
        (_("Owner"), ""),
        (_("Days left") if days == "days_left" else _("Days late"), "n"),
    ]
    texts.table(head, [_row(row, titles, getattr(row, days)) for row in rows.itertuples(index=False)], stacked=True)


def _row(row: tuple, titles: pd.Series, days: int) -> list[str]:
    step = isinstance(row.before_id, str)
    under = (
        _("step before: {title}").format(title=titles.get(row.before_id, row.before_id))
        if step
        else words.code("entry", row.kind)
    )
    owner = row.owner_post if isinstance(row.owner_post, str) else "–"
    return [
        escape(formats.day(row.day)),
        f'{escape(row.title)}<br><span class="lp-note">{escape(under)}</span>',
        escape(owner),
        formats.number(days),
    ]
