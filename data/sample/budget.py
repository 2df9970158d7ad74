"""The results-based budget of the example: no figure of it is the Mission's, and all are marked illustrative."""

import pandas as pd

from data.mandate.budget_schema import Accomplishments, Indicators, Measurements, Outputs, RbbComponents
from data.sample import tables
from data.schema import split

# What was measured by these days was carried by these reports, on these days: (first letters of the id, by, report, on)
REPORTS = (
    ("18", "2019-06-30", "Performance report 2018/19 (illustrative)", "2019-10-15"),
    ("19", "2019-09-30", "Secretary-General's report of December 2019, annex (illustrative)", "2019-12-30"),
)


def rbb_components() -> pd.DataFrame:
    """The budget's components of two years."""
    return tables.of("rbb_components", RbbComponents)


def accomplishments() -> pd.DataFrame:
    """The expected accomplishments of two years."""
    return tables.of("accomplishments", Accomplishments)


def indicators() -> pd.DataFrame:
    """The indicators of achievement of two years."""
    return tables.of("indicators", Indicators)


def outputs() -> pd.DataFrame:
    """The outputs of two years."""
    return tables.of("outputs", Outputs)


def measurements(activities: pd.DataFrame) -> pd.DataFrame:
    """Values of indicators, one corrected after it was reported, and of outputs what activities of a quarter gave."""
    first = pd.concat([_values(), _delivered(activities)], ignore_index=True)
    rows = pd.concat([_reported(tables.typed(first, Measurements)), _corrections(first)], ignore_index=True)
    return tables.marked(tables.typed(rows, Measurements), Measurements)


def _values() -> pd.DataFrame:
    """One row a value of `series.csv`; the remark of a series is that of its last value."""
    lines = tables.cells("series")
    rows = lines.assign(value=lines["values"].map(split)).explode("value", ignore_index=True)
    rows[["measured_on", "value"]] = rows["value"].str.split("=", expand=True)
    is_last = ~rows.duplicated(["indicator_id", "sex", "age", "area_id"], keep="last")
    parts = rows[["sex", "age", "area_id"]].apply(lambda row: "".join(f"/{cell}" for cell in row.dropna()), axis=1)
    return rows.assign(
        measurement_id=rows["indicator_id"] + "/" + rows["measured_on"] + parts, remark=rows["remark"].where(is_last)
    )


def _delivered(activities: pd.DataFrame) -> pd.DataFrame:
    """Of each output the quantities of activities done in a quarter, measured on its last day."""
    done = activities[(activities["state"] == "done") & activities["output_id"].notna()]
    quarter = done["activity_date"].dt.to_period("Q").dt.end_time.dt.normalize().rename("measured_on")
    rows = done.groupby(["output_id", quarter])["quantity"].sum().rename("value").reset_index()
    sections = done.drop_duplicates("output_id").set_index("output_id")["section"]
    remarks = tables.cells("output_remarks").set_index("output_id")["remark"]
    is_last = ~rows.duplicated("output_id", keep="last")
    return rows.assign(
        measurement_id=rows["output_id"] + "/" + rows["measured_on"].dt.strftime("%Y-%m-%d"),
        source=rows["output_id"].map(sections),
        remark=rows["output_id"].map(remarks).where(is_last),
    )


def _reported(rows: pd.DataFrame) -> pd.DataFrame:
    of_item = rows["indicator_id"].fillna(rows["output_id"])
    for years, by, report, on in REPORTS:
        carried = of_item.str.startswith(years) & (rows["measured_on"] <= by)
        rows.loc[carried, "reported_in"] = report
        rows.loc[carried, "reported_on"] = pd.Timestamp(on)
    return rows


def _corrections(rows: pd.DataFrame) -> pd.DataFrame:
    corrected = rows.set_index("measurement_id")[["indicator_id", "measured_on"]]
    return tables.cells("corrections").merge(corrected, left_on="corrects", right_index=True)
