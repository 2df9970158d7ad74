"""The CPAS quarter sheet: outcomes, ratings, evidence, confidence, recommendations with owner and due day."""

from datetime import date

import pandas as pd

from data.errors import InputError
from data.filters import Filters
from data.i18n import _
from data.mandate import cpas
from data.mandate.cpas_schema import CRITERIA
from data.mandate.reports import report
from data.mandate.reports.report import Column, Report
from data.mandate.settings import CpasSettings
from data.snapshot import Snapshot
from data.workshop import spelling


def of(snapshot: Snapshot, filters: Filters, on: date, quarter: str = "") -> Report:
    """The sheet of a quarter; without one, of the last with assessments that were there on the day.

    An InputError where there are none.
    """
    there = cpas.judged_by(snapshot.table("assessments"), on)
    quarter = quarter or max(there["quarter"], default="")
    rows = there[there["quarter"] == quarter]
    if rows.empty:
        raise InputError(_("No quarter was assessed by {day}: import table assessments.").format(day=spelling.day(on)))
    made = shaped(snapshot, rows, quarter)
    title = _("CPAS quarter sheet {quarter}").format(quarter=quarter)
    cover = report.cover(snapshot, filters, title, on, report.sources(rows["assessed_by"])) | _quarter(
        snapshot, quarter
    )
    notes = (_scale(snapshot.settings.cpas), *report.illustrative(rows["illustrative"]), _judgement())
    return Report("cpas", title, on, columns(), made, cover, notes)


def columns() -> tuple[Column, ...]:
    """The columns, in order."""
    return (
        Column("outcome", _("Outcome"), 40),
        Column("office", _("Field office"), 20),
        Column("dimension", _("Of"), 20),
        Column("relevance", _("Relevance"), 20),
        Column("extent", _("Extent"), 20),
        Column("duration", _("Duration"), 20),
        Column("evidence", _("Evidence"), 48),
        Column("confidence", _("Confidence"), 20),
        Column("recommendation", _("Recommendation, owner, due"), 53),
    )


def shaped(snapshot: Snapshot, rows: pd.DataFrame, quarter: str) -> pd.DataFrame:
    """One row a judgement: outcome, office and dimension; recommendations stand with the outcome and office."""
    outcomes = snapshot.table("outcomes").set_index("outcome_id")
    offices = snapshot.table("field_offices").set_index("office_id")["name"]
    settings = snapshot.settings.cpas
    order = rows.sort_values(["outcome_id", "office_id", "dimension"], kind="stable", na_position="first")
    advice = _advice(snapshot.table("recommendations"), quarter)
    keys = list(zip(order["outcome_id"], order["office_id"].fillna(""), strict=True))
    seen: set[tuple[str, str]] = set()
    said = []
    for key in keys:  # once for each outcome and office
        said.append("" if key in seen else advice.get(key, ""))
        seen.add(key)
    titles, whom = order["outcome_id"].map(outcomes["title"]), order["outcome_id"].map(outcomes["whom"])
    ratings = {
        name: order[name].map(lambda own: settings.title(own) if isinstance(own, str) else "–") for name in CRITERIA
    }
    return pd.DataFrame(
        {
            "outcome": titles.fillna(order["outcome_id"]) + whom.map(_influence, na_action="ignore").fillna(""),
            "office": order["office_id"].map(offices).fillna(order["office_id"]).fillna(_("Whole Mission")),
            "dimension": order["dimension"].map(_dimensions()),
            **ratings,
            "evidence": order["evidence"],
            "confidence": order["confidence"].map(_confidences()),
            "recommendation": said,
        }
    ).reset_index(drop=True)


def _influence(whom: str) -> str:
    return "\n" + _("To influence: {whom}").format(whom=whom)


def _dimensions() -> dict[str, str]:
    return {"knowledge": _("Knowledge"), "attitudes": _("Attitudes"), "behaviour": _("Behaviour")}


def _confidences() -> dict[str, str]:
    return {"low": _("Low"), "moderate": _("Moderate"), "high": _("High")}


def _advice(recommendations: pd.DataFrame, quarter: str) -> dict[tuple[str, str], str]:
    """The recommendations of a quarter in words, by outcome and office (empty for the whole Mission)."""
    what = {"scale_up": _("Scale up"), "maintain": _("Maintain"), "adapt": _("Adapt"), "end": _("End")}
    own = recommendations[recommendations["quarter"] == quarter]
    found: dict[tuple[str, str], list[str]] = {}
    for row in own.itertuples(index=False):
        due = spelling.day(row.due) if pd.notna(row.due) else _("no day given")
        words = _("{what}: {title} ({owner}, {due})")
        key = tuple(own if isinstance(own, str) else "" for own in (row.outcome_id, row.office_id))
        text = words.format(what=what[row.recommendation], title=row.title, owner=row.owner_post, due=due)
        found.setdefault(key, []).append(text)
    return {key: "\n".join(texts) for key, texts in found.items()}


def _quarter(snapshot: Snapshot, quarter: str) -> dict[str, str]:
    """Of the quarter: whether it is closed and who signed, and the context note that it begins with."""
    state = _("Open: not signed off")
    for row in snapshot.table("quarters").query("quarter == @quarter").itertuples(index=False):
        if pd.notna(row.closed_on):
            words = _("Closed on {day}, signed by {post}")
            state = words.format(day=spelling.day(row.closed_on), post=row.signed_by_post)
    notes = snapshot.table("context_notes")
    own = notes[notes["quarter"] == quarter].sort_values("office_id", na_position="first")
    context = "\n".join(
        _("Actors: {actors} Drivers: {drivers}").format(actors=n.actors, drivers=n.drivers)
        for n in own.itertuples(index=False)
    )
    return {_("Quarter"): state, _("Context"): context or _("No context note")}


def _scale(settings: CpasSettings) -> str:
    steps = ", ".join(f"{step.code} = {step.title}" for step in settings.scale)
    if not steps:
        return _("Ratings are codes as they were entered: mission.toml gives no scale.")
    return _("Ratings are on the Mission’s own scale, lowest first: {steps}.").format(steps=steps)


def _judgement() -> str:
    return _("An assessment is a judgement of sections; it is not a measured effect.")
