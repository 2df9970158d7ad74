"""A decision as the record that is filed: its scenario, bases and settings as they were in its version."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from data.access import handling
from data.filters import query_values
from data.i18n import _
from data.mission import Mission
from data.workshop import decisions, moves, scenarios, spelling
from data.workshop.decisions import Decision
from data.workshop.documents.record import Record
from data.workshop.measured import Footprint

PATH = "/workshop"


@dataclass(frozen=True)
class Around:
    """What pages know and a decision does not: period, filters and sources in words, where the app is, a map as PNG."""

    period: str
    filters: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    base_url: str = ""
    picture: bytes = b""


def of(mission: Mission, decision: Decision, around: Around) -> Record:
    """The record of a decision; its words and figures are those that were stored, whatever changed since."""
    chosen = scenarios.opened(mission, decision.chosen)
    bases = mission.store.read("bases", decision.version)
    names = moves.names_of(bases, chosen.moves)
    settings = mission.settings_at(decision.version) if decision.version else mission.settings
    source = query_values(decision.link).get("source", [""])[0]
    return Record(
        decision_id=decision.decision_id,
        **vars(decision.words),
        decided_on=decision.decided_on,
        chosen=revision_name(chosen.name, chosen.code),
        changes=tuple(moves.words(one, names) for one in chosen.moves),
        footprints=tuple(map(_named, decision.measures.footprints)),
        sheet=chosen.sheet,
        radius_km=decision.measures.radius_km,
        bases_on=decision.measures.bases_on,
        mission=settings.name,
        handling=handling.of_all(mission, settings, handling.USES["workshop"], source).words,
        mark=settings.mark(source),
        period=around.period,
        filters=around.filters,
        version=decision.version,
        sources=around.sources,
        link=link(decision, around.base_url),
        author=decision.author,
        saved_at=decision.saved_at,
        replaces=_replaced(mission, decision),
        picture=around.picture,
    )


def link(decision: Decision, base_url: str = "") -> str:
    """The pinned link that opens the chosen scenario over the same data with the same filters."""
    radius = {"workshop_radius": f"{decision.measures.radius_km:g}"}
    pinned = {"at": str(decision.version)} if decision.version else {}
    query = {**query_values(decision.link), **pinned, "scenario": decision.chosen, **radius}
    return f"{base_url}{PATH}?{urlencode(query, doseq=True)}"


def revision_name(name: str, code: str) -> str:
    """A scenario's name with the revision of its code (id@revision)."""
    return _("{name} (revision {n})").format(name=name, n=code.partition("@")[2])


def _named(own: Footprint) -> Footprint:
    return replace(own, name=revision_name(own.name, own.scenario) if own.scenario else _("Today"))


def _replaced(mission: Mission, decision: Decision) -> str:
    if not decision.replaces:
        return ""
    before = decisions.opened(mission, decision.replaces)
    return _("{title}, {day}").format(title=before.words.title, day=spelling.day(before.decided_on))
