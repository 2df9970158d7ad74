"""What a page's text, tables and legends are in the file: plain values for its template, which escapes them."""

import math
from collections.abc import Mapping
from dataclasses import replace

from data.deck import said
from data.deck.model import Cell, Chart, Page, Said, Series, Table
from data.deck.onefile import hatches
from data.deck.onefile.colours import Colours
from data.deck.onefile.drawing import PX_PER_PT
from data.i18n import _
from data.pictures.spec import Key, Legend
from data.words import formats
from data.words.palette import SHAPES

UNKNOWN = "–"
DASHES = {"-": "", "--": "6 4", ":": "2 3", "-.": "7 3 2 3"}
LONG = 12  # rows, beyond which a table has a frame of its own to scroll in
WEB = ("https://", "http://")


def words() -> dict[str, str]:
    """The file's own words; `{n}` and the like are filled in by its script."""
    return {
        "page_of": _("Page {n} of {all}"),
        "before": _("Page before"),
        "next": _("Next page"),
        "turning": _("Arrow keys turn the pages."),
        "made_on": _("Made on {day}"),
        "test": _("Rests on: {test}"),
        "see": _("See for yourself"),
        "open": _("Open this view"),
        "legend": _("Legend"),
        "north": _("North"),
        "rows": _("Figures as a table"),
        "unknown": _("A dash means unknown, never zero."),
        "comment": _("Comment"),
        "contents": _("Pages"),
        "by_click": _("Click a shape, or choose one with Tab and the arrow keys, for its figures."),
        "by_name": _("Click a name to leave its series out."),
        "sort": _("Sort by {column}"),
        "no_script": _("Map and charts need a browser that runs scripts; every figure stands in the tables."),
        "old": _("This browser is too old to draw map and charts; every figure stands in the tables."),
        "close": _("Close"),
        "zoom_in": _("Zoom in"),
        "zoom_out": _("Zoom out"),
        "map": _("Map"),
        "name": _("Name"),
        "figures": _("Figures"),
    }


def page(own: Page, number: int, colours: Colours) -> dict[str, object]:
    """One page for the template."""
    picture = own.map
    return {
        "number": number,
        "words": own.words,
        "view": said.view_name(own),
        "measures": own.measures,
        "said": [_said(one) for one in own.said],
        "map": picture is not None,
        "map_title": picture.words.title if picture and picture.words.title != own.words.title else "",
        "disclaimer": own.words.disclaimer or (picture.words.disclaimer if picture else ""),
        "alt": own.alt,
        "legends": [legend(one, colours) for one in picture.legends] if picture else [],
        "charts": [{"title": c.title, "unit": c.unit, "alt": c.alt, "table": table(_rows_of(c))} for c in own.charts],
        "tables": [table(one) for one in (*_of_map(own), *own.tables)],
        "notes": own.notes,
        "comment": own.comment,
        "link": _address(own.words.link),
    }


def chart(own: Chart, colours: Colours) -> dict[str, object]:
    """A chart for the file's script."""
    return {
        "kind": own.kind,
        "categories": own.categories,
        "unit": own.unit,
        "series": [_series(one, colours) for one in own.series],
    }


def _series(own: Series, colours: Colours) -> dict[str, object]:
    values = [known(value) for value in own.values]
    return {
        "name": own.name,
        "colour": colours.name(own.colour),
        "values": values,
        "texts": [text(value) for value in values],
    }


def _said(own: Said) -> Said:
    return replace(own, link=_address(own.link))


def _address(link: str) -> str:
    """A link that leads to a page of the web, else none."""
    return link if link.lower().startswith(WEB) else ""


def known(value: Cell) -> Cell:
    """A value, None where it is no number that can be drawn."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def text(value: Cell) -> str:
    """A cell in words: numbers as the reader's language writes them, a dash where unknown."""
    value = known(value)
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, str):
        return value
    return formats.number(value) if float(value).is_integer() or abs(value) >= 100 else formats.figure(value)


def table(own: Table) -> dict[str, object]:
    """A table; each cell as its words and, where it is a number, the number that it is sorted by."""
    rows = [[(text(cell), _order(cell)) for cell in row] for row in own.rows]
    flags = [any(isinstance(row[i], int | float) for row in own.rows) for i in range(len(own.head))]
    unknown = any(cell is None for row in own.rows for cell in map(known, row))
    return {"of": own, "rows": rows, "numeric": flags, "long": len(rows) > LONG, "unknown": unknown}


def _order(cell: Cell) -> str:
    return str(known(cell)) if isinstance(cell, int | float) and known(cell) is not None else ""


def _rows_of(own: Chart) -> Table:
    """A chart's figures."""
    columns = [tuple(map(known, one.values)) for one in own.series]
    rows = tuple(zip(own.categories, *columns, strict=True))
    return Table(own.title, ("", *(one.name for one in own.series)), rows, own.unit)


def _of_map(own: Page) -> list[Table]:
    """What the map's shapes answer, for those who do not see it."""
    if not own.tips or own.map is None:
        return []
    rows = tuple((tip.name, " · ".join(tip.lines)) for tip in own.tips.values())
    return [Table(_("What is on the map"), (_("Name"), _("Figures")), rows)]


def legend(own: Legend, colours: Colours) -> dict[str, object]:
    """A legend with the symbol of each key."""
    return {"title": own.title, "keys": [_key(key, colours) for key in own.keys]}


def _key(own: Key, colours: Colours) -> Mapping[str, object]:
    radius = round(own.radius_pt * PX_PER_PT, 1)
    across = 2 * radius + 3 if own.kind in ("exact", "near") else 28
    return {
        "kind": own.kind,
        "text": own.text,
        "colour": colours.name(own.colour),
        "hatch": hatches.number(own.hatch),
        "radius": radius,
        "width": max(across, 14 * len(own.signs)),
        "height": max(across, 16) if own.kind in ("exact", "near") else 16,
        "signs": [(kind, SHAPES[kind]) for kind in own.signs],
        "dash": DASHES.get(own.dash, ""),
    }
