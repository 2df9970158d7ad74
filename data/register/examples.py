"""The example row of each table of the register: marked illustrative where it can be, and never imported."""

import pandas as pd

from data.tables import TABLES

TITLE = "Example, to be written over"
EXAMPLES: dict[str, dict[str, object]] = {
    "mandates": {
        "mandate_id": "example-resolution", "title": TITLE, "adopted": "2000-06-28", "expires": "2001-06-30",
        "source": "Document where the text was read",
    },
    "priorities": {
        "priority_id": "example-priority", "mandate_id": "example-resolution", "rank": 1, "title": TITLE,
    },
    "frameworks": {
        "framework_id": "example-framework", "title": TITLE, "kind": "political_strategy", "led_by": "A government",
        "shared_with": "Country team; an office", "starts": "2000-07-01", "ends": "2001-06-30", "illustrative": True,
    },
    "field_offices": {
        "office_id": "example-office", "name": TITLE, "base_id": "the id or name of a base",
        "area_ids": "ids or names of areas; another", "head_post": "Head of Office", "illustrative": True,
    },
    "tasks": {
        "task_id": "example-task", "mandate_id": "example-resolution", "priority_id": "example-priority",
        "title": TITLE, "paragraph": "28 (a)", "paragraph_verified": False, "role": "support",
        "counterpart": "A ministry", "lead_component": "civilian", "lead_section": "Civil Affairs",
        "supporting_sections": "Human Rights; Police", "area_ids": "ids or names of areas; another",
        "office_ids": "example-office", "framework_ids": "example-framework", "importance": "essential",
        "resources": "partly", "resources_note": "What is lacking", "starts": "2000-07-01", "due": "2001-03-31",
        "status": "at_risk", "status_reason": "Why", "assessed_on": "2000-12-31", "progress": 0.4,
        "progress_basis": "Committees at work, of those planned", "illustrative": True,
    },
    "rbb_components": {
        "rbb_component_id": "example-component", "budget_year": "2000/01", "title": TITLE,
        "objective": "What it contributes to", "source": "Budget document", "illustrative": True,
    },
    "accomplishments": {
        "accomplishment_id": "example-accomplishment", "rbb_component_id": "example-component", "number": "1.1",
        "title": TITLE, "illustrative": True,
    },
    "indicators": {
        "indicator_id": "example-indicator", "accomplishment_id": "example-accomplishment", "task_ids": "example-task",
        "number": "1.1.1", "title": TITLE, "unit": "committees", "direction": "increase", "reading": "level",
        "path": "linear", "baseline": 0, "baseline_on": "2000-07-01", "target": 12.5, "target_on": "2001-06-30",
        "every_days": 90, "verification": "Reports of offices", "owner_post": "Head of section", "illustrative": True,
    },
    "outputs": {
        "output_id": "example-output", "accomplishment_id": "example-accomplishment", "task_ids": "example-task",
        "number": "1.1.1", "title": TITLE, "unit": "workshops", "planned": 24, "starts": "2000-07-01",
        "due": "2001-06-30", "section": "Civil Affairs", "illustrative": True,
    },
    "measurements": {
        "measurement_id": "example-measurement", "indicator_id": "example-indicator", "measured_on": "2000-09-30",
        "value": 3, "source": "Report of an office", "remark": "Why actual departs from planned", "illustrative": True,
    },
    "operations": {
        "operation_id": "example-operation", "title": TITLE, "aim": "What should be other after it",
        "starts": "2000-10-01", "ends": "2000-10-31", "area_ids": "ids or names of areas; another",
        "task_ids": "example-task", "component_types": "military; police; civilian",
        "tiers": "dialogue; physical_protection", "lead_post": "A post", "decision": "adapt",
        "decision_reason": "Why", "signed_by_post": "A post", "signed_on": "2000-09-20", "illustrative": True,
    },
    "harm_assessments": {
        "operation_id": "example-operation", "risk": "reprisals", "likelihood": "medium", "consequence": "high",
        "basis": "What the judgement rests on", "mitigation": "What is done about it", "remains": "low",
        "section": "Protection of civilians", "assessed_on": "2000-09-15", "illustrative": True,
    },
    "advance_notes": {
        "operation_id": "example-operation", "receiver": "OCHA", "area_ids": "ids or names of areas; another",
        "sent_on": "2000-09-17", "acknowledged_on": "2000-09-18", "sent_by_post": "A post", "illustrative": True,
    },
    "activities": {
        "activity_id": "example-activity", "activity_date": "2000-10-05", "date_end": "2000-10-07", "title": TITLE,
        "state": "done", "section": "Civil Affairs", "component_type": "civilian", "office_id": "example-office",
        "area_id": "the id or name of an area", "task_ids": "example-task", "output_id": "example-output",
        "quantity": 2, "unit": "workshops", "source": "Report of an office", "illustrative": True,
    },
    "actions": {
        "action_id": "example-action", "kind": "mlt_decision", "title": TITLE, "owner_post": "A post",
        "decided_on": "2000-10-10", "due": "2000-12-31", "state": "open", "task_ids": "example-task",
        "illustrative": True,
    },
    "prioritisations": {
        "prioritisation_id": "example-prioritisation", "task_id": "example-task", "importance": "essential",
        "decided_by_post": "Mission Leadership Team", "decided_on": "2000-10-10", "why": "Why",
        "stops": "What stops or is delayed for it", "told": "Posts and partners; another", "illustrative": True,
    },
    "calendar": {
        "entry_id": "example-entry", "kind": "sg_report", "title": TITLE, "day": "2000-12-20", "owner_post": "A post",
        "state": "open", "source": "Who says so", "illustrative": True,
    },
    "quarters": {
        "quarter": "2000Q1", "remark": TITLE, "illustrative": True,
    },
    "context_notes": {
        "note_id": "example-note", "quarter": "2000Q1", "office_id": "example-office",
        "actors": "Who matters now: people and institutions", "drivers": "What drives the conflict now",
        "written_by_post": "A post", "written_on": "2000-01-15", "illustrative": True,
    },
    "outcomes": {
        "outcome_id": "example-outcome", "title": TITLE, "whom": "Institutions and groups to influence",
        "task_ids": "example-task", "illustrative": True,
    },
    "assessments": {
        "assessment_id": "example-assessment", "quarter": "2000Q1", "outcome_id": "example-outcome",
        "office_id": "example-office", "dimension": "attitudes",
        "evidence": "What the judgement rests on", "confidence": "moderate", "assessed_by": "A section",
        "assessed_on": "2000-03-31", "illustrative": True,
    },
    "recommendations": {
        "recommendation_id": "example-recommendation", "quarter": "2000Q1", "outcome_id": "example-outcome",
        "task_ids": "example-task", "recommendation": "adapt", "title": TITLE, "reason": "Why",
        "owner_post": "A post", "due": "2000-06-30", "state": "open", "illustrative": True,
    },
    "assessed_threats": {
        "area_id": "example-area", "section": "JMAC", "judgement": TITLE, "assessed_on": "2000-01-15",
        "confidence": "moderate", "valid_until": "2000-06-30",
    },
}  # fmt: skip


def is_example(table: str, texts: pd.DataFrame) -> pd.Series:
    """True for rows of text that are the template's example, told by their key."""
    own = EXAMPLES.get(table)
    key = TABLES[table].key
    if not own or not set(key) <= set(texts):
        return pd.Series(False, index=texts.index)
    same = [texts[name].str.startswith(str(own[name])) for name in key]  # a day may come with a time of day
    return pd.concat(same, axis=1).all(axis=1)
