"""Entering a quarter: the context note, the judgements of one field office on one outcome, and the signature."""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from components import texts
from components.footprint import bases
from components.mandate import saving, words
from components.mandate.cpas.pieces import chosen_quarter, office, rating, short_outcome
from components.mandate.desk import Desk
from data import edit
from data.i18n import _, isolated
from data.mandate import cpas
from data.mandate.cpas_schema import CONFIDENCES, CRITERIA, DIMENSIONS
from data.words import formats

NOTE, JUDGE, CLOSE = "note_", "judge_", "close_"
MOST_SAID = 12


def show(desk: Desk) -> None:
    """The forms of a quarter that is open; of a closed one what closed it."""
    quarter = chosen_quarter(desk)
    if not bases.newest(desk.context):
        return
    bases.example_note(desk.context)
    if cpas.is_closed(desk.table("quarters"), quarter):
        texts.info(_("{quarter} is closed and signed: its notes and judgements are frozen.").format(quarter=quarter))
        return
    _note_form(desk, quarter)
    _judge_form(desk, quarter)
    _closing(desk, quarter)


def _note_form(desk: Desk, quarter: str) -> None:
    notes = desk.table("context_notes")
    own = edit.cells_of(notes[(notes["quarter"] == quarter)])
    texts.section(_("1 Context note"), _("Short: who matters now, and what drives the conflict"))
    where = st.selectbox(
        _("For"), [None, *desk.offices], format_func=lambda one: office(desk, one), key=NOTE + "office"
    )
    seen = next((row for row in own if row["office_id"] == where), None)
    key = f"{NOTE}{quarter}_{where}_"
    with st.form("context_note", enter_to_submit=False):
        actors = st.text_area(_("Who matters now: people and institutions"), (seen or {}).get("actors") or "",
                              key=key + "actors", max_chars=1500, height=90)  # fmt: skip
        drivers = st.text_area(_("What drives the conflict now"), (seen or {}).get("drivers") or "",
                               key=key + "drivers", max_chars=1500, height=90)  # fmt: skip
        post = st.text_input(_("Written by (a post or section, no name)"), (seen or {}).get("written_by_post") or "",
                             key=key + "post", max_chars=120)  # fmt: skip
        if st.form_submit_button(_("Save the note"), type="primary"):
            cells = {
                "actors": actors, "drivers": drivers, "written_by_post": post, "written_on": datetime.now(UTC).date(),
            }  # fmt: skip
            new = {"note_id": edit.new_id("n"), "quarter": quarter, "office_id": where}
            change = edit.changed(seen, **cells) if seen else edit.added(new | cells)
            saving.attempt(desk.context, lambda mission: cpas.save_context(mission, change), _("Saved."), key)


def _judge_form(desk: Desk, quarter: str) -> None:
    """All three dimensions of an outcome by one office, as one version."""
    texts.section(
        _("2 Judgements"), _("Of the knowledge, attitudes and behaviour of those to influence, each with its evidence")
    )
    outcomes = desk.table("outcomes").set_index("outcome_id")
    scale = list(cpas.codes(desk.context.snapshot.settings.cpas))
    if outcomes.empty or not scale:
        texts.info(_("Needs outcomes (table outcomes) and the Mission’s rating scale (cpas.scale in mission.toml)."))
        return
    left, right = st.columns([3, 1])
    outcome = left.selectbox(_("Outcome"), list(outcomes.index), key=JUDGE + "outcome",
                             format_func=lambda one: short_outcome(desk, one))  # fmt: skip
    where = right.selectbox(_("Field office"), [*desk.offices, None], key=JUDGE + "office",
                            format_func=lambda one: office(desk, one))  # fmt: skip
    texts.note(_("To influence: {whom}").format(whom=outcomes.at[outcome, "whom"]))
    rows = desk.table("assessments")
    at_office = rows["office_id"].isna() if where is None else rows["office_id"] == where
    rows = rows[(rows["quarter"] == quarter) & (rows["outcome_id"] == outcome) & at_office]
    seen = {row["dimension"]: row for row in edit.cells_of(rows)}
    key = f"{JUDGE}{quarter}_{outcome}_{where}_"
    with st.form("judge", enter_to_submit=False):
        written = {name: _dimension(desk, name, seen.get(name) or {}, scale, key) for name in DIMENSIONS}
        by = st.text_input(_("Judged by (a section or post, no name)"), key=key + "by", max_chars=120,
                           value=next((row["assessed_by"] or "" for row in seen.values()), ""))  # fmt: skip
        if st.form_submit_button(_("Save the judgements"), type="primary"):
            place = {"quarter": quarter, "outcome_id": outcome, "office_id": where}
            changes = _changes(seen, written, place, by)
            saving.attempt(desk.context, lambda mission: cpas.save_assessments(mission, changes), _("Saved."), key)


