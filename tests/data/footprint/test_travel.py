import json

import numpy as np
import pandas as pd
import pytest

from data import cli
from data.footprint import distances, travel
from data.footprint.travel_schema import Roads, TravelTimes
from data.importing.run import import_files
from tests.data.footprint.test_nearby import made

LINK = "?from=2018-09-01&to=2019-06-30&type=violent"


def places(*rows):
    """Rows of demand from (latitude, longitude, area2_id)."""
    table = pd.DataFrame(rows, columns=["latitude", "longitude", "area2_id"])
    return table.assign(area1_id="r:1", geo_precision=1, incidents=1)


def roads(*rows):
    """Roads along 15° N from (west, east, km, dry speed, rainy speed)."""
    names = ["from_longitude", "to_longitude", "length_km", "speed_dry_kmh", "speed_rainy_kmh"]
    table = pd.DataFrame(rows, columns=names).assign(from_latitude=15.0, to_latitude=15.0)
    return Roads.shape(table.assign(segment_id=[f"s{n}" for n in range(len(rows))]))


def times(*rows):
    return TravelTimes.shape(pd.DataFrame(rows))


@pytest.fixture
def bases():
    return made({"longitude": 0.0}, {"longitude": 3.0})


def minutes(demand, bases, times_=(), roads_=(), season="dry"):
    towns = distances.towns(bases)
    return travel.of(demand, towns, bases, times(*times_), roads(*roads_), season=season)


def test_the_shortest_way_by_season():
    """1° to 2° by the track is 120 minutes dry; the paved detour of 150 km is not passable in the rains."""
    net = [(0, 1, 100, 50, 25), (1, 2, 60, 30, None), (1, 2, 60, 40, None), (1, 5, 75, 100, 10), (5, 2, 75, 100, 10)]
    where, one = places((15.0, 2.0, "c:1")), made({"longitude": 0.0})
    assert minutes(where, one, roads_=net).minutes.tolist() == [[120 + 90]]
    assert minutes(where, one, roads_=net, season="rainy").minutes.tolist() == [[240 + 900]]


def test_what_no_road_leads_to_is_unreachable(bases):
    found = minutes(
        places((15.0, 1.0, "c:1"), (15.0, 8.0, "c:1")), bases, roads_=[(0, 1, 60, 60, 60), (7, 8, 1, 60, 60)]
    )
    assert found.minutes[0, 0] == 60
    assert np.isnan(found.minutes[0, 1]), "the second town lies 200 km from any road"
    assert np.isnan(found.minutes[1]).all()
    assert found.counted(np.array([3, 4])) == {"reachable": 3, "unreachable": 4}
    assert found.town_snap_km[0] == pytest.approx(0, abs=1e-9)
    assert np.isnan(found.town_snap_km[1])


def test_points_snap_to_the_nearest_node_and_say_how_far(bases):
    found = minutes(places((15.05, 1.0, "c:1"), (15.2, 1.0, "c:1")), bases, roads_=[(0, 1, 60, 60, 60)])
    assert found.snap_km[0] == pytest.approx(5.53, abs=0.01)
    assert found.minutes[0, 0] == 60
    assert np.isnan(found.minutes[1, 0]), "22 km off the road"
    assert np.isnan(found.snap_km[1])


def test_roads_closed_in_the_rains_are_no_way(bases):
    own = roads((0, 1, 60, 60, 30)).assign(passable_rainy=pd.array([False], dtype="boolean"))
    where, towns = places((15.0, 1.0, "c:1")), distances.towns(bases)
    assert travel.by_road(where, towns, own, season="dry").minutes[0, 0] == 60
    assert np.isnan(travel.by_road(where, towns, own, season="rainy").minutes[0, 0])


def test_a_place_holds_before_an_area_and_an_area_before_roads(bases):
    where = places((15.0, 1.0, "c:1"), (16.0, 1.0, "c:1"), (17.0, 1.0, "c:2"), (15.0, 2.0, "c:9"))
    table = [
        {"from_id": "0", "to_id": "Village", "to_latitude": 15.0, "to_longitude": 1.0, "minutes_dry": 10.0},
        {"from_id": "0", "to_id": "c:1", "minutes_dry": 20.0, "minutes_rainy": 50.0},
        {"from_id": "0", "to_id": "r:1", "minutes_dry": 30.0},
        {"from_id": "elsewhere", "to_id": "c:1", "minutes_dry": 1.0},
        {"from_id": "a name", "from_latitude": 15.01, "from_longitude": 3.0, "to_id": "c:2", "minutes_dry": 7.0},
    ]
    found = minutes(where, bases, table, [(0, 2, 60, 60, 60)])
    assert found.minutes[:, 0].tolist() == [10, 20, 30, 30]
    assert found.minutes[2, 1] == 7
    rainy = minutes(where, bases, table, [(0, 2, 60, 60, 60)], "rainy")
    assert np.isnan(rainy.minutes[0, 0]), "the table says that there is no way to the village in the rains"
    assert rainy.minutes[1, 0] == 50
    assert np.isnan(rainy.minutes[3, 0])


def test_the_command_by_travel_time(mali_copy, tmp_path, capsys):
    def said(*arguments):
        status = cli.main(["coverage", "--mission", str(mali_copy.folder), "--json", "--link", LINK, *arguments])
        return status, capsys.readouterr()

    status, streams = said("--minutes", "60")
    assert status == 2
    assert "import table travel_times or roads" in streams.err
    mopti = mali_copy.store.read("bases", 3).set_index("name").loc["Mopti/Sevare"]
    far = mopti["latitude"] + 0.5
    (tmp_path / "roads.csv").write_text(
        "segment_id,from_latitude,from_longitude,to_latitude,to_longitude,length_km,speed_dry_kmh,speed_rainy_kmh\n"
        f"s1,{mopti['latitude']},{mopti['longitude']},{far},{mopti['longitude']},60,60,\n"
    )
    (tmp_path / "times.csv").write_text(
        f"from_id,to_id,minutes_dry,minutes_rainy,source\n{mopti['base_id']},wof:85674539,90,400,a section\n"
    )
    _target, reports = import_files(mali_copy, [tmp_path / "roads.csv", tmp_path / "times.csv"], who="tester")
    assert [r.parsed.table for r in reports] == ["roads", "travel_times"]
    assert [r.added for r in reports] == [1, 1]
    dry, rainy = (json.loads(said("--minutes", "100", "--season", s)[1].out) for s in ("dry", "rainy"))
    assert dry["covered_incidents"] > 200, "Mopti region lies within 90 minutes, as the table says"
    assert (rainy["covered_incidents"], dry["incidents"]) == (0, 543)
    assert dry["reachable"] + dry["unreachable"] == 543
    assert dry["words"].startswith("within 100 minutes of a base town, dry season, as supplied")
    assert "band" not in dry
    assert said("--radius-km", "50")[0] == 0
    assert said()[0] == 2
