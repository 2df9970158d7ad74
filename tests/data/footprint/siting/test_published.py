"""Published optima of the OR-Library's p-median graphs, and the San Francisco files against brute force."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from data.errors import InputError
from data.footprint.siting import branching, coverage, distance, graph
from data.footprint.siting.terms import Terms

PMED = dict(enumerate((5819, 4093, 4250, 3034, 1355, 7824, 5631, 4445, 2734, 1255), start=1))


@pytest.mark.parametrize("number", PMED)
def test_published_optimum_of_the_p_median(shared_data, number):
    found = graph.read(shared_data / f"siting/pmed{number}.txt")
    many = len(found.distance)
    answer = distance.solve(found.distance, np.ones(many), Terms(many, found.sites, seconds=60))
    assert answer.value == PMED[number]
    assert answer.optimal
    assert answer.bound == PMED[number]
    assert found.distance[:, answer.sites].min(axis=1).sum() == PMED[number]


@pytest.mark.parametrize("many", [1, 2, 3, 4])
@pytest.mark.parametrize("radius", [1000, 2500, 5000, 8000])
def test_san_francisco_equals_brute_force(shared_data, many, radius):
    table = pd.read_csv(shared_data / "siting/SF_network_distance_candidateStore_16_censusTract_205_new.csv")
    matrix = table.pivot(index="DestinationName", columns="name", values="distance")
    weights = table.groupby("DestinationName")["demand"].first()[matrix.index].to_numpy()
    reaches = matrix.to_numpy() <= radius
    most = max(weights[reaches[:, some].any(axis=1)].sum() for some in map(list, combinations(range(16), many)))
    answer = coverage.solve(reaches, weights, Terms(16, many))
    assert answer.optimal
    assert answer.value == most == weights[reaches[:, answer.sites].any(axis=1)].sum()


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_branches_alone_come_to_the_least_of_all_choices(monkeypatch, seed, whole):
    monkeypatch.setattr(branching, "FEW", 0)
    random = np.random.default_rng(seed)
    matrix = random.integers(0, 60, (35, 20)).astype(float) if whole else random.random((35, 20))
    weights = random.integers(1, 5, 35).astype(float)
    fixed = np.arange(20) == 7
    least = min(weights @ matrix[:, [7, *some]].min(axis=1) for some in combinations(range(20), 3))
    answer = distance.solve(matrix, weights, Terms(20, 3, fixed))
    assert answer.optimal
    assert answer.value == pytest.approx(least)
    assert answer.bound <= answer.value


def test_a_time_limit_that_runs_out_says_so():
    random = np.random.default_rng(2)
    matrix = random.random((300, 300))
    answer = distance.solve(matrix, np.ones(300), Terms(300, 9, seconds=0.3))
    assert not answer.optimal
    assert answer.bound < answer.value
    assert answer.gap == pytest.approx((answer.value - answer.bound) / answer.value)


def test_the_last_of_an_edge_given_twice_counts(tmp_path):
    path = tmp_path / "g.txt"
    path.write_text("3 3 1\n1 2 5\n2 1 9\n2 3 0\n")
    assert graph.read(path).distance.round().tolist() == [[0, 9, 9], [9, 0, 0], [9, 0, 0]]


@pytest.mark.parametrize("text", ["3 1 1\n1 2", "3 1 1\n1 4 5", "a b c", "", "3 1 1\n1 2 -5"])
def test_what_is_no_graph_is_refused_by_name(tmp_path, text):
    path = tmp_path / "g.txt"
    path.write_text(text)
    with pytest.raises(InputError, match=r"g\.txt"):
        graph.read(path)
