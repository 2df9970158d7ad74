"""The data page's parts: gaps, doubts, matches, imports, versions and tables agree with the data layer."""

import re
import shutil
from html import unescape

import pandas as pd
import pytest

from components import download
from data import mission, snapshot, writers
from data.filters import Filters
from data.importing.run import import_files
from data.incidents import coverage, doubts, matches
from data.words import formats
from tests.data.made import layer, square, written
from tests.pages.driver import open_page, ran

PARTS = {
    "sources": ("Sources", "Where and when "),
    "doubts": ("Doubtful rows of ",),
    "matches": ("Two sources, one event",),
    "imports": ("Imports", "Versions"),
    "tables": ("Tables of version ",),
}
YEARS = {"from": "2012-01-01", "to": "2020-10-31"}


def sections(shown):
    """The headings of a page."""
    return [unescape(found) for body in shown.html for found in re.findall(r'<h2 class="lp-section">(.*?)</h2>', body)]


def list_with(shown, column):
    """The rows of the list that has a column of this name."""
    return next(frame.value for frame in shown.app.main.dataframe if column in frame.value)


def grid(shown):
    """The counts of the coverage grid by area, and how many of its cells are gaps."""
    body = next(body for body in shown.html if "lp-grid" in body)
    rows = re.findall(r"<tr><th>(.*?)</th>(.*?)</tr>", body.split("<tbody>")[1], re.S)
    counts = {
        unescape(name): [int(n.replace(",", "")) for n in re.findall(r">([\d,]+)</a>", cells)] for name, cells in rows
    }
    return counts, body.count('class="gap"')


def pairs(shown):
    """The rows of the table of two sources."""
    return next(table for table in shown.tables if table and len(table[0]) == 6)


def downloads(shown):
    """The keys of the export buttons."""
    keys = [element.proto.id for element in shown.app.main.get("download_button")]
    return {found[1] for key in keys if (found := re.search(r"download(\w*)\.", key))}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("source", ["example", "acled", "ucdp"])
def test_each_part_opens_with_its_sections_and_no_other_parts(part, source, opens, request):
    query = {"data_part": part}
    if source != "example":
        opens(request.getfixturevalue("both"))
        query["source"] = source
    shown = open_page("data", query)
    assert shown.notes == []
    found = sections(shown)
    for names in PARTS.values():
        assert [any(heading.startswith(name) for heading in found) for name in names] == [names == PARTS[part]] * len(
            names
        )


@pytest.mark.parametrize("source", ["acled", "ucdp"])
@pytest.mark.parametrize("level", [1, 2])
def test_the_grids_cells_add_up_to_the_sources_incidents_of_its_months(source, level, both, both_now, opens):
    opens(both)
    shown = open_page("data", {"source": source})
    if level == 2:
        shown.app.session_state["coverage_level"] = 2
        shown = ran(shown.app)
    table = coverage.by_area_month(both_now, source, level)
    own = both_now.incidents[both_now.incidents["source"] == source]
    counts, _gaps = grid(shown)
    assert sum(sum(cells) for cells in counts.values()) == (own["event_date"] >= table["month"].min()).sum() > 0
    by_area = table[table["incidents"] > 0].groupby("name")["incidents"].sum().to_dict()
    assert {name: sum(cells) for name, cells in counts.items() if cells} == by_area


def test_the_examples_grid_has_every_incident_of_its_months(example):
    table = coverage.by_area_month(example, "sample")
    counts, _gaps = grid(open_page("data"))
    assert sum(map(sum, counts.values())) == (example.incidents["event_date"] >= table["month"].min()).sum()


def cells_of(shown):
    """Each cell of the coverage grid without a count, as (title, style, text)."""
    body = next(body for body in shown.html if "lp-grid" in body).split("<tbody>")[1]
    found = re.findall(r"<td([^>]*)>([^<]*)</td>", body)
    return [
        (unescape(re.search(r'title="([^"]*)"', how)[1]), (re.findall(r'style="([^"]*)"', how) or [""])[0], text)
        for how, text in found
    ]


