"""Playback: the areas period by period, played by the browser without asking the server for a frame."""

from functools import partial

import pandas as pd
import streamlit as st

from components import figures, layers, legend, maps, picture_button, selection, texts, views
from components.context import Context
from components.explore import measures, printed
from data.i18n import _, ngettext
from data.incidents import frames, scales
from data.incidents.choice import Choice
from data.incidents.rows import Rows
from data.periods import Period
from data.pictures.spec import Legend, MapPicture
from data.words import alt, formats, headlines

HEIGHT = 560


def show(context: Context, rows: Rows, chosen: Choice) -> None:
    """The controls that need new counts (step, window, measure), the legend, and the map that plays."""
    level = measures.level(context)
    if not level:
        texts.note(_("Playback shows admin areas: import them on page Data."))
        return
    _controls(context)
    filters = context.filters
    step = frames.finest(filters.start, filters.end, views.STEP.value)
    if step != views.STEP.value:
        texts.note(_("The period is too long for that step: here it goes by {step}.").format(step=step_name(step)))
    open_choice = chosen.without("area", "place", "cell", "month")
    on_map = open_choice.of(rows, context.snapshot.vocabulary)
    span = (filters.start, filters.end)
    played = frames.by_period(on_map, context.snapshot.areas, level, span=span, step=step, window=views.WINDOW.value)
    deaths = views.MEASURE.value == "fatalities"
    values = played.fatalities if deaths else played.incidents
    natural = scales.breaks(values.max(initial=0))
    what = f"play-{level}-{step}-{views.WINDOW.value}-{views.MEASURE.value}"
    scale = legend.held(what, natural)
    words = _("Reported deaths per {area}, {window}") if deaths else _("Incidents per {area}, {window}")
    title = words.format(area=headlines.level_name(level), window=window_name(views.WINDOW.value, step))
    legend.show(legend.classes(scale, title, context.palette))
    layer = _layer(context, played, level, scale)
    drawing = maps.Drawing([layer, *layers.borders(context, level)])
    names = [formats.period(own) for own in _spans(context, played)]
    whole = (_("Reported deaths, {window}") if deaths else _("Incidents, {window}")).format(
        window=window_name(views.WINDOW.value, step)
    )
    told = alt.frames(played, names, context.snapshot.area_names(), whole, deaths)
    selection.told(layers.draw(context, drawing, "play", HEIGHT, alt=told))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        legend.rescale_button(what, natural)
        _frame_picture(context, played, level, scale, title)
    figures.outside(context, on_map, level, **selection.part_parameter(), **selection.parameters(open_choice))


def _controls(context: Context) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.segmented_control(
            _("Step"), list(frames.STEPS), format_func=step_name, key=views.STEP.name, required=True,
            label_visibility="collapsed",
        )  # fmt: skip
        st.selectbox(
            _("Each frame shows"),
            views.WINDOW.accepted,
            format_func=lambda code: window_name(code, views.STEP.value),
            key=views.WINDOW.name,
            label_visibility="collapsed",
            width=220,
        )
        measures.choose(context, {"incidents": _("Incidents"), "fatalities": _("Reported deaths")})
        measures.choose_level(context)


def _frame_picture(
    context: Context, played: frames.Frames, level: int, scale: scales.Breaks, legend_title: str
) -> None:
    """One frame as a picture: which one is chosen here, because the browser plays without telling."""
    names = [formats.period(span) for span in _spans(context, played)]
    at = st.selectbox(
        _("Frame for a picture"), range(len(names)), index=len(names) - 1, format_func=names.__getitem__,
        key="play_frame", label_visibility="collapsed", width=200,
    )  # fmt: skip
    total = layers.counted(int(played.all_incidents[at]), int(played.all_fatalities[at]))
    make = partial(
        _frame, f"{names[at]}: {total}", printed.on_paper(context), played=played, at=at, level=level, scale=scale,
        legend_title=legend_title, measure=views.MEASURE.value,
    )  # fmt: skip
    picture_button.offer(context, make, "incidents_frame")


def _frame(
    title: str,
    paper: Context,
    *,
    played: frames.Frames,
    at: int,
    level: int,
    scale: scales.Breaks,
    legend_title: str,
    measure: str,
) -> MapPicture:
    table = pd.DataFrame(
        {"area_id": played.area_ids, "incidents": played.incidents[at], "fatalities": played.fatalities[at]}
    ).assign(exact=0, near=0, region=0)
    values = table[measure].to_numpy(dtype="float64")
    keys = Legend(legend_title, tuple(legend.class_keys(scale, paper.palette)))
    shown = table[table[measure] > 0].sort_values(measure, ascending=False)
    labels = dict(zip(shown["area_id"], shown[measure].map(formats.number), strict=True))
    drawn = layers.areas(paper, table, level, scale.steps(values))
    return printed.picture(paper, drawn, [keys], title, labels=labels)


def _spans(context: Context, played: frames.Frames) -> list[Period]:
    """The days of each frame's last period, within the filters'."""
    first, last = context.filters.start, context.filters.end
    return [Period(max(p.start_time.date(), first), min(p.end_time.date(), last)) for p in played.periods]


def step_name(code: str) -> str:
    """A step of playback for people."""
    return {"week": _("Weeks"), "month": _("Months"), "quarter": _("Quarters")}[code]


def window_name(code: str, step: str) -> str:
    """What a frame sums up, for people."""
    if code == frames.CUMULATIVE:
        return _("all from the first day on")
    count = int(code)
    if step == "week":
        return ngettext("one week", "the last {n} weeks", count).format(n=count)
    if step == "month":
        return ngettext("one month", "the last {n} months", count).format(n=count)
    return ngettext("one quarter", "the last {n} quarters", count).format(n=count)


def _layer(context: Context, played: frames.Frames, level: int, scale: scales.Breaks) -> maps.Layer:
    totals = zip(played.all_incidents.tolist(), played.all_fatalities.tolist(), strict=True)
    return {
        "kind": "play",
        "level": level,
        "areas": played.area_ids,
        "frames": [(formats.period(span), *total) for span, total in zip(_spans(context, played), totals, strict=True)],
        "counts": played.incidents.tolist(),
        "deaths": played.fatalities.tolist(),
        "measure": views.MEASURE.value,
        "lows": scale.lows,
        "colours": context.palette.classes,
        "line": context.palette.outline,
        "start": 0,
        "words": {
            "play": _("Play"),
            "pause": _("Pause"),
            "frame": _("Period shown"),
            "speed": _("Periods a second"),
        },
    }
