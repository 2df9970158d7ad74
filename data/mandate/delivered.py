"""What activities report of an output, to stand beside what was measured of it and never to be added to it."""

from datetime import date

import pandas as pd

DONE = "done"


def by_output(activities: pd.DataFrame, outputs: pd.DataFrame, on: date) -> pd.DataFrame:
    """One row an output that activities done by a day count for, indexed by output_id.

    | column | meaning |
    |---|---|
    | activities | how many, done from the output's first day on |
    | reported | their quantities together, in the output's unit; unknown where none gives one |
    | not_counted | how many give no quantity, or one in another unit |
    """
    done = activities[(activities["state"] == DONE) & (activities["activity_date"] <= pd.Timestamp(on))]
    done = done.merge(outputs[["output_id", "unit", "starts"]], on="output_id", suffixes=("", "_of_output"))
    done = done[~(done["activity_date"] < done["starts"])]
    same = done["unit"].isna() | (done["unit"].str.casefold() == done["unit_of_output"].str.casefold())
    quantity = done["quantity"].where(same)
    grouped = done.assign(quantity=quantity, lacking=quantity.isna()).groupby("output_id")
    return pd.DataFrame(
        {
            "activities": grouped.size(),
            "reported": grouped["quantity"].sum(min_count=1),
            "not_counted": grouped["lacking"].sum().astype("int64"),
        }
    )
