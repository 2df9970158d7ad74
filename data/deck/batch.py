"""One file for each field office in one go: the same view in the areas that the office covers."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd

from data.deck import formats
from data.deck.model import Page
from data.deck.pages import page_of
from data.deck.pages.asked import Asked
from data.errors import InputError
from data.i18n import _, isolated
from data.scene import Scene
from data.schema import split
from data.snapshot import Snapshot

LONGEST_CODE = 60


@dataclass(frozen=True)
class Made:
    """One file of so many."""

    office_id: str
    name: str
    file: Path
    done: int
    of: int


def offices(snapshot: Snapshot) -> pd.DataFrame:
    """The field offices that name the areas they cover, in the order of their names; an InputError without one."""
    table = snapshot.table("field_offices")
    known = set(snapshot.areas["area_id"])
    covers = table["area_ids"].map(lambda cell: bool(known.intersection(split(cell)))).astype(bool)
    if not covers.any():
        raise InputError(
            _("No field office names an area that it covers: fill in table field_offices, then make a file for each.")
        )
    return table[covers].sort_values("name", kind="stable", ignore_index=True)


def each_office(asked: Asked, folder: str | Path, ending: str, made_on: date) -> Iterator[Made]:
    """Write the view for each field office into `folder`, and give each file as soon as it is there.

    The areas of the office take the place of those of the filters; offices without areas get no file.
    """
    formats.ending_of(f"file{ending}")
    table = offices(asked.shot)
    taken: set[str] = set()
    for done, office in enumerate(table.itertuples(index=False), start=1):
        scene = _in_areas(asked.scene, split(office.area_ids))
        page = _named(page_of(scene, asked.view, asked.own, asked.base_url), office.name)
        file = Path(folder) / f"{_free(office.office_id, taken)}{ending}"
        formats.write([page], file, made_on)
        yield Made(office.office_id, office.name, file, done, len(table))


def _named(page: Page, office: str) -> Page:
    """The page saying for which office it is; its subtitle goes on to name the areas."""
    said = _("For {office}").format(office=isolated(office))
    return replace(page, words=replace(page.words, subtitle=f"{said} · {page.words.subtitle}"))


def _in_areas(scene: Scene, area_ids: tuple[str, ...]) -> Scene:
    known = set(scene.snapshot.areas["area_id"])
    return replace(scene, filters=replace(scene.filters, areas=tuple(area for area in area_ids if area in known)))


def _free(code: str, taken: set[str]) -> str:
    """A file's name from an office's code: letters, digits and hyphens, none twice whatever the case."""
    base = safe(code)
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name


def safe(code: str) -> str:
    """A code as a file's name on any system; `office` where nothing of it can be kept."""
    plain = unicodedata.normalize("NFKD", code).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_CODE].strip("-") or "office"


def zipped(files: Iterable[Path], made_on: date) -> bytes:
    """Files as one archive, the same bytes for the same files."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for file in sorted(files):
            entry = ZipInfo(file.name, (made_on.year, made_on.month, made_on.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())
    return out.getvalue()
