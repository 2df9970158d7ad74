"""Class breaks and legends: five classes that are the same for every map of one measure, drawn by ourselves."""

from dataclasses import dataclass
from html import escape

import numpy as np
import streamlit as st

from components import formats, palette, views
from components.palette import SHAPES, Palette
from components.pictures.spec import Key, Legend
from data.i18n import _
from data.incidents.choice import growing, numbers

LONGEST_IN_STRIP = 14  # longer words stand beside their colour, not below it
HELD, WRITTEN = "held_classes", "as the link says"


@dataclass(frozen=True)
class Breaks:
    """Four lower bounds of the classes 1 to 4; class 0 is zero. Bounds are whole numbers but for rates."""

    lows: tuple[float, float, float, float]

    def step(self, count: float) -> int:
        """The class of a count, 0 to 4."""
        return sum(count >= low for low in self.lows)

    def steps(self, values: np.ndarray) -> np.ndarray:
        """The class of each value; −1 where it is unknown."""
        return np.where(np.isnan(values), -1, np.searchsorted(self.lows, values, side="right"))

    def labels(self) -> list[str]:
        """`0`, `1–4`, `5–14` … for counts; `0`, `< 0.5`, `0.5 +` … for rates."""
        if any(low != int(low) for low in self.lows):
            return ["0", f"< {formats.figure(self.lows[1])}", *(f"{formats.figure(low)} +" for low in self.lows[1:])]
        ends = [low - 1 for low in self.lows[1:]]
        middle = [
            formats.number(low) if low == end else f"{formats.number(low)}–{formats.number(end)}"
            for low, end in zip(self.lows, ends, strict=False)
        ]
        return ["0", *middle, f"{formats.number(self.lows[-1])}+"]

    def to_text(self) -> str:
        """As a link carries it: `1,5,15,30`."""
        return ",".join(f"{low:g}" for low in self.lows)

    @classmethod
    def from_text(cls, text: str) -> "Breaks | None":
        """From a link; None for what is no four growing positive numbers."""
        return cls(tuple(numbers(text))) if growing(text, 4) else None


def breaks(most: float) -> Breaks:
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
        (1, 1000, 3000, 6000),
        (1, 2000, 6000, 12000),
        (1, 5000, 15000, 30000),
        (1, 20000, 60000, 120000),
    )
    return Breaks(next((scale for scale in scales if most < 2.2 * scale[3]), scales[-1]))


def rate_breaks(most: float) -> Breaks:
    """Round classes for a rate: of the largest about a tenth, a quarter, a half; class 1 is all that is not zero."""
    if most <= 0:
        return Breaks((1e-9, 0.25, 0.5, 1.0))
    ten = 10.0 ** np.floor(np.log10(most))
    top = max(t * ten / 10 for t in (1, 2, 5, 10, 20, 50) if t * ten / 10 <= most / 1.2)
    return Breaks((1e-9, round(top / 5, 9), round(top / 2, 9), round(top, 9)))


def surface_breaks(most: float) -> Breaks:
    """Classes for a surface: those of a rate, and below a quarter of the lowest it is left blank."""
    natural = rate_breaks(most)
    return Breaks((natural.lows[1] / 4, *natural.lows[1:]))


def held(what: str, natural: Breaks) -> Breaks:
    """The classes that stay while filters change: those of the link, else those first drawn of `what`.

    `what` says of which measure and shapes. "Re-scale" takes the classes that suit what is shown now.
    """
    known = st.session_state.setdefault(HELD, {})
    said = views.SCALE.value
    if said != known.get(WRITTEN, "") and (of_link := Breaks.from_text(said)):
        known[what] = of_link
    scale = known.setdefault(what, natural)
    known[WRITTEN] = scale.to_text() if scale != natural else ""
    st.session_state[views.SCALE.name] = known[WRITTEN]
    return scale


def rescale_button(what: str, natural: Breaks) -> None:
    """Offers classes that suit the present counts, where those that are held do not."""
    if st.session_state.get(HELD, {}).get(what, natural) == natural:
        return

    def forget() -> None:
        st.session_state[HELD].pop(what, None)
        st.session_state[views.SCALE.name] = st.session_state[HELD][WRITTEN] = ""

    words = _("The classes are those of an earlier view, so that maps can be compared")
    st.button(_("Re-scale"), on_click=forget, key="rescale", help=words, icon=":material/straighten:", type="tertiary")


def class_keys(scale: Breaks, colours: Palette) -> list[Key]:
    """The colour classes as keys of a legend."""
    return [Key("fill", label, colour) for label, colour in zip(scale.labels(), colours.classes, strict=True)]


def html(legend: Legend, colours: Palette) -> str:
    """A legend as HTML: boxes of colour side by side with their words below, other signs in a line."""
    boxes = [(key.colour, key.text) for key in legend.keys if key.kind == "fill" and not key.hatch]
    others = " · ".join(_sign(key, colours) for key in legend.keys if key.kind != "fill" or key.hatch)
    if any(len(text) > LONGEST_IN_STRIP for _colour, text in boxes):
        others = " ".join(f'<span><i class="lp-swatch" style="background:{c}"></i>{escape(t)}</span>' for c, t in boxes)
        return f"<span>{escape(legend.title)}:</span> {others}"
    if not boxes:
        return f"<span>{escape(legend.title)}: {others}</span>"
    return keys(legend.title, boxes) + (f"<span>{others}</span>" if others else "")


def _sign(key: Key, colours: Palette) -> str:
    if key.hatch:
        return hatch(colours)
    ring = "display:inline-block;width:.7rem;height:.7rem;border-radius:50%;vertical-align:-1px;"
    drawn = f"background:{key.colour}99;border:1px solid" if key.kind == "exact" else "border:1px dashed"
    return f'<i style="{ring}{drawn} {key.colour}"></i> {escape(key.text)}'


def classes(scale: Breaks, title: str, colours: Palette) -> str:
    """The colour classes as HTML."""
    return keys(title, list(zip(colours.classes, scale.labels(), strict=True)))


def keys(title: str, swatches: list[tuple[str, str]]) -> str:
    """Colours with their words as HTML."""
    cells = "".join(
        f'<span class="class"><i style="background:{colour}"></i>{escape(label)}</span>' for colour, label in swatches
    )
    return f'<span>{escape(title)}<br><span class="classes">{cells}</span></span>'


def places(colours: Palette, size: str) -> str:
    """How exact and near places look, as HTML; `size` says what the circles' size means."""
    dot = colours.classes[4]
    ring = "display:inline-block;width:.7rem;height:.7rem;border-radius:50%;vertical-align:-1px;"
    return (
        f'<span><i style="{ring}background:{dot}8c;border:1px solid {dot}"></i> {escape(_("exact place"))} · '
        f'<i style="{ring}border:1px dashed {dot}"></i> {escape(_("near it"))} · {escape(size)}</span>'
    )


def hatch(colours: Palette) -> str:
    """How incidents known by region only look, as HTML."""
    lines = f"repeating-linear-gradient(45deg,{colours.quiet} 0 1px,transparent 1px 5px)"
    box = f"display:inline-block;width:1.1rem;height:.7rem;border:1px solid {colours.quiet};vertical-align:-1px;"
    return f'<i style="{box}background:{lines}"></i> {escape(_("known by region only"))}'


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
