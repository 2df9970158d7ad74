"""The incident frame in memory: lean, text as integer codes, one a version; and the rows that filters leave of it."""

import numpy as np
import pandas as pd

from data.filters import Filters, Vocabulary
from data.incidents import protected, types
from data.incidents.rows import Events, Rows
from data.incidents.schema import TEXT_CATEGORIES, Incidents
from data.mission import Mission
from data.periods import Period

# What no count needs stays on disk and is read for the rows that a person opens.
ON_DISK = ("notes", "reported_by", "revised_at", "sub_event_type", "admin1", "admin2", "protected")
ACCOUNTS = ("notes", "reported_by")  # what may tell of a witness, a victim or who spoke
ORDER = ["source", "event_date", "event_id"]
AT_ONCE = 5  # columns read at a time
# Whole numbers that need fewer bytes than a table gives them.
NARROW = {
    "date_precision": "Int8", "geo_precision": "Int8",
    "fatalities_best": "Int32", "fatalities_low": "Int32", "fatalities_high": "Int32",
}  # fmt: skip


def load(mission: Mission, number: int, areas: pd.DataFrame) -> pd.DataFrame:
    """Every incident of a version, without what is `ON_DISK`, ordered by source, day and id.

    Columns of table incidents; text columns are categorical. A few columns are read at a time, so that a large table
    is never in memory twice. Incidents of protected people are known by region only, of those in `areas`.
    """
    order = mission.store.read("incidents", number, ORDER, TEXT_CATEGORIES).sort_values(ORDER, kind="stable")
    at = None if order.index.is_monotonic_increasing else order.index.to_numpy()
    ready = {name: order[name].reset_index(drop=True) for name in ORDER}
    kept = [name for name in Incidents.names() if name not in ON_DISK]
    others = [name for name in kept if name not in ORDER]
    for first in range(0, len(others), AT_ONCE):
        some = mission.store.read("incidents", number, others[first : first + AT_ONCE], TEXT_CATEGORIES)
        for name, column in some.items():
            narrow = column.astype(NARROW[name]) if name in NARROW else column
            ready[name] = narrow if at is None else narrow.take(at).reset_index(drop=True)
    rows = pd.DataFrame(ready, columns=kept, copy=False)
    return protected.coarse(rows, _protected(mission, number, rows, at), areas)


def _protected(mission: Mission, number: int, rows: pd.DataFrame, at: np.ndarray | None) -> np.ndarray:
    """Which rows are of protected people; `at` is their order on disk, where it is another."""
    columns = ["sub_event_type", "protected"]
    own = mission.store.read("incidents", number, columns, TEXT_CATEGORIES)
    own = own if at is None else own.take(at).reset_index(drop=True)
    return protected.is_protected(own.assign(actor1=rows["actor1"], actor2=rows["actor2"]))


def details(
    mission: Mission, number: int, of: tuple[str, list[str]], areas: pd.DataFrame, with_accounts: bool = True
) -> pd.DataFrame:
    """All columns of some events (`of`: their source and ids), the long texts too, by region only where `load` is.

    Without accounts, what was written about an event and who reported it are unknown.
    """
    source, event_ids = of
    rows = mission.store.read("incidents", number, only=("event_id", list(event_ids)))
    rows = rows[rows["source"] == source].reset_index(drop=True)
    kept = protected.coarse(rows, protected.is_protected(rows), areas)
    return kept if with_accounts else kept.assign(**{name: pd.Series(pd.NA, kept.index, "str") for name in ACCOUNTS})


def withheld(mission: Mission, number: int, of: tuple[str, str], with_accounts: bool) -> frozenset[str]:
    """The columns of an event (`of`: its source and id) of which `details` does not show what is stored."""
    source, event_id = of
    rows = mission.store.read("incidents", number, only=("event_id", [event_id]))
    hidden = bool(protected.is_protected(rows[rows["source"] == source]).any())
    return frozenset((*(protected.COARSE if hidden else ()), *(() if with_accounts else ACCOUNTS)))


def vocabulary(
    preferred: tuple[str, ...],
    versions: int,
    incidents: pd.DataFrame,
    areas: pd.DataFrame,
    actors: pd.DataFrame,
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


def area_mask(incidents: Rows, area_ids: tuple[str, ...], areas: pd.DataFrame) -> np.ndarray:
    """Which incidents lie in one of the areas: by the joined ids, in a country by its published name."""
    return mask_of(incidents, area_lookups(incidents.events, area_ids, areas))


def area_lookups(events: Events, area_ids: tuple[str, ...], areas: pd.DataFrame) -> dict[str, np.ndarray]:
    """For columns of the incidents which of their codes (see `Events.lookup`) mean that one lies in the areas."""
    countries = tuple(areas.loc[areas["area_id"].isin(area_ids) & (areas["level"] == 0), "name"])
    wanted = {"area1_id": area_ids, "area2_id": area_ids, "country": countries}
    lookups = {column: events.lookup(column, values) for column, values in wanted.items()}
    return {column: lookup for column, lookup in lookups.items() if lookup.any()}


def mask_of(incidents: Rows, lookups: dict[str, np.ndarray]) -> np.ndarray:
    """Which incidents lie in the areas of `area_lookups`."""
    mask = np.zeros(len(incidents), dtype=bool)
    for column, lookup in lookups.items():
        mask |= lookup[incidents.array(column)]
    return mask


def of_source(events: Events, source: str) -> Rows:
    """All rows of one source, which stand together in the order of their days."""
    codes, own = events.array("source"), np.flatnonzero(events.lookup("source", (source,)))
    if not len(own):
        return Rows(events, slice(0, 0))
    code = own[0].astype(codes.dtype)
    start, stop = (int(np.searchsorted(codes, code, side)) for side in ("left", "right"))
    return Rows(events, slice(start, stop))


def select(events: Events, filters: Filters, vocabulary: Vocabulary) -> Rows:
    """The incidents that the filters count."""
    rows = of_source(events, filters.source).between(np.datetime64(filters.start), np.datetime64(filters.end))
    masks = []
    if filters.precision < 3:
        masks.append(rows.array("precision") <= filters.precision)
    if filters.types:
        masks.append(events.lookup("event_type", types.expand(filters.types))[rows.array("event_type")])
    if filters.areas and vocabulary.areas is not None:
        masks.append(area_mask(rows, filters.areas, vocabulary.areas))
    if filters.actors:
        names = tuple(vocabulary.actors[actor] for actor in filters.actors)
        first, second = (events.lookup(name, names)[rows.array(name)] for name in ("actor1", "actor2"))
        masks.append(first | second)
    if filters.civilians:
        masks.append(rows.array("civilians"))
    return rows.where(np.logical_and.reduce(masks)) if masks else rows
