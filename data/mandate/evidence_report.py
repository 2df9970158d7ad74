"""The chain of evidence as one JSON document, with what it was made from."""

from data.i18n import _
from data.incidents import change, summary
from data.incidents.change import Change
from data.mandate import items as shapes
from data.mandate import records
from data.mandate.evidence import Chain

THREATS = ["area_id", "section", "judgement", "assessed_on", "confidence", "valid_until"]
BASES = ["base_id", "name", "component_type", "functions", "inside", "incidents", "illustrative"]
TASKS = [
    "task_id", "title", "mandate_id", "priority_id", "lead_component", "lead_section", "supporting_sections", "basis",
    "in_areas", "status", "status_reason", "illustrative",
]  # fmt: skip
INDICATORS = [
    "item_id", "title", "unit", "baseline", "target", "target_on", "value", "measured_on", "planned", "course",
    "reason", "late", "illustrative",
]  # fmt: skip
ASSESSMENTS = [
    "assessment_id", "quarter", "outcome_id", "office_id", "dimension", "relevance", "extent", "duration", "evidence",
    "confidence", "assessed_by", "assessed_on", "illustrative",
]  # fmt: skip
RECOMMENDATIONS = [
    "recommendation_id", "quarter", "outcome_id", "office_id", "task_ids", "recommendation", "title", "owner_post",
    "due", "state", "illustrative",
]  # fmt: skip


def document(chain: Chain) -> dict:
    """Every link of the chain, in its order."""
    items = chain.indicators
    indicators, outputs = (items[items["kind"] == kind] for kind in (shapes.INDICATOR, shapes.OUTPUT))
    return {
        "mission": chain.snapshot.settings.name,
        "version": chain.snapshot.number,
        "as_of": chain.day.isoformat(),
        "areas": list(chain.area_ids),
        "task": chain.task_id or None,
        "mark": chain.snapshot.settings.mark(chain.filters.source),
        "assessed_threats": records.of(chain.threats, THREATS),
        "incidents": _incidents(chain),
        "bases": records.of(chain.bases, BASES, ("component_type", "functions")),
        "tasks": records.of(chain.tasks, TASKS, ("in_areas", "supporting_sections")),
        "indicators": records.of(indicators, INDICATORS),
        "outputs": records.of(outputs, INDICATORS),
        "assessments": records.of(chain.assessments, ASSESSMENTS),
        "recommendations": records.of(chain.recommendations, RECOMMENDATIONS, ("task_ids",)),
        "words": _("Recorded incidents are not threats; the absence of incidents is not the absence of need."),
    }


def _incidents(chain: Chain) -> dict:
    """Counts of the period, their precision, and each against the period before and a year earlier."""
    filters = chain.counted
    spans = dict(zip(("before", "year_earlier"), change.comparisons(filters), strict=True))
    return {
        "source": filters.source,
        "from": filters.start.isoformat(),
        "to": filters.end.isoformat(),
        **summary.totals(chain.incidents),
        "by_precision": {str(p): count for p, count in summary.by_precision(chain.incidents).items()},
        "within_reach": chain.reached.covered["incidents"],
        "reach": chain.reached.words,
        "compared": {
            measure: {
                name: {"from": span.start.isoformat(), "to": span.end.isoformat(), **_change(own)}
                for (name, span), own in zip(spans.items(), both, strict=True)
            }
            for measure, both in chain.changes.items()
        },
    }


def _change(own: Change) -> dict:
    """What may be stated of a change: no share where one event makes it."""
    return {
        "count": own.before,
        "share": None if own.decisive else own.share,
        "one_event_decides": own.decisive is not None,
    }
