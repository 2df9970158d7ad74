"""Data: what is in the mission, how fresh and how well known it is, where it came from; and import by drag and drop."""

import streamlit as st

from components import (
    audited,
    cached,
    context,
    coverage,
    doubtful,
    handover,
    importer,
    imports,
    links,
    records,
    texts,
    threats,
    views,
)
from components.access.who import may
from components.book import editor
from data import mission
from data.access.roles import ADMINISTER, IMPORT
from data.audit import log
from data.i18n import _
from data.words import formats

here = context.current()
shot = here.snapshot
PARTS = {
    "sources": _("Sources and gaps"),
    "doubts": _("Doubtful rows"),
    "matches": _("Two sources, one event"),
    "imports": _("Imports and versions"),
    "tables": _("Tables"),
    "books": _("Briefing books"),
    "audit": _("Who did what"),
    "handover": _("Handover"),
}
OWN = {
    "books": editor,
    "audit": audited,
    "handover": handover,
}  # parts with a title of their own, and without the import
offered = views.PART.known(shot)
if views.PART.value not in offered:  # a role was taken away since
    st.session_state[views.PART.name] = views.PART.default

if own := OWN.get(views.PART.value):
    texts.title(own.headline(here))
elif here.filters.source:
    span = shot.vocabulary.span(here.filters.source)
    source = shot.settings.source_title(here.filters.source)
    texts.title(
        _("{source}: records to {day}, version {number}").format(
            source=source, day=formats.day(span.end), number=shot.number
        )
    )
else:
    texts.title(_("This mission has no incidents yet: drop a file below"))

if views.PART.value not in OWN:
    texts.section(
        _("Import"),
        _("Nothing changes until you press Import; each import makes one version and old ones stay readable"),
    )
    importer.panel(here)

st.segmented_control(
    _("Show"), list(offered), format_func=PARTS.get, key=views.PART.name, required=True, label_visibility="collapsed"
)
part = views.PART.value
if part in OWN:
    OWN[part].part(here)
elif part == "imports" or not shot.vocabulary.sources:
    texts.section(_("Imports"), _("Each with its report: what was refused, revised and doubted"))
    imports.log(here)
    texts.section(_("Versions"), _("A pinned link shows its version's numbers for ever; any can be made the newest"))
    imports.versions(here)
elif part == "sources":
    texts.section(_("Sources"), _("One source is shown at a time; two are never added up"))
    coverage.sources(here)
    texts.section(
        _("Where and when {source} has records").format(source=source),
        _("All types and locations, the source's last 36 months. The absence of incidents is not the absence of need"),
    )
    coverage.grid(here)
    records.revisions(here)
elif part == "doubts":
    texts.section(
        _("Doubtful rows of {source}").format(source=source), _("They are kept and counted; correct them at the source")
    )
    doubtful.flagged(here)
elif part == "matches":
    texts.section(_("Two sources, one event"), _("Candidates under the filters; a person decides"))
    doubtful.two_sources(here)
if part == "tables":
    threats.panel(here, most=None)
    records.aggregates(here)
    texts.section(_("Tables of version {number}").format(number=shot.number))
    records.tables(shot)
    if may(IMPORT):
        records.mark(shot)
    with st.expander(_("Data dictionary: every column, its meaning, unit and accepted values")):
        records.dictionary()

if shot.mission.is_example_copy and may(ADMINISTER):
    texts.section(_("Reset the example"), _("Throws away your copy and its imports; the bundled example opens again"))
    sure = st.checkbox(_("Yes, throw my copy away"), key="reset_sure")
    if st.button(_("Reset the example"), disabled=not sure):
        audited.did(here, log.RESET, _("the copy, up to version {n}").format(n=shot.number))
        mission.reset_example()
        cached.forget()
        st.session_state.pop(links.QUERY, None)
        st.rerun()
