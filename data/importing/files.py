"""Tables from files: CSV, Excel, Parquet, JSON and GeoJSON points, every cell as text under plain column names."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from data.errors import InputError
from data.i18n import _
from data.importing import kinds, sheets
from data.importing.csvtext import CsvSheet
from data.importing.sheets import Broken, Sheet
from data.spreadsheet import restored

TABULAR = {".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".parquet"}
GEOGRAPHIC = {".geojson", ".json", ".gpkg", ".shp"}
PACKED = {".zip", ".gz"}
REJECTS_MARK = "linchpin_row"


@dataclass(frozen=True)
class Head:
    """What a layout says of a header: the columns that it wants to read, and for a file without one their names."""

    wanted: frozenset[str]
    names: tuple[str, ...] = ()


Known = Callable[[list[str], bool], Head | None]


@dataclass
class RawTable:
    """A table as text: `frame` has plain column names, and as index each row's number as a spreadsheet shows it.

    `titles` are all columns as the file writes them, those too that were left out; `repeated` the titles of those that
    were left out because a column before them has their name; `broken` are the rows that do not fit the header.
    """

    path: Path
    frame: pd.DataFrame
    titles: dict[str, str] = field(default_factory=dict)
    repeated: tuple[str, ...] = ()
    broken: tuple[Broken, ...] = ()
    header: int = 1
    sheet: Sheet | None = field(default=None, repr=False)

    @property
    def columns(self) -> frozenset[str]:
        """Every column of the file, read or not."""
        return frozenset(self.titles or self.frame.columns)

    def forget(self) -> None:
        """Let go of the text, once it was read and checked: of a large file it is most of the memory."""
        self.frame = self.frame.iloc[:0].copy()

    def as_written(self, numbers: list[int]) -> pd.DataFrame:
        """Some rows whole, with every column under the name that the file gives it, indexed by row number.

        Cells beyond the header's stand in columns `extra_1`, `extra_2` …
        """
        if self.sheet is None:
            return self.frame.loc[self.frame.index.isin(numbers)]
        titles = self.sheet.top[self.header - 1] if self.header else list(self.titles.values())
        found = self.sheet.rows(frozenset(numbers))
        width = max([len(titles), *(len(cells) for cells in found.values())])
        columns = [*titles, *(f"extra_{n}" for n in range(1, width - len(titles) + 1))]
        cells = [[*row, *[""] * (width - len(row))] for row in found.values()]
        rows = pd.DataFrame(cells, columns=columns, index=list(found), dtype="str")
        return restored(rows) if REJECTS_MARK in self.titles else rows


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def existing(path: str | Path) -> Path:
    """The path, where a file of a kind that can be read lies there, by its name and first bytes; else an InputError."""
    path = Path(path)
    if not path.is_file():
        raise InputError(_("{file} is not a file.").format(file=path))
    if path.suffix.lower() not in GEOGRAPHIC | TABULAR | PACKED:
        raise InputError(
            _("{file} cannot be read: expected one of {endings}.").format(
                file=path.name, endings=", ".join(sorted(TABULAR | GEOGRAPHIC | PACKED))
            )
        )
    if path.stat().st_size == 0:
        raise InputError(_("{file} is empty.").format(file=path.name))
    kinds.ending(path)
    return path


def is_table(path: Path) -> bool:
    """True for a file of rows, false for one of areas; of JSON, what its first features are decides."""
    ending = path.suffix.lower()
    if ending not in {".geojson", ".json"}:
        return ending in TABULAR
    document = _json(path)
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        return True
    geometries = [f["geometry"] if isinstance(f.get("geometry"), dict) else {} for f in features if isinstance(f, dict)]
    kinds = {str(geometry.get("type", "Point")) for geometry in geometries}
    return bool(kinds) and kinds <= {"Point", "GeometryCollection"}


def plain_name(title: object) -> str:
    """A column's name in lower case without accents and signs: `Event Date` and `EVENT_DATE` are one."""
    bare = unicodedata.normalize("NFKD", str(title).casefold())
    name = re.sub(r"[^0-9a-z]+", "_", "".join(c for c in bare if not unicodedata.combining(c))).strip("_")
    return name or str(title).strip().casefold()


