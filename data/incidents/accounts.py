"""The accounts of one incident side by side: its own source's, figures of others, and events that may be the same."""

import numpy as np
import pandas as pd

from data.incidents import matches
from data.snapshot import Snapshot

OWN, FIGURE, CANDIDATE = "own", "figure", "candidate"
COLUMNS = [
    "kind", "source", "event_id", "day", "place", "fatalities", "fatalities_low", "fatalities_high",
    "actor1", "actor2", "distance_km", "days_apart", "wording", "citation",
]  # fmt: skip
EVENT = {
    "source": "source", "event_id": "event_id", "event_date": "day", "location": "place", "actor1": "actor1",
    "actor2": "actor2", "fatalities_best": "fatalities", "fatalities_low": "fatalities_low",
    "fatalities_high": "fatalities_high",
}  # fmt: skip


def side_by_side(snapshot: Snapshot, incident: pd.DataFrame) -> pd.DataFrame:
    """One row an account of an incident (one row of table incidents); accounts are never to be added up.

    kind (own: the incident itself; figure: what another source gives for it, of table source_figures; candidate: an
    event of another source that may be the same, best score of `matches.beside` first), source (a code; of a figure the
    name of who gives it), event_id, day (first), place, fatalities, fatalities_low, fatalities_high, actor1, actor2 (as
    each source attributes them), distance_km and days_apart from the incident, wording and citation of a figure.
    What an account does not say is unknown.
    """
    own = incident[list(EVENT)].rename(columns=EVENT).assign(kind=OWN)
    event_id, source = own["event_id"].iloc[0], own["source"].iloc[0]
    figures = snapshot.table("source_figures")
    figures = figures[figures["event_id"] == event_id].rename(columns={"figure_source": "source"})
    parts = [own, figures.drop(columns="event_id").assign(kind=FIGURE), _candidates(snapshot, source, event_id)]
    return pd.concat([part for part in parts if len(part)], ignore_index=True).reindex(columns=COLUMNS)


def _candidates(snapshot: Snapshot, source: str, event_id: str) -> pd.DataFrame:
    if len(snapshot.vocabulary.sources) < 2:
        return pd.DataFrame()
    found = matches.beside(snapshot, source, event_id)
    found = found[["source_b", "event_b", "distance_km", "days_apart", "day_b"]]
    found = found.rename(columns={"source_b": "source", "event_b": "event_id"})
    of_days = np.isin(snapshot.incidents["event_date"].to_numpy(), found.pop("day_b").to_numpy())
    events = snapshot.incidents.loc[of_days, list(EVENT)].astype(
        dict.fromkeys(("source", "event_id", "location", "actor1", "actor2"), "str")
    )
    return found.merge(events.rename(columns=EVENT), on=["source", "event_id"], how="left").assign(kind=CANDIDATE)
