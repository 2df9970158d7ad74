"""Rules of the briefing's findings: the guard holds, thresholds have edges, and the most important come first."""

from dataclasses import replace
from datetime import date

import pytest

from data import mission, snapshot
from data.briefing import changed, findings, placed, profiles
from data.briefing.finding import CHANGED, QUESTIONS, Finding
from data.filters import Filters
from data.importing.run import import_files
from data.scene import Scene
from tests.data import made

QUARTERS = ["2018-02-10", "2018-05-10", "2018-08-10", "2018-11-10"]
NOW = "2019-02-10"


@pytest.fixture
def scene(new_mission, tmp_path):
    """Makes the first quarter of 2019 of a mission with so many events a quarter, each with its deaths."""

    def make(before, now, deaths_now=()):
        days = [day for day, count in zip(QUARTERS, before, strict=True) for _n in range(count)] + [NOW] * now
        deaths = ["1"] * sum(before) + [str(n) for n in deaths_now] + ["1"] * (now - len(deaths_now))
        rows = [
            {"event_id_cnty": f"TST{i}", "event_date": day, "fatalities": n}
            for i, (day, n) in enumerate(zip(days, deaths, strict=True))
        ]
        # the records reach over both quarters whole
        edges = [{"event_id_cnty": f"EDGE{day}", "event_date": day} for day in ("2018-01-01", "2019-03-31")]
        import_files(new_mission, [made.acled(tmp_path / "acled.csv", *rows, *edges)], who="tester")
        shot = snapshot.load(new_mission, new_mission.store.latest())
        return Scene(shot, Filters(date(2019, 1, 1), date(2019, 3, 31), source="acled"))

    return make


def with_settings(more):
    """The example with more settings."""
    opened = mission.load(mission.EXAMPLE)
    shot = snapshot.load(opened, opened.store.latest())
    return replace(shot, settings=mission.parse_settings(f"{opened.settings_text}\n{more}"))


def codes(found):
    return {one.code for one in found}


def test_a_large_rise_is_a_finding_with_now_and_the_usual(scene):
    found = {one.code: one for one in changed.findings(scene([11, 12, 12, 12], 30))}
    assert found["incidents_changed"].numbers == {"now": 31, "norm": 12.0}
    assert "large increase" in found["incidents_changed"].text


def test_limited_change_is_none(scene):
    assert "incidents_changed" not in codes(changed.findings(scene([11, 12, 12, 12], 12)))


def test_deaths_of_one_event_make_no_finding(scene):
    found = codes(changed.findings(scene([11, 12, 12, 12], 12, deaths_now=[160])))
    assert "fatalities_changed" not in found


def test_deaths_of_many_events_do(scene):
    found = codes(changed.findings(scene([11, 12, 12, 12], 12, deaths_now=[5] * 12)))
    assert "fatalities_changed" in found


def test_too_few_to_compare_are_none(scene):
    assert not codes(changed.findings(scene([0, 1, 1, 1], 2)))


def test_without_bases_nothing_is_said_of_reach(scene):
    assert not list(placed.findings(scene([11, 12, 12, 12], 30)))


@pytest.mark.parametrize(("least", "share", "stated"), [(10, 0.5, True), (1000, 0.5, False), (10, 1.0, False)])
def test_reach_is_stated_from_the_settings_threshold_on(least, share, stated):
    shot = with_settings(f"[briefing]\nleast_incidents = {least}\noutside_share = {share}\n")
    filters = Filters.from_query("", shot.vocabulary).filters
    assert ("beyond_reach" in codes(placed.findings(Scene(shot, filters)))) is stated


def test_at_most_seven_the_most_important_first_and_a_profile_puts_its_first_question_first(monkeypatch):
    every = [Finding(f"c{n}", QUESTIONS[n % 4], "t", "x", 50 + n, "incidents") for n in range(12)]
    monkeypatch.setattr(findings, "RULES", (lambda _scene: every,))
    monkeypatch.setattr(profiles, "chosen", lambda _shot, code: profiles.Profile(code or "", ""))
    scene = Scene(None, None)
    found = findings.findings(scene)
    assert [one.weight for one in found] == [61, 60, 59, 58, 57, 56, 55]
    for profile in ("srsg", "force_commander"):
        own = findings.findings(scene, profile)
        assert {one.code for one in own} == {one.code for one in found}, "the same findings, in another order"
        assert own[0].question == QUESTIONS[0]


def test_a_question_with_findings_keeps_its_most_important_one_however_many_weigh_more(monkeypatch):
    heavy = [Finding(f"c{n}", CHANGED, "t", "x", 90 + n, "incidents") for n in range(9)]
    light = [Finding(f"d{n}", question, "t", "x", n, "incidents") for n in (1, 2) for question in QUESTIONS[1:]]
    monkeypatch.setattr(findings, "RULES", (lambda _scene: [*heavy, *light],))
    monkeypatch.setattr(profiles, "chosen", lambda _shot, code: profiles.Profile(code or "", ""))
    found = findings.findings(Scene(None, None))
    assert [one.weight for one in found] == [98, 97, 96, 95, 2, 2, 2]
    assert {one.question for one in found} == set(QUESTIONS)


def test_a_mission_may_add_a_profile_with_its_areas():
    own = '[profiles.hofo_gao]\ntitle = "Head of Field Office, Gao"\norder = ["doing"]\nareas = ["Gao"]\n'
    shot = with_settings(own)
    own = profiles.of(shot)["hofo_gao"]
    assert own.order == ("doing", "changed", "threat", "placed")
    assert [shot.area_names()[area] for area in own.areas] == ["Gao"]
