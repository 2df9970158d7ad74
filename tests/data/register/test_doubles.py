"""A second value of one level for one day is refused, in the page and in files; what stands already imports again."""

import pytest

from data import edit
from data.errors import InputError
from tests.data.register.made import INDICATOR, MEASURED, book, filled, imported, put, refused

SECOND = {**MEASURED, "measurement_id": "m2", "value": 24.5}
HEAD = ["measurement_id", "indicator_id", "measured_on", "value", "sex", "source", "corrects", "correction_reason"]
SAID = "m1 has 3 for this indicator and day already, and only one would count: correct it (its id in column corrects"


@pytest.fixture
def small(new_mission):
    """The small mission."""
    return filled(new_mission)


def _values(mission):
    rows = mission.store.read("measurements", mission.store.latest())
    return dict(zip(rows["measurement_id"], rows["value"], strict=True))


def _file(tmp_path, *rows):
    cells = [[row.get(name) for name in HEAD] for row in rows]
    return book(tmp_path / "m.xlsx", measurements=[HEAD, *cells])


@pytest.mark.parametrize("cells", [{}, {"value": 3}, {"source": "Another"}])
def test_a_second_value_is_not_saved_whoever_says_so(small, cells):
    with pytest.raises(InputError) as error:
        edit.save(small, "measurements", [edit.added(SECOND | cells)], what="x")
    assert "m2, measured_on: “2019-09-30”, " + SAID in str(error.value)
    assert _values(small) == {"m1": 3}


@pytest.mark.parametrize(
    "cells",
    [{"sex": "female"}, {"measured_on": "2019-10-01"}, {"corrects": "m1", "correction_reason": "Recount"}],
)
def test_a_part_another_day_and_a_correction_are_saved(small, cells):
    edit.save(small, "measurements", [edit.added(SECOND | cells)], what="x")
    assert _values(small) == {"m1": 3, "m2": 24.5}


def test_of_one_part_there_is_one_value_too(small):
    put(small, measurements=[MEASURED, SECOND | {"sex": "female"}])
    with pytest.raises(InputError, match=r"m2 has 24\.5 for this indicator"):
        edit.save(small, "measurements", [edit.added(SECOND | {"measurement_id": "m3", "sex": "female"})], what="x")


def test_values_that_are_summed_may_be_several_a_day(small):
    put(
        small,
        indicators=[{**INDICATOR, "reading": "sum"}],
        outputs=[{"output_id": "o1", "title": "Patrols", "unit": "patrols"}],
        measurements=[MEASURED, {"measurement_id": "p1", "output_id": "o1", "measured_on": "2019-09-30", "value": 1}],
    )
    delivered = {"measurement_id": "p2", "output_id": "o1", "measured_on": "2019-09-30", "value": 2}
    edit.save(small, "measurements", [edit.added(SECOND), edit.added(delivered)], what="x")
    assert _values(small) == {"m1": 3, "p1": 1, "m2": 24.5, "p2": 2}


def test_a_value_is_not_moved_to_a_day_that_has_one(small):
    put(small, measurements=[MEASURED, SECOND | {"measured_on": "2019-10-31"}])
    own = next(row for row in edit.cells_of(small.store.read("measurements", 2)) if row["measurement_id"] == "m2")
    with pytest.raises(InputError, match="m1 has 3 for this indicator"):
        edit.save(small, "measurements", [edit.changed(own, measured_on="2019-09-30")], what="x")
    edit.save(small, "measurements", [edit.changed(own, value=25)], what="x")
    assert _values(small) == {"m1": 3, "m2": 25}


def test_a_file_s_second_value_is_refused_with_its_cell(small, tmp_path):
    ((table, cell, column, value, reason),) = refused(small, _file(tmp_path, MEASURED, SECOND))
    assert (table, cell, column, value) == ("measurements", "C3", "measured_on", "2019-09-30")
    assert reason.startswith(SAID)


def test_of_two_new_values_in_one_file_the_first_is_taken(small, tmp_path):
    new = {**MEASURED, "measured_on": "2019-12-31"}
    path = _file(tmp_path, new | {"measurement_id": "a", "value": 23}, new | {"measurement_id": "b", "value": 24.5})
    (found,) = refused(small, path)
    assert found[1] == "C3" and "a has 23 for this indicator" in found[4]
    read, _reports = imported(small, path)
    assert read("measurements")["measurement_id"].tolist() == ["m1", "a"]


def test_a_correction_of_a_refused_value_does_not_slip_in(small, tmp_path):
    path = _file(tmp_path, SECOND, SECOND | {"measurement_id": "m3", "corrects": "m2", "correction_reason": "x"})
    assert {found[1][1:] for found in refused(small, path)} == {"2", "3"}


def test_values_that_stood_twice_before_import_again_and_are_revised_or_corrected(small, tmp_path):
    put(small, measurements=[MEASURED, SECOND])
    revised, corrected = SECOND | {"value": 25}, MEASURED | {"measurement_id": "m3", "value": 4, "corrects": "m1"}
    path = _file(tmp_path, MEASURED, revised, corrected | {"correction_reason": "Recount"})
    assert refused(small, path) == []
    read, _reports = imported(small, path)
    assert read("measurements").set_index("measurement_id")["value"].to_dict() == {"m1": 3, "m2": 25, "m3": 4}
