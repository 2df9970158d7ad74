"""What-if moves of bases: each adds, moves, closes or changes one; a draft is a list of them with undo and redo."""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache

import pandas as pd

from data.errors import InputError
from data.footprint.names import type_name
from data.footprint.schema import Bases
from data.i18n import _
from data.workshop import spelling
from data.workshop.sheet import Sheet
from data.workshop.values import LONGEST_ID, Value, checked, line

MOST_MOVES = 500
LONGEST_JSON = 2_000_000  # characters; 500 moves with every value at its longest have fewer
DAYS = ("opened", "closed")
# What is so of a base that was added, until a move says otherwise.
ADDED = dict.fromkeys(Bases.names()) | {"type": "base", "status": "open", "source": "what-if"}


@dataclass(frozen=True)
class Move:
    """One step. Made by `add`, `move`, `close` and `change`, which check it.

    `values` holds columns of table bases: texts, degrees as numbers, days as ISO texts; an empty text is unknown.
    The base of an `add` is a new one, named by `base_id`.
    """

    move_id: str
    action: str
    base_id: str
    values: Mapping[str, Value] = field(hash=False)
    who: str
    made_at: datetime


@dataclass(frozen=True)
class Skipped:
    """A move that could not be made, and why, in a sentence."""

    move: Move
    reason: str


def add(name: str, latitude: float, longitude: float, *, who: str = "", **values: Value) -> Move:
    """Add a base at a town: type, component_type, functions, sector, opened and closed may be given besides."""
    given = {"name": name, "latitude": latitude, "longitude": longitude, **values}
    return made("add", f"draft:{secrets.token_hex(8)}", given, who)


def move(base_id: str, latitude: float, longitude: float, *, name: str | None = None, who: str = "") -> Move:
    """Move a base to another point; `name` where the town is another."""
    named = {} if name is None else {"name": name}
    return made("move", base_id, {"latitude": latitude, "longitude": longitude, **named}, who)


def close(base_id: str, last_day: object, *, who: str = "") -> Move:
    """Close a base: `last_day` (a date, or ISO text) is the last on which it is open."""
    return made("close", base_id, {"closed": last_day}, who)


def change(base_id: str, *, who: str = "", **values: Value) -> Move:
    """Change a base: name, type, component_type, functions, sector, opened, closed; an empty text means unknown."""
    return made("change", base_id, values, who)


def made(
    action: str,
    base_id: str,
    values: Mapping[str, object],
    who: str = "",
    *,
    move_id: str | None = None,
    made_at: datetime | None = None,
) -> Move:
    """A checked move, now and with a new random id unless these are given; an InputError says what is wrong."""
    own = checked(action, values)
    named = line("base_id", base_id, LONGEST_ID)
    if not named:
        raise InputError(_("A move needs the base that it is about; choose one."))
    return Move(
        move_id=line("move_id", move_id or secrets.token_hex(8), LONGEST_ID),
        action=action,
        base_id=named,
        values=own,
        who=line(_("Name"), who),
        made_at=made_at or datetime.now(UTC).replace(microsecond=0),
    )


def apply(bases: pd.DataFrame, moves: Sequence[Move]) -> pd.DataFrame:
    """Table bases after the moves, in their order, with a column `draft`: True where one of them touched the base.

    `bases` stays as it is. Later moves win; those that cannot be made are left out (see `skipped`). Bases that were
    added stand last, are open and illustrative, and have no personnel figures; a base that was moved is illustrative
    too, since no source states one there.
    """
    rows, _skipped = _replayed(bases, moves)
    names = Bases.names()
    if not rows:
        return bases[names].assign(draft=False).reset_index(drop=True)
    touched = pd.DataFrame(list(rows.values()), columns=names, dtype="object")
    touched = Bases.shape(touched.assign(**{day: pd.to_datetime(touched[day]) for day in DAYS}))
    before = pd.Index(bases["base_id"])
    kept = bases.loc[~before.isin(list(rows)), names]
    whole = (
        pd.concat([kept.assign(draft=False), touched.assign(draft=True)], ignore_index=True)
        if len(kept)
        else (touched.assign(draft=True))
    )
    at = before.get_indexer(whole["base_id"])
    order = pd.Series(at).mask(at < 0, len(before)).argsort(kind="stable")
    return whole.iloc[order].reset_index(drop=True)


def skipped(bases: pd.DataFrame, moves: Sequence[Move]) -> tuple[Skipped, ...]:
    """The moves that cannot be made on `bases`, each with the reason."""
    return _replayed(bases, moves)[1]


def _replayed(bases: pd.DataFrame, moves: Sequence[Move]) -> tuple[dict[str, dict[str, object]], tuple[Skipped, ...]]:
    """The bases that the moves touched as rows by base_id, and what was skipped."""
    wanted = {one.base_id for one in moves}
    there = bases[bases["base_id"].isin(wanted)]
    found = {row["base_id"]: row for row in there.to_dict("records")}
    rows: dict[str, dict[str, object]] = {}
    left: list[Skipped] = []
    for one in moves:
        row = rows.get(one.base_id, found.get(one.base_id))
        if reason := _hindrance(one, row):
            left.append(Skipped(one, reason))
        else:
            rows[one.base_id] = _after(one, row or {})
    return rows, tuple(left)


