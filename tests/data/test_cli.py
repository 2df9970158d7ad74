"""The command line: exit status, one JSON document, and the keys that DESIGN.md promises."""

import json
import subprocess
import sys

import pytest

from data import mission
from data.cli import main
from data.importing.run import import_files
from tests.data.made import GEOPKO, HAPI, acled, rows, written

LINK = "?from=2018-09-01&to=2019-06-30&type=violent"
CHECK_KEYS = {"format", "rows", "accepted", "rejected", "duplicates", "fatalities", "first", "last", "rejects"}
IMPORT_KEYS = CHECK_KEYS | {"added", "changed", "unchanged", "removed", "version"}
SUMMARY_KEYS = {"incidents", "fatalities", "by_type", "by_area", "by_month"}


@pytest.fixture
def run(capsys):
    """Run a command; returns its status, its document, and what it said on standard error."""

    def command(*argv):
        status = main([str(a) for a in argv] + ["--json"])
        out, err = capsys.readouterr()
        return status, json.loads(out) if out else None, err

    return command


def test_check_of_the_mali_file(run, shared_data):
    status, document, _err = run("check", shared_data / "acled/mali_2020-11-06.csv")
    assert status == 0
    assert set(document) >= CHECK_KEYS
    expected = {"rows": 4318, "accepted": 4318, "rejected": 0, "fatalities": 10174, "rejects": [],
                "first": "1997-01-06", "last": "2020-10-31"}  # fmt: skip
    assert {key: document[key] for key in expected} == expected


def test_summary_of_the_known_link(run, mali):
    status, document, err = run("summary", "--mission", mali.folder, "--link", LINK)
    assert (status, err) == (0, "")
    assert set(document) >= SUMMARY_KEYS
    assert (document["incidents"], document["fatalities"], document["version"]) == (543, 1692, 3)
    assert sum(entry["incidents"] for entry in document["by_type"].values()) == 543
    assert sum(entry["fatalities"] for entry in document["by_month"]) == 1692


def test_init_import_again_and_versions(run, tmp_path, shared_data):
    folder, file = tmp_path / "m", shared_data / "acled/mali_2020-11-06.csv"
    assert run("init", folder, "--name", "MINUSMA", "--country", "Mali")[1]["mission"] == str(folder)
    status, first, err = run("import", file, "--mission", folder, "--who", "An Officer")
    assert (status, first["added"], first["version"]) == (0, 4318, 1)
    assert set(first) >= IMPORT_KEYS
    assert "mali_2020-11-06.csv" in err
    status, again, _err = run("import", file, "--mission", folder)
    assert (status, again["added"], again["changed"], again["unchanged"], again["version"]) == (0, 0, 0, 4318, 1)
    _status, document, _err = run("versions", "--mission", folder)
    (version,) = document["versions"]
    assert (version["version"], version["who"], version["what"]) == (1, "An Officer", "import mali_2020-11-06.csv")


def test_several_files_are_summed_and_told_apart(run, tmp_path, new_mission):
    files = [acled(tmp_path / f"{n}.csv", {"event_id_cnty": n, "event_date": f"2019-0{n}-01"}) for n in "12"]
    _status, document, _err = run("import", *files, "--mission", new_mission.folder)
    assert set(document) >= IMPORT_KEYS
    assert (document["rows"], document["fatalities"], document["added"], document["version"]) == (2, 4, 2, 1)
    assert (document["first"], document["last"]) == ("2019-01-01", "2019-02-01")
    assert [entry["file"] for entry in document["files"]] == ["1.csv", "2.csv"]
    assert all(set(entry) >= CHECK_KEYS | {"added"} for entry in document["files"])


