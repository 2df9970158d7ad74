"""Measured values: of a whole or of a part of it, up to a day."""

from datetime import date

import pandas as pd

from data.mandate import measured
from data.mandate.items import INDICATOR, OUTPUT

PARTS = ("sex", "age", "area_id")


def totals(measurements: pd.DataFrame) -> pd.DataFrame:
    """Those of a whole: without sex, age and area."""
    return measurements[measurements[list(PARTS)].isna().all(axis=1)]


def parts(measurements: pd.DataFrame) -> pd.DataFrame:
    """Those of a part: with sex, age or area. A part is never added to its whole."""
    return measurements[measurements[list(PARTS)].notna().any(axis=1)]


def by_day(measurements: pd.DataFrame, on: date) -> pd.DataFrame:
    """Those of a day or of days before it, oldest first."""
    return in_order(measurements[measurements["measured_on"] <= pd.Timestamp(on)])


def in_order(measurements: pd.DataFrame) -> pd.DataFrame:
    """Oldest first, those of one day by their key."""
    return measurements.sort_values(["measured_on", "measurement_id"], kind="stable")


def of_item(measurements: pd.DataFrame) -> pd.DataFrame:
    """With `key`: the indicator or output that each is of, as `items.of` has it."""
    of_indicator, of_output = INDICATOR + "/" + measurements["indicator_id"], OUTPUT + "/" + measurements["output_id"]
    return measurements.assign(key=of_indicator.fillna(of_output))


def standing(measurements: pd.DataFrame) -> pd.DataFrame:
    """The totals that stand, corrections in place of what they correct, oldest first, with `key` as a category."""
    found = of_item(totals(measured.current(measurements)))
    return in_order(found.assign(key=found["key"].astype("category")))
