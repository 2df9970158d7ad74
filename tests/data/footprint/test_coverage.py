import json
from datetime import date

import pytest

from data import cli
from data.filters import Filters
from data.footprint import coverage, reach
from data.footprint.coverage import Coverage
from tests.data.footprint.test_reach import KNOWN

LINK = "?from=2018-09-01&to=2019-06-30&type=violent"


@pytest.fixture
def said(mali, capsys):
    """What `coverage` answers as JSON."""

    def run(*arguments):
        assert cli.main(["coverage", "--mission", str(mali.folder), "--json", "--link", LINK, *arguments]) == 0
        return json.loads(capsys.readouterr().out)

    return run


@pytest.fixture(scope="module")
def found(mali_now):
    rows = mali_now.select(Filters(date(2018, 9, 1), date(2019, 6, 30), "acled", types=("violent",)))
    bases = reach.open_on(mali_now.table("bases"), date(2019, 6, 30))
    return Coverage(rows, bases, mali_now.areas, mali_now.settings, 50)


@pytest.mark.parametrize(("radius_km", "incidents"), KNOWN.items())
def test_known_answers_of_the_command(said, radius_km, incidents):
    document = said("--radius-km", str(radius_km))
    assert (document["incidents"], document["fatalities"], document["bases"]) == (543, 1692, 13)
    assert document["covered_incidents"] == incidents
    assert document["share_incidents"] == pytest.approx(incidents / 543)
    assert document["words"].startswith(f"within {radius_km} km, straight line, of a base town; not protection")
    low, median, high = (document["band"]["jittered"]["incidents"][name] for name in ("low", "median", "high"))
    assert low <= median <= high
    if radius_km == 50:
        assert round(100 * document["share_fatalities"], 2) == 14.13


def test_bands_by_precision_are_the_command_with_fewer_incidents(said):
    band = said("--radius-km", "50")["band"]
    for name, worst in coverage.BY_PRECISION.items():
        alone = said("--radius-km", "50", "--link", f"{LINK}&precision={worst}")
        own = {key: value for key, value in alone.items() if key in band[name]}
        assert own == band[name]
        assert len(own) == 12
    assert band["exact"]["incidents"] < band["exact_and_near"]["incidents"] < band["all"]["incidents"] == 543


def test_another_day_has_other_bases(said):
    assert said("--radius-km", "50", "--as-of", "2013-06-30")["bases"] == 0
    then = said("--radius-km", "50", "--as-of", "2016-06-30")
    assert (then["bases"], then["as_of"], then["towns"]) == (15, "2016-06-30", 15)
    assert then["covered_incidents"] > 141


def test_without_an_open_base_a_share_is_unknown(said):
    none = said("--radius-km", "50", "--as-of", "2013-06-30")
    assert (none["covered_incidents"], none["share_incidents"], none["incidents_per_base"]) == (0, None, None)


def test_people_within_reach_are_of_areas_that_have_a_figure(said):
    people = said("--radius-km", "50")["population"]
    assert (people["level"], people["known"]) == (1, 14_517_176)
    assert people["share"] == pytest.approx(people["covered"] / people["known"])
    assert "evenly spread" in people["words"]


def test_the_parts_add_up(said):
    document = said("--radius-km", "100")
    reached = {row["towns"]: row["incidents"] for row in document["reached_from"]}
    assert sum(reached.values()) == 543
    assert reached[1] + reached[2] + reached[3] == document["covered_incidents"]
    assert document["backup"]["incidents"] == reached[2] + reached[3]
    assert sum(row["only_incidents"] for row in document["by_town"]) == reached[1]
    (military,) = document["by_component"]
    assert military.pop("band") == {name: document["band"]["jittered"][name] for name in coverage.MEASURES}
    figures = {name: document[f"covered_{name}"] for name in coverage.MEASURES}
    assert military == {"component_type": "military", "towns": 13} | figures


def test_the_band_of_some_towns_is_that_of_a_footprint_of_them(found):
    some = found.towns["name"].isin(["Gao", "Kidal"]).to_numpy()
    alone = Coverage(found.rows.bare(), found.bases[found.bases["name"].isin(["Gao", "Kidal"])].reset_index(drop=True),
                     found.areas, found.settings, 50)  # fmt: skip
    assert found.band(some) == alone.band()
    assert found.band(some)["incidents"].high < found.band()["incidents"].low


@pytest.mark.parametrize(
    "wrong",
    [("--radius-km", "0"), ("--radius-km", "-5"), ("--radius-km", "nan"), ("--radius-km", "50", "--as-of", "x")],
)
def test_what_is_no_radius_or_day_is_refused(mali, capsys, wrong):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["coverage", "--mission", str(mali.folder), *wrong])
    assert stopped.value.code == 2
    assert wrong[-1] in capsys.readouterr().err
