"""Where a further base could stand, by rule: places of events, towns, areas' seats, areas' centres, or a list.

Every rule gives name, latitude, longitude (degrees), cost (unknown: 1), fixed (opened in any case), forbidden.
"""

from collections.abc import Callable

import pandas as pd
import shapely

from data.errors import InputError
from data.geography.find import folded
from data.geography.join import distinct_places
from data.i18n import _
from data.incidents.rows import Rows, counts
from data.snapshot import Snapshot

COLUMNS = ("name", "latitude", "longitude", "cost", "fixed", "forbidden")


def of_events(rows: Rows, _snapshot: Snapshot) -> pd.DataFrame:
    """Each distinct place of the incidents that are counted."""
    seen = counts(rows.array("place"), len(rows.events.places)) > 0
    return shaped(rows.events.places[seen].rename(columns={"location": "name"}))


def towns(rows: Rows, _snapshot: Snapshot) -> pd.DataFrame:
    """Each place name of the whole source that is known more nearly than by region, at its most frequent point."""
    every = Rows.all_of(rows.events)
    sources = set(rows.array("source").tolist())
    own = every.where(pd.Series(every.array("source")).isin(sources).to_numpy() & (every.array("precision") < 3))
    places = rows.events.places.assign(incidents=counts(own.array("place"), len(rows.events.places)))
    named = places[(places["incidents"] > 0) & (places["location"].str.strip() != "")]
    first = named.sort_values("incidents", ascending=False, kind="stable").drop_duplicates("location")
    return shaped(first.sort_index().rename(columns={"location": "name"}))


def seats(rows: Rows, snapshot: Snapshot) -> pd.DataFrame:
    """The towns that have the name of a region or a cercle, as seats of areas do."""
    table, areas = towns(rows, snapshot), snapshot.areas
    names = set(areas.loc[areas["level"].isin([1, 2]), "name"].map(folded))
    return table[table["name"].map(folded).isin(names)].reset_index(drop=True)


def centres(_rows: Rows, snapshot: Snapshot) -> pd.DataFrame:
    """A point inside each area of the finest level that there is."""
    areas = snapshot.areas
    own = areas[areas["level"] == areas["level"].max()]
    inside = shapely.get_coordinates(shapely.point_on_surface(shapely.from_wkb(own["geometry"].to_numpy())))
    inside = inside.reshape(-1, 2)
    return shaped(pd.DataFrame({"name": own["name"].to_numpy(), "latitude": inside[:, 1], "longitude": inside[:, 0]}))


RULES: dict[str, Callable[[Rows, Snapshot], pd.DataFrame]] = {
    "events": of_events,
    "towns": towns,
    "seats": seats,
    "areas": centres,
}


def by_rule(rule: str, rows: Rows, snapshot: Snapshot) -> pd.DataFrame:
    """The candidates of one of `RULES`; an InputError where it gives none."""
    found = RULES[rule](rows, snapshot)
    if found.empty:
        words = _("The rule “{rule}” gives no candidate here; take another of: {rules}, or a list of your own.")
        raise InputError(words.format(rule=rule, rules=", ".join(RULES)))
    return found


def shaped(table: pd.DataFrame) -> pd.DataFrame:
    """A table of places with every column of candidates; what it lacks is taken as said above."""
    frame = table.reset_index(drop=True)
    for name, value in (("cost", 1.0), ("fixed", False), ("forbidden", False)):
        own = frame[name] if name in frame else pd.Series(value, index=frame.index)
        frame[name] = own.fillna(value).astype(type(value))
    return frame[list(COLUMNS)]


def marked(candidates: pd.DataFrame, fixed: tuple[str, ...] = (), forbidden: tuple[str, ...] = ()) -> pd.DataFrame:
    """The candidates with those of some names opened in any case, or never; an InputError for a name that is none."""
    names = candidates["name"].map(folded)
    for name in (*fixed, *forbidden):
        if not (names == folded(name)).any():
            raise InputError(_("No candidate is called “{name}”.").format(name=name))
    return candidates.assign(
        fixed=candidates["fixed"] | names.isin([folded(name) for name in fixed]),
        forbidden=candidates["forbidden"] | names.isin([folded(name) for name in forbidden]),
    )


def joined(*tables: pd.DataFrame) -> pd.DataFrame:
    """Candidates of several tables, each place once, as the first has it."""
    every = pd.concat(tables, ignore_index=True)
    codes, _places = distinct_places(every)
    return every[~pd.Series(codes).duplicated()].reset_index(drop=True)
