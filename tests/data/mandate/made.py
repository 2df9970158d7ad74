"""Rows of the mandate's tables for tests: what matters is given, the rest is plain."""

import pandas as pd

from data.mandate.budget_schema import Accomplishments, Indicators, Measurements, Outputs, RbbComponents
from data.mandate.schema import Tasks

YEAR = {"baseline_on": "2019-06-30", "target_on": "2020-06-30"}  # 366 days
DAYS = (
    "baseline_on", "target_on", "measured_on", "reported_on", "starts", "due", "assessed_on", "decision_due",
    "activity_date", "day", "decided_on", "done_on", "closed_on", "ends", "adopted", "expires",
)  # fmt: skip


def shaped(model, plain, rows):
    """A table of one row for each dict of changes to `plain`."""
    frame = pd.DataFrame([plain | row for row in rows])
    return model.shape(frame.assign(**{name: pd.to_datetime(frame[name]) for name in DAYS if name in frame}))


def indicators(*rows):
    """Indicators of a level that should rise from 0 to 100 in the budget year 2019/20."""
    plain = {
        "title": "An indicator", "unit": "per cent", "direction": "increase", "reading": "level", "path": "linear",
        "baseline": 0.0, "target": 100.0, **YEAR,
    }  # fmt: skip
    return shaped(Indicators, plain, rows)


def outputs(*rows):
    """Outputs of 100 patrols in the budget year 2019/20."""
    plain = {"title": "An output", "unit": "patrols", "planned": 100.0, "starts": "2019-07-01", "due": "2020-06-30"}
    return shaped(Outputs, plain, rows)


def measurements(*rows):
    """Measurements, each with a key of its own unless it has one."""
    numbered = [{"measurement_id": f"m{i:03}"} | row for i, row in enumerate(rows)]
    return shaped(Measurements, {}, numbered) if rows else Measurements.empty()


def tasks(*rows):
    """Tasks of resolution 2480."""
    return shaped(Tasks, {"mandate_id": "2480", "title": "A task", "status": "no_data"}, rows)


def accomplishments(*rows):
    """Expected accomplishments of one component of the budget."""
    return shaped(Accomplishments, {"rbb_component_id": "c1", "title": "An accomplishment"}, rows)


def rbb_components(*rows):
    """Components of the budget of 2019/20."""
    plain = {"rbb_component_id": "c1", "budget_year": "2019/20", "title": "A component", "objective": "An objective"}
    return shaped(RbbComponents, plain, rows or ({},))
