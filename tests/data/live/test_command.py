"""The command `refresh`: the document of an import, progress on standard error, exit status 0, 1 and 2."""

import json
import subprocess
import sys

import pytest

from data import mission
from data.cli import main
from data.live.bars import Bars
from tests.data.test_cli import IMPORT_KEYS


@pytest.fixture
def run(capsys, live_mission):
    """Run the command; returns its status, its document, and what it said on standard error."""

    def command(*argv):
        status = main(["refresh", "--mission", str(live_mission.folder), "--json", *argv])
        out, err = capsys.readouterr()
        return status, json.loads(out) if out else None, err

    return command


def test_its_document_is_that_of_an_import(run, services, made_rows, two_a_page):
    status, document, err = run("--source", "acled", "--who", "An Officer")
    assert (status, document["added"], document["version"], document["failures"]) == (0, 5, 1, {})
    assert set(document) >= IMPORT_KEYS
    assert err.startswith("ACLED: 5 rows\nNot yet marked: incidents (acled).")


def test_nothing_new_is_a_document_too(run, services, made_rows, two_a_page):
    run("--source", "acled")
    status, document, err = run("--source", "acled")
    assert (status, document["rows"], document["added"], document["version"]) == (0, 0, 0, 1)
    assert set(document) >= IMPORT_KEYS
    assert err.endswith("Nothing new.\n")


def test_rejected_rows_are_status_1(run, services, made_rows, two_a_page):
    services.rows["acled"][3]["latitude"] = "north"
    status, document, _err = run("--source", "acled")
    assert (status, document["accepted"], document["rejects"][0]["column"]) == (1, 4, "latitude")


def test_a_source_that_fails_is_status_2_with_the_document_of_the_others(
    run, services, made_rows, two_a_page, monkeypatch
):
    monkeypatch.delenv("UCDP_TOKEN")
    status, document, err = run("--source", "acled", "ucdp")
    assert (status, document["added"], document["version"]) == (2, 5, 1)
    assert document["failures"]["ucdp"] in err
    assert "UCDP_TOKEN" in err


def test_where_all_fail_it_is_status_2_with_one_sentence(run, services, monkeypatch):
    monkeypatch.delenv("UCDP_TOKEN")
    status, document, err = run("--source", "ucdp")
    assert (status, document) == (2, None)
    assert err.count("\n") == 1


def test_for_people_too(services, made_rows, two_a_page, live_mission, capsys):
    assert main(["refresh", "--mission", str(live_mission.folder), "--source", "acled"]) == 0
    assert "added: 5" in capsys.readouterr().out


def test_a_terminal_gets_a_bar_for_each_source(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with Bars() as bars:
        bars("ucdp", 100, 250)
        bars("ucdp", 250, 250)
        bars("acled", 5000, None)
    err = capsys.readouterr().err
    assert "UCDP:  40%" in err
    assert "250/250" in err
    assert "ACLED: 5000 rows" in err
    assert "ACLED: 5,000 rows" not in err


def test_the_real_command(services, real_rows, new_mission, subprocess_env):
    """With sizes and pauses as they are in use: 4,318 events fit on one page of ACLED's."""
    services.rows["ucdp"] = [row | {"country_id": 432} for row in services.rows["ucdp"]]
    settings = new_mission.folder / "mission.toml"
    settings.write_text(settings.read_text() + 'live.ucdp = { version = "25.1", country_number = 432 }\n')
    argv = [sys.executable, "-m", "data", "refresh", "--source", "acled", "ucdp", "--json"]
    environment = {**subprocess_env, mission.ENVIRONMENT: str(new_mission.folder)}
    done = subprocess.run(
        argv, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert [(f["format"], f["rows"]) for f in document["files"]] == [
        ("ACLED, layout before March 2023", 4318),
        ("UCDP GED", 1000),
    ]
    assert document["files"][0]["fatalities"] == 10174
    assert (document["version"], services.pages("acled"), services.pages("ucdp")) == (1, [0], [0])
    assert done.stderr.startswith("ACLED: 4,318 rows\nUCDP: 1,000 rows\n")
    assert done.stderr.count("Not yet marked: incidents") == 2
