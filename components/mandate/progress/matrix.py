"""Field offices and sections: how many tasks each pair has and how they stand, by name and without any ranking."""

from html import escape

import streamlit as st

from components import texts
from components.mandate.desk import Desk
from components.mandate.progress import marks
from data.i18n import _
from data.mandate import matrix
from data.mandate.schema import STATUSES

Counts = dict[tuple[str, str], dict[str, int]]


def show(desk: Desk) -> None:
    """The whole view."""
    counts = desk.once("matrix", lambda: _counts(desk))
    if {office for office, _section in counts} <= {""}:
        texts.info(_("No task names a field office yet: column office_ids of table tasks."))
    st.html(f'<p class="lp-note">{marks.key(desk.context.palette)}</p>')
    st.html(_html(desk, counts))
    texts.note(
        _(
            "Tasks by field office and lead section, with the status that was reported; in the order of names. A task "
            "of two offices or sections stands at both. Offices differ in what they are asked to do: counts do not "
            "compare them."
        )
    )


def _counts(desk: Desk) -> Counts:
    """Tasks by office, section and status."""
    found: Counts = {}
    for row in matrix.of(desk.ordered, desk.table("field_offices")).itertuples(index=False):
        found.setdefault((row.office, row.section), dict.fromkeys(STATUSES, 0))[row.status] = row.tasks
    return found


def _html(desk: Desk, counts: Counts) -> str:
    offices = sorted({office for office, _section in counts}, key=lambda name: (not name, name))
    sections = sorted({section for _office, section in counts}, key=lambda name: (not name, name))
    head = "".join(f"<th>{escape(office or _('No office named'))}</th>" for office in offices)
    body = "".join(
        f"<tr><th>{escape(section or _('No lead section'))}</th>"
        + "".join(f"<td>{_cell(desk, counts, (office, section))}</td>" for office in offices)
        + "</tr>"
        for section in sections
    )
    whole = f'<table class="lp-grid lp-pairs"><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="lp-scroll">{whole}</div>'


def _cell(desk: Desk, counts: Counts, pair: tuple[str, str]) -> str:
    return marks.spread(counts[pair], desk.context.palette) if pair in counts else "·"
