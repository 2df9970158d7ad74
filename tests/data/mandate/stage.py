"""A copy of the example with a small register of its own: what happens around one operation. All of it is invented."""

import shutil

import pandas as pd

from data import mission
from data.tables import TABLES

MOPTI, SEGOU, GAO = "ex:ML-MO", "ex:ML-SG", "ex:ML-GA"
KORO, BANKASS, DOUENTZA = "ex:ML-MO-KORO", "ex:ML-MO-BANKASS", "ex:ML-MO-DOUENTZA"
OPERATION = "op-1"
ROWS = {
    "mandates": [{"mandate_id": "2480", "title": "Resolution 2480", "adopted": "2019-06-28", "expires": "2020-06-30"}],
    "tasks": [
        {"task_id": "1", "mandate_id": "2480", "title": "Protect civilians", "status": "no_data", "area_ids": MOPTI},
        {
            "task_id": "1.1", "mandate_id": "2480", "parent_id": "1", "title": "Early warning", "status": "on_course",
            "area_ids": f"{KORO}; {BANKASS}", "lead_section": "Civil Affairs", "lead_component": "civilian",
            "supporting_sections": "POC; Police", "event_types": "against_civilians",
        },
        {"task_id": "1.2", "mandate_id": "2480", "parent_id": "1", "title": "Patrols", "status": "no_data",
         "area_ids": DOUENTZA, "lead_section": "Force", "lead_component": "military"},
        {"task_id": "2", "mandate_id": "2480", "title": "Good offices", "status": "no_data"},
    ],
    "assessed_threats": [
        {"area_id": MOPTI, "section": "JMAC", "judgement": "Reprisals between communities are likely to go on.",
         "assessed_on": "2019-06-20", "confidence": "moderate", "valid_until": "2019-12-31"},
        {"area_id": KORO, "section": "U2", "judgement": "An older view of U2.", "assessed_on": "2019-03-01",
         "confidence": "high", "valid_until": "2019-05-31"},
    ],
    "field_offices": [
        {"office_id": "fo-mopti", "name": "Mopti", "area_ids": MOPTI},
        {"office_id": "fo-gao", "name": "Gao", "area_ids": GAO},
    ],
    "activities": [
        {"activity_id": "a1", "activity_date": "2019-08-05", "title": "Dialogue", "state": "done", "section":
         "Civil Affairs", "area_id": KORO, "task_ids": "1.1"},
        {"activity_id": "a2", "activity_date": "2019-09-10", "title": "Dialogue", "state": "planned", "section":
         "Civil Affairs", "area_id": MOPTI, "task_ids": "1.1"},
        {"activity_id": "a3", "activity_date": "2019-09-11", "title": "Visit", "state": "cancelled", "section":
         "Police", "area_id": GAO, "task_ids": "2"},
        {"activity_id": "a4", "activity_date": "2019-07-20", "title": "Visit", "state": "done", "section": "Police"},
        {"activity_id": "a5", "activity_date": "2019-10-20", "title": "Visit", "state": "done", "section": "Police",
         "area_id": KORO},
    ],
    "indicators": [
        {"indicator_id": "i1", "task_ids": "1.1", "title": "Alerts answered", "unit": "per cent", "direction":
         "increase", "reading": "level", "path": "linear", "baseline": 0, "baseline_on": "2019-06-30", "target": 100,
         "target_on": "2020-06-30"},
        {"indicator_id": "i2", "task_ids": "2", "title": "Meetings", "unit": "meetings", "direction": "increase",
         "reading": "sum", "path": "linear", "baseline": 0, "baseline_on": "2019-06-30", "target": 10, "target_on":
         "2020-06-30"},
    ],
    "measurements": [
        {"measurement_id": "m1", "indicator_id": "i1", "measured_on": "2019-08-31", "value": 30},
        {"measurement_id": "m2", "indicator_id": "i1", "measured_on": "2019-11-30", "value": 70},
    ],
    "outcomes": [{"outcome_id": "o1", "title": "Communities talk", "whom": "Elders", "task_ids": "1.1"}],
    "assessments": [
        {"assessment_id": f"s{n}", "quarter": quarter, "outcome_id": "o1", "office_id": office, "dimension":
         "attitudes", "relevance": "3", "extent": "2", "evidence": "Visits", "confidence": "moderate",
         "assessed_on": day}
        for n, (quarter, office, day) in enumerate([
            ("2019Q2", "fo-mopti", "2019-07-05"), ("2019Q3", "fo-mopti", "2019-09-28"),
            ("2019Q3", "fo-gao", "2019-09-28"), ("2019Q4", "fo-mopti", "2020-01-05"),
        ])
    ],
    "recommendations": [
        {"recommendation_id": "r1", "quarter": "2019Q3", "outcome_id": "o1", "office_id": "fo-mopti", "recommendation":
         "adapt", "title": "Go to markets", "owner_post": "Head of Civil Affairs", "state": "carried_out",
         "carried_out_on": "2019-11-01", "due": "2019-12-01"},
        {"recommendation_id": "r2", "quarter": "2019Q4", "outcome_id": "o1", "recommendation": "maintain", "title":
         "Go on", "owner_post": "Head of Civil Affairs", "state": "open"},
    ],
    "operations": [
        {"operation_id": OPERATION, "title": "Operation Example", "aim": "Deter attacks", "starts": "2019-07-15",
         "ends": "2019-08-31", "area_ids": f"{KORO}; {BANKASS}", "task_ids": "1.1", "component_types":
         "military; police; civilian", "tiers": "dialogue; physical_protection; protective_environment", "decision":
         "adapt", "decision_reason": "No road is searched by night.", "signed_by_post": "Chief of Staff", "signed_on":
         "2019-07-10"},
        {"operation_id": "op-2", "title": "Operation Next", "starts": "2020-02-01", "area_ids": GAO},
    ],
    "harm_assessments": [
        {"operation_id": OPERATION, "risk": "explosive_devices", "likelihood": "high", "consequence": "high", "basis":
         "Incidents of the year", "mitigation": "Other routes", "remains": "medium", "section": "POC", "assessed_on":
         "2019-07-08"},
        {"operation_id": OPERATION, "risk": "reprisals", "likelihood": "medium", "consequence": "high", "mitigation":
         "Presence after", "remains": "medium", "section": "POC", "assessed_on": "2019-07-08"},
    ],
    "advance_notes": [
        {"operation_id": OPERATION, "receiver": "OCHA", "area_ids": KORO, "sent_on": "2019-07-11", "acknowledged_on":
         "2019-07-12", "sent_by_post": "Chief, Strategic Planning Unit"},
    ],
}  # fmt: skip


def frame(table):
    """The rows of a table under its own types."""
    model = TABLES[table].model
    rows = pd.DataFrame(ROWS[table])
    days = [field.name for field in model.arrow() if str(field.type).startswith("date") and field.name in rows]
    shaped = model.shape(rows.assign(**{name: pd.to_datetime(rows[name]) for name in days}))
    return model.validate(shaped)


def staged(folder, **change):
    """A mission in `folder`: the example, with these rows in place of its register; `change` gives tables anew."""
    shutil.copytree(mission.EXAMPLE, folder, dirs_exist_ok=True)
    made = mission.load(folder)
    tables = {name: frame(name) for name in ROWS} | change
    made.store.commit(lambda _base: tables, who="test", what="a register", settings=made.settings_text)
    return made
