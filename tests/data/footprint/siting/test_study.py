"""Siting over the real incidents: the known answer, what is said of it, and the command."""

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest

from data import cli
from data.errors import InputError
from data.filters import Filters
from data.footprint import demand, distances, jitter, reach
from data.footprint.siting import candidates, history, matrices, runner_ups, stability
from data.footprint.siting.study import NO_SITES, Question, Study
from data.footprint.siting.within import within

LINK = "?from=2018-09-01&to=2019-06-30&type=violent"
FILTERS = Filters(date(2018, 9, 1), date(2019, 6, 30), "acled", types=("violent",))


@pytest.fixture(scope="module")
def rows(mali_now):
    return mali_now.select(FILTERS)


@pytest.fixture(scope="module")
def ask(mali_now, rows):
    """A question over the reference incidents, the bases of the period's last day kept."""
    towns = distances.towns(reach.open_on(mali_now.table("bases"), FILTERS.end))
    places = candidates.by_rule("events", rows, mali_now)
    return lambda places=places, **asked: Study(demand.of(rows), towns, places, Question(50, **asked))


def test_the_known_answer_is_ogossagou(ask):
    study = ask()
    assert study.chosen[["name", "latitude", "longitude", "gain"]].to_numpy().tolist() == [
        ["Ogossagou", 13.9583, -3.5706, 73]
    ]
    assert (study.counts(NO_SITES)["incidents"], study.counts(study.answer.sites)["incidents"]) == (141, 214)
    assert study.answer.optimal
    assert study.answer.bound == 214


def test_the_runner_up_is_welingara_with_71(ask):
    found = runner_ups.of(ask())
    assert found[["name", "value", "best"]].iloc[0].tolist() == ["Welingara", 71, 73]
    assert found["value"].is_monotonic_decreasing
    apart = distances.km(found, found)
    assert apart[np.triu_indices(len(found), 1)].min() >= runner_ups.APART_KM


def test_a_runner_up_keeps_the_other_sites(ask):
    study = ask(add=3)
    found, others = runner_ups.of(study), study.chosen["site"].to_numpy()[1:]
    for row in found.itertuples():
        site = study.sites.index[(study.sites["name"] == row.name) & (study.sites["latitude"] == row.latitude)]
        gained = study.score(np.append(others, site[-1])) - study.score(NO_SITES)
        assert row.value == gained <= row.best == study.gain


@pytest.mark.parametrize("objective", ["coverage", "distance"])
def test_every_site_chosen_has_its_runner_ups(ask, objective):
    study = ask(add=3, objective=objective)
    found = runner_ups.of_each(study)
    assert found["instead_of"].drop_duplicates().tolist() == study.chosen["name"].tolist()
    for at, own in enumerate(found.groupby("instead_of", sort=False)):
        here = study.chosen.iloc[[at]]
        assert np.allclose(distances.km(own[1], here)[:, 0], own[1]["distance_km"])
        assert (own[1]["distance_km"] > 0).all()
        pd.testing.assert_frame_equal(
            own[1].drop(columns="instead_of").reset_index(drop=True), runner_ups.of(study, at=at)
        )
    assert found["best"].nunique() == 1, "all sites together bring the same, whichever is changed"


def test_within_equals_the_geodesic_of_every_pair(ask):
    study = ask()
    for radius_km in (1, 25, 50, 150, 1000):
        near = within(study.demand, study.sites, radius_km).toarray() > 0
        np.testing.assert_array_equal(near, distances.km(study.demand, study.sites) <= radius_km)


def test_weights_budget_and_capacity_are_kept(ask):
    assert ask(weight="fatalities").gain == ask(weight="fatalities").score(ask(weight="fatalities").answer.sites) - 239
    dear = ask(add=None, budget=2.5)
    assert len(dear.answer.sites) == 2
    full = ask(add=1, capacity=20.0)
    assert full.answer.value <= 20 * (len(full.towns) + 1)
    assert full.answer.optimal


