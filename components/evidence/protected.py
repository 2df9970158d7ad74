"""What the human rights division verified, and recorded incidents of protected people: by region, none too small."""

from html import escape

import pandas as pd
import streamlit as st

from components import cached, texts
from components.evidence.desk import Desk
from data.i18n import _, isolated
from data.incidents import protected_counts
from data.words import formats

MOST = 40


def part(desk: Desk) -> None:
    """Both tables, each for itself: they are never added up."""
    _verified(desk)
    _recorded(desk)


def _verified(desk: Desk) -> None:
    shot = desk.context.snapshot
    table = protected_counts.verified(shot)
    if table.empty:
        return
    texts.section(
        _("Verified by the human rights division"),
        _("A table of its own: never part of the recorded incidents, and never added to them"),
    )
    names = shot.area_names()
    ordered = table.sort_values(["last_day", "area_id", "kind"], ascending=[False, True, True], kind="stable").head(
        MOST
    )
    texts.table(
        [(_("Region"), ""), (_("What"), ""), (_("Victims"), "n"), (_("Period"), ""), (_("Verified"), "")],
        [
            [
                escape(isolated(str(names.get(row.area_id, row.area_id)))),
                escape(kind_name(row.kind)),
                _count(row.victims, row.withheld, shot.mission.settings.access.smallest_count),
                escape(f"{formats.day(row.first_day)} – {formats.day(row.last_day)}"),
                escape(_("{section}, {day}").format(section=isolated(row.section), day=formats.day(row.verified_on))),
            ]
            for row in ordered.itertuples(index=False)
        ],
        stacked=True,
    )
    if table["illustrative"].fillna(False).any():
        texts.note(_("Illustrative figures: no division states them."))


def _recorded(desk: Desk) -> None:
    shot, source = desk.context.snapshot, desk.filters.source
    table = cached.once(shot, ("protected", source), lambda: protected_counts.by_region_and_year(shot, source))
    if table.empty:
        return
    names, smallest = shot.area_names(), shot.mission.settings.access.smallest_count
    with st.expander(_("Recorded sexual violence and incidents against children, by region and year")):
        ordered = table.sort_values(["year", "area_id", "kind"], ascending=[False, True, True], kind="stable").head(
            MOST
        )
        texts.table(
            [(_("Year"), "n"), (_("Region"), ""), (_("What"), ""), (_("Incidents"), "n")],
            [
                [str(row.year), escape(isolated(str(names.get(row.area_id, row.area_id)))),
                 escape(kind_name(row.kind)), _count(row.incidents, row.withheld, smallest)]
                for row in ordered.itertuples(index=False)
            ],
        )  # fmt: skip
        texts.note(
            _(
                "As the source recorded them, not verified; much is never reported. Whole years and regions, whatever "
                "the filters say, and no sums: so nobody is found by taking one number from another."
            )
        )


def _count(value: object, hidden: bool, smallest: int) -> str:
    if hidden:
        return escape(_("fewer than {n}").format(n=formats.number(smallest)))
    return "–" if pd.isna(value) else formats.number(value)


def kind_name(code: str) -> str:
    """A kind of harm for people."""
    return {
        "killed": _("Killed"),
        "injured": _("Injured"),
        "abducted": _("Abducted"),
        "sexual_violence": _("Sexual violence"),
        "children": _("Against children"),
        "other": _("Other"),
    }.get(code, code)
