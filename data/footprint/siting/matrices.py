"""Siting's own files: a list of candidate places, a ready matrix of distances or minutes, and what points weigh."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from data.errors import InputError
from data.footprint.siting.candidates import shaped
from data.i18n import _
from data.importing.columns import real, yes_or_no
from data.importing.files import existing, read_table

# The names that a column may have, in plain letters; the first is ours.
NAMES = {
    "name": ("name", "site", "place", "town", "location", "candidate"),
    "latitude": ("latitude", "lat", "y"),
    "longitude": ("longitude", "long", "lon", "lng", "x"),
    "cost": ("cost", "price"),
    "fixed": ("fixed", "required"),
    "forbidden": ("forbidden", "excluded"),
    "origin": ("origin", "from", "site", "candidate", "facility", "store", "name"),
    "destination": ("destination", "destinationname", "destination_name", "to", "demand_point", "point"),
    "value": ("value", "distance", "minutes", "km", "metres", "meters", "length", "time", "travel_time"),
    "point": ("point", "destination", "name", "id"),
    "weight": ("weight", "demand", "incidents", "population", "pop2000", "pop"),
}
SHOWN = 12


@dataclass(frozen=True)
class Matrix:
    """`values` points × sites, infinite where the file has no pair; `weights` a point; the names of both."""

    values: np.ndarray
    weights: np.ndarray
    points: list[str]
    sites: list[str]


def candidate_list(path: Path | str) -> pd.DataFrame:
    """Candidates (see `candidates`) from a table of name, latitude, longitude, and where it has them cost, fixed,
    forbidden. An InputError names the first row that cannot be used.
    """
    table, path = _table(path), Path(path)
    named = {key: _column(table, key) for key in ("name", "latitude", "longitude", "cost", "fixed", "forbidden")}
    _present(named, ("name", "latitude", "longitude"), table, path)
    frame = pd.DataFrame({"name": table[named["name"]].str.strip()})
    for key in ("latitude", "longitude", "cost"):
        if named[key]:
            frame[key] = real(table[named[key]])
    for key in ("fixed", "forbidden"):
        if named[key]:
            frame[key] = yes_or_no(table[named[key]])
    _usable(frame, path)
    return shaped(frame)


def _usable(frame: pd.DataFrame, path: Path) -> None:
    limits = {"latitude": 90, "longitude": 180}
    wrong = pd.concat([~frame[key].abs().le(most) for key, most in limits.items()], axis=1).any(axis=1)
    wrong |= frame["name"].fillna("") == ""
    if "cost" in frame:
        wrong |= frame["cost"] < 0
    if wrong.any() or frame.empty:
        words = _(
            "{file}, row {row}: a candidate needs a name, degrees that lie on the globe, and a cost of 0 or more."
        )
        row = int(wrong.idxmax()) if wrong.any() else 2
        raise InputError(words.format(file=path.name, row=row))


def matrix(distances: Path | str, demand: Path | str | None = None) -> Matrix:
    """A long table of origin (the site), destination (the point) and value; and of what each point weighs.

    Weights are those of a table of point and weight, else of a column of the distances, else 1. A point that the
    distances do not have is an InputError; one that the weights do not have weighs nothing.
    """
    table, path = _table(distances), Path(distances)
    named = {key: _column(table, key) for key in ("origin", "destination", "value", "weight")}
    _present(named, ("origin", "destination", "value"), table, path)
    value = real(table[named["value"]])
    if (wrong := value.isna() | (value < 0)).any():
        row = int(wrong.idxmax())
        raise InputError(_("{file}, row {row}: a distance is no number of 0 or more.").format(file=path.name, row=row))
    points, point = pd.factorize(table[named["destination"]].map(_key), sort=True)[::-1]
    sites, site = pd.factorize(table[named["origin"]].str.strip())[::-1]
    values = np.full((len(points), len(sites)), np.inf)
    values[point, site] = value
    weights = np.ones(len(points))
    if demand is not None:
        weights = _weights(demand, list(points))
    elif named["weight"]:
        weights[point] = real(table[named["weight"]]).fillna(0)
    return Matrix(values, weights, list(points), list(sites))


def _weights(path: Path | str, points: list[str]) -> np.ndarray:
    table, path = _table(path), Path(path)
    named = {key: _column(table, key) for key in ("point", "weight")}
    _present(named, ("point", "weight"), table, path)
    own = pd.Series(real(table[named["weight"]]).fillna(0).to_numpy(), index=table[named["point"]].map(_key))
    if unknown := sorted(set(own.index[own > 0]) - set(points)):
        words = _("{file}: {count} points are not among the distances, the first is “{point}”.")
        raise InputError(words.format(file=path.name, count=len(unknown), point=unknown[0]))
    return own.groupby(level=0).sum().reindex(points).fillna(0).to_numpy()


def _key(name: str) -> str:
    """A point's name as one file and another write it: numbers without outer zeros (060816029.00 is 60816029)."""
    bare = name.strip()
    number = bare.removeprefix("+").replace(".", "", 1)
    return f"{float(bare):.6f}".rstrip("0").rstrip(".") if number.isdigit() else bare


def _table(path: Path | str) -> pd.DataFrame:
    """Every column of a file as text, by its plain name; the index is the row in the file."""
    return read_table(existing(path), lambda _names, _headless: None).frame.fillna("")


def _column(table: pd.DataFrame, key: str) -> str | None:
    return next((name for name in NAMES[key] if name in table.columns), None)


def _present(named: dict[str, str | None], keys: tuple[str, ...], table: pd.DataFrame, path: Path) -> None:
    missing = [key for key in keys if not named[key]]
    if missing:
        words = _("{file} has no column for {missing} (one of: {accepted}); found {found}.")
        accepted = ", ".join(NAMES[missing[0]])
        raise InputError(
            words.format(file=path.name, missing=missing[0], accepted=accepted, found=", ".join(list(table)[:SHOWN]))
        )
