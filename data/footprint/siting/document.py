"""What the command `site` prints: the sites, what they add, how sure that is, and how stable."""

from datetime import date

import numpy as np
import pandas as pd

from data.filters import Filters
from data.footprint import demand, distances, jitter, reach
from data.footprint.siting import coverage, history, matrices, runner_ups, stability
from data.footprint.siting.history import Backtest
from data.footprint.siting.study import NO_SITES, WEIGHTS, Question, Study
from data.footprint.siting.terms import Answer
from data.i18n import _
from data.incidents.rows import Rows
from data.snapshot import Snapshot


def words(radius_km: float) -> list[str]:
    """What must stand beside every result, on screen and in print."""
    return [
        _("Illustrative options: distance and counts alone, for people to weigh."),
        _("Within {radius} km, straight line, of a base town; not protection or response.").format(
            radius=f"{radius_km:g}"
        ),
        _("Fitted on the same events that it is scored on: see how it does on later ones."),
    ]


def study_of(snapshot: Snapshot, rows: Rows, day: date, question: Question, places: pd.DataFrame) -> Study:
    """A question over incidents, with the base towns that are open on a day."""
    bases = reach.open_on(snapshot.table("bases"), day)
    return Study(demand.of(rows), distances.towns(bases), places, question)


def of(study: Study) -> dict:
    """The answer as plain values: sites, before and after, bound, runner-ups."""
    asked, answer, column = study.question, study.answer, WEIGHTS[study.question.weight]
    before, after = study.counts(NO_SITES), study.counts(answer.sites)
    total = {name: int(study.demand[name].sum()) for name in before}
    document = {
        "objective": asked.objective,
        "weight": asked.weight,
        "radius_km": asked.radius_km,
        "words": words(asked.radius_km),
        "towns": len(study.towns),
        "candidates": len(study.candidates),
        "possible": study.possible,
        "sites": _sites(study),
        **{key: value for name in total for key, value in _measure(name, total, before, after).items()},
        "gain": after[column] - before[column],
        **surety(answer),
        "runner_ups": records(runner_ups.of_each(study)),
        "left_out": _left_out(study),
    }
    if asked.objective == "distance":
        document |= {"mean_km": study.mean_km(answer.sites), "mean_km_before": study.mean_km(NO_SITES)}
    if asked.capacity is not None:
        document["assigned"] = number(answer.value)
    return document


def _measure(name: str, total: dict[str, int], before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {name: total[name], f"covered_{name}_before": before[name], f"covered_{name}": after[name]}


def surety(answer: Answer) -> dict:
    """Whether the answer is the best, by the solver's own value, bound and status; the gap as a share of the value."""
    known = np.isfinite(answer.value)
    return {
        "optimal": answer.optimal,
        "value": number(answer.value),
        "bound": number(answer.bound),
        "gap": number(answer.gap) if known else None,
        "status": answer.state,
    }


def _sites(study: Study) -> list[dict]:
    table = study.chosen[["name", "latitude", "longitude", "gain"]]
    return records(table.assign(cost=study.chosen["cost"]) if study.question.budget is not None else table)


def _left_out(study: Study) -> list[dict]:
    """The places that no site can reach, where that is asked."""
    if study.question.objective == "coverage":
        return []
    own = study.demand.iloc[study.answer.left_out]
    return records(own[["location", "latitude", "longitude", "incidents"]].rename(columns={"location": "name"}))


def stable(study: Study, snapshot: Snapshot, filters: Filters, months: tuple[int, ...], draws: int) -> dict:
    """In how many moves of the locations, and in which single years, the same sites are chosen."""
    spread = {"near_km": snapshot.settings.near_km, "region_km": snapshot.settings.region_km}
    moved = stability.over_draws(
        study, lambda random: jitter.positions(study.demand, random, snapshot.areas, **spread), draws
    )
    shown = moved[moved["ours"] | (moved.index < runner_ups.MOST + len(study.chosen))].drop(columns="site")
    years = stability.over_years(study, history.years(snapshot, filters, months))
    return {
        "stability": {
            "draws": int(moved["draws"].max()) if len(moved) else draws,
            **spread,
            "sites": records(shown),
            "years": records(years),
        }
    }


def precise(study: Study) -> dict:
    """The same question over exact locations only."""
    own = study.over(study.demand[study.demand["geo_precision"] == 1])
    here = study.chosen["site"].to_numpy(dtype=int)
    return {
        "precise_only": {
            "incidents": int(own.demand["incidents"].sum()),
            "sites": _sites(own),
            "gain": number(own.gain),
            "gain_of_chosen": number(own.score(here) - own.score(NO_SITES)),
            "optimal": own.answer.optimal,
        }
    }


def out_of_sample(found: Backtest | None) -> dict:
    """Sites chosen on the first days, scored on the next."""
    if found is None:
        return {"out_of_sample": None}
    days = {key: [own.start.isoformat(), own.end.isoformat()] for key, own in _periods(found).items()}
    figures = {key: number(getattr(found, key)) for key in ("in_sample", "out_of_sample", "best_there")}
    names = {"sites": list(found.chosen["name"]), "best_sites_there": list(found.there["name"])}
    return {"out_of_sample": days | names | figures | {"totals": [number(own) for own in found.totals]}}


def _periods(found: Backtest) -> dict:
    return {"chosen_on": found.first, "scored_on": found.following}


def of_matrix(own: matrices.Matrix, answer: Answer, question: Question, reaches: np.ndarray | None) -> dict:
    """The answer over a ready matrix: sites with what each adds, value and bound, points that nothing reaches.

    `reaches` says which site has which point within reach; None where no radius was given: then nothing is within it.
    """
    head = {"objective": question.objective, "points": len(own.points), "candidates": len(own.sites)}
    if reaches is None:
        head |= {"sites": [{"name": own.sites[at]} for at in answer.sites], "total": number(own.weights.sum())}
    else:
        order, gains = coverage.in_order(reaches, own.weights, answer.sites)
        idle = [{"name": own.sites[at], "gain": 0} for at in np.setdiff1d(answer.sites, order)]
        added = [{"name": own.sites[at], "gain": number(gain)} for at, gain in zip(order, gains, strict=True)]
        covered = number(coverage.within(reaches, own.weights, answer.sites))
        head |= {"sites": added + idle, "total": number(own.weights.sum()), "covered": covered, "gain": covered}
    document = head | surety(answer) | {"left_out": [own.points[at] for at in answer.left_out]}
    reached = own.weights.sum() - own.weights[answer.left_out].sum()
    if question.objective == "distance" and reached:
        document["mean"] = number(answer.value / reached)
    return document


def records(table: pd.DataFrame) -> list[dict]:
    """Rows as plain values."""
    rows = table.to_dict("records")
    return [{key: number(value) if isinstance(value, float) else value for key, value in row.items()} for row in rows]


def number(value: float) -> int | float | None:
    """A number as JSON has it: whole ones without a point, none for what is not finite."""
    if not np.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else float(value)
