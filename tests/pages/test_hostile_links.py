"""Odd and hostile links: what cannot be read is ignored with a note, never a traceback, never as HTML."""

import pytest

from tests.pages.driver import PAGES, open_page

SCRIPT = "<script>top.pwned=1</script>"
IMG = '<img src=x onerror="window.top.pwned=1">'
LONG = "x" * 10_000
# What a link says → a word of the note that it earns on every page.
HOSTILE = [
    ({"unheard_of": "1"}, "unheard_of"),
    ({SCRIPT: "1"}, "no such parameter"),
    ({"type": SCRIPT}, "“type="),
    ({"area": IMG}, "“area="),
    ({"actor": IMG}, "“actor="),
    ({"source": IMG}, "“source="),
    ({"lang": SCRIPT}, "“lang="),
    ({"period": "decade"}, "“period=decade”"),
    ({"precision": "0"}, "“precision=0”"),
    ({"civilians": "true"}, "“civilians=true”"),
    ({"from": "2019-06-30", "to": "2018-09-01"}, "a day not after"),
    ({"from": "yesterday"}, "“from=yesterday”"),
    ({"to": "2019-02-30"}, "“to=2019-02-30”"),
    ({"from": "0001-01-01"}, "“from=0001-01-01”"),
    ({"at": "999"}, "“at=999”"),
    ({"at": "-1"}, "“at=-1”"),
    ({"at": "１"}, "“at="),  # a full-width digit
    ({"at": "9" * 400}, "“at="),
    ({"type": LONG}, "“type="),
    ({"area": LONG}, "“area="),
    ({"source": LONG}, "“source="),
    ({"scenario": LONG}, "“scenario="),
    ({LONG: LONG}, "no such parameter"),
    ({"from": ["2019-01-01", "2019-02-01"], "to": "2019-03-01"}, "one value only"),
    ({"area": "Mopti/Mopti/Mopti/..", "type": "violent"}, "“area="),
]


@pytest.mark.parametrize(("query", "said"), HOSTILE, ids=lambda value: str(value)[:40])
def test_what_is_ignored_is_said(query, said):
    shown = open_page("incidents", query)
    assert shown.title
    assert any(said in note for note in shown.notes), shown.notes
    assert all(len(note) < 400 for note in shown.notes), "a long value is cut"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_takes_a_link_of_errors_only(page):
    query = {"unheard_of": "1", "type": LONG, "area": IMG, "from": "2019-06-30", "to": "2018-09-01", "at": "999"}
    shown = open_page(page, query)
    assert shown.title
    assert len(shown.notes) == 5


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("payload", [SCRIPT, IMG])
def test_no_markup_of_a_link_reaches_the_page_as_html(page, payload):
    own = ("incidents_area", "incidents_place", "incidents_event", "footprint_radius", "mandate_task", "mandate_status")
    names = ("type", "area", "source", "scenario", "at", "from", payload, *own)
    shown = open_page(page, dict.fromkeys(names, payload))
    assert shown.title
    assert not [body for body in shown.html if payload in body]


OWN = [
    ("incidents", {"incidents_layer": "globe"}, "incidents_layer"),
    ("mandate", {"mandate_status": "wonderful"}, "mandate_status"),
    ("incidents", {"footprint_radius": "50"}, "footprint_radius"),  # another page's own
]


@pytest.mark.parametrize(("page", "query", "said"), OWN)
def test_a_page_knows_its_own_parameters_only(page, query, said):
    assert any(said in note for note in open_page(page, query).notes)


@pytest.mark.parametrize("radius", ["0", "-5", "1e9", "nan", "51", "fifty"])
def test_a_radius_that_is_no_choice_gives_the_missions_own(radius):
    assert "within 50 km" in open_page("footprint", {"footprint_radius": radius}).title


@pytest.mark.parametrize("name", ["incidents_area", "incidents_place", "incidents_event"])
@pytest.mark.parametrize("value", [IMG, LONG, "0,0", "wof:0", "__proto__", "\x00", "nan,nan"], ids=lambda v: v[:12])
def test_a_selection_that_is_not_there_lists_all_incidents(name, value):
    shown = open_page("incidents", {name: value})
    assert not [button for button in shown.app.button if str(button.key).startswith("chip")]
    headings = [body for body in shown.html if "Choose a row for all that is known of it" in body]
    assert "recorded incidents</h2>" in headings[0]
    assert IMG not in "".join(shown.html)


def test_a_task_that_is_not_there_is_not_chosen():
    assert open_page("mandate", {"mandate_task": IMG}).title == open_page("mandate").title


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("footprint", {"footprint_radius": "60"}),
        ("incidents", {"incidents_area": "zzz"}),
        ("mandate", {"mandate_task": "<b>9</b>"}),
    ],
)
def test_a_page_s_own_parameter_that_the_mission_does_not_know_is_noted(page, query):
    (note,) = open_page(page, query).notes
    assert note.startswith(f"“{next(iter(query))}=")
