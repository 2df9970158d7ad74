"""The footprint played through time: base towns opening and closing, in the browser, without the server."""

import streamlit as st

from components import towns, views
from components.footprint.choice import Chosen
from components.maps import Layer
from data.deck.model import Table
from data.footprint import history, on_map, reach
from data.i18n import _, ngettext
from data.words import alt, formats
from data.words.alt import Told
from data.words.palette import SHAPES


def choose() -> None:
    """Still or played, by which step."""
    names = {"": _("One day"), "quarter": _("Play by quarter"), "year": _("Play by year")}
    st.segmented_control(
        _("Time"), list(names), format_func=names.get, key=views.PLAYED.name, required=True,
        label_visibility="collapsed",
    )  # fmt: skip


def layer(chosen: Chosen, step: str) -> Layer:
    """Every town once, with its ring, and for each frame which of them are open and what they reach."""
    frames = history.frames(chosen.found, chosen.every, chosen.day, step)
    everyone = towns.bases(chosen.context, on_map.records(chosen.every))
    at = {(row[0], row[1]): number for number, row in enumerate(everyone["rows"])}
    rings = [[(latitude, longitude) for longitude, latitude in reach.ring(*where, chosen.radius_km)] for where in at]
    colours = chosen.context.palette
    return {
        "kind": "play_bases",
        "towns": [(row[0], row[1], row[3]) for row in everyone["rows"]],
        "rings": rings,
        "frames": [(formats.period(frame.span), _line(chosen, frame), _open(frame, at)) for frame in frames],
        "ring": colours.action,
        "colours": colours.components,
        "signs": SHAPES,
        "px": towns.SIGN_PX,
        "start": len(frames) - 1,
        "words": {
            "play": _("Play"),
            "pause": _("Pause"),
            "frame": _("Period shown"),
            "speed": _("Periods a second"),
        },
    }


def told(chosen: Chosen, step: str) -> Told:
    """How many base towns were open in each frame and what they reach: the first beside the last."""
    frames = history.frames(chosen.found, chosen.every, chosen.day, step)
    names = [formats.period(frame.span) for frame in frames]
    ends = [f"{name}: {_line(chosen, frame)}." for name, frame in zip(names, frames, strict=True)]

    def table() -> Table:
        within = _("Incidents within {radius} km").format(radius=formats.number(chosen.radius_km))
        columns = [names, [frame.towns for frame in frames], [frame.covered_incidents for frame in frames]]
        return Table(_("Base towns through time"), (_("Period"), _("Base towns"), within), alt.rows_of(columns))

    return Told(" ".join(dict.fromkeys([ends[0], ends[-1]])), table)


def _open(frame: history.Frame, at: dict[tuple[float, float], int]) -> list[tuple[int, tuple[str, ...], str]]:
    records = on_map.records(frame.bases)
    return [(at[float(r["latitude"]), float(r["longitude"])], r["components"], r["line"]) for r in records]


def _line(chosen: Chosen, frame: history.Frame) -> str:
    """What the bar says of a frame."""
    words = _("{towns}, {n} of {all} incidents of the period within {radius} km, straight line")
    return words.format(
        towns=ngettext("{n} base town", "{n} base towns", frame.towns).format(n=formats.number(frame.towns)),
        n=formats.number(frame.covered_incidents),
        all=formats.number(chosen.found.everything["incidents"]),
        radius=formats.number(chosen.radius_km),
    )
