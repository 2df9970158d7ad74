"""What each edition for outside holds where `mission.toml` says nothing else: a list of views, and of columns."""

from collections.abc import Mapping

from data.editions.edition import PARTNERS, STATE

Lists = Mapping[str, tuple[str, ...]]

# Never outside, whatever mission.toml says: what tells of a witness, a victim or who spoke.
NEVER = frozenset({"notes", "reported_by", "protected"})
# What a mission may open or close. What is not here (operations, requests, scenarios, plans, humanitarian presence,
# doubtful and matching events, imports) is in no edition for outside.
VIEWS = (
    "briefing", "incidents", "footprint", "mandate/tasks", "mandate/progress", "mandate/cpas", "mandate/budget",
    "evidence/chain", "evidence/areas",
)  # fmt: skip
_COUNTS = ("area_id", "name", "level", "incidents", "fatalities", "exact", "near", "region")
_TASK = ("task_id", "title", "parent_id", "depth", "lead_component", "lead", "starts", "due", "late", "status",
         "progress", "share")  # fmt: skip
_TARGET = ("kind", "item_id", "number", "title", "unit", "baseline", "target", "target_on", "planned_then", "value",
           "measured_on", "course")  # fmt: skip
_BUDGET = ("rbb_component", "accomplishment", "kind", "title", "unit", "planned", "actual", "as_of", "remark")
_SG = ("priority", "task", "indicator", "unit", "baseline", "target", "actual", "as_of", "assessment")
OUTSIDE_VIEWS: dict[str, tuple[str, ...]] = {
    PARTNERS: ("briefing", "incidents", "footprint", "mandate/tasks", "mandate/progress", "evidence/areas"),
    STATE: ("incidents", "mandate/tasks"),
}
OUTSIDE_COLUMNS: dict[str, Lists] = {
    PARTNERS: {
        "figures": ("incidents", "fatalities", "targeting_civilians", "precision", "areas_affected", "reach", "towns",
                    "status", "course"),
        "charts": ("months", "types", "status"),
        "incidents": ("event_id", "source", "event_date", "date_end", "date_precision", "event_type",
                      "civilian_targeting", "fatalities_best", "fatalities_low", "fatalities_high", "country", "admin1",
                      "admin2", "area1_id", "area2_id", "location", "latitude", "longitude", "geo_precision",
                      "revised_at"),
        "areas": _COUNTS,
        "types": ("name", "incidents", "fatalities"),
        "worst": ("name", "incidents", "before", "difference", "fatalities"),
        "changes": ("area_id", "name", "now", "norm", "norm_periods", "share", "change", "flags"),
        "compared": (*_COUNTS, *(f"{name}_before" for name in _COUNTS[3:]), "incidents_difference",
                     "fatalities_difference"),
        "coverage": ("area_id", "name", "month", "incidents", "known"),
        "outside": ("name", "incidents", "all", "fatalities"),
        "reach": ("km", "incidents", "incidents_share", "fatalities", "fatalities_share", "targeting_civilians",
                  "fatalities_targeting_civilians"),
        "bases": ("base_id", "name", "type", "status", "latitude", "longitude", "component_type", "components",
                  "source", "illustrative", "near"),
        "tasks": _TASK,
        "progress": _TARGET,
        # What is planned, and by which section, would tell of operations that are still to come.
        "evidence_areas": ("area_id", "name", "done", "incidents", "fatalities", "targeting_civilians", "gaps"),
        "report_sg": _SG,
    },
    STATE: {
        "figures": ("incidents", "fatalities", "targeting_civilians", "precision", "status"),
        "charts": ("months", "types", "status"),
        "areas": _COUNTS,
        "types": ("name", "incidents", "fatalities"),
        "tasks": _TASK,
        "report_budget": _BUDGET,
        "report_sg": _SG,
    },
}  # fmt: skip
# Tables that no edition for outside holds by itself, but that a mission may open.
MORE_TABLES = ("assessed_threats", "decisions", "due", "assessments", "recommendations", "functions", "targeting",
               "dyads", "report_cpas")  # fmt: skip
TABLES = (*dict.fromkeys(name for lists in OUTSIDE_COLUMNS.values() for name in lists), *MORE_TABLES)
