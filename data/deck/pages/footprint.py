"""The footprint as a page of a file: the share within reach now and before, base towns, and what lies outside."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.deck import tips
from data.deck.model import Measure, Page, Table
from data.deck.pages import listed, reached
from data.deck.pages.asked import Asked
from data.errors import InputError
from data.footprint import gaps, on_map, reach
from data.footprint.coverage import Coverage
from data.footprint.kinds import Kinds
from data.footprint.names import type_name
from data.footprint.reach import Reach
from data.footprint.schema import BASE_TYPES, COMPONENTS
from data.i18n import _
from data.incidents import change, summary
from data.incidents.rows import Rows
from data.periods import Period
from data.pictures import mission_maps
from data.schema import split
from data.words import compared, formats, headlines, palette, stated

PART, RADIUS, ASOF, COMPONENT, TYPE, FUNCTION = (
    f"footprint_{name}" for name in ("part", "radius", "asof", "component", "type", "function")
)


@dataclass(frozen=True)
class Counted:
    """What counts: the bases of some kinds that are open on a day, and the incidents under the filters."""

    asked: Asked
    kinds: Kinds
    day: date
    radius_km: float

    def reached(self, rows: Rows, day: date) -> Reach:
        """What the bases that are open on a day reach of some incidents."""
        return reach.of(rows, self.bases(day), self.radius_km)

    def bases(self, day: date) -> pd.DataFrame:
        """Those open on a day."""
        return reach.open_on(self.kinds.of(self.asked.shot.table("bases")), day)

    @property
    def within(self) -> str:
        """How far reach goes, in words."""
        return _("within {radius} km, straight line").format(radius=formats.number(self.radius_km))


def of(asked: Asked) -> Page:
    """The whole page; an InputError where the mission has no bases."""
    if asked.shot.table("bases").empty:
        raise InputError(
            _("This mission has no bases yet: import a list of bases before making a file of page Footprint.")
        )
    counted = _counted(asked)
    rows, bases = asked.shot.select(asked.filters), counted.bases(counted.day)
    now = counted.reached(rows, counted.day)
    title, records = counted.kinds.finding(now, asked.filters, counted.day), on_map.records(bases)
    withheld, grouped = asked.withheld, asked.places(rows)
    map_ = mission_maps.bases_map(
        asked.scene, records, counted.radius_km, title, grouped=grouped,
        region_only=now.region_only, notes=[stated.illustrative(bases)],
    )  # fmt: skip
    limits = _("Roads, rain, troops and consent are not in this figure.")
    return asked.page(
        title,
        measures=_measures(counted, rows, now, len(records)),
        map_=map_,
        answers=tips.of_places(grouped) | tips.of_towns(records),
        alt=f"{title}. " + _("Base towns: {names}.").format(names=", ".join(own["name"] for own in records)),
        tables=[*_of_part(counted, rows), _outside(asked, counted, rows, now), _bases(counted, rows, now)],
        notes=[stated.precision(rows), stated.illustrative(bases), withheld, limits],
    )


def _of_part(counted: Counted, rows: Rows) -> list[Table]:
    """The table of the part that the link shows, where it is one of reach or of functions."""
    asked, part = counted.asked, counted.asked.own.get(PART, "")
    every, level = asked.shot.table("bases"), asked.shot.deepest_level()
    if part == "reach":
        bases = counted.bases(counted.day)
        return [reached.by_distance(Coverage(rows, bases, asked.shot.areas, asked.settings, counted.radius_km))]
    if part == "gaps":
        bases = reach.open_on(every, counted.day)
        found = Coverage(rows, bases, asked.shot.areas, asked.settings, counted.radius_km)
        return [reached.by_function(found, every, level)]
    return []


def _counted(asked: Asked) -> Counted:
    kinds = Kinds(
        asked.one_of(COMPONENT, COMPONENTS), asked.one_of(TYPE, BASE_TYPES), asked.one_of(FUNCTION, tuple(gaps.BY_CODE))
    )
    return Counted(asked, kinds, _day(asked), asked.radius_km(RADIUS))


def _day(asked: Asked) -> date:
    try:
        return date.fromisoformat(asked.own.get(ASOF, ""))
    except ValueError:
        return asked.filters.end


def _measures(counted: Counted, rows: Rows, now: Reach, towns: int) -> tuple[Measure, ...]:
    exact = counted.reached(rows[rows["geo_precision"] == 1], counted.day)
    n_of_all, within = _("{n} of {all}"), counted.within
    region_only = _("known by region only: {n}, of them {inside} counted within reach").format(
        n=formats.number(now.region_only), inside=formats.number(now.covered_region_only)
    )
    return (
        Measure(
            _("Incidents within reach"),
            formats.share(now.share_incidents),
            (_of(n_of_all, now.covered_incidents, now.incidents), within, *_earlier(counted, now)),
            key="reach",
        ),
        Measure(
            _("Reported deaths within reach"),
            formats.share(now.share_fatalities),
            (_of(n_of_all, now.covered_fatalities, now.fatalities), within),
            key="reach",
        ),
        Measure(
            _("Incidents within reach, exact places only"),
            formats.share(exact.share_incidents),
            (_of(_("{n} of {all} at an exact place"), exact.covered_incidents, exact.incidents), region_only),
            key="reach",
        ),
        Measure(
            _("Base towns"),
            formats.number(towns),
            (
                _("{n} bases open on {day}").format(n=now.bases, day=formats.day(counted.day)),
                _("strength not shown: sources give unit sizes only"),
            ),
            key="towns",
        ),
    )


def _of(words: str, n: int, every: int) -> str:
    return words.format(n=formats.number(n), all=formats.number(every))


def _earlier(counted: Counted, now: Reach) -> tuple[str, ...]:
    """The same share in the period before and a year earlier, of the bases open on the last day of each."""
    asked = counted.asked

    def share(span: Period) -> float | None:
        if not change.covers(asked.shot, asked.filters.source, span):
            return None
        return counted.reached(asked.shot.select(asked.filters.during(span)), span.end).share_incidents

    spans = change.comparisons(asked.filters)
    return tuple(dict.fromkeys(compared.share(share(own), now.share_incidents, formats.period(own)) for own in spans))


def _outside(asked: Asked, counted: Counted, rows: Rows, now: Reach) -> Table:
    """The areas with incidents outside reach, most first."""
    level = asked.shot.deepest_level()
    everything = summary.by_area(rows, asked.shot.areas, level).set_index("area_id")["incidents"]
    own = summary.by_area(rows[~now.inside], asked.shot.areas, level)
    own = own[own["incidents"] > 0].assign(all=lambda table: table["area_id"].map(everything))
    return listed.of(
        _("What lies outside"),
        (headlines.level_name(level).capitalize(), _("Incidents outside"), _("of all there"), _("Deaths outside")),
        own[["name", "incidents", "all", "fatalities"]],
        _("not within {radius} km, straight line, of a base town").format(radius=formats.number(counted.radius_km)),
        key="outside",
    )


def _bases(counted: Counted, rows: Rows, now: Reach) -> Table:
    """The bases that count, by name."""
    own = reach.counted_nearest(rows, counted.bases(counted.day), now.inside)
    own = own.sort_values("name", key=lambda names: names.str.casefold(), kind="stable")
    shown = own.assign(
        type=own["type"].map(type_name),
        components=[", ".join(map(palette.component_name, split(cell))) or None for cell in own["component_type"]],
        illustrative=own["illustrative"].fillna(False).map({True: _("illustrative"), False: ""}),
    )
    return listed.of(
        _("Base towns open on {day}").format(day=formats.day(counted.day)),
        (_("Base town"), _("Type"), _("Components"), _("Incidents nearest to it"), _("Mark")),
        shown[["name", "type", "components", "near", "illustrative"]],
        _("Towns, not camp positions.")
        + " "
        + _("Each incident within {radius} km is counted at its nearest base town only").format(
            radius=formats.number(counted.radius_km)
        ),
        key="bases",
    )
