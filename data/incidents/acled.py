"""ACLED exports: the layout since March 2023 and the one before it (31 columns each), and its types of before 2019."""

import pandas as pd

from data.importing.columns import days, flags, moments, text, whole
from data.incidents import types

# Event types of before 2019, in lower case, as the present ones.
OLD_TYPES = {
    "battle-no change of territory": "battles",
    "battle-government regains territory": "battles",
    "battle-non-state actor overtakes territory": "battles",
    "remote violence": "explosions",
    "riots/protests": "protests",
    "strategic development": "strategic",
    "headquarters or base established": "strategic",
    "non-violent transfer of territory": "strategic",
}
CIVILIANS = {"7", "civilians"}
RIOTERS = {"5", "rioters"}
COMMON = frozenset(
    [
        "event_id_cnty",
        "event_date",
        "event_type",
        "actor1",
        "actor2",
        "inter1",
        "inter2",
        "country",
        "admin1",
        "admin2",
        "location",
        "latitude",
        "longitude",
        "geo_precision",
        "notes",
        "fatalities",
    ]
)
RAW_NAMES = {
    "event_id": "event_id_cnty",
    "fatalities_best": "fatalities",
    "date_precision": "time_precision",
    "reported_by": "source",
    "revised_at": "timestamp",
}


def is_current(columns: frozenset[str]) -> bool:
    """The layout since March 2023."""
    return columns >= COMMON and "civilian_targeting" in columns


def is_old(columns: frozenset[str]) -> bool:
    """The layout before March 2023, and the one before 2019 without `sub_event_type`."""
    return columns >= COMMON and "civilian_targeting" not in columns


def read(raw: pd.DataFrame) -> pd.DataFrame:
    """Rows of table incidents (area ids and import aside) from ACLED's columns, read as text."""
    frame = pd.DataFrame({"event_id": text(raw["event_id_cnty"]), "source": "acled"}, index=raw.index)
    kind = text(raw["event_type"]).str.casefold()
    frame["event_type"] = kind.map(types.CODE_OF_ACLED | OLD_TYPES).astype("str")
    rioters = (kind == "riots/protests") & raw["inter1"].str.strip().str.casefold().isin(RIOTERS)
    frame["event_type"] = frame["event_type"].mask(rioters, "riots")
    frame["event_date"] = days(raw["event_date"])
    frame["date_end"] = frame["event_date"]
    frame["date_precision"] = whole(raw["time_precision"]) if "time_precision" in raw else pd.NA
    # Before 2019 the event type said what the sub-event type says today.
    frame["sub_event_type"] = text(raw["sub_event_type"] if "sub_event_type" in raw else raw["event_type"])
    for name in ("actor1", "actor2", "country", "admin1", "admin2", "location", "notes"):
        frame[name] = text(raw[name])
    frame["reported_by"] = text(raw["source"]) if "source" in raw else pd.NA
    frame["civilian_targeting"] = _civilian_targeting(raw, frame["event_type"])
    frame["fatalities_best"] = whole(raw["fatalities"])
    for name in ("latitude", "longitude"):
        frame[name] = pd.to_numeric(raw[name], errors="coerce")
    frame["geo_precision"] = whole(raw["geo_precision"])
    frame["revised_at"] = moments(raw["timestamp"]) if "timestamp" in raw else pd.NaT
    return frame


def _civilian_targeting(raw: pd.DataFrame, event_type: pd.Series) -> pd.Series:
    """The source's own mark, or, where the file has none in any row, its rule as HDX states it.

    The rule: violence against civilians, and explosions or remote violence with civilians on a side (inter code 7).
    """
    if "civilian_targeting" in raw and (marked := raw["civilian_targeting"].str.strip() != "").any():
        return flags(marked)
    sides = [raw[name].str.strip().str.casefold().isin(CIVILIANS) for name in ("inter1", "inter2")]
    hit = (event_type == "explosions") & (sides[0] | sides[1])
    return flags((event_type == "against_civilians") | hit)
