"""Trends by area, against counts that plain pandas makes of the publisher's own file."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from data import snapshot
from data.filters import Filters
from data.importing.run import import_files
from data.incidents import guard, summary, trend_table, trends
from data.snapshot import open_link
from tests.data.made import acled

VIOLENT = ("Battles", "Violence against civilians", "Explosions/Remote violence")
SPRING = Filters(date(2019, 4, 1), date(2019, 6, 30), "acled", types=("violent",))
STARTS = pd.to_datetime(["2018-04-01", "2018-07-01", "2018-10-01", "2019-01-01", "2019-04-01", "2019-07-01"])


@pytest.fixture(scope="module")
def published(shared_data, mali_now):
    """Violent events of the publisher's file, with the joined cercle of each."""
    rows = pd.read_csv(shared_data / "acled/mali_2020-11-06.csv", low_memory=False)
    rows["day"] = pd.to_datetime(rows["event_date"])
    joined = mali_now.incidents.set_index("event_id")["area2_id"].astype("str")
    rows["area"] = rows["event_id_cnty"].map(joined)
    return rows[rows["event_type"].isin(VIOLENT)]


def by_quarter(rows, weights=None):
    """Area by quarter from April 2018 to June 2019."""
    inside = rows[(rows["day"] >= STARTS[0]) & (rows["day"] < STARTS[-1])]
    quarter = pd.cut(inside["day"], STARTS, right=False, labels=False)
    values = inside[weights] if weights else pd.Series(1, index=inside.index)
    return values.groupby([inside["area"], quarter]).sum().unstack(fill_value=0)


@pytest.mark.parametrize(("measure", "column"), [("incidents", None), ("fatalities", "fatalities")])
def test_every_area_has_the_counts_that_pandas_makes(mali_now, published, measure, column):
    expected = by_quarter(published, column)
    found = trends.of(mali_now, SPRING, 2, measure)
    assert len(found.areas) == 49
    for trend in found.areas:
        own = expected.loc[trend.area_id] if trend.area_id in expected.index else pd.Series(0, index=range(5))
        assert (trend.now, trend.norm) == (own[4], own[:4].mean()), trend.name
    everything = published[(published["day"] >= STARTS[4]) & (published["day"] < STARTS[5])]
    assert found.total.now == (everything[column].sum() if column else len(everything))
    assert found.incidents == len(everything) == 180


def test_every_class_is_that_of_the_share(mali_now, published):
    expected = by_quarter(published)
    for trend in trends.of(mali_now, SPRING, 2).areas:
        if trend.area_id not in expected.index or trend.code == guard.ONE_EVENT:
            continue
        now, norm = expected.loc[trend.area_id, 4], expected.loc[trend.area_id, :3].mean()
        if norm <= 2 and now <= 5:
            assert trend.code == "low_baseline"
            continue
        share = now / norm - 1
        bounds = [(-1.1, -0.25), (-0.25, 0.1), (0.1, 0.25), (0.25, 99)]
        low, high = bounds[["large_decrease", "limited", "moderate_increase", "large_increase"].index(trend.code)]
        assert low <= share <= high, trend


def test_the_known_answer_one_event_made_the_fall(mali_now):
    total = trends.of(mali_now, SPRING, 2, "fatalities", norm_windows=1).total
    assert (total.norm, total.now, total.code) == (650, 489, "one_event")
    assert (total.decisive.norm, total.decisive.now) == (486, 489)
    assert (total.decisive.event.place, total.decisive.event.day) == ("Ogossagou", date(2019, 3, 23))


def test_no_deaths_are_stated_that_the_deadliest_event_would_turn(mali_now, published):
    """Every stated change keeps sign and class without the deadliest event of the period or of the norm."""
    deaths = by_quarter(published, "fatalities")
    rows = published[(published["day"] >= STARTS[0]) & (published["day"] < STARTS[-1])]
    most = rows.groupby(["area", rows["day"] >= STARTS[4]])["fatalities"].max().unstack(fill_value=0)
    stated = 0
    for trend in trends.of(mali_now, SPRING, 2, "fatalities").areas:
        if trend.area_id not in deaths.index or trend.code == guard.LOW_BASELINE:
            continue
        now, norm = deaths.loc[trend.area_id, 4], deaths.loc[trend.area_id, :3].mean()
        pairs = [(now - most.loc[trend.area_id, True], norm), (now, norm - most.loc[trend.area_id, False] / 4)]
        turned = any(
            (a > b) != (now > norm) or (a < b) != (now < norm) or klass(a, b) != klass(now, norm) for a, b in pairs
        )
        assert turned == (trend.code == guard.ONE_EVENT), trend
        stated += not turned
    assert stated


