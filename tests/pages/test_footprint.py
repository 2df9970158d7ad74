"""The parts of page Footprint: numbers of the real mission, bases of any day and kind, and what is not known."""

import re
from datetime import date

import pytest

from data import cli
from data.filters import Filters
from data.footprint import coverage, reach
from data.footprint.coverage import Coverage
from data.importing.run import import_files
from tests.pages.driver import open_page

LINK = {"from": "2018-09-01", "to": "2019-06-30", "type": "violent"}
PARTS = ("map", "reach", "gaps")


def rows_by_head(shown, length):
    """The first table whose rows have so many cells, by their first cell."""
    table = next(table for table in shown.tables if table and len(table[0]) == length)
    return {row[0]: row[1:] for row in table}


@pytest.fixture
def found(mali_now):
    """What the known bases reach within 50 km."""
    rows = mali_now.select(Filters(date(2018, 9, 1), date(2019, 6, 30), "acled", types=("violent",)))
    bases = reach.open_on(mali_now.table("bases"), date(2019, 6, 30))
    return Coverage(rows, bases, mali_now.areas, mali_now.settings, 50)


def test_reach_shows_what_the_command_says(mali, opens, found):
    opens(mali)
    table = rows_by_head(open_page("footprint", LINK | {"footprint_part": "reach"}), 6)
    known = {"25 km": 85, "50 km": 141, "75 km": 242, "100 km": 346, "150 km": 516}
    assert {name: int(cells[0].split()[0]) for name, cells in table.items()} == known
    document = coverage.document(found)
    for at, name in enumerate(coverage.MEASURES):
        band = document["band"]["jittered"][name]
        share = round(100 * document[f"share_{name}"])
        expected = f"{document[f'covered_{name}']:,} ( {band['low']:,}–{band['high']:,}) {share} %"
        assert re.sub(r"[( ]+", "", table["50 km"][at]) == re.sub(r"[( ]+", "", expected)
    assert table["50 km"][4].split()[0] == f"{document['population']['covered']:,}"


def test_reach_says_what_is_exact_what_moves_and_what_depends_on_one_town(mali, opens, found):
    opens(mali)
    shown = open_page("footprint", LINK | {"footprint_part": "reach"})
    exact, everything = found.by_precision(1)
    assert f"{exact['incidents']} of {everything['incidents']}" in shown.text
    overlaps = next(t for t in shown.tables if t[0][0] == "none")
    assert [int(row[1]) for row in overlaps] == found.overlaps["incidents"].tolist()
    towns = {row[0]: row[2] for t in shown.tables if t[0][0] == "Aguelhok" for row in t}
    assert towns == {r.name: str(r.only_incidents) for r in found.by_town.itertuples()}
    assert "Travel time is not known here" in shown.text
    assert "not protection or response" in shown.text


def test_gaps_name_areas_and_what_is_unknown(mali, opens):
    opens(mali)
    shown = open_page("footprint", LINK | {"footprint_part": "gaps", "footprint_radius": "100"})
    assert "No base of this mission names: police, human rights office" in shown.text
    assert "unknown, not absent" in shown.text
    table = next(t for t in shown.tables if t[0][0] == "Douentza")
    assert table[0][1] == "81"
    assert "Douentza: 81 incidents. In reach: protection force" in shown.text


def test_gaps_say_what_a_protection_force_is(mali, opens):
    opens(mali)
    shown = open_page("footprint", LINK | {"footprint_part": "gaps"})
    assert "“Protection force” is any base with a military component" in shown.text


def test_a_human_rights_office_without_a_force_is_told(example):
    shown = open_page("footprint", {"footprint_part": "gaps", "footprint_radius": "100"})
    assert "human rights office (" in shown.text
    assert "None known within 100 km: " in shown.text
    assert example.table("bases")["functions"].str.contains("human rights").any()


@pytest.mark.parametrize("part", PARTS)
def test_bases_of_another_day_are_counted_and_said(mali, mali_now, opens, part):
    opens(mali)
    shown = open_page("footprint", LINK | {"footprint_part": part, "footprint_asof": "2016-06-30"})
    rows = mali_now.select(Filters(date(2018, 9, 1), date(2019, 6, 30), "acled", types=("violent",)))
    then = reach.of(rows, reach.open_on(mali_now.table("bases"), date(2016, 6, 30)), 50)
    assert shown.title.startswith("bases of 30 Jun 2016: ")
    assert shown.title.endswith(f"{then.incidents - then.covered_incidents} were not")
    assert then.covered_incidents != 141
    assert not [body for body in shown.html if "incidents_rows=within-50" in body], "a link knows the last day's bases"


@pytest.mark.parametrize("part", PARTS)
def test_bases_of_one_component_only(example, part):
    shown = open_page("footprint", {"footprint_part": part, "footprint_component": "police"})
    assert shown.title.startswith("Police: ")
    own = example.table("bases")
    own = reach.open_on(own[own["component_type"] == "police"], date(2019, 12, 31))
    rows = example.select(Filters.from_query({}, example.vocabulary).filters)
    reached = reach.of(rows, own, 50)
    assert shown.title.endswith(f"{reached.incidents - reached.covered_incidents} were not")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    "own",
    [
        {"footprint_asof": "2012-01-01"},
        {"footprint_function": "medical", "footprint_type": "tob"},
        {"footprint_play": "quarter", "footprint_also": "closed"},
        {"footprint_play": "year", "footprint_asof": "2010-01-01"},
        {"footprint_also": "planned", "from": "2025-01-01", "to": "2025-01-02"},
    ],
    ids=str,
)
def test_every_part_opens_whatever_is_chosen(part, own):
    shown = open_page("footprint", own | {"footprint_part": part})
    assert shown.title
    assert shown.notes == [] or "from" in own


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("footprint_asof", "2019-02-30"),
        ("footprint_asof", "20190630"),
        ("footprint_asof", "9999-01-01"),
        ("footprint_component", "partner"),
        ("footprint_function", "<b>x</b>"),
        ("footprint_part", "moon"),
        ("footprint_play", "day"),
    ],
)
def test_what_means_nothing_is_ignored_with_a_note(name, value):
    (note,) = open_page("footprint", {name: value}).notes
    assert note.startswith(f"“{name}=")


def test_travel_time_is_shown_where_it_was_imported(mali_copy, opens, tmp_path, capsys):
    base = mali_copy.store.read("bases", 3).set_index("name").loc["Mopti/Sevare", "base_id"]
    (tmp_path / "times.csv").write_text(
        f"from_id,to_id,minutes_dry,minutes_rainy,source\n{base},wof:85674539,90,400,a section\n"
    )
    import_files(mali_copy, [tmp_path / "times.csv"], who="tester")
    opens(mali_copy)
    shown = open_page("footprint", LINK | {"footprint_part": "reach"})
    table = next(t for t in shown.tables if t[0][0] == "30 min")
    link = "?from=2018-09-01&to=2019-06-30&type=violent"
    assert cli.main(["coverage", "--mission", str(mali_copy.folder), "--minutes", "120", "--link", link]) == 0
    covered = re.search(r"^covered_incidents: (\d+)$", capsys.readouterr().out, re.M)[1]
    assert {row[0]: row[1].split()[0] for row in table}["120 min"] == covered
    assert {row[0]: row[2].split()[0] for row in table}["120 min"] == "0"
    assert "Rainy season: no known way to" in shown.text
