"""The history of one row: who changed it when, and what each cell was before and after."""

import pandas as pd
import streamlit as st

from components import texts
from components.context import Context
from components.mandate.register import names
from components.mandate.register.form import Cells
from data.i18n import _
from data.importing import history
from data.importing.history import Revision
from data.tables import TABLES
from data.words import formats


def show(context: Context, table: str, row: Cells, key: str) -> None:
    """Every version that added, changed or removed the row, the latest first; read when it is asked for."""
    if not st.toggle(_("History of this row"), key=f"register_history_{key}"):
        return
    own = {part: row[part] for part in TABLES[table].key}
    revisions = history.of_row(context.snapshot.mission, table, own, context.snapshot.number)
    for at, revision in enumerate(reversed(revisions)):
        texts.note(_said(revision))
        if len(revision.cells):
            st.dataframe(with_names(table, _cells(revision.cells)), hide_index=True, key=f"register_past_{at}_{key}")


def _said(revision: Revision) -> str:
    done = {"added": _("added"), "changed": _("changed"), "removed": _("removed")}[revision.kind]
    version = revision.version
    words = _("Version {number} · {moment} · {who} · {done}: {what}")
    return words.format(
        number=version.number, moment=formats.moment(version.committed_at), who=version.who, done=done,
        what=version.what[:200],
    )  # fmt: skip


def with_names(table: str, cells: pd.DataFrame) -> pd.DataFrame:
    """Cells with each column under the name that the list and the form give it."""
    title = _("Column")
    return cells.assign(**{title: [names.short(table, column) for column in cells[title]]})


def _cells(cells: pd.DataFrame) -> pd.DataFrame:
    titles = {"column": _("Column"), "before": _("Before"), "after": _("After")}
    return cells[list(titles)].fillna("").rename(columns=titles)
