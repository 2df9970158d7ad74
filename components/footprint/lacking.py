"""Part Gaps by function: which functions an area's incidents have within reach, in sentences and on a map."""

from dataclasses import replace
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from components import layers, legend, maps, texts, views
from components.footprint.choice import Chosen
from data.deck.model import Table
from data.footprint import gaps, reach
from data.footprint.gaps import Gaps
from data.i18n import _, ngettext
from data.incidents import scales
from data.words import alt, formats, headlines
from data.words.alt import Told

MOST_AREAS = 12
IN_WORDS = 3


def show(chosen: Chosen) -> None:
    """The sentences, most incidents first, beside a map of what one function does not reach."""
    every = chosen.context.snapshot.table("bases")
    found = replace(chosen.found, bases=reach.open_on(every, chosen.day))
    by_area = gaps.of(found, every, chosen.context.snapshot.deepest_level())
    left, right = st.columns([1, 1.5], gap="medium")
    with left:
        _map(chosen, by_area)
    with right:
        _sentences(chosen, by_area)
    for words in (_force(by_area), gaps.unknown_words(by_area), _silent(by_area)):
        if words:
            texts.note(words)


def _force(by_area: Gaps) -> str:
    if "protection_force" in by_area.unknown:
        return ""
    return _("“Protection force” is any base with a military component, or with infantry or a reaction force among its "
             "functions; it says nothing of troops, readiness or mandate to act.")  # fmt: skip


def _silent(by_area: Gaps) -> str:
    if not by_area.silent:
        return ""
    words = ngettext(
        "{n} open base names no function: only its component is known.",
        "{n} open bases name no function: only their components are known.",
        by_area.silent,
    )
    return words.format(n=formats.number(by_area.silent))


def _sentences(chosen: Chosen, by_area: Gaps) -> None:
    """The three areas with most incidents in words, and a table of more."""
    within = chosen.found.within_words
    texts.section(
        _("What is in reach, and what is not"),
        _("Most incidents first; how many of them have a function {within}, straight line; none: none is known").format(
            within=within
        ),
    )
    if not by_area.areas:
        texts.note(_("No incident recorded under these filters."))
        return
    for gap in by_area.areas[:IN_WORDS]:
        texts.note(gaps.sentence(gap, within))
    known = [group.code for group in gaps.GROUPS if group.code not in by_area.unknown]
    head = [(_("Area"), "area"), (_("Incidents"), "n"), *((gaps.BY_CODE[code].name(), "wrapped") for code in known)]
    texts.table(head, [_row(chosen, gap, known) for gap in by_area.areas[:MOST_AREAS]], stacked=True)
    left = len(by_area.areas) - MOST_AREAS
    if left > 0:
        texts.note(ngettext("{n} more area with fewer.", "{n} more areas with fewer.", left).format(n=left))


def _row(chosen: Chosen, gap: gaps.Gap, known: list[str]) -> list[str]:
    """An area, its incidents, and how many of them have each function; none stands out."""
    counted = chosen.counted(gap.incidents, "", gap.area_id) if gap.area_id else formats.number(gap.incidents)
    none = f"<b>{escape(_('none'))}</b>"
    reached = (formats.number(gap.reached[code]) if gap.reached[code] else none for code in known)
    return [escape(gap.name), counted, *reached]


def _map(chosen: Chosen, by_area: Gaps) -> None:
    known = [group.code for group in gaps.GROUPS if group.code not in by_area.unknown]
    level = by_area.level
    if not known or not level:
        texts.note(_("No base names a function or component.") if level else
                   _("No areas yet: import admin boundaries on page Data."))  # fmt: skip
        return
    code = views.FUNCTION.value if views.FUNCTION.value in known else known[0]
    name = gaps.BY_CODE[code].name()
    texts.section(
        _("Incidents that have no {function} {within}").format(function=name, within=chosen.found.within_words),
        _("Per {area}; straight line to a base town. Choose another function under “Which bases”.").format(
            area=headlines.level_name(level)
        ),
    )
    own = [gap for gap in by_area.areas if gap.area_id]
    lacking = pd.Series([gap.incidents - gap.reached[code] for gap in own], dtype="float64")
    scale = scales.breaks(lacking.max() if len(lacking) else 0)
    legend.show(legend.classes(scale, _("Incidents without {function} in reach").format(function=name),
                               chosen.context.palette))  # fmt: skip
    table = pd.DataFrame(
        {
            "area_id": [gap.area_id for gap in own],
            "incidents": [gap.incidents for gap in own],
            "fatalities": [gap.fatalities for gap in own],
        }
    ).assign(exact=0, near=0, region=0)
    more = [gaps.tail(gap, chosen.found.within_words) for gap in own]
    drawn = layers.areas(chosen.context, table, level, scale.steps(lacking.to_numpy()), more=more)
    what = _("Incidents without {function} in reach").format(function=name)
    told = Told(alt.ranked(what, [gap.name for gap in own], lacking), partial(_rows, what, own, lacking))
    layers.draw(chosen.context, maps.Drawing(drawn), "gaps", 560, alt=told)


def _rows(what: str, own: list[gaps.Gap], lacking: pd.Series) -> Table:
    columns = [[gap.name for gap in own], [gap.incidents for gap in own], lacking.astype("int64")]
    return Table(what, (_("Area"), _("Incidents"), what), alt.rows_of(columns))
