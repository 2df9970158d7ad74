import pandas as pd
import pytest
import shapely

from data import mission
from data.errors import InputError
from data.geography.join import to_geo
from data.incidents.types import CODES, VIOLENT
from data.sample import facts
from data.sample.build import build, frames
from data.schema import split
from data.tables import TABLES

CENTRE = ("ex:ML-MO", "ex:ML-SG")
DAY = pd.Timestamp("2019-06-30")
YEAR_END = pd.Timestamp("2019-12-31")
BASE_TOWNS = {
    "Bamako", "Kidal", "Tessalit", "Aguelhok", "Timbuktu", "Goundam", "Ber",
    "Gao", "Ansongo", "Ménaka", "Mopti/Sévaré", "Douentza", "Dyabali",
}  # fmt: skip

SUB_EVENT_TYPES = {
    "Armed clash", "Government regains territory", "Non-state actor overtakes territory",
    "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade",
    "Sexual violence", "Attack", "Abduction/forced disappearance",
    "Peaceful protest", "Protest with intervention", "Excessive force against protesters",
    "Violent demonstration", "Mob violence",
    "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
    "Headquarters or base established", "Looting/property destruction", "Other",
}  # fmt: skip


@pytest.fixture(scope="module")
def committed():
    store = mission.load(mission.EXAMPLE).store
    return {name: store.read(name, 1) for name in store.version(1).tables}


@pytest.fixture(scope="module")
def incidents(committed):
    rows = committed["incidents"]
    return rows.assign(year=rows["event_date"].dt.year, documented=rows["event_id"].str.startswith("DOC"))


@pytest.fixture(scope="module")
def violent(incidents):
    return incidents[incidents["event_type"].isin(VIOLENT)]


def open_on(bases, day):
    return bases[
        (bases["opened"].isna() | (bases["opened"] <= day)) & (bases["closed"].isna() | (bases["closed"] >= day))
    ]


def test_committed_example_is_what_the_script_builds(committed, tmp_path):
    store = mission.load(build(tmp_path / "mission")).store
    assert store.latest() == 1
    for name, rows in committed.items():
        built = store.read(name, 1)
        if name == "areas":
            shapes, theirs = (shapely.from_wkb(t["geometry"].to_numpy()) for t in (built, rows))
            assert shapely.equals_exact(shapes, theirs, tolerance=1e-6, normalize=True).all()
        columns = [c for c in rows if c != "geometry"]
        pd.testing.assert_frame_equal(built[columns], rows[columns], obj=name)


def test_building_twice_draws_the_same():
    first, second = frames(), frames()
    for name in first:
        pd.testing.assert_frame_equal(first[name], second[name], obj=name)


def test_a_folder_with_something_in_it_is_not_replaced(tmp_path):
    (tmp_path / "mission.toml").write_text("name = 'mine'")
    with pytest.raises(InputError, match="not empty"):
        build(tmp_path)
    assert (tmp_path / "mission.toml").read_text() == "name = 'mine'"


def test_example_is_one_version_with_its_settings():
    example = mission.load(mission.EXAMPLE)
    assert [v.number for v in example.store.versions()] == [1]
    assert example.settings_at(1) == example.settings
    assert example.settings_text == (facts.FOLDER / "mission.toml").read_text(encoding="utf-8")
    assert example.settings.synthetic == "Synthetic example data"
    assert example.settings.sources[0] == "sample"
    assert any("GeoNames, CC BY 4.0" in credit for credit in example.settings.credits)


def test_example_is_small_and_names_no_machine():
    size = sum(path.stat().st_size for path in mission.EXAMPLE.rglob("*") if path.is_file())
    assert size < 3_000_000
    for log in mission.EXAMPLE.rglob("*.json"):
        assert "file://" not in log.read_text(encoding="utf-8")


def test_every_table_keeps_its_schema_and_key(committed):
    assert len(committed) == 33
    for name, rows in committed.items():
        TABLES[name].model.validate(rows, lazy=True)
        assert len(rows)
        assert not rows.duplicated(list(TABLES[name].key)).any()


def test_every_row_names_its_import(committed):
    imports = committed["imports"].set_index("table")
    for name, rows in committed.items():
        if "import_id" in rows and name != "imports":
            assert set(rows["import_id"]) == {imports.loc[name, "import_id"]}
            assert imports.loc[name, "rows"] == len(rows)


def test_one_source_only(incidents):
    assert set(incidents["source"]) == {"sample"}


def test_size_and_days(incidents):
    assert 2300 <= len(incidents) <= 2900
    assert incidents["event_date"].min() >= pd.Timestamp("2016-07-01")
    assert incidents["date_end"].max() <= YEAR_END
    assert (incidents["date_end"] >= incidents["event_date"]).all()
    assert set(incidents["event_type"]) == set(CODES) - {"other"}
    assert incidents["revised_at"].max() < pd.Timestamp("2020-01-15", tz="UTC")


