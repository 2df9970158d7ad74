"""What is frozen: a reported value, and the assessments and context notes of a quarter that was closed."""

from collections.abc import Iterator

import pandas as pd

from data.i18n import _
from data.importing.merge import Pairs, keys
from data.register.refused import Tables, listed
from data.tables import TABLES

OF_A_QUARTER = ("assessments", "context_notes")


def altered(table: str, frame: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Refusals of rows that would alter what is frozen. `frame` are rows to add or revise, `tables` the mission's."""
    if table == "measurements":
        return listed([*_reported(frame, tables[table]), *_corrections(frame, tables[table])])
    if table in OF_A_QUARTER:
        return listed(list(_of_closed_quarters(table, frame, tables)))
    return listed([])


def removed(table: str, rows: pd.DataFrame, tables: Tables) -> str:
    """Why rows of a table cannot be removed; empty where they can."""
    if table == "measurements" and (frozen := rows[rows["reported_in"].notna()]).size:
        return _frozen(frozen.iloc[0])
    if table in OF_A_QUARTER and (closed := _closed(tables["quarters"])).keys() & set(rows["quarter"]):
        quarter = next(own for own in rows["quarter"] if own in closed)
        return _quarter_closed(quarter, closed[quarter])
    return ""


def _revised(table: str, frame: pd.DataFrame, current: pd.DataFrame) -> Iterator[tuple[object, pd.Series, str]]:
    """The label of each row of `frame` that differs from the mission's, that row as it is now, and the first column."""
    key = TABLES[table].key
    at = pd.Index(keys(current, key)).get_indexer(pd.Index(keys(frame, key))) if len(current) else []
    known = [place for place, old in enumerate(at) if old >= 0]
    if not known:
        return
    pairs = Pairs(current, frame, at[known], known)
    first: dict[int, str] = {}
    for name, unlike in pairs.unlike():
        for place in unlike.nonzero()[0]:
            first.setdefault(int(place), name)
    for place, name in sorted(first.items()):
        yield frame.index[known[place]], current.iloc[at[known[place]]], name


def _reported(frame: pd.DataFrame, current: pd.DataFrame) -> Iterator[tuple]:
    for label, now, name in _revised("measurements", frame, current):
        if pd.notna(now["reported_in"]):
            yield label, name, _text(frame.at[label, name]), _frozen(now)


def _frozen(row: pd.Series) -> str:
    words = _(
        "{id} was reported in {report} and is frozen: add a row of its own with the right value, corrects {id}, "
        "and correction_reason"
    )
    return words.format(id=row["measurement_id"], report=row["reported_in"])


def _corrections(frame: pd.DataFrame, current: pd.DataFrame) -> Iterator[tuple]:
    """Corrections of what was corrected already, and of another indicator's or output's value."""
    new = frame[frame["corrects"].notna()]
    if new.empty:
        return
    rows = pd.concat([current[~current["measurement_id"].isin(frame["measurement_id"])], frame])
    by_corrected = rows.dropna(subset=["corrects"]).groupby("corrects")["measurement_id"].agg(list)
    of = rows.drop_duplicates("measurement_id").set_index("measurement_id")[["indicator_id", "output_id"]].fillna("")
    for label, row in new.iterrows():
        others = [other for other in by_corrected[row["corrects"]] if other != row["measurement_id"]]
        if others:
            words = _("{other} corrects {id} already: correct {other} instead")
            yield label, "corrects", row["corrects"], words.format(other=others[0], id=row["corrects"])
        elif row["corrects"] in of.index and tuple(of.loc[row["corrects"]]) != tuple(of.loc[row["measurement_id"]]):
            words = _("{id} is of another indicator or output: a correction is of the same one")
            yield label, "corrects", row["corrects"], words.format(id=row["corrects"])


def _closed(quarters: pd.DataFrame) -> dict[str, pd.Timestamp]:
    closed = quarters[quarters["closed_on"].notna()]
    return dict(zip(closed["quarter"], closed["closed_on"], strict=True))


def _of_closed_quarters(table: str, frame: pd.DataFrame, tables: Tables) -> Iterator[tuple]:
    closed = _closed(tables["quarters"])
    current = tables[table]
    for label, now, name in _revised(table, frame, current):
        for quarter in (now["quarter"], frame.at[label, "quarter"]):
            if quarter in closed:
                yield label, name, _text(frame.at[label, name]), _quarter_closed(quarter, closed[quarter])
                break
    added = ~keys(frame, TABLES[table].key).isin(keys(current, TABLES[table].key)) if len(current) else True
    for label, quarter in frame.loc[added & frame["quarter"].isin(closed.keys()), "quarter"].items():
        yield label, "quarter", quarter, _quarter_closed(quarter, closed[quarter])


def _quarter_closed(quarter: str, day: pd.Timestamp) -> str:
    words = _(
        "{quarter} was closed on {day} and is frozen: say it in a later quarter, or open {quarter} again in table "
        "quarters, where the history keeps it, and close it anew"
    )
    return words.format(quarter=quarter, day=f"{day:%Y-%m-%d}")


def _text(value: object) -> str:
    if pd.isna(value):
        return ""
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else f"{value}"
