"""The steps in the middle: base towns in reach, and the tasks and sections that answer."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import TypeVar

import pandas as pd
import streamlit as st

from components import links, texts, views
from components.evidence.desk import Desk
from components.footprint.pieces import signs
from components.sheet import tasks as sheet
from data.i18n import _, isolated, ngettext
from data.incidents import subsets
from data.schema import split
from data.words import formats

MOST, MOST_FOLDED = 5, 40
Row = TypeVar("Row")


def bases(desk: Desk) -> None:
    """Base towns with an incident within reach, or in the areas."""
    chain = desk.chain
    rows, reached = desk.link("bases"), chain.reached
    radius = formats.number(reached.radius_km)
    heading = ngettext("3. Base town in reach or area: {n}", "3. Base towns in reach or area: {n}", len(rows))
    texts.section(heading.format(n=formats.number(len(rows))), reached.words.capitalize())
    covered, everything = reached.covered["incidents"], reached.everything["incidents"]
    code = f"{subsets.WITHIN}{reached.radius_km:g}"
    query = links.query_for(chain.counted, **{views.ROWS.name: code})
    said = _("{n} of {all} incidents lie within {radius} km of a base town").format(
        n=texts.FIGURE, all=formats.number(everything), radius=radius
    )
    texts.figures_note([texts.with_rows(said, formats.number(covered), views.href("incidents", query))])
    if rows.empty:
        return
    folded(
        "bases",
        [(_("Town"), ""), (_("Components"), ""), (_("Functions"), ""), (_("Incidents in reach"), "n")],
        list(rows.head(MOST_FOLDED).itertuples(index=False)),
        lambda row: _base(desk, row),
        len(rows),
    )
    st.page_link(views.page("footprint"), label=_("See footprint →"), query_params=links.query_for(chain.counted))


def _base(desk: Desk, row: tuple) -> list[str]:
    marks = [] if row.inside else [_("outside the area")]
    marks += [_("illustrative")] if row.illustrative else []
    below = f'<br><span class="lp-note">{escape(", ".join(marks))}</span>' if marks else ""
    functions = ", ".join(split(row.functions)) or _("unknown")
    return [
        escape(row.name) + below,
        signs(list(split(row.component_type)), desk.context),
        escape(functions),
        formats.number(row.incidents),
    ]


def tasks(desk: Desk) -> None:
    """The tasks that hold there on the day, with the sections that lead and support."""
    rows = desk.link("tasks")
    heading = ngettext("4. Task that answers: {n}", "4. Tasks that answer: {n}", len(rows))
    texts.section(
        heading.format(n=formats.number(len(rows))),
        _("Open on {day}, by areas and days; owners are sections, never persons").format(day=formats.day(desk.day)),
    )
    if rows.empty:
        texts.note(_("No task of a mandate in force covers this on that day."))
        return
    mandates = desk.table("mandates").set_index("mandate_id")
    folded(
        "tasks",
        [(_("Task"), ""), (_("Leads and supports"), ""), (_("Holds for"), ""), (_("Status"), "")],
        desk.first("tasks", MOST_FOLDED),
        lambda row: _task(desk, mandates, row),
        len(rows),
    )
    assessed = rows["assessed_on"].max()
    if assessed > pd.Timestamp(desk.day):
        texts.note(_("Statuses were given on {day}, after this period.").format(day=formats.day(assessed)))


def _task(desk: Desk, mandates: pd.DataFrame, row: tuple) -> list[str]:
    known = row.mandate_id in mandates.index
    address = sheet.href(desk.context, mandates.loc[row.mandate_id], row.task_id, desk.day) if known else ""
    supports = ", ".join(isolated(section) for section in split(row.supporting_sections))
    below = f'<br><span class="lp-note">{escape(_("with {sections}").format(sections=supports))}</span>'
    reason = f'<br><span class="lp-note">{escape(row.status_reason)}</span>' if pd.notna(row.status_reason) else ""
    named = f"{row.task_id}  {isolated(row.title)}"
    return [
        texts.to_rows(named, address) if address else escape(named),
        escape(sheet.lead(row)) + (below if supports else ""),
        escape(sheet.holds_for(row, desk.names) or desk.context.snapshot.settings.country),
        texts.status(row.status, desk.context.palette) + reason,
    ]


def folded(
    key: str, head: list[tuple[str, str]], rows: Sequence[Row], drawn: Callable[[Row], list[str]], count: int
) -> None:
    """A table of the first rows, more of them folded below it; that not all `count` of them are there is said."""
    texts.table(head, [drawn(row) for row in rows[:MOST]], stacked=True)
    with more(key, count - MOST) as fold:
        if not fold:
            return
        texts.table(head, [drawn(row) for row in rows[MOST:MOST_FOLDED]], stacked=True)
        if count > MOST_FOLDED:
            words = _("The first {n} of {all}; page Mandate has all.")
            texts.note(words.format(n=formats.number(MOST_FOLDED), all=formats.number(count)))


@contextmanager
def more(key: str, count: int) -> Iterator[bool]:
    """A fold that says how many more rows it has, and whether it is open: what is in it is drawn only then."""
    if count <= 0:
        yield False
        return
    label = _("{n} more").format(n=formats.number(count))
    with st.expander(label, key=f"evidence_more_{key}", on_change="rerun") as fold:
        yield bool(fold.open)
