"""The lock file beside the ranges: every requirement stands in it, within its range, with hashes, and no host."""

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINNED = defaultdict(list)  # one package may have several versions, each for some releases of Python
for own_name, own_version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", LOCK, re.MULTILINE):
    PINNED[canonicalize_name(own_name)].append(own_version)
RANGES = [
    Requirement(line.partition("#")[0].strip())
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    if line.partition("#")[0].strip()
]


@pytest.mark.parametrize("wanted", RANGES, ids=str)
def test_the_lock_holds_a_version_within_each_range(wanted):
    versions = PINNED[canonicalize_name(wanted.name)]
    assert versions
    assert all(wanted.specifier.contains(version) for version in versions)


def test_every_package_of_the_lock_has_its_hashes():
    entries = re.split(r"(?m)^(?=[A-Za-z0-9._-]+==)", LOCK)[1:]
    assert len(entries) == sum(map(len, PINNED.values())) > len(RANGES)
    assert [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_names_no_host_and_no_path():
    assert not re.search(r"https?://|file:|--index-url|--find-links|/home/|/opt/", LOCK)


@pytest.mark.parametrize(
    ("packages", "status", "said"),
    [
        ([{"name": "a", "skip_reason": "not found"}], 0, "cannot be reached"),
        ([{"name": "a", "version": "1", "vulns": []}], 0, "1 of 1 locked packages audited: 0 known faults"),
        (
            [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}],
            1,
            "a 1: CVE-1, mended in 2",
        ),
    ],
)
def test_a_known_fault_of_a_locked_package_fails(packages, status, said, tmp_path):
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"dependencies": packages}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, ROOT / ".ci" / "advisories.py", report], capture_output=True, text=True, check=False
    )
    assert (done.returncode, said in done.stdout) == (status, True)
