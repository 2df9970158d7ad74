from datetime import date

import pandas as pd
import pytest

from data.footprint.reach import open_on
from tests.data.made import GEOPKO, read, rows, written


@pytest.fixture
def bases(tmp_path):
    """A maker of bases from changes to one deployment row."""
    return lambda *changes: read(written(tmp_path / "g.csv", rows(GEOPKO, *changes))).frame


@pytest.fixture(scope="module")
def minusma(shared_data):
    return read(shared_data / "geopko/FrontMap_v.2.3.csv", only="MINUSMA").frame


def test_minusma_has_fifteen_places_and_thirteen_open_in_2019(minusma):
    assert len(minusma) == 15
    assert len(open_on(minusma, date(2019, 6, 30))) == 13


def test_the_thirteen_are_those_of_the_file(minusma, shared_data):
    raw = pd.read_csv(shared_data / "geopko/FrontMap_v.2.3.csv")
    raw.columns = raw.columns.str.casefold()
    year = raw[(raw["mission"] == "MINUSMA") & (raw["year"] == 2019)]
    assert (len(year), year["location"].nunique()) == (18, 13)
    first = raw[raw["mission"] == "MINUSMA"].groupby("location")[["latitude", "longitude"]].first()
    here = open_on(minusma, date(2019, 6, 30)).sort_values("latitude")
    there = first.loc[year["location"].unique()].sort_values("latitude")
    assert here[["latitude", "longitude"]].to_numpy().tolist() == there.to_numpy().tolist()


def test_letters_read_wrongly_twice_are_put_right(minusma):
    assert not minusma["name"].str.contains("[ÃÂ�]").any()
    assert "Ménaka" in set(minusma["name"])


def test_the_raw_layout_knows_the_same_towns(shared_data, minusma):
    raw = read(shared_data / "geopko/geopko_v1.csv", only="MINUSMA").frame
    assert len(set(raw["base_id"]) & set(minusma["base_id"])) >= 12


def test_ids_are_unique_in_every_mission_of_the_file(shared_data):
    missions = pd.read_csv(shared_data / "geopko/FrontMap_v.2.3.csv").iloc[:, 0].str.strip().dropna().unique()
    assert len(missions) > 40
    for name in {*missions[:: len(missions) // 12], "UNISFA"}:
        ids = read(shared_data / "geopko/FrontMap_v.2.3.csv", only=name).frame["base_id"]
        assert ids.is_unique, name
        assert not ids.str.endswith(":").any()


def test_years_become_days_marked_by_year(bases):
    table = bases({"year": "2014"}, {"year": "2016"}, {"location": "Ber", "year": "2020"}).set_index("name")
    gao, ber = table.loc["Gao"], table.loc["Ber"]
    assert (gao["opened"], gao["closed"]) == (pd.Timestamp("2014-01-01"), pd.Timestamp("2016-12-31"))
    assert (gao["status"], gao["dates_precision"]) == ("closed", "by year")
    assert (ber["opened"], ber["status"]) == (pd.Timestamp("2020-01-01"), "open")
    assert pd.isna(ber["closed"]), "a place of the file's last year stays open"


def test_the_last_year_is_that_of_the_whole_file_not_of_the_mission(tmp_path):
    table = rows(GEOPKO, {"year": "2015"}, {"mission": "OTHER", "year": "2020"})
    parsed = read(written(tmp_path / "g.csv", table), only="TEST")
    assert parsed.frame["status"].tolist() == ["closed"]


def test_rows_of_a_place_are_one_base_at_its_first_coordinate(bases):
    table = bases({"UNPOL": "1"}, {"latitude": "17.9"}, {"location": "GAO", "Med": "1"})
    assert table[["base_id", "latitude"]].values.tolist() == [["geopko:TEST:gao", 16.27]]
    assert table["component_type"].tolist() == ["military; police"]
    assert table["functions"].tolist() == ["medical"]


def test_spellings_that_differ_in_accents_are_one_base(bases):
    assert bases({"location": "Ménaka"}, {"location": "Menaka", "year": "2018"})["base_id"].tolist() == [
        "geopko:TEST:menaka"
    ]


def test_names_in_other_scripts_keep_apart(bases):
    assert bases({"location": "غاو"}, {"location": "كيدال"})["base_id"].is_unique


@pytest.mark.parametrize(
    ("years", "kind"),
    [("033", "mission_hq"), ("022", "sector_hq"), ("03", "base"), ("003", "base"), ("x", "base"), ("3", "mission_hq")],
)
def test_type_is_that_of_most_years(bases, years, kind):
    assert bases(*({"year": str(2010 + n), "hq": hq} for n, hq in enumerate(years)))["type"].tolist() == [kind]


def test_components_and_functions_are_those_of_most_years(bases):
    changes = [{"year": str(year), "UNPOL": "1" if year < 2012 else "0", "Med": "1"} for year in range(2010, 2020)]
    (row,) = bases(*changes).to_dict("records")
    assert (row["component_type"], row["functions"]) == ("military", "medical")


@pytest.mark.parametrize(("troops", "component"), [("850", "military"), ("0", None), ("unknown", None), ("", None)])
def test_troop_numbers_say_only_that_there_were_some(bases, troops, component):
    (row,) = bases({"NoTroops": troops, "Infantry": "0"}).to_dict("records")
    assert (row["component_type"] if component else None) == component
    assert pd.isna(row["personnel_military"])
