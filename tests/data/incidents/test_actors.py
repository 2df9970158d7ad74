"""Who fights whom and who targets civilians: against plain pandas on text, on the real file and on hostile names."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.filters import Filters
from data.incidents import actors

JNIM = "JNIM: Group for Support of Islam and Muslims"
ARMY = "Military Forces of Mali (2013-2020)"
EVERYTHING = Filters(date(1997, 1, 1), date(2020, 12, 31), "acled")


@pytest.fixture(scope="module")
def rows(mali_now):
    return mali_now.select(EVERYTHING)


@pytest.fixture(scope="module")
def plain(shared_data):
    """The same events as text, straight from the file; every figure below is counted on it a second way."""
    raw = pd.read_csv(shared_data / "acled/mali_2020-11-06.csv", dtype=str, keep_default_na=False)
    raw["deaths"], raw["day"] = raw["fatalities"].astype(int), pd.to_datetime(raw["event_date"], format="mixed")
    raw["targets"] = (raw["event_type"] == "Violence against civilians") | (
        (raw["event_type"] == "Explosions/Remote violence") & ((raw["inter1"] == "7") | (raw["inter2"] == "7"))
    )
    return raw


def as_dict(table, *keys):
    """A table by its keys."""
    return table.set_index(list(keys)).T.to_dict("list")


def test_the_known_answers_of_the_real_file(rows):
    pairs = actors.dyads(rows).set_index(["actor1", "actor2"])
    assert pairs.loc[(JNIM, ARMY), "incidents"] == 209
    assert len(rows) == 4318


def test_dyads_are_those_of_plain_pandas(rows, plain):
    both = plain[(plain["actor1"] != "") & (plain["actor2"] != "")]
    ends = both[["actor1", "actor2"]]
    expected = both.groupby([ends.min(axis=1), ends.max(axis=1)]).agg(
        n=("deaths", "size"), d=("deaths", "sum"), a=("day", "min"), z=("day", "max")
    )
    found = as_dict(actors.dyads(rows), "actor1", "actor2")
    assert found == {pair: list(row) for pair, row in zip(expected.index, expected.to_numpy(), strict=True)}


def test_the_sum_of_the_dyads_is_the_incidents_with_two_actors(mali_now):
    rng = np.random.default_rng(4)
    for _draw in range(40):
        start = date(2012 + int(rng.integers(8)), 1 + int(rng.integers(12)), 1)
        kinds = tuple(rng.choice(["battles", "explosions", "riots", "strategic"], int(rng.integers(3)), replace=False))
        chosen = Filters(start, date(2020, 10, 31), "acled", types=kinds, precision=int(rng.integers(1, 4)))
        some = mali_now.select(chosen)
        two = some["actor1"].notna() & some["actor2"].notna()
        pairs = actors.dyads(some)
        assert pairs["incidents"].sum() == two.sum()
        assert pairs["fatalities"].sum() == some["fatalities_best"][two.to_numpy()].sum()
        assert (pairs["actor1"] <= pairs["actor2"]).all()


def test_named_actors_are_those_of_plain_pandas(rows, plain):
    expected = {}
    for one, two, deaths in zip(plain["actor1"], plain["actor2"], plain["deaths"], strict=True):
        for name in {one, two} - {""}:
            count, dead = expected.get(name, (0, 0))
            expected[name] = (count + 1, dead + deaths)
    assert as_dict(actors.named(rows), "actor") == {name: list(counted) for name, counted in expected.items()}


def test_who_targets_civilians_is_that_of_plain_pandas(rows, plain):
    aimed = plain[plain["targets"]]
    civilian = aimed["actor1"].str.startswith(("Civilians", "Protesters"))
    acting = aimed["actor1"].mask(civilian, aimed["actor2"])
    expected = aimed[acting != ""].groupby(acting[acting != ""])["deaths"].agg(["size", "sum"])
    found = as_dict(actors.targeting(rows), "actor")
    assert found == {name: list(row) for name, row in zip(expected.index, expected.to_numpy(), strict=True)}
    assert sum(n for n, _deaths in found.values()) + actors.unattributed(rows) == plain["targets"].sum()


def test_the_masks_count_what_the_tables_count(rows):
    for table, mask in (
        (actors.named(rows), lambda row: actors.naming(rows, [row.actor])),
        (actors.dyads(rows), lambda row: actors.between(rows, [row.actor1], [row.actor2])),
        (actors.targeting(rows), lambda row: actors.targeted_by(rows, [row.actor])),
    ):
        for row in table.iloc[::3].itertuples(index=False):
            own = rows[mask(row)]
            assert (len(own), int(own["fatalities_best"].sum())) == (row.incidents, row.fatalities), row


def test_an_area_and_month_of_an_actor_is_that_of_plain_pandas(rows):
    own = rows[actors.naming(rows, [JNIM])]
    frame = pd.DataFrame({"area": own["area2_id"].astype("str").fillna(""), "day": own["event_date"]})
    for unit in ("M", "Y"):
        expected = frame.groupby(["area", frame["day"].dt.to_period(unit).dt.start_time]).size().to_dict()
        table = actors.by_area_and_time(own, 2, unit)
        found = table.set_index(["area_id", "start"])["incidents"].to_dict()
        assert found == expected
        assert table["fatalities"].sum() == own["fatalities_best"].sum()
    assert actors.months_spanned(own) == 44


def made(*events):
    """Incidents of `(actor1, actor2, targets civilians, deaths)`, a day each from 1 May 2019."""
    table = pd.DataFrame(events, columns=["actor1", "actor2", "civilian_targeting", "fatalities_best"])
    return table.assign(
        event_date=pd.date_range("2019-05-01", periods=len(table)),
        civilian_targeting=table["civilian_targeting"].astype("boolean"),
        fatalities_best=table["fatalities_best"].astype("Int64"),
        area1_id=pd.Series(pd.NA, index=table.index, dtype="str"),
    )


def test_a_pair_is_one_whichever_side_comes_first_and_unknown_deaths_add_nothing():
    rows = made(("B", "A", None, 3), ("A", "B", False, None), ("A", "A", False, 1), ("A", None, False, 9),
                (None, None, False, 9))  # fmt: skip
    found = actors.dyads(rows)
    assert found[["actor1", "actor2", "incidents", "fatalities"]].to_numpy().tolist() == [
        ["A", "A", 1, 1],
        ["A", "B", 2, 3],
    ]
    assert found["first"].tolist() == [pd.Timestamp("2019-05-03"), pd.Timestamp("2019-05-01")]
    assert found["last"].tolist() == [pd.Timestamp("2019-05-03"), pd.Timestamp("2019-05-02")]
    assert actors.named(rows).to_numpy().tolist() == [["A", 4, 13], ["B", 2, 3]]


def test_the_acting_side_is_the_one_that_is_not_civilians():
    rows = made(("Protesters (Mali)", "Police", True, 2), ("Rioters (Mali)", "Civilians (Mali)", True, 1),
                ("Civilians (Mali)", None, True, 4), ("Police", None, True, 1), ("Police", "X", None, 8))  # fmt: skip
    assert actors.targeting(rows).to_numpy().tolist() == [["Police", 2, 3], ["Rioters (Mali)", 1, 1]]
    assert actors.unattributed(rows) == 1
    assert actors.targeted_by(rows, ["Police"]).tolist() == [True, False, False, True, False]


def test_hostile_names_are_names():
    nasty = ["<script>alert(1)</script>", "\u202eevil", "=cmd()", "a-b", "'; drop table"]
    rows = made(*[(name, "<b>x</b>", True, 1) for name in nasty])
    assert set(actors.targeting(rows)["actor"]) == set(nasty)
    assert actors.dyads(rows)["incidents"].sum() == len(nasty)


def test_no_rows_are_no_actors():
    none = made()
    for table in (actors.named(none), actors.dyads(none), actors.targeting(none),
                  actors.by_area_and_time(none, 1, "M")):  # fmt: skip
        assert table.empty
    assert actors.unattributed(none) == actors.months_spanned(none) == 0
    assert actors.naming(none, ["A"]).tolist() == []