def test_a_month_without_incidents_has_the_legends_colour_of_none_and_an_incomplete_one_is_blank(incidents_only):
    path = incidents_only.folder / "areas.geojson"
    names = {"area_id": ["x:1", "x:2"], "level": [1, 1], "name": ["Here", "There"]}
    layer(names, [square(-4, 14, 2), square(2, 14, 2)]).to_file(path)
    import_files(incidents_only, [path])
    shown = open_page("data")
    legend = next(body for body in shown.html if "lp-legend" in body)
    none = re.search(r'<span style="background:(#\w+)"></span>0<', legend)[1]
    there = [cell for cell in cells_of(shown) if cell[0].startswith("There")]
    assert [text for _title, _style, text in there] == ["·"] * 8 + [""]
    assert {style.split(";")[0] for _title, style, text in there if text} == {f"background:{none}"}
    assert there[-1] == ("There, Sept 2019: 0 incidents", "", "")
    assert "blank: none so far, and the records of Sept 2019 end before the month does" in shown.text


def silent_in_words(shown):
    """The areas that are named as silent."""
    return re.findall(r"○ ([^<]*?): no record in ", " ".join(shown.html))


def test_gaps_are_said_in_words_and_marked_in_the_grid(both, both_now, opens):
    opens(both)
    found = coverage.gaps(coverage.by_area_month(both_now, "acled"))
    shown = open_page("data")
    assert silent_in_words(shown) == found["name"].head(6).tolist()
    assert grid(shown)[1] == found["months"].sum()
    if found.empty:
        assert "No area fell silent for longer than its usual rate would explain." in shown.text


def test_an_area_that_falls_silent_is_a_question(mali_copy, opens):
    incidents = mali_copy.store.read("incidents", 3)
    mopti = incidents["admin1"] == "Mopti"
    year = incidents["event_date"].between("2019-03-01", "2020-02-29")
    mali_copy.store.commit(
        lambda _base: {"incidents": incidents[~(mopti & year & incidents["area1_id"].notna())]},
        who="tester",
        what="silence",
        settings=mali_copy.settings_text,
    )
    opens(mali_copy)
    now = snapshot.load(mali_copy, 4)
    found = coverage.gaps(coverage.by_area_month(now, "acled"))
    shown = open_page("data")
    assert silent_in_words(shown) == found["name"].head(6).tolist()
    assert "Mopti" in set(found["name"])
    assert grid(shown)[1] == found["months"].sum() >= 12
    assert "Calm, or nobody reporting?" in shown.text


@pytest.mark.parametrize("source", ["acled", "ucdp"])
def test_doubtful_rows_are_counted_as_in_the_data_and_listed_whole(source, both, both_now, opens):
    opens(both)
    own = both_now.incidents[both_now.incidents["source"] == source]
    counted = doubts.counted(own["doubts"])
    shown = open_page("data", {"source": source, "data_part": "doubts"})
    (table,) = [table for table in shown.tables if table and len(table[0]) == 2]
    assert {row[0]: int(row[1].replace(",", "")) for row in table} == {doubts.label(c): n for c, n in counted.items()}
    listed = list_with(shown, "doubt")
    flagged = own[own["doubts"].notna()]
    assert len(listed) == min(len(flagged), 500)
    assert set(listed["event_id"]) <= set(flagged["event_id"])
    assert listed["day"].is_monotonic_decreasing
    assert ("The newest 500 of " in shown.text) == (len(flagged) > 500)


