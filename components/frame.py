"""The frame around every page: banner, sources and disclaimer, and what a page says when data is missing."""

from html import escape
from typing import NoReturn

import streamlit as st

from components import brief_links, files, links, share, texts, views
from components.book import adding
from components.context import Context
from data.geography.names import DISCLAIMER
from data.i18n import _, isolated
from data.words import formats, stated


class PageEnd(Exception):
    """A page has nothing more to show. `st.stop` would end the whole run, and with it the foot and the link."""


def end() -> NoReturn:
    """Draw nothing more of the page; its frame is drawn all the same."""
    raise PageEnd


def banner(context: Context) -> None:
    """Mission, period, data date, version and source; handling and synthetic marks; the link to copy."""
    shot, filters = context.snapshot, context.filters
    facts = [isolated(shot.settings.name), formats.period(filters.span), *stated.narrowed(context)]
    if filters.source:
        span = shot.vocabulary.span(filters.source)
        facts += [
            _("Source: {source}").format(source=shot.settings.source_title(filters.source)),
            _("data to {day}").format(day=formats.day(span.end)),
        ]
    facts.append(_("version {number}").format(number=shot.number) if shot.number else _("no data yet"))
    marks = f'<span class="lp-badge">{escape(context.handling)}</span>'
    if context.mark:
        marks += f'<span class="lp-badge mark">{escape(context.mark)}</span>'
    left, right = st.columns([1.45, 1], vertical_alignment="center")
    left.html(f'<div class="lp-banner">{marks}<span>{escape(" · ".join(facts))}</span></div>')
    with right.container(horizontal=True, horizontal_alignment="right", gap="small", key="view_actions"):
        share.copy_link(context, brief_links.offer)
        brief_links.dialog(context)
        files.offer(context)
        adding.offer(context)


def notices(context: Context) -> None:
    """What the link carried and was ignored; a pinned version; the user's own copy of the example."""
    for text in st.session_state.get(links.NOTES, []):
        texts.warning(text)
    shot = context.snapshot
    if beyond := stated.beyond_data(context):
        texts.warning(beyond)
    if context.filters.lang != "en":
        texts.info(_("Texts are not translated yet; numbers and dates follow the language of the link."))
    if context.filters.at:
        newer = _("Newer data is here.") if shot.has_newer else _("It is the newest.")
        left, right = st.columns([5, 1], vertical_alignment="center")
        made = formats.moment(shot.mission.store.version(shot.number).committed_at)
        text = _("Pinned to version {number} of {moment}. {newer}").format(number=shot.number, moment=made, newer=newer)
        with left:
            texts.info(text, icon=":material/push_pin:")
        right.button(_("Open the newest"), on_click=links.unpin, key="unpin")
    if shot.mission.is_example_copy:
        texts.info(_("This is your own copy of the example, made by your first change. Page Data can reset it."))


def foot(context: Context) -> None:
    """That late reports are still to come, where the last weeks are shown; sources, credits, and the map disclaimer.

    The briefing says the first beside its answers.
    """
    late = "" if context.view.key == "briefing" else stated.reports_late(context)
    parts = [late] if late else []
    if context.filters.source:
        source = context.snapshot.settings.source_title(context.filters.source)
        parts.append(_("Incidents: {source}.").format(source=source))
    parts += [*stated.credits_of(context.snapshot), DISCLAIMER]
    st.html(f'<div class="lp-foot">{escape(" ".join(parts))}</div>')


def withheld(context: Context) -> NoReturn:
    """That a page is not shown to who asks for it, and nothing of it."""
    texts.title(context.view.title())
    texts.info(_("This page is shown to planners: it tells what is lost if a base goes. Ask one of them for it."))
    end()


def nothing_found(context: Context) -> None:
    """What to do where the filters leave no incident."""
    span = context.snapshot.vocabulary.span(context.filters.source)
    texts.info(
        _(
            "No incident matches these filters. The source has records from {first} to {last}: "
            "widen the period, or take out a type or area."
        ).format(first=formats.day(span.start), last=formats.day(span.end))
    )


def missing(context: Context, what: str) -> None:
    """What to do where a table is empty, with the way to page Data."""
    texts.info(what)
    st.page_link(views.page("data"), label=_("Import on page Data →"), query_params=links.query_for(context.filters))
