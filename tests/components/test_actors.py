"""The analyst's view of actors, drawn alone: its figures lead to their rows, no community is in an order."""

import re
from html import escape, unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components import views
from data import mission, snapshot
from data.filters import Filters
from data.importing.run import import_files
from data.incidents import actor_kinds, subsets
from tests.data import made
from tests.pages.driver import Shown

PERIOD = "from=2018-09-01&to=2019-06-30"
JNIM = "JNIM: Group for Support of Islam and Muslims"
FIGURE = re.compile(r'<a class="lp-rows" href="([^"]*)" target="_self">([\d,]+)</a>')
COLOURED = re.compile(r'<td style="(background[^"]*)" title="([^"]*)"')


def _draw(folder, query):
    """The script that a test runs: the part alone, below the context that the shell makes."""
    from components import actors, views
    from components.context import Context
    from data import mission, snapshot
    from data.filters import Filters
    from data.words import palette

    opened = mission.load(folder)
    shot = snapshot.load(opened, opened.store.latest())
    filters = Filters.from_query(query, shot.vocabulary).filters
    here = Context(shot, filters, views.BY_KEY["incidents"], palette.of("light"), "light")
    actors.show(here, shot.select(filters))


@pytest.fixture
def drawn():
    """Draws the part of a mission under a query, with the page's own parameters as they are given."""
    st.cache_resource.clear()

    def draw(opened, query=PERIOD, search="", **own):
        app = AppTest.from_function(_draw, kwargs={"folder": str(opened.folder), "query": query}, default_timeout=60)
        for name, value in own.items():
            app.session_state[name] = value
        app.run()
        if search:
            app.text_input(key="actors_search").set_value(search).run()
        assert not app.exception, [e.stack_trace for e in app.exception]
        return app

    return draw


@pytest.fixture
def mali_drawn(mali, drawn):
    """Draws the part of the real mission, with an actor chosen or none."""
    return lambda query, actor: drawn(mali, query, incidents_actor=actor or "")


@pytest.fixture
def ids(mali_now):
    return {name: actor_id for actor_id, name in mali_now.vocabulary.actors.items()}


def body(app):
    """All HTML of the part."""
    return "".join(Shown(app).html)


def counted(shot, address):
    """Incidents and deaths of the rows behind an address, by the data layer."""
    query = parse_qs(urlsplit(address).query)
    reading = Filters.from_query({k: v for k, v in query.items() if not k.startswith("incidents_")}, shot.vocabulary)
    assert not reading.notes
    rows = shot.select(reading.filters)
    rows = rows[subsets.find(shot, reading.filters, rows, query["incidents_rows"][0]).rows]
    if area := query.get("incidents_area"):
        rows = rows[(rows["area2_id"] == area[0]).to_numpy()]
    return len(rows), int(rows["fatalities_best"].sum())


@pytest.mark.parametrize(
    "query", [PERIOD, "from=2012-01-01&to=2020-10-31&type=violent&area=Mopti", PERIOD + "&type=riots"]
)
@pytest.mark.parametrize("chosen", ["", JNIM, "Dan Na Ambassagou"])
def test_every_figure_leads_to_the_rows_it_counts(mali_drawn, mali_now, query, chosen):
    ids = {name: actor_id for actor_id, name in mali_now.vocabulary.actors.items()}
    figures = [(unescape(found), words) for found, words in FIGURE.findall(body(mali_drawn(query, ids.get(chosen))))]
    assert figures or "riots" in query
    behind = {address: counted(mali_now, address) for address, _words in figures}
    for address, words in figures:
        assert int(words.replace(",", "")) in behind[address], address


def test_it_says_first_who_attributes_and_calls_the_deaths_what_they_are(mali, drawn):
    shown = Shown(drawn(mali))
    assert shown.html[0].startswith('<p class="lp-note">As attributed by the source, not UN-verified.')
    assert "Reported deaths in events that target civilians" in shown.text
    assert "civilian deaths" not in shown.text.lower()
    assert "Who targets civilians: 310 incidents" in shown.text


def test_no_community_or_contingent_stands_by_name_until_asked_for_and_then_by_the_alphabet(mali, mali_now, drawn):
    kinds = actor_kinds.kinds(mali_now.vocabulary.actors.values(), "Mali")
    never = [name for name, kind in kinds.items() if kind in actor_kinds.UNRANKED]
    app = drawn(mali)
    assert [name for name in never if name in Shown(app).text] == []
    app.toggle(key="actors_list_names").set_value(True).run()
    listed = [row[0] for row in Shown(app).tables[-1]]
    assert len(listed) > 10
    assert listed == sorted(listed)
    assert set(listed) <= set(never)


