"""Links that name actors open the incidents page on their rows, and never with a word for what they do not know."""

import pytest

from tests.pages.driver import open_page

PERIOD = {"from": "2018-09-01", "to": "2019-06-30"}
JNIM = "JNIM: Group for Support of Islam and Muslims"


@pytest.fixture
def jnim(both, both_now, opens):
    """The random id of one actor of the mission that opens."""
    opens(both)
    return {name: actor_id for actor_id, name in both_now.vocabulary.actors.items()}[JNIM]


@pytest.mark.parametrize(
    ("code", "incidents"), [("actor-{}", 223), ("by-{}", 69), ("dyad-{}-community", 24), ("by-community", 102)]
)
def test_a_part_of_actors_opens_with_its_rows_and_a_chip_that_says_who_attributes(jnim, code, incidents):
    shown = open_page("incidents", PERIOD | {"incidents_rows": code.format(jnim), "incidents_list": "table"})
    assert shown.notes == []
    assert f"{incidents} of 753 incidents under these filters" in shown.text
    assert "as attributed by the source" in shown.text
    assert len(shown.app.main.dataframe[0].value) == incidents


@pytest.mark.parametrize("value", [JNIM, "a0000000000", "<script>"])
@pytest.mark.usefixtures("jnim")
def test_an_actor_that_nobody_knows_is_ignored_with_a_note(value):
    shown = open_page("incidents", PERIOD | {"incidents_actor": value})
    assert any(note.startswith("“incidents_actor=") for note in shown.notes)


def test_a_known_actor_is_no_surprise(jnim):
    assert open_page("incidents", PERIOD | {"incidents_actor": jnim}).notes == []
