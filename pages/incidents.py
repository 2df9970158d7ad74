"""Incidents: where, when and what was recorded, from the map down to the single row."""

import streamlit as st

from components import (
    charts,
    context,
    download,
    formats,
    frame,
    headlines,
    layers,
    legend,
    listing,
    selection,
    sheet,
    texts,
    threats,
    views,
)
from data.i18n import _
from data.incidents import summary

here = context.current()
shot, filters = here.snapshot, here.filters

if not filters.source:
    texts.title(_("No incidents yet"))
    frame.missing(here, _("This mission has no incidents yet. Import an export of ACLED or UCDP GED."))
    st.stop()

everything = shot.select(filters)
selected, part = selection.part(here, everything)
level = shot.deepest_level()
by_area = summary.by_area(selected, shot.areas, level)
texts.title(headlines.incidents(shot, filters, selected))
if part:
    selection.part_chip(part, len(selected), len(everything))
threats.panel(here)
if selected.empty:
    frame.nothing_found(here)
    st.stop()

listing.totals_line(here, selected)
left, right = st.columns([1.25, 1], gap="large")
with left:
    options = {"areas": _("Areas"), "places": _("Places")} if level else {"places": _("Places")}
    st.segmented_control(
        _("Map shows"),
        list(options),
        format_func=options.get,
        key=views.LAYER.name,
        required=True,
        label_visibility="collapsed",
    )
    if views.LAYER.value == "areas" and level:
        scale = legend.breaks(int(by_area["incidents"].max()))
        title = _("Incidents per {area}; click one for its incidents").format(area=headlines.level_name(level))
        legend.show(legend.classes(scale, title, here.palette))
        drawn = layers.areas(here, by_area, level, scale, views.AREA.value)
    else:
        legend.show(legend.places(here.palette))
        drawn = [layers.places(here, summary.places(selected), views.PLACE.value)]
    selection.clicked(layers.draw(here, drawn, "incidents"))
    download.table(here, by_area, _("incidents by area"), "areas")
    outside = summary.outside(selected, level) if level else 0
    if outside:
        texts.note(headlines.outside(selected, shot, level))

listed, chosen_name = selection.in_place(here, selected)
with right:
    if listed.empty:
        texts.note(_("No incident in {area} under these filters.").format(area=chosen_name))
    months = summary.months(listed, filters.start, filters.end)
    peak = months.loc[months["incidents"].idxmax()]
    where = _(" in {area}").format(area=chosen_name) if chosen_name else ""
    texts.section(
        _("Most incidents{where} in {month}: {n}").format(
            where=where, month=formats.month(peak["month"]), n=formats.number(peak["incidents"])
        ),
        _("Incidents a month by type · {source}, data to {day}").format(
            source=shot.settings.source_title(filters.source), day=formats.day(shot.vocabulary.span(filters.source).end)
        ),
    )
    charts.show(
        charts.monthly(summary.by_month(listed), months["month"], here.palette, here.mark),
        _("Stacked bars: incidents a month by type"),
        "incidents_months",
    )
    by_type = summary.by_type(listed)
    texts.table(
        [(_("Type"), ""), (_("Incidents"), "n"), (_("Reported deaths"), "n")],
        [
            [charts.key(row.event_type, here.palette), *listing.type_cells(here, row)]
            for row in by_type.itertuples(index=False)
            if row.incidents
        ],
    )

heading, tools = st.columns([3, 1], vertical_alignment="bottom")
with heading:
    if chosen_name:
        selection.chip(chosen_name)
    texts.section(
        headlines.kind(filters, len(listed)) + (f" – {chosen_name}" if chosen_name else ""),
        _("Choose a row for all that is known of it"),
    )
with tools:
    download.incidents(here, listed, ", ".join(name for name in (chosen_name, part) if name))
picked = listing.incidents(here, listed, "incidents_table")
if picked:
    st.session_state[views.EVENT.name] = picked
if views.EVENT.value:
    sheet.incident(here, views.EVENT.value)
