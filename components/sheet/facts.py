"""What an incident's row says, in plain words: each column of table incidents that has a value has its line."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from components import texts
from components.context import Context
from data.i18n import _, isolated
from data.incidents import doubts, types
from data.schema import split
from data.snapshot import Snapshot
from data.words import formats

LONGEST_NOTE = 4000
LONGEST_TEXT = 400
REGION_ONLY = 3
# Digits after the point that a location precision deserves: 0.001° is about 100 m, 0.1° about 10 km, 1° about 100 km.
DECIMALS = {1: 3, 2: 1, REGION_ONLY: 0}


@dataclass(frozen=True)
class Line:
    """One line: the columns that it tells of, its name, and its words for a row; no words, no line."""

    columns: tuple[str, ...]
    name: Callable[[], str]
    words: Callable[[pd.Series, Snapshot], str]


def account(row: pd.Series) -> None:
    """The source's account; a long one in full only where it is asked for."""
    if pd.isna(row["notes"]):
        return
    whole = str(row["notes"])
    style = 'class="lp-account"'
    st.html(f"<p {style}>{escape(whole[:LONGEST_NOTE])}{' …' if len(whole) > LONGEST_NOTE else ''}</p>")
    if len(whole) > LONGEST_NOTE:
        texts.note(
            _("The account has {n} characters; exported files have all of them.").format(n=formats.number(len(whole)))
        )


def table(context: Context, row: pd.Series) -> None:
    """Every line that has words."""
    told = [(line.name(), line.words(row, context.snapshot)) for line in LINES]
    texts.table([("", ""), ("", "")], [[escape(name), escape(words)] for name, words in told if words])


def days(row: pd.Series) -> str:
    """The day, or the first and the last."""
    first, last = formats.day(row["event_date"]), row["date_end"]
    if pd.isna(last) or last == row["event_date"]:
        return first
    return _("{first} – {last}").format(first=first, last=formats.day(last))


def deaths(best: int | None, low: int | None, high: int | None) -> str:
    """`12 (10 – 15)`; where no best figure is given that is said, for it is not zero."""
    bounds = {
        (True, True): _(" ({low} – {high})"),
        (True, False): _(" (at least {low})"),
        (False, True): _(" (up to {high})"),
        (False, False): "",
    }[pd.notna(low), pd.notna(high)].format(low=formats.number(low), high=formats.number(high))
    return (_("unknown: no figure given") if pd.isna(best) else formats.number(best)) + bounds


def text(value: object) -> str:
    """A text of the data within a line; a dash where it is unknown."""
    return isolated(formats.short(str(value), LONGEST_TEXT)) if pd.notna(value) else "–"


def _given(*columns: str, joined: str = ", ") -> Callable[[pd.Series, Snapshot], str]:
    """The words of the columns that have a value."""
    return lambda row, _shot: joined.join(text(row[name]) for name in columns if pd.notna(row[name]))


def _day(row: pd.Series, _shot: Snapshot) -> str:
    known = {1: _("known to the day"), 2: _("known to the week"), 3: _("known to the month or less")}
    precision = row["date_precision"]
    words = _("the source does not say how well the day is known") if pd.isna(precision) else known[int(precision)]
    return f"{days(row)}; {words}"


def _deaths(row: pd.Series, _shot: Snapshot) -> str:
    figures = [row[f"fatalities_{figure}"] for figure in ("best", "low", "high")]
    only_zero = not pd.isna(figures[0]) and figures[0] == 0 and pd.isna(figures[1]) and pd.isna(figures[2])
    return deaths(*figures) + ("; " + _("it may also mean that the source had no information") if only_zero else "")


def _civilians(row: pd.Series, _shot: Snapshot) -> str:
    said = row["civilian_targeting"]
    return "" if pd.isna(said) else _("yes, by the source or its own rule") if said else _("no")


def _point(row: pd.Series, _shot: Snapshot) -> str:
    """How well the place is known, what its point is, and the coordinates with the digits that this deserves."""
    precision = int(row["geo_precision"])
    where = formats.degrees(row["latitude"], row["longitude"], DECIMALS[precision])
    return {
        1: _("exact place: {where}, the point of the named place"),
        2: _("near it, not exact: the point of the named place is about {where}"),
        REGION_ONLY: _("region only: the source's point, about {where}, is its stand-in for the region, not a place"),
    }[precision].format(where=where)


def _mission_area(row: pd.Series, shot: Snapshot) -> str:
    """The mission's areas that hold the point; of a stand-in for a region no finer one than the region."""
    names = shot.area_names()
    levels = ("area1_id",) if row["geo_precision"] == REGION_ONLY else ("area2_id", "area1_id")
    return ", ".join(text(names.get(row[level], row[level])) for level in levels if pd.notna(row[level]))


def _revised(row: pd.Series, _shot: Snapshot) -> str:
    return "" if pd.isna(row["revised_at"]) else formats.moment(row["revised_at"])


def _doubts(row: pd.Series, _shot: Snapshot) -> str:
    return "; ".join(doubts.label(code) for code in split(row["doubts"]))


def _source(row: pd.Series, shot: Snapshot) -> str:
    return text(shot.settings.source_title(row["source"]))


def _type(row: pd.Series, _shot: Snapshot) -> str:
    return types.label(row["event_type"])


LINES = (
    Line(
        ("fatalities_best", "fatalities_low", "fatalities_high"),
        lambda: _("Reported deaths, best (low – high)"),
        _deaths,
    ),
    Line(("event_date", "date_end", "date_precision"), lambda: _("Day"), _day),
    Line(("event_type",), lambda: _("Type"), _type),
    Line(("sub_event_type",), lambda: _("Finer type"), _given("sub_event_type")),
    Line(("civilian_targeting",), lambda: _("Civilians were the main or only target"), _civilians),
    Line(
        ("actor1", "actor2"),
        lambda: _("Actors, as attributed by the source, not UN-verified"),
        _given("actor1", "actor2", joined=" / "),
    ),
    Line(("location",), lambda: _("Place, as published"), _given("location")),
    Line(("admin1", "admin2", "country"), lambda: _("Area, as published"), _given("admin2", "admin1", "country")),
    Line(("area1_id", "area2_id"), lambda: _("Area of the mission that holds the point"), _mission_area),
    Line(("geo_precision", "latitude", "longitude"), lambda: _("Location"), _point),
    Line(("reported_by",), lambda: _("Reported by"), _given("reported_by")),
    Line(("source",), lambda: _("Source"), _source),
    Line(("event_id",), lambda: _("Key"), _given("source", "event_id", joined=" ")),
    Line(("revised_at",), lambda: _("Last revised by the source"), _revised),
    Line(("doubts",), lambda: _("Doubtful"), _doubts),
)
