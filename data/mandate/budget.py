"""Results-based budgeting as the budget has it: planned, actual and remarks of one budget year.

A remark is asked for where actual departs from planned: once the target's day has come, where they differ by more than
the share `departs` of the planned value that `mission.toml` gives (0: at all); before that day, where the course is at
risk or off course. The remark of the latest measurement counts.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from data.errors import InputError
from data.i18n import _
from data.mandate import delivered, items, measured, progress, values
from data.mission import Settings
from data.periods import Period

BEHIND = ("at_risk", "off_course")


@dataclass(frozen=True)
class Tables:
    """The tables that a budget year is made of, as one version has them."""

    rbb_components: pd.DataFrame
    accomplishments: pd.DataFrame
    indicators: pd.DataFrame
    outputs: pd.DataFrame
    measurements: pd.DataFrame
    activities: pd.DataFrame

    @cached_property
    def standing(self) -> pd.DataFrame:
        """Totals that stand, with `key` and `was_corrected`."""
        return values.standing(self.measurements)


def days(year: str) -> Period:
    """The days of a budget year such as 2019/20."""
    first = int(year[:4])
    return Period(date(first, 7, 1), date(first + 1, 6, 30))


def year_of(day: date) -> str:
    """The budget year that a day is of."""
    first = day.year if day.month >= 7 else day.year - 1
    return f"{first}/{(first + 1) % 100:02}"


def years(rbb_components: pd.DataFrame) -> tuple[str, ...]:
    """The budget years on record, the latest first."""
    return tuple(sorted(rbb_components["budget_year"].unique(), reverse=True))


def year_shown(rbb_components: pd.DataFrame, on: date, asked: str = "") -> str:
    """The year asked for, else that of a day, else the last before it, else the first; empty where there is none."""
    known = years(rbb_components)
    if asked in known:
        return asked
    before = [year for year in known if year <= year_of(on)]
    return before[0] if before else known[-1] if known else ""


def table(tables: Tables, year: str, on: date, settings: Settings) -> pd.DataFrame:
    """One row an indicator or output of a budget year, in the budget's order, as of a day or the year's last.

    The columns of `progress.of`, and

    | column | meaning |
    |---|---|
    | objective, rbb_component, accomplishment_number, accomplishment | where it stands in the budget |
    | remark | remark of the latest measurement |
    | departs | True where a remark is asked for |
    | remark_missing | True where it is asked for and none is given |
    | reported_in, reported_on | the report that carried the latest measurement |
    | unreported | how many measurements of the year no report has carried |
    | corrected | how many of those that count are corrections |
    | activities, reported, not_counted | of an output: see `delivered.by_output` |
    """
    upto = min(on, days(year).end)
    own = _of_year(tables, year)
    of_year = items.of(
        tables.indicators[tables.indicators["accomplishment_id"].isin(own["accomplishment_id"])],
        tables.outputs[tables.outputs["accomplishment_id"].isin(own["accomplishment_id"])],
    )
    states = progress.of_standing(of_year, tables.standing, upto, settings.progress)
    rows = own.merge(states, on="accomplishment_id", sort=False)
    rows = _beside(rows, _latest(tables.standing, upto))
    counts = {name: rows[name].fillna(0).astype("int64") for name in ("unreported", "corrected")}
    departs = _departs(rows, settings.budget.departs)
    reported = delivered.by_output(tables.activities, tables.outputs, upto)
    rows = _beside(rows, reported.set_axis("output/" + reported.index.astype("str")))
    return rows.assign(**counts, departs=departs, remark_missing=departs & rows["remark"].isna())


def _beside(rows: pd.DataFrame, by_key: pd.DataFrame) -> pd.DataFrame:
    """Rows with the columns of a frame that is indexed by their `key`."""
    return rows.assign(**by_key.reindex(rows["key"]).set_axis(rows.index))


def _of_year(tables: Tables, year: str) -> pd.DataFrame:
    """The expected accomplishments of a year under their components, by number."""
    components = tables.rbb_components[tables.rbb_components["budget_year"] == year]
    own = components[["rbb_component_id", "title", "objective"]].rename(columns={"title": "rbb_component"})
    named = {"title": "accomplishment", "number": "accomplishment_number"}
    columns = tables.accomplishments[["accomplishment_id", "rbb_component_id", "number", "title"]].rename(columns=named)
    return own.merge(columns, on="rbb_component_id", sort=False)


def _latest(standing: pd.DataFrame, upto: date) -> pd.DataFrame:
    """Of each item: what its latest measurement says of itself, and counts over all up to a day; by `key`."""
    rows = standing[standing["measured_on"] <= pd.Timestamp(upto)]
    rows = rows.assign(key=rows["key"].astype("str"))
    last = rows.drop_duplicates("key", keep="last").set_index("key")[["remark", "reported_in", "reported_on"]]
    flags = rows.assign(unreported=rows["reported_in"].isna()).groupby("key")[["unreported", "was_corrected"]].sum()
    return last.join(flags.rename(columns={"was_corrected": "corrected"}))


def _departs(rows: pd.DataFrame, share: float) -> pd.Series:
    """True where actual departs from planned."""
    over = rows["compared_on"] == rows["target_on"]
    differs = (rows["value"] - rows["target"]).abs() > share * rows["target"].abs()
    return (differs & rows["target"].notna()).where(over, rows["course"].isin(BEHIND)).astype(bool)


def corrections(tables: Tables, year: str, on: date) -> pd.DataFrame:
    """The log of corrections to what a budget year's items were measured at, latest first.

    measurement_id, key, measured_on, value, before (the value corrected), correction_reason, reported_in (the report
    that carried the earlier one).
    """
    own = _of_year(tables, year)["accomplishment_id"]
    keys = pd.concat([
        "indicator/" + tables.indicators.loc[tables.indicators["accomplishment_id"].isin(own), "indicator_id"],
        "output/" + tables.outputs.loc[tables.outputs["accomplishment_id"].isin(own), "output_id"],
    ])  # fmt: skip
    every = tables.measurements
    rows = values.of_item(values.by_day(every[every["corrects"].notna()], min(on, days(year).end)))
    found = rows[rows["key"].isin(keys)]
    earlier = every[every["measurement_id"].isin(found["corrects"])].set_index("measurement_id")
    before = found["corrects"].map(earlier["value"])
    report = found["corrects"].map(earlier["reported_in"])
    columns = ["measurement_id", "key", "measured_on", "value", "correction_reason"]
    return found[columns].assign(before=before, reported_in=report).iloc[::-1].reset_index(drop=True)


def to_freeze(tables: Tables, rows: pd.DataFrame, upto: date) -> pd.DataFrame:
    """The measurements that a report of these rows of `table` carries for the first time, parts of totals too.

    An InputError where rows lack the remark that they are asked for, or where nothing is new.
    """
    lacking = rows[rows["remark_missing"]]
    if len(lacking):
        words = _(
            "{n} rows depart from what is planned without a remark, the first is “{title}”. Give the remarks first."
        )
        raise InputError(words.format(n=len(lacking), title=lacking["title"].iloc[0]))
    current = values.of_item(values.by_day(measured.current(tables.measurements), upto))
    found = current[current["key"].isin(rows["key"]) & current["reported_in"].isna()]
    if found.empty:
        raise InputError(_("Every measurement of this year up to that day has been reported; there is nothing new."))
    return tables.measurements[tables.measurements["measurement_id"].isin(found["measurement_id"])]
