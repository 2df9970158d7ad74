"""Humanitarian presence: counts by area and sector, cleared by OCHA; no name is kept anywhere."""

import pandas as pd
import pytest

from data.importing.run import import_files
from tests.data.made import read

SECRET = "Médecins Inventés", "Hidden Aid", "Quiet Relief"
HEAD = "Area,Code,Sector,Who,Day,OK\n#adm2+name,#adm2+code,#sector,#org+impl+name,#date,#meta+cleared\n"
ROWS = [
    ("Koro", "ML0504", "Health", SECRET[0], "2019-12-01", "true"),
    ("Koro", "ML0504", "Health", SECRET[1], "2019-12-01", "true"),
    ("Koro", "ML0504", "Health", SECRET[1].upper(), "2019-12-01", "true"),
    ("Koro", "ML0504", "Food", SECRET[2], "2019-12-01", "true"),
    ("Bankass", "ML0502", "Health", SECRET[2], "2019-12-01", "no"),
    ("Bankass", "ML0502", "Food", SECRET[0], "2019-12-01", ""),
    ("Bankass", "ML0502", "Water", "", "2019-12-01", "yes"),
]


def file(folder, rows=ROWS, head=HEAD):
    path = folder / "presence.csv"
    path.write_text(head + "".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_names_are_counted_once_each_by_area_and_sector(tmp_path):
    parsed = read(file(tmp_path))
    assert (parsed.table, parsed.layout) == ("presence", "HXL, organisations by area and sector")
    kept = parsed.frame.set_index(["area", "sector"])
    assert kept["organisations"].to_dict() == {("ML0504", "Health"): 2, ("ML0504", "Food"): 1}
    assert kept["area_name"].unique().tolist() == ["Koro"]
    assert kept["as_of"].unique().tolist() == [pd.Timestamp("2019-12-01")]
    assert kept["cleared"].all()


def test_what_ocha_has_not_cleared_is_refused_with_the_reason(tmp_path):
    rejects = read(file(tmp_path)).rejects
    refused = rejects[rejects["column"].str.contains("cleared")]
    assert refused["reason"].str.contains("OCHA cleared").all()
    assert refused["row"].tolist() == [7, 8]
    assert rejects.loc[rejects["row"] == 9, "column"].tolist() == ["organisations"]


def test_a_file_that_says_nothing_of_clearance_is_refused_whole(tmp_path):
    head = "#adm2+name,#adm2+code,#sector,#org,#date\n"
    parsed = read(file(tmp_path, [row[:5] for row in ROWS], head))
    assert (parsed.accepted, parsed.rejected) == (0, parsed.rows)


@pytest.mark.parametrize("tag", ["#org+num", "#meta+count", "#indicator+org+num"])
def test_published_counts_are_taken_as_they_are(tmp_path, tag):
    head = f"#adm2,#sector,{tag},#date,#status+cleared\n"
    parsed = read(
        file(
            tmp_path,
            [("Koro", "Health", "1", "2019-12-01", "true"), ("Koro", "Health", "4", "2019-12-01", "true")],
            head,
        )
    )
    assert parsed.frame[["area", "organisations"]].values.tolist() == [["Koro", 5]]


def test_no_name_is_reported_or_stored_anywhere(tmp_path, new_mission):
    path = file(tmp_path / "in" if (tmp_path / "in").mkdir() is None else tmp_path)
    own = tmp_path / "own.csv"
    own.write_text(
        "area,sector,organisations,as_of,cleared,org\n"
        f"Koro,Health,{SECRET[0]},2019-12-01,true,{SECRET[1]}\nKoro,Food,2,2019-12-01,true,{SECRET[2]}\n"
    )
    _mission, reports = import_files(new_mission, [path, own], who="tester")
    assert [report.parsed.table for report in reports] == ["presence", "presence"]
    assert reports[1].parsed.rejects["value"].tolist() == ["…"]
    stored = new_mission.store.read("presence", 1)
    assert len(stored) == 3
    everything = "".join(map(repr, [reports, *[r.parsed.frame.to_csv() + r.parsed.rejects.to_csv() for r in reports]]))
    log = new_mission.store.read("imports", 1).to_csv()
    for name in (*SECRET, SECRET[1].upper()):
        assert name not in everything + log
        for written in new_mission.folder.rglob("*"):
            assert not written.is_file() or name.encode() not in written.read_bytes(), written
    assert list(new_mission.folder.glob("rejects/*")) == []


def test_the_search_for_names_would_find_one(tmp_path, new_mission):
    text = "force,name,location,latitude,longitude\nA,B,Hidden Aid,14,-4\n"
    (tmp_path / "o.csv").write_text(text)
    import_files(new_mission, [tmp_path / "o.csv"], who="tester")
    files = [path for path in new_mission.folder.rglob("*.parquet") if b"Hidden Aid" in path.read_bytes()]
    assert files
