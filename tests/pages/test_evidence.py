"""Page Evidence: threats first, the data layer's own numbers, operations with their watch, forms that save."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from data import snapshot
from data.filters import Filters
from data.incidents import summary
from data.mandate import sides, watch
from data.words import formats
from tests.data.mandate import stage
from tests.data.mandate.stage import KORO, MOPTI, OPERATION
from tests.pages.driver import open_page, ran

SUMMER = {"from": "2019-07-01", "to": "2019-09-30"}
YEAR = {"from": "2019-07-01", "to": "2019-12-31"}
OPERATIONS = YEAR | {"evidence_part": "operations", "evidence_operation": OPERATION}
HOSTILE = "<img src=x onerror=alert(1)> **bold**"


@pytest.fixture
def staged(tmp_path, opens):
    return opens(stage.staged(tmp_path / "mission"))


def newest(made):
    return snapshot.load(made, made.store.latest())


def filters(shot, days=SUMMER, **change):
    return replace(Filters.from_query({k: [v] for k, v in days.items()}, shot.vocabulary).filters, **change)


def widget(shown, key):
    return next(w for kind in ("selectbox", "text_area", "text_input", "date_input", "multiselect", "toggle")
                for w in getattr(shown.app, kind) if w.key == key)  # fmt: skip


@pytest.mark.usefixtures("staged")
def test_threats_stand_before_incidents_and_the_steps_in_their_order():
    shown = open_page("evidence", SUMMER | {"evidence_area": KORO})
    words = ["Reprisals between communities", "2. Recorded incidents", "3. Base towns", "4. Tasks that answer: 2",
             "Civil Affairs", "5. Indicators and outputs: 2", "6. Last assessment: 2019Q3", "Communities talk",
             "7. Recommendation: 1", "Go to markets"]  # fmt: skip
    places = [shown.text.index(word) for word in words]
    assert places == sorted(places)
    assert "Judgement of JMAC, 20 Jun 2019, moderate confidence, valid until 31 Dec 2019" in shown.text
    assert "An older view of U2" not in shown.text
    assert "the absence of incidents is not the absence of need" in shown.text


def test_counts_are_those_of_the_data_layer(staged):
    shown, shot = open_page("evidence", SUMMER | {"evidence_area": KORO}), newest(staged)
    totals = summary.totals(shot.select(filters(shot, areas=(KORO,))))
    assert f"Recorded incidents {totals['incidents']} " in shown.text
    assert f"Reported deaths {totals['fatalities']} " in shown.text
    assert f"{totals['incidents']} recorded incidents" in shown.title


@pytest.mark.usefixtures("staged")
def test_the_global_area_counts_where_the_page_names_none():
    by_filter = open_page("evidence", SUMMER | {"area": KORO})
    own = open_page("evidence", SUMMER | {"evidence_area": KORO, "area": MOPTI})
    assert by_filter.title == own.title
    assert open_page("evidence", SUMMER | {"area": MOPTI}).title != own.title


def test_the_filters_areas_are_named_once_and_the_box_says_so(staged):
    areas = newest(staged).areas
    within = list(areas.loc[areas["parent_id"] == MOPTI, "area_id"])
    shown = open_page("evidence", SUMMER | {"area": [MOPTI, *within]})
    assert shown.title.startswith("Mopti, Jul–Sept 2019:")
    assert widget(shown, "evidence_area").format_func("") == "As filtered: Mopti"
    assert widget(open_page("evidence", SUMMER), "evidence_area").format_func("") == "All of Mali"
    (box,) = [w for w in shown.app.sidebar.multiselect if w.key == "filter_areas"]
    assert box.proto.select_all == 0  # who types Mopti must not be given every cercle in it


@pytest.mark.usefixtures("staged")
def test_of_a_task_its_areas_and_nothing_of_other_tasks():
    shown = open_page("evidence", SUMMER | {"evidence_task": "1.1"})
    assert shown.title.startswith("Koro and Bankass")
    assert "Good offices" not in shown.text


def test_more_rows_are_drawn_once_they_are_asked_for(tmp_path, opens):
    own = stage.frame("tasks")
    more = [own.tail(1).assign(task_id=f"3.{n}", title=f"Further task {n}") for n in range(6)]
    opens(stage.staged(tmp_path / "long", tasks=pd.concat([own, *more], ignore_index=True)))
    shown = open_page("evidence", SUMMER | {"evidence_area": KORO})
    assert "4. Tasks that answer: 8" in shown.text
    assert "Further task 2" in shown.text and "Further task 5" not in shown.text
    (fold,) = [e for e in shown.app.main.get("expander") if e.label == "3 more"]
    assert not fold.children
    shown.app.session_state["evidence_more_tasks"] = True
    assert "Further task 5" in ran(shown.app).text


@pytest.mark.usefixtures("staged")
def test_what_is_not_there_is_said_and_not_taken_for_none():
    shown = open_page("evidence", {"from": "2018-01-01", "to": "2018-03-31", "evidence_area": KORO})
    for said in ("does not say that there is no threat", "No task of a mandate in force", "No indicator or output",
                 "No outcome of these tasks was assessed", "No recommendation on these tasks"):  # fmt: skip
        assert said in shown.text
    assert "of later days exist and are not used" in shown.text


def test_activities_and_harm_stand_side_by_side_as_counted(staged):
    shown, shot = open_page("evidence", YEAR | {"evidence_part": "areas", "area": MOPTI}), newest(staged)
    table = sides.of(shot, filters(shot, YEAR, areas=(MOPTI,)))
    rows = {row[0]: row[1:] for row in shown.tables[0]}
    koro = table.set_index("area_id").loc[KORO]
    assert rows["Koro"][:4] == ["2", "0", "Civil Affairs 1/0; Police 1/0", formats.number(koro["incidents"])]
    assert rows["Koro"][4] == formats.number(koro["fatalities"])
    assert [row[0] for row in shown.tables[0]][:3] == ["Bandiagara", "Bankass", "Djenne"]
    assert "The absence of incidents is not the absence of need" in shown.text
    assert "neither explains the other" in shown.text
    harm = open_page("evidence", YEAR | {"evidence_part": "areas", "area": MOPTI, "evidence_sort": "harm"})
    assert harm.tables[0][0][0] == table.sort_values("fatalities")["name"].iloc[-1]


def test_an_operation_before_during_and_after(staged):
    shown, shot = open_page("evidence", OPERATIONS), newest(staged)
    assert "Operation Example: over on 31 Dec 2019" in shown.title
    for said in ("I Dialogue and engagement", "III Protective environment", "not assessed", "Signed by Chief of Staff",
                 "not every risk is assessed", "without Bankass", "not sent"):  # fmt: skip
        assert said in shown.text
    operation = shot.table("operations").set_index("operation_id", drop=False).loc[OPERATION]
    own = watch.of(shot, filters(shot, YEAR), operation, date(2019, 12, 31))
    sums = own.sums.set_index(["kind", "place"])
    row = next(r for t in shown.tables for r in t if r[0] == "Explosive devices in its areas")
    counted = sums.loc[(watch.EXPLOSIVES, watch.INSIDE)]
    assert row[2].split()[0] == formats.number(counted["during_incidents"])
    assert row[3].split()[0] == formats.number(counted["after_incidents"])
    assert "explosive devices in its areas" in shown.title
    # It ends on 31 August, its second four weeks on 8 September.
    assert own.span(watch.DURING).end == date(2019, 9, 8)
    for said in ("During, 15 Jul – 8 Sept 2019", "After, 9 Sept – 31 Dec 2019", "Before, 28 Jan – 14 Jul 2019, in four",
                 "Its last day was 31 Aug 2019; the four weeks that hold it run to 8 Sept 2019"):  # fmt: skip
        assert said in shown.text
    (grid,) = [body for body in shown.html if "lp-grid" in body]
    firsts = re.findall(r'<th title="[^"]*">([^<]*)</th>', grid)
    assert firsts[6:9] == ["15 Jul", "12 Aug", "9 Sept"] and len(set(firsts)) == len(firsts) == 13
    assert "does not say that the operation brought it about" in shown.text


@pytest.mark.usefixtures("staged")
def test_the_estimate_is_for_those_who_open_it_and_never_a_finding():
    shown = open_page("evidence", OPERATIONS)
    assert "Contribution, not attribution" in shown.text
    assert "conclude" not in shown.text
    widget(shown, "evidence_effect").set_value(True)
    opened = ran(shown.app)
    assert "Cannot conclude" in opened.text
    rows = {row[0]: row[1] for table in opened.tables for row in table}
    few = r"\d of [2-9] groups gave as large a change; so few say nothing \(19 are needed\)"
    assert re.fullmatch(few, rows["Other areas, where no operation was"])
    assert rows["The same areas before it"] == "none can be looked at (19 are needed)"
    assert "conclude" not in opened.title
    for key in ("briefing", "incidents"):
        assert "ontribution" not in open_page(key, YEAR).text


def test_a_risk_is_recorded_as_a_version_and_the_page_says_so(staged):
    shown = open_page("evidence", OPERATIONS)
    widget(shown, "evidence_risk").set_value("humanitarian_access")
    shown = ran(shown.app)
    form = f"evidence_risk_{OPERATION}_humanitarian_access_0"
    widget(shown, f"{form}_likelihood").set_value("medium")
    widget(shown, f"{form}_consequence").set_value("high")
    widget(shown, f"{form}_mitigation").set_value("No use of the same days")
    next(b for b in shown.app.button if b.key == f"{form}_go").click()
    shown = ran(shown.app)
    assert "Saved: Risk assessed" in shown.text
    stored = staged.store.read("harm_assessments", staged.store.latest())
    row = stored.set_index("risk").loc["humanitarian_access"]
    assert (row["likelihood"], row["mitigation"]) == ("medium", "No use of the same days")
    assert len(stored) == 3


def test_a_serious_risk_without_mitigation_is_refused_in_words(staged):
    shown = open_page("evidence", OPERATIONS)
    form = f"evidence_risk_{OPERATION}_reprisals_0"
    widget(shown, f"{form}_mitigation").set_value("")
    next(b for b in shown.app.button if b.key == f"{form}_go").click()
    shown = ran(shown.app)
    assert "mitigation" in shown.text and "Not saved" in shown.text
    assert staged.store.latest() == 2


@pytest.mark.usefixtures("staged")
def test_an_older_version_cannot_be_changed():
    shown = open_page("evidence", OPERATIONS | {"at": "1"})
    assert not [b for b in shown.app.button if str(b.key).startswith("evidence_")]


def test_texts_of_the_data_are_never_markup(tmp_path, opens):
    operations, threats = stage.frame("operations"), stage.frame("assessed_threats")
    opens(stage.staged(
        tmp_path / "hostile",
        operations=operations.assign(title=HOSTILE, aim=HOSTILE, decision_reason=HOSTILE, signed_by_post=HOSTILE),
        assessed_threats=threats.assign(judgement=HOSTILE, section=HOSTILE),
        recommendations=stage.frame("recommendations").assign(title=HOSTILE, owner_post=HOSTILE),
        activities=stage.frame("activities").assign(section=HOSTILE),
    ))  # fmt: skip
    for query in ({"evidence_area": KORO}, {"evidence_part": "operations"}, {"evidence_part": "areas"}):
        shown = open_page("evidence", YEAR | query)
        assert any("&lt;img" in body for body in shown.html)
        assert not any("<img src=x" in body for body in shown.html)


def test_a_mission_of_incidents_only_has_its_page(incidents_only):
    assert incidents_only
    for part in ("chain", "areas", "operations"):
        assert open_page("evidence", {"evidence_part": part}).title


def test_a_new_mission_says_what_to_do(new_mission, opens):
    opens(new_mission)
    shown = open_page("evidence")
    assert shown.title == "No incidents yet" and shown.links
