"""Colours and signs, light and dark: safe for colour-blind eyes, and never the only carrier of a meaning."""

from dataclasses import dataclass

from data.i18n import _


@dataclass(frozen=True)
class Palette:
    """The colours of one theme."""

    text: str
    quiet: str
    page: str
    side: str
    line: str
    action: str
    land: str
    water: str
    neighbour: str
    outline: str
    unknown: str
    classes: tuple[str, ...]
    differences: tuple[str, ...]  # from much less, by none, to much more
    types: dict[str, str]
    components: dict[str, str]
    statuses: dict[str, str]
    changes: dict[str, str]

    def on_class(self, step: int) -> str:
        """The colour of words on a class colour: of ink and paper the one with more contrast."""
        ground = luminance(self.classes[step])
        return max((INK, PAPER), key=lambda words: contrast(luminance(words), ground))


INK, PAPER = "#1F2933", "#FFFFFF"


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: float, other: float) -> float:
    """Contrast ratio of two luminances (WCAG 2.2), 1 to 21."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


LIGHT = Palette(
    text="#1F2933",
    quiet="#5B6670",
    page="#FBFBFA",
    side="#F1F3F4",
    line="#E3E6E8",
    action="#1B6CA8",
    land="#F4EFE6",
    water="#E4EBF0",
    neighbour="#EEF0EF",
    outline="#FFFFFF",
    unknown="#D5DADD",
    classes=("#F4EFE6", "#F6D9B8", "#EDAE7B", "#D9744A", "#A63D2A"),
    differences=("#23698F", "#8FBBD3", "#F4EFE6", "#EDAE7B", "#A63D2A"),
    types={
        "battles": "#D55E00",
        "explosions": "#E69F00",
        "against_civilians": "#882D61",
        "riots": "#56B4E9",
        "protests": "#0072B2",
        "strategic": "#8A8F98",
        "other": "#5B4B8A",
    },
    components={"military": "#1B6CA8", "police": "#009E73", "civilian": "#B26A00", "partner": "#5B6670"},
    statuses={"on_course": "#2E7D32", "at_risk": "#9C5C00", "off_course": "#B3261E", "no_data": "#6B7280"},
    changes={
        "large_increase": "#8C2D1F",
        "moderate_increase": "#DB7136",
        "one_event": "#8E7AD6",
        "limited": "#70747A",
        "large_decrease": "#0F4C7C",
        "low_baseline": "#F4EFE6",
        "unknown": "#EEF0EF",
    },
)
DARK = Palette(
    text="#E6EAED",
    quiet="#9AA5AE",
    page="#14181C",
    side="#1B2025",
    line="#2C333A",
    action="#6DB3E8",
    land="#2A2A29",
    water="#171D22",
    neighbour="#1D2226",
    outline="#14181C",
    unknown="#4A545D",
    classes=("#2A2A29", "#5E3322", "#96482C", "#D9744A", "#F6C79B"),
    differences=("#9BD0EE", "#3E7796", "#2A2A29", "#96482C", "#F6C79B"),
    types={
        "battles": "#F07A2B",
        "explosions": "#F2B733",
        "against_civilians": "#C4659C",
        "riots": "#7CC7F2",
        "protests": "#4C9FD6",
        "strategic": "#A3A9B2",
        "other": "#B9A7E8",
    },
    components={"military": "#6DB3E8", "police": "#3CC9A3", "civilian": "#E0A04A", "partner": "#9AA5AE"},
    statuses={"on_course": "#6CC070", "at_risk": "#E0A04A", "off_course": "#F28B82", "no_data": "#A3ABB4"},
    changes={
        "large_increase": "#FFC08F",
        "moderate_increase": "#CC6430",
        "one_event": "#CDBDFF",
        "limited": "#7C8188",
        "large_decrease": "#3F8FCB",
        "low_baseline": "#2A2A29",
        "unknown": "#1D2226",
    },
)
SIGNS = {"on_course": "✓", "at_risk": "!", "off_course": "✕", "no_data": "–"}
CHANGE_SIGNS = {
    "large_increase": "▲▲",
    "moderate_increase": "▲",
    "one_event": "✱",
    "limited": "≈",
    "large_decrease": "▼▼",
    "low_baseline": "·",
    "unknown": "–",
}
SHAPES = {"military": "■", "police": "▲", "civilian": "●", "partner": "◆"}


def of(theme: str | None) -> Palette:
    """The palette of a theme, `light` unless it is `dark`."""
    return DARK if theme == "dark" else LIGHT


def status_name(code: str) -> str:
    """A task status for people."""
    names = {
        "on_course": _("On course"),
        "at_risk": _("At risk"),
        "off_course": _("Off course"),
        "no_data": _("No data"),
    }
    return names.get(code, code)


def component_name(code: str) -> str:
    """A component type for people."""
    names = {"military": _("Military"), "police": _("Police"), "civilian": _("Civilian"), "partner": _("Partner")}
    return names.get(code, code)
