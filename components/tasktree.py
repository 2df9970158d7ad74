"""The task tree as a table: status with its reason, lead, due date, progress; and incidents where a task works."""

from html import escape

import pandas as pd
import streamlit as st

from components import links, texts, views
from components.context import Context
from components.mandate import words
from data.i18n import _
from data.incidents import frame
from data.mandate import tasks
from data.schema import split
from data.words import formats, palette


def filtered(rows: pd.DataFrame, choice: str, context: Context) -> pd.DataFrame:
    """The tasks of a status, or those that need a decision or are overdue."""
    if choice == "decision":
        return rows[rows["decision_asked"].notna()]
    if choice == "overdue":
        return rows[tasks.overdue(rows, context.filters.end) & rows["is_leaf"]]
    return rows if choice == "all" else rows[(rows["status"] == choice) & rows["is_leaf"]]


def choice_name(code: str) -> str:
    """A choice of the filter above the tree."""
    names = {"all": _("All"), "decision": _("Need a decision"), "overdue": _("Overdue")}
    return names.get(code) or palette.status_name(code)


def table(context: Context, rows: pd.DataFrame) -> None:
    """Tasks in reading order, children set in below their parent."""
    late = tasks.overdue(rows, context.filters.end)
    frameworks = context.snapshot.table("frameworks")
    strategies = dict(zip(frameworks["framework_id"], frameworks["title"], strict=True))
    texts.table(
        [
            (_("Task"), ""),
            (_("Status"), ""),
            (_("Lead"), ""),
            (_("Importance"), ""),
            (_("Sequence"), ""),
            (_("Due"), "n"),
            (_("Own output delivered"), ""),
        ],
        [
            _row(context, row, bool(is_late), strategies)
            for row, is_late in zip(rows.itertuples(index=False), late, strict=True)
        ],
        stacked=True,
    )


def _row(context: Context, row: tuple, late: bool, strategies: dict[str, str]) -> list[str]:
    indent = f"padding-left:{1.1 * row.depth:.1f}rem"
    weight = "650" if row.depth == 0 else "400"
    ask = (
        f'<br><span class="lp-note">{escape(_("Decision asked"))}: {escape(row.decision_asked)}</span>'
        if _given(row.decision_asked)
        else ""
    )
    reason = f'<br><span class="lp-note">{escape(row.status_reason)}</span>' if _given(row.status_reason) else ""
    section = f'<br><span class="lp-note">{escape(row.lead_section)}</span>' if _given(row.lead_section) else ""
    due = formats.day(row.due) + (
        f'<br><b style="color:{context.palette.statuses["off_course"]}">{escape(_("overdue"))}</b>' if late else ""
    )
    lead = palette.component_name(row.lead_component) if _given(row.lead_component) else "–"
    about = _about(row, strategies)
    after = _("after {tasks}").format(tasks=", ".join(split(row.after))) if _given(row.after) else "–"
    return [
        f'<div style="{indent};font-weight:{weight}">{escape(row.task_id)} &nbsp;{escape(row.title)}{about}{ask}</div>',
        texts.status(row.status, context.palette) + reason,
        escape(lead) + section + _supported(row),
        escape(words.code("importance", row.importance)),
        escape(after),
        due,
        progress(row),
    ]


def _about(row: tuple, strategies: dict[str, str]) -> str:
    """The paragraph (unverified until checked), the Mission's role, the counterpart and the strategies, as HTML."""
    parts = []
    if _given(row.paragraph):
        known = pd.notna(row.paragraph_verified) and bool(row.paragraph_verified)
        said = _("paragraph {number}") if known else _("paragraph {number} (unverified)")
        parts.append(said.format(number=row.paragraph))
    parts += [words.code("role", row.role)] if _given(row.role) else []
    parts += [_("with {counterpart}").format(counterpart=row.counterpart)] if _given(row.counterpart) else []
    served = [strategies.get(code, code) for code in split(row.framework_ids)]
    parts += [_("serves {strategies}").format(strategies=", ".join(served))] if served else []
    said = escape(" · ".join(parts))
    return f'<br><span class="lp-note" style="font-weight:400">{said}</span>' if said else ""


def _supported(row: tuple) -> str:
    sections = ", ".join(split(row.supporting_sections))
    said = escape(_("supported by {sections}").format(sections=sections)) if sections else ""
    return f'<br><span class="lp-note">{said}</span>' if said else ""


def progress(row: tuple) -> str:
    """The share of the task's own output as a bar with words; an unknown one is said to be unknown, never zero."""
    if pd.isna(row.progress):
        return f'<span class="lp-note">{escape(_("no measurement") if row.is_leaf else _("see tasks below"))}</span>'
    width = round(100 * row.progress)
    basis = f'<br><span class="lp-note">{escape(row.progress_basis)}</span>' if _given(row.progress_basis) else ""
    return (
        f'<span class="lp-bar"><span style="width:{width}%"></span></span>{escape(formats.share(row.progress))}{basis}'
    )


def _given(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def one(context: Context, rows: pd.DataFrame) -> None:
    """One task: where it works, and how many incidents were recorded there in the period, with the way to them."""
    labels = dict(zip(rows["task_id"], rows["task_id"] + "  " + rows["title"], strict=True))
    options = ["", *labels]
    if views.TASK.value not in options:
        st.session_state[views.TASK.name] = ""
    st.selectbox(
        _("Task and place"), options, key=views.TASK.name, format_func=lambda t: labels.get(t, _("Choose a task …"))
    )
    if not views.TASK.value:
        return
    row = rows[rows["task_id"] == views.TASK.value].iloc[0]
    shot, names = context.snapshot, context.snapshot.area_names()
    area_ids = tuple(a for a in split(row["area_ids"]) if a in names)
    where = ", ".join(names[a] for a in area_ids) or shot.settings.country
    selected = shot.select(context.filters)
    inside = int(frame.area_mask(selected, area_ids, shot.vocabulary.areas).sum()) if area_ids else len(selected)
    words = _(
        "{n} incidents recorded where this task works ({where}) in {period}. "
        "That is the setting of the task, not its effect."
    )
    texts.note(words.format(n=formats.number(inside), where=where, period=formats.period(context.filters.span)))
    for page, label in (("incidents", _("See these incidents →")), ("footprint", _("See bases there →"))):
        query = links.query_for(context.filters, areas=area_ids or context.filters.areas)
        st.page_link(views.page(page), label=label, query_params=query)