def test_more_doubtful_rows_than_are_listed_are_all_in_the_file(both, both_now, opens, monkeypatch, tmp_path):
    opens(both)
    offered = {}
    monkeypatch.setattr(download, "table", lambda _context, rows, title, *_more: offered.update({title: rows}))
    flagged = both_now.incidents[(both_now.incidents["source"] == "ucdp") & both_now.incidents["doubts"].notna()]
    assert len(flagged) > 500
    shown = open_page("data", {"source": "ucdp", "data_part": "doubts"})
    assert f"The newest 500 of {formats.number(len(flagged))} incidents" in shown.text
    rows = offered["doubtful rows"]
    assert set(rows["event_id"]) == set(flagged["event_id"])
    for ending in writers.formats_for(rows):
        assert writers.write(rows, {}, tmp_path / f"rows{ending}") == len(flagged), ending


def test_a_source_without_a_doubt_says_so():
    shown = open_page("data", {"data_part": "doubts"})
    assert "No row of Synthetic example is doubtful." in shown.text
    assert downloads(shown) == set()


def test_pairs_of_two_sources_show_both_figures_and_no_sum(both, both_now, opens):
    opens(both)
    filters = Filters.from_query({key: [value] for key, value in YEARS.items()}, both_now.vocabulary).filters
    found = matches.candidates(both_now, "acled", "ucdp", filters)
    totals = matches.compare_totals(found)
    shown = open_page("data", YEARS | {"data_part": "matches"})
    table = pairs(shown)
    assert len(table) == len(found) == 3
    assert [int(row[1].split()[0]) for row in table] == found["fatalities_a"].tolist()
    assert [int(row[3].split()[0]) for row in table] == found["fatalities_b"].tolist()
    (sentence,) = re.findall(r"3 pairs of records[^<]*", shown.text)
    assert f"{totals['fatalities_a']} reported deaths in ACLED, {totals['fatalities_b']} in UCDP GED" in sentence
    assert "never added up" in sentence
    both_sides = str(totals["fatalities_a"] + totals["fatalities_b"])
    assert both_sides not in re.findall(r"\d+", sentence)
    assert both_sides not in [cell for row in table for cell in row]


def test_pairs_from_the_other_source_are_the_same_the_other_way_round(both, opens):
    opens(both)
    query = YEARS | {"data_part": "matches"}
    ours, theirs = (pairs(open_page("data", query | {"source": source})) for source in ("acled", "ucdp"))
    assert sorted((row[1], row[3]) for row in ours) == sorted((row[3], row[1]) for row in theirs)


def test_one_source_has_nothing_to_be_compared_with():
    assert "The mission has one source of incidents" in open_page("data", {"data_part": "matches"}).text


def import_of(shot, file):
    """The entry of a file in the log of imports."""
    log = shot.table("imports")
    return log[log["file_name"] == file].iloc[0]


def test_the_report_of_a_revision_says_what_changed_by_column(both, both_now, opens):
    opens(both)
    entry = import_of(both_now, "mali_2020-11-06.csv")
    shown = open_page("data", {"data_part": "imports", "data_import": entry["import_id"]})
    assert shown.notes == []
    assert entry["sha256"] in shown.text
    assert f"{formats.number(entry['added'])} added, {formats.number(entry['changed'])} changed" in shown.text
    assert (entry["added"], entry["changed"] > 0) == (384, True)
    before, after = (both.store.read("incidents", n).set_index("event_id") for n in (1, 2))
    after = after.loc[before.index]
    for name in ("fatalities_best", "location", "notes", "event_type", "actor1"):
        a, b = before[name].fillna("").astype("str"), after[name].fillna("").astype("str")
        if changed := int((a != b).sum()):
            assert re.search(rf"\b{name} {formats.number(changed)}\b", shown.text), name
    deaths = [frame["fatalities_best"] for frame in (before, after)]
    moved = deaths[0].fillna(-1) != deaths[1].fillna(-1)
    sums = [formats.number(int(column[moved].sum())) for column in deaths]
    assert f"Deaths of {moved.sum()} events: {sums[0]} before, {sums[1]} after" in shown.text
    cells = list_with(shown, "before")
    assert set(cells.head(int(moved.sum()))["column"]) == {"fatalities_best"}, "deaths stand first"