def test_full_cover_leaves_nothing_and_needs_every_site(ask):
    study = ask(add=None, objective="cover")
    assert study.score(study.answer.sites) == 543
    assert study.answer.optimal


def test_least_mean_distance_is_below_that_of_every_single_site(ask):
    study = ask(objective="distance")
    best = study.mean_km(study.answer.sites)
    others = [study.mean_km(np.array([site])) for site in np.flatnonzero(study.terms.free)]
    assert best == pytest.approx(min(others))
    assert best < study.mean_km(NO_SITES)


def test_fixed_and_forbidden_candidates_are_kept_to(ask, mali_now, rows):
    places = candidates.by_rule("events", rows, mali_now)
    assert ask(candidates.marked(places, forbidden=("ogossagou",))).chosen["name"].tolist() == ["Welingara"]
    both = ask(candidates.marked(places, fixed=("Ogossagou",)))
    assert "Ogossagou" not in both.chosen["name"].tolist()
    assert both.score(NO_SITES) == 214
    with pytest.raises(InputError, match="Nowhere"):
        candidates.marked(places, forbidden=("Nowhere",))


@pytest.mark.parametrize(("rule", "most"), [("events", 543), ("towns", 1500), ("seats", 60), ("areas", 49)])
def test_candidates_by_rule(rule, most, rows, mali_now):
    found = candidates.by_rule(rule, rows, mali_now)
    assert 20 < len(found) <= most
    assert not found[["latitude", "longitude"]].duplicated().any()
    assert list(found) == list(candidates.COLUMNS)


def test_a_rule_that_gives_nothing_says_so(mali_now):
    none = mali_now.select(Filters(date(1990, 1, 1), date(1990, 2, 1), "acled"))
    with pytest.raises(InputError, match="events, towns, seats, areas"):
        candidates.by_rule("events", none, mali_now)


def test_stability_counts_each_draw_once(ask, mali_now):
    study = ask()
    found = stability.over_draws(study, lambda g: jitter.positions(study.demand, g, mali_now.areas), 20)
    again = stability.over_draws(study, lambda g: jitter.positions(study.demand, g, mali_now.areas), 20)
    pd.testing.assert_frame_equal(found, again)
    assert found["chosen"].sum() == 20
    assert found["ours"].tolist() == [True] + [False] * (len(found) - 1)
    assert (found["near"] >= found["chosen"]).all()
    still = stability.over_draws(study, lambda _g: study.demand, 3)
    assert still[["name", "chosen"]].to_numpy().tolist() == [["Ogossagou", 3]]


def test_single_years_and_their_own_choice(ask, mali_now):
    found = stability.over_years(ask(), history.years(mali_now, FILTERS)).set_index("year")
    assert found.loc[2019, ["sites", "gain", "ours_gain", "same"]].tolist() == ["Ogossagou", 84, 84, 1]
    assert (found["ours_gain"] <= found["gain"]).all()
    assert (found["incidents"] >= history.FEWEST).all()


def test_out_of_sample_scores_on_the_year_after(ask, mali_now):
    found = history.backtest(ask(), mali_now, FILTERS, rule="events")
    assert (found.first.start, found.first.end) == (FILTERS.start, FILTERS.end)
    assert (found.following.start, found.following.end) == (date(2019, 7, 1), date(2020, 6, 30))
    assert (found.in_sample, found.out_of_sample) == (73, 56)
    assert found.best_there > found.out_of_sample
    later = mali_now.select(FILTERS.during(found.following))
    towns = distances.towns(reach.open_on(mali_now.table("bases"), FILTERS.end))
    with_it = pd.concat([towns[["latitude", "longitude"]], found.chosen[["latitude", "longitude"]]], ignore_index=True)
    near = [
        (distances.km(demand.of(later), some) <= 50).any(axis=1) @ demand.of(later)["incidents"]
        for some in (towns, with_it)
    ]
    assert near[1] - near[0] == 56


