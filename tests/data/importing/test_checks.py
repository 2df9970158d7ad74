"""A row that cannot be taken is refused by its number in a spreadsheet, its column, the value found, and why."""

import pytest

from tests.data.made import ACLED_OLD, GEOPKO, UCDP, acled, layer, read, rows, square, written

BAD_ACLED = [
    ("event_date", "2019", "a day as 2019-03-23"),
    ("event_date", "2019-02-30", "a day as 2019-03-23"),
    ("event_date", "2019/13/23", "a day as 2019-03-23"),
    ("event_date", "March 2019", "a day as 2019-03-23"),
    ("event_date", "1789-07-14", "a day as 2019-03-23"),
    ("event_date", "2019-03-231", "a day as 2019-03-23"),
    ("event_date", "٢٠١٩-٠٣-٢٣", "a day as 2019-03-23"),
    ("event_date", "", "a day as 2019-03-23"),
    ("event_id_cnty", "", "a text that no other row"),
    ("event_type", "", "one of battles, explosions"),
    ("event_type", "", "one of battles, explosions"),
    ("latitude", "91", "from −90 to 90"),
    ("latitude", "14;5", "from −90 to 90"),
    ("latitude", "inf", "from −90 to 90"),
    ("latitude", "", "from −90 to 90"),
    ("longitude", "-180.5", "from −180 to 180"),
    ("longitude", "west", "from −180 to 180"),
    ("geo_precision", "4", "1, 2 or 3"),
    ("geo_precision", "1.5", "1, 2 or 3"),
    ("geo_precision", "", "1, 2 or 3"),
    ("time_precision", "0", "1, 2 or 3"),
    ("fatalities", "-1", "a whole number of 0 or more"),
    ("fatalities", "2.5", "a whole number of 0 or more"),
    ("fatalities", "many", "a whole number of 0 or more"),
    ("fatalities", "1e400", "a whole number of 0 or more"),
    ("timestamp", "yesterday", "expected seconds since 1970"),
]
BAD_UCDP = [
    ("id", "", "a text that no other row"),
    ("date_start", "2019", "a day as"),
    ("type_of_violence", "", "one of battles"),
    ("where_prec", "8", "1, 2 or 3"),
    ("best", "a few", "a whole number"),
    ("low", "-2", "a whole number"),
    ("high", "9.9", "a whole number"),
    ("latitude", "95", "from −90 to 90"),
]


def one_bad(base, key, column, value):
    """Three rows, the middle one bad."""
    return rows(base, {key: "A"}, {key: "B", column: value}, {key: "C"})


def the_reject(parsed):
    assert (parsed.rows, parsed.accepted, parsed.rejected, parsed.duplicates) == (3, 2, 1, 0)
    (reject,) = parsed.rejects.to_dict("records")
    return reject


@pytest.mark.parametrize(("column", "value", "reason"), BAD_ACLED)
def test_bad_cell_of_acled(column, value, reason, tmp_path):
    reject = the_reject(read(written(tmp_path / "a.csv", one_bad(ACLED_OLD, "event_id_cnty", column, value))))
    assert (reject["row"], reject["column"], reject["value"]) == (3, column, value)
    assert reason in reject["reason"]


@pytest.mark.parametrize(("column", "value", "reason"), BAD_UCDP)
def test_bad_cell_of_ucdp(column, value, reason, tmp_path):
    reject = the_reject(read(written(tmp_path / "u.csv", one_bad(UCDP, "id", column, value))))
    assert (reject["row"], reject["column"], reject["value"]) == (3, column, value)
    assert reason in reject["reason"]


@pytest.mark.parametrize(
    ("column", "value"),
    [("latitude", "unknown"), ("longitude", "200"), ("year", "unknown"), ("year", "19"), ("location", "")],
)
def test_bad_cell_of_geopko(column, value, tmp_path):
    table = rows(GEOPKO, {}, {column: value}, {"year": "2018"})
    reject = the_reject(read(written(tmp_path / "g.csv", table)))
    assert (reject["row"], reject["column"], reject["value"]) == (3, column, value)
    assert reject["reason"].startswith("expected ")


def test_broken_rows_of_geopko_are_refused_and_counted(tmp_path):
    path = written(tmp_path / "g.csv", rows(GEOPKO, {}, {"latitude": "north"}, {"year": "2018"}))
    path.write_text(path.read_text() + "TEST,2017,Mali\n" + ",".join(["TEST", *"123456789"] * 3) + "\n")
    parsed = read(path)
    assert (parsed.rows, parsed.accepted, parsed.rejected, parsed.duplicates) == (5, 2, 3, 0)
    assert sorted(parsed.rejects["row"]) == [3, 5, 6]
    assert parsed.rejected_rows.index.tolist() == [3, 5, 6]
    assert parsed.rejected_rows.loc[5, "country"] == "Mali"


