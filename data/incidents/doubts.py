"""Doubts about an incident: the row is kept and counted, and a flag says what is doubtful about it."""

import geopandas as gpd
import numpy as np
import pandas as pd

from data.geography.country import canonical
from data.geography.join import distinct_places
from data.i18n import _
from data.schema import split

UNKNOWN_TYPE = "unknown_type"
SAME_CONTENT = "same_content"
BROKEN_TEXT = "broken_text"
ZERO, SWAPPED, OUTSIDE = "zero_coordinates", "swapped_coordinates", "outside_country"
OF_PLACE = (ZERO, SWAPPED, OUTSIDE)  # these follow from the areas and are found anew when areas change
DEATHS_ORDER, MANY_DEATHS = "deaths_out_of_order", "implausible_deaths"
CODES = (UNKNOWN_TYPE, *OF_PLACE, DEATHS_ORDER, MANY_DEATHS, SAME_CONTENT, BROKEN_TEXT)
MOST_DEATHS = 5_000  # best figure of one event; what lies above it is a whole siege or massacre, or a slip of the pen
REPLACED = "\ufffd"  # stands in a text where the file's bytes could not be read
# Two rows alike in all of these, with a note that tells them apart from others, are one event under two keys.
CONTENT = ["event_date", "event_type", "sub_event_type", "actor1", "actor2", "location", "latitude", "longitude",
           "fatalities_best", "notes"]  # fmt: skip
SHORT_CONTENT = ["event_date", "latitude", "longitude", "fatalities_best", "event_type"]
TEXTS = ("notes", "location", "actor1", "actor2", "admin1", "admin2")


def label(code: str) -> str:
    """A flag for people."""
    return {
        UNKNOWN_TYPE: _("event type not recognised"),
        ZERO: _("coordinates 0, 0"),
        SWAPPED: _("latitude and longitude look swapped"),
        OUTSIDE: _("outside the mission's country"),
        DEATHS_ORDER: _("low, best and high deaths not in this order"),
        MANY_DEATHS: _("more than {n} deaths in one event").format(n=MOST_DEATHS),
        SAME_CONTENT: _("same content as another event"),
        BROKEN_TEXT: _("text with unreadable characters"),
    }.get(code, code)


def add(flags: pd.Series, where: pd.Series | np.ndarray, code: str) -> pd.Series:
    """The list column `flags` with `code` at the end of the rows `where` is true."""
    where = np.asarray(where, dtype=bool)
    if not where.any():
        return flags
    longer = flags[where]
    longer = (longer + f"; {code}").fillna(code)
    return flags.mask(where, longer.reindex(flags.index))


def none(index: pd.Index) -> pd.Series:
    """A list column without any flag."""
    return pd.Series(np.nan, index=index, dtype="str")


def of_content(incidents: pd.DataFrame) -> pd.Series:
    """`flags` with what the rows themselves show: the content of an earlier row, characters that were lost, deaths
    not in order (UCDP publishes such, so they are no error of the file), and more than one event is likely to have.
    """
    flags = incidents["doubts"] if "doubts" in incidents else none(incidents.index)
    alike = incidents[incidents["notes"].notna() & incidents["location"].notna()]
    alike = alike[alike.duplicated(SHORT_CONTENT, keep=False)]  # few are, and long texts are slow to compare
    flags = add(flags, alike.duplicated(CONTENT).reindex(incidents.index, fill_value=False), SAME_CONTENT)
    low, best, high = (incidents[f"fatalities_{figure}"] for figure in ("low", "best", "high"))
    flags = add(flags, ((low > best).fillna(False) | (best > high).fillna(False)).astype(bool), DEATHS_ORDER)
    flags = add(flags, (best > MOST_DEATHS).fillna(False).astype(bool), MANY_DEATHS)
    broken = [incidents[name].str.contains(REPLACED, regex=False).fillna(False) for name in TEXTS if name in incidents]
    return add(flags, pd.concat(broken, axis=1).any(axis=1), BROKEN_TEXT)


def of_place(incidents: pd.DataFrame, country: object, name: str) -> pd.Series:
    """`flags` with those of the place made anew: 0,0; swapped; outside the country.

    `country` is the outline of the mission's country `name` (shapely, EPSG:4326), None where it is not known: then
    only 0,0 is found. Swapped is a point of this country by name that lies in it only when it is mirrored.
    """
    kept = incidents["doubts"]
    if kept.notna().any():
        kept = kept.map(_without_places, na_action="ignore").astype("str")
        kept = kept.mask(kept == "")
    codes, places = distinct_places(incidents)
    flags = add(kept, ((places == 0).all(axis=1)).to_numpy()[codes], ZERO)
    if country is None or places.empty:
        return flags
    inside = _within(places["longitude"], places["latitude"], country)[codes]
    mirrored = _within(places["latitude"], places["longitude"], country)[codes]
    zero = (places == 0).all(axis=1).to_numpy()[codes]
    swapped = ~inside & mirrored & _is_at_home(incidents, name)
    return add(add(flags, swapped, SWAPPED), ~inside & ~swapped & ~zero, OUTSIDE)


def _is_at_home(incidents: pd.DataFrame, name: str) -> np.ndarray:
    """True where the published country is `name`, or none is given."""
    published = incidents["country"]
    home = {given for given in published.dropna().unique() if canonical(given) == canonical(name)}
    return (published.isna() | published.isin(home)).to_numpy(dtype=bool)


def _within(x: pd.Series, y: pd.Series, country: object) -> np.ndarray:
    return gpd.GeoSeries(gpd.points_from_xy(x, y)).intersects(country).to_numpy()


def _without_places(flags: str) -> str:
    return "; ".join(code for code in split(flags) if code not in OF_PLACE)


def counted(flags: pd.Series) -> dict[str, int]:
    """How many rows have each flag, those without any row left out."""
    lists = flags.value_counts()
    counts = {code: sum(int(n) for codes, n in lists.items() if code in split(codes)) for code in CODES}
    return {code: count for code, count in counts.items() if count}
