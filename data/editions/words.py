"""Editions, views and parts for people."""

from collections.abc import Iterable

from data.editions.edition import INTERNAL_KEY, PARTNERS, STATE
from data.i18n import _


def name(key: str) -> str:
    """Whom an edition is for."""
    return {
        INTERNAL_KEY: _("Mission internal"),
        PARTNERS: _("Country team and OCHA"),
        STATE: _("Host State and Council"),
    }[key]


def view(code: str) -> str:
    """A view, or a part of it, by its code in a list of views."""
    names = {
        "briefing": _("Briefing"),
        "incidents": _("Incidents"),
        "footprint": _("Footprint"),
        "workshop": _("Workshop"),
        "mandate": _("Mandate"),
        "evidence": _("Evidence"),
        "tasks": _("tasks"),
        "progress": _("progress"),
        "plan": _("plan"),
        "cpas": _("assessment"),
        "budget": _("budget"),
        "chain": _("chain"),
        "areas": _("across areas"),
        "operations": _("operations"),
    }
    return ": ".join(names.get(part, part) for part in code.split("/") if part)


def part(code: str) -> str:
    """What a list of columns is of."""
    names = {
        "figures": _("Figures"),
        "charts": _("Charts"),
        "incidents": _("Incidents"),
        "areas": _("Incidents by area"),
        "types": _("Incidents by type"),
        "worst": _("Where incidents rose most"),
        "changes": _("What changed, by area"),
        "compared": _("Two periods compared"),
        "coverage": _("Coverage by area and month"),
        "outside": _("What lies outside reach"),
        "reach": _("Reach by distance"),
        "functions": _("Functions in reach"),
        "bases": _("Base towns"),
        "tasks": _("Tasks"),
        "progress": _("Indicators and outputs"),
        "evidence_areas": _("Across areas"),
        "assessed_threats": _("Assessed threats"),
        "decisions": _("Decisions asked"),
        "due": _("What is due"),
        "assessments": _("Assessments"),
        "recommendations": _("Recommendations"),
        "targeting": _("Who targets civilians"),
        "dyads": _("Who fights whom"),
        "report_budget": _("Budget performance table"),
        "report_cpas": _("CPAS quarter sheet"),
        "report_sg": _("Annex to the Secretary-General’s report"),
    }
    return names.get(code, code)


def listed(columns: Iterable[str]) -> str:
    """Names of columns or figures as people read them."""
    return ", ".join(one.replace("_", " ") for one in columns)
