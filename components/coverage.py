"""What the sources cover: how fresh and precise they are, and a grid of areas and months in which gaps stand out."""

from datetime import UTC, datetime
from html import escape

import pandas as pd
import streamlit as st

from components import cached, download, legend, links, texts, views
from components.context import Context
from data.i18n import _, ngettext
from data.incidents import coverage, scales, subsets
from data.words import formats, headlines

LEVEL = "coverage_level"
MOST_GAPS = 6
PARTS = (("exact", 1), ("near", 2), ("region", 3))


def sources(context: Context) -> None:
    """Each source: its incidents, days, age, precision mix, doubtful rows, and its last import."""
    shot = context.snapshot
    fresh = coverage.freshness(shot, datetime.now(UTC).date())
    mix = coverage.precision_mix(shot).set_index(["source", "geo_precision"])
    flagged = shot.incidents.groupby("source", observed=True)["doubts"].count()
    texts.table(
        [
            (_("Source"), ""),
            (_("Incidents"), "n"),
            (_("First day"), "n"),
            (_("Last day"), "n"),
            (_("Location exact, near, region only"), ""),
            (_("Doubtful"), "n"),
            (_("Last import"), ""),
        ],
        [_source(context, row, mix, int(flagged.get(row.source, 0))) for row in fresh.itertuples(index=False)],
        stacked=True,
    )
    download.table(context, fresh.merge(mix["share"].unstack().add_prefix("share_precision_").reset_index()),
                   _("sources"), "sources")  # fmt: skip


def _source(context: Context, row: tuple, mix: pd.DataFrame, flagged: int) -> list[str]:
    shares = " · ".join(_share(context, row.source, name, mix.loc[(row.source, code), "share"]) for name, code in PARTS)
    imported = "–" if pd.isna(row.imported_at) else f"{formats.moment(row.imported_at)}<br>"
    file = "" if pd.isna(row.file_name) else f'<span class="lp-note">{escape(str(row.file_name)[:120])}</span>'
    age = escape(formats.age(row.days_old))
    return [
        escape(context.snapshot.settings.source_title(row.source)),
        texts.to_rows(formats.number(row.incidents), _all_of(context, row.source)),
        formats.day(row.first),
        f'{formats.day(row.last)}<br><span class="lp-note">{age}</span>',
        shares,
        texts.to_rows(formats.number(flagged), _all_of(context, row.source, incidents_rows=subsets.ANY_DOUBT)),
        imported + file,
    ]


def _share(context: Context, source: str, part: str, share: float) -> str:
    return texts.to_rows(formats.share(share), _all_of(context, source, incidents_rows=part))


def _all_of(context: Context, source: str, **own: object) -> str:
    """The address of every incident of a source, or of a part of them."""
    span = context.snapshot.vocabulary.span(source)
    return views.href("incidents", links.query_of_all(context.filters, source, span.start, span.end, **own))


def grid(context: Context) -> None:
    """Incidents by area and month of the source that is shown, its gaps marked and said in words."""
    shot, source = context.snapshot, context.filters.source
    levels = [level for level in (1, 2) if level <= shot.deepest_level()]
    if not levels:
        texts.note(_("No areas yet: import admin boundaries, and this shows where and when reports are missing."))
        return
    if len(levels) > 1:
        st.segmented_control(
            _("Areas"),
            levels,
            format_func=lambda level: headlines.level_name(level, plural=True).capitalize(),
            key=LEVEL,
            default=1,
            required=True,
            label_visibility="collapsed",
        )
    level = st.session_state.get(LEVEL, levels[0]) if len(levels) > 1 else levels[0]
    table = cached.coverage(shot, source, level)
    silent = coverage.gaps(table)
    _gaps_in_words(silent)
    scale = scales.breaks(int(table["incidents"].max()) if len(table) else 0)
    title = _("Incidents a month; ○ none where the area's own rate makes that unlikely")
    legend.show(legend.classes(scale, title, context.palette), _blank(table))
    st.html(_html(context, table, silent, scale, level))
    download.table(context, table, _("coverage by area and month"), "coverage")


