"""Forms of part Operations: a risk weighed, an advance note recorded, a decision signed; one version a save."""

from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd
import streamlit as st

from components import links, texts
from components.evidence.desk import Desk
from components.footprint import bases
from components.mandate import words
from data import edit
from data.edit import Cells
from data.errors import InputError, StoreBusyError
from data.i18n import _, isolated
from data.mandate.operations_schema import DECISIONS, LEVELS, RECEIVERS, RISKS
from data.schema import split

SAID, ROUND = "evidence_said", "evidence_round"
LONGEST, LONG = 120, 600


def said() -> None:
    """What was saved just now."""
    if words_ := st.session_state.pop(SAID, None):
        texts.success(words_)


def forms(desk: Desk, operation: pd.Series) -> None:
    """The three forms, folded; only the newest version can be changed."""
    with st.expander(_("Record a risk, an advance note or the decision")):
        if not bases.newest(desk.context):
            return
        bases.example_note(desk.context)
        risk, note, decision = st.tabs([_("Risk"), _("Advance note"), _("Decision")])
        with risk:
            _risk(desk, operation)
        with note:
            _note(desk, operation)
        with decision:
            _decision(desk, operation)


def _seen(desk: Desk, table: str, key: Mapping[str, str]) -> Cells | None:
    """The row as this session saw it first; None where there is none yet."""
    held = st.session_state.setdefault("evidence_seen", {})
    name = (table, *key.values(), st.session_state.get(ROUND, 0))
    if name not in held:
        rows = edit.cells_of(desk.table(table))
        held[name] = next((row for row in rows if all(row[k] == value for k, value in key.items())), None)
    return held[name]


def _risk(desk: Desk, operation: pd.Series) -> None:
    risk = st.selectbox(_("Risk"), RISKS, format_func=lambda code: words.code("risk", code), key="evidence_risk")
    key = {"operation_id": operation["operation_id"], "risk": risk}
    seen = _seen(desk, "harm_assessments", key)
    form = _Form("risk", operation, risk, seen)
    with st.form(form.key, border=False):
        cells = {
            "likelihood": form.level("likelihood", _("Likelihood")),
            "consequence": form.level("consequence", _("Consequence for civilians")),
            "basis": form.text("basis", _("What the judgement rests on")),
            "mitigation": form.text("mitigation", _("What is done about it")),
            "remains": form.level("remains", _("What remains with that")),
            "section": form.line("section", _("Section that judges, never a person")),
            "assessed_on": form.day("assessed_on", _("Day of the judgement")),
        }
        saved = st.form_submit_button(_("Save the risk"), type="primary", key=f"{form.key}_go")
    if saved:
        _save(desk, "harm_assessments", seen, key | cells, _("Risk assessed: {what}").format(what=risk))


def _note(desk: Desk, operation: pd.Series) -> None:
    receiver = st.selectbox(_("To"), RECEIVERS, key="evidence_receiver")
    key = {"operation_id": operation["operation_id"], "receiver": receiver}
    seen = _seen(desk, "advance_notes", key)
    form = _Form("note", operation, receiver, seen)
    own = split(operation["area_ids"])
    named = split(seen["area_ids"]) if seen and seen["area_ids"] else own
    with st.form(form.key, border=False):
        cells = {
            "area_ids": st.multiselect(
                _("Areas that it names"), list(dict.fromkeys((*own, *named))), list(named), key=f"{form.key}_areas",
                format_func=lambda area: isolated(desk.names.get(area, area)),
            ),
            "sent_on": form.day("sent_on", _("Day that it was sent")),
            "acknowledged_on": form.day("acknowledged_on", _("Day that it was acknowledged; empty where it was not")),
            "sent_by_post": form.line("sent_by_post", _("Post that sent it, never a name")),
            "remark": form.text("remark", _("What the receiver said")),
        }  # fmt: skip
        saved = st.form_submit_button(_("Save the note"), type="primary", key=f"{form.key}_go")
    if saved:
        _save(desk, "advance_notes", seen, key | cells, _("Advance note to {receiver}").format(receiver=receiver))


def _decision(desk: Desk, operation: pd.Series) -> None:
    key = {"operation_id": operation["operation_id"]}
    seen = _seen(desk, "operations", key)
    form = _Form("decision", operation, "", seen)
    with st.form(form.key, border=False):
        cells = {
            "decision": form.one_of("decision", _("Decision after the harm assessment"), "decision", DECISIONS),
            "decision_reason": form.text("decision_reason", _("Why")),
            "signed_by_post": form.line("signed_by_post", _("Post that signs, never a name")),
            "signed_on": form.day("signed_on", _("Day of the signature")),
        }
        saved = st.form_submit_button(_("Sign the decision"), type="primary", key=f"{form.key}_go")
    if saved:
        _save(desk, "operations", seen, dict(seen or key) | cells, _("Decision signed"))


class _Form:
    """Fields that begin with what the row has."""

    def __init__(self, kind: str, operation: pd.Series, which: str, seen: Cells | None) -> None:
        self.seen: Cells = seen or {}
        self.key = f"evidence_{kind}_{operation['operation_id']}_{which}_{st.session_state.get(ROUND, 0)}"

    def line(self, column: str, label: str) -> str:
        return self._typed(st.text_input, column, label, LONGEST)

    def text(self, column: str, label: str) -> str:
        return self._typed(st.text_area, column, label, LONG)

    def _typed(self, field: Callable[..., str], column: str, label: str, most: int) -> str:
        return field(label, self.seen.get(column) or "", key=f"{self.key}_{column}", max_chars=most)

    def day(self, column: str, label: str) -> date | None:
        value = self.seen.get(column)
        return st.date_input(label, value, key=f"{self.key}_{column}", format="DD/MM/YYYY")

    def level(self, column: str, label: str) -> str:
        return self.one_of(column, label, "level", LEVELS)

    def one_of(self, column: str, label: str, kind: str, codes: tuple[str, ...]) -> str:
        """One of some codes; empty while it is not known."""
        options = ["", *codes]
        return st.selectbox(
            label, options, options.index(self.seen.get(column) or ""), key=f"{self.key}_{column}",
            format_func=lambda code: words.code(kind, code),
        )  # fmt: skip


def _save(desk: Desk, table: str, seen: Cells | None, cells: dict[str, object], what: str) -> None:
    """Save one row as a version; say why where it cannot be used, or where another changed it meanwhile."""
    change = edit.changed(seen, **cells) if seen else edit.added(cells)
    try:
        edit.save(desk.context.snapshot.mission, table, [change], what=what)
    except edit.ChangedMeanwhileError as error:
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
        texts.error(str(error))
        return
    except (InputError, StoreBusyError) as error:
        texts.error(str(error))
        return
    st.session_state[SAID] = _("Saved: {what}.").format(what=what)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    links.unpin()
    st.rerun()
