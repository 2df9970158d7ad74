from datetime import date
from itertools import product

import pandas as pd
import pytest

from data.filters import LONGEST_VALUE, Filters, Vocabulary, find_area, unknown_parameters
from data.incidents.types import CODES
from data.periods import Period

AREAS = pd.DataFrame(
    [
        ("wof:1", 0, "Mali", None), ("wof:2", 1, "Mopti", "wof:1"), ("wof:3", 1, "Ségou", "wof:1"),
        ("wof:4", 2, "Mopti", "wof:2"), ("wof:5", 2, "Segou", "wof:3"), ("wof:6", 2, "Koro", "wof:2"),
    ],
    columns=["area_id", "level", "name", "parent_id"],
).astype({"name": "str", "parent_id": "str"})  # fmt: skip
DAYS = {"acled": Period(date(1997, 1, 6), date(2020, 10, 31)), "ucdp": Period(date(1989, 1, 1), date(2022, 12, 31))}
WORDS = Vocabulary(
    sources=("acled", "ucdp"),
    days=DAYS,
    areas=AREAS,
    actors={"a1b2": "Secret Group", "a3c4": "Other Group"},
    versions=7,
    today=date(2024, 5, 1),
)
HOSTILE = [
    "<script>alert(1)</script>",
    "x" * 10_000,
    "\x00",
    "٣",
    "²",
    "-1",
    "1e9",
    "' OR 1=1 --",
    "🦆",
    "\udcff",
    "../../etc",
]


def read(query):
    return Filters.from_query(query, WORDS)


COMBINATIONS = list(
    product(
        [{"period": "7d"}, {"period": "quarter"}, {"period": "budgetyear"}, {"period": None}],
        [(), ("violent",), ("battles", "strategic"), CODES],
        [(), ("wof:2", "wof:6")],
        [{}, {"source": "ucdp", "civilians": True, "precision": 1, "at": 3, "scenario": "plan-b", "lang": "fr"}],
        [(), ("a1b2",)],
    )
)


@pytest.mark.parametrize("complete", [False, True])
def test_round_trip(complete):
    for period, types, areas, others, actors in COMBINATIONS:
        query = {"from": "2018-09-01", "to": "2019-06-30"} if period["period"] is None else period
        made = read(
            query | {"type": types, "area": areas, "actor": actors, "source": others.get("source", "acled")}
        ).filters
        made = Filters(**{**vars(made), **others})
        for written in (made.to_link(complete), made.to_query(complete)):
            assert read(written).filters == made
            assert read(written).notes == ()


def test_bare_query_means_the_last_full_quarter_of_the_first_source():
    filters, notes = read("").filters, read("").notes
    assert (filters.source, filters.start, filters.end) == ("acled", date(2020, 7, 1), date(2020, 9, 30))
    assert (filters.types, filters.areas, filters.precision, filters.lang) == ((), (), 3, "en")
    assert filters.to_query() == {"source": "acled"}
    assert notes == ()


def test_complete_link_writes_defaults_too():
    assert read("").filters.to_query(complete=True) == {
        "period": "quarter", "source": "acled", "civilians": "0", "precision": "3", "lang": "en",
    }  # fmt: skip


def test_period_gives_way_to_days():
    filters = read("?period=7d&from=2018-09-01&to=2019-06-30").filters
    assert filters.span == Period(date(2018, 9, 1), date(2019, 6, 30))
    assert filters.period is None


def test_one_day_alone_is_filled_up_from_the_records():
    assert read("?from=2020-01-01").filters.span == Period(date(2020, 1, 1), date(2020, 10, 31))
    assert read("?to=1999-12-31").filters.span == Period(date(1997, 1, 6), date(1999, 12, 31))
    assert read("?from=2021-01-01").filters.span == Period(date(2021, 1, 1), date(2021, 1, 1))
    assert read("?to=1990-01-01").filters.span == Period(date(1990, 1, 1), date(1990, 1, 1))


