"""Enter once, report thrice: each report as Excel and Word, made when it is asked for."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from components import audited, editions, texts
from components.mandate.desk import Desk
from data.editions import cut
from data.errors import InputError
from data.i18n import _
from data.mandate.reports import budget, cpas, files, sg
from data.mandate.reports.report import Report
from data.scene import Scene
from data.snapshot import Snapshot
from data.words import formats

COLUMNS = {"budget": budget.columns, "cpas": cpas.columns, "sg": sg.columns}
NAMES = {".xlsx": "Excel", ".docx": "Word"}


def show(desk: Desk, year: str) -> None:
    """The three reports side by side."""
    texts.section(
        _("Reports from these rows"), _("One row an indicator, as of {day}").format(day=formats.day(desk.day))
    )
    filters, day = desk.context.filters, desk.day
    reports: dict[str, tuple[str, str, Callable[[Snapshot], Report]]] = {
        "budget": (
            _("Budget performance table"),
            _("Planned, actual and remarks of the budget year."),
            lambda shot: budget.of(shot, filters, day, year),
        ),
        "cpas": (
            _("CPAS quarter sheet"),
            _("Outcomes, ratings, evidence, confidence, recommendations with owner and due day."),
            lambda shot: cpas.of(shot, filters, day),
        ),
        "sg": (
            _("Annex to the Secretary-General’s report"),
            _("Priority, task, indicator, baseline, target, actual, day, assessment in words."),
            lambda shot: sg.of(shot, filters, day),
        ),
    }
    for column, (code, (name, about, make)) in zip(st.columns(3), reports.items(), strict=True):
        with column:
            texts.section(name, about)
            with st.popover(_("Make the report"), icon=":material/download:"):
                _buttons(desk, code, make)


def _buttons(desk: Desk, code: str, make: Callable[[Snapshot], Report]) -> None:
    """Whom it is for, and a button for each format."""
    edition = editions.choose(desk.context, f"edition_report_{code}")
    if not editions.columns(desk.context, edition, f"report_{code}", [column.name for column in COLUMNS[code]()]):
        return
    scene = desk.context.leaving(edition)
    for ending in files.ENDINGS:
        file = f"linchpin_{code}_{desk.day}{editions.suffix(edition)}{ending}"
        st.download_button(
            NAMES[ending],
            data=audited.recorded(desk.context, file, partial(_file, make, ending, scene), edition),
            file_name=file, key=f"report_{code}{ending}", on_click="ignore", icon=":material/download:",
        )  # fmt: skip


def _file(make: Callable[[Snapshot], Report], ending: str, scene: Scene) -> bytes:
    """The file's bytes; where it cannot be made, the reason as a text, so that no click goes without an answer."""
    try:
        return files.as_bytes(cut.report(make(scene.snapshot), scene.edition), ending)
    except InputError as error:
        return str(error).encode()
