"""What is chosen on the incidents page beyond the filters: an area, a place, months, a shape drawn on the map.

Its parameters are the page's own, so that a link means the same on the page and on the command line.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np
import shapely

from data.filters import Vocabulary
from data.incidents import cells, types
from data.incidents.frame import area_mask
from data.incidents.rows import PLACE_DECIMALS, Events, Rows
from data.snapshot import Snapshot

PREFIX = "incidents_"
MONTHS = re.compile(r"(\d{4}-\d{2})(?:\.\.(\d{4}-\d{2}))?")
MOST_CORNERS = 60
LARGEST = 1e9
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Choice:
    """What narrows the incidents under the filters further; empty fields narrow nothing.

    `place` is its key (see `place_key`), `cell` an H3 cell, `month` as 2019-03 or 2019-03..2019-06, `actor` an actor's
    id, `shape` corners as `latitude,longitude;…`, `inview` 1 for what lies in `view` (west,south,east,north,zoom).
    """

    area: str = ""
    place: str = ""
    cell: str = ""
    month: str = ""
    type: str = ""
    actor: str = ""
    shape: str = ""
    inview: str = ""
    view: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, list[str]], snapshot: Snapshot) -> "Choice":
        """What a link's query chooses; what means nothing in this version is left out."""
        said = {field.name: query.get(PREFIX + field.name, [""])[0] for field in fields(cls)}
        return cls(**{name: value if means(name, value, snapshot) else "" for name, value in said.items()})

    def says(self, parameter: str) -> bool:
        """True where a link's parameter chooses something."""
        return bool(getattr(self, parameter.removeprefix(PREFIX)))

    def without(self, *names: str) -> "Choice":
        """The same with some of it left open."""
        return replace(self, **dict.fromkeys(names, ""))

    def of(self, rows: Rows, vocabulary: Vocabulary) -> Rows:
        """Those of one source's rows that are chosen."""
        if self.month:
            rows = rows.between(*months_of(self.month))
        masks = []
        if self.area:
            masks.append(area_mask(rows, (self.area,), vocabulary.areas))
        if self.type:
            masks.append(rows.events.lookup("event_type", types.expand((self.type,)))[rows.array("event_type")])
        if self.actor:
            name = (vocabulary.actors[self.actor],)
            masks += [np.logical_or(*(rows.events.lookup(who, name)[rows.array(who)] for who in ("actor1", "actor2")))]
        if self.cell:
            masks.append(cells.mask(rows, self.cell))
        masks += [self._of_places(rows, inside) for inside in self._places(rows)]
        return rows.where(np.logical_and.reduce(masks)) if masks else rows

    def _places(self, rows: Rows) -> list[np.ndarray]:
        """For each choice of places, which of the distinct ones are in it."""
        every, found = rows.events.places, []
        if self.place:
            found.append(at_place(rows.events, self.place))
        if self.shape:
            found.append(shapely.contains_xy(polygon(self.shape), every["longitude"], every["latitude"]))
        if self.inview and self.view:
            found.append(cells.in_view(rows.events, bounds_of(self.view)))
        return found

    @staticmethod
    def _of_places(rows: Rows, inside: np.ndarray) -> np.ndarray:
        return inside[rows.array("place")] & (rows.array("precision") < 3)


PARAMETERS = tuple(PREFIX + field.name for field in fields(Choice))


def means(name: str, value: str, snapshot: Snapshot) -> bool:
    """True where a value of a field of `Choice` means something in this version; an empty one always does."""
    return not value or bool(CHECKS[name](value, snapshot))


def place_key(latitude: float, longitude: float) -> str:
    """A place's key in links: its coordinates."""
    return f"{latitude:.{PLACE_DECIMALS}f},{longitude:.{PLACE_DECIMALS}f}"


def numbers(text: str) -> list[float]:
    """The numbers of `14.5,-3.1`; none where one of its parts is not a finite one."""
    try:
        found = [float(part) for part in text.split(",")]
    except ValueError:
        return []
    return found if np.isfinite(found).all() else []


def growing(text: str, size: int) -> bool:
    """True for so many positive numbers, each larger than the one before."""
    found = numbers(text)
    return len(found) == size and found[0] > 0 and found[-1] < LARGEST and found == sorted(set(found))


def months_of(text: str) -> tuple[np.datetime64, np.datetime64]:
    """First and last day of `2019-03` or `2019-03..2019-06`."""
    first, last = MONTHS.fullmatch(text).groups()
    return np.datetime64(f"{first}-01"), (np.datetime64(last or first, "M") + 1).astype("datetime64[D]") - 1


def corners(text: str) -> list[tuple[float, float]]:
    """The corners of a shape as (latitude, longitude)."""
    return [tuple(numbers(pair)) for pair in text.split(";")]


def polygon(text: str) -> shapely.Polygon:
    """A shape as a polygon of longitude and latitude, made whole where its line crosses itself."""
    return shapely.make_valid(shapely.Polygon([(lon, lat) for lat, lon in corners(text)]))


def bounds_of(text: str) -> Bounds:
    """West, south, east, north of a view."""
    return tuple(numbers(text)[:4])


def _are_months(text: str) -> bool:
    found = MONTHS.fullmatch(text)
    if not found:
        return False
    try:
        days = [date.fromisoformat(f"{month}-01") for month in found.groups() if month]
    except ValueError:
        return False
    return days == sorted(days) and all(1900 <= day.year <= 2200 for day in days)


def _is_shape(text: str) -> bool:
    pairs = [numbers(pair) for pair in text.split(";")]
    on_earth = all(len(p) == 2 and abs(p[0]) <= 90 and abs(p[1]) <= 180 for p in pairs)
    return on_earth and 3 <= len(pairs) <= MOST_CORNERS


def _is_view(text: str) -> bool:
    found = numbers(text)
    return len(found) == 5 and found[0] < found[2] and found[1] < found[3] and max(map(abs, found)) <= 720


def at_place(events: Events, key: str) -> np.ndarray:
    """Which of the distinct places has this key."""
    latitude, longitude = numbers(key)
    return ((events.places["latitude"] == latitude) & (events.places["longitude"] == longitude)).to_numpy()


def _is_place(key: str, snapshot: Snapshot) -> bool:
    return len(numbers(key)) == 2 and bool(at_place(snapshot.events, key).any())


CHECKS = {
    "area": lambda value, shot: value in set(shot.areas["area_id"]),
    "place": _is_place,
    "cell": lambda value, _shot: cells.resolution_of(value) is not None,
    "month": lambda value, _shot: _are_months(value),
    "type": lambda value, _shot: types.code_of(value) == value,
    "actor": lambda value, shot: value in shot.vocabulary.actors,
    "shape": lambda value, _shot: _is_shape(value),
    "inview": lambda value, _shot: value == "1",
    "view": lambda value, _shot: _is_view(value),
}
