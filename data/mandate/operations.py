"""An operation before, during and after: what was weighed, who was told, and what is recorded in and around it."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.mandate.operations_schema import RECEIVERS, RISKS
from data.schema import split
from data.snapshot import Snapshot

PLANNED, RUNNING, OVER = "planned", "running", "over"
# Each operation asks for these; what the Mission adds is "other".
ASKED = tuple(risk for risk in RISKS if risk != "other")
# What is lacking before an operation, by code.
NO_AREAS, NO_TIERS, RISKS_OPEN, NO_DECISION, NOT_SENT, NOT_ACKNOWLEDGED, AREAS_UNTOLD, SIGNED_LATE = (
    "no_areas", "no_tiers", "risks_open", "no_decision", "not_sent", "not_acknowledged", "areas_untold", "signed_late",
)  # fmt: skip


@dataclass(frozen=True)
class Prepared:
    """What was done before an operation, as known on a day.

    `harm` are its rows of table harm_assessments in the order of the risks, `unassessed` the risks that have none,
    `notes` a row a receiver (receiver, sent_on, acknowledged_on, lead_days, untold, sent_by_post, remark), sent or not,
    and `lacking` what is missing, as codes of this module.
    """

    harm: pd.DataFrame
    unassessed: tuple[str, ...]
    notes: pd.DataFrame
    lacking: tuple[str, ...]


def in_order(operations: pd.DataFrame) -> pd.DataFrame:
    """Operations, the latest begun first."""
    return operations.sort_values(["starts", "operation_id"], ascending=[False, True], kind="stable", ignore_index=True)


def touching(operations: pd.DataFrame, area_ids: tuple[str, ...], areas: pd.DataFrame) -> pd.DataFrame:
    """Those in one of the areas, in one inside it or in one that holds it; all where no area is given."""
    if not area_ids:
        return operations
    parents = dict(zip(areas["area_id"], areas["parent_id"], strict=True))
    wanted = {upper for area in area_ids for upper in _upward(area, parents)}
    own = operations["area_ids"].map(
        lambda cell: any(a in wanted or set(_upward(a, parents)) & set(area_ids) for a in split(cell))
    )
    return operations[own.astype(bool)]


def _upward(area_id: object, parents: dict[str, object]) -> list[str]:
    chain = []
    while isinstance(area_id, str) and area_id not in chain:
        chain.append(area_id)
        area_id = parents.get(area_id)
    return chain


def state(operation: pd.Series, day: date) -> str:
    """Planned, running or over on a day; one without a last day runs on."""
    if operation["starts"] > pd.Timestamp(day):
        return PLANNED
    return OVER if pd.notna(operation["ends"]) and operation["ends"] < pd.Timestamp(day) else RUNNING


def prepared(snapshot: Snapshot, operation: pd.Series, day: date) -> Prepared:
    """What was weighed and who was told, of what was done by a day."""
    own = operation["operation_id"]
    harm = snapshot.table("harm_assessments")
    harm = harm[(harm["operation_id"] == own) & ~(harm["assessed_on"] > pd.Timestamp(day))]
    harm = harm.sort_values("risk", key=lambda risks: risks.map(RISKS.index), ignore_index=True)
    unassessed = tuple(risk for risk in ASKED if risk not in set(harm["risk"]))
    notes = _notes(snapshot.table("advance_notes"), operation, day)
    return Prepared(harm, unassessed, notes, _lacking(operation, unassessed, notes, day))


def lead_days(operation: pd.Series, sent_on: pd.Timestamp) -> int | None:
    """Days from a note to the first day of the operation, less than zero where it came after; None where not sent."""
    return None if pd.isna(sent_on) else (operation["starts"] - sent_on).days


def _notes(table: pd.DataFrame, operation: pd.Series, day: date) -> pd.DataFrame:
    sent = table[(table["operation_id"] == operation["operation_id"]) & (table["sent_on"] <= pd.Timestamp(day))]
    by_receiver = sent.set_index("receiver").reindex(RECEIVERS).rename_axis("receiver").reset_index()
    known = by_receiver["acknowledged_on"] <= pd.Timestamp(day)
    told = [set(split(cell)) for cell in by_receiver["area_ids"]]
    untold = ["; ".join(a for a in split(operation["area_ids"]) if a not in own) for own in told]
    return by_receiver.assign(
        acknowledged_on=by_receiver["acknowledged_on"].where(known),
        lead_days=pd.array([lead_days(operation, sent_on) for sent_on in by_receiver["sent_on"]], dtype="Int64"),
        untold=pd.Series(untold, dtype="str").where(by_receiver["sent_on"].notna(), ""),
    )


def _lacking(operation: pd.Series, unassessed: tuple[str, ...], notes: pd.DataFrame, day: date) -> tuple[str, ...]:
    signed = operation["signed_on"]
    decided = pd.notna(operation["decision"]) and not signed > pd.Timestamp(day)
    found = {
        NO_AREAS: not split(operation["area_ids"]),
        NO_TIERS: not split(operation["tiers"]),
        RISKS_OPEN: bool(unassessed),
        NO_DECISION: not decided,
        SIGNED_LATE: bool(decided and signed > operation["starts"]),
        NOT_SENT: bool(notes["sent_on"].isna().any()),
        NOT_ACKNOWLEDGED: bool((notes["sent_on"].notna() & notes["acknowledged_on"].isna()).any()),
        AREAS_UNTOLD: bool((notes["untold"] != "").any()),
    }
    return tuple(code for code, is_so in found.items() if is_so)
