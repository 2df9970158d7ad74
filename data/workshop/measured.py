"""What footprints that stand for choice have within reach: figures that are stored with a decision and printed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from data.footprint import reach
from data.workshop import effect, moves
from data.workshop.effect import Within
from data.workshop.moves import Move
from data.workshop.scenarios import Scenario


@dataclass(frozen=True)
class Footprint:
    """One footprint that stood for choice and what lies within reach of its base towns, by measure of `demand`.

    `scenario` is its id@revision and `name` its name, both empty for today's. `why_not` is why it was not chosen;
    empty for today's and the chosen one.
    """

    name: str
    towns: int
    counts: Mapping[str, int] = field(hash=False)
    totals: Mapping[str, int] = field(hash=False)
    scenario: str = ""
    why_not: str = ""

    def share(self, measure: str) -> float | None:
        """The share of a measure within reach; None where there is nothing to reach, or no base."""
        total = self.totals[measure]
        return self.counts[measure] / total if total and self.towns else None


@dataclass(frozen=True)
class Measures:
    """What lay within `radius_km`, straight line, of the base towns open on `bases_on`, of each footprint compared.

    `footprints` begins with today's and the chosen one; the alternatives follow, each with why not.
    """

    radius_km: float
    bases_on: date
    footprints: tuple[Footprint, ...]


def of(
    demand: pd.DataFrame,
    bases: pd.DataFrame,
    day: date,
    radius_km: float,
    compared: Sequence[tuple[Scenario, str]],
) -> Measures:
    """Today's footprint, and those `compared` (each with why not; the chosen one first), over `demand`.

    `bases` is the whole table of bases; those open on `day` count. See `demand.of`, and `effect.within` for how.
    """

    def within(made: Sequence[Move]) -> Within:
        return effect.within(demand, reach.open_on(moves.apply(bases, made), day), radius_km)

    today = _footprint("", within(()))
    rest = [_footprint(one.name, within(one.moves), one.code, why_not) for one, why_not in compared]
    return Measures(radius_km, day, (today, *rest))


def _footprint(name: str, found: Within, scenario: str = "", why_not: str = "") -> Footprint:
    return Footprint(name, found.towns, found.counts, found.totals, scenario, why_not)


def to_json(measures: Measures) -> str:
    """The figures as JSON; why not stands elsewhere."""
    footprints = [
        {name: value for name, value in vars(own).items() if name != "why_not"} for own in measures.footprints
    ]
    whole = {"radius_km": measures.radius_km, "bases_on": measures.bases_on.isoformat(), "footprints": footprints}
    return json.dumps(whole, ensure_ascii=False)


def from_json(text: str, why_not: Mapping[str, str]) -> Measures:
    """Figures from JSON of `to_json`, with why not by scenario."""
    read = json.loads(text)
    footprints = [Footprint(**own, why_not=why_not.get(own["scenario"], "")) for own in read["footprints"]]
    return Measures(read["radius_km"], date.fromisoformat(read["bases_on"]), tuple(footprints))
