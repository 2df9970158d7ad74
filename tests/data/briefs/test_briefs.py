"""Named short links: kept, replaced only on purpose, and refused in words."""

import pytest

from data import mission
from data.briefs import briefs
from data.briefs.briefs import Brief
from data.errors import InputError

ONE = Brief("2019-06-centre", "incidents", "type=violent&lang=fr&at=3&book=x", "Awa", "The Centre")


def test_what_is_kept_comes_back_without_what_belongs_to_the_opener(new_mission):
    briefs.save(new_mission, ONE)
    found = briefs.find(new_mission, "2019-06-centre")
    assert (found.path, found.query, found.title, found.pinned) == ("incidents", "type=violent&at=3", "The Centre", 3)


def test_a_taken_name_is_not_given_away_unless_asked_and_the_old_meaning_stays(new_mission):
    briefs.save(new_mission, ONE)
    other = Brief("2019-06-centre", "footprint", "", "Moussa")
    with pytest.raises(InputError, match="Awa saved it on"):
        briefs.save(new_mission, other)
    briefs.save(new_mission, other, over=True)
    assert briefs.find(new_mission, "2019-06-centre").path == "footprint"
    assert len(briefs.journal(new_mission).rows()) == 2
    assert [one.name for one in briefs.latest(new_mission)] == ["2019-06-centre"]


NAMES = ["", "-", "Ünicode", "a b", "../x", "A", "x" * 61, "a/b", "con\x00", "<b>"]


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_a_name_that_cannot_stand_in_a_link_is_refused(new_mission, name):
    with pytest.raises(InputError, match="cannot be a name"):
        briefs.save(new_mission, Brief(name, "", "", "Awa"))
    assert briefs.latest(new_mission) == []


@pytest.mark.parametrize(
    ("brief", "said"),
    [
        (Brief("a", "../x", "", "Awa"), "is no page"),
        (Brief("a", "", "type=" + "x" * 5000, "Awa"), "at most 4000"),
        (Brief("a", "", "", " "), "who you are"),
    ],
)
def test_what_cannot_be_kept_is_said(new_mission, brief, said):
    with pytest.raises(InputError, match=said):
        briefs.save(new_mission, brief)


def test_the_bundled_example_is_not_written_to(monkeypatch, tmp_path):
    monkeypatch.setattr(mission, "example_copy", lambda: tmp_path / "copy")
    briefs.save(mission.load(mission.EXAMPLE), ONE)
    assert not (mission.EXAMPLE / "tables" / "briefs").exists()
    assert briefs.find(mission.load(tmp_path / "copy"), "2019-06-centre")
