"""Assessed threats stand before every count, where they hold, and only for the areas that are shown."""

import pandas as pd
import pytest

from data.importing.run import import_files
from tests.data.made import written
from tests.pages.driver import open_page

DAYS = {"from": "2019-06-01", "to": "2019-06-30"}
PANEL = "Judgements of the sections named, not derived from incidents"


def judged(area, words, assessed="2019-06-01", until="", section="JMAC"):
    return {"area_id": area, "section": section, "judgement": words, "assessed_on": assessed,
            "confidence": "moderate", "valid_until": until}  # fmt: skip


@pytest.fixture
def area_of(mali_now):
    """The id of an area by its name and level."""
    areas = mali_now.areas
    return lambda name, level: areas[(areas["name"] == name) & (areas["level"] == level)]["area_id"].iloc[0]


@pytest.fixture
def take(mali_copy, tmp_path, opens):
    def imported(*rows):
        import_files(opens(mali_copy), [written(tmp_path / "threats.csv", pd.DataFrame(rows))])

    return imported


def test_without_judgements_nothing_is_said(mali, opens):
    opens(mali)
    assert "Assessed threats" not in open_page("incidents", DAYS).text


def test_judgements_stand_right_below_the_title_and_before_the_counts(take, area_of):
    take(judged(area_of("Mopti", 1), "Ambushes are likely."))
    shown = open_page("incidents", DAYS)
    bodies = [body for body in shown.html if "lp-" in body]
    at = {name: next(n for n, body in enumerate(bodies) if name in body) for name in (
        "lp-title", PANEL, "Ambushes are likely.", "reported deaths")}  # fmt: skip
    assert at["lp-title"] < at[PANEL] < at["Ambushes are likely."] < at["reported deaths"]
    assert at[PANEL] == at["lp-title"] + 1
    for words in ("JMAC", "moderate", "1 Jun 2019", "valid on 30 Jun 2019", "Mopti"):
        assert words in shown.text


def test_they_stand_there_where_no_incident_was_recorded_too(take, area_of):
    take(judged(area_of("Mopti", 1), "Ambushes are likely."))
    shown = open_page(
        "incidents", {"from": "2019-06-29", "to": "2019-06-30", "type": "strategic", "area": "Mopti/Mopti"}
    )
    assert shown.title.startswith("No incident recorded")
    assert "Ambushes are likely." in shown.text


def test_only_those_that_hold_on_the_last_day_are_shown(take, area_of):
    mopti = area_of("Mopti", 1)
    take(
        judged(mopti, "Ran out.", until="2019-06-29", section="U2"),
        judged(mopti, "Not yet made.", assessed="2019-07-01", section="Protection"),
        judged(mopti, "An older one.", assessed="2019-05-01"),
        judged(mopti, "Holds.", until="2019-06-30"),
    )
    text = open_page("incidents", DAYS).text
    assert "Holds." in text
    assert not [words for words in ("Ran out.", "Not yet made.", "An older one.") if words in text]


def test_only_those_of_the_filtered_areas_are_shown(take, area_of):
    take(judged(area_of("Mopti", 1), "Of Mopti."), judged(area_of("Gao", 1), "Of Gao."),
         judged(area_of("Mali", 0), "Of all Mali."))  # fmt: skip
    for query, expected in (
        ({}, {"Of Mopti.", "Of Gao.", "Of all Mali."}),
        ({"area": "Gao"}, {"Of Gao.", "Of all Mali."}),
        ({"area": "Mopti/Koro"}, {"Of Mopti.", "Of all Mali."}),
    ):
        text = open_page("incidents", DAYS | query).text
        assert {words for words in ("Of Mopti.", "Of Gao.", "Of all Mali.") if words in text} == expected, query


def test_more_than_three_are_on_the_pages_evidence_and_data(take, mali_now):
    areas = mali_now.areas[mali_now.areas["level"] == 2]["area_id"].head(8)
    take(*(judged(area, f"Judgement {n}.") for n, area in enumerate(areas)))
    shown = open_page("incidents", DAYS)
    assert "and 5 more: page Evidence →" in shown.links
    assert shown.text.count("Judgement ") - shown.text.count("Judgement By") == 3
    everything = open_page("data", DAYS | {"data_part": "tables"}).text
    assert all(f"Judgement {n}." in everything for n in range(8))
    assert "more: page Evidence" not in everything


def test_a_judgement_is_text_and_never_markup(take, area_of):
    take(judged(area_of("Mopti", 1), "<script>alert(1)</script> & **bold**"))
    body = next(body for body in open_page("incidents", DAYS).html if "alert(1)" in body)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; **bold**" in body