def klass(now, norm):
    """The class of deaths, in plain words of the issue."""
    if norm <= 9 and now <= 25:
        return "low"
    share = now / norm - 1 if norm else 9
    return "large" if share > 0.25 else "moderate" if share > 0.1 else "limited" if share >= -0.25 else "fall"


def test_highest_in_three_years_is_so_in_the_publishers_file(mali_now, published):
    quarter = published["day"].dt.to_period("Q")
    table = published.groupby(["area", quarter]).size().unstack(fill_value=0)
    table = table.reindex(columns=pd.period_range("2016Q2", "2019Q2", freq="Q"), fill_value=0)
    before = table.drop(columns=["2019Q2"])
    now = table["2019Q2"]
    for trend in trends.of(mali_now, SPRING, 2).areas:
        if trend.area_id not in table.index:
            assert not trend.flags
            continue
        own, area = now[trend.area_id], trend.area_id
        three, one = own > before.loc[area].max(), own > before.loc[area].iloc[-4:].max()
        wanted = ("highest_3y",) if three else ("highest_1y",) if one else ()
        assert trend.flags == (wanted if own >= 6 else ()), trend


def test_every_other_filter_is_honoured(mali_now):
    mopti = mali_now.areas.query("level == 1 and name == 'Mopti'")["area_id"].iloc[0]
    for narrowed in (
        replace(SPRING, precision=1),
        replace(SPRING, civilians=True, types=()),
        replace(SPRING, types=("riots",)),
        replace(SPRING, areas=(mopti,)),
        replace(SPRING, actors=tuple(mali_now.vocabulary.actors)[:3]),
    ):
        found = trends.of(mali_now, narrowed, 2)
        counted = summary.by_area(mali_now.select(narrowed), mali_now.areas, 2).set_index("area_id")["incidents"]
        assert {t.area_id: t.now for t in found.areas}.items() <= counted.to_dict().items()
        assert sum(t.now for t in found.areas) == counted.sum()
        before = mali_now.select(narrowed.during(found.norm_span))
        assert found.total.earlier == len(before)
        assert sum(t.earlier for t in found.areas) == before["area2_id"].notna().sum()


@pytest.fixture
def made(new_mission, tmp_path):
    """A maker of missions without areas from (day, deaths) pairs; the records run from 2017 to June 2019."""

    def make(*events, first="2017-01-01"):
        changes = [
            {"event_id_cnty": f"E{n}", "event_date": day, "fatalities": str(deaths), "location": f"P{n}"}
            for n, (day, deaths) in enumerate([(first, 0), ("2019-06-30", 0), *events])
        ]
        target, _reports = import_files(new_mission, [acled(tmp_path / "e.csv", *changes)])
        return snapshot.load(target, target.store.latest())

    return make


WEEK = Filters(date(2019, 6, 17), date(2019, 6, 23), "acled")


def test_a_week_stands_against_the_four_weeks_before(made):
    days = [("2019-05-19", 0), ("2019-05-20", 0), ("2019-06-16", 0), *[("2019-06-20", 0)] * 7]
    found = trends.of(made(*days), WEEK, 0)
    assert found.norm_span.start == date(2019, 5, 20)
    assert (found.total.now, found.total.norm, found.total.code) == (7, 0.5, "large_increase")
    assert found.total.share is None, "a norm of half an incident gives no percentage"
    assert found.areas == ()


def test_a_norm_of_zero_is_no_error(made):
    assert trends.of(made(*[("2019-06-20", 0)] * 7), WEEK, 0).total.code == "large_increase"


def test_a_period_without_any_incident_now_or_before_is_quiet(made):
    total = trends.of(made(), WEEK, 0).total
    assert (total.code, total.now, total.norm, total.quiet) == ("low_baseline", 0, 0, True)


