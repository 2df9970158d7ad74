"""How many synthetic incidents a month, a cercle and a type of event has: pace × place × type × season."""

import numpy as np
import pandas as pd

from data.sample import facts
from data.sample.areas import cercle_id

FIRST, LAST = "2016-07", "2019-12"
MONTHS = [f"m{month:02}" for month in range(1, 13)]
STAGE = 2


def counts() -> pd.DataFrame:
    """Rows month, year, zone, area2_id, event_type and `events`, drawn from `expected`."""
    table = expected()
    return table.assign(events=facts.generator(STAGE).poisson(table["expected"]))


def expected() -> pd.DataFrame:
    """Expected recorded events of each month, cercle and event type.

    The pace is events a year over the country, straight between the months given; a cercle has its share of
    them, in which under-reporting counts; a type has its share in its zone; a season multiplies around 1.
    """
    rows = _pace().merge(_cercles(), on=["year", "pace"]).merge(_types(), on=["zone", "year", "pace"])
    rows = rows.merge(_seasons(), on=["zone", "event_type", "month_number"], how="left")
    rate = rows["per_year"] / 12 * rows["place_share"] * rows["share"] * rows["season"].fillna(1)
    order = ["month", "area2_id", "event_type"]
    return rows.assign(expected=rate).sort_values(order, ignore_index=True)[[*order, "year", "zone", "expected"]]


def _pace() -> pd.DataFrame:
    months = pd.period_range(FIRST, LAST, freq="M")
    anchors = facts.read("pace")
    at = pd.PeriodIndex(anchors["month"], freq="M").asi8
    paces = {name: np.interp(months.asi8, at, anchors[name]) for name in anchors.columns.drop("month")}
    table = pd.DataFrame({"month": months, "year": months.year, "month_number": months.month, **paces})
    return table.melt(id_vars=["month", "year", "month_number"], var_name="pace", value_name="per_year")


def _cercles() -> pd.DataFrame:
    """Share of each cercle in a year's recorded events of each pace: its share, times how much of it is reported."""
    violence = facts.read("violence")
    shares = facts.by_year(violence, "share", ["cercle", "demonstrations", "reported"])
    by_pace = pd.concat(
        shares.assign(pace=pace, true=shares["demonstrations" if pace == "demonstrations" else "share"])
        for pace in ("violent", "demonstrations", "strategic")
    )
    by_pace["seen"] = by_pace["true"] * by_pace["reported"]
    by_pace["place_share"] = by_pace["seen"] / by_pace.groupby(["pace", "year"])["seen"].transform("sum")
    return by_pace.merge(_keys(), on="cercle")[["year", "pace", "area2_id", "zone", "place_share"]]


def _keys() -> pd.DataFrame:
    """The key and the zone (north, centre, south) of each cercle."""
    seats = facts.read("cercles")[["region", "cercle"]]
    zones = facts.read("regions").set_index("code")["zone"]
    ids = [cercle_id(*pair) for pair in zip(seats["region"], seats["cercle"], strict=True)]
    return seats.assign(area2_id=ids, zone=seats["region"].map(zones))


def _types() -> pd.DataFrame:
    return facts.by_year(facts.read("types"), "share", ["zone", "event_type", "pace"])


def _seasons() -> pd.DataFrame:
    """The factor of each month, around 1 over the year."""
    table = facts.read("seasons")
    table[MONTHS] = table[MONTHS].div(table[MONTHS].mean(axis=1), axis=0)
    long = table.melt(id_vars=["zone", "event_type"], value_vars=MONTHS, value_name="season")
    return long.assign(month_number=long["variable"].str[1:].astype(int)).drop(columns="variable")
