"""The do-no-harm watch on screen: a grid of four-week periods before, during and after, and what stands out in it."""

from html import escape

import pandas as pd
import streamlit as st

from components import cached, formats, links, texts, views
from components.evidence.desk import Desk
from components.headlines import join
from data.i18n import _, ngettext
from data.incidents import types
from data.mandate import watch
from data.mandate.watch import Watch
from data.schema import split


def of(desk: Desk, operation: pd.Series) -> Watch | None:
    """The watch, worked out once for all who ask the same."""
    shot, filters = desk.context.snapshot, desk.filters
    asked = ("watch", operation["operation_id"], filters.source, filters.precision, desk.day)
    return cached.once(shot, asked, lambda: watch.of(shot, filters, operation, desk.day))


def finding(desk: Desk, operation: pd.Series) -> str:
    """What stands above the threshold, in words."""
    own = of(desk, operation)
    if own is None:
        return _("no watch is possible")
    if not (own.periods["number"] >= 0).any():
        return _("the watch begins with its first day")
    high = own.sums[own.sums["watch"] != ""]
    if high.empty:
        return _("no count of the watch stands above its threshold")
    kinds = tuple(_named(row).lower() for row in high.itertuples(index=False))
    return _("{kinds} above the threshold of the watch").format(kinds=join(kinds))


def _named(row: tuple) -> str:
    """A kind of harm and where, for people."""
    return _("{kind} {place}").format(kind=kind_name(row.kind), place=place_name(row.place))


def kind_name(code: str) -> str:
    """A kind of harm that is watched, for people."""
    return {
        watch.EXPLOSIVES: _("Explosive devices"),
        watch.CIVILIANS: _("Events targeting civilians"),
        watch.HUMANITARIAN: _("Records that name humanitarian workers"),
    }[code]


def place_name(code: str) -> str:
    """Where, for people."""
    return {watch.INSIDE: _("in its areas"), watch.AROUND: _("around them")}[code]


def show(desk: Desk, operation: pd.Series) -> None:
    """The grid, its threshold, and what it cannot tell."""
    texts.section(
        _("Do-no-harm watch: recorded harm in and around its areas"),
        _("Incidents of any actor by four weeks, counted from its first day; the count does not say why"),
    )
    own = of(desk, operation)
    if own is None:
        texts.note(_("The operation names no area of this mission, or the records begin after this day."))
        return
    _sums(desk, own)
    _grid(own)
    _notes(desk, own)


def _sums(desk: Desk, own: Watch) -> None:
    head = [
        (_("Recorded"), ""), (_("Before, in four weeks"), "n"), (_("During"), "n"), (_("After"), "n"), (_("Watch"), ""),
    ]  # fmt: skip
    texts.table(head, [_sum(desk, own, row) for row in own.sums.itertuples(index=False)], stacked=True)


def _sum(desk: Desk, own: Watch, row: tuple) -> list[str]:
    high = split(row.watch)
    words = ngettext("{n} period above the threshold", "{n} periods above the threshold", len(high))
    flag = f'<b style="color:var(--lp-warn)">! {escape(words.format(n=formats.number(len(high))))}</b>' if high else "–"
    return [
        texts.to_rows(_named(row), _rows(desk, own, row)),
        formats.number(row.before),
        _since(row.during_incidents, row.during, row.during_year_earlier),
        _since(row.after_incidents, row.after, row.after_year_earlier),
        flag,
    ]


def _since(count: float | None, mean: float | None, earlier: float | None) -> str:
    """The count of a phase, its mean of four weeks, and the same weeks a year earlier; a dash before it began."""
    if count is None or pd.isna(count):
        return "–"
    said = _("{mean} in four weeks; a year earlier {earlier} in all").format(
        mean=formats.number(mean), earlier=formats.number(earlier)
    )
    return f'{formats.number(count)}<br><span class="lp-note">{escape(said)}</span>'


