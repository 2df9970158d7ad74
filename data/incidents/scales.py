"""Class breaks: five classes that are the same for every map of one measure, on screen and on paper."""

from dataclasses import dataclass

import numpy as np

from data.incidents.choice import growing, numbers
from data.words import formats


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
