"""Parts of the selected incidents that a figure counts, by a code that a link carries."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data.filters import Filters
from data.footprint import reach
from data.i18n import _
from data.incidents import actor_kinds, actors, doubts, summary
from data.incidents.rows import Rows
from data.schema import split
from data.snapshot import Snapshot

WITHIN, OUTSIDE, NEAR_BASE, DOUBT, IMPORT = "within-", "outside-", "base-", "doubt-", "import-"
ACTOR, DYAD, BY = "actor-", "dyad-", "by-"
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
    rows that an import brought or revised. `actor-X`: those that name actor X, by its id or, for a group that is
    counted as one, its kind (`community` …). `dyad-X-Y`: those with X on one side and Y on the other. `by-X`: those
    that target civilians, with X as the acting side.
    """
    if part := _of_column(selected, code):
        return part
    if names_actors(code):
        return _of_actors(snapshot, selected, code)
    if code.startswith(DOUBT) and code.removeprefix(DOUBT) in doubts.CODES:
        return _doubted(selected, code.removeprefix(DOUBT))
    if code.startswith(IMPORT):
        return _imported(snapshot, selected, code.removeprefix(IMPORT))
    return _reached(snapshot, filters, selected, code)


def names_actors(code: str) -> bool:
    """Whether a code means a part by who is named in it."""
    return code.startswith((ACTOR, DYAD, BY))


def outside_areas(level: int) -> str:
    """The code of the part that lies in no area of a level."""
    return next(code for code, own in NO_AREA.items() if own == level)


class Codes(tuple):
    """Codes that mean something: those that can be listed, and beyond them every one that names actors or kinds."""

    def __new__(cls, listed: tuple[str, ...], actors: Mapping[str, str]) -> "Codes":
        """`listed` and the codes that name some of `actors`, a mapping by id."""
        made = super().__new__(cls, listed)
        made._actors = actors
        return made

    def __contains__(self, code: object) -> bool:
        """Whether a code means something."""
        return super().__contains__(code) or bool(_named_in(str(code), self._actors))


def _named_in(code: str, actors: Mapping[str, str]) -> list[str]:
    """The actors' ids and the kinds that a code names, as many as it needs; none where it names another."""
    kind = next((kind for kind in (ACTOR, DYAD, BY) if code.startswith(kind)), "")
    named = code.removeprefix(kind).split("-")
    known = all(one in actors or one in actor_kinds.UNRANKED for one in named)
    return named if kind and known and len(named) == (2 if kind == DYAD else 1) else []


def codes(snapshot: Snapshot) -> Codes:
    """Every code that means something in a version."""
    settings = snapshot.settings
    radii = [f"{km:g}" for km in sorted({*settings.reach_choices_km, settings.reach_km})]
    bases = list(snapshot.table("bases")["base_id"])
    listed = (
        *(f"{kind}{radius}" for kind in (WITHIN, OUTSIDE) for radius in radii),
        *PRECISIONS,
        *NO_AREA,
        NO_FIGURE,
        ANY_DOUBT,
        *(DOUBT + flag for flag in doubts.CODES),
        *(f"{NEAR_BASE}{radius}-{base}" for radius in radii for base in bases),
        *(IMPORT + import_id for import_id in snapshot.table("imports")["import_id"]),
    )
    return Codes(listed, snapshot.vocabulary.actors)


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


def _of_actors(snapshot: Snapshot, selected: pd.DataFrame, code: str) -> Subset | None:
    named = _named_in(code, snapshot.vocabulary.actors)
    if not named:
        return None
    groups = [_names(snapshot, one) for one in named]
    words = [_actor_name(snapshot, one) for one in named]
    if code.startswith(DYAD):
        rows = actors.between(selected, *groups)
        name = _("between {one} and {other}, as attributed by the source").format(one=words[0], other=words[1])
    elif code.startswith(BY):
        rows = actors.targeted_by(selected, groups[0])
        name = _("targeting civilians, by {actor} as attributed by the source").format(actor=words[0])
    else:
        rows = actors.naming(selected, groups[0])
        name = _("naming {actor}, as attributed by the source").format(actor=words[0])
    return Subset(pd.Series(rows, index=selected["actor1"].index), name)


def _names(snapshot: Snapshot, named: str) -> frozenset[str]:
    """The names behind an actor's id or a kind."""
    known = snapshot.vocabulary.actors
    if named in known:
        return frozenset([known[named]])
    kinds = actor_kinds.kinds(known.values(), snapshot.settings.country)
    return frozenset(name for name, kind in kinds.items() if kind == named)


def _actor_name(snapshot: Snapshot, named: str) -> str:
    return snapshot.vocabulary.actors.get(named) or actor_kinds.label(named, snapshot.settings.country)


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