def test_yearly_rise(violent):
    pace = violent.groupby("year").size() * pd.Series({2016: 2, 2017: 1, 2018: 1, 2019: 1})
    assert pace.is_monotonic_increasing
    assert pace[2018] / pace[2016] == pytest.approx(1.6, rel=0.2)
    assert pace[2019] / pace[2016] == pytest.approx(3.2, rel=0.2)


def test_deaths_against_civilians_are_near_the_published(incidents):
    rows = incidents[(incidents["event_type"] == "against_civilians") & ~incidents["documented"]]
    deaths = rows.groupby("year")["fatalities_best"].sum()
    assert deaths[2016] * 2 == pytest.approx(70, rel=0.25)
    assert deaths[2017] == pytest.approx(190, rel=0.15)
    assert deaths[2018] == pytest.approx(800, rel=0.15)


def test_share_of_the_centre_rises(violent):
    share = violent["area1_id"].isin(CENTRE).groupby(violent["year"]).mean()
    assert share.is_monotonic_increasing
    assert share[2019] > 0.55


def test_dry_season_in_the_centre(incidents):
    rows = incidents[incidents["area1_id"].isin(CENTRE) & (incidents["event_type"] == "against_civilians")]
    of_month = rows.groupby([rows["year"], rows["event_date"].dt.month]).size().unstack(fill_value=0)
    for year in (2016, 2017, 2018, 2019):
        assert of_month.loc[year, [7, 8, 9]].sum() < of_month.loc[year, [10, 11, 12]].sum()
    assert of_month.loc[2019, [1, 2, 3, 4, 5, 6]].mean() > 1.5 * of_month.loc[2019, [7, 8, 9]].mean()


def test_precision_mix(incidents):
    mix = incidents["geo_precision"].value_counts(normalize=True)
    assert mix[1] == pytest.approx(0.62, abs=0.03)
    assert mix[2] == pytest.approx(0.36, abs=0.03)
    assert mix[3] == pytest.approx(0.02, abs=0.01)
    near = incidents[incidents["location"].str.startswith("near ")]
    assert set(near["geo_precision"]) == {2}


def test_events_share_places(incidents):
    assert 120 <= len(incidents[["latitude", "longitude"]].drop_duplicates()) <= 230


def test_deaths_have_a_heavy_tail_and_some_are_unknown(incidents):
    rows = incidents[~incidents["documented"]]
    assert (rows["fatalities_best"] <= 3).mean() > 0.8
    assert 5 <= (rows["fatalities_best"] >= 10).sum() <= 120
    assert 20 <= rows["fatalities_best"].isna().sum() <= 100
    ranged = rows.dropna(subset=["fatalities_low"])
    assert (ranged["fatalities_low"] <= ranged["fatalities_best"]).all()
    assert (ranged["fatalities_best"] <= ranged["fatalities_high"]).all()


def test_forms_use_the_vocabulary_of_acled(incidents):
    assert set(incidents["sub_event_type"]) <= SUB_EVENT_TYPES


def test_civilian_targeting_follows_the_type(incidents):
    assert incidents.loc[incidents["event_type"] == "against_civilians", "civilian_targeting"].all()
    assert not incidents.loc[incidents["event_type"].isin(["battles", "strategic"]), "civilian_targeting"].any()


def test_every_incident_lies_in_a_region_and_a_cercle(incidents):
    assert incidents["area1_id"].notna().all()
    assert incidents["area2_id"].notna().all()


def test_synthetic_rows_say_so(incidents):
    rows = incidents[~incidents["documented"]]
    assert rows["notes"].str.startswith("Synthetic record: ").all()
    assert set(rows["reported_by"]) == {"Synthetic generator"}


def test_documented_attacks_have_figures_and_citations(incidents, committed):
    attacks = incidents[incidents["documented"]]
    figures = committed["source_figures"]
    assert len(attacks) == 14
    assert attacks["notes"].str.startswith("Documented attack: ").all()
    assert attacks["reported_by"].str.len().gt(0).all()
    assert set(figures["event_id"]) == set(attacks["event_id"])
    assert figures["citation"].str.len().gt(0).all()
    best = attacks.set_index("event_id")["fatalities_best"].dropna()
    for event_id, deaths in best.items():
        assert deaths in set(figures.loc[figures["event_id"] == event_id, "fatalities"])


def test_actors_are_known_and_ids_tell_nothing(incidents, committed):
    actors = committed["actors"]
    assert set(actors["name"]) == set(incidents["actor1"].dropna()) | set(incidents["actor2"].dropna())
    assert actors["actor_id"].str.fullmatch("[0-9a-f]{10}").all()


