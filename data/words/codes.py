"""What the codes of the mandate's tables mean, for people."""

from functools import lru_cache

from data.i18n import LANGUAGES, _, language


def code(column: str, value: object) -> str:
    """A code of a column in words; itself where it has none, a dash where it is unknown."""
    if not isinstance(value, str) or not value:
        return "–"
    return _names(language()).get(column, {}).get(value, value)


def codes(column: str, values: tuple[str, ...]) -> str:
    """Several codes in words, joined; a dash where there are none."""
    return ", ".join(code(column, value) for value in values) or "–"


@lru_cache(maxsize=len(LANGUAGES))
def _names(_language: str) -> dict[str, dict[str, str]]:
    """By column, in the language of the run."""
    return {
        "role": {"lead": _("Leads"), "support": _("Supports"), "good_offices": _("Good offices")},
        "importance": {"essential": _("Essential"), "important": _("Important"), "desirable": _("Desirable")},
        "resources": {"secured": _("Secured"), "partly": _("Partly secured"), "none": _("Not secured")},
        "framework": {
            "political_strategy": _("Political strategy"),
            "plan_for_area": _("Plan for an area"),
            "protection": _("Protection of civilians strategy"),
            "integrated_framework": _("Integrated Strategic Framework"),
            "other": _("Other"),
        },
        "direction": {"increase": _("should rise"), "decrease": _("should fall"), "maintain": _("should stay")},
        "sex": {"female": _("Women and girls"), "male": _("Men and boys")},
        "activity_state": {"planned": _("Planned"), "done": _("Done"), "cancelled": _("Cancelled")},
        "action": {
            "mlt_decision": _("Decision of the Mission Leadership Team"),
            "reform": _("Reform"),
            "alert_follow_up": _("Follow-up of an alert"),
            "recommendation": _("Recommendation"),
        },
        "action_state": {
            "open": _("Open"),
            "in_progress": _("In progress"),
            "done": _("Done"),
            "dropped": _("Dropped"),
        },
        "entry": {
            "mandate_renewal": _("Mandate renewal"),
            "mlt_meeting": _("Meeting of the Mission Leadership Team"),
            "sg_report": _("Report of the Secretary-General"),
            "cpas_quarter": _("CPAS quarter"),
            "budget_submission": _("Budget submission"),
            "performance_report": _("Performance report"),
            "other": _("Other"),
        },
        "dimension": {"knowledge": _("Knowledge"), "attitudes": _("Attitudes"), "behaviour": _("Behaviour")},
        "criterion": {"relevance": _("Relevance"), "extent": _("Extent"), "duration": _("Duration")},
        "confidence": {"low": _("Low"), "moderate": _("Moderate"), "high": _("High")},
        "recommendation": {
            "scale_up": _("Scale up"),
            "maintain": _("Maintain"),
            "adapt": _("Adapt"),
            "end": _("End"),
        },
        "recommendation_state": {
            "open": _("Open"),
            "carried_out": _("Carried out"),
            "not_carried_out": _("Not carried out"),
        },
        "tier": {
            "dialogue": _("I Dialogue and engagement"),
            "physical_protection": _("II Physical protection"),
            "protective_environment": _("III Protective environment"),
        },
        "risk": {
            "reprisals": _("Reprisals"),
            "explosive_devices": _("Explosive devices"),
            "humanitarian_access": _("Humanitarian access"),
            "community_tension": _("Tension between communities"),
            "other": _("Other"),
        },
        "level": {"low": _("Low"), "medium": _("Medium"), "high": _("High")},
        "decision": {"go": _("Go"), "adapt": _("Adapt"), "forego": _("Forego")},
    }
