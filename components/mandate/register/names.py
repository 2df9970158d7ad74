"""The register's tables, columns and codes for people."""

from components import palette
from components.mandate import words
from data.i18n import _
from data.incidents import types
from data.register.columns import Column

# Where the words of a column's codes have another name than the column.
WORDS = {
    ("frameworks", "kind"): "framework", ("activities", "state"): "activity_state", ("actions", "kind"): "action",
    ("actions", "state"): "action_state", ("calendar", "kind"): "entry", ("calendar", "state"): "action_state",
    ("operations", "tiers"): "tier", ("recommendations", "state"): "recommendation_state",
    ("harm_assessments", "likelihood"): "level", ("harm_assessments", "consequence"): "level",
    ("harm_assessments", "remains"): "level",
}  # fmt: skip
COMPONENTS = ("lead_component", "component_type", "component_types")
LONGEST_LABEL = 70


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


def label(column: Column) -> str:
    """A column for people: what it means, with a mark where it is needed."""
    meaning = column.meaning if len(column.meaning) <= LONGEST_LABEL else column.meaning[:LONGEST_LABEL] + "…"
    return f"{meaning} *" if column.required else meaning


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
