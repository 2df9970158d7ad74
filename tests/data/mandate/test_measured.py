"""Which measurements count: corrections take the place of what they correct, and nothing counts twice."""

import pandas as pd

from data.mandate import measured
from data.tables import TABLES


def _measurements(*rows):
    """Rows of id, value, the id that it corrects."""
    columns = ["measurement_id", "value", "corrects"]
    return TABLES["measurements"].model.shape(pd.DataFrame(list(rows), columns=columns))


def _counting(frame):
    found = measured.current(frame)
    return list(zip(found["measurement_id"], found["value"], found[measured.WAS_CORRECTED], strict=True))


def test_values_that_nobody_corrected_count_as_they_are():
    assert _counting(_measurements(("a", 1, None), ("b", 2, None))) == [("a", 1, False), ("b", 2, False)]


def test_a_correction_takes_the_place_of_what_it_corrects():
    assert _counting(_measurements(("a", 1, None), ("b", 2, None), ("c", 3, "a"))) == [
        ("b", 2, False),
        ("c", 3, True),
    ]


def test_the_end_of_a_chain_counts_in_whatever_order_its_rows_stand():
    assert _counting(_measurements(("c", 3, "b"), ("a", 1, None), ("b", 2, "a"))) == [("c", 3, True)]


def test_of_two_corrections_of_one_value_the_last_counts_alone():
    assert _counting(_measurements(("a", 1, None), ("b", 2, "a"), ("c", 3, "a"))) == [("c", 3, True)]


def test_a_correction_of_a_row_that_is_not_there_counts():
    assert _counting(_measurements(("b", 2, "elsewhere"))) == [("b", 2, True)]


def test_a_ring_ends():
    assert _counting(_measurements(("a", 1, "b"), ("b", 2, "a"))) == []


def test_no_measurements_count_as_none():
    assert measured.current(_measurements()).empty
