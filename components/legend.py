"""Class breaks and legends: five classes that are the same for every map of one measure, drawn by ourselves."""

from html import escape

import streamlit as st

from components import views
from data.i18n import _
from data.incidents.scales import Breaks
from data.pictures.spec import Key, Legend
from data.words import formats, palette
from data.words.palette import SHAPES, Palette

LONGEST_IN_STRIP = 14  # longer words stand beside their colour, not below it
HELD, WRITTEN = "held_classes", "as the link says"


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
        others = " ".join(
            f'<span><span class="lp-swatch" style="background:{c}"></span>{escape(t)}</span>' for c, t in boxes
        )
        return f"<span>{escape(legend.title)}:</span> {others}"
    if not boxes:
        return f"<span>{escape(legend.title)}: {others}</span>"
    return keys(legend.title, boxes) + (f"<span>{others}</span>" if others else "")


def _sign(key: Key, colours: Palette) -> str:
    if key.hatch:
        return hatch(colours)
    ring = "display:inline-block;width:.7rem;height:.7rem;border-radius:50%;vertical-align:-1px;"
    drawn = f"background:{key.colour}99;border:1px solid" if key.kind == "exact" else "border:1px dashed"
    return f'<span style="{ring}{drawn} {key.colour}"></span> {escape(key.text)}'


def classes(scale: Breaks, title: str, colours: Palette) -> str:
    """The colour classes as HTML."""
    return keys(title, list(zip(colours.classes, scale.labels(), strict=True)))


def keys(title: str, swatches: list[tuple[str, str]]) -> str:
    """Colours with their words as HTML."""
    cells = "".join(
        f'<span class="class"><span style="background:{colour}"></span>{escape(label)}</span>'
        for colour, label in swatches
    )
    return f'<span>{escape(title)}<br><span class="classes">{cells}</span></span>'


def places(colours: Palette, size: str) -> str:
    """How exact and near places look, as HTML; `size` says what the circles' size means."""
    dot = colours.classes[4]
    ring = "display:inline-block;width:.7rem;height:.7rem;border-radius:50%;vertical-align:-1px;"
    return (
        f'<span><span style="{ring}background:{dot}8c;border:1px solid {dot}"></span> {escape(_("exact place"))} · '
        f'<span style="{ring}border:1px dashed {dot}"></span> {escape(_("near it"))} · {escape(size)}</span>'
    )


def hatch(colours: Palette) -> str:
    """How incidents known by region only look, as HTML."""
    lines = f"repeating-linear-gradient(45deg,{colours.quiet} 0 1px,transparent 1px 5px)"
    box = f"display:inline-block;width:1.1rem;height:.7rem;border:1px solid {colours.quiet};vertical-align:-1px;"
    return f'<span style="{box}background:{lines}"></span> {escape(_("known by region only"))}'


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
