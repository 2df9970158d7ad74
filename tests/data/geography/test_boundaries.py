"""Boundaries as their publishers lay them out, made small: two regions, each with one cercle, side by side."""

import zipfile

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from data.errors import InputError
from data.geography.boundaries import assign_parents
from tests.data.made import layer, read, square

WEST, EAST = square(-4, 14), square(-3, 14)
INSIDE_WEST, INSIDE_EAST = square(-3.8, 14.2, 0.5), square(-2.8, 14.2, 0.5)


def cod_old(level):
    """COD-AB of about 2015: admin2Name, admin2Pcod."""
    upper = {"admin1Name": ["Mopti", "Gao"], "admin1Pcod": ["ML05", "ML07"], "admin0Name": "Mali", "admin0Pcod": "ML"}
    lower = {"admin2Name": ["Koro", "Ansongo"], "admin2Pcod": ["ML0501", "ML0701"], "admin2RefN": ["x", "y"]}
    return upper | (lower if level == 2 else {})


def cod_upper(level):
    """COD-AB of about 2019: ADM2_FR, ADM2_PCODE."""
    upper = {"ADM0_FR": "Mali", "ADM0_PCODE": "ML", "ADM1_FR": ["Mopti", "Gao"], "ADM1_PCODE": ["ML05", "ML07"]}
    lower = {"ADM2_FR": ["Koro", "Ansongo"], "ADM2_PCODE": ["ML0501", "ML0701"], "date": "2019-05-29"}
    return upper | (lower if level == 2 else {})


def cod_new(level):
    """COD-AB of today: adm2_name, adm2_pcode."""
    return {name.casefold().replace("_fr", "_name"): values for name, values in cod_upper(level).items()}


def geoboundaries(level):
    names = ["Mopti", "Gao"] if level == 1 else ["Koro", "Ansongo"]
    return {"shapeName": names, "shapeISO": "", "shapeID": [f"{level}B{n}" for n in names], "shapeGroup": "MLI",
            "shapeType": f"ADM{level}"}  # fmt: skip


def whos_on_first(level):
    names, ids = (["Mopti", "Gao"], [11, 12]) if level == 1 else (["Koro", "Ansongo"], [21, 22])
    kind, parents = ("region", [1, 1]) if level == 1 else ("county", [11, 12])
    return {"wof:id": ids, "wof:name": names, "wof:placetype": kind, "wof:parent_id": parents, "wof:population": [5, 0]}


PREFIX = {cod_old: "pcode", cod_upper: "pcode", cod_new: "pcode", geoboundaries: "gb", whos_on_first: "wof"}
PUBLISHER = {"pcode": "COD-AB", "gb": "geoBoundaries", "wof": "Who's On First"}


def layers(publisher):
    """Both levels of a publisher: (columns, shapes)."""
    regions = layer(publisher(1), [WEST, EAST])
    return regions, layer(publisher(2), [INSIDE_WEST, INSIDE_EAST])


def shapefile(path, frame):
    """A zipped shapefile."""
    folder = path.with_suffix("")
    folder.mkdir()
    frame.to_file(folder / "areas.shp")
    with zipfile.ZipFile(path, "w") as archive:
        for part in folder.iterdir():
            archive.write(part, part.name)
    return path


@pytest.mark.parametrize("publisher", PREFIX, ids=lambda p: p.__name__)
def test_ids_levels_names_and_parents_from_a_geopackage_of_two_layers(publisher, tmp_path):
    for name, frame in zip(("regions", "cercles"), layers(publisher), strict=True):
        frame.to_file(tmp_path / "areas.gpkg", layer=name)
    parsed = read(tmp_path / "areas.gpkg")
    prefix = PREFIX[publisher]
    assert (parsed.layout, parsed.accepted) == (PUBLISHER[prefix] + ", boundaries", 4)
    areas = assign_parents(parsed.frame).set_index("name")
    assert areas["level"].to_dict() == {"Mopti": 1, "Gao": 1, "Koro": 2, "Ansongo": 2}
    assert areas["area_id"].str.startswith(prefix + ":").all()
    assert areas.loc[["Koro", "Ansongo"], "parent_id"].tolist() == areas.loc[["Mopti", "Gao"], "area_id"].tolist()
    assert areas.loc[["Mopti", "Gao"], "parent_id"].isna().all()


@pytest.mark.parametrize("publisher", PREFIX, ids=lambda p: p.__name__)
def test_the_same_areas_from_geojson_and_zipped_shapefile(publisher, tmp_path):
    _regions, cercles = layers(publisher)
    cercles.to_file(tmp_path / "a.geojson")
    parsed = [read(tmp_path / "a.geojson")]
    if max(map(len, cercles)) <= 10:  # a shapefile cuts longer names
        parsed.append(read(shapefile(tmp_path / "z.zip", cercles)))
    for each in parsed:
        assert each.frame["name"].tolist() == ["Koro", "Ansongo"]
        assert each.frame["level"].tolist() == [2, 2]
        assert each.frame["area_id"].tolist() == parsed[0].frame["area_id"].tolist()
        assert shapely.equals(shapely.from_wkb(each.frame["geometry"].to_numpy()), [INSIDE_WEST, INSIDE_EAST]).all()


