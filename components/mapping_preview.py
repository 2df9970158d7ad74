"""What an import would make of the first rows of a file under a mapping: the rows, the counts, what is refused."""

import pandas as pd
import streamlit as st

from components import mapping_words, texts
from components.mapping_fields import Form
from data.errors import InputError
from data.i18n import _
from data.importing import samples
from data.importing.mappings import Mapping
from data.importing.parsed import Parsed
from data.importing.read import How
from data.incidents import types
from data.words import formats

ROWS = 10
REJECTS = 5
WIDTHS = {"event_date": 100, "event_type": 210, "location": 120, "notes": "large"}
INCIDENTS = ("event_date", "event_type", "location", "fatalities_best", "latitude", "longitude", "geo_precision",
             "notes")  # fmt: skip


def show(form: Form, mapping: Mapping | None, how: How, day_order: str | None) -> bool:
    """The preview; True where the mapping is complete and takes rows."""
    texts.section(_("How the rows will be taken"), _waiting(mapping, day_order))
    lacking = samples.missing(mapping) if mapping else []
    if mapping is None or day_order is None or set(lacking) - {samples.SOURCE}:
        return False
    try:
        parsed = samples.preview(form.raw, mapping, how)
    except InputError as error:
        texts.error(str(error))
        return False
    words = _("{rows} rows read, {accepted} accepted, {rejected} rejected, {duplicates} duplicates.")
    counts = {name: formats.number(getattr(parsed, name)) for name in ("rows", "accepted", "rejected", "duplicates")}
    first = "" if samples.is_whole(form.raw) else _("Of the first rows of the file:") + " "
    st.text(" ".join([first + words.format(**counts), *parsed.notes]))
    if parsed.accepted:
        _rows(parsed, mapping, form.key)
    if parsed.rejected:
        _rejects(parsed, form.key)
    return parsed.accepted > 0 and not lacking


def _waiting(mapping: Mapping | None, day_order: str | None) -> str:
    """What must still be said; how many rows are shown where nothing must."""
    if mapping is None:
        return _("Choose the columns first")
    lacking = [_("Short code of their source") if name == samples.SOURCE else mapping_words.column(name)
               for name in samples.missing(mapping)]  # fmt: skip
    lacking += [_("the order of day and month")] if day_order is None else []
    if lacking:
        return _("Still to say: {columns}").format(columns=", ".join(lacking))
    return _("The first {count} rows; nothing is imported yet").format(count=ROWS)


def _rows(parsed: Parsed, mapping: Mapping, key: str) -> None:
    names = INCIDENTS if mapping.table == "incidents" else (*mapping.columns, *mapping.constants)
    rows = parsed.frame.head(ROWS)[list(dict.fromkeys(names))]
    shown = pd.DataFrame({mapping_words.column(name): _readable(name, rows[name]) for name in rows})
    widths = {mapping_words.column(name): width for name, width in WIDTHS.items()}
    st.dataframe(shown, hide_index=True, key=f"{key}_rows", row_height=30, column_config=_config(widths))


def _readable(name: str, cells: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(cells):
        return cells.map(formats.day)
    return cells.map(types.label) if name == "event_type" else cells


def _rejects(parsed: Parsed, key: str) -> None:
    rows, count = parsed.rejects.head(REJECTS), len(parsed.rejects)
    more = _("Refused, the first {shown} of {count} cells:").format(shown=REJECTS, count=formats.number(count))
    texts.note(more if count > REJECTS else _("Refused:"))
    names = {"row": _("Row"), "column": _("Column"), "value": _("Value"), "reason": _("Why")}
    config = _config({names["row"]: "small", names["value"]: "medium", names["reason"]: "large"})
    st.dataframe(rows.rename(columns=names), hide_index=True, key=f"{key}_rejects", row_height=30, column_config=config)


def _config(widths: dict[str, str | int]) -> dict[str, object]:
    return {name: st.column_config.Column(width=width) for name, width in widths.items()}
