"""Other forces change no number; sectors are unions of areas; presence leaves by no door; co-location by town."""

import re
import shutil
from datetime import date

import pandas as pd
import pytest
import shapely

from data import edit, export, mission, snapshot
from data.briefing import measures
from data.filters import Filters
from data.footprint import around, demand
from data.footprint.around_schema import Presence, Sectors
from data.geography.join import to_geo
from data.importing.run import import_files
from data.snapshot import open_link
from tests.conftest import ROOT
from tests.data.footprint.test_assets import town
from tests.data.made import written

DAY = date(2019, 12, 31)


@pytest.fixture
def own(tmp_path):
    return mission.load(shutil.copytree(mission.EXAMPLE, tmp_path / "own"))


def numbers(own):
    """Everything that a reach, a demand and the command line say of a mission."""
    shot, reading = open_link(own, "?from=2018-01-01&to=2019-12-31")
    reached = measures.in_reach(shot, reading.filters, reading.filters.span, 100)
    counts = {name: value for name, value in vars(reached).items() if name not in ("inside", "distance_km")}
    return counts, demand.of(shot.select(reading.filters)).to_csv()


def test_other_forces_change_no_number(own):
    before = numbers(own)
    rows = [{"force": "Any", "name": f"N{i}", "location": f"L{i}", "latitude": 10 + i % 10, "longitude": -8 + i // 10,
             "source": "x"} for i in range(100)]  # fmt: skip
    import_files(own, [written(own.folder / "o.csv", pd.DataFrame(rows))], who="tester")
    assert len(own.store.read("other_forces", 2)) == 109
    assert numbers(own) == before
    base = {"base_id": "b", "name": "B", "type": "cob", "status": "open", "latitude": 14.0, "longitude": -3.5}
    edit.save(own, "bases", [edit.added(base)], what="a base of the Mission does")
    assert numbers(own) != before


def test_rows_hold_from_their_first_day_to_their_last():
    rows = pd.DataFrame({"name": ["always", "then"], "from_day": pd.to_datetime([None, "2019-03-01"]),
                         "to_day": pd.to_datetime([None, "2019-03-31"])})  # fmt: skip
    found = {day: around.on_day(rows, date.fromisoformat(day))["name"].tolist() for day in
             ("2019-02-28", "2019-03-01", "2019-03-31", "2019-04-01")}  # fmt: skip
    assert found == {"2019-02-28": ["always"], "2019-03-01": ["always", "then"], "2019-03-31": ["always", "then"],
                     "2019-04-01": ["always"]}  # fmt: skip


def test_the_example_has_three_sectors_and_a_fourth_from_june_2019(own):
    shot = snapshot.load(own, 1)
    table, areas = shot.table("sectors"), shot.areas
    before, after = (around.sectors(table, areas, day) for day in (date(2019, 6, 23), date(2019, 6, 24)))
    assert before["sector"].tolist() == ["East", "North", "West"]
    assert after["sector"].tolist() == ["Centre", "East", "North", "West"]
    shapes = to_geo(areas).set_index("area_id")["geometry"]
    west = before.set_index("sector").loc["West"]
    assert west["areas"].split("; ") == ["Tombouctou", "Mopti", "Segou"]
    union = shapely.union_all(shapes[["ex:ML-TB", "ex:ML-MO", "ex:ML-SG"]].to_list())
    assert west["geometry"].symmetric_difference(union).area == pytest.approx(0, abs=1e-9)
    assert after.set_index("sector").loc["West"]["geometry"].equals(shapes["ex:ML-TB"])
    assert around.disputed(table, DAY) == []


def test_sectors_without_areas_or_rows_are_none():
    areas = two_areas()
    rows = Sectors.shape(pd.DataFrame({"sector": ["A", "A", "B"], "area_id": ["x:1", "x:9", "x:1"]}))
    assert around.sectors(rows, areas, DAY)[["sector", "areas"]].to_numpy().tolist() == [["A", "Koro"], ["B", "Koro"]]
    assert around.disputed(rows, DAY) == ["x:1"]
    assert around.sectors(rows.iloc[:0], areas, DAY).empty
    assert around.sectors(rows.iloc[1:2], areas, DAY).empty


def two_areas():
    """Two areas of one level."""
    shapes = [shapely.to_wkb(shapely.box(i, 0, i + 1, 1)) for i in (0, 1)]
    return pd.DataFrame(
        {"area_id": ["x:1", "pcode:ML0504"], "level": [2, 2], "name": ["Koro", "Bankass"], "geometry": shapes}
    )


