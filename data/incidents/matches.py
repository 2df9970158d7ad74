"""Two sources, one event: events of two sources that may be the same, side by side; never merged, never added up."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data.filters import Filters
from data.incidents import pairs
from data.incidents.frame import area_mask
from data.incidents.rows import Rows
from data.snapshot import Snapshot

# Sources whose rule is that somebody died (UCDP GED codebook: at least one direct death).
DEADLY_ONLY = frozenset({"ucdp"})


@dataclass(frozen=True)
class Limits:
    """How far apart two records of one event may be; the worse precision of the two decides.

    `distance_km` by location precision:

    | precision | km | why |
    |---|---|---|
    | 1 exact place | 15 | gazetteers differ, and what happens near a village is coded to it |
    | 2 near it | 35 | UCDP's means up to about 25 km from the place, and gazetteers differ |
    | 3 region only | 150 | the point stands for a whole region: how far its edge is from its centre |

    `days` by date precision (1 if the source gives none), between the intervals event_date to date_end: 1 the day: 3,
    for reports that give their own day; 2 the week: 7; 3 the month: 31.

    `longest_days`: what may have been on any of more days than these would go with everything, and goes with nothing.

    Evidence: of the four events in Mali up to October 2020 in a sample of UCDP's (23.1), three have their right
    candidate in ACLED of November 2020 (1.7, 0 and 104 km, at most a day apart), and no wrong one; the fourth is not in
    that file. A pair in DR Congo, same day and sides, is 13 km apart at precision 1. By chance alone (deadly events of
    ACLED in Mali, June 2018 to February 2020, moved by 60 to 180 days) an event has 0.3 candidates, region only 5.
    """

    distance_km: tuple[float, float, float] = (15, 35, 150)
    days: tuple[int, int, int] = (3, 7, 31)
    longest_days: int = 31


DEFAULT = Limits()
SIDE = {
    "event": "event_id", "day": "event_date", "place": "location", "type": "event_type",
    "fatalities": "fatalities_best", "fatalities_low": "fatalities_low", "fatalities_high": "fatalities_high",
}  # fmt: skip
NEEDED = [*SIDE.values(), "source", "date_end", "latitude", "longitude", "geo_precision", "date_precision"]


def candidates(
    snapshot: Snapshot, source_a: str, source_b: str, filters: Filters | None = None, limits: Limits = DEFAULT
) -> pd.DataFrame:
    """Pairs of an event of `source_a` and one of `source_b` that may be the same event, best score first.

    For each side, ending in _a and _b: event (id), day (first), place, type, fatalities, fatalities_low and
    fatalities_high (the source's own figures, unknown where it gives none). Then distance_km (WGS84 geodesic),
    days_apart (0 where the intervals overlap), deaths_apart (between the best figures), score, rivals (other pairs that
    either event is in).

    Every pair within the limits of distance and days is listed, one event in several where it may be: sources split and
    join events differently, and nothing is decided here. `score` is the mean of three figures from 0 to 1: 1 less the
    distance over its limit, 1 less the days over their limit and one, and `_deaths_alike`. A mean, as a right pair may
    lie at the edge of one limit. It orders the list, and is no probability.

    Where the other source takes only deadly events (UCDP: at least one death), events without reported deaths are left
    out: a protest that nobody died in is none of its events. Unknown deaths stay; ACLED's 0 may hide some.

    With `filters`, a's events are those that they count (their source aside); b's are those of the same areas, of the
    same days and as many more as the limits allow, of every type, actor and precision, which sources code differently.
    A pair across the border of such an area is then left out.
    """
    if source_a == source_b:
        raise ValueError(f"two sources are expected, and both are {source_a!r}")
    incidents = snapshot.incidents
    a, b = _events(incidents, source_a, source_b, limits), _events(incidents, source_b, source_a, limits)
    if filters:
        a = a[a["event_id"].isin(snapshot.select(replace(filters, source=source_a))["event_id"])]
        b = b[_around(snapshot, filters, max(limits.days))[b.index]]
    return _table(a, b, limits)


def beside(snapshot: Snapshot, source: str, event_id: str, limits: Limits = DEFAULT) -> pd.DataFrame:
    """source_b and the columns of `candidates`: the candidates of one event in every other source, best first.

    Rivals are counted among all events of the two sources. Empty for an event that is unknown or has none.
    """
    incidents = _of_its_time(snapshot.incidents, source, event_id, limits)
    nothing = incidents.iloc[:0]
    found = [_table(nothing, nothing, limits).assign(source_b=pd.Series(dtype="str"))]
    for other in (name for name in snapshot.vocabulary.sources if name != source):
        a, b = _events(incidents, source, other, limits), _events(incidents, other, source, limits)
        near = pairs.within(a[a["event_id"] == event_id], b, limits.distance_km, limits.days)[1]
        table = _table(a, b.iloc[near], limits)
        found.append(table[table["event_a"] == event_id].assign(source_b=other).astype({"source_b": "str"}))
    return pd.concat(found).sort_values("score", ascending=False, kind="stable", ignore_index=True)


def compare_totals(found: pd.DataFrame) -> dict[str, int]:
    """pairs, events_a, events_b, fatalities_a, fatalities_b of `candidates`: each event once, each source for itself.

    Fatalities are best figures; unknown ones add nothing. They are two accounts of what may be the same events: their
    sum means nothing, and is not given.
    """
    counted = {"pairs": len(found)}
    for side in "ab":
        events = found.drop_duplicates(f"event_{side}")
        counted |= {f"events_{side}": len(events), f"fatalities_{side}": int(events[f"fatalities_{side}"].sum())}
    return counted


def _of_its_time(incidents: pd.DataFrame, source: str, event_id: str, limits: Limits) -> pd.DataFrame:
    """The incidents that may be candidates of one event, or rivals of those: by their first day, of all sources.

    A candidate's first day lies at most `days` and `longest_days` off the event's; a rival's as much off its.
    """
    own = incidents[(incidents["event_id"] == event_id).to_numpy(dtype=bool)]
    start, end = pairs.intervals(own[(own["source"] == source).to_numpy(dtype=bool)])
    if not len(start):
        return incidents.iloc[:0]
    margin = 2 * (max(limits.days) + limits.longest_days)
    days = incidents["event_date"].to_numpy().astype("datetime64[D]").astype("int64")
    return incidents[(days >= start[0] - margin) & (days <= end[0] + margin)]


def _events(incidents: pd.DataFrame, source: str, other: str, limits: Limits) -> pd.DataFrame:
    """The events of a source that may have a counterpart in another one, under their own index."""
    events = incidents[NEEDED]
    events = events[(events["source"] == source).to_numpy(dtype=bool)]
    start, end = pairs.intervals(events)
    kept = end - start < limits.longest_days
    if other in DEADLY_ONLY:
        most = events[["fatalities_best", "fatalities_high"]].max(axis=1)
        kept &= (most.isna() | (most > 0)).to_numpy(dtype=bool)
    return events[kept]


def _around(snapshot: Snapshot, filters: Filters, margin: int) -> np.ndarray:
    """Which of all incidents lie in the filters' areas and, by their interval, at most `margin` days off their days."""
    start, end = pairs.intervals(snapshot.incidents)
    first, last = (int(np.datetime64(day).astype("int64")) for day in (filters.start, filters.end))
    mask = (end >= first - margin) & (start <= last + margin)
    return mask & area_mask(Rows.all_of(snapshot.events), filters.areas, snapshot.areas) if filters.areas else mask


def _table(a: pd.DataFrame, b: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    rows = pairs.within(a, b, limits.distance_km, limits.days)
    a, b = (events.iloc[row].reset_index(drop=True) for events, row in zip((a, b), rows, strict=True))
    both = {"a": a, "b": b}
    table = pd.DataFrame({f"{name}_{side}": both[side][column] for name, column in SIDE.items() for side in both})
    table = table.astype({f"{name}_{side}": "str" for name in ("event", "place", "type") for side in both})
    geo, day = (np.maximum(*worse) for worse in zip(pairs.precisions(a), pairs.precisions(b), strict=True))
    km, days = np.array(limits.distance_km)[geo], np.array(limits.days)[day]
    table["distance_km"], table["days_apart"] = pairs.distance_km(a, b), pairs.days_apart(a, b)
    table["deaths_apart"] = (table["fatalities_a"] - table["fatalities_b"]).abs()
    near = 1 - table["distance_km"] / km, 1 - table["days_apart"] / (days + 1)
    table["score"] = (near[0] + near[1] + _deaths_alike(table)) / 3
    table = table[table["distance_km"] <= km]  # chords are a little shorter
    rivals = sum(table.groupby(f"event_{side}")["score"].transform("size") - 1 for side in both)
    table = table.assign(rivals=rivals.astype("int64"))
    return table.sort_values(["score", "event_a", "event_b"], ascending=[False, True, True], ignore_index=True)


def _deaths_alike(table: pd.DataFrame) -> np.ndarray:
    """1 where the ranges from low to high overlap, else the smaller of their two near ends as a share of the larger.

    So 4 to 6 deaths beside 12 to 15 make 0.5. Where a source has no figure, 0.5 too: neither for nor against.
    """
    names = ("fatalities", "fatalities_low", "fatalities_high")
    sides = [table[[f"{name}_{side}" for name in names]].astype("float64") for side in "ab"]
    low, high = np.maximum(*(own.min(axis=1) for own in sides)), np.minimum(*(own.max(axis=1) for own in sides))
    alike = np.minimum(high / low.where(low > 0, 1), 1).where(low > high, 1)
    return alike.where(low.notna() & high.notna(), 0.5).to_numpy()
