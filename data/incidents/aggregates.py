"""Counts that a publisher made: events and deaths by area, category and month. Never events, and never added up."""

import re

import pandas as pd
import pandera.pandas as pa

from data.importing.columns import day_first, days, text, whole
from data.schema import Day, Table, Text, Whole

HAPI_NEEDED = frozenset(
    ["location_code", "event_type", "events", "fatalities", "reference_period_start", "reference_period_end"]
)
HAPI_TEXTS = ("admin1_code", "admin1_name", "admin2_code", "admin2_name", "provider_admin1_name",
              "provider_admin2_name")  # fmt: skip
HAPI_USED = HAPI_NEEDED | {*HAPI_TEXTS, "dataset_hdx_id"}
HAPI_ALIASES = {
    "country_iso3": "location_code",
    "admin_1_pcode": "admin1_code",
    "admin_1_name": "admin1_name",
    "admin_2_pcode": "admin2_code",
    "admin_2_name": "admin2_name",
    "start_date": "reference_period_start",
    "end_date": "reference_period_end",
    "dataset_id": "dataset_hdx_id",
}
HAPI_RAW_NAMES = {
    "category": "event_type",
    "country_code": "location_code",
    "period_start": "reference_period_start",
    "period_end": "reference_period_end",
}
# ACLED's counts as HDX publishes them: a row a month and area, of what the file's own title says.
ACLED_NEEDED = frozenset(["country", "month", "year", "events"])
CATEGORIES = {
    "political_violence": "political_violence",
    "civilian_targeting": "civilian_targeting",
    "demonstration": "demonstration",
}
ACLED_USED = ACLED_NEEDED | {"iso3", "admin1", "admin2", "admin1_pcode", "admin2_pcode", "fatalities"}
KEY = ("source", "country_code", "admin_level", "area_code", "category", "period_start")


class Aggregates(Table):
    """Monthly counts as a publisher made them, by area and category; the categories overlap and are never summed."""

    source: Text = pa.Field(description="Who counted: hdx_hapi, acled_aggregated …")
    country_code: Text = pa.Field(
        str_length={"min_value": 1}, description="Country, ISO 3166", metadata={"accepts": "a country's code"}
    )
    admin_level: Whole = pa.Field(isin=[0, 1, 2], description="Level of the area", metadata={"accepts": "0, 1 or 2"})
    area_code: Text = pa.Field(
        str_length={"min_value": 1},
        description="The area counted: its P-code, else its names, else the country",
        metadata={"accepts": "a code or a name"},
    )
    admin1_code: Text = pa.Field(nullable=True, description="P-code of the first level")
    admin1_name: Text = pa.Field(nullable=True, description="Its name")
    admin2_code: Text = pa.Field(nullable=True, description="P-code of the second level")
    admin2_name: Text = pa.Field(nullable=True, description="Its name")
    category: Text = pa.Field(
        str_length={"min_value": 1},
        description="political_violence, civilian_targeting, demonstration …; they overlap",
        metadata={"accepts": "a category"},
    )
    events: Whole = pa.Field(
        ge=0, nullable=True, description="Events counted", metadata={"accepts": "a whole number of 0 or more"}
    )
    fatalities: Whole = pa.Field(
        ge=0,
        nullable=True,
        description="Reported deaths",
        metadata={"unit": "people", "accepts": "a whole number of 0 or more, or empty"},
    )
    period_start: Day = pa.Field(description="First day of the period", metadata={"accepts": "a day as 2019-03-23"})
    period_end: Day = pa.Field(
        nullable=True, description="Last day of the period", metadata={"accepts": "a day as 2019-03-23"}
    )
    dataset: Text = pa.Field(nullable=True, description="The publisher's id of the data set")
    import_id: Text = pa.Field(nullable=True, description="The import that brought this row")


