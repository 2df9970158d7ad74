"""The strip of figures at the top of a page: each with what it is compared with, its doubt, and the way to its rows."""

from dataclasses import dataclass, field
from html import escape

import streamlit as st

from components import formats, texts, views
from data.i18n import _
from data.incidents import types
from data.incidents.change import Change


@dataclass(frozen=True)
class Figure:
    """One figure: label, value as text, lines beside it (plain text, a leading part in bold), and where it leads."""

    label: str
    value: str
    beside: tuple[tuple[str, str], ...] = ()
    page: str = ""
    link_text: str = ""
    query: dict[str, object] = field(default_factory=dict)
    rows: str = ""  # the address of the rows that it counts


def strip(figures: list[Figure]) -> None:
    """Figures side by side, two by two on a phone."""
    with st.container(key="figures"):
        for column, figure in zip(st.columns(len(figures)), figures, strict=True):
            with column:
                st.html(_html(figure))
                if figure.page:
                    st.page_link(views.page(figure.page), label=f"{figure.link_text} →", query_params=figure.query)


def _html(figure: Figure) -> str:
    lines = "".join(
        f'<div class="beside">{f"<b>{escape(strong)}</b> " if strong else ""}{escape(rest)}</div>'
        for strong, rest in figure.beside
    )
    value = texts.to_rows(figure.value, figure.rows) if figure.rows else escape(figure.value)
    return (
        f'<div class="lp-figure"><div class="label">{escape(figure.label)}</div>'
        f'<div class="value">{value}</div>{lines}</div>'
    )


def against(change: Change) -> tuple[str, str]:
    """A change of a count in words: bold part, rest. No rise or fall is stated where one event makes it."""
    when = formats.period(change.period)
    if change.before is None:
        return "", _("no comparison with {period}: the data covers too little").format(period=when)
    before = formats.number(change.before)
    if change.single_event:
        words = _("{before} in {period}; one event, {place} ({deaths}), makes the difference: no trend stated")
        return "", words.format(
            before=before, period=when, place=change.single_event, deaths=formats.number(change.single_event_value)
        )
    if change.share is None:
        return "", _("{before} in {period}").format(before=before, period=when)
    return formats.signed_share(change.share), _("vs {period} ({before})").format(period=when, before=before)


def points(now: float | None, before: float | None, when: str) -> tuple[str, str]:
    """A share beside the same share in another period."""
    if before is None or now is None:
        return "", _("not known for {period}").format(period=when)
    return "", _("{before} in {period}").format(before=formats.share(before), period=when)


def count_label(measure: str, chosen_types: tuple[str, ...]) -> str:
    """What a total counts; incidents are named for their type where one is chosen."""
    if measure == "incidents" and len(chosen_types) == 1:
        return types.label(chosen_types[0])
    names = {
        "incidents": _("Recorded incidents"),
        "fatalities": _("Reported deaths"),
        "targeting_civilians": _("Events targeting civilians"),
    }
    return names[measure]
