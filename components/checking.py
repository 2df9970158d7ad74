"""Dropped files read and checked once, and kept for as long as the same files lie there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from components import texts
from components.context import Context
from data.errors import InputError
from data.i18n import _
from data.importing import mappings, run
from data.importing.run import Report
from data.mission import Mission

CHECKED = "import_checked"


@dataclass
class Checked:
    """What was found: `reports` of the files that can be taken in (of a workbook one a sheet), `refused` why the others
    cannot, both by the file's place among those that were dropped; `previews` what taking them in would do, by whether
    they are complete.
    """

    reports: dict[int, list[Report]] = field(default_factory=dict)
    refused: dict[int, InputError] = field(default_factory=dict)
    previews: dict[bool, list[Report]] = field(default_factory=dict)

    @property
    def every(self) -> list[Report]:
        """The reports of all files, in order."""
        return [report for own in self.reports.values() for report in own]

    def preview(self, mission: Mission, complete: bool) -> list[Report]:
        """What taking in the files would add, change and remove; merged once for the same files and version."""
        if complete not in self.previews:
            self.previews[complete] = run.preview(mission, self.every, complete)
        return self.previews[complete]


def of(context: Context, files: list, paths: list[Path], mapping: str | None) -> Checked:
    """The dropped files checked; one that cannot be read does not hide the others."""
    mission = context.snapshot.mission
    saved = tuple(mappings.load(mission.folder).items())
    place = (str(mission.folder), mission.store.latest(), mission.settings_text)
    key = (*(file.file_id for file in files), *place, mapping, repr(saved))
    kept = st.session_state.get(CHECKED)
    if kept and kept[0] == key:
        return kept[1]
    found = Checked()
    with bar(_("Checking")) as step:
        for at, path in enumerate(paths):
            try:
                found.reports[at] = run.check([path], mission, mapping=mapping, progress=step)
            except InputError as error:
                found.refused[at] = error
    st.session_state[CHECKED] = (key, found)
    return found


def forget() -> None:
    """No file lies there any more."""
    st.session_state.pop(CHECKED, None)


@contextmanager
def bar(label: str) -> Iterator[run.Progress]:
    """A progress bar for as long as the work takes."""
    drawn = st.progress(0.0, text=label)
    yield lambda name, share: drawn.progress(min(share, 1.0), text=f"{label}: {texts.plain(name[:80])}")
    drawn.empty()