def _dimension(desk: Desk, name: str, seen: dict, scale: list[str], key: str) -> dict[str, object]:
    """The cells of one dimension as the user has them."""
    st.html(f'<p class="lp-field"><b>{words.code("dimension", name)}</b></p>')
    columns = st.columns(4)
    cells: dict[str, object] = {}
    for column, criterion in zip(columns, CRITERIA, strict=False):
        held = seen.get(criterion)
        options = [None, *scale, *([held] if held and held not in scale else [])]
        cells[criterion] = column.selectbox(
            words.code("criterion", criterion), options, index=options.index(held), key=f"{key}{name}_{criterion}",
            format_func=lambda code: rating(desk, code),
        )  # fmt: skip
    cells["confidence"] = columns[3].selectbox(
        _("Confidence"), CONFIDENCES, index=CONFIDENCES.index(seen.get("confidence") or "low"),
        key=f"{key}{name}_confidence", format_func=lambda code: words.code("confidence", code),
    )  # fmt: skip
    cells["evidence"] = st.text_input(
        _("Evidence"), seen.get("evidence") or "", key=f"{key}{name}_evidence", max_chars=1000,
        placeholder=_("What the judgement rests on; empty leaves this dimension out"),
    )  # fmt: skip
    return cells


def _changes(
    seen: dict[str, dict], written: dict[str, dict[str, object]], place: dict[str, object], by: str
) -> list[edit.Change]:
    """A change a dimension that somebody wrote something about."""
    told = {"assessed_by": by or None, "assessed_on": datetime.now(UTC).date()}
    found = []
    for name, cells in written.items():
        if name in seen:
            same = all((seen[name][column] or "") == (value or "") for column, value in cells.items())
            found += [] if same else [edit.changed(seen[name], **cells, **told)]
        elif cells["evidence"] or any(cells[criterion] for criterion in CRITERIA):
            new = {"assessment_id": edit.new_id("as"), "dimension": name}
            found.append(edit.added(new | place | cells | told))
    return found


def _closing(desk: Desk, quarter: str) -> None:
    """What is lacking, cell by cell; where nothing is, the signature."""
    texts.section(_("3 Close the quarter"), _("A post signs; from then on it is frozen"))
    assessments = desk.table("assessments")
    gaps = cpas.lacking(assessments, desk.table("context_notes"), desk.table("outcomes"), quarter)
    if len(gaps):
        lines = [_gap(desk, row) for row in gaps.head(MOST_SAID).itertuples(index=False)]
        more = len(gaps) - MOST_SAID
        lines += [_("and {n} more").format(n=formats.number(more))] if more > 0 else []
        texts.warning(_("Lacking before it can be closed: {list}.").format(list="; ".join(lines)))
    missing = cpas.not_repeated(assessments, quarter)
    if len(missing):
        named = "; ".join(
            f"{short_outcome(desk, row.outcome_id, 50)}, {office(desk, row.office_id)}"
            for row in missing.head(MOST_SAID).itertuples(index=False)
        )
        texts.info(
            _("Judged in the quarter before and not in this one; say why in the remark: {list}.").format(list=named)
        )
    with st.form("close_quarter", enter_to_submit=False):
        left, right = st.columns([2, 1])
        post = left.text_input(_("Signed by (a post, no name)"), key=CLOSE + "post", max_chars=120)
        day = right.date_input(_("Closed on"), datetime.now(UTC).date(), key=CLOSE + "day", format="DD/MM/YYYY")
        remark = st.text_input(_("Remark"), key=CLOSE + "remark", max_chars=600)
        if st.form_submit_button(_("Close and sign"), type="primary", disabled=bool(len(gaps))):
            saving.attempt(
                desk.context,
                lambda mission: cpas.close(mission, quarter, post=post, day=day, remark=remark),
                _("{quarter} is closed.").format(quarter=quarter), CLOSE,
            )  # fmt: skip


def _gap(desk: Desk, row: tuple) -> str:
    """One thing that is lacking, in words."""
    what = {
        "context": _("a context note"),
        "outcome": _("any judgement"),
        "dimension": _("this dimension"),
        "evidence": _("evidence"),
    }.get(row.what) or words.code("criterion", row.what).lower()
    about = [short_outcome(desk, row.outcome_id, 50)] if pd.notna(row.outcome_id) else []
    about += [office(desk, row.office_id)] if row.what not in ("context", "outcome") else []
    about += [words.code("dimension", row.dimension)] if pd.notna(row.dimension) else []
    return isolated(f"{', '.join(about)}: {what}" if about else what)
