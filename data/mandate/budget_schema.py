"""Schemas of results-based budgeting, as the budget has it.

objective → rbb_component → expected accomplishment → indicators of achievement and outputs → measurements.
A budget year runs from 1 July to 30 June and is written as `2019/20`.
"""

import pandas as pd
import pandera.pandas as pa

from data.fields import a_day, amount, brought, made_up, maybe, named, one_of, refers, refers_to_several
from data.schema import Day, Flag, Real, Table, Text

DIRECTIONS = ("increase", "decrease", "maintain")
READINGS = ("level", "sum")
PATHS = ("linear", "at_end")
SEXES = ("female", "male")
YEAR = r"^(\d{4})/(\d{2})$"


def _budget_year() -> pa.Field:
    return pa.Field(
        str_matches=YEAR, description="Budget year, 1 July to 30 June", metadata={"accepts": "a year as 2019/20"}
    )


def _follow_on(years: pd.Series) -> pd.Series:
    """True where the second year of `2019/20` follows the first."""
    parts = years.str.extract(YEAR)
    first, second = pd.to_numeric(parts[0]), pd.to_numeric(parts[1])
    return ((first + 1) % 100 == second).astype(bool)


class RbbComponents(Table):
    """One row a component of the budget: never called component alone, see component_type. Key: rbb_component_id."""

    rbb_component_id: Text = named("Key")
    budget_year: Text = _budget_year()
    title: Text = named("The budget's component")
    objective: Text = maybe("Objective that it contributes to")
    source: Text = maybe("Document that it was read in")
    illustrative: Flag = made_up()
    import_id: Text = brought()

    @pa.dataframe_check(error="budget_year: a year as 2019/20")
    def _one_year(cls, frame: pd.DataFrame) -> pd.Series:
        return _follow_on(frame["budget_year"])


class Accomplishments(Table):
    """One row an expected accomplishment. Key: accomplishment_id."""

    accomplishment_id: Text = named("Key")
    rbb_component_id: Text = refers("rbb_components", "The budget's component it belongs to")
    number: Text = maybe("Its number in the budget, such as 1.1")
    title: Text = named("The expected accomplishment")
    illustrative: Flag = made_up()
    import_id: Text = brought()


class Indicators(Table):
    """One row an indicator of achievement. Key: indicator_id.

    What is planned goes from `baseline` on `baseline_on` to `target` on `target_on` along `path`: `linear`, a straight
    line in time; `at_end`, nothing is asked for before the last day. `reading`: of a `level` the latest measurement
    counts, of a `sum` all of them since `baseline_on` add up.
    """

    indicator_id: Text = named("Key")
    accomplishment_id: Text = refers("accomplishments", "Expected accomplishment it shows", nullable=True)
    task_ids: Text = refers_to_several("tasks", "Tasks it shows the progress of")
    number: Text = maybe("Its number in the budget, such as 1.1.1")
    title: Text = named("The indicator of achievement")
    unit: Text = named("Unit of its values")
    direction: Text = one_of(DIRECTIONS, "Whether its values should increase, decrease or stay")
    reading: Text = one_of(READINGS, "Whether the latest value counts, or the sum of all")
    path: Text = one_of(PATHS, "How the planned value goes from baseline to target")
    baseline: Real = amount("Value at the beginning; unknown is not zero")
    baseline_on: Day = a_day("Day of the baseline")
    target: Real = amount("Planned value")
    target_on: Day = a_day("Day by which it is planned")
    every_days: Real = amount("Days within which a new measurement is due; unknown means none is", "days", least=1)
    weight: Real = amount("Weight in the roll-up of its tasks; unknown counts as 1", least=0)
    verification: Text = maybe("Means of verification: where its values come from")
    owner_post: Text = maybe("Post that reports it; a post, never a person")
    carried_from: Text = refers(
        "indicators", "Indicator of the year or mandate before that it continues", nullable=True
    )
    illustrative: Flag = made_up()
    import_id: Text = brought()

    @pa.dataframe_check(error="target_on: a day after baseline_on")
    def _in_order(cls, frame: pd.DataFrame) -> pd.Series:
        return ~(frame["target_on"] <= frame["baseline_on"]).fillna(False)


class Outputs(Table):
    """One row an output of the budget: a planned quantity of work. Key: output_id. Delivered ones add up."""

    output_id: Text = named("Key")
    accomplishment_id: Text = refers("accomplishments", "Expected accomplishment it serves", nullable=True)
    task_ids: Text = refers_to_several("tasks", "Tasks it belongs to")
    number: Text = maybe("Its number in the budget")
    title: Text = named("The output")
    unit: Text = named("What is counted")
    planned: Real = amount("Quantity planned", least=0)
    starts: Day = a_day("Day from which it is delivered")
    due: Day = a_day("Day by which all of it is planned")
    section: Text = maybe("Section that delivers it")
    weight: Real = amount("Weight in the roll-up of its tasks; unknown counts as 1", least=0)
    carried_from: Text = refers("outputs", "Output of the year before that it continues", nullable=True)
    illustrative: Flag = made_up()
    import_id: Text = brought()

    @pa.dataframe_check(error="due: a day not before starts")
    def _in_order(cls, frame: pd.DataFrame) -> pd.Series:
        return ~(frame["due"] < frame["starts"]).fillna(False)


class Measurements(Table):
    """One row a value of an indicator, or a quantity delivered of an output. Key: measurement_id.

    A row without sex, age and area is the total; with one of them it is a part of a total, and never added to it.
    Once `reported_in` names a report the row is frozen: a correction is a new row that names it in `corrects`.
    """

    measurement_id: Text = named("Key")
    indicator_id: Text = refers("indicators", "Indicator it is a value of", nullable=True)
    output_id: Text = refers("outputs", "Output it is a delivered quantity of", nullable=True)
    measured_on: Day = a_day("Day that the value is of", nullable=False)
    value: Real = amount("The value, in the unit of its indicator or output", nullable=False)
    source: Text = maybe("Who says so")
    sex: Text = one_of(SEXES, "For a part of the total: of women or of men", nullable=True)
    age: Text = maybe("For a part of the total: age group, such as 0-17")
    area_id: Text = refers("areas", "For a part of the total: area", nullable=True)
    remark: Text = maybe("Why actual departs from planned")
    reported_in: Text = maybe("Report that carried it; from then on it is frozen")
    reported_on: Day = a_day("Day of that report")
    corrects: Text = refers("measurements", "Measurement that this one corrects", nullable=True)
    correction_reason: Text = maybe("Why it was corrected")
    illustrative: Flag = made_up()
    import_id: Text = brought()

    @pa.dataframe_check(error="indicator_id: the indicator or the output that it is a value of")
    def _of_some(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["indicator_id"].notna() | frame["output_id"].notna()

    @pa.dataframe_check(error="indicator_id: either an indicator or an output, not both")
    def _of_one(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["indicator_id"].isna() | frame["output_id"].isna()

    @pa.dataframe_check(error="correction_reason: why it was corrected")
    def _corrected_with_reason(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["corrects"].isna() | frame["correction_reason"].notna()
