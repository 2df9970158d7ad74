"""What the shapes of a map answer when they are asked: figures by the keys of areas, places, bases and cells."""

from collections.abc import Iterable, Mapping

import pandas as pd

from data.deck.model import Tip
from data.i18n import _, ngettext
from data.words import formats

PLACE, BASE, CELL = "place", "base", "cell"
PRECISIONS = ("exact", "near", "region")


def key(kind: str, longitude: float, latitude: float) -> str:
    """The key of a place, a base town or a cell (by its first corner); an area's key is its area_id."""
    return f"{kind} {longitude:.4f} {latitude:.4f}"


def of_areas(by_area: pd.DataFrame) -> dict[str, Tip]:
    """Figures of areas: area_id, name, incidents, fatalities and, where it has them, exact, near, region."""
    return {row["area_id"]: Tip(str(row["name"]), counted(row)) for row in by_area.to_dict("records")}


def of_places(grouped: pd.DataFrame) -> dict[str, Tip]:
    """Figures of places: longitude, latitude, location, incidents, fatalities, geo_precision."""
    return {
        key(PLACE, row["longitude"], row["latitude"]): Tip(str(row["location"]), counted(row))
        for row in grouped.to_dict("records")
    }


def of_towns(records: Iterable[Mapping[str, object]]) -> dict[str, Tip]:
    """What stands in base towns, of the records of `data.footprint.on_map`."""
    return {
        key(BASE, record["longitude"], record["latitude"]): Tip(str(record["name"]), (str(record["line"]),))
        for record in records
    }


def counted(row: Mapping[str, object]) -> tuple[str, ...]:
    """Incidents, reported deaths and how well they are located, a line each."""
    incidents, deaths = int(row["incidents"]), int(row["fatalities"])
    lines = (
        ngettext("{n} incident", "{n} incidents", incidents).format(n=formats.number(incidents)),
        ngettext("{n} reported death", "{n} reported deaths", deaths).format(n=formats.number(deaths)),
    )
    known = _located(row)
    return (*lines, known) if known else lines


def _located(row: Mapping[str, object]) -> str:
    words = {"exact": _("{n} exact"), "near": _("{n} near"), "region": _("{n} region only")}
    counts = {name: int(row[name]) for name in PRECISIONS if row.get(name)}
    return " · ".join(words[name].format(n=formats.number(count)) for name, count in counts.items())
