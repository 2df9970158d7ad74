"""Data: what is in the mission, how fresh it is, where it came from; and import by drag and drop."""

import streamlit as st

from components import cached, context, formats, importer, links, records, texts
from data import mission
from data.i18n import _

here = context.current()
shot = here.snapshot

if here.filters.source:
    span = shot.vocabulary.span(here.filters.source)
    source = shot.settings.source_title(here.filters.source)
    texts.title(
        _("{source}: records to {day}, version {number}").format(
            source=source, day=formats.day(span.end), number=shot.number
        )
    )
else:
    texts.title(_("This mission has no incidents yet: drop a file below"))

texts.section(
    _("Import"), _("Nothing changes until you press Import; each import makes one version and old ones stay readable")
)
importer.panel(here)

if shot.vocabulary.sources:
    texts.section(_("Sources"), _("One source is shown at a time; two are never added up"))
    records.sources(here)
records.revisions(here)
texts.section(_("Versions"), _("A pinned link shows its version's numbers for ever"))
records.versions(here)
texts.section(_("Imports"))
records.imports(shot)
texts.section(_("Tables of version {number}").format(number=shot.number))
records.tables(shot)
with st.expander(_("Data dictionary: every column, its meaning, unit and accepted values")):
    records.dictionary()

if shot.mission.is_example_copy:
    texts.section(_("Reset the example"), _("Throws away your copy and its imports; the bundled example opens again"))
    sure = st.checkbox(_("Yes, throw my copy away"), key="reset_sure")
    if st.button(_("Reset the example"), disabled=not sure):
        mission.reset_example()
        cached.forget()
        st.session_state.pop(links.QUERY, None)
        st.rerun()
