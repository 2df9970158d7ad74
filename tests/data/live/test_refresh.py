"""Rows of the services arrive whole, once, and as an import of the publisher's own file would bring them."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from data import mission
from data.errors import InputError
from data.importing import run
from data.importing.run import import_files
from data.live import refresh as module
from data.live.refresh import PartlyRefreshedError, refresh
from data.live.sources import SOURCES, UCDP
from tests.data.live.services import status
from tests.data.made import UCDP as UCDP_ROW
from tests.data.made import written

OWN = ["import_id"]  # what differs between two imports of the same rows


def incidents(of, source):
    rows = of.store.read("incidents", of.store.latest())
    rows = rows[rows["source"] == source].sort_values("event_id")
    return rows.drop(columns=OWN).reset_index(drop=True)


@pytest.mark.usefixtures("real_rows", "small_pages")
def test_acled_s_rows_are_those_of_its_own_file(services, live_mission, mali_file, tmp_path):
    target, (report,) = refresh(live_mission, ["acled"], who="An Officer")
    assert (report.added, report.parsed.rejected, report.version) == (4318, 0, 1)
    assert services.pages("acled") == [0, 1, 2, 3, 4]
    by_hand, _reports = import_files(mission.init(tmp_path / "by hand", "M", "Mali"), [mali_file])
    fetched = incidents(target, "acled")
    assert (len(fetched), fetched["fatalities_best"].sum()) == (4318, 10174)
    pd.testing.assert_frame_equal(fetched, incidents(by_hand, "acled"))
    (version,) = target.store.versions()
    assert version.who == "An Officer"
    assert version.what.startswith("import acled-2")


@pytest.mark.usefixtures("real_rows", "small_pages")
def test_ucdp_s_rows_are_those_of_its_own_file(services, live_mission, ucdp_file, tmp_path):
    target, (report,) = refresh(live_mission, ["ucdp"])
    assert (report.added, services.pages("ucdp")) == (265, [0, 1, 2])
    table = pd.read_csv(ucdp_file, dtype="str", keep_default_na=False)
    syria = written(tmp_path / "syria.csv", table[table["country_id"] == "652"])
    by_hand, _reports = import_files(mission.init(tmp_path / "by hand", "M", "Mali"), [syria])
    pd.testing.assert_frame_equal(incidents(target, "ucdp"), incidents(by_hand, "ucdp"))


def test_hapi_s_rows_reach_the_file_that_is_imported(services, made_rows, live_mission, two_a_page, monkeypatch):
    written_rows = []

    def imported(_mission, files, **_options):
        (file,) = files
        written_rows.extend(json.loads(file.read_text(encoding="utf-8")))
        assert file.name.startswith("hdx-2")
        return _mission, [run.Report(parsed=None, version=1)]

    monkeypatch.setattr(module.run, "import_files", imported)
    refresh(live_mission, ["hdx"])
    assert written_rows == services.rows["hdx"]
    assert services.pages("hdx") == [0, 1, 2]


def test_all_sources_make_one_version(services, made_rows, live_mission, two_a_page):
    services.rows["ucdp"] = [UCDP_ROW | {"id": n, "country_id": 652, "best": 5} for n in range(3)]
    target, reports = refresh(live_mission, ["acled", "ucdp"])
    assert [(r.added, r.version) for r in reports] == [(5, 1), (3, 1)]
    assert len(target.store.versions()) == 1


def test_a_source_is_asked_again_but_nothing_is_imported_where_nothing_is_new(
    services, made_rows, live_mission, two_a_page
):
    refresh(live_mission, ["acled"])
    services.asked.clear()
    target, reports = refresh(live_mission, ["acled"])
    assert (reports, target.store.latest()) == ([], 1)
    assert services.statuses("acled") == [304, 304, 304]
    services.asked.clear()
    services.rows["acled"][4] |= {"fatalities": 40, "timestamp": "1700000000"}
    _target, (report,) = refresh(live_mission, ["acled"])
    assert services.statuses("acled") == [304, 304, 200]
    assert (report.changed, report.unchanged, report.version) == (1, 4, 2)


def test_nothing_is_new_at_a_service_that_answers_no_conditional_request(services, made_rows, live_mission, two_a_page):
    services.etags = False
    refresh(live_mission, ["acled"])
    assert refresh(live_mission, ["acled"])[1] == []
    assert services.statuses("acled") == [200] * 6
    assert not any("If-None-Match" in headers for headers in services.headers)


def test_a_mission_that_lost_its_tables_gets_the_rows_again(services, made_rows, live_mission, two_a_page):
    refresh(live_mission, ["acled"])
    (live_mission.folder / "tables").rename(live_mission.folder / "thrown away")
    assert refresh(live_mission, ["acled"])[1][0].added == 5


def test_an_import_that_failed_is_made_up_for_though_no_page_changed(
    services, made_rows, live_mission, two_a_page, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr(module.run, "import_files", fails)
        with pytest.raises(RuntimeError):
            refresh(live_mission, ["acled"])
    assert refresh(live_mission, ["acled"])[1][0].added == 5
    assert services.statuses("acled") == [200] * 3 + [304] * 3


def fails(*_args, **_options):
    raise RuntimeError("the power went out")


def test_fewer_pages_than_last_time(services, made_rows, live_mission, two_a_page):
    refresh(live_mission, ["acled"])
    services.rows["acled"] = services.rows["acled"][:1]
    _target, (report,) = refresh(live_mission, ["acled"])
    assert report.parsed.rows == 1
    assert len(list((live_mission.folder / "refresh/acled").glob("page-*"))) == 1


def test_pages_of_another_query_are_not_used(services, made_rows, live_mission, two_a_page):
    services.rows["ucdp"] = [
        UCDP_ROW | {"id": n, "country_id": country} for n, country in enumerate((652, 652, 652, 432, 432))
    ]
    refresh(live_mission, ["ucdp"])
    settings = live_mission.folder / "mission.toml"
    settings.write_text(settings.read_text().replace("652", "432"))
    services.asked.clear()
    _target, (report,) = refresh(mission.load(live_mission.folder), ["ucdp"])
    assert (report.parsed.rows, report.added) == (2, 2)
    assert services.statuses("ucdp") == [200]


def test_a_killed_run_of_another_query_does_not_go_on(services, made_rows, live_mission, two_a_page):
    with pytest.raises(KeyboardInterrupt):
        refresh(live_mission, ["acled"], progress=killed_at(2))
    settings = live_mission.folder / "mission.toml"
    settings.write_text(settings.read_text() + "live.acled = { since = 2018-01-01 }\n")
    refresh(mission.load(live_mission.folder), ["acled"])
    assert services.statuses("acled") == [200] * 4


def test_a_killed_run_goes_on_where_it_stopped(services, made_rows, live_mission, two_a_page):
    with pytest.raises(KeyboardInterrupt):
        refresh(live_mission, ["acled"], progress=killed_at(4))
    assert services.pages("acled") == [0, 1]
    _target, (report,) = refresh(live_mission, ["acled"])
    assert services.pages("acled") == [0, 1, 2]
    assert report.added == 5


def killed_at(rows_fetched):
    def progress(_source, rows, _total):
        if rows >= rows_fetched:
            raise KeyboardInterrupt

    return progress


def test_a_run_that_was_killed_long_ago_is_asked_for_again(services, made_rows, live_mission, two_a_page):
    with pytest.raises(KeyboardInterrupt):
        refresh(live_mission, ["acled"], progress=killed_at(4))
    state = live_mission.folder / "refresh/acled/state.json"
    kept = json.loads(state.read_text())
    kept["started_at"] = "2026-01-01T00:00:00Z"
    state.write_text(json.dumps(kept))
    refresh(live_mission, ["acled"])
    assert services.statuses("acled") == [200, 200, 304, 304, 200]


@pytest.mark.parametrize("damage", ["", "[]", "[{}]"])
def test_a_kept_page_that_is_not_as_it_was_written_is_fetched_again(
    services, made_rows, live_mission, two_a_page, damage
):
    refresh(live_mission, ["acled"])
    (live_mission.folder / "refresh/acled/page-00002.json").write_text(damage)
    assert refresh(live_mission, ["acled"])[1] == []
    assert services.statuses("acled") == [200, 200, 200, 304, 200, 304]


@pytest.mark.parametrize("damage", ["", "{}", "null", '{"query": 1}'])
def test_a_state_that_cannot_be_read_is_a_new_one(services, made_rows, live_mission, two_a_page, damage):
    refresh(live_mission, ["acled"])
    (live_mission.folder / "refresh/acled/state.json").write_text(damage)
    _target, (report,) = refresh(live_mission, ["acled"])
    assert (report.unchanged, report.version) == (5, 1)


def test_progress_tells_source_rows_and_total(services, made_rows, live_mission, two_a_page):
    services.rows["ucdp"] = [UCDP_ROW | {"id": n, "country_id": 652} for n in range(3)]
    told = []
    refresh(live_mission, ["acled", "ucdp"], progress=lambda *what: told.append(what))
    acled = [("acled", rows, None) for rows in (2, 4, 5)]
    assert told == [*acled, ("ucdp", 2, 3), ("ucdp", 3, 3)]


def test_a_source_that_fails_does_not_lose_the_others(services, made_rows, live_mission, two_a_page, monkeypatch):
    monkeypatch.delenv("UCDP_TOKEN")
    with pytest.raises(PartlyRefreshedError, match="UCDP_TOKEN") as failed:
        refresh(live_mission, ["ucdp", "acled"])
    assert list(failed.value.failures) == ["ucdp"]
    (report,) = failed.value.reports
    assert (report.added, failed.value.mission.store.latest()) == (5, 1)


def test_a_file_that_cannot_be_imported_does_not_lose_the_others(services, made_rows, live_mission, two_a_page):
    services.rows["ucdp"] = [{"id": 1, "country_id": 652, "surprise": "another layout"}]
    with pytest.raises(PartlyRefreshedError, match="no layout that is known") as failed:
        refresh(live_mission, ["ucdp", "acled"])
    assert failed.value.reports[0].added == 5


def test_where_all_sources_fail_nothing_is_made(services, made_rows, live_mission, two_a_page, slept):
    for code in ("acled", "hdx"):
        services.fail(code, status(500), times=99)
    with pytest.raises(InputError, match=r"ACLED gave no answer .* HDX HAPI gave no answer") as failed:
        refresh(live_mission, ["acled", "hdx"], sleep=slept)
    assert not isinstance(failed.value, PartlyRefreshedError)
    assert live_mission.store.versions() == []


def test_no_rows_at_all_is_more_likely_a_misspelt_country(services, live_mission, small_pages):
    with pytest.raises(InputError, match=r"ACLED has no rows for this mission: check live\.acled"):
        refresh(live_mission, ["acled"])


def test_without_names_all_sources_that_are_set_up_are_fetched(services, made_rows, new_mission, monkeypatch):
    assert module.set_up(new_mission) == ["acled", "ucdp", "hdx"]
    for name in ("UCDP_TOKEN", "HDX_APP_IDENTIFIER"):
        monkeypatch.delenv(name)
    assert module.set_up(new_mission) == ["acled"]
    named = replace(new_mission, settings=mission.parse_settings(new_mission.settings_text + "live.hdx = {}\n"))
    assert module.set_up(named) == ["acled", "hdx"]


def test_where_no_source_is_set_up_it_says_what_to_set(live_mission, services, monkeypatch):
    for name in ("ACLED_USERNAME", "ACLED_PASSWORD", "UCDP_TOKEN", "HDX_APP_IDENTIFIER"):
        monkeypatch.delenv(name)
    bare = replace(live_mission, settings=mission.parse_settings('name = "M"\ncountry = "Mali"\n'))
    with pytest.raises(InputError, match=r"ACLED_USERNAME \+ ACLED_PASSWORD or UCDP_TOKEN or HDX_APP_IDENTIFIER"):
        refresh(bare)


def test_the_example_s_copy_is_refreshed_not_the_example(services, made_rows, two_a_page):
    target, (report,) = refresh(mission.open_mission(), ["acled"])
    assert (target.is_example_copy, report.added) == (True, 5)
    assert not (mission.EXAMPLE / "refresh").exists()


def test_two_runs_at_a_time_are_kept_apart(services, made_rows, live_mission, two_a_page):
    pytest.importorskip("fcntl", reason="files are locked on Linux and macOS only")
    told = []

    def progress(*_what):
        if not told:
            with pytest.raises(InputError, match="Another refresh of this mission is running") as failed:
                refresh(live_mission, ["acled"])
            told.append(str(failed.value))

    assert refresh(live_mission, ["acled"], progress=progress)[1][0].added == 5
    assert told


def test_pages_stay_within_what_the_services_allow():
    assert {code: source.page_size for code, source in SOURCES.items()} == {"acled": 5000, "ucdp": 1000, "hdx": 10_000}
    assert all(source.pause_s >= 1 for source in SOURCES.values())
    assert UCDP.page(0, 0, 1000) == {"page": 0, "pagesize": 1000}
