"""The command `site`: from its arguments to one document."""

import argparse

import numpy as np

from data.errors import InputError
from data.filters import Filters
from data.footprint.siting import candidates, cover, coverage, distance, document, graph, history, matrices
from data.footprint.siting.study import Question
from data.footprint.siting.terms import IMPOSSIBLE, Answer, Terms
from data.i18n import _
from data.incidents.rows import Rows
from data.snapshot import Snapshot

DRAWS = 200


def question(args: argparse.Namespace) -> Question:
    """What the arguments ask."""
    objective = args.objective or ("distance" if args.graph and args.radius is None else "coverage")
    unlimited = args.budget is not None or objective == "cover"
    return Question(
        args.radius_km,
        args.add if args.add is not None or unlimited else 1,
        objective,
        args.weight,
        args.budget,
        args.capacity,
        args.time_limit,
    )


def over_incidents(args: argparse.Namespace, snapshot: Snapshot, filters: Filters, rows: Rows) -> dict:
    """The best further sites over the incidents that a link means, with the bases of a day kept."""
    if args.radius_km is None:
        raise InputError(_("Say what is within reach: --radius-km R."))
    months = tuple(args.months)
    rows = history.in_months(rows, months)
    rule = args.candidates if args.candidates in candidates.RULES else ""
    places = candidates.by_rule(rule, rows, snapshot) if rule else matrices.candidate_list(args.candidates)
    places = candidates.marked(places, tuple(args.fix), tuple(args.forbid))
    day = args.as_of or filters.end
    study = document.study_of(snapshot, rows, day, question(args), places)
    if not study.possible:
        raise InputError(_("No choice of sites keeps to what is asked; allow more sites, budget or capacity."))
    found = {"as_of": day.isoformat(), "from": filters.start.isoformat(), "to": filters.end.isoformat()}
    found |= document.of(study) | {"months": list(months)}
    if args.stability:
        tested = history.backtest(study, snapshot, filters, rule=rule, months=months, split=args.split)
        found |= document.precise(study) | document.stable(study, snapshot, filters, months, DRAWS)
        found |= document.out_of_sample(tested)
    return found | {"version": snapshot.number}


def over_matrix(args: argparse.Namespace) -> dict:
    """The best sites over a ready matrix of distances or travel times, or over a graph."""
    own, sites = _matrix(args)
    asked = question(args)
    radius = asked.radius_km if args.radius is None else args.radius
    if asked.objective != "distance" and radius is None:
        raise InputError(_("Say what is within reach, in the unit of the matrix: --radius R."))
    add = asked.add if args.add is not None or asked.objective == "cover" else sites
    limit = None if args.capacity is None else np.full(len(own.sites), args.capacity)
    marks = [_marked(own.sites, names) for names in (args.fix, args.forbid)]
    terms = Terms(len(own.sites), add, *marks, capacity=limit, seconds=asked.seconds)
    reaches = None if radius is None else own.values <= radius
    answer = _answer(asked.objective, own, terms, reaches)
    if answer.state == IMPOSSIBLE:
        raise InputError(_("No choice of sites keeps to what is asked; allow more sites, budget or capacity."))
    return document.of_matrix(own, answer, asked, reaches)


def _marked(sites: list[str], names: list[str]) -> np.ndarray:
    if unknown := [name for name in names if name not in sites]:
        raise InputError(_("No candidate is called “{name}”.").format(name=unknown[0]))
    return np.isin(sites, names)


def _answer(objective: str, own: matrices.Matrix, terms: Terms, reaches: np.ndarray | None) -> Answer:
    if objective == "distance":
        return distance.solve(own.values, own.weights, terms)
    model = cover if objective == "cover" else coverage
    return model.solve(reaches, own.weights, terms)


def _matrix(args: argparse.Namespace) -> tuple[matrices.Matrix, int]:
    """The matrix of the files that are named, and how many sites its file asks for (1 where it does not say)."""
    if args.graph:
        found = graph.read(args.graph)
        names = [str(number + 1) for number in range(len(found.distance))]
        return matrices.Matrix(found.distance, np.ones(len(names)), names, names), found.sites
    return matrices.matrix(args.distances, args.demand), 1