def test_what_is_never_ranked_has_no_class_colour(mali, drawn):
    coloured = [unescape(label) for _style, label in COLOURED.findall(body(drawn(mali)))]
    assert coloured
    groups = [actor_kinds.label(kind) for kind in actor_kinds.UNRANKED]
    assert [label for label in coloured if any(group in label for group in groups)] == []


def test_the_search_leaves_the_names_that_it_finds(mali, drawn, ids):
    box = drawn(mali, search="group for support").selectbox(key="actors_choice")
    assert JNIM in box.options
    assert len(box.options) == 3, "none, JNIM, and JNIM with or without another"
    found = drawn(mali, search="zzqx", incidents_actor=ids[JNIM]).selectbox(key="actors_choice")
    assert found.options == ["none chosen", JNIM], "what is chosen stays"


def test_an_actor_is_chosen_and_let_go_again(mali, drawn, ids):
    app = drawn(mali)
    app.selectbox(key="actors_choice").set_value(ids[JNIM]).run()
    assert app.session_state[views.ACTOR.name] == ids[JNIM]
    text = Shown(app).text
    assert "223 incidents name it" in text
    assert "69 incidents that target civilians" in text
    app.button(key="actors_chip").click().run()
    assert app.session_state[views.ACTOR.name] == ""
    assert "incidents name it" not in Shown(app).text


def test_an_actor_that_these_incidents_do_not_name_is_said_to_be_so(mali, drawn, ids):
    text = Shown(drawn(mali, "from=2020-01-01&to=2020-01-31", incidents_actor=ids["Ansar Dine"])).text
    assert "No incident under these filters names it." in text


def test_within_a_part_figures_are_plain_and_the_pages_parameters_are_kept(mali, drawn, ids):
    assert FIGURE.findall(body(drawn(mali, incidents_rows="exact", incidents_actor=ids[JNIM]))) == []
    kept = FIGURE.findall(body(drawn(mali, incidents_layer="places")))
    assert kept
    assert all("incidents_layer=places" in address for address, _words in kept)


def test_no_link_carries_a_readable_name(mali, drawn, ids):
    addresses = re.findall(r'href="([^"]*)"', body(drawn(mali, incidents_actor=ids[JNIM])))
    assert len(addresses) > 50
    assert [a for a in addresses if any(word in a for word in ("JNIM", "Islam", "Mali", "Militia"))] == []


NASTY = ("<img src=x onerror=alert(1)>", '"><script>alert(2)</script>', "\u202e\u05d0evil: x", "[a](javascript:b)",
         "**Army** of $x$ {n}", "ABC: '; drop table --")  # fmt: skip


def test_hostile_names_are_shown_as_they_are_and_run_nothing(new_mission, tmp_path, drawn):
    events = [
        {"event_id_cnty": f"T{i}", "event_date": "2019-05-15", "actor1": name, "actor2": NASTY[i - 1],
         "event_type": "Battles", "sub_event_type": "Armed clash"}
        for i, name in enumerate(NASTY)
    ]  # fmt: skip
    aimed = {"event_type": "Violence against civilians", "sub_event_type": "Attack", "actor2": "Civilians (Mali)"}
    events.append({"event_id_cnty": "V", "event_date": "2019-05-15", "actor1": NASTY[2]} | aimed)
    import_files(new_mission, [made.acled(tmp_path / "a.csv", *events)], who="tester")
    shot = snapshot.load(mission.load(new_mission.folder), new_mission.store.latest())
    for actor_id, name in shot.vocabulary.actors.items():
        app = drawn(new_mission, "from=2019-05-01&to=2019-05-31", incidents_actor=actor_id)
        app.toggle(key="actors_list_names").set_value(True).run()
        assert not app.exception
        html = body(app)
        assert "<img" not in html
        assert "<script" not in html
        assert escape(name) in html
        label = app.button(key="actors_chip").label
        assert re.search(r"(?<!\\)[\[\]*$<>]", label) is None, label


def test_no_rows_are_no_figures(new_mission, tmp_path, drawn):
    import_files(new_mission, [made.acled(tmp_path / "a.csv", {"event_date": "2019-05-15"})], who="tester")
    shown = Shown(drawn(new_mission, "from=2018-05-01&to=2018-05-31"))
    assert "0 violent incidents name two sides" in shown.text
    assert "Who targets civilians: 0 incidents" in shown.text