def _rows(desk: Desk, own: Watch, row: tuple) -> str:
    """The incidents of the areas since the operation began, by what a link can narrow: type or civilian targeting."""
    areas = own.ground.inside if row.place == watch.INSIDE else own.ground.around
    since = own.periods.loc[own.periods["number"] >= 0, "first"].min()
    start = own.periods["first"].min() if pd.isna(since) else since
    narrowed = {
        watch.EXPLOSIVES: {"types": ("explosions",)},
        watch.CIVILIANS: {"civilians": True, "types": ()},
        watch.HUMANITARIAN: {"types": tuple(code for code in types.CODES if code != "protests")},
    }[row.kind]
    query = links.query_for(
        desk.filters, areas=areas, start=start.date(), end=max(own.until, start.date()), period=None, **narrowed
    )
    return views.href("incidents", query)


def _grid(own: Watch) -> None:
    """Counts by kind and place (rows) and four weeks (columns); those above the threshold are outlined."""
    periods = own.periods[own.periods["kind"] == watch.KINDS[0]]
    periods = periods[periods["place"] == watch.INSIDE].sort_values("number")
    names = {watch.BEFORE: _("Before"), watch.DURING: _("During"), watch.AFTER: _("After")}
    widths = periods["phase"].value_counts()
    phases = "".join(
        f'<th colspan="{widths[phase]}">{escape(name)}</th>' for phase, name in names.items() if phase in widths
    )
    days = "".join(
        f'<th title="{escape(formats.day(row.first))} – {escape(formats.day(row.last))}">'
        f"{escape(formats.month_letter(row.first))}</th>"
        for row in periods.itertuples(index=False)
    )
    body = "".join(_line(own, row) for row in own.sums.itertuples(index=False))
    table = (
        f'<table class="lp-grid"><thead><tr><th rowspan="2"></th>{phases}</tr><tr>{days}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )
    st.html(f'<div class="lp-scroll newest">{table}</div>')


def _line(own: Watch, row: tuple) -> str:
    cells = own.periods[(own.periods["kind"] == row.kind) & (own.periods["place"] == row.place)].sort_values("number")
    high = set(map(int, split(row.watch)))
    drawn = "".join(_cell(cell, cell.number in high) for cell in cells.itertuples())
    return f"<tr><th>{escape(_named(row))}</th>{drawn}</tr>"


def _cell(row: tuple, high: bool) -> str:
    said = _("{first} – {last}: {n}; a year earlier {earlier}").format(
        first=formats.day(row.first), last=formats.day(row.last), n=formats.number(row.incidents),
        earlier=formats.number(row.year_earlier),
    )  # fmt: skip
    css = ("gap" if high else "") + ("" if row.settled else " lp-faded")
    return f'<td class="{css.strip()}" title="{escape(said)}">{formats.number(row.incidents)}</td>'


def _notes(desk: Desk, own: Watch) -> None:
    names = desk.names
    around = ", ".join(names[area] for area in own.ground.around) or "–"
    texts.note(
        _(
            "Outlined: so many or more would come by chance in less than 5 % of periods, at the larger of the mean of "
            "the six periods before and the count of the same four weeks a year (364 days) earlier, and no less than "
            "half an incident. A reason to look at what happened and who did it; it does not say that the operation "
            "brought it about, and a low count does not say that nobody came to harm."
        )
    )
    words = _(
        "Around: areas that touch its own ({areas}). Events known by region only are in neither. During: every four "
        "weeks with a day of the operation in it."
    )
    texts.note(words.format(areas=around))
    texts.note(
        _(
            "Explosive devices: remote explosives, landmines, IEDs and suicide bombs, by the source's sub-type; where "
            "it gives none, every explosion. Humanitarian workers: no type of the source marks them; these are records "
            "other than protests whose text or actors name them, which misses those that do not and counts mentions "
            "that were no attack."
        )
    )
    if own.texts_silent:
        texts.note(_("No record here has a text: humanitarian workers cannot be found in this source."))
    pale = not own.periods["settled"].all()
    late = _("Reports come late: the last weeks (pale) may still grow.") if pale else ""
    later = _("Later records exist and are not used.") if own.later else ""
    said = _("Known up to {day}.").format(day=formats.day(own.until))
    texts.note(" ".join(part for part in (said, late, later) if part))
