"""A new frame merged into a table by key: what was added, what the source revised, what stayed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

# Columns that the mission itself fills in: they never make a row count as revised by its source.
OWN_COLUMNS = ("import_id", "area1_id", "area2_id")
MERGED_AT = "\x1f"


@dataclass(frozen=True)
class Merged:
    """The merged table, and how many rows of the new frame were added, changed or there already.

    `older` of those that were there already differ, but their source revised them earlier than ours: ours stay.
    """

    frame: pd.DataFrame
    added: int
    changed: int
    unchanged: int
    older: int = 0


def keys(frame: pd.DataFrame, key: tuple[str, ...]) -> pd.Series:
    """One text a row that tells it apart."""
    joined = frame[key[0]].astype("str")
    for column in key[1:]:
        joined = joined + MERGED_AT + frame[column].astype("str")
    return joined


def merge(current: pd.DataFrame, new: pd.DataFrame, key: tuple[str, ...]) -> Merged:
    """`current` with the rows of `new` added, and those of the same key replaced where they differ.

    Both have the same columns and types; `new` has each key once.
    """
    if current.empty:
        return Merged(new.reset_index(drop=True), len(new), 0, 0)
    at = pd.Index(keys(current, key)).get_indexer(pd.Index(keys(new, key)))
    known = at >= 0
    old, again = current.iloc[at[known]], new[known]
    differs = _differs(old, again)
    older = differs & _earlier(again, old)
    revised = np.zeros(len(new), dtype=bool)
    revised[np.flatnonzero(known)] = differs & ~older
    kept = current.drop(current.index[at[revised]])
    frame = pd.concat([kept, new[revised | ~known]], ignore_index=True)
    unchanged = int(known.sum() - revised.sum())
    return Merged(frame, int((~known).sum()), int(revised.sum()), unchanged, int(older.sum()))


def _earlier(new: pd.DataFrame, old: pd.DataFrame) -> np.ndarray:
    """For each pair of rows, whether the source revised the new one before the old one, where it says when."""
    if "revised_at" not in new:
        return np.zeros(len(new), dtype=bool)
    a, b = new["revised_at"].reset_index(drop=True), old["revised_at"].reset_index(drop=True)
    return (a < b).to_numpy(dtype=bool)


def _differs(old: pd.DataFrame, new: pd.DataFrame) -> np.ndarray:
    """For each pair of rows, whether any column that the source fills in differs; unknown equals unknown."""
    changed = np.zeros(len(new), dtype=bool)
    for name in new.columns:
        if name in OWN_COLUMNS:
            continue
        a, b = old[name].reset_index(drop=True), new[name].reset_index(drop=True)
        same = (a == b).fillna(False).to_numpy(dtype=bool) | (a.isna() & b.isna()).to_numpy(dtype=bool)
        changed |= ~same
    return changed