def is_hapi(columns: frozenset[str]) -> bool:
    """HDX HAPI's conflict events."""
    return {HAPI_ALIASES.get(name, name) for name in columns} >= HAPI_NEEDED


def is_acled_monthly(columns: frozenset[str]) -> bool:
    """ACLED's counts by month and area."""
    return columns >= ACLED_NEEDED and "event_id_cnty" not in columns


def read_hapi(raw: pd.DataFrame) -> pd.DataFrame:
    """Rows of table aggregates from HAPI's columns, read as text; names of areas are HDX's, else the provider's."""
    order = day_first(raw["reference_period_start"], raw["reference_period_end"])
    frame = pd.DataFrame({"country_code": text(raw["location_code"]), "source": "hdx_hapi"}, index=raw.index)
    given = {name: _given(raw, name) for name in HAPI_TEXTS}
    for level in (1, 2):
        frame[f"admin{level}_code"] = given[f"admin{level}_code"]
        frame[f"admin{level}_name"] = given[f"admin{level}_name"].fillna(given[f"provider_admin{level}_name"])
    frame["admin_level"], frame["area_code"] = _level(frame), _area(frame)
    frame["category"] = text(raw["event_type"]).str.casefold()
    frame["events"], frame["fatalities"] = whole(raw["events"]), whole(raw["fatalities"])
    frame["period_start"] = days(raw["reference_period_start"], order)
    frame["period_end"] = days(raw["reference_period_end"], order)
    frame["dataset"] = text(raw["dataset_hdx_id"]) if "dataset_hdx_id" in raw else pd.NA
    return frame


def read_acled_monthly(raw: pd.DataFrame) -> pd.DataFrame:
    """Rows of table aggregates from ACLED's monthly counts, read as text; deaths are unknown where none are given."""
    frame = pd.DataFrame(
        {"country_code": text(raw["iso3" if "iso3" in raw else "country"]), "source": "acled_monthly"}, index=raw.index
    )
    for level in (1, 2):
        frame[f"admin{level}_code"] = _given(raw, f"admin{level}_pcode")
        frame[f"admin{level}_name"] = _given(raw, f"admin{level}")
    frame["admin_level"], frame["area_code"] = _level(frame), _area(frame)
    frame["category"] = pd.NA  # see `category_of`
    frame["events"] = whole(raw["events"])
    frame["fatalities"] = whole(raw["fatalities"]) if "fatalities" in raw else pd.NA
    first = "1 " + raw["month"].str.strip() + " " + raw["year"].str.strip()
    frame["period_start"] = days(first.where((raw["month"] != "") & (raw["year"] != ""), ""))
    frame["period_end"] = frame["period_start"] + pd.offsets.MonthEnd(1)
    return frame


def category_of(file_name: str) -> str:
    """What ACLED's monthly counts are of, which only the file's name says: the columns are the same for all kinds."""
    plain = re.sub(r"[^a-z]+", "_", file_name.casefold())
    return next((category for word, category in CATEGORIES.items() if word in plain), "")


def _given(raw: pd.DataFrame, name: str) -> pd.Series:
    return text(raw[name]) if name in raw else pd.Series(pd.NA, raw.index, dtype="str")


def _level(frame: pd.DataFrame) -> pd.Series:
    """The finest level of which a row names an area."""
    named = [frame[f"admin{level}_name"].notna() | frame[f"admin{level}_code"].notna() for level in (1, 2)]
    return pd.Series(0, index=frame.index).mask(named[0], 1).mask(named[1], 2).astype("Int64")


def _area(frame: pd.DataFrame) -> pd.Series:
    """The code of the area that a row counts, else its names from the country down, else the country."""
    names = frame["admin1_name"].str.cat(frame["admin2_name"].fillna(""), sep="/").str.rstrip("/")
    codes = frame["admin2_code"].fillna(frame["admin1_code"].mask(frame["admin2_name"].notna()))
    return codes.fillna(names).fillna(frame["country_code"])
