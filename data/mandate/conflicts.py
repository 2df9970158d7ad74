"""Where a plan contradicts itself: each conflict a row with the tasks it is about, for a sentence of its own."""

from datetime import date

import pandas as pd

from data.mandate.tasks import DONE
from data.schema import split

COLUMNS = ["kind", "task_ids", "other", "first", "last", "days", "row_ids"]
# Kinds, in the order in which they are told.
EARLY, WAITING, RESOURCES, ASSET, UNIT, AFTER_MANDATE, PARENT = KINDS = (
    "early",
    "waiting",
    "resources",
    "asset",
    "unit",
    "after_mandate",
    "parent",
)
WANTED = ("asked", "approved")
NOT_SECURED = ("none", "partly")
UNKNOWN = "unknown"


def of(
    tasks: pd.DataFrame, mandate: pd.Series, requests: pd.DataFrame, activities: pd.DataFrame, on: date
) -> pd.DataFrame:
    """All conflicts of a mandate's tasks with days from `on` on, and of who asks for the same unit then.

    | kind | task_ids | other | first, last | days |
    |---|---|---|---|---|
    | early | the task; the one before it | | starts; due of the one before | days of overlap |
    | waiting | the task; the late one before it | | starts; due of the one before | days since it was to start |
    | resources | the task | `none`, `partly` or `unknown` | | |
    | asset | tasks of both requests | asset_id | days that both want | so many |
    | unit | tasks of both activities | force_unit | days that both need | so many |
    | after_mandate | the task | mandate_id | mandate's last day; due | days after it |
    | parent | the parent; its task | | due of the parent; of its task | days after it |

    `row_ids` are the two requests or activities. Tasks known to be complete have no conflicts. Days that are unknown
    make none: what is not dated is listed by the plan.
    """
    open_ = tasks[~(tasks["progress"] >= DONE).fillna(False)]
    parts = [
        early(open_),
        waiting(open_, on),
        without_resources(open_),
        same_asset(requests, on),
        same_unit(activities, on),
        after_mandate(open_, mandate),
        parent_before_child(open_),
    ]
    return pd.concat([part for part in parts if len(part)] or [_frame([])], ignore_index=True)


def early(tasks: pd.DataFrame) -> pd.DataFrame:
    """Tasks that are planned to start on or before the last day of one that must be complete before."""
    pairs = _pairs(tasks)
    found = pairs[pairs["starts"] <= pairs["ends"]]
    return _sequence(EARLY, found, (found["ends"] - found["starts"]).dt.days + 1)


def waiting(tasks: pd.DataFrame, on: date) -> pd.DataFrame:
    """Tasks that were to start by `on`, after the due day of one that must be complete before and is still open.

    `tasks` are those not known to be complete.
    """
    pairs, day = _pairs(tasks), pd.Timestamp(on)
    found = pairs[(pairs["ends"] < pairs["starts"]) & (pairs["starts"] <= day)]
    return _sequence(WAITING, found, (day - found["starts"]).dt.days + 1)


def _pairs(tasks: pd.DataFrame) -> pd.DataFrame:
    """Each task and one that must be complete before it: task_id, before, starts, and `ends`, the due day of that."""
    given = tasks.loc[tasks["after"].notna(), ["task_id", "after", "starts"]]
    pairs = given.assign(before=given["after"].map(split)).explode("before").reset_index(drop=True)
    return pairs.assign(ends=pairs["before"].map(tasks.set_index("task_id")["due"]))


def _sequence(kind: str, found: pd.DataFrame, days: pd.Series) -> pd.DataFrame:
    return _frame(
        [
            (kind, f"{row.task_id}; {row.before}", None, row.starts, row.ends, n, None)
            for row, n in zip(found.itertuples(index=False), days, strict=True)
        ]
    )


