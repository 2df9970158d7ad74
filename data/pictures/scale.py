"""The scale bar, true at the latitude where it stands, and the north arrow."""

from matplotlib.patches import Polygon

from data.i18n import _
from data.pictures.sheet import Box, Sheet
from data.pictures.view import View
from data.words import formats
from data.words.palette import PAPER

WIDTH, HEIGHT = 2.75, 0.5  # inches, of bar, arrow and words
LONGEST = 1.75  # inches of the bar
ARROW = 0.45  # inches kept for the arrow
TEXT = 7.5


def length_km(view: View, latitude: float) -> float:
    """The longest round length (1, 2 or 5 times a power of ten) that takes no more than `LONGEST` inches there."""
    lengths = [digit * 10.0**power for power in range(-2, 5) for digit in (1, 2, 5)]
    fitting = [km for km in lengths if view.inches_east(km, latitude) <= LONGEST]
    return fitting[-1] if fitting else lengths[0]


def draw(sheet: Sheet, view: View, box: Box) -> None:
    """Arrow and bar in a box of `WIDTH` by `HEIGHT`."""
    sheet.box(box, facecolor=PAPER, alpha=0.75, linewidth=0, zorder=10)
    _arrow(sheet, box.left + ARROW / 2, box.bottom + 0.07)
    left, bottom = box.left + ARROW + 0.08, box.bottom + 0.24
    _longitude, latitude = view.degrees(left, bottom)
    km = length_km(view, latitude)
    inches = view.inches_east(km, latitude)
    for number, colour in enumerate((sheet.colours.text, PAPER)):
        half = Box(left + number * inches / 2, bottom, inches / 2, 0.05)
        sheet.box(half, facecolor=colour, edgecolor=sheet.colours.text, linewidth=0.7, zorder=12)
    for share, words in ((0, "0"), (0.5, formats.number(km / 2)), (1, f"{formats.number(km)} km")):
        sheet.write(left + share * inches, bottom + 0.09, words, TEXT, ha="center" if share < 1 else "left")
    sheet.write(
        left, bottom - 0.15, _("at {latitude}; equirectangular, WGS84").format(latitude=_words(latitude)), TEXT - 0.5
    )


def _words(latitude: float) -> str:
    degrees = formats.number(round(abs(latitude), 1))
    return _("{degrees}° N").format(degrees=degrees) if latitude >= 0 else _("{degrees}° S").format(degrees=degrees)


def _arrow(sheet: Sheet, x: float, y: float) -> None:
    style = {"edgecolor": sheet.colours.text, "linewidth": 0.7, "zorder": 12}
    left = Polygon([(x, y + 0.26), (x - 0.08, y), (x, y + 0.06)], facecolor=sheet.colours.text, **style)
    right = Polygon([(x, y + 0.26), (x + 0.08, y), (x, y + 0.06)], facecolor=PAPER, **style)
    for half in (left, right):
        sheet.draw(half)
    sheet.write(x, y + 0.285, _("N"), TEXT + 0.5, bold=True, ha="center")
