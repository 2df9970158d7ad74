"""The chosen actor: how often it is named, against whom, where and when; each figure leads to its rows."""

from html import escape

import pandas as pd
import streamlit as st

from components import download, texts, views
from components.actor_links import Words
from data.i18n import _, ngettext
from data.incidents import actor_groups, actor_kinds, actors, scales, subsets, summary
from data.periods import Period
from data.words import formats, headlines

MOST_OPPOSITE = 8
MOST_AREAS = 12
MOST_MONTHS = 24  # beyond, the columns are years


def show(words: Words, rows: pd.DataFrame, name: str) -> None:
    """Everything of one actor in `rows`."""
    _chip(name)
    own = rows[actors.naming(rows, [name])]
    kind = actor_kinds.label(words.kinds[name], words.context.snapshot.settings.country)
    texts.section(formats.short(name), _("As its name tells: {kind}").format(kind=kind))
    if not len(own):
        texts.note(_("No incident under these filters names it."))
        return
    _figures(words, own, name)
    _opposite(words, actors.dyads(own), name)
    _where_and_when(words, own, name)


def _chip(name: str) -> None:
    st.button(f"{texts.plain(formats.short(name))}  ✕", on_click=_clear, help=_("Choose no actor"), key="actors_chip")


def _clear() -> None:
    st.session_state[views.ACTOR.name] = ""


def _figures(words: Words, own: pd.DataFrame, name: str) -> None:
    totals = summary.totals(own)
    attacks = own[actors.targeted_by(own, [name])]
    aimed = summary.totals(attacks)
    counted = (
        (_("{n} incidents name it"), totals["incidents"], subsets.ACTOR),
        (_("{n} reported deaths in them, on all sides"), totals["fatalities"], subsets.ACTOR),
        (_("as the acting side in {n} incidents that target civilians"), aimed["incidents"], subsets.BY),
        (_("{n} reported deaths in events that target civilians"), aimed["fatalities"], subsets.BY),
    )
    texts.figures_note([escape(text).replace("{n}", words.figure(n, part, name)) for text, n, part in counted])


def _opposite(words: Words, pairs: pd.DataFrame, name: str) -> None:
    table = actor_groups.opposite(pairs, name)
    if table.empty:
        return
    parts = actor_groups.grouped(table, words.kinds, MOST_OPPOSITE)
    shown = pd.concat([parts.ranked, parts.groups, parts.public])
    texts.table(
        [
            (_("On the other side"), ""),
            (_("Incidents"), "n"),
            (_("Reported deaths"), "n"),
            (_("First and last day"), "n"),
        ],
        [
            [
                words.choice(row.key),
                *(words.figure(n, subsets.DYAD, name, row.key) for n in (row.incidents, row.fatalities)),
                escape(formats.period(Period(row.first.date(), row.last.date()))),
            ]
            for row in shown.itertuples(index=False)
        ],
        stacked=True,
    )
    if parts.left_out:
        more = ngettext("{n} less frequent name is in the file.", "{n} less frequent names are in the file.",
                        parts.left_out)  # fmt: skip
        texts.note(more.format(n=formats.number(parts.left_out)))
    download.table(
        words.context, table.assign(kind=table["actor"].map(words.kinds.get)), _("the other sides"), "opposite"
    )


def _where_and_when(words: Words, own: pd.DataFrame, name: str) -> None:
    """Incidents that name the actor by area and month (years in a long period), each cell leading to its rows."""
    shot = words.context.snapshot
    level = shot.deepest_level()
    if not level:
        return
    unit = "M" if actors.months_spanned(own) <= MOST_MONTHS else "Y"
    table = actors.by_area_and_time(own, level, unit)
    names = shot.area_names() | {"": _("outside these areas")}
    table.insert(1, "area", table["area_id"].map(names))
    every = table.groupby("start")["incidents"].sum()
    by_area = table.groupby("area_id")["incidents"].sum().sort_values(ascending=False, kind="stable")
    shown = [area for area in by_area.index if area][:MOST_AREAS] + [area for area in by_area.index if not area]
    texts.section(
        _("Where and when it is named"),
        _("Incidents per {area} and month, the most first").format(area=headlines.level_name(level))
        if unit == "M"
        else _("Incidents per {area} and year, the most first").format(area=headlines.level_name(level)),
    )
    st.html(_Grid(words, name, table, unit, every).html(shown, names))
    if len(by_area) > len(shown):
        texts.note(_("{n} more areas are in the file.").format(n=formats.number(len(by_area) - len(shown))))
    download.table(words.context, table, _("where and when it is named"), "actor_area_time")


class _Grid:
    """Areas down, months or years across; the first row is all areas."""

    def __init__(self, words: Words, name: str, table: pd.DataFrame, unit: str, every: pd.Series) -> None:
        self.words, self.name, self.unit, self.every = words, name, unit, every
        self.counts = table.set_index(["area_id", "start"])["incidents"].to_dict()
        self.scale = scales.breaks(int(every.max()))
        self.columns = list(pd.date_range(every.index.min(), every.index.max(), freq=f"{unit}S"))

    def html(self, areas: list[str], names: dict[str, str]) -> str:
        """The table as HTML."""
        written = formats.month if self.unit == "M" else lambda start: str(start.year)
        heads = "".join(f'<th scope="col">{escape(written(start))}</th>' for start in self.columns)
        rows = self._row(_("All areas"), None) + "".join(self._row(names.get(area, area), area) for area in areas)
        return (
            f'<div class="lp-scroll"><table class="lp-grid lp-pairs"><thead><tr><td></td>{heads}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )

    def _row(self, title: str, area: str | None) -> str:
        cells = "".join(self._cell(area, start) for start in self.columns)
        return f'<tr><th scope="row">{escape(title)}</th>{cells}</tr>'

    def _cell(self, area: str | None, start: pd.Timestamp) -> str:
        count = int(self.every.get(start, 0) if area is None else self.counts.get((area, start), 0))
        if not count:
            return '<td class="none">·</td>'
        step, palette = self.scale.step(count), self.words.context.palette
        colours = f"background:{palette.classes[step]};color:{palette.on_class(step)}"
        return f'<td style="{colours}">{self._figure(count, area, start)}</td>'

    def _figure(self, count: int, area: str | None, start: pd.Timestamp) -> str:
        filters = self.words.context.filters
        end = start + (pd.offsets.MonthEnd(0) if self.unit == "M" else pd.offsets.YearEnd(0))
        days = {"start": max(filters.start, start.date()), "end": min(filters.end, end.date()), "period": None}
        if area == "":  # a link carries one part: these rows cannot be asked for by area and by actor
            return escape(formats.number(count))
        where = {views.AREA.name: area} if area and not views.PLACE.value else {}
        return self.words.figure(count, subsets.ACTOR, self.name, **days, **where)
