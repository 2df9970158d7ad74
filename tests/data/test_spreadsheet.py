"""Texts that a spreadsheet would run: made harmless, and made what they were again."""

import math

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.spreadsheet import FORMULA_STARTS, neutralised, restored

# Half of the texts begin as formulas do, some behind blanks or apostrophes of their own.
STARTS = st.text(alphabet="=+-@\t\r\n\0' \u00a0\u200e\u202e\ufeff1", max_size=4)
TEXTS = st.builds(
    str.__add__, STARTS, st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8) | st.just("")
)
CELLS = st.lists(st.none() | TEXTS, min_size=1, max_size=6)


def column(*cells):
    return pd.DataFrame({"a": pd.Series(cells, dtype="str")})


@given(CELLS)
@example(["'=1", "''=1", "' =1", "'", "-5", "'-5", "=", None])
def test_what_was_made_harmless_comes_back_as_it_was(cells):
    table = column(*cells)
    pd.testing.assert_frame_equal(restored(neutralised(table)), table)


@given(CELLS)
def test_no_cell_is_left_that_begins_as_a_formula_unless_it_is_a_number(cells):
    for cell in neutralised(column(*cells))["a"].dropna():
        bare = cell.lstrip(" \u00a0\u200e\u200f\u202a\u202b\u202d\u202e\ufeff")
        if bare.startswith(FORMULA_STARTS):
            assert not math.isnan(float(cell)), "a number, and no word for none"


@pytest.mark.parametrize("text", ["-5", "+3.5", "-1e9", "Koro", "a=1", "1+1", "", "'", "it's", "l'=1"])
def test_numbers_and_plain_texts_stay_as_they_are(text):
    assert neutralised(column(text))["a"].tolist() == [text]


@pytest.mark.parametrize("text", ["=1", "-5 men", "+223 20", "@x", " =1", "\u202e=1", "\t=1", "-", "--5"])
def test_what_a_spreadsheet_might_run_gets_an_apostrophe(text):
    assert neutralised(column(text))["a"].tolist() == ["'" + text]


def test_titles_are_made_harmless_too():
    assert list(neutralised(pd.DataFrame({"=1": ["x"], "b": [1], 3: ["=2"]}))) == ["'=1", "b", "3"]


def test_unknown_texts_stay_unknown_and_other_types_are_left_alone():
    table = pd.DataFrame({"a": pd.Series([None, "=1"], dtype="str"), "n": [-1, 2], "f": [-0.5, None]})
    safe = neutralised(table)
    assert safe["a"].isna().tolist() == [True, False]
    pd.testing.assert_frame_equal(safe[["n", "f"]], table[["n", "f"]])
    assert table["a"].tolist()[1] == "=1", "the caller's table is not written to"