def _hindrance(one: Move, row: Mapping[str, object] | None) -> str:
    """Why a move cannot be made on a base as it stands; empty where it can."""
    if one.action == "add":
        return _("A base of that id is there already.") if row is not None else ""
    if row is None:
        return _("The base {base} is not in this version.").format(base=one.base_id)
    opened, closed = (pd.to_datetime(one.values[day] or None) if day in one.values else row[day] for day in DAYS)
    if pd.notna(opened) and pd.notna(closed) and closed < opened:
        return _("{name} would close before it opens.").format(name=row["name"])
    return ""


def _after(one: Move, row: Mapping[str, object]) -> dict[str, object]:
    new = ADDED | {"base_id": one.base_id} if one.action == "add" else {}
    values = {name: None if value == "" else value for name, value in one.values.items()}
    days = {day: pd.Timestamp(values[day]) if values[day] else pd.NaT for day in DAYS if day in values}
    stated = {"illustrative": True} if one.action in ("add", "move") else {}
    return {**new, **row, **values, **days, **stated}


def names_of(bases: pd.DataFrame, moves: Iterable[Move] = ()) -> dict[str, str]:
    """The name of each base by base_id, those that moves add among them."""
    added = {one.base_id: str(one.values["name"]) for one in moves if one.action == "add"}
    return dict(zip(bases["base_id"], bases["name"], strict=True)) | added


def words(one: Move, names: Mapping[str, str] | None = None) -> str:
    """One sentence for people; `names` (see `names_of`) says how the bases are called."""
    name = (names or {}).get(one.base_id, str(one.values.get("name", one.base_id)))
    if one.action == "close":
        return _("Close {name}: last day {day}.").format(name=name, day=spelling.day(str(one.values["closed"])))
    if one.action == "change":
        return _("Change {name}: {what}.").format(name=name, what=_listed(one.values))
    point = spelling.degrees(float(one.values["latitude"]), float(one.values["longitude"]))
    if one.action == "add":
        rest = {key: value for key, value in one.values.items() if key not in ("name", "latitude", "longitude")}
        more = f"; {_listed(rest)}" if rest else ""
        return _("Add a base at {name} ({point}){more}.").format(name=one.values["name"], point=point, more=more)
    there = _("{name} ({point})").format(name=one.values["name"], point=point) if "name" in one.values else point
    return _("Move {name} to {there}.").format(name=name, there=there)


def _listed(values: Mapping[str, Value]) -> str:
    labels = {
        "name": _("name"), "type": _("type"), "component_type": _("component"), "functions": _("functions"),
        "sector": _("sector"), "opened": _("opened"), "closed": _("closed"),
    }  # fmt: skip
    texts = {key: spelling.day(str(value)) if key in DAYS and value else str(value) for key, value in values.items()}
    if "type" in texts:
        texts["type"] = type_name(texts["type"]).lower()
    return ", ".join(f"{labels[key]} {texts[key] or _('unknown')}" for key in values)


def to_json(moves: Iterable[Move]) -> str:
    """The moves as JSON, in their order."""
    return json.dumps(
        [{**vars(one), "values": dict(one.values), "made_at": one.made_at.isoformat()} for one in moves],
        ensure_ascii=False,
    )


def from_json(text: str) -> tuple[Move, ...]:
    """Moves from JSON of `to_json`, each checked again; an InputError where it is none, or too long."""
    if len(text) > LONGEST_JSON:
        raise InputError(_("These moves are too long to be read; at most {most} are kept.").format(most=MOST_MOVES))
    try:
        read = json.loads(text)
        moves = tuple(_from_record(json.dumps(record)) for record in read[: MOST_MOVES + 1])
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(_("This is not a list of moves; open another revision.")) from None
    return _few(moves)


@lru_cache(maxsize=10_000)
def _from_record(text: str) -> Move:
    """A move from its own JSON; revisions of a scenario share most of theirs, and each is checked once."""
    record = json.loads(text)
    when = datetime.fromisoformat(record["made_at"])
    return made(
        record["action"],
        record["base_id"],
        dict(record["values"]),
        record["who"],
        move_id=record["move_id"],
        made_at=(when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC),
    )


def _few(moves: tuple[Move, ...]) -> tuple[Move, ...]:
    if len(moves) > MOST_MOVES:
        raise InputError(
            _("A scenario keeps at most {most} moves; save it, and go on in a duplicate.").format(most=MOST_MOVES)
        )
    return moves


@dataclass(frozen=True)
class Draft:
    """A scenario being worked on: saved as `scenario_id` at `base_revision` (empty and 0 before the first save).

    `moves` stand as made; `undone` are those taken back, the last one first to come again.
    """

    scenario_id: str = ""
    base_revision: int = 0
    moves: tuple[Move, ...] = ()
    undone: tuple[Move, ...] = ()
    name: str = ""
    description: str = ""
    sheet: Sheet = field(default_factory=Sheet)

    def push(self, new: Move) -> "Draft":
        """With one move more; nothing is left to redo."""
        return replace(self, moves=_few((*self.moves, new)), undone=())

    def undo(self) -> "Draft":
        """Without the last move; the same where there is none."""
        return replace(self, moves=self.moves[:-1], undone=(*self.undone, *self.moves[-1:]))

    def redo(self) -> "Draft":
        """With the move that was last undone; the same where there is none."""
        return replace(self, moves=(*self.moves, *self.undone[-1:]), undone=self.undone[:-1])

    def without(self, move_id: str) -> "Draft":
        """Without one move, wherever it stands; nothing is left to redo."""
        return replace(self, moves=tuple(one for one in self.moves if one.move_id != move_id), undone=())