@pytest.mark.parametrize(
    "query",
    [
        "from=2019-02-30", "from=2019", "to=23/03/2019", "from=2019-W01-1", "from=20190101", "from=1066-10-14",
        "to=9999-12-31", "from=٢٠١٩-٠١-٠١", "from=2019-06-30&to=2018-09-01", "period=fortnight", "source=nobody",
        "source=acled&source=ucdp", "type=Wars", "type=", "area=Atlantis", "area=Mopti/Timbuktu", "actor=Secret+Group",
        "civilians=yes", "precision=4", "precision=0", "at=0",
        "at=8", "at=٣", "at=-1", "at=99999999999999999999", "at=1.0", "lang=de", "from=x&from=y",
    ],
)  # fmt: skip
def test_malformed_value_is_ignored_with_a_note(query):
    reading = read("?" + query)
    key = query.split("=")[0]
    assert any(f"“{key}=" in note for note in reading.notes)
    assert reading.filters == read("source=acled" if key == "source" else "").filters


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize(
    "key", ["from", "to", "period", "source", "type", "area", "actor", "civilians", "precision", "at", "lang"]
)
def test_hostile_value_never_raises_and_is_noted_in_short(key, value):
    reading = read({key: [value]})
    assert reading.filters == read("").filters
    assert len(reading.notes) == 1
    assert len(reading.notes[0]) < 250


@pytest.mark.parametrize("value", ["x" * 10_000, "\x00", "a\nb", "\u202e"])
def test_hostile_scenario_is_noted(value):
    reading = read({"scenario": [value]})
    assert reading.filters.scenario is None
    assert len(reading.notes) == 1


def test_many_values_and_strange_bytes_in_a_query_text():
    reading = read("?" + "&".join(["type=battles"] * 500 + ["area=Mopti"] * 500 + ["%FF=%FF", "=", "&&&", "type=%00"]))
    assert reading.filters.types == ("battles",)
    assert reading.filters.areas == ("wof:2",)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("Battles", "battles"), ("Explosions/Remote violence", "explosions"), ("protests", "protests"),
        ("VIOLENCE AGAINST CIVILIANS", "against_civilians"), ("Strategic developments", "strategic"),
        ("violent", "violent"),
    ],
)  # fmt: skip
def test_type_is_a_code_or_the_name_that_acled_gives(value, code):
    reading = read({"type": [value]})
    assert reading.filters.types == (code,)
    assert reading.notes == ()


@pytest.mark.parametrize(
    ("text", "area_id"),
    [
        ("wof:4", "wof:4"), ("Mopti", "wof:2"), ("mopti", "wof:2"), ("Mopti/Mopti", "wof:4"), ("Mali/Mopti", "wof:2"),
        ("Koro", "wof:6"), ("Mopti/Koro", "wof:6"), ("Ségou", "wof:3"), ("Se\u0301gou", "wof:3"), ("Segou", "wof:3"),
        ("Segou/Segou", "wof:5"), ("Ségou/Ségou", "wof:5"), (" mali ", "wof:1"),
        ("", None), ("/", None), ("Mopti/", None), ("/Mopti", None), ("wof:99", None), ("Gao/Koro", None),
        ("x" * 300, None),
    ],
)  # fmt: skip
def test_area_by_id_by_name_and_by_region(text, area_id):
    assert find_area(text, AREAS) == area_id


def test_area_without_areas_is_noted():
    assert find_area("Mopti", None) is None
    assert Filters.from_query("area=Mopti", Vocabulary()).notes


def test_links_carry_ids_of_actors_and_never_names():
    link = read({"actor": ["a1b2", "a1b2"]}).filters.to_link(complete=True)
    assert "actor=a1b2" in link
    assert link.count("actor=") == 1
    assert "Secret" not in link


def test_parameters_of_nobody_are_named():
    assert unknown_parameters("?from=2019-01-01&fro=1&map_zoom=3", ("map_zoom",)) == unknown_parameters({"fro": ["1"]})
    assert len(unknown_parameters({"x" * 10_000: [""]})[0]) < LONGEST_VALUE
    assert unknown_parameters({"type": ["violent"], "at": ["1"]}) == ()


def test_filters_are_frozen():
    with pytest.raises(AttributeError):
        read("").filters.source = "ucdp"
