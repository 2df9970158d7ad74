"""CSV as text, read as a stream: encoding and separator are found, rows that do not fit the header are set aside.

Only the columns that are wanted are kept, so that memory does not grow with the long texts of a file.
"""

import codecs
import csv
import io
import itertools
import re
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as arrow
from pyarrow import csv as arrow_csv

from data.importing.sheets import TOP_ROWS, Broken, Content
from data.schema import from_arrow

SEPARATORS = ",;\t|"
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
REGULAR = ("utf-8", "utf-8-sig")
UNREADABLE = re.compile("[\udc80-\udcff]")  # a byte that is no UTF-8; a U+FFFD that an earlier tool wrote is
BLOCK_BYTES = 1 << 20
ARROW_BLOCK_BYTES = 8 << 20
CHUNK_ROWS = 20_000
csv.field_size_limit(1 << 30)  # a note may be as long as it likes


class CsvSheet:
    """One CSV file before its header is known."""

    def __init__(self, path: Path) -> None:
        """Look at the file's bytes and first rows."""
        self.path = path
        self.encoding = encoding_of(path)

    @cached_property
    def separator(self) -> str:
        """The separator by which most of the first rows have the same, high number of cells."""
        with self._lines() as (_raw, lines):
            start = "".join(itertools.islice(lines, TOP_ROWS))
        return max(SEPARATORS, key=lambda separator: _fit(start, separator))

    @cached_property
    def top(self) -> list[list[str]]:
        """The first rows."""
        with self._lines() as (_raw, lines):
            return list(itertools.islice(csv.reader(lines, delimiter=self.separator), TOP_ROWS))

    @contextmanager
    def _lines(self) -> Iterator[tuple[io.BufferedReader, io.TextIOWrapper]]:
        with self.path.open("rb") as raw:
            yield raw, io.TextIOWrapper(raw, encoding=self.encoding, errors="replace", newline="")

    def records(self, progress: Callable[[float], None] = lambda _share: None) -> Iterator[tuple[int, list[str], int]]:
        """Each row that is not blank: its number as a spreadsheet shows it, its cells, and the lines that it spans."""
        size = max(self.path.stat().st_size, 1)
        with self._lines() as (raw, lines):
            reader, before = csv.reader(lines, delimiter=self.separator), 0
            for number, cells in enumerate(reader, start=1):
                if any(cells):
                    yield number, cells, reader.line_num - before
                before = reader.line_num
                if number % CHUNK_ROWS == 0:
                    progress(raw.tell() / size)

    def read(
        self,
        header: int,
        names: list[str],
        wanted: frozenset[str],
        progress: Callable[[float], None],
        most: int | None = None,
    ) -> Content:
        """The first `most` rows (all for None) below row `header` (0 for none) as text, `wanted` columns only.

        A regular file is read by Arrow; one whose rows differ from the header, row by row, to know which.
        """
        one_line = not any("\n" in cell for row in self.top[:header] for cell in row)
        if most is None and self.encoding in REGULAR and one_line:
            try:
                return self._regular(header, names, wanted, progress)
            except arrow.ArrowException:
                pass
        return self._row_by_row(header, names, wanted, progress, most)

    def _regular(
        self, header: int, names: list[str], wanted: frozenset[str], progress: Callable[[float], None]
    ) -> Content:
        """The same of a file whose rows all have the header's number of cells; an ArrowException for any other."""
        columns = [name if name in wanted else f"\0{at}" for at, name in enumerate(names)]
        keep = [name for name in columns if name in wanted]
        size = max(self.path.stat().st_size, 1)
        with self.path.open("rb") as raw:
            reader = arrow_csv.open_csv(
                raw,
                arrow_csv.ReadOptions(
                    use_threads=False, block_size=ARROW_BLOCK_BYTES, skip_rows=header, column_names=columns
                ),
                arrow_csv.ParseOptions(delimiter=self.separator, newlines_in_values=True, ignore_empty_lines=False),
                arrow_csv.ConvertOptions(
                    include_columns=keep,
                    column_types=dict.fromkeys(keep, arrow.large_string()),
                    strings_can_be_null=False,
                ),
            )
            batches = []
            for batch in reader:
                batches.append(batch)
                progress(raw.tell() / size)
        frame = from_arrow(arrow.Table.from_batches(batches, reader.schema))
        if frame.empty or (frame == "").all(axis=1).any():
            raise arrow.ArrowInvalid("blank rows")
        return Content(frame.set_axis(pd.RangeIndex(header + 1, header + 1 + len(frame))))

    def _row_by_row(
        self,
        header: int,
        names: list[str],
        wanted: frozenset[str],
        progress: Callable[[float], None],
        most: int | None,
    ) -> Content:
        keep = [at for at, name in enumerate(names) if name in wanted]
        shortest = max(keep, default=0) + 1
        numbers, chunks, broken = [], [], []
        rows: list[list[str]] = []
        for number, found, lines in self.records(progress):
            if number <= header:
                continue
            if len(numbers) == most:
                break
            cells = fitted(found, len(names), shortest)
            if cells is None:
                broken.append(Broken(number, len(found), lines))
                continue
            numbers.append(number)
            rows.append(cells)
            if len(rows) == CHUNK_ROWS:
                chunks.append(_columns(rows, keep))
                rows = []
        if rows and numbers[-1] == number and len(found) < len(names) and not self._ends_with_a_line():
            broken.append(Broken(numbers.pop(), len(found), lines))  # a download that broke off
            rows.pop()
        chunks.append(_columns(rows, keep))
        schema = arrow.schema([(names[at], arrow.large_string()) for at in keep])
        frame = from_arrow(arrow.Table.from_batches([arrow.record_batch(c, schema=schema) for c in chunks], schema))
        return Content(frame.set_axis(pd.Index(np.array(numbers, dtype="int64"))), broken)

    def _ends_with_a_line(self) -> bool:
        """False where the file breaks off in the middle of a line."""
        with self.path.open("rb") as file:
            file.seek(max(self.path.stat().st_size - 4, 0))
            return any(end in file.read() for end in (b"\n", b"\r"))

    def rows(self, numbers: frozenset[int]) -> dict[int, list[str]]:
        """Some rows with all their cells, by row number."""
        return {number: cells for number, cells, _lines in self.records() if number in numbers}


