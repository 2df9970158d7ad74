import pytest

from data import snapshot
from data.importing.run import import_files
from data.incidents import published
from tests.data.made import acled


def test_published_deaths_stand_beside_those_of_the_file(mali_now):
    (series,) = published.for_mission(mali_now)
    table = published.compare(mali_now, series)
    assert table["year"].tolist() == [2016, 2017, 2018]
    assert table["published"].tolist() == [71, 192, 815]
    assert table["now"].tolist() == [71, 238, 783]
    assert table["revised_by"].tolist() == [0, 46, -32]


def test_july_of_2020_stands_between_the_two(new_mission, shared_data):
    import_files(new_mission, [shared_data / "acled/mali_2020-07-20.csv"])
    shot = snapshot.load(new_mission, 1)
    table = published.compare(shot, published.for_mission(shot)[0])
    assert table["now"].notna().all()
    assert table["now"].tolist() != table["published"].tolist()


def test_a_year_that_the_records_do_not_cover_is_unknown_not_zero(new_mission, tmp_path):
    days = ("2016-06-01", "2018-12-31")
    import_files(new_mission, [acled(tmp_path / "a.csv", *({"event_id_cnty": d, "event_date": d} for d in days))])
    shot = snapshot.load(new_mission, 1)
    table = published.compare(shot, published.for_mission(shot)[0]).set_index("year")
    assert table["now"].isna().to_dict() == {2016: True, 2017: False, 2018: False}
    assert table.loc[2017, "now"] == 0


def test_series_of_other_countries_and_sources_are_left_out(new_mission):
    assert published.for_mission(snapshot.load(new_mission, 0)) == []


@pytest.mark.parametrize("series", published.all_series(), ids=lambda s: s.title)
def test_every_series_says_where_it_is_from(series):
    assert all((series.country, series.source, series.as_of, series.citation, series.measure))
    assert all(year.isdigit() and figure >= 0 for year, figure in series.figures.items())
