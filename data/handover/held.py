"""What a post holds by the register: a row for each thing, with its state, its day and the place where it is looked at.

A task has no post of its own but a section that leads it: sections are listed beside the posts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from data import journal
from data.mandate import calendar
from data.mandate.tasks import DONE
from data.schema import split
from data.snapshot import Snapshot
from data.tables import TABLES
from data.workshop import decisions
from data.workshop.decisions import Decision

Read = Callable[[str], pd.DataFrame]
Query = dict[str, str]
Still = Callable[[pd.DataFrame, pd.Timestamp], pd.Series]  # which rows of a table count on a day
LIKE_POSTS = ("tasking_authority",)  # columns that name a post under another name
SECTIONS = {"tasks": ("lead_section",)}
DECISIONS, ACTIONS, CALENDAR, TASKS, MEANS, RECORD = "decisions", "actions", "calendar", "tasks", "means", "record"
KINDS = (DECISIONS, ACTIONS, CALENDAR, TASKS, MEANS, RECORD)
# What a post has to do with a row, the column of its day, and a page with the query that shows it.
COLUMNS = ("row_id", "title", "role", "state", "due", "by", "page", "query")


def empty() -> pd.DataFrame:
    """No rows, in the columns of every table of a handover."""
    return shaped([])


def shaped(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    """Rows of one kind, the one that is due first at the top; those without a day below."""
    frame = pd.DataFrame(list(rows), columns=list(COLUMNS))
    frame = frame.assign(due=pd.to_datetime(frame["due"]).astype("datetime64[us]"))
    return frame.sort_values(["due", "title", "row_id"], na_position="last", kind="stable", ignore_index=True)


def post_columns() -> dict[str, tuple[str, ...]]:
    """The columns that name posts, by table, as the schemas have them; without what journals keep."""
    tables = {name: table.model.names() for name, table in TABLES.items() if name not in journal.NAMES}
    found = {name: tuple(own for own in names if is_post(own)) for name, names in tables.items()}
    return {name: own for name, own in found.items() if own}


def is_post(column: str) -> bool:
    """Whether a column names a post."""
    return column.endswith("_post") or column in LIKE_POSTS


def posts(read: Read, taken: Iterable[Decision] = ()) -> list[str]:
    """Every post that the register or a decision on record names, and every section that leads a task, by name."""
    named = {
        str(name)
        for table, columns in post_columns().items()
        for column in columns
        for name in read(table)[column].dropna().unique()
    }
    return sorted(named | set(sections(read)) | {one.words.by_post for one in taken}, key=str.casefold)


def on_record(snapshot: Snapshot) -> list[Decision]:
    """The decisions on the footprint, the last first; none for those who are not shown plans."""
    return decisions.latest(snapshot.mission) if snapshot.sight.plans else []


def sections(read: Read) -> list[str]:
    """The sections that lead tasks."""
    cells = [cell for table, columns in SECTIONS.items() for column in columns for cell in read(table)[column].dropna()]
    return sorted({section for cell in cells for section in split(cell)}, key=str.casefold)


def _whatever(rows: pd.DataFrame, _day: pd.Timestamp) -> pd.Series:
    return pd.Series(True, index=rows.index)


@dataclass(frozen=True)
class Held:
    """Rows of a table that a post holds by one of its columns: those that `still` count, and where each is shown."""

    kind: str
    table: str
    column: str
    title: str
    due: str
    page: str
    own: Query
    role: str = ""
    state: str = ""
    key_in: str = ""  # the parameter of the page that names the row
    key_as: str = "{}"
    still: Still = _whatever

    def of(self, rows: pd.DataFrame, post: str, day: pd.Timestamp) -> list[dict[str, object]]:
        """The rows of the table that the post holds so, on a day."""
        own = rows[self._names(rows).map(lambda found: post in found).astype(bool) & self.still(rows, day)]
        return [self._row(row, day) for row in own.to_dict("records")]

    def owners(self, rows: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
        """The post of each row that one holds so, on a day; a row of several stands once for each."""
        return self._names(rows)[self.still(rows, day).astype(bool)].explode().dropna()

    def _names(self, rows: pd.DataFrame) -> pd.Series:
        return rows[self.column].map(split if self.column in sum(SECTIONS.values(), ()) else lambda cell: (cell,))

    def _row(self, row: dict[str, object], day: pd.Timestamp) -> dict[str, object]:
        key = " / ".join(str(row[part]) for part in TABLES[self.table].key)
        to_come = self.table == "operations" and row["starts"] > day  # such a one stands in no link
        shown = {self.key_in: self.key_as.format(key)} if self.key_in and not to_come else {}
        return {
            "row_id": key, "title": _text(row[self.title]) or key, "role": self.role or self.column,
            "state": _text(row.get(self.state)), "due": row[self.due] if self.due else None, "by": "",
            "page": self.page, "query": {**self.own, **shown},
        }  # fmt: skip


def _text(cell: object) -> str:
    return "" if cell is None or pd.isna(cell) else str(cell)


def _open(*states: str, column: str = "state") -> Still:
    return lambda rows, _day: rows[column].isin(states)


def _asks(rows: pd.DataFrame, _day: pd.Timestamp) -> pd.Series:
    return rows["decision_asked"].notna()


def _to_do(rows: pd.DataFrame, _day: pd.Timestamp) -> pd.Series:
    return ~(rows["progress"] >= DONE).fillna(False).astype(bool)


def _runs(rows: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    return rows["ends"].isna() | (rows["ends"] >= day)


def _undecided(rows: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    return _runs(rows, day) & rows["decision"].isna()


_REQUESTS = {"page": "footprint", "own": {"footprint_part": "assets"}}
_OPERATION = {"page": "evidence", "own": {"evidence_part": "operations"}, "key_in": "evidence_operation"}
_TASK = {"page": "mandate", "own": {"mandate_part": "tasks"}, "key_in": "mandate_task"}


def _register(table: str) -> dict[str, object]:
    return {"page": "mandate", "own": {"mandate_part": "register", "mandate_table": table}}


# In the order in which they are listed.
HELD = (
    Held(DECISIONS, "asset_requests", "tasking_authority", "effect", "wanted_from", state="status", role="asked_of",
         still=_open("asked", column="status"), **_REQUESTS),
    Held(DECISIONS, "asset_requests", "asked_by_post", "effect", "wanted_from", state="status",
         still=_open("asked", column="status"), **_REQUESTS),
    Held(DECISIONS, "operations", "lead_post", "title", "starts", role="to_decide", still=_undecided, **_OPERATION),
    Held(DECISIONS, "tasks", "lead_section", "decision_asked", "decision_due", role="asks_leadership",
         state="status", still=_asks, **_TASK),
    Held(ACTIONS, "actions", "owner_post", "title", "due", state="state", still=_open("open", "in_progress"),
         **_register("actions")),
    Held(ACTIONS, "recommendations", "owner_post", "title", "due", state="state", role="recommended",
         still=_open("open"), page="mandate", own={"mandate_part": "cpas", "mandate_cpas": "recommendations"}),
    Held(CALENDAR, "calendar", "owner_post", "title", "day", state="kind", still=_open(calendar.OPEN),
         page="mandate", own={"mandate_part": "plan", "mandate_plan": "calendar"}),
    Held(TASKS, "tasks", "lead_section", "title", "due", state="status", still=_to_do, **_TASK),
    Held(TASKS, "indicators", "owner_post", "title", "target_on", role="reports", page="mandate",
         own={"mandate_part": "progress"}, key_in="mandate_item", key_as="indicator/{}"),
    Held(MEANS, "field_offices", "head_post", "name", "", **_register("field_offices")),
    Held(MEANS, "operations", "lead_post", "title", "starts", state="decision", still=_runs, **_OPERATION),
    Held(MEANS, "assets", "tasking_authority", "name", "", state="availability", **_REQUESTS),
    Held(RECORD, "asset_requests", "decided_by_post", "effect", "decided_on", state="status", **_REQUESTS),
    Held(RECORD, "operations", "signed_by_post", "title", "signed_on", state="decision", **_OPERATION),
    Held(RECORD, "advance_notes", "sent_by_post", "receiver", "sent_on", page="evidence",
         own={"evidence_part": "operations"}),
    Held(RECORD, "prioritisations", "decided_by_post", "why", "decided_on", state="importance",
         page="mandate", own={"mandate_part": "plan", "mandate_plan": "priority"}),
    Held(RECORD, "quarters", "signed_by_post", "quarter", "closed_on", page="mandate",
         own={"mandate_part": "cpas", "mandate_cpas": "sheet"}, key_in="mandate_quarter"),
    Held(RECORD, "context_notes", "written_by_post", "drivers", "written_on", page="mandate",
         own={"mandate_part": "cpas", "mandate_cpas": "sheet"}),
)  # fmt: skip


def of(read: Read, post: str, day: pd.Timestamp, taken: Iterable[Decision] = ()) -> dict[str, pd.DataFrame]:
    """What a post holds on a day, a table for each of `KINDS`; `taken` are the decisions on record."""
    rows: dict[str, list[dict[str, object]]] = {kind: [] for kind in KINDS}
    for own in HELD:
        table = read(own.table)
        rows[own.kind] += own.of(calendar.dated(table) if own.table == "calendar" else table, post, day)
    rows[RECORD] += [_decision(one) for one in taken if one.words.by_post == post]
    return {kind: shaped(own) for kind, own in rows.items()}


def owners(read: Read, day: pd.Timestamp, taken: Iterable[Decision] = ()) -> pd.DataFrame:
    """A row a post and section with what it holds on a day: column post, and a count for each of `KINDS`."""
    every = posts(read, taken)
    counts = pd.DataFrame(0, index=pd.Index(every, name="post"), columns=list(KINDS))
    for own in HELD:
        table = read(own.table)
        named = own.owners(calendar.dated(table) if own.table == "calendar" else table, day).value_counts()
        counts[own.kind] += named.reindex(every, fill_value=0).astype("int64")
    for one in taken:
        counts.loc[one.words.by_post, RECORD] += 1
    return counts.reset_index()


def _decision(one: Decision) -> dict[str, object]:
    return {
        "row_id": one.decision_id, "title": one.words.title, "role": "by_post", "state": "",
        "due": pd.Timestamp(one.decided_on), "by": one.author, "page": "workshop",
        "query": {"workshop_part": "decide", "workshop_decision": one.decision_id},
    }  # fmt: skip
