"""The addresses of an incident's sheet: from any page, and as a link to send."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from components import links, share, texts, views
from components.context import Context
from data.filters import Filters
from data.i18n import _


def _counting(filters: Filters, source: str, day: pd.Timestamp) -> Filters:
    """Filters that count every incident of a source in the month of a day."""
    first = pd.Timestamp(day).replace(day=1)
    last = first + pd.offsets.MonthEnd(0)
    return Filters(first.date(), last.date(), str(source), at=filters.at, scenario=filters.scenario, lang=filters.lang)


def event_href(context: Context, source: str, event_id: str, day: pd.Timestamp) -> str:
    """The address of an incident's sheet, in the month of its day."""
    query = links.query_for(_counting(context.filters, source, day), incidents_event=str(event_id))
    return views.href("incidents", query)


def copy_link(context: Context, row: pd.Series) -> None:
    """A popover with a pinned link to the incident that is chosen; it opens this sheet whatever the filters count now.

    Its filters are those of all incidents of the source in the month of its day.
    """
    with st.popover(_("Link to this incident"), icon=":material/link:", width="stretch"):
        base = share.base_url(context)
        number = context.snapshot.number
        texts.caption(_("Pinned: version {number}, the same sheet for ever").format(number=number))
        counting = replace(_counting(context.filters, row["source"], row["event_date"]), at=None)
        link = links.full_link(base, views.BY_KEY["incidents"].path, counting, (views.EVENT,), pinned=number)
        st.code(link, language=None, wrap_lines=True)
