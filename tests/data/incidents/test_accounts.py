"""Accounts side by side: the incident's own row, figures given for it, and candidates of other sources."""

import pandas as pd
import pytest

from data import mission, snapshot
from data.importing.run import import_files
from data.incidents import accounts, matches
from tests.data.made import UCDP, acled, rows, written


@pytest.fixture
def two_sources(new_mission, tmp_path):
    """An event of ACLED (2 deaths), UCDP's of the same place and day (5, 4 to 9), and one that is far away."""
    theirs = [{"id": "1"}, {"id": "2", "latitude": "20.5", "longitude": "1"}]
    files = [acled(tmp_path / "a.csv", {"event_id_cnty": "A0"}), written(tmp_path / "u.csv", rows(UCDP, *theirs))]
    import_files(new_mission, files)
    return snapshot.load(new_mission, new_mission.store.latest())


def of(shot, source, event_id):
    row = shot.details(source, [event_id])
    return accounts.side_by_side(shot, row)


def test_each_account_has_its_own_figures_and_actors(two_sources):
    table = of(two_sources, "acled", "A0")
    assert list(table) == accounts.COLUMNS
    own, other = table.iloc[0], table.iloc[1]
    assert table["kind"].tolist() == ["own", "candidate"]
    assert (own["source"], own["event_id"], own["place"], own["fatalities"]) == ("acled", "A0", "Somewhere", 2)
    assert (own["actor1"], own["actor2"]) == ("First Force", "Second Group")
    assert own[["fatalities_low", "fatalities_high", "distance_km"]].isna().all()
    assert (other["source"], other["event_id"], other["place"]) == ("ucdp", "1", "Town")
    assert tuple(other[["fatalities_low", "fatalities", "fatalities_high"]]) == (4, 5, 9)
    assert (other["actor1"], other["actor2"]) == ("Government of X", "Y")
    assert (other["distance_km"], other["days_apart"], other["day"]) == (0, 0, pd.Timestamp("2019-03-23"))


def test_from_the_other_side_the_same_pair(two_sources):
    table = of(two_sources, "ucdp", "1")
    assert list(zip(table["kind"], table["event_id"], strict=True)) == [("own", "1"), ("candidate", "A0")]
    assert table["fatalities"].tolist() == [5, 2]


def test_an_event_without_candidates_stands_alone(two_sources):
    assert of(two_sources, "ucdp", "2")["kind"].tolist() == ["own"]


def test_figures_of_others_are_told_with_wording_and_citation_and_an_unknown_one_is_not_zero():
    opened = mission.load(mission.EXAMPLE)
    shot = snapshot.load(opened, opened.store.latest())
    table = of(shot, "sample", "DOC10")
    figure = table[table["kind"] == accounts.FIGURE].iloc[0]
    assert (figure["source"], figure["wording"]) == ("ACLED", "no figure given")
    assert figure["citation"] == "ACLED, file as of November 2020, aggregate"
    assert table["fatalities"].isna().all()
    figures = of(shot, "sample", "DOC08")
    assert figures["fatalities"].tolist() == [157, 157, 134, 164]
    assert figures["kind"].tolist() == ["own", "figure", "figure", "figure"]


def test_candidates_are_those_of_the_whole_list(both_sources_of_mali):
    """Beside one event stand the candidates, scores and rivals that the list of all pairs has for it."""
    shot, pairs = both_sources_of_mali
    for event, own in pairs.groupby("event_a"):
        table = of(shot, "ucdp", event)
        candidates = table[table["kind"] == accounts.CANDIDATE]
        assert candidates["event_id"].tolist() == own["event_b"].tolist()
        assert candidates["fatalities"].tolist() == own["fatalities_b"].tolist()


@pytest.fixture(scope="module")
def both_sources_of_mali(shared_data, tmp_path_factory):
    made = mission.init(tmp_path_factory.mktemp("accounts") / "both", "MINUSMA", "Mali")
    import_files(made, [shared_data / "acled/mali_2020-11-06.csv"])
    import_files(made, [shared_data / "ucdp/ged231_sample_1000.csv"])
    shot = snapshot.load(made, made.store.latest())
    return shot, matches.candidates(shot, "ucdp", "acled")
