"""Names on a map: each with a halo, where it covers no other and no box; the most important first."""

from dataclasses import dataclass

import shapely
from matplotlib.patheffects import Stroke

from data.pictures import spec
from data.pictures.legends import SIGN_PT, SIGN_STEP
from data.pictures.lettering import POINTS, clean
from data.pictures.sheet import Box, Sheet
from data.pictures.view import View
from data.words.palette import PAPER

TOWN, LABEL, COUNTRY = 8, 8, 8.5  # points
LONGEST = 40
HALO = 2.4
LEAST_ROOM, ROOM = 0.3, 0.55  # inches, and of its name's width: how far from a country's borders its name stands


@dataclass(frozen=True)
class Word:
    """A name and how it is set."""

    text: str
    size: float
    colour: str
    bold: bool = False


class Names:
    """What is written on one map so far."""

    def __init__(self, sheet: Sheet, view: View, taken: list[Box]) -> None:
        self._sheet, self._view = sheet, view
        self._taken = list(taken)

    def keep_clear(self, layer: spec.Signs) -> None:
        """No name covers a sign."""
        for town in layer.towns:
            x, y = self._at(town.longitude, town.latitude)
            half = len(town.components) * SIGN_STEP / 2
            self._taken.append(Box(x - half, y - SIGN_PT / POINTS / 2, 2 * half, SIGN_PT / POINTS))

    def towns(self, layer: spec.Signs) -> None:
        """Each town's name beside, above or below its sign."""
        for town in layer.towns:
            if name := clean(town.name, LONGEST):
                x, y = self._at(town.longitude, town.latitude)
                aside = len(town.components) * SIGN_STEP / 2 + 0.04
                self._first_free(Word(name, TOWN, self._sheet.colours.text, bold=True), x, y, aside)

    def labels(self, layer: spec.Labels) -> None:
        """Words centred at their points, or a little above or below; else their short form."""
        for label in layer.labels:
            x, y = self._at(label.longitude, label.latitude)
            for text in filter(None, (clean(label.text, LONGEST), clean(label.short, LONGEST))):
                if self._first_free(Word(text, LABEL, self._sheet.colours.text), x, y):
                    break

    def countries(self, seen: dict[str, object]) -> None:
        """Neighbours' names, where their land is seen widely enough to carry them."""
        for name, shape in seen.items():
            taken = shapely.union_all([shapely.box(b.left, b.bottom, b.right, b.top) for b in self._taken])
            free = shapely.difference(self._view.shape(shape), taken)
            if free.is_empty:
                continue
            radius = shapely.maximum_inscribed_circle(free)  # a line from the middle to the edge
            word = Word(clean(name, LONGEST).upper(), COUNTRY, self._sheet.colours.quiet)
            x, y = shapely.get_coordinates(radius)[0]
            box = self._box(word, x, y)
            if radius.length > max(LEAST_ROOM, box.width * ROOM) and box.within(self._view.box):
                self._put(word, box)

    def _at(self, longitude: float, latitude: float) -> tuple[float, float]:
        x, y = self._view.inches(longitude, latitude)
        return float(x), float(y)

    def _box(self, word: Word, x: float, y: float) -> Box:
        width, height = self._sheet.measure.width(word.text, word.size, word.bold), word.size / POINTS
        return Box(x - width / 2, y - height / 2, width, height)

    def _first_free(self, word: Word, x: float, y: float, aside: float | None = None) -> bool:
        """Write a word at the first place that is free, centred or at least `aside` to a side; False where none is."""
        box = self._box(word, x, y)
        up = box.height + 0.03
        across = 0 if aside is None else aside + box.width / 2
        places = [(0, 0)] if aside is None else [(across, 0), (-across, 0)]
        places += [(0, up), (0, -up)]
        places += [] if aside is None else [(across, up), (-across, up), (across, -up), (-across, -up)]
        for right, above in places:
            moved = Box(box.left + right, box.bottom + above, box.width, box.height)
            if moved.within(self._view.box) and not any(moved.overlaps(other, 0.02) for other in self._taken):
                self._put(word, moved)
                return True
        return False

    def _put(self, word: Word, box: Box) -> None:
        self._taken.append(box)
        base = box.bottom + 0.16 * box.height
        halo = self._sheet.write(box.left, base, word.text, word.size, bold=word.bold, zorder=8)
        halo.set_path_effects([Stroke(linewidth=HALO, foreground=PAPER, alpha=0.85)])
        self._sheet.write(box.left, base, word.text, word.size, bold=word.bold, color=word.colour, zorder=9)
