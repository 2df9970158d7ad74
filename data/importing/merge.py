"""A new frame merged into a table by key: what was added, what the source revised and in which column, what stayed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

# Columns that the mission itself fills in: they never make a row count as revised by its source.
OWN_COLUMNS = ("import_id", "area1_id", "area2_id", "doubts")
MERGED_AT = "\x1f"
CHANGE_COLUMNS = ["key", "column", "before", "after"]
NO_CHANGES = pd.DataFrame(columns=CHANGE_COLUMNS, dtype="str")


@dataclass(frozen=True)
class Merged:
    """The merged table, and how many rows of the new frame were added, changed or there already.

    `changes` has a row a changed cell: key, column, before, after (as text, unknown as missing).
    `older` of those that were there already differ, but their source revised them earlier than ours: ours stay.
    `removed` are the keys of rows that a complete file no longer has.
    """

    frame: pd.DataFrame
    added: int
    changed: int
    unchanged: int
    older: int = 0
    changes: pd.DataFrame = field(default_factory=lambda: NO_CHANGES)
    removed: tuple[str, ...] = ()

    @property
    def alters(self) -> bool:
        """True where the table is another than before."""
        return bool(self.added or self.changed or self.removed)


def keys(frame: pd.DataFrame, key: tuple[str, ...]) -> pd.Series:
    """One text a row that tells it apart; an unknown part of a key is empty."""
    joined = _text(frame[key[0]]).fillna("")
    for column in key[1:]:
        joined = joined + MERGED_AT + _text(frame[column]).fillna("")
    return joined


def named(frame: pd.DataFrame, key: tuple[str, ...]) -> pd.Series:
    """The key of each row for people: an event's id, else the parts of the key that are known."""
    own = key[1:] if key[0] == "source" else key
    return keys(frame, own).str.strip(MERGED_AT).str.replace(f"{MERGED_AT}+", " / ", regex=True)


def merge(current: pd.DataFrame, new: pd.DataFrame, key: tuple[str, ...], gone: np.ndarray | None = None) -> Merged:
    """`current` with the rows of `new` added, and those of the same key replaced where they differ.

    Both have the same columns and types; `new` has each key once. `gone` marks rows of `current` that are removed
    unless `new` has them: those of the source and period that a complete file covers.
    """
    if current.empty:
        return Merged(new.reset_index(drop=True), len(new), 0, 0)
    current_keys = keys(current, key)
    at = pd.Index(current_keys).get_indexer(pd.Index(keys(new, key)))
    known = at >= 0
    pairs = Pairs(current, new, at[known], np.flatnonzero(known))
    different = np.zeros(len(pairs.old_rows), dtype=bool)
    for _name, unlike in pairs.unlike():
        different |= unlike
    older = different & pairs.earlier()
    revised = np.zeros(len(new), dtype=bool)
    revised[pairs.new_rows] = different & ~older
    leaving = np.zeros(len(current), dtype=bool) if gone is None else gone.copy()
    leaving[at[known]] = False
    removed = tuple(current_keys[leaving])
    leaving[at[revised]] = True
    frame = pd.concat([current[~leaving], new[revised | ~known]], ignore_index=True)
    return Merged(
        frame=frame,
        added=int((~known).sum()),
        changed=int(revised.sum()),
        unchanged=int(known.sum() - revised.sum()),
        older=int(older.sum()),
        changes=changes(current.iloc[at[revised]], new[revised], key),
        removed=removed,
    )


@dataclass(frozen=True)
class Pairs:
    """Rows of two frames that share their key, by position; compared one column at a time, to save memory."""

    old: pd.DataFrame
    new: pd.DataFrame
    old_rows: np.ndarray
    new_rows: np.ndarray

    def column(self, name: str) -> tuple[pd.Series, pd.Series]:
        """A column of the old rows and of the new ones, pair by pair."""
        a, b = self.old[name].iloc[self.old_rows], self.new[name].iloc[self.new_rows]
        return a.reset_index(drop=True), b.reset_index(drop=True)

    def earlier(self) -> np.ndarray:
        """Which pairs the source revised earlier in the new frame than in the old one, where it says when."""
        if "revised_at" not in self.new:
            return np.zeros(len(self.new_rows), dtype=bool)
        old, new = self.column("revised_at")
        return (new < old).to_numpy(dtype=bool)

    def unlike(self) -> Iterator[tuple[str, np.ndarray]]:
        """For each column that the source fills in, which pairs differ; unknown equals unknown."""
        for name in self.new.columns:
            if name not in OWN_COLUMNS:
                a, b = self.column(name)
                same = (a == b).fillna(False).to_numpy(dtype=bool) | (a.isna() & b.isna()).to_numpy(dtype=bool)
                yield name, ~same


def _all_pairs(old: pd.DataFrame, new: pd.DataFrame) -> Pairs:
    return Pairs(old, new, np.arange(len(old)), np.arange(len(new)))


def differing(old: pd.DataFrame, new: pd.DataFrame) -> list[list[str]]:
    """For each pair of rows of two frames of the same length, the columns in which they differ."""
    names: list[list[str]] = [[] for _row in range(len(new))]
    for name, where in _all_pairs(old, new).unlike():
        for row in np.flatnonzero(where):
            names[row].append(name)
    return names


def changes(old: pd.DataFrame, new: pd.DataFrame, key: tuple[str, ...]) -> pd.DataFrame:
    """Every cell in which pairs of rows differ: key (the last part of it), column, before, after."""
    cells = []
    for name, where in _all_pairs(old, new).unlike():
        if where.any():
            cells.append(
                pd.DataFrame(
                    {
                        "key": named(new[where], key).to_numpy(),
                        "column": name,
                        "before": _text(old[name][where]).to_numpy(),
                        "after": _text(new[name][where]).to_numpy(),
                    }
                )
            )
    return pd.concat(cells, ignore_index=True).astype("str") if cells else NO_CHANGES


def _text(column: pd.Series) -> pd.Series:
    """Values as text for people: days without a time of day, unknown ones missing; bytes by their length."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return column.dt.strftime("%Y-%m-%dT%H:%M:%SZ" if getattr(column.dt, "tz", None) else "%Y-%m-%d").astype("str")
    if column.dtype == object:
        column = column.map(lambda v: f"{len(v)} bytes" if isinstance(v, bytes) else v)
    return column.astype("str").mask(column.isna())
