"""Documented attacks as rows of the example's source, and what other sources say of them."""

import pandas as pd

from data.geography.join import assign_areas
from data.sample import facts
from data.sample.incidents import SOURCE


def documented(areas: pd.DataFrame) -> pd.DataFrame:
    """The documented attacks with columns of table incidents; types and actors are classified for the example."""
    rows = facts.read("attacks")
    first = pd.to_datetime(rows["event_date"])
    rows = rows.assign(
        source=SOURCE,
        event_date=first,
        date_end=pd.to_datetime(rows["date_end"]).fillna(first),
        date_precision=1,
        country="Mali",
        notes="Documented attack: " + rows["account"],
    )
    figures = {f"fatalities_{k}": rows[f"fatalities_{k}"].astype("Int64") for k in ("best", "low", "high")}
    return assign_areas(rows.assign(**figures), areas)


def source_figures() -> pd.DataFrame:
    """Each source's figure for a documented attack, shown beside it and never summed."""
    rows = facts.read("attack_figures")
    titles = facts.read("attacks").set_index("event_id")["title"]
    return rows.assign(title=rows["event_id"].map(titles), fatalities=rows["fatalities"].astype("Int64"))