def fitted(cells: list[str], width: int, shortest: int) -> list[str] | None:
    """The cells of a row as wide as the header: without empty ones at its end, or with some where they are not read.

    None for a row that has more to say than the header, or less than the `shortest` that holds all that is read.
    """
    if len(cells) > width and not any(cells[width:]):
        return cells[:width]
    if shortest <= len(cells) < width:
        return [*cells, *[""] * (width - len(cells))]
    return cells if len(cells) == width else None


def _columns(rows: list[list[str]], keep: list[int]) -> list[arrow.Array]:
    columns = list(zip(*rows, strict=True)) if rows else []
    return [arrow.array(columns[at] if columns else [], arrow.large_string()) for at in keep]


def _fit(start: str, separator: str) -> float:
    counts = [len(cells) for cells in csv.reader(io.StringIO(start, newline=""), delimiter=separator) if any(cells)]
    usual = statistics.mode(counts) if counts else 1
    return (usual - 1) * counts.count(usual) / max(len(counts), 1)


def encoding_of(path: Path) -> str:
    """UTF-8, UTF-16 or Windows-1252: by its mark, by its zero bytes, else by which fits the whole file better."""
    with path.open("rb") as file:
        start = file.read(4096)
        for mark, name in MARKS:
            if start.startswith(mark):
                return name
        if b"\0" in start:
            return "utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be"
        file.seek(0)
        return "utf-8" if _is_utf8(file) else "cp1252"


def _is_utf8(file: io.BufferedReader) -> bool:
    """True where the bytes beyond ASCII are mostly UTF-8: a broken byte does not turn a whole file into another."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
    good = bad = 0
    while block := file.read(BLOCK_BYTES):
        text = decoder.decode(block)
        if not text.isascii():
            wrong = len(UNREADABLE.findall(text))
            bad += wrong
            good += len(text) - len(text.encode("ascii", "ignore")) - wrong
    return bad == 0 or good > bad
