"""Two periods side by side: three maps of the same part of the world, the period, another one, and their difference."""

import uuid
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import streamlit as st

from components import download, layers, legend, maps, picture_button, selection, texts, views
from components.context import Context
from components.explore import measures, printed
from data import periods
from data.i18n import _
from data.incidents import change, scales, summary
from data.incidents.choice import Choice
from data.incidents.rows import Rows
from data.periods import Period
from data.pictures.spec import Key, Legend, MapPicture
from data.words import alt, change_words, formats, headlines
from data.words.alt import Told

HEIGHT = 400
NUMBERS = ["incidents", "fatalities", "exact", "near", "region"]


def show(context: Context, rows: Rows, chosen: Choice) -> None:
    """The filters' period against the one before or a year earlier, by area, with one scale for both."""
    level = measures.level(context)
    if not level:
        texts.note(_("Comparing shows admin areas: import them on page Data."))
        return
    _controls(context)
    shot, span = context.snapshot, context.filters.span
    other = {"before": periods.before, "year_earlier": periods.year_earlier}[views.AGAINST.value](span)
    if not all(change.covers(shot, context.filters.source, own) for own in (span, other)):
        words = _("The records do not reach over both {now} and {other}: nothing can be compared.")
        texts.warning(words.format(now=formats.period(span), other=formats.period(other)))
        return
    open_choice = chosen.without("area", "place", "cell", "month")
    now = open_choice.of(rows, shot.vocabulary)
    earlier, _part = selection.part(context, shot.select(context.filters.during(other)))
    earlier = open_choice.of(earlier, shot.vocabulary)
    table = compared(summary.by_area(now, shot.areas, level), summary.by_area(earlier, shot.areas, level))
    measure = views.MEASURE.value
    values = [table[measure].to_numpy(), table[f"{measure}_before"].to_numpy()]
    natural = scales.breaks(max(own.max(initial=0) for own in values))
    what = f"compare-{level}-{measure}"
    scale = legend.held(what, natural)
    both = ((formats.period(span), now, table, values[0]), (formats.period(other), earlier, _earlier(table), values[1]))
    total = summary.totals(now)[measure] - summary.totals(earlier)[measure]
    guard_words = _guard(context, now, earlier, measure)
    texts.note(guard_words)
    columns = st.columns(3, gap="medium")
    for i, (column, (name, own, counted, own_values)) in enumerate(zip(columns, both, strict=False)):
        with column:
            totals = summary.totals(own)
            texts.section(name, layers.counted(totals["incidents"], totals["fatalities"]))
            legend.show(legend.classes(scale, _title(measure, level), context.palette))
            steps = scale.steps(own_values.astype("float64"))
            drawn = layers.areas(context, counted, level, steps, chosen=chosen.area)
            told = replace(
                alt.areas(counted, f"{_title(measure, level)}, {name}", measure), table=None, beside=_beside()
            )
            selection.told(_draw(context, drawn, f"compare_{i}", told))
            shown = replace(context, filters=context.filters.during((span, other)[i]))
            title = f"{_title(measure, level)}: {layers.counted(totals['incidents'], totals['fatalities'])}"
            make = partial(
                _picture,
                title,
                printed.on_paper(shown),
                table=counted,
                level=level,
                steps=steps,
                scale=scale,
                measure=measure,
            )
            picture_button.offer(shown, make, f"incidents_period_{i + 1}")
    with columns[2]:
        _difference(
            context, table, level, measure, chosen=chosen.area, spans=(span, other), total=total, note=guard_words
        )
    legend.rescale_button(what, natural)
    download.table(context, table, _("areas in both periods"), "compared")


def _picture(
    title: str,
    paper: Context,
    *,
    table: pd.DataFrame,
    level: int,
    steps: np.ndarray,
    scale: scales.Breaks,
    measure: str,
) -> MapPicture:
    keys = Legend(title.partition(":")[0], tuple(legend.class_keys(scale, paper.palette)))
    labels = dict(zip(table["area_id"], table[measure].map(formats.number), strict=True))
    return printed.picture(paper, layers.areas(paper, table, level, steps), [keys], title, labels=labels)


def _picture_of_difference(
    title: str, paper: Context, *, table: pd.DataFrame, level: int, steps: np.ndarray, labels: list[str], note: str
) -> MapPicture:
    colours = list(paper.palette.differences)
    swatches = zip(labels, colours, strict=True)
    keys = Legend(_("The first period less the second"), tuple(Key("fill", *swatch) for swatch in swatches))
    drawn = layers.areas(paper, table, level, steps, colours=colours)
    return printed.picture(paper, drawn, [keys], title, subtitle=note)