def _blank(table: pd.DataFrame) -> str:
    """Why cells are blank, for the legend, as HTML; empty where none is."""
    blank = table[~table["known"] & (table["incidents"] == 0)]
    if blank.empty:
        return ""
    words = _("blank: none so far, and the records of {month} end before the month does")
    return f"<span>{escape(words.format(month=formats.month(blank['month'].iloc[0])))}</span>"


def _gaps_in_words(silent: pd.DataFrame) -> None:
    if silent.empty:
        texts.note(_("No area fell silent for longer than its usual rate would explain."))
        return
    for gap in silent.head(MOST_GAPS).itertuples(index=False):
        words = ngettext(
            "{area}: no record in {period} ({n} month), usually {usual} a month. Calm, or nobody reporting?",
            "{area}: no record in {period} ({n} months), usually {usual} a month. Calm, or nobody reporting?",
            gap.months,
        )
        texts.note(
            "○ "
            + words.format(
                area=gap.name,
                period=_months(gap.first, gap.last),
                n=formats.number(gap.months),
                usual=formats.number(round(gap.usual, 1)),
            )
        )
    if len(silent) > MOST_GAPS:
        texts.note(_("and {n} more").format(n=formats.number(len(silent) - MOST_GAPS)))


def _months(first: pd.Timestamp, last: pd.Timestamp) -> str:
    one = formats.month(first)
    return one if first == last else f"{one} – {formats.month(last)}"


def _html(context: Context, table: pd.DataFrame, silent: pd.DataFrame, scale: scales.Breaks, level: int) -> str:
    months = sorted(table["month"].unique())
    gaps = {
        (gap.area_id, month)
        for gap in silent.itertuples(index=False)
        for month in pd.date_range(gap.first, gap.last, freq="MS")
    }
    years = "".join(
        f'<th colspan="{sum(month.year == year for month in months)}">{year}</th>'
        for year in sorted({month.year for month in months})
    )
    heads = "".join(f"<th>{escape(formats.month_letter(month))}</th>" for month in months)
    rows = ""
    for (_area, name), own in table.groupby(["area_id", "name"], sort=False):
        cells = "".join(_cell(context, cell, scale, gaps, level) for cell in own.itertuples(index=False))
        rows += f"<tr><th>{escape(name)}</th>{cells}</tr>"
    return (
        f'<div class="lp-scroll newest"><table class="lp-grid"><thead><tr><th rowspan="2"></th>{years}</tr>'
        f"<tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(context: Context, cell: tuple, scale: scales.Breaks, gaps: set[tuple[str, pd.Timestamp]], level: int) -> str:
    """One area and month: its count, leading to the rows, none as a dot, a gap as a ring, nothing yet as a blank."""
    last = cell.month + pd.offsets.MonthEnd(0)
    count = formats.number(cell.incidents)
    label = _("{area}, {month}: {n} incidents").format(area=cell.name, month=formats.month(cell.month), n=count)
    if (cell.area_id, cell.month) in gaps:
        return f'<td class="gap" title="{escape(label)}">○</td>'
    if not cell.incidents and not cell.known:
        return f'<td title="{escape(label)}"></td>'
    step = scale.step(cell.incidents)
    colours = f"background:{context.palette.classes[step]};color:{context.palette.on_class(step)}"
    if not cell.incidents:
        return f'<td style="{colours}" title="{escape(label)}">·</td>'
    own = {"incidents_area": cell.area_id} if cell.area_id else {"incidents_rows": subsets.outside_areas(level)}
    href = views.href(
        "incidents", links.query_of_all(context.filters, context.filters.source, cell.month.date(), last.date(), **own)
    )
    return f'<td style="{colours}" title="{escape(label)}"><a href="{escape(href)}" target="_self">{count}</a></td>'
