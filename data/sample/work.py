"""The work of the example: activities, actions, prioritisations and the planning calendar, all illustrative."""

from itertools import cycle

import pandas as pd

from data.mandate.work_schema import Actions, Activities, Calendar, Prioritisations
from data.sample import tables
from data.schema import split

# The last day that the example knows: what is later is planned.
TODAY = pd.Timestamp("2019-12-31")
ONE_DAY = pd.Timedelta(days=1)


def activities() -> pd.DataFrame:
    """The activities of each line of `activities.csv`: one every `every_days` from `first` to `last`.

    Their areas follow each other in turn.
    """
    lines = tables.cells("activities")
    rows = pd.concat([_of_line(line) for _row, line in lines.iterrows()], ignore_index=True)
    return tables.marked(tables.typed(rows, Activities), Activities)


def _of_line(line: pd.Series) -> pd.DataFrame:
    days = pd.date_range(line["first"], line["last"], freq=f"{line['every_days']}D")
    rows = pd.DataFrame({"activity_date": days})
    ends = days + (int(line["length_days"]) - 1) * ONE_DAY
    cancelled = days.strftime("%Y-%m-%d").isin(split(line["cancelled"]))
    areas = cycle(split(line["area_ids"]))
    same = line.drop(["code", "area_ids", "first", "last", "every_days", "length_days", "cancelled"]).to_dict()
    return rows.assign(
        **same,
        activity_id=[f"{line['code']}-{n:02}" for n in range(1, len(days) + 1)],
        date_end=pd.Series(ends).where(ends > days),
        area_id=[next(areas) for _day in days],
        state=pd.Series("done", index=rows.index).mask(ends > TODAY, "planned").mask(cancelled, "cancelled"),
        source="Illustrative",
    )


def actions() -> pd.DataFrame:
    """Decisions of leadership, reforms and follow-up of alerts."""
    return tables.of("actions", Actions)


def prioritisations() -> pd.DataFrame:
    """What was put first, and what was left behind for it."""
    return tables.of("prioritisations", Prioritisations)


def calendar() -> pd.DataFrame:
    """The days that planning must meet, and the steps before them."""
    return tables.of("calendar", Calendar)
