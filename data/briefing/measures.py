"""What the briefing shows: five measures now, in the period before and a year earlier, and how they moved."""

from dataclasses import dataclass

from data.filters import Filters
from data.footprint import reach
from data.footprint.reach import Reach
from data.incidents import change, summary
from data.incidents.change import Change
from data.mandate.tasks import upward
from data.periods import Period
from data.snapshot import Snapshot

MEASURES = ("incidents", "fatalities", "targeting_civilians")


@dataclass(frozen=True)
class Compared:
    """A share or count in the period, the period before, and a year earlier; unknown where data is missing."""

    now: float | None
    before: float | None
    year_earlier: float | None


@dataclass(frozen=True)
class Briefing:
    """The briefing's measures. `changes` holds, for each of `MEASURES`, the change against both periods."""

    before: Period
    year_earlier: Period
    changes: dict[str, tuple[Change, Change]]
    reach_now: Reach
    share_in_reach: Compared
    areas_affected: Compared
    fatalities_unknown: int
    level: int
    areas_in_all: int


def of(snapshot: Snapshot, filters: Filters, radius_km: float) -> Briefing:
    """The five measures under the filters. Reach takes the bases open on the last day of each period."""
    before, year_earlier = change.comparisons(filters)
    level = snapshot.deepest_level()
    spans = (filters.span, before, year_earlier)
    reaches = [in_reach(snapshot, filters, span, radius_km) for span in spans]
    affected = [_areas_affected(snapshot, filters, span, level) for span in spans]
    return Briefing(
        before=before,
        year_earlier=year_earlier,
        changes={
            m: (change.of(snapshot, filters, m, before), change.of(snapshot, filters, m, year_earlier))
            for m in MEASURES
        },
        reach_now=reaches[0],
        share_in_reach=Compared(*(r.share_incidents if r else None for r in _known(snapshot, filters, spans, reaches))),
        areas_affected=Compared(*_known(snapshot, filters, spans, affected)),
        fatalities_unknown=summary.totals(snapshot.select(filters))["fatalities_unknown"],
        level=level,
        areas_in_all=_areas_in_all(snapshot, filters, level),
    )


def _known(snapshot: Snapshot, filters: Filters, spans: tuple[Period, ...], values: list) -> list:
    """The values, unknown for an earlier period that the source does not cover."""
    rest = [
        v if change.covers(snapshot, filters.source, s) else None for s, v in zip(spans[1:], values[1:], strict=True)
    ]
    return [values[0], *rest]


def in_reach(snapshot: Snapshot, filters: Filters, span: Period, radius_km: float) -> Reach:
    """Reach over the incidents of `span` of the bases open on its last day."""
    bases = reach.open_on(snapshot.table("bases"), span.end)
    return reach.of(snapshot.select(filters.during(span)), bases, radius_km)


def _areas_in_all(snapshot: Snapshot, filters: Filters, level: int) -> int:
    """How many areas of the level there are, inside the areas that the filters name where they name any."""
    own = snapshot.areas.loc[snapshot.areas["level"] == level, "area_id"]
    if not filters.areas:
        return len(own)
    parents = snapshot.areas.set_index("area_id")["parent_id"].to_dict()
    return sum(bool(set(upward(area, parents)) & set(filters.areas)) for area in own)


def _areas_affected(snapshot: Snapshot, filters: Filters, span: Period, level: int) -> int | None:
    if not level:
        return None
    counted = summary.by_area(snapshot.select(filters.during(span)), snapshot.areas, level)
    return int((counted["incidents"] > 0).sum())
