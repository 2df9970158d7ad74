"""The sidebar: the mission's name, the pages, and the global filters, once for all pages."""

from html import escape

import streamlit as st

from components import cached, links, views
from components.views import View
from data import periods
from data.i18n import _, isolated
from data.incidents import types
from data.snapshot import Snapshot
from data.words import formats


def brand(snapshot: Snapshot) -> None:
    """The product's and the mission's name."""
    name = escape(isolated(snapshot.settings.name))
    st.html(f'<div class="lp-brand">Linchpin<small>{name} · {escape(_("planning picture"))}</small></div>')


def pages(current: View, snapshot: Snapshot) -> None:
    """A link to each page that carries the filters."""
    query = links.query_for(links.filters(snapshot))
    with st.container(key="nav"):
        for view in (own for own in views.VIEWS if own.shown_to(snapshot.sight)):
            with st.container(key="nav_current" if view == current else f"nav_{view.key}"):
                st.page_link(views.page(view.key), label=view.title(), query_params=query, width="stretch")


def filters(snapshot: Snapshot) -> None:
    """The widgets of the global filters; their values are codes in the session, see components/links.py."""
    if not snapshot.vocabulary.sources:
        return
    _period(snapshot)
    if len(snapshot.vocabulary.sources) > 1:
        st.selectbox(
            _("Source of incidents"),
            snapshot.vocabulary.sources,
            format_func=snapshot.settings.source_title,
            key=links.SOURCE,
            help=_("One source at a time: two are never added up."),
        )
    st.multiselect(
        _("Incidents"),
        [*types.GROUPS, *types.CODES],
        format_func=types.label,
        key=links.TYPES,
        placeholder=_("All types"),
    )
    _areas(snapshot)
    st.selectbox(
        _("Precision counted"),
        [3, 2, 1],
        format_func={3: _("All locations"), 2: _("Exact and near"), 1: _("Exact only")}.get,
        key=links.PRECISION,
        help=_("How well the location is known: exact place, near it, or the region only."),
    )
    st.toggle(_("Only events targeting civilians"), key=links.CIVILIANS)
    _actors(snapshot)


def _period(snapshot: Snapshot) -> None:
    chosen = links.filters(snapshot)
    span = snapshot.vocabulary.span(chosen.source)
    names = {
        "7d": _("Last 7 days"),
        "28d": _("Last 28 days"),
        "quarter": _("Last full quarter"),
        "budgetyear": _("Last full budget year"),
        periods.MEETING: _("Since the last leadership meeting"),
        links.CHOSEN_DAYS: _("Chosen days"),
    }
    offered = periods.offered(snapshot.vocabulary.meetings, span.end)
    st.selectbox(_("Period"), [*offered, links.CHOSEN_DAYS], format_func=names.get, key=links.PERIOD)
    if st.session_state[links.PERIOD] == links.CHOSEN_DAYS:
        st.date_input(
            _("From and to, both included"),
            key=links.DAYS,
            min_value=min(span.start, chosen.start),
            max_value=max(span.end, chosen.end),
            format="DD/MM/YYYY",
        )
    else:
        st.session_state[links.DAYS] = (chosen.start, chosen.end)
        st.html(f'<p class="lp-note">{escape(formats.day(chosen.start))} – {escape(formats.day(chosen.end))}</p>')


def _areas(snapshot: Snapshot) -> None:
    areas = snapshot.vocabulary.areas
    if areas is None or areas.empty:
        return
    labels = cached.once(snapshot, "labels of areas", lambda: _labels(snapshot))
    names = cached.once(snapshot, "names of areas", snapshot.area_names)
    known = [area for area in st.session_state.get(links.AREAS, []) if area in names]
    options = [*labels, *(area for area in known if area not in labels)]
    st.session_state[links.AREAS] = known
    st.multiselect(
        _("Areas"),
        options,
        format_func=lambda area: labels.get(area, names.get(area, area)),
        key=links.AREAS,
        placeholder=_("All of {country}").format(country=snapshot.settings.country),
        select_all=False,  # else who types the name of a region and presses Enter has every cercle in it too
    )


def _labels(snapshot: Snapshot) -> dict[str, str]:
    """The areas that can be chosen, the highest level first, each below it with what holds it."""
    areas, names = snapshot.vocabulary.areas, snapshot.area_names()
    shown = areas[areas["level"] > 0].sort_values(["level", "name"])
    return {
        row.area_id: row.name if row.level == 1 else f"{isolated(row.name)} ({isolated(names.get(row.parent_id, '–'))})"
        for row in shown[["area_id", "level", "name", "parent_id"]].itertuples(index=False)
    }


def _actors(snapshot: Snapshot) -> None:
    """Shown only where a link names actors: they are an analyst's filter, off by default."""
    chosen = [a for a in st.session_state.get(links.ACTORS, []) if a in snapshot.vocabulary.actors]
    if chosen:
        st.multiselect(
            _("Actors, as attributed by the source"),
            chosen,
            format_func=snapshot.vocabulary.actors.get,
            key=links.ACTORS,
        )