def test_where_the_records_begin_too_late_the_norm_is_unknown(made):
    shot = made(("2019-04-02", 3), first="2019-01-02")
    found = trends.of(shot, Filters(date(2019, 4, 1), date(2019, 6, 30), "acled"), 0)
    assert (found.total.now, found.total.norm, found.total.share) == (2, None, None)
    assert (found.total.code, found.total.flags, found.before, found.norm_span) == ("unknown", (), (), None)


def test_a_tie_is_not_the_highest(made):
    now = [("2019-06-20", 0)] * 8
    assert trends.of(made(*now, *[("2019-03-13", 0)] * 8), WEEK, 0).total.flags == ()


def test_three_years_ask_for_three_years_of_records(made):
    assert trends.of(made(*[("2019-06-20", 0)] * 8), WEEK, 0).total.flags == ("highest_1y",)
    long = made(*[("2019-06-20", 0)] * 8, first="2016-05-01")
    assert trends.of(long, WEEK, 0).total.flags == ("highest_3y",)


def test_few_incidents_are_never_the_highest(made):
    assert trends.of(made(*[("2019-06-20", 0)] * 5), WEEK, 0).total.flags == ()


def test_deaths_are_not_the_highest_where_one_event_makes_them_so(made):
    earlier = [("2019-03-01", 12)]
    assert trends.of(made(*earlier, ("2019-06-20", 13), ("2019-06-21", 12)), WEEK, 0, "fatalities").total.flags == ()
    more = made(*earlier, ("2019-06-20", 13), ("2019-06-21", 13))
    assert trends.of(more, WEEK, 0, "fatalities").total.flags == ("highest_1y",)


def test_a_figure_on_which_sources_differ_is_named(example):
    reading = open_link(example.mission, "from=2019-04-01&to=2019-06-30&type=violent&area=Bankass")[1]
    total = trends.of(example, reading.filters, 2, "fatalities").total
    event = total.decisive.event
    assert (event.event_id, event.deaths, event.low, event.high) == ("DOC08", 157, 134, 164)
    assert (total.code, total.decisive.now, total.decisive.norm) == ("one_event", 40, (303 - 157) / 4)


@pytest.fixture(scope="module")
def example():
    """The bundled example in memory."""
    from data import mission

    opened = mission.load(mission.EXAMPLE)
    return snapshot.load(opened, opened.store.latest())


def test_the_figure_itself_can_decide(example, monkeypatch):
    """Without any single event the change stays; another source's figure for one of them turns it."""
    reading = open_link(example.mission, "from=2019-10-01&to=2019-12-31&area=Niono")[1]
    plain = trends.of(example, reading.filters, 2, "fatalities").total
    assert (plain.code, plain.now, plain.earlier) == ("large_decrease", 20, 129)
    own = example.select(reading.filters).frame()
    event_id = own.loc[own["fatalities_best"].fillna(0).idxmax(), "event_id"]
    figures = pd.DataFrame({"event_id": [event_id], "fatalities": pd.array([60], dtype="Int64")})
    monkeypatch.setattr(type(example), "table", lambda _self, _name: figures)
    total = trends.of(replace(example), reading.filters, 2, "fatalities").total
    assert (total.code, total.decisive.other, total.decisive.event.high) == ("one_event", 60, 60)


def test_the_table_has_a_row_an_area_and_the_event_that_decides(mali_now):
    found = trends.of(mali_now, SPRING, 2, "fatalities")
    table = trend_table.table(found)
    assert list(table["area_id"]) == [trend.area_id for trend in found.areas]
    decided = table[table["change"] == "one_event"]
    assert decided[["event_id", "place", "day", "now_without", "norm_without"]].notna().all().all()
    assert table.loc[table["change"] != "one_event", list(trend_table.EVENT_COLUMNS)].isna().all().all()
    assert trend_table.table(trends.of(mali_now, SPRING, 0)).empty


def test_classes_are_counted_without_areas_that_have_nothing(mali_now):
    found = trends.of(mali_now, SPRING, 2)
    counts = found.by_class()
    assert list(counts) == list(guard.CODES)
    assert sum(counts.values()) == sum(not trend.quiet for trend in found.areas) < 49
