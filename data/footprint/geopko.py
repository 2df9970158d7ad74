"""Geo-PKO: UN peacekeeping deployments by mission, year and place, in its yearly and raw layouts.

Its troop numbers are nominal unit sizes, not real strength, so they are read only as "there were some".
"""

import re
import unicodedata
from dataclasses import dataclass

import pandas as pd

from data.errors import InputError
from data.i18n import _
from data.importing.columns import real, text

NEEDED = frozenset(["mission", "year", "location", "latitude", "longitude", "notroops", "hq"])
RAW_NAMES: dict[str, str] = {}
FUNCTIONS = {"med": "medical", "av": "aviation", "avia": "aviation", "unmo": "military observers",
             "unmodummy": "military observers"}  # fmt: skip
POLICE = ("unpol", "unpoldummy")
TYPE_OF_HQ = {3: "mission_hq", 2: "sector_hq"}
SOURCE = "Geo-PKO"
YEARS = (1945, 2200)
PLACE = ("place", "location", "year", "latitude", "longitude")


@dataclass(frozen=True)
class Deployments:
    """Rows of one mission: `rows` as text with plain column names, `last_year` of the whole file, `others` left out."""

    mission: str
    rows: pd.DataFrame
    last_year: int
    others: int


def plain(name: str) -> str:
    """A column name without case, dots and signs: `UNPOL..dummy.` and `unpol.dummy` are one."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def is_geopko(columns: frozenset[str]) -> bool:
    """Geo-PKO in either layout."""
    return {plain(name) for name in columns} >= NEEDED


def of_mission(raw: pd.DataFrame, wanted: str) -> Deployments:
    """The rows of the wanted mission; all of them where the file has one mission only.

    An InputError lists the missions of a file with rows where the wanted one is not among them.
    """
    rows = raw.rename(columns={name: plain(name) for name in raw.columns})
    rows = rows.loc[:, ~rows.columns.duplicated()]
    missions = sorted(set(rows["mission"].str.strip()) - {""})
    chosen = missions[0] if len(missions) == 1 else wanted.strip()
    if chosen not in missions and len(rows):
        raise InputError(
            _("This Geo-PKO file has no mission “{wanted}”; name one with --only. It has: {missions}.").format(
                wanted=wanted, missions=", ".join(missions)
            )
        )
    mine = rows[rows["mission"].str.strip() == chosen]
    years = real(rows["year"])
    last_year = years[years.between(*YEARS)].max()
    return Deployments(chosen, mine, 0 if pd.isna(last_year) else int(last_year), len(rows) - len(mine))


def typed(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with numbers as numbers: location, year, latitude, longitude, and what was there as true or false."""
    frame = pd.DataFrame({"location": text(rows["location"].map(_repaired))}, index=rows.index)
    for name in ("year", "latitude", "longitude", "hq"):
        frame[name] = real(rows[name])
    frame["military"] = _any(rows, ("notroops", "infantry", "inf"))
    frame["police"] = _any(rows, (*POLICE, "fpu"))
    for column, function in FUNCTIONS.items():
        if column in rows:
            frame[function] = _any(rows, (column,)) | frame.get(function, False)
    return frame


def _any(rows: pd.DataFrame, names: tuple[str, ...]) -> pd.Series:
    given = [real(rows[name]).fillna(0) > 0 for name in names if name in rows]
    return pd.concat(given, axis=1).any(axis=1) if given else pd.Series(False, index=rows.index)


def _repaired(name: str) -> str:
    """A name whose UTF-8 was read as Windows-1252 and written again, put right."""
    for _round in range(2):
        try:
            name = name.encode("cp1252").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            break
    return name


def _slug(name: str) -> str:
    """A name as lower-case letters, digits and hyphens, without accents."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def bases(frame: pd.DataFrame, mission: str, last_year: int) -> pd.DataFrame:
    """One row a place (columns of table bases) from `typed` rows: its first coordinate, its years as opened and closed.

    Opened on 1 January of the first year, closed on 31 December of the last, marked "by year"; a place in the
    file's last year stays open. Type, components and functions are those of most of its years, because a place
    that had police in two years of ten must not look as if it had them in all. Spellings that differ in accents,
    signs or case are one place.
    """
    frame = frame.assign(place=frame["location"].map(lambda name: _slug(name) or name.casefold()))
    yearly = frame.groupby(["place", "year"]).agg({name: "max" for name in frame.columns if name not in PLACE})
    usual = yearly.groupby("place").mean() > 0.5
    places = frame.groupby("place", sort=True)
    first, last = places["year"].min(), places["year"].max()
    closes = last < last_year
    table = pd.DataFrame(
        {
            "base_id": [f"geopko:{mission}:{place}" for place in first.index],
            "name": places["location"].first(),
            "type": _usual_type(yearly),
            "status": closes.map({True: "closed", False: "open"}),
            "latitude": places["latitude"].first(),
            "longitude": places["longitude"].first(),
            "component_type": _joined(usual, ["military", "police"]),
            "functions": _joined(usual, list(dict.fromkeys(f for f in FUNCTIONS.values() if f in usual))),
            "opened": pd.to_datetime(first.astype(int).astype("str") + "-01-01"),
            "closed": pd.to_datetime((last.astype(int).astype("str") + "-12-31").where(closes)),
        }
    )
    return table.assign(dates_precision="by year", source=SOURCE, illustrative=False).reset_index(drop=True)


def _usual_type(yearly: pd.DataFrame) -> pd.Series:
    """The headquarters that a place was in most of its years, else a base."""
    types = pd.DataFrame({name: (yearly["hq"] == code).groupby("place").mean() for code, name in TYPE_OF_HQ.items()})
    return types.idxmax(axis=1).where(types.max(axis=1) > 0.5, "base")


def _joined(usual: pd.DataFrame, names: list[str]) -> pd.Series:
    """The names that are true of a place, as a list column; unknown where none is."""
    joined = usual[names].apply(lambda row: "; ".join(name for name in names if row[name]), axis=1).astype("str")
    return joined.mask(joined == "")
