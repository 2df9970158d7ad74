"""ACLED exports: the layout since March 2023 and the one before it (31 columns each), and its types of before 2019."""

import re

import pandas as pd

from data.importing.columns import day_first, days, flags, is_given, moments, real, text, whole
from data.incidents import doubts, protected, types

# Event types of before 2019, in letters only, as the present ones.
OLD_TYPES = {
    "battlenochangeofterritory": "battles",
    "battlegovernmentregainsterritory": "battles",
    "battlenonstateactorovertakesterritory": "battles",
    "battlenonstateactorsovertaketerritory": "battles",
    "remoteviolence": "explosions",
    "riotsprotests": "protests",
    "strategicdevelopment": "strategic",
    "headquartersorbaseestablished": "strategic",
    "nonviolenttransferofterritory": "strategic",
    "nonviolentactivitybyaconflictactor": "strategic",
}
CIVILIANS = {"7", "civilians"}
RIOTERS = {"5", "rioters"}
NEEDED = frozenset(
    ["event_id_cnty", "event_date", "event_type", "latitude", "longitude", "geo_precision", "fatalities"]
)
TEXTS = ("actor1", "actor2", "country", "admin1", "admin2", "location", "notes")
USED = NEEDED | {
    *TEXTS, "sub_event_type", "inter1", "inter2", "civilian_targeting", "time_precision", "source", "timestamp",
}  # fmt: skip
ALIASES = {"adm_level_1": "admin1", "adm_level_2": "admin2"}  # of about 2014
NEW_IN_2023 = frozenset(["civilian_targeting", "disorder_type", "tags"])
# The columns in the order of an export, for files without a header row: before March 2023 and since.
BEFORE_2023 = (
    "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,timestamp,iso3"
).split(",")
SINCE_2023 = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
).split(",")
RAW_NAMES = {
    "event_id": "event_id_cnty",
    "fatalities_best": "fatalities",
    "date_precision": "time_precision",
    "reported_by": "source",
    "revised_at": "timestamp",
}


def is_current(columns: frozenset[str]) -> bool:
    """The layout since March 2023."""
    return columns >= NEEDED and bool(columns & NEW_IN_2023)


def is_old(columns: frozenset[str]) -> bool:
    """The layout before March 2023, and the one before 2019 without `sub_event_type`."""
    return columns >= NEEDED and not columns & NEW_IN_2023


def is_a_row(cells: list[str], names: list[str]) -> bool:
    """Whether a first row is an event below no header: a key of letters and figures, and a place."""
    row = dict(zip(names, cells, strict=False))
    return (
        len(cells) == len(names)
        and re.fullmatch(r"[A-Z]{3}\d+", row["event_id_cnty"].strip()) is not None
        and re.fullmatch(r"-?\d+(\.\d+)?", row["latitude"].strip()) is not None
    )


def read(raw: pd.DataFrame) -> pd.DataFrame:
    """Rows of table incidents (area ids and import aside) from ACLED's columns, read as text."""
    frame = pd.DataFrame({"event_id": text(raw["event_id_cnty"]), "source": "acled"}, index=raw.index)
    frame["event_type"], unknown = _types(raw)
    frame["event_date"] = days(raw["event_date"], day_first(raw["event_date"]))
    frame["date_end"] = frame["event_date"]
    frame["date_precision"] = whole(raw["time_precision"]) if "time_precision" in raw else pd.NA
    # Before 2019 the event type said what the sub-event type says today; so does one that is not recognised.
    frame["sub_event_type"] = text(raw["sub_event_type"] if "sub_event_type" in raw else raw["event_type"])
    frame["sub_event_type"] = frame["sub_event_type"].mask(unknown, text(raw["event_type"]))
    for name in TEXTS:
        frame[name] = text(raw[name]) if name in raw else pd.NA
    frame["reported_by"] = text(raw["source"]) if "source" in raw else pd.NA
    frame["civilian_targeting"] = _civilian_targeting(raw, frame["event_type"])
    frame["fatalities_best"] = whole(raw["fatalities"])
    for name in ("latitude", "longitude"):
        frame[name] = real(raw[name])
    frame["geo_precision"] = whole(raw["geo_precision"])
    frame["revised_at"] = moments(raw["timestamp"]) if "timestamp" in raw else pd.NaT
    people = [text(raw[name]) for name in ("actor1", "actor2", "assoc_actor_1", "assoc_actor_2", "tags") if name in raw]
    frame["protected"] = protected.from_texts(frame["sub_event_type"], *people)
    return frame.assign(doubts=doubts.add(doubts.none(raw.index), unknown, doubts.UNKNOWN_TYPE))


def _types(raw: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Our code of each event type, and which are none that ACLED has or had; an empty one stays unknown."""
    kind = raw["event_type"].str.casefold().str.replace(r"[^a-z]", "", regex=True)
    codes = kind.map(types.CODE_OF_ACLED | OLD_TYPES).astype("str")
    if "inter1" in raw:
        rioters = (kind == "riotsprotests") & raw["inter1"].str.strip().str.casefold().isin(RIOTERS)
        codes = codes.mask(rioters, "riots")
    unknown = codes.isna() & is_given(raw["event_type"])
    return codes.mask(unknown, types.OTHER), unknown


def _civilian_targeting(raw: pd.DataFrame, event_type: pd.Series) -> pd.Series:
    """The source's own mark, or, where the file has none in any row, its rule as HDX states it.

    The rule: violence against civilians, and explosions or remote violence with civilians on a side (inter code 7).
    Without the codes of the sides it is unknown for explosions.
    """
    if "civilian_targeting" in raw and (marked := raw["civilian_targeting"].str.strip() != "").any():
        return flags(marked)
    sides = [raw[name].str.strip().str.casefold().isin(CIVILIANS) for name in ("inter1", "inter2") if name in raw]
    explosions = event_type == "explosions"
    if len(sides) < 2:
        return flags(event_type == "against_civilians").mask(explosions)
    return flags((event_type == "against_civilians") | (explosions & (sides[0] | sides[1])))
