import sys

import pytest

from data import mission, snapshot
from data.errors import InputError
from data.importing.run import import_files
from tests.data.made import UCDP, acled, rows, written

SETTINGS = 'name = "M"\ncountry = "Mali"\n'


def test_init_writes_settings_that_load(tmp_path):
    made = mission.init(tmp_path / "new", "MINUSMA review", "Mali")
    assert (made.settings.name, made.settings.country) == ("MINUSMA review", "Mali")
    assert made.settings.geopko_mission == "MINUSMA"
    assert mission.load(tmp_path / "new").settings == made.settings
    assert made.store.latest() == 0


@pytest.mark.parametrize(
    "name", ['Quote " and \\ back', "Line\nbreak", "Île", "[table]", "'''", "\x00nul", "# no comment"]
)
def test_init_takes_any_name(tmp_path, name):
    made = mission.init(tmp_path / "new", name, name)
    assert made.settings.name == "".join(" " if c < " " else c for c in name)


def test_init_does_not_overwrite(new_mission):
    with pytest.raises(InputError, match="holds a mission already"):
        mission.init(new_mission.folder, "Other", "Mali")
    assert mission.load(new_mission.folder).settings.name == "MINUSMA"


def test_the_named_folder_goes_before_the_environment_and_that_before_the_example(tmp_path, monkeypatch):
    one, two = (mission.init(tmp_path / name, name, "Mali") for name in ("one", "two"))
    assert mission.open_mission().is_example
    monkeypatch.setenv(mission.ENVIRONMENT, str(one.folder))
    assert mission.open_mission().folder == one.folder
    assert mission.open_mission(two.folder).folder == two.folder


def test_a_folder_without_settings_says_how_to_make_them(tmp_path):
    with pytest.raises(InputError, match="python -m data init"):
        mission.load(tmp_path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = ", "not valid TOML"),
        ('name = "M"', "country"),
        (SETTINGS + 'radius_km = "far"', "radius_km"),
        (SETTINGS + "reach_km = -5", "reach_km"),
        (SETTINGS + 'public_url = "javascript:alert(1)"', "public_url"),
        ('name = ""\ncountry = "Mali"', "name"),
    ],
)
def test_bad_settings_are_refused_with_the_key(text, says):
    with pytest.raises(InputError, match=says):
        mission.parse_settings(text)


def test_settings_saved_by_other_editors(tmp_path):
    (tmp_path / "mission.toml").write_bytes(b"\xef\xbb\xbf" + SETTINGS.encode())
    assert mission.load(tmp_path).settings.name == "M"
    (tmp_path / "mission.toml").write_bytes('name = "Ségou"\ncountry = "Mali"'.encode("cp1252"))
    with pytest.raises(InputError, match="UTF-8"):
        mission.load(tmp_path)


def example_files():
    return {p: p.read_bytes() for p in mission.EXAMPLE.rglob("*") if p.is_file()}


def test_the_first_change_of_the_example_makes_a_copy_that_opens_from_then_on(tmp_path):
    before = example_files()
    example = mission.open_mission()
    file = acled(tmp_path / "one.csv")
    target, (report,) = import_files(example, [file])
    assert target.folder == mission.example_copy()
    assert target.is_example_copy
    assert not target.is_example
    assert report.version == example.store.latest() + 1
    assert example_files() == before
    assert mission.open_mission().folder == target.folder
    mission.reset_example()
    assert mission.open_mission().is_example


def test_after_a_reset_the_copy_begins_again_at_the_examples_version(tmp_path):
    for name in ("first", "second"):
        target, _reports = import_files(
            mission.open_mission(), [acled(tmp_path / f"{name}.csv", {"event_id_cnty": name})]
        )
        assert target.store.versions()[-1].what == f"import {name}.csv"
        assert name in set(target.store.read("incidents", target.store.latest())["event_id"])
        mission.reset_example()


@pytest.mark.skipif(sys.platform == "win32", reason="links to folders need rights on Windows")
def test_the_example_is_known_through_a_link_to_it(tmp_path):
    (tmp_path / "link").symlink_to(mission.EXAMPLE)
    assert mission.load(tmp_path / "link").is_example


def test_a_pinned_version_keeps_the_settings_and_sources_as_they_were(new_mission, tmp_path):
    import_files(new_mission, [acled(tmp_path / "a.csv")])
    settings = new_mission.folder / "mission.toml"
    settings.write_text(new_mission.settings_text.replace("reach_km = 50", "reach_km = 75").replace("MINUSMA", "Later"))
    later = mission.load(new_mission.folder)
    assert (later.settings.reach_km, later.settings_at(1).reach_km) == (75, 50)
    assert snapshot.load(later, 1).settings.name == "MINUSMA"


def test_the_source_that_opens_first_is_the_one_of_the_pinned_settings(new_mission, tmp_path):
    import_files(new_mission, [acled(tmp_path / "a.csv"), written(tmp_path / "u.csv", rows(UCDP))])
    settings = new_mission.folder / "mission.toml"
    settings.write_text(new_mission.settings_text.replace('["acled", "ucdp"', '["ucdp", "acled"'))
    _shot, reading = snapshot.open_link(mission.load(new_mission.folder), "?at=1")
    assert reading.filters.source == "acled"


def test_titles_of_sources(new_mission):
    own = mission.parse_settings(SETTINGS + '[source_titles.acled]\ntitle = "ACLED, curated"\n')
    assert own.source_title("acled") == "ACLED, curated"
    assert new_mission.settings.source_title("ucdp") == "UCDP GED"
    assert new_mission.settings.source_title("unheard") == "unheard"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("progress = { at_risk = 0.3, off_course = 0.2 }", "off_course must be more than at_risk"),
        ("progress = { at_risk = -0.1 }", "progress.at_risk"),
        ("budget = { departs = 2 }", "budget.departs"),
        ('cpas.scale = [{ code = "1", title = "a" }, { code = "1", title = "b" }]', "each code may stand in it once"),
        ('cpas.scale = [{ code = "1" }]', "cpas.scale.0.title"),
    ],
)
def test_settings_of_the_mandate_that_cannot_be(text, found):
    with pytest.raises(InputError, match=found):
        mission.parse_settings(SETTINGS + text)


def test_settings_of_the_mandate():
    scale = 'cpas.scale = [{ code = "1", title = "Weak" }, { code = "2", title = "Fair" }]'
    read = mission.parse_settings(SETTINGS + scale)
    assert (read.progress.at_risk, read.progress.off_course, read.budget.departs) == (0.1, 0.25, 0)
    assert [read.cpas.title(code) for code in ("2", "9")] == ["Fair", "9"]
    assert mission.parse_settings(SETTINGS).cpas.scale == ()
