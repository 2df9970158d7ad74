"""Part Assets: what each asset can do and how to ask, and what assets cover; then the board of requests."""

from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from components import texts, views
from components.context import Context
from components.footprint import bases, requests
from components.footprint.asset_words import UNKNOWN, cell, kind_name, two
from components.footprint.choice import Chosen
from data.footprint import assets, demand
from data.footprint.assets import Coverage
from data.footprint.demand import MEASURES
from data.i18n import _, isolated
from data.words import formats, palette


def show(chosen: Chosen) -> None:
    """The part of page Footprint."""
    part(chosen.context, chosen.day)


def part(context: Context, day: date | None = None) -> None:
    """Assets and their coverage, then the board and the forms."""
    day = day or context.filters.end
    requests.said()
    if context.snapshot.table("assets").empty:
        texts.section(_("No assets yet"))
        texts.note(_("Fill in the template and drop it on page Data: what each asset can do, and how to ask for it."))
        bases.files(context, "assets")
    else:
        if context.snapshot.sight.plans:
            _cover(context, day)
        _what_they_can_do(context, day)
    if context.snapshot.sight.plans:
        requests.part(context, day)
    else:
        texts.note(_("Which assets are ready, what they cover and who asked for them is shown to planners."))


def _minutes() -> float | None:
    """The chosen time from the call; None for the assets' own reach."""
    return None if views.MINUTES.value == "reach" else float(views.MINUTES.value)


def _cover(context: Context, day: date) -> None:
    """What is covered by kind and by asset, of the incidents under the filters."""
    shot = context.snapshot
    st.segmented_control(
        _("Covered"), views.MINUTES.accepted, key=views.MINUTES.name, required=True,
        format_func=lambda code: _("within its reach") if code == "reach" else _("within {n} minutes").format(n=code),
    )  # fmt: skip
    minutes = _minutes()
    found = assets.coverage(
        shot.table("assets"), shot.table("bases"), demand.of(shot.select(context.filters)), day, minutes
    )
    within = (
        _("within its reach, straight line from its home town")
        if minutes is None
        else _("within {n} minutes of a call: notice and the way out, straight line from its home town").format(
            n=formats.number(minutes)
        )
    )
    texts.section(
        _("What assets cover on {day}").format(day=formats.day(day)),
        _(
            "Incidents under the filters {within}. The way back, weather, crews and a place to land are not in it"
        ).format(within=within),
    )
    _by_kind(found)
    _by_asset(found)


def _head(first: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [
        *first,
        (_("Incidents"), "n"),
        (_("Reported deaths"), "n"),
        (_("Events that target civilians"), "n"),
        (_("Reported deaths in them"), "n"),
    ]


def _numbers(row: tuple) -> list[str]:
    cells = []
    for name in MEASURES:
        share = getattr(row, f"share_{name}")
        beside = "" if pd.isna(share) else f' <span class="lp-note">{formats.share(share)}</span>'
        cells.append(formats.number(getattr(row, name)) + beside)
    return cells


def _by_kind(found: Coverage) -> None:
    """What any of a kind covers; where none of it could be counted that is not known, not zero."""
    rows = [
        [escape(kind_name(r.kind)), formats.number(r.assets), *(_numbers(r) if r.assets else [UNKNOWN] * len(MEASURES))]
        for r in found.kinds.itertuples(index=False)
    ]
    texts.table(_head([(_("Any of a kind"), ""), (_("Counted"), "n")]), rows, stacked=True)


def _by_asset(found: Coverage) -> None:
    counted = found.assets[found.assets["why"] == ""]
    rows = [
        [escape(r.name), escape(str(r.home)), _km(r.range_km), *_numbers(r)] for r in counted.itertuples(index=False)
    ]
    with st.expander(_("By asset")):
        texts.table(_head([(_("Asset"), ""), (_("Home"), ""), (_("Gets as far as"), "n")]), rows, stacked=True)
    left_out = [
        _("{asset}: {why}").format(asset=isolated(r.name), why=_why(r.why))
        for r in found.assets[found.assets["why"] != ""].itertuples(index=False)
    ]
    if left_out:
        texts.note(_("Not counted: {assets}.").format(assets="; ".join(left_out)))


def _why(code: str) -> str:
    return {
        assets.NO_HOME: _("its home is no base that is open on this day"),
        assets.IS_UNAVAILABLE: _("unavailable"),
        assets.NO_REACH: _("its reach is not known"),
        assets.NO_SPEED: _("its speed or notice is not known"),
    }[code]


def _km(value: float) -> str:
    return _("{n} km").format(n=formats.number(round(value))) if pd.notna(value) else _("nowhere in this time")


def _what_they_can_do(context: Context, day: date) -> None:
    """Each asset: where its home is, whether it is available, what it can do, how to ask, and who may task it."""
    shot = context.snapshot
    rows = assets.at_home(assets.on_day(shot.table("assets"), day), shot.table("bases"), day)
    texts.section(
        _("What each asset can do, and how to ask for it"),
        _("For every component; home towns, never live positions; on {day}").format(day=formats.day(day)),
    )
    texts.table(
        [(_("Asset"), ""), (_("Available"), ""), (_("Can do"), ""), (_("How to ask"), ""), (_("Tasked by"), "")],
        [
            [_asset(r), _availability(r), cell(r.can_do), cell(r.how_to_ask),
             two(r.tasking_authority, r.tasking_reference)]
            for r in rows.itertuples(index=False)
        ],
        stacked=True,
    )  # fmt: skip
    bases.files(context, "assets")
    if rows["illustrative"].fillna(False).any():
        texts.note(
            _("Illustrative assets: no source states where they stood, how far they reach or how soon they leave.")
        )


def _asset(row: tuple) -> str:
    holder = palette.component_name(row.component_type) if pd.notna(row.component_type) else _("component unknown")
    mark = _(" (illustrative)") if pd.notna(row.illustrative) and row.illustrative else ""
    home = isolated(row.home) if pd.notna(row.home) else _("home not open")
    measures = [
        _("reach {n} km").format(n=formats.number(row.reach_km)),
        _("{n} km/h").format(n=formats.number(row.speed_kmh)),
        *([_("notice {n} minutes").format(n=formats.number(row.notice_minutes))] if pd.notna(row.availability) else []),
    ]
    below = f"{kind_name(row.kind)}, {home}, {holder}{mark}; {', '.join(measures)}"
    return f'{escape(row.name)}<br><span class="lp-note">{escape(below)}</span>'


def _availability(row: tuple) -> str:
    if pd.isna(row.availability):
        return "–"
    sign, words = {
        "available": ("✓", _("Available")),
        "limited": ("!", _("Limited")),
        "unavailable": ("✕", _("Unavailable")),
    }[row.availability]
    reason = (
        f'<br><span class="lp-note">{cell(row.availability_reason)}</span>' if row.availability != "available" else ""
    )
    return f'<span class="lp-status">{sign} {escape(words)}</span>{reason}'
