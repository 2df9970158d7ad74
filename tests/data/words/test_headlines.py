import numpy as np
import pytest

from data import mission, snapshot
from data.filters import Filters
from data.footprint.reach import Reach
from data.words import headlines


@pytest.fixture(scope="module")
def example():
    opened = mission.load(mission.EXAMPLE)
    return snapshot.load(opened, opened.store.latest())


def filters(example, link):
    return Filters.from_query(link, example.vocabulary).filters


@pytest.mark.parametrize(
    ("link", "count", "words"),
    [
        ("", 44, "44 recorded incidents"),
        ("", 1, "1 recorded incident"),
        ("type=violent", 1692, "1,692 violent incidents"),
        ("type=battles&type=explosions&type=against_civilians", 2, "2 violent incidents"),
        ("type=riots&type=protests", 12, "12 incidents (riots, protests)"),
    ],
)
def test_what_is_counted_is_said(example, link, count, words):
    assert headlines.kind(filters(example, link), count) == words


def incidents(example, link):
    chosen = filters(example, link)
    return headlines.incidents(example, chosen, example.select(chosen))


def test_a_headline_names_where_most_incidents_were(example):
    found = incidents(example, "")
    assert " recorded incidents in Oct–Dec 2019, " in found
    assert "of them in" in found


def test_a_headline_of_one_area_says_all(example):
    assert incidents(example, "area=Mopti/Koro").endswith("all in cercle Koro")


def test_a_headline_of_nothing_says_so(example):
    words = incidents(example, "from=2030-01-01&to=2030-01-31")
    assert words == "No incident recorded in Jan 2030 under these filters"


def test_nothing_recorded_is_called_a_threat(example):
    links = ("", "type=violent", "area=Gao", "from=2030-01-01&to=2030-01-31")
    assert not [link for link in links if "threat" in incidents(example, link).lower()]


def reach(incidents=100, covered=26, bases=13):
    nowhere = np.zeros(0)
    return Reach(50, bases, incidents, covered, 0, 0, 0, 0, nowhere.astype(bool), nowhere)


def test_the_footprint_headline_says_what_reach_is():
    words = headlines.footprint(reach(), "Jun 2019").replace("\u00a0", " ")
    assert "within 50 km, straight line, of a base town" in words
    assert "74 were not" in words


def test_the_footprint_headline_without_bases_or_incidents():
    assert headlines.footprint(reach(bases=0), "Jun 2019").startswith("No base is open on the last day")
    assert headlines.footprint(reach(0, 0), "Jun 2019").startswith("No incident recorded in Jun 2019")


def test_names_are_joined_as_people_do():
    assert headlines.join(("Koro",)) == "Koro"
    assert headlines.join(("Koro", "Bankass")) == "Koro and Bankass"
    assert headlines.join(("Koro", "Bankass", "Douentza")) == "Koro, Bankass and Douentza"


def test_levels_are_called_by_their_names():
    assert headlines.level_name(1) == "region"
    assert headlines.level_name(2, plural=True) == "cercles"
    assert headlines.level_name(0) == "area"


def test_areas_are_named_without_what_lies_in_another_of_them(example):
    own = example.areas[(example.areas["area_id"] == "ex:ML-MO") | (example.areas["parent_id"] == "ex:ML-MO")]
    assert len(own) > headlines.MOST_NAMED
    assert headlines.areas(example, tuple(own["area_id"])) == "Mopti"
    assert headlines.areas(example, ()) == "Mali"
    assert headlines.areas(example, tuple(own["area_id"][1:])) == f"{len(own) - 1} areas"


def test_a_cercle_called_as_a_region_says_so(example):
    both = example.areas[example.areas["name"] == "Mopti"].sort_values("level")
    assert [headlines.areas(example, (area,)) for area in both["area_id"]] == ["Mopti", "Mopti (cercle)"]