def test_presence_is_joined_by_code_or_name_and_the_newest_count_holds():
    table = Presence.shape(
        pd.DataFrame(
            {
                "area": ["ML0504", "ML0504", "ML0504", "koró", "Nowhere", "Koro"],
                "sector": ["Health", "Health", "Health", "Food", "Food", "Water"],
                "organisations": [1, 2, 9, 4, 5, 6],
                "as_of": pd.to_datetime(["2018-01-01", "2019-01-01", "2020-06-01", *["2019-01-01"] * 3]),
                "cleared": [True, True, True, True, True, False],
            }
        )
    )
    found = around.presence(table, two_areas(), DAY).set_index(["sector", "organisations"])["area_id"]
    assert found.dropna().to_dict() == {("Health", 2): "pcode:ML0504", ("Food", 4): "x:1"}
    assert found.index[found.isna()].tolist() == [("Food", 5)]


SECRET = "ZZ-SECTOR-OF-AID"


def test_presence_is_in_no_export(own, tmp_path):
    rows = pd.DataFrame(
        [{"area": "Koro", "sector": SECRET, "organisations": 3, "as_of": "2019-01-01", "cleared": "true"}]
    )
    shot, reading = open_link(own, "?from=2018-01-01&to=2019-12-31")
    before = exported(shot, reading.filters, tmp_path / "before")
    import_files(own, [written(tmp_path / "p.csv", rows)], who="tester")
    now, reading = open_link(own, "?from=2018-01-01&to=2019-12-31")
    assert len(now.table("presence")) == 1
    after = exported(now, reading.filters, tmp_path / "after")
    assert after == before
    assert all(SECRET.encode() not in content for content in after.values())


def exported(shot, filters: Filters, folder):
    """What the text exports of a version hold, its number aside."""
    folder.mkdir()
    export.write(shot, filters, folder / "rows.csv", shot.select(filters).bare(), "")
    export.write_table(shot, filters, shot.table("bases"), folder / "bases.csv", "bases")
    export.write_table(shot, filters, shot.table("bases"), folder / "bases.geojson", "bases")
    for path in folder.glob("*.csv"):
        pd.read_csv(path).drop(columns=["about_version", "mission_version"], errors="ignore").to_csv(path)
    geojson = folder / "bases.geojson"
    geojson.write_text(
        geojson.read_text(encoding="utf-8").partition('"about"')[0].replace(f'_version": {shot.number}', ""),
        encoding="utf-8",
    )
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# Who may know of presence: its schema and reader, where it is joined to areas, and the layer that draws it.
MAY_KNOW = {"data/footprint/around.py", "data/footprint/around_schema.py", "data/footprint/hxl.py",
            "data/footprint/examples.py", "data/template.py", "data/importing/layouts.py", "data/importing/read.py",
            "data/importing/rejects.py", "data/importing/run.py", "data/tables.py", "data/access/handling.py",
            "components/views.py",
            "components/footprint/around.py"}  # fmt: skip


def test_siting_exports_and_pictures_do_not_know_of_presence():
    files = [path for folder in ("data", "components", "pages") for path in (ROOT / folder).rglob("*.py")]
    names = re.compile(r'"presence"|\bhxl\b|\bPresence\b|\bdef presence\b|\baround\.presence\b')
    knowing = {str(p.relative_to(ROOT)) for p in files if names.search(p.read_text(encoding="utf-8"))}
    assert knowing <= MAY_KNOW
    assert {"data/footprint/around.py", "data/footprint/hxl.py"} <= knowing


def test_towns_tell_which_components_stand_together_and_which_are_missing():
    bases = pd.concat(
        [
            town(base_id="1", component_type="military"),
            town(base_id="2", component_type="civilian; police"),
            town(base_id="3", name="Alone", longitude=-3.0, component_type="police"),
            town(base_id="4", name="Silent", longitude=-2.0),
            town(base_id="5", name="Gone", longitude=-1.0, status="closed", closed=pd.Timestamp("2019-01-01")),
        ],
        ignore_index=True,
    )
    found = around.colocation(bases, DAY).set_index("name")
    assert list(found.index) == ["Town", "Alone", "Silent"]
    assert found["present"].tolist() == ["military; police; civilian", "police", ""]
    assert found["missing"].tolist() == ["", "military; civilian", "military; police; civilian"]
    assert found["together"].tolist() == [True, False, False]
    assert found["unknown"].tolist() == [False, False, True]
