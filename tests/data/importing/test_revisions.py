"""What a source revised: counted, listed by column, undone by a restore, and never lost."""

import pandas as pd
import pytest

from data.cli import main
from data.errors import InputError
from data.importing.restore import restore
from data.importing.run import check, import_files, preview
from data.incidents import report
from data.snapshot import open_link
from tests.data.made import ACLED_NOW, UCDP, acled, rows, written

JULY, NOVEMBER = "acled/mali_2020-07-20.csv", "acled/mali_2020-11-06.csv"
AS_PUBLISHED = {
    "sub_event_type": "sub_event_type", "actor1": "actor1", "actor2": "actor2", "country": "country",
    "admin1": "admin1", "admin2": "admin2", "location": "location", "notes": "notes", "source": "reported_by",
    "event_date": "event_date", "time_precision": "date_precision", "geo_precision": "geo_precision",
    "fatalities": "fatalities_best",
}  # fmt: skip
CODES = {
    "Battles": "battles", "Explosions/Remote violence": "explosions", "Violence against civilians": "against_civilians",
    "Riots": "riots", "Protests": "protests", "Strategic developments": "strategic",
}  # fmt: skip


def published(path):
    """ACLED's file as our columns in text, without any code of the product."""
    raw = pd.read_csv(path, dtype="str", keep_default_na=False).set_index("event_id_cnty")
    raw = raw.apply(lambda column: column.str.strip())
    ours = raw[list(AS_PUBLISHED)].rename(columns=AS_PUBLISHED)
    ours["event_date"] = pd.to_datetime(raw["event_date"]).dt.strftime("%Y-%m-%d")
    ours["date_end"] = ours["event_date"]
    ours["event_type"] = raw["event_type"].map(CODES)
    civilians = (raw["inter1"] == "7") | (raw["inter2"] == "7")
    against, explosions = raw["event_type"] == "Violence against civilians", ours["event_type"] == "explosions"
    ours["civilian_targeting"] = (against | (explosions & civilians)).map({True: "True", False: "False"})
    for name in ("latitude", "longitude"):
        ours[name] = raw[name].astype(float).astype("str")
    moments = pd.to_datetime(raw["timestamp"].astype(int), unit="s", utc=True)
    return ours.assign(revised_at=moments.dt.strftime("%Y-%m-%dT%H:%M:%SZ"))


@pytest.fixture(scope="module")
def expected(shared_data):
    """Every cell that ACLED changed between July and November, as (key, column, before, after)."""
    old, new = published(shared_data / JULY), published(shared_data / NOVEMBER)
    both = old.merge(new, left_index=True, right_index=True, suffixes=("|old", "|new"))
    assert len(both) == 3934
    return {
        (key, name, before, after)
        for name in old
        for key, before, after in zip(both.index, both[f"{name}|old"], both[f"{name}|new"], strict=True)
        if before != after
    }


@pytest.fixture
def two_releases(new_mission, shared_data):
    """A mission with July's file, and the report of an import of November's."""
    import_files(new_mission, [shared_data / JULY], who="tester")
    _mission, (imported,) = import_files(new_mission, [shared_data / NOVEMBER], who="tester")
    return new_mission, imported


def cells(changes):
    return {tuple("" if pd.isna(cell) else cell for cell in row) for row in changes.itertuples(index=False)}


def test_every_cell_that_a_real_release_revised_is_listed_and_no_other(two_releases, expected):
    _mission, imported = two_releases
    assert (imported.added, imported.removed) == (384, 0)
    assert imported.changed + imported.unchanged == 3934
    assert imported.changed == len({key for key, *_rest in expected})
    assert len(imported.changes) == len(expected)
    deaths = {cell for cell in expected if cell[1] == "fatalities_best"}
    assert {cell for cell in cells(imported.changes) if cell[1] == "fatalities_best"} == deaths
    assert len(deaths) > 0
    assert cells(imported.changes) == expected


def test_the_difference_in_deaths_is_that_of_the_files(two_releases, expected, shared_data):
    mission, _imported = two_releases
    before, after = (mission.store.read("incidents", n)["fatalities_best"].sum() for n in (1, 2))
    revised = sum(int(new) - int(old) for _key, name, old, new in expected if name == "fatalities_best")
    july, november = (published(shared_data / file)["fatalities_best"].astype(int) for file in (JULY, NOVEMBER))
    assert (before, after) == (july.sum(), november.sum()) == (9559, 10174)
    assert after - before == revised + november[~november.index.isin(july.index)].sum()


def test_what_the_preview_says_is_what_the_import_does(new_mission, shared_data):
    import_files(new_mission, [shared_data / JULY])
    (said,) = preview(new_mission, check([shared_data / NOVEMBER], new_mission))
    assert new_mission.store.latest() == 1
    _mission, (done,) = import_files(new_mission, [shared_data / NOVEMBER])
    for name in ("added", "changed", "unchanged", "removed", "removed_keys"):
        assert getattr(said, name) == getattr(done, name)
    pd.testing.assert_frame_equal(said.changes, done.changes)
    assert said.parsed.notes == done.parsed.notes


def test_a_pinned_version_shows_its_old_numbers_after_a_revision(two_releases):
    mission, _imported = two_releases
    link = "?source=acled&from=1997-01-01&to=2020-12-31&at="
    documents = [report.document(*_shown(mission, f"{link}{version}")) for version in (1, 2)]
    assert [(d["version"], d["incidents"], d["fatalities"]) for d in documents] == [(1, 3934, 9559), (2, 4318, 10174)]


