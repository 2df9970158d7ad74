"""The incident frame in memory: lean, text as integer codes, one a version; and the rows that filters leave of it."""

import numpy as np
import pandas as pd

from data.filters import Filters, Vocabulary
from data.incidents import types
from data.incidents.schema import TEXT_CATEGORIES, Incidents
from data.mission import Mission
from data.periods import Period

# Long texts stay on disk and are read for the rows that a person opens.
ON_DISK = ("notes", "reported_by")


def load(mission: Mission, number: int) -> pd.DataFrame:
    """Every incident of a version, without notes and reporters, ordered by source, day and id.

    Columns of table incidents; text columns are categorical.
    """
    columns = [name for name in Incidents.names() if name not in ON_DISK]
    frame = mission.store.read("incidents", number, columns, TEXT_CATEGORIES)
    return frame.sort_values(["source", "event_date", "event_id"], kind="stable", ignore_index=True)


def details(mission: Mission, number: int, source: str, event_ids: list[str]) -> pd.DataFrame:
    """All columns of some events of one source, the long texts too."""
    rows = mission.store.read("incidents", number, only=("event_id", list(event_ids)))
    return rows[rows["source"] == source].reset_index(drop=True)


def vocabulary(
    preferred: tuple[str, ...], versions: int, incidents: pd.DataFrame, areas: pd.DataFrame, actors: pd.DataFrame
) -> Vocabulary:
    """What a link can name in a version whose settings prefer sources in this order; `versions` is the newest."""
    days = incidents.groupby("source", observed=True)["event_date"].agg(["min", "max"])
    present = {str(source): Period(row["min"].date(), row["max"].date()) for source, row in days.iterrows()}
    order = [s for s in preferred if s in present] + sorted(set(present) - set(preferred))
    return Vocabulary(
        sources=tuple(order),
        days=present,
        areas=areas[["area_id", "level", "name", "parent_id"]],
        actors=dict(zip(actors["actor_id"], actors["name"], strict=True)),
        versions=versions,
    )


def _is_in(column: pd.Series, values: tuple[str, ...]) -> np.ndarray:
    """Which rows of a categorical column hold one of `values`, on its integer codes."""
    wanted = np.flatnonzero(column.cat.categories.isin(values))
    return np.isin(column.cat.codes.to_numpy(), wanted)


def area_mask(incidents: pd.DataFrame, area_ids: tuple[str, ...], areas: pd.DataFrame) -> np.ndarray:
    """Which incidents lie in one of the areas: by the joined ids, in a country by its published name."""
    countries = tuple(areas.loc[areas["area_id"].isin(area_ids) & (areas["level"] == 0), "name"])
    return (
        _is_in(incidents["area1_id"], area_ids)
        | _is_in(incidents["area2_id"], area_ids)
        | _is_in(incidents["country"], countries)
    )


def select(incidents: pd.DataFrame, filters: Filters, vocabulary: Vocabulary) -> pd.DataFrame:
    """The incidents that the filters count, as a new frame with a fresh index."""
    days = incidents["event_date"].to_numpy()
    mask = (days >= np.datetime64(filters.start)) & (days <= np.datetime64(filters.end))
    mask &= _is_in(incidents["source"], (filters.source,))
    mask &= (incidents["geo_precision"] <= filters.precision).to_numpy()
    if filters.types:
        mask &= _is_in(incidents["event_type"], types.expand(filters.types))
    if filters.areas and vocabulary.areas is not None:
        mask &= area_mask(incidents, filters.areas, vocabulary.areas)
    if filters.actors:
        names = tuple(vocabulary.actors[actor] for actor in filters.actors)
        mask &= _is_in(incidents["actor1"], names) | _is_in(incidents["actor2"], names)
    if filters.civilians:
        mask &= incidents["civilian_targeting"].fillna(False).to_numpy(dtype=bool)
    return incidents[mask].reset_index(drop=True)
