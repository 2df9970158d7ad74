"""Pictures of the real mission of Mali: what is drawn is what the data layer counts."""

import numpy as np
import pandas as pd
import pytest

from components import views
from components.context import Context
from data.filters import Filters
from data.footprint import on_map, reach
from data.geography.names import DISCLAIMER
from data.incidents import scales, summary
from data.pictures import mission_charts, mission_maps, spec
from data.words import formats
from data.words.palette import DARK, LIGHT
from tests.data.pictures import made

LINK = "from=2018-09-01&to=2019-06-30&type=violent"


@pytest.fixture
def here(mali_now):
    """A page's context, in the dark theme: pictures are light all the same."""
    filters = Filters.from_query(LINK, mali_now.vocabulary).filters
    return Context(mali_now, filters, views.BY_KEY["briefing"], DARK, "dark")


@pytest.fixture
def selected(here):
    return here.snapshot.select(here.filters)


@pytest.fixture
def records(here):
    return on_map.records(reach.open_on(here.snapshot.table("bases"), here.filters.end))


def of_kind(picture, kind):
    """The one layer of a kind."""
    (found,) = [layer for layer in picture.layers if isinstance(layer, kind)]
    return found


@pytest.mark.parametrize("level", [1, 2])
def test_areas_have_the_colours_of_their_counts(here, selected, level):
    by_area = summary.by_area(selected, here.snapshot.areas, level)
    scale = scales.breaks(int(by_area["incidents"].max()))
    picture = mission_maps.areas_map(here, by_area, level, scale, "T", legend_title="Incidents")
    fills = of_kind(picture, spec.Areas).fills
    assert len(fills) == {1: 9, 2: 49}[level]
    for row in by_area.itertuples(index=False):
        assert fills[row.area_id] == LIGHT.classes[scale.step(row.incidents)]
    most = by_area.iloc[0]
    assert of_kind(picture, spec.Labels).labels[0].text == f"{most['name']} {most['incidents']}"
    assert [key.text for key in picture.legends[0].keys] == scale.labels()


def test_a_map_says_source_day_version_and_filters_in_words(here, selected):
    said = made.said(made.svg(mission_maps.places_map(here, summary.places(selected), "The finding", "Incidents")))
    moment = formats.moment(here.snapshot.mission.store.version(3).committed_at)
    for words in (
        "The finding",
        "Sept 2018 – Jun 2019 · Violent incidents",
        "Source: ACLED, data to 31 Oct 2020.",
        f"Version 3 of {moment}.",
        "Boundaries: Who's On First.",
        "Base towns: Geo-PKO.",
        DISCLAIMER,
        "MINUSMA",
        "NOT YET MARKED",
        "MAURITANIA",
    ):
        assert words in said, words
    assert "MALI" not in said.split()


def test_places_are_sized_by_incidents_and_those_of_regions_only_are_named(here, selected):
    grouped = summary.places(selected)
    region_only = summary.by_precision(selected)[3]
    picture = mission_maps.places_map(here, grouped, "T", "Incidents", region_only=region_only)
    drawn = of_kind(picture, spec.Circles)
    assert len(drawn.longitude) == len(grouped)
    assert drawn.exact.sum() == (grouped["geo_precision"] == 1).sum()
    largest = grouped["incidents"].idxmax()
    assert drawn.radius_pt[largest] == pytest.approx(12)
    quarter = grouped.index[grouped["incidents"] == grouped["incidents"].max() // 4][0]
    ratio = (drawn.radius_pt[quarter] / drawn.radius_pt[largest]) ** 2
    assert ratio == pytest.approx(grouped["incidents"][quarter] / grouped["incidents"][largest])
    words = [key.text for key in picture.legends[0].keys if key.kind == "note"]
    assert words == [f"{region_only} incident known by region only is on no point"]


def test_a_map_of_bases_names_each_town_and_says_what_reach_is_not(here, selected, records):
    picture = mission_maps.bases_map(here, records, 50, "T", grouped=summary.places(selected), notes=["Illustrative"])
    assert len(of_kind(picture, spec.Rings).rings) == len(records)
    said = made.said(made.svg(picture))
    assert [record["name"] for record in records if record["name"] not in said] == []
    assert "not protection or response" in " ".join(said.split())
    assert "Illustrative" in said


def test_no_incident_and_no_base_is_still_a_map(here, selected):
    nothing = summary.places(selected.last(0))
    assert made.svg(mission_maps.places_map(here, nothing, "None", "Incidents")) is not None
    assert made.svg(mission_maps.bases_map(here, [], 50, "None", grouped=nothing)) is not None
    by_area = summary.by_area(selected.last(0), here.snapshot.areas, 0)
    made.svg(mission_maps.areas_map(here, by_area, 0, scales.breaks(0), "None", legend_title="Incidents"))


def test_a_part_of_the_mission_can_be_shown(here, selected):
    mopti = (-5.5, 13.3, -1.2, 15.8)
    picture = mission_maps.cells_map(
        here, [made.square(-4, 14, -3, 15)], ["#00FF00"], spec.Legend("Cells", ()), "T", bounds=mopti
    )
    whole = mission_maps.cells_map(here, [made.square(-4, 14, -3, 15)], ["#00FF00"], spec.Legend("Cells", ()), "T")
    assert made.ink(picture, "#00FF00") > 10 * made.ink(whole, "#00FF00") > 0
    assert picture.legends == ()


def test_a_raster_lies_where_it_should(here):
    rgba = np.broadcast_to([0.0, 1.0, 0.0, 1.0], (3, 3, 4))
    picture = mission_maps.raster_map(here, rgba, (-4, 14, -3, 15), spec.Legend("Density", ()), "T")
    cells = mission_maps.cells_map(here, [made.square(-4, 14, -3, 15)], ["#00FF00"], spec.Legend("", ()), "T")
    assert made.ink(picture, "#00FF00") == pytest.approx(made.ink(cells, "#00FF00"), rel=0.1)


def test_months_have_the_counts_of_the_summary(here, selected):
    months = summary.months(selected, here.filters.start, here.filters.end)
    picture = mission_charts.months_chart(here, summary.by_month(selected), months["month"], "T")
    columns = zip(*(series.values for series in picture.chart.series), strict=True)
    assert [sum(column) for column in columns] == months["incidents"].to_list()
    assert sum(months["incidents"]) == 543
    names = [series.name for series in picture.chart.series]
    assert names[0] == "Battles (164)"
    assert not picture.words.disclaimer, "no map, no disclaimer"
    assert "Source: ACLED, data to 31 Oct 2020." in picture.words.foot


def test_history_tells_the_chosen_period_from_what_came_before(here, selected):
    months = summary.months(selected, here.filters.start, here.filters.end)
    picture = mission_charts.history_chart(here, months, pd.Timestamp("2019-01-01"), "T")
    before, shown = (sum(series.values) for series in picture.chart.series)
    early = months["month"] < "2019-01-01"
    assert (before, shown) == (months["incidents"][early].sum(), months["incidents"][~early].sum())


def test_bars_keep_their_order_and_texts(here):
    picture = mission_charts.bars_chart(here, ["Koro", "Bankass"], [1200, 3], "T", "incidents")
    assert picture.chart.texts == ["1,200", "3"]