def without_resources(tasks: pd.DataFrame) -> pd.DataFrame:
    """Essential tasks whose resources are not secured, partly secured, or not known."""
    essential = tasks[tasks["importance"] == "essential"]
    lacking = essential["resources"].fillna(UNKNOWN)
    lacking = lacking[lacking.isin([*NOT_SECURED, UNKNOWN])]
    return _frame(
        [
            (RESOURCES, task, code, None, None, None, None)
            for task, code in zip(essential.loc[lacking.index, "task_id"], lacking, strict=True)
        ]
    )


def same_asset(requests: pd.DataFrame, on: date) -> pd.DataFrame:
    """Two posts that want the same asset on the same days. A request without a last day wants its first day."""
    wanted = requests[requests["status"].isin(WANTED) & requests["asset_id"].notna()]
    spans = pd.DataFrame(
        {
            "row": wanted["request_id"],
            "unit": wanted["asset_id"],
            "of": wanted["asked_by_post"],
            "tasks": wanted["task_id"],
            "first": wanted["wanted_from"],
            "last": wanted["wanted_to"].fillna(wanted["wanted_from"]),
        }
    )
    return _shared(ASSET, spans, on)


def same_unit(activities: pd.DataFrame, on: date) -> pd.DataFrame:
    """Two field offices whose planned activities need the same unit on the same days.

    An office and one that is not named count as two; two that are not named do not.
    """
    planned = activities[(activities["state"] == "planned") & activities["force_unit"].notna()]
    spans = pd.DataFrame(
        {
            "row": planned["activity_id"],
            "unit": planned["force_unit"],
            "of": planned["office_id"].fillna(""),
            "tasks": planned["task_ids"],
            "first": planned["activity_date"],
            "last": planned["date_end"].fillna(planned["activity_date"]),
        }
    )
    return _shared(UNIT, spans, on)


def _shared(kind: str, spans: pd.DataFrame, on: date) -> pd.DataFrame:
    """Pairs of rows of the same unit, of others, that have days in common from `on` on."""
    spans = spans[spans["last"] >= pd.Timestamp(on)].reset_index(names="_at")
    pairs = spans.merge(spans, on="unit", suffixes=("", "_b"))
    pairs = pairs[(pairs["_at"] < pairs["_at_b"]) & (pairs["of"] != pairs["of_b"])]
    first = pairs[["first", "first_b"]].max(axis=1)
    last = pairs[["last", "last_b"]].min(axis=1)
    pairs = pairs.assign(begins=first, ends=last)[first <= last].sort_values(["begins", "unit"])
    return _frame(
        [
            (
                kind,
                "; ".join(dict.fromkeys([*split(row.tasks), *split(row.tasks_b)])),
                row.unit,
                row.begins,
                row.ends,
                (row.ends - row.begins).days + 1,
                f"{row.row}; {row.row_b}",
            )
            for row in pairs.itertuples(index=False)
        ]
    )


def after_mandate(tasks: pd.DataFrame, mandate: pd.Series) -> pd.DataFrame:
    """Tasks of a mandate that are due after its last day."""
    late = tasks[(tasks["mandate_id"] == mandate["mandate_id"]) & (tasks["due"] > mandate["expires"])]
    return _frame(
        [
            (AFTER_MANDATE, task, mandate["mandate_id"], mandate["expires"], due, (due - mandate["expires"]).days, None)
            for task, due in zip(late["task_id"], late["due"], strict=True)
        ]
    )


def parent_before_child(tasks: pd.DataFrame) -> pd.DataFrame:
    """Tasks that are due after the task that they are a part of."""
    above = tasks["parent_id"].map(tasks.set_index("task_id")["due"])
    late = tasks.assign(above=above)[tasks["due"] > above]
    return _frame(
        [
            (PARENT, f"{row.parent_id}; {row.task_id}", None, row.above, row.due, (row.due - row.above).days, None)
            for row in late.itertuples(index=False)
        ]
    )


def _frame(rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype(
        {"first": "datetime64[us]", "last": "datetime64[us]", "days": "Int64"}
        | dict.fromkeys(("kind", "task_ids", "other", "row_ids"), "str")
    )