def test_the_report_of_a_first_import_has_no_revisions(both, both_now, opens):
    opens(both)
    entry = import_of(both_now, "mali_2020-07-20.csv")
    shown = open_page("data", {"data_part": "imports", "data_import": entry["import_id"]})
    assert "Revised, by column" not in shown.text
    assert f"{formats.number(3934)} rows read" in shown.text


def test_the_log_has_every_import_newest_first_and_opens_with_the_newest(both, both_now, opens):
    opens(both)
    shown = open_page("data", {"data_part": "imports"})
    log = list_with(shown, "File")
    assert log["File"].tolist()[0] == "ged231_sample_1000.csv"
    assert set(log["File"]) == set(both_now.table("imports")["file_name"])
    newest = import_of(both_now, "ged231_sample_1000.csv")
    assert shown.app.selectbox(key="data_import").value == newest["import_id"]


def test_restore_makes_an_old_version_the_newest(both, tmp_path, opens):
    copy = opens(mission.load(shutil.copytree(both.folder, tmp_path / "copy")))
    shown = open_page("data", {"data_part": "imports"})
    keys = {button.key for button in shown.app.main.button if str(button.key).startswith("restore_")}
    assert keys == {f"restore_{n}" for n in (1, 2, 3, 4)}, "the newest cannot be restored"
    shown.app.button(key="restore_4").click()
    after = ran(shown.app)
    assert copy.store.latest() == 6
    assert set(copy.store.read("incidents", 6)["source"]) == {"acled"}
    assert "restore version 4" in after.text
    assert "version 6" in after.title
    after.app.button(key="restore_4").click()
    again = ran(after.app)
    assert copy.store.latest() == 6
    assert "nothing was restored" in again.text


def test_a_pinned_page_shows_the_newest_version_after_a_restore(both, tmp_path, opens):
    copy = opens(mission.load(shutil.copytree(both.folder, tmp_path / "copy")))
    shown = open_page("data", {"data_part": "imports", "at": "2"})
    assert "version 2" in shown.title
    shown.app.button(key="restore_3").click()
    assert "version 6" in ran(shown.app).title
    assert copy.store.latest() == 6


KEPT_BACK = "\n[source_titles.acled]\nexport = false\n"


def test_single_events_that_may_not_leave_have_a_reason_instead_of_buttons(both, tmp_path, opens):
    copy = mission.load(shutil.copytree(both.folder, tmp_path / "copy"))
    pages = [("incidents", YEARS), ("data", {"data_part": "doubts"}), ("data", YEARS | {"data_part": "matches"})]
    opens(copy)
    assert [len(downloads(open_page(*page))) for page in pages] == [2, 1, 1]
    (copy.folder / "mission.toml").write_text(copy.settings_text + KEPT_BACK)
    for page, query in pages:
        shown = open_page(page, query)
        assert downloads(shown) == ({"areas"} if page == "incidents" else set()), "counts may leave"
        assert "Single events of ACLED are not exported, as mission.toml says" in shown.text
    assert downloads(open_page("data")) == {"sources", "coverage"}, "counts may leave"
    other = open_page("data", {"source": "ucdp", "data_part": "doubts"})
    assert downloads(other) == {"doubtful"}
    assert downloads(open_page("data", {"source": "ucdp", "data_part": "matches"} | YEARS)) == set(), (
        "ACLED's stand there"
    )


COUNTS = {"Country": "Mali", "ISO3": "MLI", "Month": "March", "Year": "2019", "Events": "400", "Fatalities": "9"}


def test_counts_of_publishers_stand_apart_and_change_no_figure(mali_copy, tmp_path, opens):
    opens(mali_copy)
    before = open_page("incidents").title
    import_files(mali_copy, [written(tmp_path / "political_violence.csv", pd.DataFrame([COUNTS]))])
    assert open_page("incidents").title == before
    shown = open_page("data", {"data_part": "tables"})
    assert "Monthly counts of publishers" in sections(shown)
    assert list_with(shown, "period_start")["events"].tolist() == [400]
    assert downloads(shown) == {"counts"}