def test_deaths_are_unknown_for_files_that_have_no_events_and_summed_over_those_that_have(run, tmp_path, capsys):
    counts = written(tmp_path / "political_violence.csv", rows(HAPI))
    deployments, events = written(tmp_path / "g.csv", rows(GEOPKO)), acled(tmp_path / "a.csv", {"fatalities": "7"})
    assert [run("check", file)[1]["fatalities"] for file in (counts, deployments, events)] == [None, None, 7]
    assert run("check", counts, deployments)[1]["fatalities"] is None
    both = run("check", counts, events)[1]
    assert (both["fatalities"], [entry["fatalities"] for entry in both["files"]]) == (7, [None, 7])
    assert main(["check", str(counts)]) == 0
    assert {"rows: 1", "fatalities: –", "first: –"} <= set(capsys.readouterr().out.splitlines())


@pytest.mark.parametrize("command", ["check", "import"])
def test_rejected_rows_are_status_1_and_listed(run, tmp_path, new_mission, command):
    bad = acled(tmp_path / "a.csv", {"event_id_cnty": "A"}, {"event_id_cnty": "B", "latitude": "north"})
    status, document, _err = run(command, bad, "--mission", new_mission.folder)
    assert (status, document["accepted"], document["rejected"]) == (1, 1, 1)
    reason = "expected a number from −90 to 90"
    assert document["rejects"] == [{"row": 3, "column": "latitude", "value": "north", "reason": reason}]
    good = acled(tmp_path / "b.csv", {"event_id_cnty": "C"})
    status, document, _err = run("check", good, bad)
    assert (status, document["rejects"][0]["file"]) == (1, "a.csv")


UNUSABLE = {
    "no file": lambda folder: ["check", folder / "absent.csv"],
    "no table": lambda folder: ["check", _words(folder)],
    "another kind": lambda folder: ["check", acled(folder / "a.csv"), "--kind", "bases"],
    "no mission": lambda folder: ["summary", "--mission", folder / "nowhere"],
    "a mission already": lambda folder: ["init", mission.init(folder / "m", "M", "Mali").folder],
    "an ending that cannot be written": lambda folder: ["export", "--out", folder / "x.pdf"],
    "a folder where the file should be": lambda folder: ["export", "--out", _folder(folder / "x.csv")],
    "a file where the folder should be": lambda folder: ["init", acled(folder / "a.csv") / "m"],
}


def _words(folder):
    (folder / "letter.csv").write_text("Dear colleague,\n")
    return folder / "letter.csv"


def _folder(path):
    path.mkdir()
    return path


@pytest.mark.parametrize("case", UNUSABLE)
def test_what_cannot_be_used_is_status_2_with_one_sentence(run, tmp_path, case):
    status, document, err = run(*UNUSABLE[case](tmp_path))
    assert (status, document) == (2, None)
    assert err.endswith(".\n") or "python -m data init" in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


@pytest.mark.parametrize("argv", [[], ["fly"], ["import"], ["import", "a.csv", "--kind", "poems"], ["export"]])
def test_a_command_that_is_none_is_status_2(argv, capsys):
    with pytest.raises(SystemExit) as left:
        main(argv)
    assert left.value.code == 2
    assert "usage: python -m data" in capsys.readouterr().err


def test_what_a_link_says_wrongly_is_told_on_standard_error_and_in_the_document(run, mali):
    link = LINK + "&type=Wars&form=2018-01-01&actor=%FF"
    status, document, err = run("summary", "--mission", mali.folder, "--link", link)
    assert (status, document["incidents"], len(document["notes"])) == (0, 543, 3)
    assert err.splitlines() == document["notes"]


def test_export_says_how_many_rows(run, mali, tmp_path):
    status, document, _err = run("export", "--mission", mali.folder, "--link", LINK, "--out", tmp_path / "x.csv")
    assert (status, document["file"], document["rows"]) == (0, str(tmp_path / "x.csv"), 543)
    assert len((tmp_path / "x.csv").read_text(encoding="utf-8-sig")) > 100_000


