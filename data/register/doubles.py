"""Second values of one level: of a day the last key counts, so that another one would take its place without a word."""

import pandas as pd

from data.i18n import _
from data.importing.merge import keys
from data.mandate import measured
from data.mandate.values import PARTS
from data.register.refused import listed

PLACE = ("indicator_id", "measured_on", *PARTS)
COLUMN = "measured_on"


def added(frame: pd.DataFrame, current: pd.DataFrame, every: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Refusals of measurements of an indicator's level that have a place that another value has: the same indicator,
    day, sex, age and area; who says so (`source`) tells none apart, as in `progress.of`. `frame` are the rows to add
    or revise, `current` the mission's, `every` the mission's with those of all files in them.

    A row that had its place before keeps it, and so does the correction of one. What is summed has many values a day.
    """
    rows = _levels(measured.current(every), indicators).assign(place=lambda own: keys(own, PLACE))
    before = dict(zip(current["measurement_id"], keys(current, PLACE), strict=True))
    stays = (rows["measurement_id"].map(before) == rows["place"]) | (rows["corrects"].map(before) == rows["place"])
    rows = pd.concat([rows[stays], rows[~stays]])
    again = rows[rows["place"].duplicated() & ~stays[rows.index]]
    there = rows.drop_duplicates("place").set_index("place")
    labels = dict(zip(frame["measurement_id"], frame.index, strict=True))
    own = again[again["measurement_id"].isin(labels)]
    return listed(
        [
            (labels[row.measurement_id], COLUMN, f"{row.measured_on:%Y-%m-%d}", _said(there.loc[row.place]))
            for row in own.itertuples(index=False)
        ]
    )


def _levels(rows: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    levels = indicators.loc[indicators["reading"] == "level", "indicator_id"]
    return rows[rows["indicator_id"].isin(levels)].reset_index(drop=True)


def _said(there: pd.Series) -> str:
    words = _(
        "{id} has {value} for this indicator and day already, and only one would count: correct it (its id in column "
        "corrects, why in correction_reason), or give the part that this value is of (sex, age, area_id)"
    )
    return words.format(id=there["measurement_id"], value=f"{there['value']:.12g}")
