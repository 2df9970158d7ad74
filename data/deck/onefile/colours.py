"""Colours of a page on a screen: each print colour has a name that means its dark sister in a dark theme."""

import re
from collections.abc import Iterator
from dataclasses import fields

from data.words.palette import DARK, LIGHT, Palette

HEX = re.compile(r"#[0-9A-Fa-f]{6}")
PARTS = ("text", "quiet", "page", "side", "line", "action", "land", "water", "neighbour", "outline", "unknown")
OTHERWISE = "currentColor"  # for what is no colour: nothing from data reaches a style


def flat(palette: Palette) -> Iterator[str]:
    """All colours of a palette, always in the same order."""
    for field in fields(palette):
        value = getattr(palette, field.name)
        yield from (value,) if isinstance(value, str) else value.values() if isinstance(value, dict) else value


SISTERS = dict(zip(flat(LIGHT), flat(DARK), strict=True))


class Colours:
    """The colours that a file uses, by the names that its style gives them."""

    def __init__(self) -> None:
        self._used: dict[str, None] = {}

    def name(self, colour: str) -> str:
        """What stands for a print colour `#RRGGBB` wherever one is drawn."""
        if not HEX.fullmatch(colour or ""):
            return OTHERWISE
        self._used[colour.upper()] = None
        return f"var(--c{colour[1:].upper()})"

    def style(self) -> str:
        """The colours of the palette and of the file, light and dark; paper is light."""
        light = self._block(LIGHT, {colour: colour for colour in self._used})
        dark = self._block(DARK, {colour: SISTERS.get(colour, colour) for colour in self._used})
        return (
            f":root{{color-scheme:light;{light}}}\n"
            f"@media screen and (prefers-color-scheme:dark){{:root{{color-scheme:dark;{dark}}}}}\n"
        )

    @staticmethod
    def _block(palette: Palette, used: dict[str, str]) -> str:
        own = [f"--{name}:{getattr(palette, name)}" for name in PARTS]
        own += [f"--warn:{palette.statuses['at_risk']}"]
        own += [f"--sign-{kind}:{colour}" for kind, colour in palette.components.items()]
        return ";".join([*own, *(f"--c{colour[1:]}:{shown}" for colour, shown in sorted(used.items()))])
