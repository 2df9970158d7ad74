"""UCDP Georeferenced Event Dataset (GED), 49 columns: every event has at least one death."""

import pandas as pd

from data.importing.columns import code, day_first, days, flags, is_given, real, text, whole
from data.incidents import doubts
from data.incidents.types import OTHER

NEEDED = frozenset(["id", "type_of_violence", "where_prec", "date_start", "best", "latitude", "longitude"])
USED = NEEDED | {
    "side_a", "side_b", "date_prec", "date_end", "high", "low", "country", "adm_1", "adm_2", "where_coordinates",
    "source_headline", "source_office",
}  # fmt: skip
# Names of older releases.
ALIASES = {
    "best_est": "best",
    "high_est": "high",
    "low_est": "low",
    # As shapefiles cut them.
    "type_of_vi": "type_of_violence",
    "where_coor": "where_coordinates",
    "source_hea": "source_headline",
    "source_off": "source_office",
}
# Every column of a yearly release, in its order: Candidate files come without a header row.
ALL_COLUMNS = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,"
    "high,low,gwnoa,gwnob"
).split(",")
# State-based and non-state violence are fighting between two organised sides; one-sided violence is against civilians.
TYPE = {"1": "battles", "2": "battles", "3": "against_civilians"}
SUB_TYPE = {"1": "State-based violence", "2": "Non-state violence", "3": "One-sided violence"}
# where_prec: 1 exact, 2 within about 25 km, 3 second-level centroid, 4 first level, 5 fuzzy, 6 country, 7 sea or air.
GEO_PRECISION = {"1": 1, "2": 2, "3": 3, "4": 3, "5": 3, "6": 3, "7": 3}
# date_prec: 1 day, 2 up to 6 days, 3 week, 4 up to a month, 5 up to a year.
DATE_PRECISION = {"1": 1, "2": 2, "3": 2, "4": 3, "5": 3}
TEXTS = {
    "actor1": "side_a",
    "actor2": "side_b",
    "country": "country",
    "admin1": "adm_1",
    "admin2": "adm_2",
    "location": "where_coordinates",
    "notes": "source_headline",
    "reported_by": "source_office",
}
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
    """The layout of GED's releases, yearly and Candidate, whole or with columns left out."""
    return {ALIASES.get(name, name) for name in columns} >= NEEDED


def is_a_row(cells: list[str], names: list[str]) -> bool:
    """Whether a first row is an event below no header, as Candidate files have it."""
    row = dict(zip(names, cells, strict=False))
    return len(cells) == len(names) and row["id"].strip().isdigit() and row["type_of_violence"].strip() in TYPE


def read(raw: pd.DataFrame) -> pd.DataFrame:
    """Rows of table incidents (area ids and import aside) from GED's columns, read as text."""
    frame = pd.DataFrame({"event_id": text(raw["id"]), "source": "ucdp"}, index=raw.index)
    kind = code(raw["type_of_violence"])
    unknown = ~kind.isin(TYPE)
    unknown &= is_given(kind) if unknown.any() else False
    frame["event_type"] = kind.map(TYPE).astype("str").mask(unknown, OTHER)
    frame["sub_event_type"] = kind.map(SUB_TYPE).astype("str").mask(unknown, text(raw["type_of_violence"]))
    frame["civilian_targeting"] = flags(kind == "3")
    order = day_first(*(raw[name] for name in ("date_start", "date_end") if name in raw))
    frame["event_date"] = days(raw["date_start"], order)
    frame["date_end"] = days(raw["date_end"], order) if "date_end" in raw else frame["event_date"]
    frame["date_precision"] = (
        code(raw["date_prec"]).map(DATE_PRECISION).astype("Int64") if "date_prec" in raw else pd.NA
    )
    frame["geo_precision"] = code(raw["where_prec"]).map(GEO_PRECISION).astype("Int64")
    for name, column in TEXTS.items():
        frame[name] = text(raw[column]) if column in raw else pd.NA
    for name in ("best", "low", "high"):
        frame[f"fatalities_{name}"] = whole(raw[name]) if name in raw else pd.NA
    for name in ("latitude", "longitude"):
        frame[name] = real(raw[name])
    return frame.assign(doubts=doubts.add(doubts.none(raw.index), unknown, doubts.UNKNOWN_TYPE))
