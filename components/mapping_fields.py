"""What a planner says of a file: which column fills which of ours, what holds for all rows, the order of its days."""

from dataclasses import dataclass
from html import escape

import streamlit as st

from components import mapping_words, texts
from data.i18n import _
from data.importing import mappings, samples
from data.importing.files import RawTable, plain_name
from data.importing.mappings import Mapping
from data.words import formats

# What is asked first of a table, in this order; the rest stands in an expander.
FIRST = {
    "incidents": ("event_date", "event_type", "latitude", "longitude", "geo_precision", "location", "fatalities_best",
                  "notes", "event_id", "country"),
    "assessed_threats": ("area_id", "section", "judgement", "assessed_on", "confidence", "valid_until"),
    "bases": ("base_id", "name", "type", "status", "latitude", "longitude", "opened", "closed"),
    "tasks": ("task_id", "mandate_id", "title", "status", "parent_id", "lead_section", "starts", "due"),
}  # fmt: skip
NEAR = "2"  # the precision that is proposed where a file says nothing of it


@dataclass(frozen=True)
class Form:
    """One file's form: its first rows, the mapping that the answers start from, and the key of its widgets."""

    raw: RawTable
    start: Mapping | None
    table: str
    country: str
    key: str

    @property
    def guessed(self) -> dict[str, str]:
        """The file's column proposed for each of ours."""
        if self.start and self.start.table == self.table:
            named = {target: plain_name(title) for target, title in self.start.columns.items()}
            return {target: name for target, name in named.items() if name in self.raw.titles}
        return samples.guess(self.raw, self.table)

    def constant(self, target: str) -> str:
        """What is proposed to hold for every row."""
        if self.start and target in self.start.constants:
            return str(self.start.constants[target])
        return {"country": self.country, "geo_precision": NEAR}.get(target, "")


def columns(form: Form) -> tuple[dict[str, str], dict[str, str]]:
    """A line for each of our columns: the file's column that is chosen by plain name, and the constants of others."""
    needed = mappings.required(form.table)
    first = [name for name in FIRST[form.table] if name in samples.targets(form.table)]
    rest = [name for name in samples.targets(form.table) if name not in first]
    guessed = form.guessed
    answers = [_line(form, name, guessed.get(name, ""), name in needed) for name in first]
    found = sum(name in guessed for name in rest)
    with st.expander(_("{count} more columns, {found} of them found").format(count=len(rest), found=found)):
        answers += [_line(form, name, guessed.get(name, ""), False) for name in rest]
    names = [*first, *rest]
    chosen = {target: name for target, (name, _constant) in zip(names, answers, strict=True) if name}
    constants = {target: said for target, (name, said) in zip(names, answers, strict=True) if said and not name}
    return chosen, constants


def _line(form: Form, target: str, guessed: str, needed: bool) -> tuple[str, str]:
    """One of our columns: the column chosen for it and what its rows say, or the one value for all rows."""
    label = mapping_words.column(target)
    constant = samples.may_be_constant(form.table, target)
    none = _("One value for all rows") if constant else _("Not in this file")
    shown = {"": none} | mapping_words.distinct(form.raw.titles, (none,))
    options = list(shown)
    ours, theirs, beside = st.columns([1.1, 1.5, 2.2], vertical_alignment="center")
    mark = f"<small>{escape(_('needed'))}</small>" if needed else ""
    ours.html(f'<p class="lp-field">{escape(label)}{mark}</p>')
    name = theirs.selectbox(
        label,
        options,
        index=options.index(guessed) if guessed in options else 0,
        format_func=shown.get,
        key=f"{form.key}_{target}",
        label_visibility="collapsed",
    )
    with beside:
        if name:
            found = " · ".join(mapping_words.short(text) for text in samples.examples(form.raw, name))
            st.html(f'<p class="lp-example">{escape(found or _("empty in these rows"))}</p>')
        elif constant:
            return "", _constant(form, target, label)
    return name, ""


def _constant(form: Form, target: str, label: str) -> str:
    codes, said = samples.codes(form.table, target), form.constant(target)
    label, key = _("{column}, all rows").format(column=label), f"{form.key}_{target}_all"
    if not codes:
        return st.text_input(label, said, key=key, label_visibility="collapsed", max_chars=200).strip()
    options = ["", *codes]
    return st.selectbox(
        label,
        options,
        index=options.index(said) if said in options else 0,
        format_func=lambda code: mapping_words.code(target, code) if code else _("not given"),
        key=key,
        label_visibility="collapsed",
    )


def order(form: Form, chosen: dict[str, str]) -> str | None:
    """Which of day and month stands first, asked where the file does not tell; None until it is answered."""
    days = [name for target, name in chosen.items() if samples.is_day(form.table, target)]
    found = samples.day_order(form.raw, days)
    if not found.readings:
        return found.code
    start = form.start.day_order if form.start else ""
    options = list(found.readings)
    words = {
        code: {"day_first": _("day first: {day}"), "month_first": _("month first: {day}")}[code].format(
            day=formats.day(day)
        )
        for code, day in found.readings.items()
    }
    return st.radio(
        _("The file does not tell day from month. “{example}” is …").format(example=texts.plain(found.example)),
        options,
        index=options.index(start) if start in options else None,
        format_func=words.get,
        horizontal=True,
        key=f"{form.key}_order_{mapping_words.mark(*days)}",
    )