@pytest.mark.parametrize("command", [["summary"], ["versions"], ["export", "--out", "x.csv"]])
def test_a_mission_without_data_answers_with_nothing(run, new_mission, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    status, document, err = run(*command, "--mission", new_mission.folder)
    assert (status, err) == (0, "")
    assert not any(document.get(key) for key in ("incidents", "versions", "rows"))


def test_the_environment_names_the_mission(run, new_mission, monkeypatch):
    monkeypatch.setenv(mission.ENVIRONMENT, str(new_mission.folder))
    assert run("summary")[1]["mission"] == "MINUSMA"


def test_without_a_mission_the_example_answers(run):
    document = run("summary")[1]
    assert document["incidents"] > 0
    assert document["mark"] == "Synthetic example data"


def test_text_for_people_is_cut_with_a_count(tmp_path, capsys):
    bad = acled(tmp_path / "a.csv", *({"event_id_cnty": str(n), "latitude": "x"} for n in range(30)))
    assert main(["check", str(bad)]) == 1
    out = capsys.readouterr().out
    assert "rejected: 30" in out
    assert "… and 10 more" in out


def test_the_real_command_ends_well_each_time(mali, subprocess_env):
    for _time in range(3):
        argv = [sys.executable, "-m", "data", "summary", "--mission", str(mali.folder), "--link", LINK, "--json"]
        done = subprocess.run(
            argv, env=subprocess_env, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout)["fatalities"] == 1692


def test_the_real_command_says_2_in_words(subprocess_env, tmp_path):
    argv = [sys.executable, "-m", "data", "check", str(tmp_path / "absent.csv")]
    done = subprocess.run(argv, env=subprocess_env, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("absent.csv is not a file.\n")


def test_an_import_of_the_example_goes_to_the_users_copy(run, tmp_path):
    _status, document, _err = run("import", acled(tmp_path / "a.csv"))
    assert document["mission"] == str(mission.example_copy())
    assert run("summary", "--link", "?source=acled&from=2019-03-23&to=2019-03-23")[1]["incidents"] == 1
    target, (report,) = import_files(mission.open_mission(), [tmp_path / "a.csv"])
    assert (target.is_example_copy, report.unchanged) == (True, 1)


@pytest.fixture
def two_sources(mali_copy, shared_data):
    """The Mali mission with UCDP's events beside ACLED's."""
    import_files(mali_copy, [shared_data / "ucdp/ged231_sample_1000.csv"])
    return mali_copy


def test_matches_lists_both_figures_and_never_their_sum(run, two_sources):
    link = "?from=2014-01-01&to=2020-10-31&source=acled"
    status, document, _err = run("matches", "--mission", two_sources.folder, "--link", link, "--with", "ucdp")
    assert (status, document["pairs"], document["fatalities_a"], document["fatalities_b"]) == (0, 3, 16, 10)
    pairs = {(pair["event_a"], pair["event_b"]): pair for pair in document["candidates"]}
    boulikessi = pairs["MLI1411", "237564"]
    assert (boulikessi["day_a"], boulikessi["fatalities_a"], boulikessi["fatalities_b"]) == ("2017-03-29", 3, 3)
    assert not [key for key in document if "sum" in key or "total" in key]


def test_matches_with_itself_or_a_source_that_is_not_there_says_which_there_are(run, two_sources):
    for other in ("acled", "sage"):
        status, document, err = run(
            "matches", "--mission", two_sources.folder, "--link", "?source=acled", "--with", other
        )
        assert (status, document) == (2, None)
        assert "this mission has: ucdp" in err


def test_restore_makes_an_old_version_the_newest(run, mali_copy, tmp_path):
    import_files(mali_copy, [acled(tmp_path / "a.csv", {"event_id_cnty": "TST9", "fatalities": "7"})])
    before = run("summary", "--mission", mali_copy.folder, "--link", LINK)[1]["fatalities"]
    status, document, _err = run("restore", "--version", "3", "--mission", mali_copy.folder)
    assert (status, document["version"], document["restored"]) == (0, 5, 3)
    after = run("summary", "--mission", mali_copy.folder, "--link", LINK)[1]
    assert (before, after["fatalities"], after["version"]) == (1699, 1692, 5)
    assert run("restore", "--version", "99", "--mission", mali_copy.folder)[0] == 2
