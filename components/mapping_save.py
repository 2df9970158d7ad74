"""A mapping given a name and written into the mission folder, and which file of this session it was made for."""

from pathlib import Path

import streamlit as st

from components import audited, texts
from components.context import Context
from components.mapping_fields import Form
from data.audit import log
from data.errors import InputError, StoreBusyError
from data.i18n import _
from data.importing import mappings
from data.importing.files import plain_name
from data.importing.mappings import Mapping

DONE = "import_done"  # what was done, said at the top of the next run
SAVED, COUNT = "mapper_saved", "mapper_count"


def file_mark(path: Path) -> str:
    """Tells one dropped file from another."""
    return f"{path.name}|{path.stat().st_size}"


def count() -> int:
    """How many mappings this session saved."""
    return st.session_state.get(COUNT, 0)


def made_for(path: Path) -> str | None:
    """The mapping that this session saved for a file; None where the file is to be recognised by itself."""
    file, name = st.session_state.get(SAVED, ("", None))
    return name if file == file_mark(path) else None


def forget() -> None:
    """No file is shown any more: the next one is to be recognised by itself."""
    st.session_state.pop(SAVED, None)


def ask(context: Context, form: Form, mapping: Mapping | None, proposed: str, ready: bool) -> Path | None:
    """The name and the button; where the mapping was written, once it was."""
    mission = context.snapshot.mission
    named, button = st.columns([2, 1], vertical_alignment="bottom")
    said = named.text_input(
        _("Name of this mapping"),
        placeholder=proposed or _("as in sage weekly"),
        max_chars=60,
        key=f"{form.key}_saved_as",
    )
    name = said.strip() or proposed
    pressed = button.button(_("Save the mapping"), type="primary", key="mapper_save", disabled=not (ready and name))
    if (mission.folder / mappings.FOLDER / f"{plain_name(name)}.toml").exists():
        texts.note(_("There is a mapping of this name: saving replaces it."))
    if mission.is_example:
        texts.note(_("The bundled example is read-only: saving makes a copy of your own, which opens from then on."))
    if not pressed or mapping is None:
        return None
    try:
        path = mappings.save(mission.writable(), name, mapping.model_copy(update={"title": name}))
        audited.did(context, log.MAPPING, path.name)
    except (InputError, StoreBusyError) as error:
        texts.error(str(error))
        return None
    return path


def keep(path: Path, file: str) -> None:
    """Read the file with the mapping just written, and run anew."""
    st.session_state[SAVED] = (file, path.stem)
    st.session_state[COUNT] = count() + 1
    said = _("Saved as {file}: the next file with these columns is recognised by itself. This one is ready to import.")
    st.session_state[DONE] = said.format(file=f"{mappings.FOLDER}/{path.name}")
    st.rerun()