def _controls(context: Context) -> None:
    names = {"before": _("Against the period before"), "year_earlier": _("Against a year earlier")}
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.segmented_control(
            _("Compared with"), list(names), format_func=names.get, key=views.AGAINST.name, required=True,
            label_visibility="collapsed",
        )  # fmt: skip
        measures.choose(context, {"incidents": _("Incidents"), "fatalities": _("Reported deaths")})
        measures.choose_level(context)


def _title(measure: str, level: int) -> str:
    words = _("Reported deaths per {area}") if measure == "fatalities" else _("Incidents per {area}")
    return words.format(area=headlines.level_name(level))


def compared(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """`summary.by_area` of two periods: its columns, those of the other ending in _before, and the differences."""
    table = now.merge(before[["area_id", *NUMBERS]], on="area_id", suffixes=("", "_before"))
    for measure in ("incidents", "fatalities"):
        table[f"{measure}_difference"] = table[measure] - table[f"{measure}_before"]
    return table


def _earlier(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(**{name: table[f"{name}_before"] for name in NUMBERS})


def _beside() -> str:
    return _("below the map of the difference")


def _draw(context: Context, drawn: list[maps.Layer], key: str, told: Told) -> maps.Answer:
    together = st.session_state.setdefault("maps_together", uuid.uuid4().hex)
    return layers.draw(context, maps.Drawing(drawn), key, HEIGHT, alt=told, together=together)


def difference_steps(values: np.ndarray, much: int) -> np.ndarray:
    """Classes of differences: 0 down by `much` or more, 1 down, 2 the same, 3 up, 4 up by `much` or more."""
    return np.select([values <= -much, values < 0, values == 0, values < much], [0, 1, 2, 3], 4)


def _difference(
    context: Context,
    table: pd.DataFrame,
    level: int,
    measure: str,
    *,
    chosen: str,
    spans: tuple[Period, Period],
    total: int,
    note: str,
) -> None:
    values = table[f"{measure}_difference"].to_numpy()
    much = max(2, scales.breaks(np.abs(values).max(initial=0)).lows[2])
    texts.section(_("Difference: {n}").format(n=formats.signed(total)), _("In these areas; the first less the second"))
    few = formats.number(much - 1)
    most = formats.number(much)
    labels = [
        _("{n} or more fewer").format(n=most),
        _("1–{n} fewer").format(n=few),
        _("the same"),
        _("1–{n} more").format(n=few),
        _("{n} or more more").format(n=most),
    ]
    swatches = list(zip(context.palette.differences, labels, strict=True))
    legend.show(legend.keys(_("Difference of the two, per {area}").format(area=headlines.level_name(level)), swatches))
    pairs = zip(table[measure], table[f"{measure}_before"], values, strict=True)
    more = [
        _("{now} against {before}: {change}").format(
            now=formats.number(now), before=formats.number(before), change=formats.signed(own)
        )
        for now, before, own in pairs
    ]
    steps, colours = difference_steps(values, much), list(context.palette.differences)
    drawn = layers.areas(context, table, level, steps, chosen=chosen, more=more, colours=colours)
    words = _("Reported deaths") if measure == "fatalities" else _("Incidents")
    title = _("{what}, {now} less {other}: {n} in these areas").format(
        what=words, now=formats.period(spans[0]), other=formats.period(spans[1]), n=formats.signed(total)
    )
    told = alt.differences(title, table, measure, (formats.period(spans[0]), formats.period(spans[1])))
    selection.told(_draw(context, drawn, "compare_difference", told))
    paper = printed.on_paper(context)
    make = partial(
        _picture_of_difference, title, paper, table=table, level=level, steps=steps, labels=labels, note=note
    )
    picture_button.offer(context, make, "incidents_difference")


def _guard(context: Context, now: Rows, earlier: Rows, measure: str) -> str:
    """What must be known before a difference is taken for a rise or fall."""
    words = _("A difference of recorded incidents is no trend by itself; part What changed says what is unusual.")
    found = change.decisive(context.snapshot, now, earlier, measure)
    if not found:
        return words
    rose = summary.totals(now)[measure] > summary.totals(earlier)[measure]
    return f"{change_words.not_stated(found, rose)} {words}"
