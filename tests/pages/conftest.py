"""Missions that a page test opens, and caches emptied between modules."""

import pytest
import streamlit as st

from components.access import who
from data import mission, snapshot
from data.access.roles import Person
from data.importing.run import import_files
from tests.data import made


@pytest.fixture(autouse=True, scope="module")
def _fresh_caches():
    """Caches are kept within a module, as a server keeps them: they are keyed by folder, version and settings."""
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture(scope="session")
def example():
    """The bundled example in memory, to count by the data layer what a page shows."""
    opened = mission.load(mission.EXAMPLE)
    return snapshot.load(opened, opened.store.latest())


@pytest.fixture
def opens(monkeypatch):
    """Makes a mission the one that opens."""

    def use(which):
        monkeypatch.setenv(mission.ENVIRONMENT, str(which.folder))
        return which

    return use


@pytest.fixture
def incidents_only(new_mission, tmp_path, opens):
    """A mission with incidents, without areas, bases or tasks."""
    days = [{"event_id_cnty": f"TST{i}", "event_date": f"2019-0{1 + i % 9}-15"} for i in range(12)]
    import_files(new_mission, [made.acled(tmp_path / "acled.csv", *days)], who="tester")
    return opens(new_mission)


@pytest.fixture(scope="session")
def both(shared_data, tmp_path_factory):
    """ACLED's Mali as of July, then of November 2020, areas, bases, and UCDP's sample: five versions, two sources."""
    made_ = mission.init(tmp_path_factory.mktemp("missions") / "both", "MINUSMA", "Mali")
    for files in (
        ["acled/mali_2020-07-20.csv"],
        ["acled/mali_2020-11-06.csv"],
        [f"boundaries/mali_{level}.geojson" for level in ("cercles", "regions", "country")],
        ["geopko/FrontMap_v.2.3.csv"],
        ["ucdp/ged231_sample_1000.csv"],
    ):
        import_files(made_, [shared_data / file for file in files], who="tester")
    return made_


@pytest.fixture(scope="session")
def both_now(both):
    """The newest version of `both` in memory."""
    return snapshot.load(both, both.store.latest())


@pytest.fixture
def signed_in(monkeypatch):
    """Makes somebody with these roles the one who is here."""

    def use(*roles, name="Awa Keita"):
        one = Person(name, "awa@example.org", frozenset(roles))

        def person(_mission):
            st.session_state[who.KEY] = one
            return one

        monkeypatch.setattr(who, "person", person)

    return use
