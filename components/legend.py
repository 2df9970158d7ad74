"""Class breaks and legends: five classes that are the same for every map of one measure, drawn by ourselves."""

from dataclasses import dataclass
from html import escape

import streamlit as st

from components import formats, palette
from components.palette import SHAPES, Palette
from data.i18n import _


@dataclass(frozen=True)
class Breaks:
    """Four lower bounds of the classes 1 to 4; class 0 is zero."""

    lows: tuple[int, int, int, int]

    def step(self, count: int) -> int:
        """The class of a count, 0 to 4."""
        return sum(count >= low for low in self.lows)

    def labels(self) -> list[str]:
        """`0`, `1–4`, `5–14` …"""
        ends = [low - 1 for low in self.lows[1:]]
        middle = [
            formats.number(low) if low == end else f"{formats.number(low)}–{formats.number(end)}"
            for low, end in zip(self.lows, ends, strict=False)
        ]
        return ["0", *middle, f"{formats.number(self.lows[-1])}+"]


def breaks(most: int) -> Breaks:
    """Round classes that suit the largest count: 1, then about a tenth, a third and two thirds of it."""
    scales = (
        (1, 2, 3, 4),
        (1, 3, 6, 10),
        (1, 5, 15, 30),
        (1, 10, 30, 60),
        (1, 20, 60, 120),
        (1, 50, 150, 300),
        (1, 100, 300, 600),
        (1, 200, 600, 1200),
        (1, 500, 1500, 3000),
    )
    return Breaks(next((scale for scale in scales if most < 2.2 * scale[3]), scales[-1]))


def classes(scale: Breaks, title: str, colours: Palette) -> str:
    """The colour classes as HTML."""
    cells = "".join(
        f'<span class="class"><i style="background:{colour}"></i>{escape(label)}</span>'
        for colour, label in zip(colours.classes, scale.labels(), strict=True)
    )
    return f'<span>{escape(title)}<br><span class="classes">{cells}</span></span>'


def places(colours: Palette) -> str:
    """How exact and near places look, as HTML."""
    dot = colours.classes[4]
    ring = "display:inline-block;width:.7rem;height:.7rem;border-radius:50%;vertical-align:-1px;"
    return (
        f'<span><i style="{ring}background:{dot}8c;border:1px solid {dot}"></i> {escape(_("exact place"))} · '
        f'<i style="{ring}border:1px dashed {dot}"></i> {escape(_("near it"))} · '
        f"{escape(_('size by incidents; region-only incidents are not drawn as points'))}</span>"
    )


def bases(components: list[str], colours: Palette, radius_km: float | None = None) -> str:
    """The signs of the components that are there, and the ring, as HTML."""
    names = {"partner": _("component unknown")}
    signs = " · ".join(
        f'<span class="sign" style="color:{colours.components[c]}">{SHAPES[c]}</span> '
        f"{escape(names.get(c, palette.component_name(c).lower()))}"
        for c in SHAPES
        if c in components
    )
    ring = (
        f" · ◌ {escape(_('{radius} km, straight line').format(radius=formats.number(radius_km)))}" if radius_km else ""
    )
    return f"<span>{escape(_('Base towns'))}: {signs}{ring}</span>"


def show(*parts: str) -> None:
    """Legends in one line, wrapped where the screen is narrow."""
    st.html(f'<div class="lp-legend">{"".join(parts)}</div>')