def test_deployments_without_any_year_are_refused_by_row(tmp_path):
    parsed = read(written(tmp_path / "g.csv", rows(GEOPKO, {"year": "unknown"})))
    assert (parsed.rows, parsed.rejected, len(parsed.frame)) == (1, 1, 0)


def test_bad_area(tmp_path):
    shapes = [square(0, 10), square(2, 10), square(4, 10)]
    areas = layer({"area_id": ["x:1", "x:2", "x:3"], "level": [1, 7, 1], "name": ["A", "B", "C"]}, shapes)
    areas.to_file(tmp_path / "a.geojson")
    reject = the_reject(read(tmp_path / "a.geojson"))
    assert (reject["row"], reject["column"], reject["value"]) == (2, "level", "7")


@pytest.mark.parametrize(
    "changes",
    [
        {"fatalities": ""}, {"fatalities": "unknown"}, {"fatalities": " 3 "}, {"actor2": ""}, {"notes": ""},
        {"event_date": "2020-02-29"}, {"event_date": "23 March 2019"}, {"event_date": "2019-03-23T23:30:00+02:00"},
        {"event_date": "2019-03-23 00:00:00"}, {"time_precision": ""}, {"timestamp": ""}, {"latitude": "-90"},
    ],
)  # fmt: skip
def test_what_may_be_unknown_or_written_otherwise_is_taken(changes, tmp_path):
    parsed = read(acled(tmp_path / "a.csv", changes, {"event_id_cnty": "B"}))
    assert (parsed.accepted, parsed.rejected) == (2, 0)


def test_a_row_with_two_faults_is_one_refused_row_with_two_reasons(tmp_path):
    parsed = read(acled(tmp_path / "a.csv", {"latitude": "x", "fatalities": "x"}))
    assert parsed.rejected == 1
    assert list(parsed.rejects["column"]) == ["fatalities", "latitude"]


def test_numbers_of_rows_are_those_of_a_spreadsheet_with_blank_lines(tmp_path):
    path = acled(tmp_path / "a.csv", {"event_id_cnty": "A"}, {"event_id_cnty": "B", "latitude": "x"})
    header, first, second = path.read_text().splitlines()
    path.write_text("\n".join([header, "", first, "," * header.count(","), second, "", ""]))
    parsed = read(path)
    assert (parsed.rows, parsed.accepted) == (2, 1)
    assert list(parsed.rejects["row"]) == [5]


def test_numbers_of_rows_are_those_of_a_spreadsheet_with_notes_of_many_lines(tmp_path):
    path = acled(tmp_path / "a.csv", {"event_id_cnty": "A", "notes": "one\ntwo\nthree"}, {"latitude": "x"})
    assert list(read(path).rejects["row"]) == [3]


def test_a_row_cut_short_is_refused(tmp_path):
    path = acled(tmp_path / "a.csv", {"event_id_cnty": "A"}, {"event_id_cnty": "B"})
    path.write_text(path.read_text()[:-120])
    parsed = read(path)
    assert (parsed.rows, parsed.accepted, parsed.rejected) == (2, 1, 1)


def test_commas_at_the_ends_of_rows_never_shift_a_column(tmp_path):
    path = acled(tmp_path / "a.csv", {"event_id_cnty": "A"}, {"event_id_cnty": "B"})
    header, *lines = path.read_text().splitlines()
    path.write_text("\n".join([header, *(line + "," for line in lines)]))
    parsed = read(path)
    assert (parsed.accepted, parsed.rejected) == (0, 2)
    assert set(parsed.rejects["row"]) == {2, 3}


def test_every_row_is_accepted_refused_or_a_duplicate(tmp_path):
    changes = [{"event_id_cnty": str(n % 40), "latitude": "x" if n % 7 == 0 else "14"} for n in range(100)]
    parsed = read(acled(tmp_path / "a.csv", *changes))
    assert parsed.rejected == 15
    assert parsed.accepted == 40 - len({n % 40 for n in range(100)} - {n % 40 for n in range(100) if n % 7})
    assert parsed.accepted + parsed.rejected + parsed.duplicates == parsed.rows == 100
    assert parsed.frame["event_id"].is_unique


def test_of_a_key_given_twice_the_first_row_counts(tmp_path):
    parsed = read(acled(tmp_path / "a.csv", {"fatalities": "1"}, {"fatalities": "2"}))
    assert (parsed.accepted, parsed.duplicates, parsed.rejected) == (1, 1, 0)
    assert parsed.frame["fatalities_best"].tolist() == [1]
