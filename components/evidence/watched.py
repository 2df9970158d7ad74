"""The do-no-harm watch on screen: a grid of four-week periods before, during and after, and what stands out in it."""

from html import escape

import pandas as pd
import streamlit as st

from components import cached, links, texts, views
from components.evidence.desk import Desk
from data.i18n import _, language, ngettext
from data.incidents import types
from data.mandate import watch
from data.mandate.watch import Watch
from data.schema import split
from data.words import formats
from data.words.headlines import join


def of(desk: Desk, operation: pd.Series) -> Watch | None:
    """The watch, worked out once for all who ask the same."""
    shot, filters = desk.context.snapshot, desk.filters
    return cached.once(shot, _asked(desk, operation), lambda: watch.of(shot, filters, operation, desk.day))


def _asked(desk: Desk, operation: pd.Series) -> tuple[object, ...]:
    """All that the watch depends on."""
    return ("watch", operation["operation_id"], desk.filters.source, desk.filters.precision, desk.day)


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
    own = of(desk, operation)
    sub = _("Incidents of any actor by four weeks, counted from its first day; the count does not say why")
    texts.section(
        _("Do-no-harm watch: recorded harm in and around its areas"), ". ".join([sub, *_beyond(own, operation)])
    )
    if own is None:
        texts.note(
            _(
                "The operation names no area of this mission, the records begin after this day, or it lies long before "
                "the operation."
            )
        )
        return
    _sums(desk, own)
    asked = ("grid of the watch", *_asked(desk, operation), language())
    st.html(cached.once(desk.context.snapshot, asked, lambda: _grid(own)))
    _notes(desk, own)


def _beyond(own: Watch | None, operation: pd.Series) -> list[str]:
    """That the periods counted as during it reach beyond its last day, where they do."""
    during, ends = own and own.span(watch.DURING), operation["ends"]
    if during is None or not pd.Timestamp(during.end) > ends:
        return []
    said = _("Its last day was {day}; the four weeks that hold it run to {last} and count whole")
    return [said.format(day=formats.day(ends), last=formats.day(during.end))]


def _phase_name(own: Watch, phase: str) -> str:
    """A phase with the days that it counts."""
    name = {watch.BEFORE: _("Before"), watch.DURING: _("During"), watch.AFTER: _("After")}[phase]
    days = own.span(phase)
    return _("{phase}, {days}").format(phase=name, days=formats.period(days)) if days else name


def _sums(desk: Desk, own: Watch) -> None:
    before = _("{phase}, in four weeks").format(phase=_phase_name(own, watch.BEFORE))
    since = [(_phase_name(own, phase), "n") for phase in (watch.DURING, watch.AFTER)]
    head = [(_("Recorded"), ""), (before, "n"), *since, (_("Watch"), "")]
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


def _grid(own: Watch) -> str:
    """As HTML: counts by kind and place (rows) and four weeks (columns); those above the threshold are outlined."""
    periods = own.periods[own.periods["kind"] == watch.KINDS[0]]
    periods = periods[periods["place"] == watch.INSIDE].sort_values("number")
    widths = periods["phase"].value_counts()
    phases = "".join(
        f'<th colspan="{widths[phase]}">{escape(_phase_name(own, phase))}</th>'
        for phase in (watch.BEFORE, watch.DURING, watch.AFTER)
        if phase in widths
    )
    days = "".join(
        f'<th title="{escape(formats.day(row.first))} – {escape(formats.day(row.last))}">'
        f"{escape(formats.day_of_month(row.first))}</th>"
        for row in periods.itertuples(index=False)
    )
    body = "".join(_line(own, row) for row in own.sums.itertuples(index=False))
    table = (
        f'<table class="lp-grid lp-kinds"><thead><tr><th rowspan="2"></th>{phases}</tr><tr>{days}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )
    return f'<div class="lp-scroll newest">{table}</div>'


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
        "weeks with a day of the operation in it. Columns of the grid are named by the first day of their four weeks."
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
