"""Fixtures that all tests share: the reference files, a mission of real data, and no way to the user's own files."""

import gc
import os
import shutil
import sys
from functools import cache
from pathlib import Path

import platformdirs
import pytest
from streamlit.components.v2 import manifest_scanner

from data import mission, snapshot
from data.importing.run import import_files

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
# Allocations between two collections, and collections of a generation between two of the next (Python's: 700, 10, 10).
COLLECTION = (50_000, 10, 10)


def pytest_collection_finish():
    """What was imported stays: the garbage collector leaves it alone, and looks at the rest less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTION)


@pytest.fixture(autouse=True)
def _own_user_folder(tmp_path, monkeypatch):
    """The user's data folder is a new one, in this process and in those it starts, and no mission is named."""
    monkeypatch.delenv(mission.ENVIRONMENT, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda name, **_options: str(tmp_path / "user" / name))


@pytest.fixture(autouse=True)
def _own_main():
    """A page run without a browser leaves its script as the main module, which new processes would run as theirs."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(autouse=True, scope="session")
def _packages_read_once():
    """A page run without a browser reads what every installed package says of itself, as a server does at its start."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session")
def shared_data():
    """The folder of reference files beside the repository."""
    if not SHARED.is_dir():
        pytest.skip(f"the reference files are not at {SHARED}: ACLED's may not be copied into the repository")
    return SHARED


@pytest.fixture(scope="session")
def mali(shared_data, tmp_path_factory):
    """A mission of real files: version 1 incidents, 2 admin areas, 3 bases. Tests read it only: see `mali_copy`."""
    made = mission.init(tmp_path_factory.mktemp("missions") / "mali", "MINUSMA", "Mali")
    boundaries = [shared_data / f"boundaries/mali_{level}.geojson" for level in ("cercles", "regions", "country")]
    import_files(made, [shared_data / "acled/mali_2020-11-06.csv"], who="tester")
    import_files(made, boundaries, who="tester")
    import_files(made, [shared_data / "geopko/FrontMap_v.2.3.csv"], who="tester")
    return made


@pytest.fixture(scope="session")
def mali_now(mali):
    """The newest version of `mali` in memory."""
    return snapshot.load(mali, mali.store.latest())


@pytest.fixture
def mali_copy(mali, tmp_path):
    """A copy of `mali` to write to."""
    return mission.load(shutil.copytree(mali.folder, tmp_path / "mali"))


@pytest.fixture
def new_mission(tmp_path):
    """A mission without data."""
    return mission.init(tmp_path / "mission", "MINUSMA", "Mali")


@pytest.fixture
def subprocess_env():
    """The environment of a process that imports the packages of this repository."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
