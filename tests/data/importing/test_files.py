import gzip
import json
import zipfile

import pandas as pd
import pytest

from data.errors import InputError
from data.importing.read import How, read_file
from data.mission import Settings
from tests.data.made import ACLED_NOW, ACLED_OLD, read, rows, written

TWO = rows(ACLED_NOW, {"event_id_cnty": "A1"}, {"event_id_cnty": "A2", "location": "Ségou", "fatalities": "3"})


def same_as_plain(path):
    frame = read(path).frame
    assert frame["event_id"].tolist() == ["A1", "A2"]
    assert frame["location"].tolist()[1] == "Ségou"
    assert frame["fatalities_best"].tolist() == [2, 3]
    assert frame["event_date"].tolist() == [pd.Timestamp("2019-03-23")] * 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_in_every_encoding_and_separator(tmp_path, encoding, separator):
    path = tmp_path / "a.csv"
    pd.DataFrame(TWO).to_csv(path, index=False, sep=separator, encoding=encoding)
    same_as_plain(path)


def test_excel_with_days_and_numbers_as_excel_keeps_them(tmp_path):
    path = tmp_path / "a.xlsx"
    typed = pd.DataFrame(TWO).assign(event_date=pd.Timestamp("2019-03-23"))
    typed["fatalities"] = typed["fatalities"].astype(int)
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"read me": ["about"]}).to_excel(book, sheet_name="About", index=False)
        typed.to_excel(book, sheet_name="Events", index=False)
    same_as_plain(path)


def test_parquet(tmp_path):
    path = tmp_path / "a.parquet"
    pd.DataFrame(TWO).assign(fatalities=[2, 3], event_date=pd.Timestamp("2019-03-23")).to_parquet(path)
    same_as_plain(path)


def test_geojson_points_and_the_answer_of_a_web_service(tmp_path):
    records = pd.DataFrame(TWO).to_dict("records")
    bare = [{k: v for k, v in r.items() if k not in ("latitude", "longitude")} for r in records]
    features = [
        {"type": "Feature", "properties": b, "geometry": {"type": "Point", "coordinates": [-3.2, 14.5]}} for b in bare
    ]
    points, answer = tmp_path / "a.geojson", tmp_path / "b.json"
    points.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    answer.write_text(json.dumps({"status": 200, "data": records}), encoding="utf-8")
    same_as_plain(points)
    same_as_plain(answer)
    assert read(points).frame["latitude"].tolist() == [14.5, 14.5]


def test_zipped_and_gzipped_files_carry_their_own_name_and_hash(tmp_path):
    plain = written(tmp_path / "a.csv", TWO)
    packed, archive = tmp_path / "a.csv.gz", tmp_path / "a.zip"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    with zipfile.ZipFile(archive, "w") as out:
        out.write(plain, "folder/a.csv")
        out.writestr("__MACOSX/a.csv", "x")
    for path in (packed, archive):
        same_as_plain(path)
        assert read(path).path == path
        assert read(path).sha256 != read(plain).sha256


def test_an_archive_of_two_files_is_refused_by_name(tmp_path):
    archive = tmp_path / "two.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("a.csv", "x")
        out.writestr("b.csv", "y")
    with pytest.raises(InputError, match=r"must hold one file.*a\.csv, b\.csv"):
        read(archive)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", b"no archive"), ("a.csv.gz", b"no gzip"), ("a.xlsx", b"no book"), ("a.parquet", b"PAR1 no"),
        ("a.json", b"{"), ("a.json", b"[]"), ("a.json", b'{"data": [1, 2]}'), ("a.geojson", b"[" * 200_000),
        ("a.csv", b"%PDF-1.7\n\xe2\xe3\xcf\xd3 1 0 obj"), ("a.csv.gz", gzip.compress(b"a,b\n1,2\n", mtime=0)[:-6]),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_one_sentence(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        read(path)
    assert name in str(error.value)
    assert "\n" not in str(error.value)


def test_a_ged_file_without_header_keeps_its_first_row_and_its_row_numbers(shared_data, tmp_path):
    whole = (shared_data / "ucdp" / "ged231_sample_1000.csv").read_text(encoding="utf-8")
    expected = read(shared_data / "ucdp" / "ged231_sample_1000.csv").frame
    path = tmp_path / "candidate.csv"
    path.write_text(whole.split("\n", 1)[1], encoding="utf-8")
    parsed = read(path)
    pd.testing.assert_frame_equal(parsed.frame, expected)
    assert (parsed.rows, parsed.accepted) == (1000, 1000)
    broken = pd.read_csv(path, header=None, dtype="str", keep_default_na=False)
    broken.iloc[0, 29] = "north"
    broken.to_csv(path, index=False, header=False)
    assert read(path).rejects[["row", "column", "value"]].to_dict("records") == [
        {"row": 1, "column": "latitude", "value": "north"}
    ]


def test_the_hxl_row_of_hdx_is_no_event(shared_data, tmp_path):
    table = pd.read_csv(shared_data / "ucdp" / "ged231_sample_1000.csv", dtype="str", keep_default_na=False)
    table = table.drop(columns=["relid", "code_status", "where_description"]).assign(iso3="MLI")
    tags = {"year": "#date+year", "latitude": "#geo+lat", "longitude": "#geo+lon", "best": "#affected+killed"}
    tagged = pd.concat([pd.DataFrame([{name: tags.get(name, "") for name in table}]), table])
    path = tmp_path / "hdx.csv"
    tagged.to_csv(path, index=False)
    parsed = read(path)
    assert (parsed.layout, parsed.rows, parsed.accepted, parsed.rejected) == ("UCDP GED", 1000, 1000, 0)


def old_file(tmp_path, *days):
    """An ACLED file of before 2019 as it was curated: upper-case names, Windows-1252, day and month in figures."""
    changes = [{"event_id_cnty": f"MLI{i}", "event_date": day, "location": "Ségou"} for i, day in enumerate(days)]
    table = pd.DataFrame(rows(ACLED_OLD, *changes)).rename(columns=str.upper)
    path = tmp_path / "upper.csv"
    table.to_csv(path, index=False, encoding="cp1252")
    return path


def test_day_and_month_in_figures_are_told_apart_from_the_whole_file(tmp_path):
    frame = read(old_file(tmp_path, "03/04/2017", "23/04/2017")).frame
    assert frame["event_date"].dt.strftime("%Y-%m-%d").tolist() == ["2017-04-03", "2017-04-23"]
    frame = read(old_file(tmp_path, "3/4/2017", "4/23/2017")).frame
    assert frame["event_date"].dt.strftime("%Y-%m-%d").tolist() == ["2017-03-04", "2017-04-23"]


@pytest.mark.parametrize("days", [("03/04/2017", "05/06/2017"), ("23/04/2017", "04/23/2017")])
def test_days_that_could_be_either_are_refused_with_the_reason(tmp_path, days):
    with pytest.raises(InputError, match="day/month or month/day"):
        read(old_file(tmp_path, *days))


def test_a_day_that_does_not_exist_is_a_rejected_row(tmp_path):
    parsed = read(old_file(tmp_path, "31/04/2017", "30/04/2017"))
    assert (parsed.accepted, parsed.rejected) == (1, 1)
    assert parsed.rejects["value"].tolist() == ["31/04/2017"]


def test_boundaries_still_open_from_a_zip(shared_data, tmp_path):
    archive = tmp_path / "areas.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.write(shared_data / "boundaries" / "mali_cercles.geojson", "cercles.geojson")
    assert read_file(archive, How(Settings(name="Test", country="Mali"))).accepted == 49
