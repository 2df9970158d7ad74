"""UCDP Georeferenced Event Dataset (GED), 49 columns: every event has at least one death."""

import pandas as pd

from data.importing.columns import days, flags, text, whole

COLUMNS = frozenset(
    [
        "id",
        "type_of_violence",
        "side_a",
        "side_b",
        "where_prec",
        "date_prec",
        "date_start",
        "date_end",
        "best",
        "high",
        "low",
        "latitude",
        "longitude",
        "country",
        "adm_1",
        "adm_2",
    ]
)
# Every column of a yearly release, in its order: Candidate files come without a header row.
ALL_COLUMNS = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
# State-based and non-state violence are fighting between two organised sides; one-sided violence is against civilians.
TYPE = {"1": "battles", "2": "battles", "3": "against_civilians"}
SUB_TYPE = {"1": "State-based violence", "2": "Non-state violence", "3": "One-sided violence"}
# where_prec: 1 exact, 2 within about 25 km, 3 second-level centroid, 4 first level, 5 fuzzy, 6 country, 7 sea or air.
GEO_PRECISION = {"1": 1, "2": 2, "3": 3, "4": 3, "5": 3, "6": 3, "7": 3}
# date_prec: 1 day, 2 up to 6 days, 3 week, 4 up to a month, 5 up to a year.
DATE_PRECISION = {"1": 1, "2": 2, "3": 2, "4": 3, "5": 3}
RAW_NAMES = {
    "event_id": "id",
    "event_date": "date_start",
    "event_type": "type_of_violence",
    "fatalities_best": "best",
    "fatalities_low": "low",
    "fatalities_high": "high",
    "geo_precision": "where_prec",
    "date_precision": "date_prec",
    "location": "where_coordinates",
}


def is_ged(columns: frozenset[str]) -> bool:
    """The layout of GED's yearly releases."""
    return columns >= COLUMNS


def read(raw: pd.DataFrame) -> pd.DataFrame:
    """Rows of table incidents (area ids and import aside) from GED's columns, read as text."""
    frame = pd.DataFrame({"event_id": text(raw["id"]), "source": "ucdp"}, index=raw.index)
    kind = raw["type_of_violence"].str.strip()
    frame["event_type"] = kind.map(TYPE).astype("str")
    frame["sub_event_type"] = kind.map(SUB_TYPE).astype("str")
    frame["civilian_targeting"] = flags(kind == "3")
    frame["event_date"], frame["date_end"] = days(raw["date_start"]), days(raw["date_end"])
    frame["date_precision"] = raw["date_prec"].str.strip().map(DATE_PRECISION).astype("Int64")
    frame["geo_precision"] = raw["where_prec"].str.strip().map(GEO_PRECISION).astype("Int64")
    frame["actor1"], frame["actor2"] = text(raw["side_a"]), text(raw["side_b"])
    for name, column in (("best", "best"), ("low", "low"), ("high", "high")):
        frame[f"fatalities_{name}"] = whole(raw[column])
    frame["country"], frame["admin1"], frame["admin2"] = text(raw["country"]), text(raw["adm_1"]), text(raw["adm_2"])
    frame["location"] = text(raw["where_coordinates"]) if "where_coordinates" in raw else pd.NA
    for name in ("latitude", "longitude"):
        frame[name] = pd.to_numeric(raw[name], errors="coerce")
    frame["notes"] = text(raw["source_headline"]) if "source_headline" in raw else pd.NA
    frame["reported_by"] = text(raw["source_office"]) if "source_office" in raw else pd.NA
    return frame
