"""A map on its sheet: ground, layers, legend where the map is empty, scale, north, and names."""

from data.pictures import ground, layers, names, room, scale
from data.pictures.legends import Block
from data.pictures.sheet import Box, Sheet
from data.pictures.spec import Labels, MapPicture, Signs
from data.pictures.view import View, fitted

BESIDE = 0.2  # inches between a map and a legend beside it


def draw(sheet: Sheet, picture: MapPicture) -> None:
    """Draw the map into the sheet's body."""
    legend = Block(sheet, picture.legends)
    view, box = _arranged(sheet.body, picture, legend)
    axes = sheet.axes(view.box)
    around = ground.draw(axes, view, picture, sheet.colours)
    layers.draw(axes, picture.layers, sheet.colours)
    taken = [legend.draw(box.left, box.top)] if legend.width else []
    corner, _covered = room.emptiest(room.ink(picture, view), view.box, scale.WIDTH, scale.HEIGHT, tuple(taken))
    scale.draw(sheet, view, corner)
    _named(sheet, view, picture, [*taken, corner], around)
    sheet.box(view.box, fill=False, edgecolor=sheet.colours.quiet, linewidth=0.6, zorder=15)


def _arranged(body: Box, picture: MapPicture, legend: Block) -> tuple[View, Box]:
    """The view, and where its legend stands: in the emptiest corner, or beside the map where no corner is empty."""
    view = fitted(picture.bounds, body)
    box, covered = room.emptiest(room.ink(picture, view), body, legend.width or 0.1, legend.height or 0.1)
    if covered <= room.MOST_INK:
        return view, box
    narrow = Box(body.left, body.bottom, body.width - legend.width - BESIDE, body.height)
    beside = Box(narrow.right + BESIDE, body.top - legend.height, legend.width, legend.height)
    return fitted(picture.bounds, narrow), beside


def _named(sheet: Sheet, view: View, picture: MapPicture, taken: list[Box], around: dict[str, object]) -> None:
    written = names.Names(sheet, view, taken)
    signs = [layer for layer in picture.layers if isinstance(layer, Signs)]
    for layer in signs:
        written.keep_clear(layer)
    for layer in picture.layers:
        if isinstance(layer, Labels):
            written.labels(layer)
        elif isinstance(layer, Signs):
            written.towns(layer)
    written.countries(around)
