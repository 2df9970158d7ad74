"""The bases of the example: towns of 2014–2019 by Geo-PKO, and a few illustrative police and civilian sites."""

import pandas as pd

from data.sample import facts


def bases() -> pd.DataFrame:
    """The bases table; status is as of 31 December 2019, and personnel is unknown throughout."""
    rows = facts.read("bases")
    return rows.assign(opened=pd.to_datetime(rows["opened"]), closed=pd.to_datetime(rows["closed"]))
