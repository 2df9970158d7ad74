"""What a decision record holds: everything that its files print, so that they can be made from it alone."""

from dataclasses import dataclass
from datetime import date, datetime

from data.workshop.measured import Footprint
from data.workshop.sheet import Sheet


@dataclass(frozen=True)
class Record:
    """One decision as it is printed. Posts and offices are named, never persons; `author` is who filed it.

    `footprints` begins with today's and the chosen one; `changes` are the chosen one's, as sentences. `picture` is a
    map as PNG.
    """

    decision_id: str
    title: str
    decided: str
    why: str
    by_post: str
    decided_on: date
    stops: str
    told: str
    chosen: str
    changes: tuple[str, ...]
    footprints: tuple[Footprint, ...]
    sheet: Sheet
    radius_km: float
    bases_on: date
    mission: str
    handling: str
    mark: str
    period: str
    filters: tuple[str, ...]
    version: int
    sources: tuple[str, ...]
    link: str
    author: str
    saved_at: datetime
    replaces: str = ""
    picture: bytes = b""
