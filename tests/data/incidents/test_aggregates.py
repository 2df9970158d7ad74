"""Counts that a publisher made come into a table of their own, by their key, and never become incidents."""

import json

import pandas as pd
import pytest

from data.errors import InputError
from data.importing.run import import_files
from data.incidents.aggregates import KEY
from tests.data.made import acled, written

# The file of HDX HAPI as data.humdata.org gives it, and one row of it.
HAPI = {
    "location_code": "MLI", "has_hrp": "True", "in_gho": "True", "provider_admin1_name": "Mopti region",
    "provider_admin2_name": "Koro town", "admin1_code": "ML05", "admin1_name": "Mopti", "admin2_code": "ML0503",
    "admin2_name": "Koro", "admin_level": "2", "event_type": "political_violence", "events": "7", "fatalities": "21",
    "reference_period_start": "2019-03-01", "reference_period_end": "2019-03-31",
    "dataset_hdx_id": "3f1b", "resource_hdx_id": "9a2c",
}  # fmt: skip
NO_ADMIN_2 = {"admin2_code": "", "admin2_name": "", "provider_admin2_name": ""}
NO_AREA = NO_ADMIN_2 | {"admin1_code": "", "admin1_name": "", "provider_admin1_name": ""}
OTHER_NAMES = {
    "location_code": "country_iso3", "admin1_code": "admin_1_pcode", "admin1_name": "admin_1_name",
    "admin2_code": "admin_2_pcode", "admin2_name": "admin_2_name", "reference_period_start": "start_date",
    "reference_period_end": "end_date", "dataset_hdx_id": "dataset_id",
}  # fmt: skip
MONTHLY = {
    "Country": "Mali", "Admin1": "Mopti", "Admin2": "Koro", "ISO3": "MLI", "Admin2 Pcode": "ML0503",
    "Admin1 Pcode": "ML05", "Month": "March", "Year": "2019", "Events": "4", "Fatalities": "9",
}  # fmt: skip
HXL = {
    "location_code": "#country+code", "admin1_name": "#adm1+name", "event_type": "#event+type", "events": "#event+num",
    "fatalities": "#affected+killed", "reference_period_start": "#date+start",
}  # fmt: skip


def hapi(*changes):
    return pd.DataFrame([HAPI | change for change in changes or ({},)], dtype="str")


def monthly(*changes):
    return pd.DataFrame([MONTHLY | change for change in changes or ({},)], dtype="str")


@pytest.fixture
def take(new_mission, tmp_path):
    """Imports a table as a CSV; its report, and table aggregates after it."""

    def imported(table, name="mali_political_violence.csv"):
        _mission, (report,) = import_files(new_mission, [written(tmp_path / name, table)])
        return report, new_mission.store.read("aggregates", new_mission.store.latest())

    return imported


def test_a_row_of_hapi_is_a_count_with_its_area_and_month(take):
    report, table = take(hapi())
    assert (report.parsed.table, report.parsed.layout) == ("aggregates", "HDX HAPI, monthly counts")
    (row,) = table.drop(columns="import_id").to_dict("records")
    assert row == {
        "source": "hdx_hapi", "country_code": "MLI", "admin_level": 2, "area_code": "ML0503", "admin1_code": "ML05",
        "admin1_name": "Mopti", "admin2_code": "ML0503", "admin2_name": "Koro", "category": "political_violence",
        "events": 7, "fatalities": 21, "period_start": pd.Timestamp("2019-03-01"),
        "period_end": pd.Timestamp("2019-03-31"), "dataset": "3f1b",
    }  # fmt: skip
    assert table["import_id"].tolist() == [report.import_id]


def test_older_names_of_the_columns_make_the_same_row(take, new_mission):
    _report, table = take(hapi())
    again, same = take(hapi().drop(columns=["admin_level"]).rename(columns=OTHER_NAMES))
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)
    pd.testing.assert_frame_equal(same, table)


def test_the_row_of_hxl_tags_is_no_count(take):
    report, table = take(pd.concat([pd.DataFrame([HXL]), hapi()]).fillna(""))
    assert (report.parsed.rows, report.parsed.rejected, len(table)) == (1, 0, 1)


def test_the_answer_of_the_service_as_json_is_read_too(new_mission, tmp_path):
    numbers = {"events": 7, "fatalities": None, "admin_level": 2}
    (tmp_path / "answer.json").write_text(json.dumps({"data": [HAPI | numbers]}))
    import_files(new_mission, [tmp_path / "answer.json"])
    (row,) = new_mission.store.read("aggregates", 1).to_dict("records")
    assert (row["events"], row["area_code"]) == (7, "ML0503")
    assert pd.isna(row["fatalities"]), "unknown, not 0"


@pytest.mark.parametrize(
    ("change", "level", "code"),
    [
        ({}, 2, "ML0503"),
        (NO_ADMIN_2, 1, "ML05"),
        (NO_AREA, 0, "MLI"),
        ({"admin2_code": ""}, 2, "Mopti/Koro"),
        ({"admin2_code": "", "admin2_name": ""}, 2, "Mopti/Koro town"),
        (NO_ADMIN_2 | {"admin1_code": "", "admin1_name": ""}, 1, "Mopti region"),
    ],
)
def test_the_area_is_the_finest_that_is_named_by_code_else_by_names(take, change, level, code):
    _report, table = take(hapi(change))
    assert table[["admin_level", "area_code"]].to_numpy().tolist() == [[level, code]]


