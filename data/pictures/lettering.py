"""Letters on paper: text from data made harmless, measured and wrapped; settings of matplotlib for all pictures."""

import unicodedata
from functools import lru_cache

import matplotlib
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from data.words.formats import short

# Set once, at import: these settings belong to the process, and no thread may change them while another one draws.
matplotlib.rcParams.update(
    {
        "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans"],  # comes with matplotlib, so that every machine draws the same
        "text.parse_math": False,  # "$" in a name is a dollar sign
        "svg.fonttype": "none",  # text stays text
        "svg.hashsalt": "linchpin",  # the same ids for the same picture
    }
)

POINTS = 72  # an inch
DPI = 200  # of a PNG
LONGEST_TITLE = 480
LONGEST = 240
# Of the characters that are not seen, isolates (set by `data.i18n.isolated`) and joiners of letters stay; overrides,
# which turn all that follows, do not.
_KEPT = set("\u2066\u2067\u2068\u2069\u200c\u200d")
_BLANK, _UNSEEN = {"Cc", "Zl", "Zp"}, {"Cf", "Cs", "Co", "Cn"}


def clean(text: str, most: int = LONGEST) -> str:
    """`text` on one line, without unseen characters that change it, cut with … where it is longer than `most`."""
    return short(" ".join(filter(None, "".join(map(_seen, text)).split(" "))), most)


def _seen(letter: str) -> str:
    kind = unicodedata.category(letter)
    return " " if kind in _BLANK else "" if kind in _UNSEEN and letter not in _KEPT else letter


@lru_cache(maxsize=64)
def font(size: float, bold: bool = False) -> FontProperties:
    """The one face, in points."""
    return FontProperties(family="sans-serif", size=size, weight="bold" if bold else "normal")


class Measure:
    """How wide text is; one for each picture, because matplotlib's renderer may not be shared between threads."""

    def __init__(self) -> None:
        self._renderer = RendererAgg(1, 1, DPI)

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Width in inches of one line of `size` points, as a PNG sets it: an SVG sets it a trifle narrower."""
        return self._renderer.get_text_width_height_descent(text, font(size, bold), False)[0] / DPI

    def wrapped(self, text: str, size: float, width: float, bold: bool = False) -> list[str]:
        """Lines of at most `width` inches; no-break blanks keep words together, a word wider than a line is broken."""
        lines, line = [], ""
        for word in filter(None, text.split(" ")):
            longer = f"{line} {word}" if line else word
            if self.width(longer, size, bold) <= width:
                line = longer
                continue
            lines += [line] if line else []
            *full, line = self._broken(word, size, width, bold)
            lines += full
        return [*lines, line] if line else lines

    def _broken(self, word: str, size: float, width: float, bold: bool) -> list[str]:
        parts = []
        while self.width(word, size, bold) > width and len(word) > 1:
            share = width / self.width(word, size, bold)
            fits = max(1, int(len(word) * share))
            while fits > 1 and self.width(word[:fits], size, bold) > width:
                fits -= 1
            parts.append(word[:fits])
            word = word[fits:]
        return [*parts, word]
