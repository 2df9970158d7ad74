from datetime import date

import pytest

from data.filters import Filters
from data.footprint import gaps, reach
from data.footprint.coverage import Coverage

DAY = date(2019, 6, 30)


@pytest.fixture(scope="module")
def violent(mali_now):
    return mali_now.select(Filters(date(2018, 9, 1), DAY, "acled", types=("violent",)))


@pytest.fixture
def worked_out(mali_now, violent):
    """Coverage and gaps of the mission's bases with some changed."""

    def make(radius_km, **changes):
        every = mali_now.table("bases").assign(**changes)
        found = Coverage(violent, reach.open_on(every, DAY), mali_now.areas, mali_now.settings, radius_km)
        return found, gaps.of(found, every, 2)

    return make


def test_each_area_against_the_rows_of_its_incidents(worked_out, violent):
    found, by_area = worked_out(100)
    frame = violent.frame()
    inside = reach.of(violent, found.bases, 100).inside
    assert sum(gap.incidents for gap in by_area.areas) == 543
    assert sum(gap.reached["protection_force"] for gap in by_area.areas) == 346
    for gap in by_area.areas:
        own = frame["area2_id"].isna() if gap.area_id is None else frame["area2_id"] == gap.area_id
        assert gap.incidents == own.sum()
        assert gap.fatalities == frame.loc[own, "fatalities_best"].sum()
        assert gap.reached["protection_force"] == (own.to_numpy() & inside).sum()
    counts = [gap.incidents for gap in by_area.areas if gap.area_id]
    assert counts == sorted(counts, reverse=True)


def test_an_office_without_a_force_is_said(worked_out, mali_now):
    names = mali_now.table("bases")["name"]
    component = ["civilian" if name == "Douentza" else "police" for name in names]
    functions = ["human rights; child protection" if name == "Douentza" else None for name in names]
    _found, by_area = worked_out(100, component_type=component, functions=functions)
    douentza = next(gap for gap in by_area.areas if gap.name == "Douentza")
    assert "human_rights" in douentza.present
    words = gaps.sentence(douentza, "within 100 km")
    assert f"human rights office ({douentza.reached['human_rights']} of {douentza.incidents})" in words
    assert "protection_force" in by_area.unknown
    component[0] = "military"  # Aguelhok, far away
    _found, by_area = worked_out(100, component_type=component, functions=functions)
    words = gaps.sentence(next(gap for gap in by_area.areas if gap.name == "Douentza"), "within 100 km")
    assert "None known within 100 km: protection force" in words


def test_a_function_that_no_base_names_is_unknown_not_absent(worked_out):
    _found, by_area = worked_out(100)
    assert "human_rights" in by_area.unknown
    assert all("human_rights" not in gap.reached for gap in by_area.areas)
    assert "human rights office" in gaps.unknown_words(by_area)
    assert "unknown, not absent" in gaps.unknown_words(by_area)
    assert by_area.silent == 9, "of 13 open bases, those without a function"


def test_functions_are_told_by_the_words_of_their_cell():
    found = [g.code for g in gaps.GROUPS if g.has("civilian", "Protection of Civilians; support to national police")]
    assert found == ["police", "poc"]
    assert [g.code for g in gaps.GROUPS if g.has(None, None)] == []
    assert [g.code for g in gaps.GROUPS if g.has("military; police", None)] == ["protection_force", "police"]


def test_without_areas_all_incidents_are_one_group(mali_now, violent):
    none = mali_now.areas.iloc[:0]
    every = mali_now.table("bases")
    found = Coverage(violent.bare(), reach.open_on(every, DAY), none, mali_now.settings, 50)
    (only,) = gaps.of(found, every, 2).areas
    assert (only.area_id, only.incidents, only.reached["protection_force"]) == (None, 543, 141)
