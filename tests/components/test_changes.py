"""The part "What changed" as a page would draw it."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components import changes, download
from components.context import Context
from components.views import BY_KEY
from data import export, mission, snapshot
from data.filters import Filters
from data.incidents import guard, trends
from data.words.palette import LIGHT

SPRING = "from=2019-04-01&to=2019-06-30&type=violent"
HOSTILE = '<img src=x onerror="window.top.pwned=1">'


@pytest.fixture(autouse=True)
def _fresh_caches():
    st.cache_resource.clear()


@pytest.fixture(scope="module")
def example():
    opened = mission.load(mission.EXAMPLE)
    return snapshot.load(opened, opened.store.latest())


def context(shot, link=SPRING):
    """What the shell hands to the incidents page under a link."""
    return Context(shot, Filters.from_query(link, shot.vocabulary).filters, BY_KEY["incidents"], LIGHT, "light")


def _script(here, rows, measure):
    from components import changes as part

    part.show(here, rows, measure)


def shown(here, measure="incidents", rows=None):
    """The HTML of the part."""
    rows = here.snapshot.select(here.filters) if rows is None else rows
    app = AppTest.from_function(_script, kwargs={"here": here, "rows": rows, "measure": measure}, default_timeout=60)
    app.run()
    assert not app.exception, [error.message for error in app.exception]
    return [element.proto.body for element in app.get("html")]


def plain(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_the_part_says_in_how_many_areas_there_was_a_rise(example):
    counts = changes.of(context(example)).by_class()
    html = shown(context(example))
    assert plain(html[0]).startswith(
        f"Large increase in {counts['large_increase']} cercles, large decrease in 1 cercle"
    )
    assert "against the mean of the 4 quarters before (Apr 2018 – Mar 2019)" in plain(html[0])


def test_deaths_that_one_event_makes_are_named_and_lead_to_the_event(example):
    whole = next(body for body in shown(context(example), "fatalities") if "Whole selection" in body)
    assert "Not stated as a rise: without one event, near Sobane Da on 9 Jun 2019 (35–101 reported deaths" in plain(
        whole
    )
    query = parse_qs(urlsplit(unescape(re.search(r'href="([^"]+)"', whole)[1])).query)
    assert query["incidents_event"] == ["DOC13"]


@pytest.mark.parametrize("measure", ["incidents", "fatalities"])
def test_each_figure_leads_to_the_rows_that_it_counts(example, measure):
    here = context(example)
    by_area = {trend.area_id: trend for trend in changes.of(here, measure).areas}
    table = next(body for body in shown(here, measure) if "lp-table" in body)
    rows = re.findall(r"<tr>(.*?)</tr>", table.split("<tbody>")[1], re.S)
    assert rows
    for row in rows:
        hrefs = [unescape(found) for found in re.findall(r'class="lp-rows" href="([^"]+)"', row)[:2]]
        counted = []
        for href in hrefs:
            filters = Filters.from_query(urlsplit(href).query, example.vocabulary).filters
            own = example.select(filters)
            counted.append(len(own) if measure == "incidents" else int(own["fatalities_best"].sum()))
        trend = by_area[filters.areas[0]]
        assert counted == [trend.now, trend.earlier]
        assert trend.name in plain(row)
        said = re.findall(r'class="lp-rows"[^>]*>([^<]*)</a>', row)[:2]
        assert [int(words.replace(",", "")) for words in said] == counted, "a figure says what its rows count"


def test_the_classes_beside_the_table_add_up_to_it(example):
    here = context(example)
    html = shown(here)
    legend = next(plain(body) for body in html if "lp-legend" in body)
    counts = changes.of(here).by_class()
    assert [int(n) for n in re.findall(r"\): (\d+)", legend)] == [count for count in counts.values() if count]
    few = next((plain(body) for body in html if "with too few to compare" in plain(body)), "")
    assert few.startswith(f"{counts['low_baseline']} cercles with too few to compare")


def test_areas_without_anything_are_counted_and_not_listed(example):
    quiet = sum(trend.quiet for trend in changes.of(context(example)).areas)
    assert f"Not listed: {quiet} cercles without a recorded incident" in " ".join(map(plain, shown(context(example))))


def test_a_chosen_part_is_said_to_have_no_norm_of_its_own(example):
    here = context(example)
    rows = here.snapshot.select(here.filters)
    words = "not of the part that is chosen"
    assert not any(words in body for body in shown(here))
    assert any(words in body for body in shown(here, rows=rows[rows["geo_precision"] == 1]))


def test_records_that_are_too_short_are_said(example):
    html = shown(context(example, "from=2016-07-02&to=2016-09-30"))
    assert plain(html[0]).startswith("What changed is not known: the records do not reach back so far")


def test_an_unknown_measure_is_incidents(example):
    assert changes.of(context(example), "per_100k").measure == "incidents"


def test_classes_for_a_map(example):
    found = changes.classes_for_map(context(example))
    assert len(found) == (example.areas["level"] == 2).sum()
    assert {code for code, _words in found.values()} <= set(guard.CODES)
    koro = example.areas.query("name == 'Koro'")["area_id"].iloc[0]
    code, words = found[koro]
    assert code == "large_increase"
    assert words.startswith("44 incidents against 16 in a usual quarter")


def test_a_name_from_the_data_is_escaped(example, monkeypatch):
    areas = example.areas.assign(name=HOSTILE)
    events = example.incidents.assign(location=pd.Categorical([HOSTILE] * len(example.incidents)))
    hostile = replace(example, areas=areas, incidents=events)
    here = context(example)
    monkeypatch.setattr(changes, "of", lambda *_asked: trends.of(hostile, here.filters, 2, "fatalities"))
    drawn = "".join(shown(here, "fatalities"))
    assert "&lt;img" in drawn
    assert "<img" not in drawn


@pytest.mark.parametrize("why", ["", "Single events are not exported."])
def test_the_export_has_no_single_event_of_a_source_that_may_not_leave(example, monkeypatch, why):
    taken = {}
    monkeypatch.setattr(download, "table", lambda _context, rows, _title, key, **_more: taken.update({key: rows}))
    monkeypatch.setattr(export, "refused", lambda _shot, _source: why)
    shown(context(example), "fatalities")
    table = taken["changes_fatalities"]
    assert len(table) == (example.areas["level"] == 2).sum()
    assert ("event_id" in table, "place" in table, "explanation" in table) == (not why, not why, not why)