def test_categories_areas_and_months_are_rows_of_their_own(take):
    changes = [{}, {"event_type": "civilian_targeting"}, NO_ADMIN_2, NO_AREA,
               {"reference_period_start": "2019-04-01", "reference_period_end": "2019-04-30"}]  # fmt: skip
    report, table = take(hapi(*changes))
    assert (report.added, report.parsed.duplicates, len(table)) == (5, 0, 5)
    assert not table.duplicated(list(KEY)).any()


def test_the_case_of_a_category_does_not_tell_rows_apart(take):
    report, table = take(hapi({}, {"event_type": "Political_Violence"}))
    assert (report.parsed.duplicates, len(table)) == (1, 1)


def test_the_same_file_again_changes_nothing_and_a_newer_one_revises_its_rows(take, new_mission):
    take(hapi({}, NO_AREA))
    again, _table = take(hapi({}, NO_AREA))
    assert (again.added, again.changed, again.unchanged, new_mission.store.latest()) == (0, 0, 2, 1)
    newer, table = take(hapi({"events": "8"}, NO_AREA, NO_ADMIN_2))
    assert (newer.added, newer.changed, newer.unchanged, newer.version) == (1, 1, 1, 2)
    assert newer.changes[["column", "before", "after"]].to_numpy().tolist() == [["events", "7", "8"]]
    assert sorted(table["events"]) == [7, 7, 8]
    assert new_mission.store.read("aggregates", 1)["events"].tolist() == [7, 7]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"events": "-1"}, "events"),
        ({"events": "2.5"}, "events"),
        ({"fatalities": "many"}, "fatalities"),
        ({"reference_period_start": "March"}, "reference_period_start"),
        ({"event_type": ""}, "event_type"),
        ({"location_code": ""}, "location_code"),
    ],
)
def test_a_count_that_cannot_be_taken_is_refused_by_its_own_column(take, change, column):
    report, table = take(hapi({}, {"admin2_code": "ML0504"} | change))
    assert (report.parsed.accepted, report.parsed.rejected, len(table)) == (1, 1, 1)
    assert (report.parsed.rejects["row"].tolist()[0], column in set(report.parsed.rejects["column"])) == (3, True)


def test_acleds_monthly_counts_are_counts_of_a_whole_month(take):
    report, table = take(monthly({}, {"Month": "February", "Year": "2020"}))
    assert report.parsed.layout == "ACLED, monthly counts"
    assert table["period_end"].dt.strftime("%Y-%m-%d").tolist() == ["2019-03-31", "2020-02-29"]
    row = table.iloc[0]
    assert row[["source", "country_code", "admin_level", "area_code", "events", "fatalities"]].tolist() == [
        "acled_monthly", "MLI", 2, "ML0503", 4, 9,
    ]  # fmt: skip


def test_monthly_counts_without_deaths_do_not_say_that_nobody_died(take):
    _report, table = take(monthly().drop(columns="Fatalities"), "demonstration_events.csv")
    assert table["fatalities"].isna().all()
    assert table["category"].tolist() == ["demonstration"]


def test_two_kinds_of_monthly_counts_never_overwrite_each_other(take):
    take(monthly({"Events": "40"}), "mali_political_violence_events.csv")
    report, table = take(monthly({"Events": "4"}), "mali_civilian_targeting_events.csv")
    assert (report.added, report.changed) == (1, 0)
    counts = dict(zip(table["category"], table["events"], strict=True))
    assert counts == {"political_violence": 40, "civilian_targeting": 4}


def test_monthly_counts_of_what_nobody_knows_are_refused(take):
    with pytest.raises(InputError, match="does not say of what: put one of political_violence"):
        take(monthly(), "counts.csv")


def test_monthly_counts_of_a_country_need_no_areas(take):
    _report, table = take(monthly().drop(columns=["Admin1", "Admin2", "Admin1 Pcode", "Admin2 Pcode", "ISO3"]))
    assert table[["country_code", "admin_level", "area_code"]].to_numpy().tolist() == [["Mali", 0, "Mali"]]


@pytest.mark.parametrize("change", [{"Month": "Marsh"}, {"Month": ""}, {"Year": ""}, {"Events": "x"}], ids=str)
def test_a_monthly_count_without_a_month_or_count_is_refused(take, change):
    report, _table = take(monthly({}, {"Admin2 Pcode": "ML0504"} | change))
    assert (report.parsed.accepted, report.parsed.rejected) == (1, 1)


def test_counts_never_become_incidents_and_incidents_never_counts(take, new_mission, tmp_path):
    import_files(new_mission, [acled(tmp_path / "a.csv")])
    before = new_mission.store.read("incidents", 1)
    take(hapi({}, NO_AREA))
    take(monthly(), "political_violence_2.csv")
    pd.testing.assert_frame_equal(new_mission.store.read("incidents", 3), before)
    assert set(new_mission.store.read("aggregates", 3)["source"]) == {"hdx_hapi", "acled_monthly"}
    assert new_mission.store.version(3).tables["incidents"] == new_mission.store.version(1).tables["incidents"]
