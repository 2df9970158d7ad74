"""Parts of the selected incidents that a figure counts, by a code that a link carries."""

from dataclasses import dataclass

import pandas as pd

from data.filters import Filters
from data.footprint import reach
from data.i18n import _
from data.incidents import doubts, summary
from data.incidents.rows import Rows
from data.schema import split
from data.snapshot import Snapshot

WITHIN, OUTSIDE, NEAR_BASE, DOUBT, IMPORT = "within-", "outside-", "base-", "doubt-", "import-"
ANY_DOUBT = "doubts"
NO_AREA = {f"no-area-{level}": level for level in summary.LEVELS}
PRECISIONS = {"exact": 1, "near": 2, "region": 3}
NO_FIGURE = "no-deaths-figure"


@dataclass(frozen=True)
class Subset:
    """A part of the selected incidents: which rows (true or false a row), and its name for people."""

    rows: pd.Series
    name: str


def find(snapshot: Snapshot, filters: Filters, selected: Rows, code: str) -> Subset | None:
    """The part of `selected` (an own fresh index) that a code means; None for a code that means nothing here.

    `within-50`, `outside-50`: by distance in km to the nearest base town open on the last day. `base-50-ID`: those
    within 50 km whose nearest base town is that of base ID. `exact`, `near`, `region`: by location precision.
    `no-area-1`, `no-area-2`: in no area of that level. `no-deaths-figure`; `doubts` and `doubt-CODE`; `import-ID`: the
    rows that an import brought or revised.
    """
    if part := _of_column(selected, code):
        return part
    if code.startswith(DOUBT) and code.removeprefix(DOUBT) in doubts.CODES:
        return _doubted(selected, code.removeprefix(DOUBT))
    if code.startswith(IMPORT):
        return _imported(snapshot, selected, code.removeprefix(IMPORT))
    return _reached(snapshot, filters, selected, code)


def codes(snapshot: Snapshot) -> tuple[str, ...]:
    """Every code that means something in a version."""
    settings = snapshot.settings
    radii = [f"{km:g}" for km in sorted({*settings.reach_choices_km, settings.reach_km})]
    bases = list(snapshot.table("bases")["base_id"])
    return (
        *(f"{kind}{radius}" for kind in (WITHIN, OUTSIDE) for radius in radii),
        *PRECISIONS,
        *NO_AREA,
        NO_FIGURE,
        ANY_DOUBT,
        *(DOUBT + flag for flag in doubts.CODES),
        *(f"{NEAR_BASE}{radius}-{base}" for radius in radii for base in bases),
        *(IMPORT + import_id for import_id in snapshot.table("imports")["import_id"]),
    )


def _of_column(selected: Rows, code: str) -> Subset | None:
    """The parts that one column tells."""
    if code in PRECISIONS:
        return Subset(selected["geo_precision"] == PRECISIONS[code], _precision_name(code))
    if code in NO_AREA:
        return Subset(selected[f"area{NO_AREA[code]}_id"].isna(), _("outside these areas"))
    if code == NO_FIGURE:
        return Subset(selected["fatalities_best"].isna(), _("without a figure of deaths"))
    if code == ANY_DOUBT:
        return Subset(selected["doubts"].notna(), _("flagged as doubtful"))
    return None


def _precision_name(code: str) -> str:
    return {"exact": _("at an exact place"), "near": _("near a place"), "region": _("known by region only")}[code]


def _doubted(selected: Rows, flag: str) -> Subset:
    lists = selected["doubts"].astype("str")
    found = {codes for codes in lists.dropna().unique() if flag in split(codes)}
    return Subset(lists.isin(found), _("flagged: {flag}").format(flag=doubts.label(flag)))


def _imported(snapshot: Snapshot, selected: Rows, import_id: str) -> Subset | None:
    log = snapshot.table("imports")
    own = log[log["import_id"] == import_id]
    if own.empty:
        return None
    rows = selected["import_id"].astype("str") == import_id
    return Subset(rows, _("last written by import {file}").format(file=own["file_name"].iloc[0]))


def _reached(snapshot: Snapshot, filters: Filters, selected: Rows, code: str) -> Subset | None:
    kind = next((kind for kind in (WITHIN, OUTSIDE, NEAR_BASE) if code.startswith(kind)), "")
    radius, dash, base_id = code.removeprefix(kind).partition("-")
    settings = snapshot.settings
    radii = {f"{km:g}": km for km in (*settings.reach_choices_km, settings.reach_km)}
    known = snapshot.table("bases")
    if not kind or radius not in radii or (dash and kind != NEAR_BASE):
        return None
    bases = reach.open_on(known, filters.end)
    nearest = reach.nearest(selected, bases)
    inside = nearest["distance_km"] <= radii[radius]
    km = _("{radius} km, straight line, of a base town").format(radius=radius)
    if kind == NEAR_BASE:
        own = known[known["base_id"] == base_id]  # one that is closed by then is nearest to none
        if own.empty:
            return None
        name = _("nearest to {town} and within {km}").format(town=own["name"].iloc[0], km=km)
        return Subset(inside & nearest["base"].isin(_same_town(bases, own)), name)
    return (
        Subset(inside, _("within {km}").format(km=km))
        if kind == WITHIN
        else Subset(~inside, _("not within {km}").format(km=km))
    )


def _same_town(bases: pd.DataFrame, own: pd.DataFrame) -> list[int]:
    """The row numbers of all bases that stand at the same town."""
    there = (bases["latitude"] == own["latitude"].iloc[0]) & (bases["longitude"] == own["longitude"].iloc[0])
    return list(bases.index[there])
