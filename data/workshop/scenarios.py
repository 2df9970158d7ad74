"""Scenarios: named what-ifs, saved as revisions that are never changed; two people who save at once lose nothing."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache

from data.errors import InputError
from data.i18n import _
from data.journal import Journal, Row
from data.mission import Mission
from data.workshop import moves as moves_module
from data.workshop import sheet as sheet_module
from data.workshop.moves import Draft, Move
from data.workshop.sheet import Sheet, paragraph
from data.workshop.values import line

TABLE = "scenarios"


@dataclass(frozen=True)
class Scenario:
    """One revision, with the columns of table scenarios; `moves_json` and `sheet_json` are read when asked for."""

    scenario_id: str
    revision: int
    name: str
    description: str
    status: str
    moves_json: str
    sheet_json: str
    link: str
    radius_km: float
    version: int
    author: str
    saved_at: datetime
    base_revision: int
    merged_from: str
    action: str

    @property
    def code(self) -> str:
        """What a pinned link carries: id@revision."""
        return f"{self.scenario_id}@{self.revision}"

    @property
    def is_locked(self) -> bool:
        """True once it was decided."""
        return self.status == "decided"

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Its moves, in order."""
        return moves_module.from_json(self.moves_json)

    @cached_property
    def sheet(self) -> Sheet:
        """What the map does not know."""
        return sheet_module.from_json(self.sheet_json)

    def draft(self) -> Draft:
        """It as a draft to work on."""
        return Draft(self.scenario_id, self.revision, self.moves, (), self.name, self.description, self.sheet)


@dataclass(frozen=True)
class Saved:
    """The revision that stands after a save, and what the author must know of others' changes; often nothing."""

    scenario: Scenario
    told: str = ""


def journal(mission: Mission) -> Journal:
    """The table of scenarios."""
    return Journal(mission.store, TABLE)


def stamp(mission: Mission) -> int:
    """A number that grows with each save of any scenario."""
    return journal(mission).stamp()


def latest(mission: Mission) -> list[Scenario]:
    """The newest revision of each scenario, the one saved last first."""
    newest = {row["scenario_id"]: row for row in sorted(journal(mission).rows(), key=lambda row: row["revision"])}
    return sorted(map(_scenario, newest.values()), key=lambda own: own.saved_at, reverse=True)


def history(mission: Mission, scenario_id: str) -> list[Scenario]:
    """Every revision of a scenario, the first one first."""
    return _history(journal(mission).rows(), scenario_id)


def opened(mission: Mission, code: str) -> Scenario:
    """The scenario of a link: its newest revision, or the one that is pinned (`id@revision`)."""
    scenario_id, at, number = code.partition("@")
    revisions = {row["revision"]: row for row in journal(mission).rows() if row["scenario_id"] == scenario_id}
    if not revisions:
        raise InputError(_("No scenario {code} is saved in this mission.").format(code=scenario_id))
    latest_ = max(revisions)
    wanted = latest_ if not at else int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0
    if wanted not in revisions:
        raise InputError(
            _("“{name}” has the revisions 1 to {latest}, not {number}.").format(
                name=revisions[latest_]["name"], latest=latest_, number=number
            )
        )
    return _scenario(revisions[wanted])


def save(
    mission: Mission,
    draft: Draft,
    author: str,
    *,
    link: str = "",
    radius_km: float | None = None,
    version: int | None = None,
) -> Saved:
    """Save a draft as the next revision; of the bundled example, in the user's copy of it.

    Where others saved since the draft's revision, theirs and mine become one: moves that I took out leave, those that I
    made follow on theirs. A draft in which nothing changed makes no revision. A locked scenario refuses.
    """
    mission = mission.writable()
    fields = {
        "name": _named(draft.name),
        "author": _author(author),
        "link": link,
        "radius_km": radius_km or mission.settings.reach_km,
        "version": mission.store.latest() if version is None else version,
        "action": "saved",
    }
    told: list[str] = []
    standing: list[Scenario] = []

    def made(rows: tuple[Row, ...]) -> Row | None:
        before = _history(rows, draft.scenario_id) if draft.scenario_id else []
        whole, said = _merged(before, draft)
        told[:], standing[:] = [said], before[-1:]
        if before and (whole.moves, whole.sheet, whole.name, whole.description) == _content(before[-1]):
            return None
        follows = before[-1].revision if before else 0
        overtaken = follows > draft.base_revision
        return _row(
            whole,
            follows + 1,
            **{**fields, "name": whole.name, "base_revision": draft.base_revision},
            merged_from=before[-1].code if overtaken else "",
        )

    row = journal(mission).append(made)
    return Saved(_scenario(row) if row else standing[0], told[0])


def duplicate(mission: Mission, code: str, author: str, name: str) -> Scenario:
    """A new scenario that begins as another one, decided or not."""
    source = opened(mission, code)
    draft = replace(source.draft(), scenario_id="", name=_named(name), base_revision=0)
    row = _row(
        draft, 1, author=_author(author), link=source.link, radius_km=source.radius_km, version=source.version,
        action="duplicated", base_revision=0, merged_from=source.code,
    )  # fmt: skip
    journal(mission.writable()).append(lambda _rows: row)
    return _scenario(row)