def test_codes_of_parents_go_before_geometry(tmp_path):
    moved = cod_upper(2) | {"ADM1_PCODE": ["ML07", "ML05"]}
    frame = pd.concat([layer(cod_upper(1), [WEST, EAST]), layer(moved, [INSIDE_WEST, INSIDE_EAST])])
    for name, part in (("one", frame[frame["ADM2_PCODE"].isna()].dropna(axis=1)), ("two", frame.dropna())):
        gpd.GeoDataFrame(part, crs=frame.crs).to_file(tmp_path / "a.gpkg", layer=name)
    areas = assign_parents(read(tmp_path / "a.gpkg").frame).set_index("name")["parent_id"]
    assert (areas["Koro"], areas["Ansongo"]) == ("pcode:ML07", "pcode:ML05")


def test_a_name_is_a_name_not_a_reference(tmp_path):
    columns = {"ADM1_REF": [None, None]} | cod_upper(1)
    layer(columns, [WEST, EAST]).to_file(tmp_path / "a.geojson")
    assert read(tmp_path / "a.geojson").frame["name"].tolist() == ["Mopti", "Gao"]


def test_metres_are_made_degrees(tmp_path):
    metres = layer(cod_upper(1), [WEST, EAST]).to_crs("EPSG:32630")
    frame = read(shapefile(tmp_path / "utm.zip", metres)).frame
    assert frame["area_id"].tolist() == ["pcode:ML05", "pcode:ML07"]
    shapes = shapely.from_wkb(frame["geometry"].to_numpy())
    assert shapely.bounds(shapes).round(6).tolist() == [[-4, 14, -3, 15], [-3, 14, -2, 15]]


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_metres_without_a_coordinate_system_are_refused(tmp_path):
    metres = layer(cod_upper(1), [WEST, EAST]).to_crs("EPSG:32630").set_crs(None, allow_override=True)
    with pytest.raises(InputError, match="no coordinate system"):
        read(shapefile(tmp_path / "utm.zip", metres))


def test_natural_earth_regions_and_countries(tmp_path):
    layer({"adm1_code": ["MLI-1", "MLI-2"], "name": ["Mopti", "Gao"]}, [WEST, EAST]).to_file(tmp_path / "r.geojson")
    regions = read(tmp_path / "r.geojson").frame
    assert regions[["area_id", "level"]].values.tolist() == [["ne:MLI-1", 1], ["ne:MLI-2", 1]]
    countries = {"ADM0_A3": ["MLI", "NER"], "ADMIN": ["Mali", "Niger"], "POP_EST": [19e6, -99]}
    layer(countries, [WEST, EAST]).to_file(tmp_path / "c.geojson")
    parsed = read(tmp_path / "c.geojson")
    assert parsed.frame[["area_id", "level", "name", "population"]].values.tolist() == [
        ["ne:MLI", 0, "Mali", 19_000_000]
    ]
    assert parsed.notes == ("1 other countries were not read.",)


def test_the_real_world_of_natural_earth_gives_one_country(shared_data):
    parsed = read(shared_data / "boundaries/ne_110m_admin_0_countries.json")
    assert parsed.frame["area_id"].tolist() == ["ne:MLI"]
    assert "176 other countries" in parsed.notes[0]


def test_unknown_population_is_not_zero(tmp_path):
    layer(whos_on_first(1), [WEST, EAST]).to_file(tmp_path / "a.geojson")
    assert read(tmp_path / "a.geojson").frame["population"].tolist() == [5, pd.NA]


def test_rivers_are_no_areas(shared_data):
    with pytest.raises(InputError, match="no layer of polygons"):
        read(shared_data / "boundaries/ne_50m_rivers_lake_centerlines.json")


def test_polygons_of_nobody_say_what_is_expected(tmp_path):
    layer({"label": ["a"]}, [WEST]).to_file(tmp_path / "a.geojson")
    with pytest.raises(InputError, match=r"COD-AB, geoBoundaries, .*; found label, geometry"):
        read(tmp_path / "a.geojson")


def test_a_broken_outline_is_repaired_and_a_missing_one_refused(tmp_path):
    bow_tie = shapely.Polygon([(-4, 14), (-3, 15), (-3, 14), (-4, 15)])
    layer(cod_upper(1), [bow_tie, None]).to_file(tmp_path / "a.geojson")
    parsed = read(tmp_path / "a.geojson")
    (shape,) = shapely.from_wkb(parsed.frame["geometry"].to_numpy())
    assert shape.is_valid
    assert shape.area == pytest.approx(0.5)
    assert parsed.rejects[["row", "column"]].values.tolist() == [[2, "geometry"]]


def test_layers_of_lines_beside_polygons_are_left(tmp_path):
    layer(cod_upper(1), [WEST, EAST]).to_file(tmp_path / "a.gpkg", layer="areas")
    lines = [shapely.LineString([(-4, 14), (-3, 15)])]
    layer({"name": ["Niger"]}, lines).to_file(tmp_path / "a.gpkg", layer="rivers")
    assert read(tmp_path / "a.gpkg").rows == 2


def test_real_regions_and_cercles_know_their_parents(mali):
    areas = mali.store.read("areas", 3).set_index("area_id")
    assert areas["level"].value_counts().to_dict() == {0: 1, 1: 9, 2: 49}
    below = areas[areas["level"] > 0]
    assert (areas.loc[below["parent_id"], "level"].to_numpy() == below["level"] - 1).all()
    assert areas.loc[areas.loc["wof:421180081", "parent_id"], "name"] == "Mopti"
