"""Cells as planners write them become the types and codes of the register."""

import pandas as pd
import pytest

from data.i18n import language
from data.importing.files import plain_name
from data.register import cells
from data.register.columns import REGISTER, columns
from data.words import codes as words


def _one(table, name, *values, **order):
    texts = pd.DataFrame({name: pd.Series(list(values), dtype="str")})
    return cells.typed(table, texts, **order)[name]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12,5", 12.5), ("1 234,5", 1234.5), ("1 234", 1234), ("1\u202f234\u00a0567,25", 1234567.25),
        ("1,234.5", 1234.5), ("1.234,5", 1234.5), ("1,234,567", 1234567), ("1.234", 1.234), ("0,125", 0.125),
        ("-3", -3), ("\u22123,5", -3.5), (" 7 ", 7), ("1e3", 1000),
    ],
)  # fmt: skip
def test_a_number_reads_as_it_is_meant(written, number):
    assert _one("measurements", "value", written).tolist() == [number]


@pytest.mark.parametrize("written", ["1,234", "12 %", "about 5", "1 2345", "1,23,4", "inf", "0x10", ""])
def test_what_is_no_number_or_can_be_two_stays_unknown(written):
    assert _one("measurements", "value", written).isna().all()


def test_other_cells_of_the_column_tell_what_a_comma_is():
    assert _one("measurements", "value", "1,234", "12,5").tolist() == [1.234, 12.5]
    assert _one("measurements", "value", "1,234", "1,234.5").tolist() == [1234, 1234.5]
    assert _one("measurements", "value", "1,234", "12,5", "1,234.5").isna().tolist() == [True, False, False]


@pytest.mark.parametrize(
    "written",
    ["2019-10-31", "2019-10-31 00:00:00", "31/10/2019", "31.10.2019", "31 oct. 2019", "31 octobre 2019", "31 Oct 2019",
     "31 October 2019", "43769", "43769.5", " 31/10/2019 "],
)  # fmt: skip
def test_a_day_reads_in_any_spelling(written):
    assert _one("measurements", "measured_on", written).tolist() == [pd.Timestamp("2019-10-31")]


def test_a_day_in_figures_takes_the_order_that_the_file_shows():
    texts = pd.DataFrame({"measured_on": ["05/06/2019", "31/10/2019"]}, dtype="str")
    order = cells.day_order({"measurements": texts})
    assert order is True
    assert cells.typed("measurements", texts, order)["measured_on"].tolist() == [
        pd.Timestamp("2019-06-05"), pd.Timestamp("2019-10-31")]  # fmt: skip


def test_where_no_day_tells_the_order_only_those_that_can_be_one_day_are_read():
    texts = pd.DataFrame({"measured_on": ["05/06/2019", "31/10/2019", "10/31/2019", "06/06/2019"]}, dtype="str")
    assert cells.day_order({"measurements": texts}) is None
    found = cells.typed("measurements", texts, None)["measured_on"]
    assert found.isna().tolist() == [True, False, False, False]
    assert found[3] == pd.Timestamp("2019-06-06")
    assert "either way round" in cells.why(_column("measurements", "measured_on"), "05/06/2019")


def _column(table, name):
    return next(column for column in columns(table) if column.name == name)


def test_words_in_any_case_become_codes_and_unknown_words_stay():
    assert _one("tasks", "status", "On Course", "en cours", "AT RISK ", "on-course").tolist() == [
        "on_course", "on_course", "at_risk", "on_course"]  # fmt: skip
    assert _one("tasks", "role", "Leads", "sings").tolist() == ["lead", "sings"]
    assert _one("tasks", "resources", "None", "n/a").fillna("?").tolist() == ["none", "?"]


def test_a_list_is_parted_by_semicolons_and_keys_by_commas_too():
    assert _one("tasks", "after", "a, b;c\na").tolist() == ["a; b; c"]
    assert _one("operations", "tiers", "Tier 1, physical protection").tolist() == ["dialogue; physical_protection"]
    assert _one("tasks", "supporting_sections", "Justice, and prisons; DDR").tolist() == ["Justice, and prisons; DDR"]


def test_flags_read_in_two_languages():
    found = _one("tasks", "illustrative", "oui", "FALSE", "?")
    assert found[:2].tolist() == [True, False]
    assert found.isna().tolist() == [False, False, True]


@pytest.mark.parametrize("table", REGISTER)
def test_every_word_on_screen_reads_to_its_code(table):
    """A planner copies the words of the page into a cell."""
    for column in columns(table):
        for code in column.codes:
            own = [word for names in words._names(language()).values() for key, word in names.items() if key == code]
            written = [code, code.upper(), plain_name(code).replace("_", " "), *own]
            assert set(_one(table, column.name, *written)) == {code}, column.name
