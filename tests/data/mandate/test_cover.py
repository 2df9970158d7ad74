from datetime import date

import pandas as pd
import pytest

from data.mandate import cover
from data.mandate.schema import Mandates, Tasks
from tests.data.mandate.test_tasks import AREAS, MANDATES, ids, made

DAY = date(2019, 10, 1)


def found(tasks, area_id="k1", on=DAY):
    return cover.of_place(MANDATES, tasks, AREAS, area_id, on)


def in_areas(**cells):
    """Tasks that work in these areas."""
    return made(*({"task_id": task, "area_ids": cell} for task, cell in cells.items()))


def test_by_area_first_those_that_hold_the_place_then_parts_of_it_then_the_whole_country():
    tasks = in_areas(whole=None, in_r1="r1", in_k1="k1; r2", in_k2="k2", in_c="c")
    own = found(tasks)
    assert dict(zip(own["task_id"], own["basis"], strict=True)) == {
        "in_c": "inside", "in_k1": "inside", "in_r1": "inside", "whole": "country"
    }  # fmt: skip
    assert own["task_id"].iloc[-1] == "whole"
    assert own.set_index("task_id")["in_areas"].to_dict() == {"in_c": "c", "in_k1": "k1", "in_r1": "r1", "whole": ""}


def test_of_a_place_known_by_region_only_a_task_in_one_cercle_may_hold():
    own = found(in_areas(in_k1="k1; k2", in_r2="r2", in_r1="r1"), "r1")
    assert list(zip(own["task_id"], own["basis"], own["in_areas"], strict=True)) == [
        ("in_r1", "inside", "r1"),
        ("in_k1", "partly", "k1"),
    ]


def test_of_a_place_in_no_area_only_tasks_without_area_hold():
    own = found(in_areas(whole=None, in_c="c"), None)
    assert ids(own) == ["whole"]


@pytest.mark.parametrize(
    ("row", "on", "held"),
    [
        ({"starts": "2019-10-01", "due": "2019-10-01"}, DAY, True),
        ({"starts": "2019-10-02"}, DAY, False),
        ({"starts": None, "due": None}, DAY, True),
        ({"due": "2019-09-30", "progress": 0.5}, DAY, True),
        ({"due": "2019-09-30", "progress": None}, DAY, True),
        ({"due": "2019-09-30", "progress": 1.0}, DAY, False),
        ({"due": "2019-10-01", "progress": 1.0}, DAY, True),
    ],
)
def test_tasks_begun_and_not_past_due_or_not_known_to_be_complete(row, on, held):
    days = {name: pd.Timestamp(row[name]) for name in ("starts", "due") if row.get(name)}
    tasks = made({"task_id": "1"} | row | days)
    assert ids(found(tasks, on=on)) == (["1"] if held else [])
    assert cover.is_open(tasks, on).tolist() == [held]


@pytest.mark.parametrize(
    ("on", "held"),
    [
        (date(2018, 6, 27), []),
        (date(2019, 6, 27), ["old"]),
        (date(2019, 6, 28), ["new", "old"]),
        (date(2019, 6, 30), ["new", "old"]),
        (date(2019, 7, 1), ["new"]),
        (date(2020, 6, 30), ["new"]),
        (date(2020, 7, 1), []),
    ],
)
def test_of_every_mandate_in_force_on_that_day(on, held):
    tasks = made({"task_id": "old", "mandate_id": "2423"}, {"task_id": "new"})
    assert ids(found(tasks, on=on)) == held


def test_only_leaves_of_the_tree():
    tasks = made({"task_id": "2"}, {"task_id": "2.10", "parent_id": "2"}, {"task_id": "2.9", "parent_id": "2"})
    assert ids(found(tasks)) == ["2.9", "2.10"]


def test_of_nothing():
    own = cover.of_place(Mandates.empty(), Tasks.empty(), AREAS, "k1", DAY)
    assert own.empty
    assert {"basis", "in_areas"} <= set(own)