def read_table(
    path: Path,
    known: Known,
    progress: Callable[[float], None] = lambda _share: None,
    *,
    most: int | None = None,
    unknown_too: bool = True,
) -> RawTable:
    """The first `most` rows of a file (all for None) as text; an InputError where it holds no table.

    `known` says which columns a header's plain names make wanted, None where it knows no such layout. It is asked
    for the first rows of each sheet, at last with True, for a first row that may be data below no header at all.
    Where it knows none, all columns are read below the row that looks most like a header; not `unknown_too`: no row.
    """
    try:
        sheet, header, names, wanted = _found(_sheets(path, most), known)
        top = sheet.top[header - 1] if header else names
        titles = _titles(top, names)
        if wanted is None:
            wanted, most = frozenset(names) - {""}, most if unknown_too else 0
        content = sheet.read(header, names, wanted, progress, most)
    except InputError:
        raise
    except Exception as error:  # broken files make their readers fail in every way
        raise InputError(
            _("{file} is not a readable table: {reason}.").format(file=path.name, reason=_first_line(error))
        ) from None
    frame = content.frame
    if REJECTS_MARK in titles:  # a rejects file that was corrected
        frame = restored(frame)
    repeated = _repeated(top, names, wanted)
    return RawTable(path, frame[~_is_hxl(frame)], titles, repeated, tuple(content.broken), header, sheet)


def _sheets(path: Path, most: int | None) -> list[Sheet]:
    ending = kinds.ending(path)
    if ending in kinds.BOOKS:
        found = sheets.excel(path, None if most is None else most + sheets.TOP_ROWS)
    elif ending == ".parquet":
        found = sheets.parquet(path)
    elif ending in {".json", ".geojson"}:
        found = sheets.records(_json(path))
    else:
        found = [CsvSheet(path)]
    if not any(any(any(row) for row in sheet.top) for sheet in found):
        raise InputError(_("{file} has no rows.").format(file=path.name))
    return found


def _found(candidates: list[Sheet], known: Known) -> tuple[Sheet, int, list[str], frozenset[str] | None]:
    """The sheet to read, the row of its header (0 for none), its plain names, and the columns that are wanted.

    Where none is known: the sheet whose first rows say most, and None for what is wanted.
    """
    for headless in (False, True):
        for sheet in candidates:
            for row, cells in enumerate(sheet.top, start=1):
                head = known(cells if headless else [plain_name(c) for c in cells], headless)
                if head:
                    _only_one(candidates, sheet, known)
                    names = list(head.names) if headless else _names(sheet, row)
                    return sheet, 0 if headless else row, names, head.wanted - {""}
                if headless:
                    break
    sheet = max(candidates, key=lambda s: sum(bool(cell) for cells in s.top for cell in cells))
    row = _likeliest_header(sheet.top)
    return sheet, row, _names(sheet, row), None


def _only_one(candidates: list[Sheet], sheet: Sheet, known: Known) -> None:
    """An InputError where another sheet has rows of a known layout too: none may be lost without a word."""
    others = [s for s in candidates if s is not sheet and any(known([plain_name(c) for c in r], False) for r in s.top)]
    if others:
        names = ", ".join(str(getattr(s, "name", "")) for s in (sheet, *others))
        raise InputError(
            _("It has several sheets of rows ({names}): save each as a file of its own.").format(names=names)
        )


def _names(sheet: Sheet, header: int) -> list[str]:
    """The plain names of a header; where rows have one cell more, they begin with an index that has no name."""
    names = [plain_name(cell) for cell in sheet.top[header - 1]]
    below = [len(cells) for cells in sheet.top[header:] if any(cells)]
    if below and names[0] and sum(count == len(names) + 1 for count in below) > len(below) / 2:
        names = ["", *names]
    seen: set[str] = set()
    for at, name in enumerate(names):
        names[at] = "" if name in seen else name  # of two columns with one name the first is read
        seen.add(name)
    return names


def _likeliest_header(top: list[list[str]]) -> int:
    widest = max(sum(bool(cell) for cell in cells) for cells in top)
    return next(row for row, cells in enumerate(top, start=1) if sum(bool(cell) for cell in cells) >= widest / 2)


def _titles(header: list[str], names: list[str]) -> dict[str, str]:
    shift = len(names) - len(header)
    return {name: header[at - shift].strip("\ufeff ") for at, name in enumerate(names) if name and at >= shift}


def _repeated(header: list[str], names: list[str], wanted: frozenset[str]) -> tuple[str, ...]:
    """The titles whose plain name a wanted column before them has already, so that `_names` left them out."""
    shift = len(names) - len(header)
    left_out = [title.strip("\ufeff ") for title, name in zip(header, names[shift:], strict=True) if not name]
    return tuple(title for title in left_out if plain_name(title) in wanted)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


def _json(path: Path) -> object:
    raw = path.read_bytes()
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return json.loads(raw.decode(encoding))
    except (ValueError, RecursionError) as error:
        raise InputError(
            _("{file} is not valid JSON: {reason}.").format(file=path.name, reason=_first_line(error))
        ) from None


def _is_hxl(frame: pd.DataFrame) -> pd.Series:
    """True for the row of HXL tags that HDX puts below the header."""
    tags = pd.Series(False, index=frame.index)
    if len(frame):
        cells = frame.iloc[0][frame.iloc[0] != ""]
        tags.iloc[0] = len(cells) > 0 and cells.str.match(r"#[a-z]").all()
    return tags
