"""Bases and moves made for tests, and strategies that make them at random."""

from datetime import date

import pandas as pd
from hypothesis import strategies as st

from data.footprint.schema import BASE_TYPES, COMPONENTS, Bases
from data.workshop import moves

FEW_IDS = tuple(f"b{number}" for number in range(5))
SOME_DAYS = ("", "2018-01-01", "2019-06-30", "2020-12-31")


def bases(*names, **columns):
    """Open military bases at 15° N, one a name, 1° of longitude apart; ids b0, b1, …"""
    rows = [
        {"base_id": f"b{number}", "name": name, "type": "base", "status": "open", "latitude": 15.0,
         "longitude": float(number), "component_type": "military", "illustrative": False, **columns}
        for number, name in enumerate(names)
    ]  # fmt: skip
    days = {day: pd.to_datetime(pd.Series([row.get(day) for row in rows])) for day in ("opened", "closed")}
    return Bases.shape(pd.DataFrame(rows, columns=Bases.names()).assign(**days))


names = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40).filter(str.strip)
components = st.lists(st.sampled_from(COMPONENTS), max_size=5).map("; ".join)
days = st.sampled_from(SOME_DAYS)
points = {"latitude": st.floats(-90, 90), "longitude": st.floats(-180, 180)}
optional = {
    "type": st.sampled_from(BASE_TYPES),
    "component_type": components,
    "functions": st.sampled_from(("", "protection", "medical; human rights")),
    "sector": st.sampled_from(("", "North")),
}


@st.composite
def a_move(draw):
    """Any valid move on one of a few ids, some of which stand in `bases` and some do not."""
    action = draw(st.sampled_from(("add", "move", "close", "change")))
    values = {
        "add": st.fixed_dictionaries({"name": names, **points}, optional=optional),
        "move": st.fixed_dictionaries(points, optional={"name": names}),
        "close": st.fixed_dictionaries({"closed": days.filter(bool)}),
        "change": st.fixed_dictionaries({}, optional={"name": names, "opened": days, **optional}).filter(bool),
    }[action]
    base_id = draw(st.sampled_from(("new-1", "new-2", *FEW_IDS)))
    return moves.made(action, base_id, draw(values), "P. Lanner")


def a_list_of_moves(most=12):
    return st.lists(a_move(), max_size=most).map(tuple)


def some_bases():
    return st.lists(names, max_size=3).map(lambda given: bases(*given))


def as_of(table, day):
    """Names of the bases open on a day."""
    from data.footprint import reach

    return reach.open_on(table, date.fromisoformat(day))["name"].tolist()