def _shown(mission, link):
    snapshot, reading = open_link(mission, link)
    return snapshot, reading.filters


def event(key, day="2019-03-15", **changes):
    return {"event_id_cnty": key, "event_date": day, **changes}


def held(mission):
    return sorted(mission.store.read("incidents", mission.store.latest())["event_id"])


@pytest.fixture
def before_complete(new_mission, tmp_path):
    """A mission with events that a complete file covers, and some that it does not."""
    events = [
        event("STAYS"), event("GONE"), event("GONE2", "2019-03-31"), event("LATER", "2019-04-01"),
        event("EARLIER", "2019-02-28"), event("ABROAD", country="Niger"),
    ]  # fmt: skip
    import_files(new_mission, [acled(tmp_path / "a.csv", *events), written(tmp_path / "u.csv", rows(UCDP))])
    return new_mission


COMPLETE = [event("STAYS"), event("FIRST", "2019-03-01"), event("LAST", "2019-03-31", country="mali")]


def test_a_complete_file_removes_only_events_of_its_source_country_and_days(before_complete, tmp_path):
    file = acled(tmp_path / "c.csv", *COMPLETE)
    (said,) = preview(before_complete, check([file], before_complete), complete=True)
    _mission, (done,) = import_files(before_complete, [file], complete=True)
    assert (done.added, done.changed, done.unchanged, done.removed) == (2, 0, 1, 2)
    assert (said.removed, said.removed_keys) == (done.removed, done.removed_keys)
    assert held(before_complete) == ["501", "ABROAD", "EARLIER", "FIRST", "LAST", "LATER", "STAYS"]
    assert {"GONE", "GONE2"} <= set(before_complete.store.read("incidents", 1)["event_id"])


def test_a_file_that_is_not_said_to_be_complete_removes_nothing(before_complete, tmp_path):
    _mission, (done,) = import_files(before_complete, [acled(tmp_path / "c.csv", *COMPLETE)])
    assert done.removed == 0
    assert {"GONE", "GONE2"} <= set(held(before_complete))


def test_nothing_is_removed_where_a_row_was_refused(before_complete, tmp_path):
    file = acled(tmp_path / "c.csv", *COMPLETE, event("GONE", latitude="north"))
    _mission, (done,) = import_files(before_complete, [file], complete=True)
    assert (done.added, done.removed, done.parsed.rejected) == (2, 0, 1)
    assert {"GONE", "GONE2"} <= set(held(before_complete))
    assert "Nothing was removed" in " ".join(done.parsed.notes)


def test_only_incidents_can_be_complete(new_mission, tmp_path, shared_data):
    with pytest.raises(InputError, match="Only a file of incidents"):
        import_files(new_mission, [shared_data / "geopko/FrontMap_v.2.3.csv"], only="MINUSMA", complete=True)
    assert new_mission.store.latest() == 0


@pytest.fixture
def revised(new_mission, tmp_path):
    """A mission whose second version revised an event and brought new actors."""
    import_files(new_mission, [acled(tmp_path / "a.csv")])
    again = [{"fatalities": "9", "actor1": "New Force"}, event("NEW", actor2="Other")]
    import_files(new_mission, [acled(tmp_path / "b.csv", *again)])
    return new_mission


def test_a_restore_is_a_new_version_that_loses_nothing(revised):
    second = {name: revised.store.read(name, 2) for name in ("incidents", "imports", "actors")}
    _mission, number = restore(revised, 1, who="An Officer")
    assert number == revised.store.latest() == 3
    read = revised.store.read
    pd.testing.assert_frame_equal(read("incidents", 3), read("incidents", 1))
    pd.testing.assert_frame_equal(read("imports", 3), second["imports"])
    pd.testing.assert_frame_equal(read("actors", 3), second["actors"])
    pd.testing.assert_frame_equal(read("incidents", 2), second["incidents"])
    assert (revised.store.version(3).who, revised.store.version(3).what) == ("An Officer", "restore version 1")


def test_a_restore_can_be_undone_and_imports_go_on_from_it(revised, tmp_path):
    restore(revised, 1)
    restore(revised, 2)
    pd.testing.assert_frame_equal(revised.store.read("incidents", 4), revised.store.read("incidents", 2))
    restore(revised, 1)
    _mission, (imported,) = import_files(revised, [acled(tmp_path / "c.csv", event("NEWER"))])
    assert (imported.version, held(revised)) == (6, ["NEWER", ACLED_NOW["event_id_cnty"]])
    assert len(revised.store.read("imports", 6)) == 3


@pytest.mark.parametrize(
    ("number", "words"), [("2", "holds already"), ("9", "is not in this mission"), ("0", "1 to 2")]
)
def test_a_restore_that_cannot_be_is_refused_in_words(revised, capsys, number, words):
    assert main(["restore", "--version", number, "--mission", str(revised.folder)]) == 2
    assert words in capsys.readouterr().err
    assert revised.store.latest() == 2


def test_the_command_line_restores(revised, capsys):
    assert main(["restore", "--version", "1", "--mission", str(revised.folder)]) == 0
    assert "version: 3" in capsys.readouterr().out