def test_cercles_tile_their_region_and_are_labelled(committed):
    areas = to_geo(committed["areas"]).set_index("area_id")
    cercles = areas[areas["level"] == 2]
    assert len(cercles) == 50
    assert cercles["approximate"].str.contains("not the legal boundary").all()
    assert areas.is_valid.all()
    for parent_id, of_region in cercles.groupby("parent_id")["geometry"]:
        region = areas.loc[parent_id, "geometry"]
        cells = of_region.to_numpy()
        assert shapely.area(shapely.difference(cells, region)).max() < 1e-9
        assert shapely.area(cells).sum() == pytest.approx(region.area, rel=1e-6)
        assert of_region.union_all().area == pytest.approx(region.area, rel=1e-6)


def test_seats_lie_in_their_cercle(committed):
    areas = to_geo(committed["areas"])
    cercles = areas[areas["level"] == 2].set_index(["parent_id", "name"])["geometry"]
    for seat in facts.read("cercles").itertuples():
        assert cercles[f"ex:ML-{seat.region}", seat.cercle].covers(shapely.Point(seat.longitude, seat.latitude))


def test_areas_form_a_tree(committed):
    areas = committed["areas"].set_index("area_id")
    assert areas["level"].value_counts().to_dict() == {0: 1, 1: 9, 2: 50}
    below = areas[areas["level"] > 0]
    assert (areas.loc[below["parent_id"], "level"].to_numpy() == below["level"] - 1).all()


@pytest.mark.parametrize("day", ["2016-07-01", "2018-10-31", "2019-06-23", "2019-06-24", "2019-06-30", "2019-12-31"])
def test_thirteen_base_towns_are_open_whatever_the_sector(committed, day):
    military = open_on(committed["bases"].query("component_type == 'military'"), pd.Timestamp(day))
    extra = {"Gossi", "Leré"} if day < "2018" else {"Gossi"} if day < "2019" else set()
    assert set(military["name"]) == BASE_TOWNS | extra
    assert military["name"].is_unique


def test_sector_centre_from_its_launch(committed):
    bases = committed["bases"]
    assert "Centre" not in set(open_on(bases, pd.Timestamp("2019-06-23"))["sector"])
    centre = open_on(bases, DAY).query("sector == 'Centre'")
    assert set(centre["name"]) == {"Mopti/Sévaré", "Douentza", "Dyabali"}
    assert set(open_on(bases, DAY).query("type == 'sector_hq'")["name"]) == {"Gao", "Kidal", "Timbuktu", "Mopti/Sévaré"}


def test_bases_hide_strength_and_mark_what_is_illustrative(committed):
    bases = committed["bases"]
    assert bases[["personnel_military", "personnel_police", "personnel_civilian"]].isna().all(axis=None)
    assert (bases["illustrative"] == (bases["component_type"] != "military")).all()
    assert ((bases["status"] == "closed") == bases["closed"].notna()).all()


def test_task_references_exist(committed):
    tasks, ids = committed["tasks"], set(committed["tasks"]["task_id"])
    assert set(tasks["parent_id"].dropna()) <= ids
    assert set(tasks["priority_id"].dropna()) <= set(committed["priorities"]["priority_id"])
    assert set(tasks["mandate_id"]) == set(committed["mandates"]["mandate_id"])
    assert set(committed["priorities"]["mandate_id"]) <= set(committed["mandates"]["mandate_id"])
    assert {t for cell in tasks["after"] for t in split(cell)} <= ids
    assert {a for cell in tasks["area_ids"] for a in split(cell)} <= set(committed["areas"]["area_id"])


def test_tasks_are_illustrative_and_reasoned(committed):
    tasks = committed["tasks"]
    assert tasks["illustrative"].all()
    assert tasks["status_reason"].notna().all()
    assert tasks.loc[tasks["status"] == "no_data", "progress"].isna().all()
    assert tasks.loc[tasks["progress"].notna(), "progress_basis"].notna().all()
    assert tasks["decision_asked"].notna().sum() == 3
    assert not tasks["paragraph_verified"].fillna(False).any()


def test_tasks_have_their_days_and_two_are_overdue(committed):
    tasks = committed["tasks"]
    assert (tasks["starts"] < tasks["due"]).all()
    current = tasks[tasks["mandate_id"] == "2480"]
    assert current["starts"].min() >= pd.Timestamp("2019-07-01")
    assert current.loc[current["due"] > pd.Timestamp("2020-06-30"), "task_id"].tolist() == ["2480.2.4"]
    assert ((current["due"] < YEAR_END) & (current["progress"] < 1)).sum() >= 2
