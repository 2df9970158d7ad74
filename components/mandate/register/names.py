"""The register's tables, columns and codes for people."""

from components.mandate import words
from data.i18n import _
from data.incidents import types
from data.register.columns import Column
from data.tables import TABLES
from data.words import palette

# Where the words of a column's codes have another name than the column.
WORDS = {
    ("frameworks", "kind"): "framework", ("activities", "state"): "activity_state", ("actions", "kind"): "action",
    ("actions", "state"): "action_state", ("calendar", "kind"): "entry", ("calendar", "state"): "action_state",
    ("operations", "tiers"): "tier", ("recommendations", "state"): "recommendation_state",
    ("harm_assessments", "likelihood"): "level", ("harm_assessments", "consequence"): "level",
    ("harm_assessments", "remains"): "level",
}  # fmt: skip
COMPONENTS = ("lead_component", "component_type", "component_types")


def table_name(table: str) -> str:
    """A table for people."""
    names = {
        "mandates": _("Mandates"),
        "priorities": _("Strategic priorities"),
        "frameworks": _("Strategies and plans"),
        "field_offices": _("Field offices"),
        "tasks": _("Tasks"),
        "rbb_components": _("Budget: components"),
        "accomplishments": _("Budget: expected accomplishments"),
        "indicators": _("Budget: indicators of achievement"),
        "outputs": _("Budget: outputs"),
        "measurements": _("Measurements"),
        "operations": _("Operations"),
        "harm_assessments": _("Operations: harm assessments"),
        "advance_notes": _("Operations: advance notes"),
        "activities": _("Activities"),
        "actions": _("Decisions and follow-up"),
        "prioritisations": _("Prioritisations"),
        "calendar": _("Calendar"),
        "quarters": _("CPAS: quarters"),
        "context_notes": _("CPAS: context notes"),
        "outcomes": _("CPAS: outcomes"),
        "assessments": _("CPAS: assessments"),
        "recommendations": _("CPAS: recommendations"),
        "assessed_threats": _("Assessed threats"),
    }
    return names[table]


def short(table: str, column: str) -> str:
    """A column's name for people, the same over the list and in the form; made of its name in the workbook."""
    key = TABLES[table].key
    if key == (column,) and column.endswith("_id"):
        return _("Key")
    if told := _shorter().get(column):
        return told
    single = column.removesuffix("_ids").removesuffix("_id").replace("_", " ")
    return _(single[:1].upper() + single[1:] + ("s" if column.endswith("_ids") else ""))


def _shorter() -> dict[str, str]:
    """Columns whose names read badly as they are; made anew for the language of the run."""
    return {
        "parent_id": _("Task above"),
        "priority_id": _("Strategic priority"),
        "lead_component": _("Lead component type"),
        "rbb_component_id": _("Budget component"),
        "accomplishment_id": _("Expected accomplishment"),
        "office_id": _("Field office"),
        "office_ids": _("Field offices"),
        "framework_ids": _("Strategies and plans"),
        "after": _("Comes after"),
        "starts": _("First day"),
        "ends": _("Last day"),
        "date_end": _("Last day"),
        "activity_date": _("Day"),
        "reading": _("Level or sum"),
        "path": _("Path to the target"),
        "baseline_on": _("Day of the baseline"),
        "target_on": _("Day of the target"),
        "every_days": _("Measured every (days)"),
        "owner_post": _("Owner (post)"),
        "head_post": _("Head (post)"),
        "lead_post": _("Leader (post)"),
        "decided_by_post": _("Decided by (post)"),
        "signed_by_post": _("Signed by (post)"),
        "sent_by_post": _("Sent by (post)"),
        "written_by_post": _("Written by (post)"),
        "measured_on": _("Day of the value"),
        "reported_on": _("Day of the report"),
        "remains": _("Risk that remains"),
        "force_unit": _("Unit or asset needed"),
        "stops": _("What stops"),
        "stops_task_ids": _("Tasks that stop"),
        "told": _("Who is told"),
        "before_id": _("Step before"),
        "whom": _("Whom to influence"),
    }


def code(table: str, column: Column, value: str) -> str:
    """A code of a column for people."""
    if column.name in COMPONENTS:
        return palette.component_name(value)
    if column.name == "event_types":
        return types.label(value)
    if column.name == "status":
        return palette.status_name(value)
    told = words.code(WORDS.get((table, column.name), column.name), value)
    return told if told != value or value.isupper() else value.replace("_", " ").capitalize()
