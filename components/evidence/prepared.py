"""Before an operation: the harm that was weighed, who signed, and the notes that were sent ahead."""

from html import escape

import pandas as pd
import streamlit as st

from components import cached, texts
from components.evidence.desk import Desk
from components.mandate import words
from data.i18n import _, isolated
from data.mandate import operations
from data.mandate.operations import Prepared
from data.words import formats


def of(desk: Desk, operation: pd.Series) -> Prepared:
    """What was done by the day, worked out once for all who ask the same."""
    shot, asked = desk.context.snapshot, ("prepared", operation["operation_id"], desk.day)
    return cached.once(shot, asked, lambda: operations.prepared(shot, operation, desk.day))


def show(desk: Desk, operation: pd.Series) -> None:
    """The harm assessment: each risk, what is done about it and what remains; and the decision, signed by post."""
    own = of(desk, operation)
    texts.section(
        _("Before: harm that it may bring, as assessed"),
        _("Judgements of sections on what the operation may bring to people, and what remains with mitigation"),
    )
    texts.table(
        [(_("Risk"), ""), (_("Likelihood"), ""), (_("Consequence"), ""), (_("Mitigation"), ""), (_("Remains"), "")],
        [*(_risk(row) for row in own.harm.itertuples(index=False)), *(_open(risk) for risk in own.unassessed)],
        stacked=True,
    )
    _decision(desk, operation)


def _risk(row: tuple) -> list[str]:
    by = [isolated(str(value)) for value in (row.section, row.basis) if pd.notna(value)]
    below = f'<br><span class="lp-note">{escape("; ".join(by))}</span>' if by else ""
    return [
        escape(words.code("risk", row.risk)) + below,
        _level(row.likelihood),
        _level(row.consequence),
        escape("–" if pd.isna(row.mitigation) else row.mitigation),
        _level(row.remains),
    ]


def _level(value: object) -> str:
    return f'<span style="white-space:nowrap">{escape(words.code("level", value))}</span>'


def _open(risk: str) -> list[str]:
    return [escape(words.code("risk", risk)), f'<b class="lp-note">{escape(_("not assessed"))}</b>', "–", "–", "–"]


def _decision(desk: Desk, operation: pd.Series) -> None:
    if pd.isna(operation["decision"]) or operation["signed_on"] > pd.Timestamp(desk.day):
        texts.note(_("No decision was signed by {day}.").format(day=formats.day(desk.day)))
        return
    signed = _("Signed by {post}, {day}").format(
        post=operation["signed_by_post"], day=formats.day(operation["signed_on"])
    )
    what = escape(words.code("decision", operation["decision"]))
    st.html(
        f'<div class="lp-finding ask"><p><b>{what}:</b> {escape(operation["decision_reason"])}</p>'
        f"<p>{escape(signed)}</p></div>"
    )


def lacking(desk: Desk, operation: pd.Series) -> None:
    """What is missing before it, in words."""
    own = of(desk, operation)
    texts.section(_("What is lacking before it"), _("As on record on {day}").format(day=formats.day(desk.day)))
    if not own.lacking:
        texts.note(_("Nothing that is asked for here: risks assessed, decision signed, notes sent and acknowledged."))
        return
    st.html("".join(f'<p class="lp-field">○ {escape(lack_name(code))}</p>' for code in own.lacking))


def lack_name(code: str) -> str:
    """Something that is lacking, for people."""
    return {
        operations.NO_AREAS: _("no area is named"),
        operations.NO_TIERS: _("no tier of protection is named"),
        operations.RISKS_OPEN: _("not every risk is assessed"),
        operations.NO_DECISION: _("no decision is signed: go, adapt or forego"),
        operations.SIGNED_LATE: _("the harm assessment was signed after the first day"),
        operations.NOT_SENT: _("an advance note was not sent to OCHA or to the RC/HC"),
        operations.NOT_ACKNOWLEDGED: _("an advance note was not acknowledged"),
        operations.AREAS_UNTOLD: _("an advance note does not name every area"),
    }[code]


def notes(desk: Desk, operation: pd.Series) -> None:
    """The advance notes: sent or not, acknowledged or not, and how many days ahead; areas and days, nothing else."""
    own = of(desk, operation)
    texts.section(_("Advance notes to humanitarian coordinators"), _("Areas and days only; coordination, not linkage"))
    texts.table(
        [(_("To"), ""), (_("Sent"), ""), (_("Acknowledged"), ""), (_("Days ahead"), "n")],
        [_note(desk, row) for row in own.notes.itertuples(index=False)],
        stacked=True,
    )


def _note(desk: Desk, row: tuple) -> list[str]:
    if pd.isna(row.sent_on):
        return [escape(row.receiver), f"<b>{escape(_('not sent'))}</b>", "–", "–"]
    untold = ", ".join(isolated(desk.names.get(area, area)) for area in str(row.untold).split("; ") if area)
    without = f'<br><span class="lp-note">{escape(_("without {areas}").format(areas=untold))}</span>' if untold else ""
    remark = f'<br><span class="lp-note">{escape(row.remark)}</span>' if pd.notna(row.remark) else ""
    late = f'<br><b style="color:var(--lp-warn)">{escape(_("after it began"))}</b>' if row.lead_days < 0 else ""
    return [
        escape(row.receiver) + remark,
        escape(formats.day(row.sent_on)) + without,
        escape(formats.day(row.acknowledged_on)) if pd.notna(row.acknowledged_on) else escape(_("not yet")),
        formats.number(row.lead_days) + late,
    ]