def test_a_long_period_is_cut_before_its_last_year():
    long = Filters(date(2016, 1, 1), date(2019, 12, 31), "acled")
    first, following = history.cut(long, date(2020, 10, 31))
    assert (first.end, following.start, following.end) == (date(2018, 12, 31), date(2019, 1, 1), date(2019, 12, 31))
    first, following = history.cut(long, date(2020, 10, 31), date(2017, 1, 1))
    assert (first.end, following.start, following.end) == (date(2016, 12, 31), date(2017, 1, 1), date(2019, 12, 31))


def test_nothing_to_score_on_gives_no_figure(ask, mali_now):
    assert history.backtest(ask(), mali_now, Filters(date(2019, 11, 1), date(2020, 10, 31), "acled")) is None


def test_months_of_the_year_count_alone(rows):
    some = history.in_months(rows, (6,))
    assert 0 < len(some) < len(rows)
    assert set(some["event_date"].dt.month) == {6}
    assert len(history.in_months(rows, ())) == 543


def run(capsys, *args):
    status = cli.main(["site", "--json", *args])
    out, err = capsys.readouterr()
    return status, json.loads(out) if out else err


def test_the_command_gives_the_known_answer(mali, capsys):
    status, found = run(capsys, "--mission", str(mali.folder), "--link", LINK, "--add", "1", "--radius-km", "50")
    assert status == 0
    assert found["sites"] == [{"name": "Ogossagou", "latitude": 13.9583, "longitude": -3.5706, "gain": 73}]
    keys = ("covered_incidents", "gain", "optimal", "bound", "incidents")
    assert [found[key] for key in keys] == [214, 73, True, 214, 543]
    assert found["runner_ups"][0]["name"] == "Welingara"
    assert "not protection or response" in " ".join(found["words"])


def test_the_command_takes_a_list_of_candidates(mali, capsys, tmp_path):
    table = pd.DataFrame({"Name": ["Here", "Ogossagou"], "Lat": ["14.0", "13.9583"], "Lon": ["-3.0", "-3.5706"]})
    table.assign(Forbidden=["", "yes"]).to_csv(path := tmp_path / "list.csv", index=False)
    args = ("--mission", str(mali.folder), "--link", LINK, "--radius-km", "50", "--candidates", str(path))
    assert [site["name"] for site in run(capsys, *args)[1]["sites"]] == ["Here"]


def test_the_command_over_a_matrix_and_a_graph(shared_data, capsys):
    files = sorted((shared_data / "siting").glob("SF_*.csv"))
    weights, matrix = str(files[0]), str(files[1])
    status, found = run(capsys, "--distances", matrix, "--demand", weights, "--add", "3", "--radius", "3000")
    assert (status, found["optimal"], len(found["sites"])) == (0, True, 3)
    assert found["covered"] == sum(site["gain"] for site in found["sites"]) == found["bound"]
    assert run(capsys, "--graph", str(shared_data / "siting/pmed2.txt"))[1]["value"] == 4093


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,latitude\nA,1\n", "longitude"),
        ("name,latitude,longitude\nA,1,2\nB,99,2\n", "row 3"),
        ("name,latitude,longitude,cost\nA,1,2,-1\n", "row 2"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(tmp_path, text, said):
    (path := tmp_path / "list.csv").write_text(text)
    with pytest.raises(InputError, match=said):
        matrices.candidate_list(path)


def test_points_of_the_weights_that_the_matrix_lacks_are_named(tmp_path):
    (matrix := tmp_path / "m.csv").write_text("origin,destination,minutes\nA,1,5\nA,2,7\nB,2,1\n")
    (weights := tmp_path / "w.csv").write_text("point,weight\n1,3\n9,2\n")
    own = matrices.matrix(matrix)
    assert own.values.tolist() == [[5, np.inf], [7, 1]]
    with pytest.raises(InputError, match="“9”"):
        matrices.matrix(matrix, weights)


def test_draws_that_would_take_minutes_are_fewer_and_say_so(ask, monkeypatch):
    monkeypatch.setattr(stability, "SECONDS_ALL", -1.0)
    study = ask()
    found = stability.over_draws(study, lambda _g: study.demand, 50)
    assert found[["chosen", "draws"]].to_numpy().tolist() == [[0, 0]]
