"""How much room words take: lines at a size, the largest size that fits a box, and rows of a table that fit a slide.

Measured in DejaVu Sans, which is wider than what presentations are set in: what fits here fits there.
"""

import bisect
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import matplotlib
from PIL import ImageFont

Item = TypeVar("Item")
FONT = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
BOLD = 1.14  # how much wider bold letters are
LEADING = 1.22  # the height of a line, in sizes of its letters
MEASURED = 20  # size at which letters are measured
ELLIPSIS = "…"
LOOSER = 1.4  # how much wider than it needs a column of a small table is


@lru_cache(maxsize=20_000)
def _width(text: str) -> float:
    """The width of a text of size 1."""
    return ImageFont.truetype(str(FONT), MEASURED).getlength(text) / MEASURED


def width(text: str, size: float) -> float:
    """The width of a text in one line, in points."""
    return _width(text) * size


def lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a width, in points; a word longer than a line is broken."""
    count = 0
    for part in text.split("\n"):
        used, count = 0.0, count + 1
        for word in part.split(" "):
            own = _width(word + " ") * size
            if used and used + own > width:
                used, count = 0.0, count + 1
            count += int(own // width) if own > width else 0
            used += own % width if own > width else own
    return count


def height(texts: Sequence[str], width: float, size: float, gap: float = 0) -> float:
    """The height of paragraphs, in points, with a gap after each."""
    return sum(lines(text, width, size) * size * LEADING + gap for text in texts)


def cut(text: str, width: float, size: float, most: float) -> str:
    """The text where it takes at most `most` points in height; else as many of its first words as do, and an ellipsis.

    Words are left out whole, so that no number is cut; only a first word that alone is too long is.
    """
    if height([text], width, size) <= most:
        return text
    ends = [at for at, letter in enumerate(text) if letter.isspace() and at]
    for places in (ends, range(1, len(text))):
        fit = bisect.bisect_right(places, most, key=lambda at: height([text[:at] + ELLIPSIS], width, size))
        if fit:
            return text[: places[fit - 1]].rstrip() + ELLIPSIS
    return ELLIPSIS


def size(room: float, sizes: Sequence[float], tall: Callable[[float], float]) -> float:
    """The first of `sizes` (largest first) at which something is no taller than its room; the last where none is.

    `tall` gives its height at a size.
    """
    return next((own for own in sizes if tall(own) <= room), sizes[-1])


def chunks(items: Sequence[Item], room: float, tall: Callable[[Item], float]) -> Iterator[list[Item]]:
    """The items that share a box, box after box; none is divided."""
    held: list[Item] = []
    used = 0.0
    for item in items:
        own = tall(item)
        if held and used + own > room:
            yield held
            held, used = [], 0.0
        held.append(item)
        used += own
    if held:
        yield held


def columns(rows: Sequence[Sequence[str]], width: float, own_size: float, least: float = 42) -> list[float]:
    """Widths of the columns of a table, in points, at most `width` in all: each has what it needs, long texts share.

    Of the widest cell of a column no more than a third of the table counts.
    """
    needs = [
        max(least, min(width / 3, max(_width(row[at]) for row in rows) * own_size + 14)) for at in range(len(rows[0]))
    ]
    wider = min(LOOSER, width / sum(needs))
    return [need * wider for need in needs]
