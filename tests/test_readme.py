"""The README is a test subject: its pages, parameters, commands and settings exist, and the other way round."""

import re
from pathlib import Path

import pytest

from components.views import VIEWS
from data.cli import COMMANDS
from data.filters import PARAMETERS
from data.mission import NEW_SETTINGS, Settings, parse_settings

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def section(title):
    """The part of the README under a heading."""
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def first_cells(title):
    """The names in code in the first column of a section's tables."""
    rows = re.findall(r"^\| (`.*?) \|", section(title), re.M)
    return [name for row in rows for name in re.findall(r"`([a-z_]+)", row)]


def test_every_command_has_its_row_and_every_row_its_command():
    assert first_cells("Commands") == [name for name, *_rest in COMMANDS]


def test_every_link_parameter_has_its_row_and_every_row_its_parameter():
    assert first_cells("Share a link") == list(PARAMETERS)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.key)
def test_every_page_and_its_own_parameters_are_named(view):
    assert f"`/{view.path}`" in section("Share a link")
    for parameter in view.own:
        assert f"`{parameter.name}`" in section("Share a link")


def test_every_setting_has_its_row_and_every_row_its_setting():
    assert first_cells("Settings of a mission") == list(Settings.model_fields)


def test_a_new_mission_s_settings_are_valid_and_documented():
    made = parse_settings(NEW_SETTINGS.format(name='"N"', country='"C"', code='"N"'))
    assert set(made.model_fields_set) <= set(first_cells("Settings of a mission"))


def test_ci_runs_the_command_that_the_readme_gives():
    found = re.search(r"^python3 -m venv .*", section("Run the tests"), re.M)
    assert found
    assert found[0].endswith(".venv/bin/python -m pytest")
    assert "README.md" in CI
    assert 'bash -c "$test_command"' in CI


def test_every_picture_and_file_that_the_readme_names_is_there():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).is_file(), target
