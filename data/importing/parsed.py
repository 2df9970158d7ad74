"""What a file became: the rows to take, those refused, those that stand in it twice, and what is doubtful."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from data.i18n import _
from data.importing.checks import REJECT_COLUMNS, broken_rows, rejects
from data.importing.files import RawTable, plain_name, sha256
from data.importing.merge import differing, keys, named
from data.incidents import doubts
from data.tables import TABLES

TITLES_NAMED = 12
DOUBLE_COLUMNS = ["row", "kept_row", "key", "differs_in"]


@dataclass(frozen=True)
class Parsed:
    """One file read and checked. `rows` = `accepted` + `rejected` + `duplicates`.

    `frame` has the rows to take (columns of `table`); `rejects` a row a faulty cell; `rejected_rows` those rows as the
    file has them, by row number; `doubles` the rows whose key an other row of the file has, and where they differ.
    Of a workbook with a sheet a table, `sheet` is the sheet's name and `letters` the letter of each titled column; of a
    table of the register, `numbers` are the row numbers of `frame`, and `written` every row as the file has it.
    """

    path: Path
    table: str
    layout: str
    sha256: str
    rows: int
    frame: pd.DataFrame
    accepted: int
    duplicates: int = 0
    rejects: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=REJECT_COLUMNS))
    rejected_rows: pd.DataFrame = field(default_factory=pd.DataFrame)
    doubles: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=DOUBLE_COLUMNS))
    notes: tuple[str, ...] = ()
    mapping: str = ""
    sheet: str = ""
    letters: dict[str, str] = field(default_factory=dict)
    numbers: tuple[int, ...] = ()
    written: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def rejected(self) -> int:
        """Rows refused; a row with two faults counts once."""
        return self.rejects["row"].nunique()

    @property
    def file(self) -> str:
        """The file's name, and the sheet's where it is one of several."""
        return f"{self.path.name}, {self.sheet}" if self.sheet else self.path.name

    @property
    def flagged(self) -> dict[str, int]:
        """How many of the rows to take have which flag."""
        return doubts.counted(self.frame["doubts"]) if "doubts" in self.frame else {}

    def with_frame(self, frame: pd.DataFrame) -> "Parsed":
        """The same with other cells in the rows to take."""
        return replace(self, frame=frame)

    def addressed(self) -> "Parsed":
        """The same with the sheet and the cell's address beside each refused cell, where it is of a workbook."""
        if not self.sheet:
            return self
        letters = self.rejects["column"].map(self.letters).fillna("")
        cells = (letters + self.rejects["row"].astype("str")).where(letters != "", "")
        return replace(self, rejects=self.rejects.assign(sheet=self.sheet, cell=cells))

    def without(self, refused: pd.DataFrame) -> "Parsed":
        """The same without some rows to take: `refused` has at (their label in `frame`), column, value and reason."""
        if refused.empty:
            return self
        rows = pd.Series(self.numbers, index=self.frame.index)
        titles = {plain_name(title): title for title in self.written.columns}
        cells = pd.DataFrame(
            {
                "row": refused["at"].map(rows).astype("int64"),
                "column": refused["column"].map(lambda name: titles.get(name, name)),
                "value": refused["value"],
                "reason": refused["reason"],
            }
        )
        found = pd.concat([self.rejects, cells], ignore_index=True)
        found = found.sort_values(["row", "column"], ignore_index=True, kind="stable")
        stays = ~self.frame.index.isin(refused["at"])
        told = [self.rejected_rows, self.written.loc[sorted(set(cells["row"]))]]
        return replace(
            self,
            frame=self.frame[stays].reset_index(drop=True),
            numbers=tuple(rows[stays]),
            accepted=int(stays.sum()),
            rejects=found,
            rejected_rows=pd.concat(told).fillna("").sort_index(),
        ).addressed()

    def with_notes(self, *notes: str) -> "Parsed":
        """The same with further notes; empty ones are left out."""
        return replace(self, notes=(*self.notes, *(note for note in notes if note)))


def checked(
    raw: RawTable,
    table: str,
    layout: str,
    frame: pd.DataFrame,
    raw_names: dict[str, str],
    *,
    keep_text: bool = False,
) -> Parsed:
    """The rows that pass the schema, each key once, and a report of the rest; a sample's has no hash of its file.

    With `keep_text` what stands in the file stays beside them, for checks that come later.
    """
    info = TABLES[table]
    shaped = info.model.shape(frame).set_index(frame.index)
    del frame  # of a large file, one copy is enough
    found = pd.concat(
        [broken_rows(raw), rejects(shaped, info.model, raw, raw_names)] if raw.broken
        else [rejects(shaped, info.model, raw, raw_names)]
    )  # fmt: skip
    numbers = sorted(set(found["row"]))
    as_written = raw.as_written(numbers) if numbers else pd.DataFrame()
    rows = len(shaped) + len(raw.broken)
    written = raw.frame.rename(columns=raw.titles) if keep_text else pd.DataFrame()
    raw.forget()
    sound = shaped[~shaped.index.isin(found["row"].to_numpy(dtype="int64"))] if len(found) else shaped
    kept, doubles = _each_key_once(sound, info.key)
    if table == "incidents":
        kept = kept.assign(doubts=doubts.of_content(kept))
    return Parsed(
        path=raw.path,
        table=table,
        layout=layout,
        sha256=sha256(raw.path) if raw.sheet is not None else "",
        rows=rows,
        frame=kept.reset_index(drop=True),
        accepted=len(kept),
        duplicates=len(doubles),
        rejects=found.reset_index(drop=True),
        rejected_rows=as_written,
        doubles=doubles,
        numbers=tuple(kept.index) if keep_text else (),
        written=written,
    ).with_notes(*notes_on(raw, rows), _note_on_doubles(doubles))


def notes_on(raw: RawTable, rows: int) -> tuple[str, str]:
    """What is to be said of a file of so many rows: that it has none; which columns were left out for their name."""
    nothing = _("It holds no rows.") if not rows else ""
    if not raw.repeated:
        return nothing, ""
    words = _("Of columns with one name the first was read; left out: {titles}.")
    return nothing, words.format(titles=", ".join(f"“{title}”" for title in raw.repeated[:TITLES_NAMED]))


def _each_key_once(sound: pd.DataFrame, key: tuple[str, ...]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The row of each key that its source revised last, else the first one; and the others with where they differ."""
    texts = keys(sound, key)
    repeated = texts.duplicated(keep=False)
    if not repeated.any():
        return sound, pd.DataFrame(columns=DOUBLE_COLUMNS)
    again = sound[repeated]
    if "revised_at" in again:
        again = again.sort_values("revised_at", ascending=False, kind="stable", na_position="last")
    numbers = again.index.to_series()
    first = numbers.groupby(texts[again.index], sort=False).transform("first")
    left = again[again.index != first].sort_index()
    partners = sound.loc[first[left.index]]
    doubles = pd.DataFrame(
        {
            "row": left.index,
            "kept_row": partners.index,
            "key": named(left, key).to_numpy(),
            "differs_in": [", ".join(names) for names in differing(partners, left)],
        }
    )
    return sound[~sound.index.isin(left.index)], doubles


def _note_on_doubles(doubles: pd.DataFrame) -> str:
    """A note where rows of one key say different things."""
    apart = doubles[doubles["differs_in"] != ""]
    if apart.empty:
        return ""
    words = _(
        "{count} rows repeat the key of another row and differ from it (first in row {row}: {columns}); "
        "the one revised last was taken, else the first."
    )
    return words.format(count=len(apart), row=apart["row"].iloc[0], columns=apart["differs_in"].iloc[0])
