"""Operations as JSON: what was done before each, what was recorded since, and for analysts the estimate."""

from dataclasses import asdict
from datetime import date

import pandas as pd

from data.filters import Filters
from data.i18n import _
from data.mandate import operations, records, watch
from data.mandate.effect import panel
from data.mandate.watch import Watch
from data.schema import split
from data.snapshot import Snapshot

HARM = ["risk", "likelihood", "consequence", "basis", "mitigation", "remains", "section", "assessed_on"]
NOTES = ["receiver", "sent_on", "acknowledged_on", "lead_days", "untold", "sent_by_post", "remark"]
PERIODS = ["kind", "place", "number", "first", "last", "phase", "incidents", "fatalities", "year_earlier", "settled"]


def documents(snapshot: Snapshot, filters: Filters, with_effect: bool) -> list[dict]:
    """Every operation that touches the filters' areas, the latest begun first, as of the period's last day."""
    found = operations.touching(snapshot.table("operations"), filters.areas, snapshot.areas)
    return [
        _document(snapshot, filters, operation, with_effect)
        for _row, operation in operations.in_order(found).iterrows()
    ]


def _document(snapshot: Snapshot, filters: Filters, operation: pd.Series, with_effect: bool) -> dict:
    day = filters.end
    own = watch.of(snapshot, filters, operation, day)
    document = {
        "operation_id": operation["operation_id"],
        "title": operation["title"],
        "aim": None if pd.isna(operation["aim"]) else operation["aim"],
        "starts": records.day(operation["starts"]),
        "ends": records.day(operation["ends"]),
        "as_of": day.isoformat(),
        "state": operations.state(operation, day),
        "illustrative": bool(operation["illustrative"]) if pd.notna(operation["illustrative"]) else None,
        **{name: list(split(operation[name])) for name in ("area_ids", "task_ids", "component_types", "tiers")},
        "before": _before(snapshot, operation, day),
        "during": _watched(own, watch.DURING),
        "after": _watched(own, watch.AFTER),
    }
    return document | ({"effect": effect(snapshot, filters, operation, day)} if with_effect else {})


def _before(snapshot: Snapshot, operation: pd.Series, day: date) -> dict:
    own = operations.prepared(snapshot, operation, day)
    signed = not operation["signed_on"] > pd.Timestamp(day)
    return {
        "harm_assessment": records.of(own.harm, HARM),
        "unassessed": list(own.unassessed),
        "decision": operation["decision"] if signed and pd.notna(operation["decision"]) else None,
        "signed_by_post": operation["signed_by_post"] if signed and pd.notna(operation["signed_by_post"]) else None,
        "signed_on": records.day(operation["signed_on"]) if signed else None,
        "advance_notes": records.of(own.notes, NOTES, ("untold",)),
        "lacking": list(own.lacking),
    }


def _watched(own: Watch | None, phase: str) -> dict | None:
    """The watch of a phase beside what is usual; None before its first day, and without areas or records."""
    if own is None or not (own.periods["phase"] == phase).any():
        return None
    periods = own.periods[own.periods["phase"].isin([watch.BEFORE, phase])]
    numbers = set(own.periods.loc[own.periods["phase"] == phase, "number"])
    return {
        "until": own.until.isoformat(),
        "first": own.span(phase).start.isoformat(),
        "last": own.span(phase).end.isoformat(),
        "inside": list(own.ground.inside),
        "around": list(own.ground.around),
        "watch": [
            {
                "kind": row["kind"],
                "place": row["place"],
                "incidents": None if pd.isna(row[f"{phase}_incidents"]) else int(row[f"{phase}_incidents"]),
                "year_earlier": None if pd.isna(row[f"{phase}_year_earlier"]) else int(row[f"{phase}_year_earlier"]),
                "mean": None if pd.isna(row[phase]) else row[phase],
                "mean_before": None if pd.isna(row[watch.BEFORE]) else row[watch.BEFORE],
                "above_threshold": [n for n in map(int, split(row["watch"])) if n in numbers],
            }
            for row in own.sums.to_dict("records")
        ],
        "periods": records.of(periods, PERIODS),
        "words": _("A high count is a reason to look; it does not say that the operation brought it about."),
    }


def effect(snapshot: Snapshot, filters: Filters, operation: pd.Series, day: date) -> dict:
    """For analysts: the estimate with its placebos, and the words that bound it."""
    own, made_from = panel.estimated(snapshot, filters, operation, day)
    days = {"from": made_from.first.isoformat(), "to": made_from.last.isoformat()} if made_from else {}
    words = (
        _("Contribution, not attribution: violence went otherwise than comparable areas lead one to expect.")
        if own.concluded
        else _("Cannot conclude.")
    )
    return {"concluded": own.concluded, **days, **asdict(own), "words": words}
