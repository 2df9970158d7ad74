"""Requests for assets: asked, decided, withdrawn, done, each step a mission version; and the board that shows them."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from data import edit
from data.errors import InputError
from data.footprint.assets_schema import REQUEST_STATUSES
from data.i18n import _
from data.mission import Mission

TABLE = "asset_requests"
ASKED, APPROVED, REFUSED, WITHDRAWN, DONE = REQUEST_STATUSES
# Which steps a request may take from where it is.
NEXT = {ASKED: (APPROVED, REFUSED, WITHDRAWN), APPROVED: (DONE, WITHDRAWN), REFUSED: (), WITHDRAWN: (), DONE: ()}
# What a request points to: its column, and the table and key that it must be found in.
POINTS_TO = {
    "asset_id": ("assets", "asset_id"),
    "priority_id": ("priorities", "priority_id"),
    "task_id": ("tasks", "task_id"),
    "area_id": ("areas", "area_id"),
}


def ask(
    mission: Mission, cells: Mapping[str, object], *, asked_on: date, who: str | None = None
) -> tuple[Mission, str]:
    """A new request, open: the mission that it was written to, and its id.

    `cells` are columns of table asset_requests. What is known of the asset is taken from it: its kind, who may task
    it, and by what reference. An InputError where a cell cannot be used or points to nothing.
    """
    request = {**cells, "request_id": edit.new_id("r"), "status": ASKED, "asked_on": asked_on}
    request |= _of_the_asset(mission, request)
    _known(mission, request)
    what = f"ask for {request.get('asset_id') or request.get('kind')}"
    target, _number = edit.save(mission, TABLE, [edit.added(request)], what=what, who=who)
    return target, str(request["request_id"])


def _of_the_asset(mission: Mission, request: Mapping[str, object]) -> dict[str, object]:
    assets = mission.store.read("assets", mission.store.latest())
    own = assets[assets["asset_id"] == request.get("asset_id")]
    if own.empty:
        return {}
    told = {name: request.get(name) or own[name].iloc[0] for name in ("tasking_authority", "tasking_reference")}
    return {"kind": own["kind"].iloc[0], **told}


def _known(mission: Mission, request: Mapping[str, object]) -> None:
    """An InputError where a request points to a row that there is not."""
    store = mission.store
    for column, (table, key) in POINTS_TO.items():
        value = request.get(column)
        if value and value not in set(store.read(table, store.latest(), [key])[key]):
            words = _("{column} is “{value}”, but table {table} has no such {key}; choose one that is there.")
            raise InputError(words.format(column=column, value=value, table=table, key=key))


def decide(
    mission: Mission,
    seen: Mapping[str, object],
    status: str,
    *,
    post: str = "",
    day: date | None = None,
    reason: str = "",
    authority: str = "",
    reference: str = "",
    who: str | None = None,
) -> tuple[Mission, int]:
    """The next step of a request as its decider saw it (`seen`): approved, refused (with a reason), withdrawn, done.

    `authority` and `reference` say who may task the asset and by what; empty leaves what the request has. An
    InputError where the step is none that it may take; a `ChangedMeanwhileError` where another decided first.
    """
    allowed = NEXT[str(seen["status"])]
    if status not in allowed:
        words = _("A request that is {status} cannot become {next}; it can become: {allowed}.")
        raise InputError(words.format(status=seen["status"], next=status, allowed=", ".join(allowed) or _("nothing")))
    given = {
        "decided_by_post": post,
        "decided_on": day,
        "reason": reason,
        "tasking_authority": authority,
        "tasking_reference": reference,
    }
    if status == DONE:  # who decided it, and when, stays
        given = {name: value for name, value in given.items() if not name.startswith("decided_")}
    cells = {name: value for name, value in given.items() if value}
    what = f"{status} request {seen['request_id']}"
    return edit.save(mission, TABLE, [edit.changed(seen, status=status, **cells)], what=what, who=who)


def board(
    requests: pd.DataFrame, assets: pd.DataFrame, tables: Mapping[str, pd.DataFrame], day: date | None = None
) -> pd.DataFrame:
    """Requests for people, open ones first (the soonest wanted before), then the latest decided.

    The columns of table asset_requests and `asset` (its name), `priority` and `task` (titles), `area` (name), unknown
    where a request names none or the table (`tables`: priorities, tasks, areas) lacks it; `overdue`: open though its
    first wanted day is before `day`.
    """
    named = {
        "asset": _names(requests["asset_id"], assets, "asset_id", "name"),
        "priority": _names(requests["priority_id"], tables["priorities"], "priority_id", "title"),
        "task": _names(requests["task_id"], tables["tasks"], "task_id", "title"),
        "area": _names(requests["area_id"], tables["areas"], "area_id", "name"),
    }
    is_open = requests["status"] == ASKED
    late = is_open & (requests["wanted_from"] < pd.Timestamp(day)) if day else pd.Series(False, index=requests.index)
    table = requests.assign(**named, overdue=late)
    opened = table[is_open].sort_values(["wanted_from", "asked_on", "request_id"], na_position="last")
    others = table[~is_open].sort_values(
        ["decided_on", "asked_on", "request_id"], ascending=[False, False, True], na_position="last"
    )
    return pd.concat([opened, others], ignore_index=True)


def _names(ids: pd.Series, table: pd.DataFrame, key: str, name: str) -> pd.Series:
    return ids.map(table.drop_duplicates(key).set_index(key)[name]).astype("str")
