"""The budget performance table: planned, actual and remarks of a budget year, one row an indicator or output."""

from datetime import date

import pandas as pd

from data.errors import InputError
from data.filters import Filters
from data.i18n import _
from data.mandate import budget, items
from data.mandate.reports import report
from data.mandate.reports.report import Column, Report
from data.snapshot import Snapshot

TABLES = ("rbb_components", "accomplishments", "indicators", "outputs", "measurements", "activities")


def of(snapshot: Snapshot, filters: Filters, on: date, year: str = "") -> Report:
    """The report of a budget year as of a day; without a year, of the one that the day is of.

    An InputError where the mission has no budget.
    """
    tables = budget.Tables(**{name: snapshot.table(name) for name in TABLES})
    year = budget.year_shown(tables.rbb_components, on, year)
    if not year:
        raise InputError(_("This mission has no budget yet: import tables rbb_components and accomplishments."))
    rows = budget.table(tables, year, on, snapshot.settings)
    day = min(on, budget.days(year).end)
    title = _("Budget performance {year}").format(year=year)
    used = report.sources(_of(tables.measurements, rows)["source"], tables.rbb_components["source"])
    lacking = int(rows["remark_missing"].sum())
    missing = (_("{n} rows lack the remark that they need.").format(n=lacking),) if lacking else ()
    notes = (*missing, *report.illustrative(rows["illustrative"]), report.not_incidents())
    return Report(
        "budget", title, day, columns(), shaped(rows), report.cover(snapshot, filters, title, day, used), notes
    )


def _of(measurements: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    own = set(rows["item_id"])
    return measurements[measurements["indicator_id"].isin(own) | measurements["output_id"].isin(own)]


def columns() -> tuple[Column, ...]:
    """The columns, in order."""
    return (
        Column("rbb_component", _("Component of the budget"), 26),
        Column("accomplishment", _("Expected accomplishment"), 40),
        Column("kind", _("Kind"), 18),
        Column("title", _("Indicator of achievement or output"), 52),
        Column("unit", _("Unit"), 20),
        Column("planned", _("Planned"), 18, number=True),
        Column("actual", _("Actual"), 18, number=True),
        Column("as_of", _("As of"), 20),
        Column("remark", _("Remark"), 49),
    )


def shaped(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `budget.table` as the report has them."""
    kinds = {items.INDICATOR: _("Indicator"), items.OUTPUT: _("Output")}
    remark = rows["remark"].mask(rows["remark_missing"], _("REMARK MISSING"))
    remark = remark.mask(rows["reason"] == "no_measurement", _("No measurement"))
    return pd.DataFrame(
        {
            "rbb_component": rows["rbb_component"],
            "accomplishment": numbered(rows["accomplishment_number"], rows["accomplishment"]),
            "kind": rows["kind"].map(kinds),
            "title": numbered(rows["number"], rows["title"]),
            "unit": rows["unit"],
            "planned": rows["target"],
            "actual": rows["value"],
            "as_of": rows["measured_on"],
            "remark": remark.fillna(""),
        }
    )


def numbered(number: pd.Series, title: pd.Series) -> pd.Series:
    """Titles with their number in front, where they have one."""
    return (number.fillna("") + " " + title).str.strip()
