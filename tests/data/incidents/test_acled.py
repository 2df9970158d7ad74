import pandas as pd
import pytest

from data.incidents import acled, types
from tests.data.made import ACLED_NOW, ACLED_OLD, read, rows, written
from tests.data.made import acled as acled_file


def one(tmp_path, base=ACLED_NOW, **changes):
    """The one row of a file, as the product reads it."""
    (row,) = read(written(tmp_path / "a.csv", rows(base, changes))).frame.to_dict("records")
    return row


def test_the_two_layouts_are_told_apart_by_what_2023_changed():
    assert (len(ACLED_NOW), len(ACLED_OLD)) == (31, 31)
    now, old = frozenset(ACLED_NOW), frozenset(ACLED_OLD)
    assert acled.is_current(now)
    assert not acled.is_old(now)
    assert acled.is_old(old)
    assert not acled.is_current(old)


def test_what_a_row_becomes(tmp_path):
    row = one(tmp_path)
    expected = {
        "event_id": "TST1", "source": "acled", "event_type": "battles", "sub_event_type": "Armed clash",
        "actor1": "First Force", "actor2": "Second Group", "admin1": "Mopti", "admin2": "Koro", "location": "Somewhere",
        "latitude": 14.5, "longitude": -3.2, "geo_precision": 1, "date_precision": 1, "fatalities_best": 2,
        "reported_by": "A Paper", "civilian_targeting": False, "event_date": pd.Timestamp("2019-03-23"),
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert pd.isna(row["fatalities_low"])
    assert pd.isna(row["area1_id"])


@pytest.mark.parametrize("name", [t.acled for t in types.TYPES])
@pytest.mark.parametrize("written_as", [str, str.upper, lambda name: f" {name} "])
def test_present_types(tmp_path, name, written_as):
    assert one(tmp_path, event_type=written_as(name))["event_type"] == types.code_of(name)


@pytest.mark.parametrize(
    ("name", "inter1", "code"),
    [
        ("Battle-No change of territory", "1", "battles"),
        ("Battle-Government regains territory", "1", "battles"),
        ("Battle-Non-state actor overtakes territory", "2", "battles"),
        ("Remote violence", "2", "explosions"),
        ("Violence against civilians", "3", "against_civilians"),
        ("Riots/Protests", "5", "riots"),
        ("Riots/Protests", "6", "protests"),
        ("Strategic development", "1", "strategic"),
        ("Headquarters or base established", "1", "strategic"),
        ("Non-violent transfer of territory", "1", "strategic"),
    ],
)
def test_types_of_before_2019(tmp_path, name, inter1, code):
    base = {k: v for k, v in ACLED_OLD.items() if k != "sub_event_type"}
    row = one(tmp_path, base, event_type=name, inter1=inter1)
    assert (row["event_type"], row["sub_event_type"]) == (code, name)


def test_old_taxonomy_of_a_real_file(shared_data):
    frame = read(shared_data / "acled/africa_2018_old_taxonomy.csv").frame
    raw = pd.read_csv(shared_data / "acled/africa_2018_old_taxonomy.csv", dtype="str")
    counts = frame["event_type"].value_counts()
    assert counts["battles"] == raw["event_type"].str.startswith("Battle-").sum() == 356
    assert counts["riots"] == ((raw["event_type"] == "Riots/Protests") & (raw["inter1"] == "5")).sum() == 262
    assert counts["riots"] + counts["protests"] == 596
    assert counts.sum() == 1545


@pytest.mark.parametrize(
    ("mark", "targeted"),
    [("Civilian targeting", True), ("Civilians targeted", True), ("", False), (" ", False)],
)
def test_the_sources_own_mark_of_civilian_targeting(tmp_path, mark, targeted):
    assert one(tmp_path, event_type="Riots", civilian_targeting=mark)["civilian_targeting"] is targeted


@pytest.mark.parametrize(
    ("event_type", "inter1", "inter2", "targeted"),
    [
        ("Violence against civilians", "2", "7", True),
        ("Violence against civilians", "Rebel group", "Civilians", True),
        ("Explosions/Remote violence", "2", "7", True),
        ("Explosions/Remote violence", "External/Other forces", "civilians", True),
        ("Explosions/Remote violence", "7", "0", True),
        ("Explosions/Remote violence", "2", "1", False),
        ("Explosions/Remote violence", "Rebel group", "State forces", False),
        ("Battles", "2", "7", False),
        ("Riots", "5", "7", False),
    ],
)
def test_the_rule_for_civilian_targeting_in_layouts_without_the_mark(tmp_path, event_type, inter1, inter2, targeted):
    row = one(tmp_path, ACLED_OLD, event_type=event_type, inter1=inter1, inter2=inter2)
    assert row["civilian_targeting"] is targeted


def test_no_deaths_and_no_information_differ_where_the_file_says_so(tmp_path):
    frame = read(acled_file(tmp_path / "a.csv", {"fatalities": "0"}, {"event_id_cnty": "B", "fatalities": ""})).frame
    assert frame["fatalities_best"].tolist() == [0, pd.NA]


def test_precision_of_the_mali_file(shared_data):
    frame = read(shared_data / "acled/mali_2020-11-06.csv").frame
    assert frame["geo_precision"].value_counts().to_dict() == {1: 2661, 2: 1550, 3: 107}


def test_data_id_is_no_key(shared_data):
    july, november = (shared_data / f"acled/mali_2020-{day}.csv" for day in ("07-20", "11-06"))
    raw = [pd.read_csv(path, usecols=["data_id"])["data_id"] for path in (july, november)]
    assert raw[0].isin(raw[1]).sum() == 2834
    events = [set(read(path).frame["event_id"]) for path in (july, november)]
    assert events[0] < events[1]


def test_a_file_that_marks_no_row_at_all_falls_back_to_the_rule(tmp_path):
    unmarked = {"civilian_targeting": "", "event_type": "Violence against civilians", "sub_event_type": "Attack"}
    assert one(tmp_path, **unmarked)["civilian_targeting"]
    marked = rows(
        ACLED_NOW,
        {"event_id_cnty": "A1", **unmarked},
        {"event_id_cnty": "A2", "civilian_targeting": "Civilian targeting"},
    )
    frame = read(written(tmp_path / "b.csv", marked)).frame
    assert frame["civilian_targeting"].tolist() == [False, True]