def lock(mission: Mission, code: str, author: str) -> Scenario:
    """Lock a scenario as decided; the same where it is. A revision that others have overtaken is not locked."""
    mission = mission.writable()
    chosen = opened(mission, code)

    def made(rows: tuple[Row, ...]) -> Row | None:
        newest = _history(rows, chosen.scenario_id)[-1]
        if newest.is_locked:
            return None
        if newest.revision != chosen.revision:
            raise InputError(
                _("“{name}” was saved as revision {newest} since; look at it before you decide on it.").format(
                    name=newest.name, newest=newest.revision
                )
            )
        return _row(
            newest.draft(), newest.revision + 1, author=_author(author), link=newest.link, radius_km=newest.radius_km,
            version=newest.version, action="locked", status="decided", base_revision=newest.revision,
        )  # fmt: skip

    row = journal(mission).append(made)
    return _scenario(row) if row else opened(mission, chosen.scenario_id)


def _merged(before: list[Scenario], draft: Draft) -> tuple[Draft, str]:
    """The draft with what others saved since it was opened, and what its author must be told."""
    if draft.base_revision > len(before):
        raise InputError(_("This scenario is not saved in this mission; open another one, or begin anew."))
    if not before:
        return replace(draft, scenario_id=draft.scenario_id or secrets.token_hex(8)), ""
    theirs = before[-1]
    if theirs.is_locked:
        raise InputError(
            _("“{name}” was decided and is locked; duplicate it, and change the duplicate.").format(name=theirs.name)
        )
    if theirs.revision == draft.base_revision:
        return draft, ""
    base = before[draft.base_revision - 1] if draft.base_revision else None
    own_base = base.draft() if base else Draft()
    whole = replace(
        draft,
        moves=merged_moves(own_base.moves, theirs.moves, draft.moves),
        sheet=sheet_module.merged(own_base.sheet, theirs.sheet, draft.sheet),
        name=draft.name if draft.name != own_base.name else theirs.name,
        description=draft.description if draft.description != own_base.description else theirs.description,
    )
    return whole, _told(before[draft.base_revision :], own_base.moves, draft.moves)


def merged_moves(before: tuple[Move, ...], theirs: tuple[Move, ...], mine: tuple[Move, ...]) -> tuple[Move, ...]:
    """Theirs, without what I took out of `before`, then what I made since."""
    mine_ids, before_ids = ({one.move_id for one in some} for some in (mine, before))
    gone = before_ids - mine_ids
    kept = tuple(one for one in theirs if one.move_id not in gone)
    there = before_ids | {one.move_id for one in theirs}
    return (*kept, *(one for one in mine if one.move_id not in there))


def both_changed(before: tuple[Move, ...], theirs: tuple[Move, ...], mine: tuple[Move, ...]) -> list[str]:
    """The bases (base_id) on which both made or took out a move since `before`, in order."""
    return sorted(_changed(before, theirs) & _changed(before, mine))


def _changed(before: tuple[Move, ...], after: tuple[Move, ...]) -> set[str]:
    old, new = ({one.move_id: one.base_id for one in some} for some in (before, after))
    return {base for move_id, base in (old | new).items() if (move_id in old) != (move_id in new)}


def _told(since: list[Scenario], before: tuple[Move, ...], mine: tuple[Move, ...]) -> str:
    authors = ", ".join(dict.fromkeys(own.author for own in since))
    said = _("{authors} saved meanwhile (revision {newest}); both are kept in the one that was saved now.").format(
        authors=authors, newest=since[-1].revision
    )
    shared = both_changed(before, since[-1].moves, mine)
    if not shared:
        return said
    names = _names((*before, *since[-1].moves, *mine))
    bases = ", ".join(names.get(base, base) for base in shared)
    return f"{said} " + _("Both changed {bases}: the later change stands.").format(bases=bases)


def _names(moves: Iterable[Move]) -> dict[str, str]:
    return {one.base_id: str(one.values["name"]) for one in moves if "name" in one.values}


def _content(own: Scenario) -> tuple[object, ...]:
    return own.moves, own.sheet, own.name, own.description


def _named(name: str) -> str:
    if not line(_("Name"), name):
        raise InputError(_("The scenario has no name; give it one."))
    return line(_("Name"), name)


def _author(author: str) -> str:
    if not line(_("Your name"), author):
        raise InputError(_("Say who you are, so that others know who saved this."))
    return line(_("Your name"), author)


def _row(draft: Draft, revision: int, *, status: str = "draft", merged_from: str = "", **fields: object) -> Row:
    """A row of table scenarios from a draft."""
    return {
        "scenario_id": draft.scenario_id or secrets.token_hex(8),
        "revision": revision,
        "name": draft.name,
        "description": paragraph(_("Description"), draft.description),
        "status": status,
        "moves": moves_module.to_json(draft.moves),
        "sheet": sheet_module.to_json(draft.sheet),
        "merged_from": merged_from,
        "saved_at": datetime.now(UTC),
        **fields,
    }


def _history(rows: tuple[Row, ...], scenario_id: str) -> list[Scenario]:
    own = [row for row in rows if row["scenario_id"] == scenario_id]
    return [_scenario(row) for row in sorted(own, key=lambda row: row["revision"])]


def _scenario(row: Row) -> Scenario:
    texts = {name: row[name] or "" for name in ("description", "link", "merged_from")}
    rest = {name: value for name, value in row.items() if name not in ("moves", "sheet")}
    return _known(Scenario(**{**rest, **texts}, moves_json=row["moves"], sheet_json=row["sheet"]))


@lru_cache(maxsize=1024)
def _known(own: Scenario) -> Scenario:
    """Of equal ones the first that was made: its moves and sheet, once read, are not read again."""
    return own
