"""Before and after in figures: what comes into reach of a base town and what falls out of it, and in which areas."""

from html import escape

import pandas as pd
import streamlit as st

from components import figures, texts
from components.figures import Figure
from components.workshop.desk import Desk
from data.footprint.demand import MEASURES
from data.footprint.population import Population
from data.i18n import _, isolated, ngettext
from data.words import formats, headlines
from data.workshop.effect import Effect

MOST_AREAS = 6


def names() -> dict[str, str]:
    """Each measure of reach for people."""
    return {
        "incidents": _("Incidents"),
        "fatalities": _("Reported deaths"),
        "civilian_incidents": _("Events that target civilians"),
        "civilian_fatalities": _("Reported deaths in them"),
    }


def strip(desk: Desk) -> None:
    """The four measures within reach as the draft has them, each beside what it is today."""
    figures.strip(of(desk))


def of(desk: Desk) -> list[Figure]:
    """The same as figures; people too, where areas carry population."""
    return [*(_figure(desk, measure, name) for measure, name in names().items()), *_people(desk)]


def _figure(desk: Desk, measure: str, name: str) -> Figure:
    found = desk.effect
    after = _("{n} of {all}").format(
        n=formats.number(found.after.counts[measure]), all=formats.number(found.after.totals[measure])
    )
    lines = [("", after)]
    if desk.draft.moves:
        today = _("than today ({share}, {n})").format(
            share=formats.share(found.before.share(measure)), n=formats.number(found.before.counts[measure])
        )
        change = found.change(measure)
        words = _("{n} more") if change > 0 else _("{n} fewer")
        strong = words.format(n=formats.number(abs(change))) if change else ""
        lines.append((strong, today) if change else ("", _("as today")))
    label = _("{measure} within {radius} km").format(measure=name, radius=formats.number(desk.radius_km))
    return Figure(label, formats.share(found.after.share(measure)), tuple(lines))


def _people(desk: Desk) -> list[Figure]:
    """People within reach, where areas carry population; nothing where they do not."""
    after, before = desk.people_step(len(desk.draft.moves)), desk.people_step(0)
    if after is None or before is None:
        return []
    known = _("of {n} people in areas of level {level}, as if evenly spread").format(
        n=formats.number(after.known), level=after.level
    )
    change = after.covered - before.covered
    words = _("{n} more than today") if change >= 0 else _("{n} fewer than today")
    against = [("", words.format(n=formats.number(abs(change))))] if desk.draft.moves else []
    label = _("People within {radius} km").format(radius=formats.number(desk.radius_km))
    return [Figure(label, formats.share(after.share), (("", known), *against))]


def people_words(own: Population | None) -> str:
    """What figures of people within reach are of, and for how many areas no source has any."""
    if own is None:
        return _("People within reach: unknown, because no area of this mission carries population.")
    words = _("People: of {n} in areas of level {level}, as if evenly spread.").format(
        n=formats.number(own.known), level=own.level
    )
    if not own.unknown:
        return words
    unknown = ngettext(
        "Unknown, and not counted, in {n} area: {names}.",
        "Unknown, and not counted, in {n} areas: {names}.",
        len(own.unknown),
    )
    names = ", ".join(map(isolated, own.unknown[:MOST_AREAS])) + (" …" if len(own.unknown) > MOST_AREAS else "")
    return f"{words} {unknown.format(n=formats.number(len(own.unknown)), names=names)}"


def areas(desk: Desk, *, most: int = MOST_AREAS, beside: bool = False) -> None:
    """Which areas come into reach and which fall out of it: one table below the other, or beside it."""
    level = desk.context.snapshot.deepest_level()
    if not level or not desk.draft.moves:
        return
    tables = desk.drawn(f"areas {most}", lambda: _areas(desk, level, most))
    if not tables:
        texts.note(_("No incident comes into reach and none falls out of it."))
        return
    places = st.columns(len(tables), gap="large") if beside else [st.container() for _own in tables]
    for place, (heading, total, table) in zip(places, tables, strict=True):
        with place:
            texts.section(heading, total)
            st.html(table)


def _areas(desk: Desk, level: int, most: int) -> list[tuple[str, str, str]]:
    """What comes into reach and what falls out of it: heading, total and table as HTML, where there is any."""
    areas_ = desk.context.snapshot.areas
    name = headlines.level_name(level, plural=True)
    head = [(_("Area"), "area"), *((short, "n") for short in _short_names())]
    return [
        (heading.format(areas=name), _total(table), texts.table_html(head, _area_rows(table, most), stacked=True))
        for table, heading in (
            (desk.effect.gained(areas_, level), _("Into reach, by {areas}")),
            (desk.effect.lost(areas_, level), _("Out of reach, by {areas}")),
        )
        if len(table)
    ]


def _area_rows(table: pd.DataFrame, most: int) -> list[list[str]]:
    return [[_area(row), *(formats.number(row[m]) for m in MEASURES)] for row in _shown(table, most)]


def _short_names() -> list[str]:
    """The measures as heads of a narrow table."""
    return [_("Incidents"), _("Deaths"), _("Targeting civilians"), _("Deaths in these")]


def _shown(table: pd.DataFrame, most: int) -> list[dict[str, object]]:
    """The first areas, and the rest as one row."""
    rows = table.head(most).to_dict("records")
    rest = table.iloc[most:]
    if len(rest):
        rows.append({"name": _("{n} other areas").format(n=len(rest)), **rest[list(MEASURES)].sum().to_dict()})
    return rows


def _area(row: dict[str, object]) -> str:
    return escape(isolated(str(row["name"]) or _("in no area")))


def _total(table: pd.DataFrame) -> str:
    said = [f"{formats.number(table[m].sum())} {name.lower()}" for m, name in names().items()]
    return " · ".join(said)


def in_words(found: Effect) -> str:
    """`+73 incidents, +280 reported deaths` against the footprint before."""
    return _("{incidents} incidents, {deaths} reported deaths").format(
        incidents=formats.signed(found.change("incidents")), deaths=formats.signed(found.change("fatalities"))
    )
