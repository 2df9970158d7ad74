"""Names of tables, columns and codes; titles of a file made short and distinct."""

import pytest

from components import mapping_words
from data.importing import mappings, samples


@pytest.mark.parametrize("table", mappings.MAPPED_TABLES)
def test_every_column_and_code_has_a_name(table):
    assert mapping_words.table(table) != table
    for target in samples.targets(table):
        assert mapping_words.column(target) != target
        assert [code for code in samples.codes(table, target) if mapping_words.code(target, code) == code] == []


def test_titles_are_short_on_one_line_and_distinct():
    long = "x" * 10_000
    titles = {"a": "Type\n of\tit", "b": long + "1", "c": long + "2", "d": "none", "e": "None", "f": "\x00"}
    shown = mapping_words.distinct(titles, ("none",))
    assert shown["a"] == "Type of it"
    assert shown["d"] == "none (2)"
    assert shown["f"] == "f"
    assert len(set(shown.values())) == len(titles)
    assert max(map(len, shown.values())) < 60


def test_a_mark_is_short_and_tells_texts_apart():
    assert len(mapping_words.mark("x" * 10_000)) == 12
    assert mapping_words.mark("a", "b") != mapping_words.mark("ab")
