import pandas as pd
import pytest

from data.importing.merge import keys, merge
from data.incidents.schema import Incidents
from tests.data.made import acled, read

KEY = ("source", "event_id")


@pytest.fixture
def table(tmp_path):
    """A maker of incident rows, from changes to one row."""
    return lambda *changes: read(acled(tmp_path / "rows.csv", *changes)).frame


def counts(merged):
    return merged.added, merged.changed, merged.unchanged


def test_into_an_empty_table_every_row_is_added(table):
    merged = merge(Incidents.empty(), table({"event_id_cnty": "A"}, {"event_id_cnty": "B"}), KEY)
    assert counts(merged) == (2, 0, 0)
    assert len(merged.frame) == 2


def test_added_changed_and_unchanged_rows_are_told_apart(table):
    old = table({"event_id_cnty": "A"}, {"event_id_cnty": "B"}, {"event_id_cnty": "C"})
    new = table({"event_id_cnty": "B"}, {"event_id_cnty": "C", "fatalities": "9"}, {"event_id_cnty": "D"})
    merged = merge(old, new, KEY)
    assert counts(merged) == (1, 1, 1)
    deaths = merged.frame.set_index("event_id")["fatalities_best"]
    assert deaths.to_dict() == {"A": 2, "B": 2, "C": 9, "D": 2}


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "3"), ("3", ""), ("0", ""), ("3", "4")],
)
def test_unknown_and_zero_differ(table, before, after):
    assert counts(merge(table({"fatalities": before}), table({"fatalities": after}), KEY)) == (0, 1, 0)


@pytest.mark.parametrize("column", ["fatalities", "notes", "actor2", "time_precision", "timestamp", "admin1"])
def test_unknown_equals_unknown(table, column):
    assert counts(merge(table({column: ""}), table({column: ""}), KEY)) == (0, 0, 1)


def test_what_the_mission_fills_in_is_no_revision(table):
    old = table({}).assign(import_id="i1", area1_id="wof:1", area2_id="wof:2")
    merged = merge(old, table({}).assign(import_id="i2"), KEY)
    assert counts(merged) == (0, 0, 1)
    assert merged.frame["import_id"].tolist() == ["i1"]
    assert merged.frame["area2_id"].tolist() == ["wof:2"]


def test_a_revised_row_carries_the_import_that_revised_it(table):
    merged = merge(table({}).assign(import_id="i1"), table({"fatalities": "7"}).assign(import_id="i2"), KEY)
    assert merged.frame[["fatalities_best", "import_id"]].values.tolist() == [[7, "i2"]]


def test_two_sources_may_use_the_same_key(table):
    acled_rows = table({})
    merged = merge(acled_rows, acled_rows.assign(source="ucdp"), KEY)
    assert counts(merged) == (1, 0, 0)
    assert keys(merged.frame, KEY).is_unique


def test_neither_frame_is_written_to(table):
    old, new = table({}), table({"fatalities": "7"})
    copies = old.copy(deep=True), new.copy(deep=True)
    merged = merge(old, new, KEY).frame
    merged.loc[:, "fatalities_best"] = 99
    pd.testing.assert_frame_equal(old, copies[0])
    pd.testing.assert_frame_equal(new, copies[1])
