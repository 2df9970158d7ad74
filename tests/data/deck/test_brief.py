"""Command `brief`: any view, a book's slides and one file an office, dated and the same byte by byte."""

import json
import shutil
from datetime import date
from zipfile import ZipFile

import pytest

from data import cli, mission, snapshot
from data.briefs import briefs
from data.deck import address, batch, formats, tips
from data.deck.bound import scene_for
from data.deck.pages import BUILT, page_of, pages_of
from data.deck.pages.asked import Asked
from data.errors import InputError
from data.incidents import summary
from data.scene import Scene
from data.schema import split
from data.words import formats as spelt
from data.workshop import moves, scenarios
from data.workshop.moves import Draft

DAY = "2019-07-02"


@pytest.fixture(autouse=True)
def _written_as_text(monkeypatch):
    for ending in formats.WRITERS:
        monkeypatch.setitem(formats.WRITERS, ending, "tests.data.deck.writer")


@pytest.fixture(scope="module")
def opened():
    example = mission.load(mission.EXAMPLE)
    return snapshot.load(example, example.store.latest())


def scene(shot, link="?"):
    return scene_for(shot.mission)(link)


def ran(capsys, *args):
    status = cli.main(["brief", "--json", *args])
    said = capsys.readouterr()
    return status, json.loads(said.out) if said.out else None, said.err


def test_a_view_becomes_a_file_that_is_the_same_again(tmp_path, capsys, monkeypatch):
    out = tmp_path / "new" / "x.pptx"
    args = ("--link", "/footprint?period=budgetyear&footprint_radius=100", "--out", str(out))
    status, document, _err = ran(capsys, *args, "--date", DAY)
    assert (status, document["file"], document["pages"], document["notes"]) == (0, str(out), 1, [])
    day, title, _comment, *figures = out.read_text(encoding="utf-8").splitlines()
    assert day == DAY
    assert "within 100\u00a0km" in title
    assert len(figures) == 4
    monkeypatch.setenv(formats.EPOCH, "1562025600")
    first = out.read_bytes()
    assert ran(capsys, *args)[0] == 0
    assert out.read_bytes() == first
    assert [own.name for own in out.parent.iterdir()] == ["x.pptx"]


def test_a_short_link_means_the_view_that_is_kept(tmp_path, capsys):
    kept = briefs.Brief("2019-06-reach", "footprint", "from=2019-04-01&to=2019-06-30&footprint_radius=100", "Awa")
    own = str(briefs_of_example(tmp_path, kept).folder)
    out = tmp_path / "x.pdf"
    ask = ("--mission", own, "--out", str(out), "--date", DAY, "--link")
    assert ran(capsys, *ask, "/?brief=2019-06-reach")[0] == 0
    short = out.read_bytes()
    assert ran(capsys, *ask, "/footprint?from=2019-04-01&to=2019-06-30&footprint_radius=100")[0] == 0
    assert short == out.read_bytes()
    assert "within 100\u00a0km" in short.decode()
    status, _document, err = ran(capsys, *ask, "https://brief.example/?brief=2019-06-reech")
    assert status == 2
    assert "No short link “2019-06-reech” is kept in this mission. Do you mean 2019-06-reach?" in err


def briefs_of_example(folder, *kept):
    """A copy of the example with short links."""
    own = mission.load(shutil.copytree(mission.EXAMPLE, folder / "own"))
    for one in kept:
        briefs.save(own, one)
    return own


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--link", "/data", "--out", "x.pdf"), "Page data has no file of its own"),
        (("--link", "/nowhere?x=1", "--out", "x.pdf"), "“/nowhere” is no view"),
        (("--link", "/mandate?from=2011-01-01&to=2011-02-01", "--out", "x.pdf"), "No mandate"),
        (("--out", "x.docx"), "expected one of .pptx, .pdf, .html, .xlsx"),
        (("--out", "x.pdf", "--format", "pdf"), "--each-office"),
        (("--out", "x.pdf", "--book", "b", "--each-office"), "two different things"),
    ],
)
def test_what_cannot_be_a_file_says_so(args, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, document, err = ran(capsys, *args)
    assert (status, document) == (2, None)
    assert said in err
    assert list(tmp_path.glob("x.*")) == []


def test_a_day_that_is_no_number_is_refused(monkeypatch):
    monkeypatch.setenv(formats.EPOCH, "yesterday")
    with pytest.raises(InputError, match="number of seconds"):
        formats.today()


def test_each_office_has_a_file_of_its_own_areas(tmp_path, capsys, opened):
    status, document, _err = ran(
        capsys, "--each-office", "--out", str(tmp_path / "all"), "--format", "pdf", "--date", DAY,
        "--link", "?from=2019-04-01&to=2019-06-30",
    )  # fmt: skip
    offices = opened.table("field_offices").set_index("office_id")
    assert (status, document["pages"]) == (0, len(offices))
    here = scene(opened, "?from=2019-04-01&to=2019-06-30")
    for made in document["files"]:
        text = (tmp_path / "all" / f"{batch.safe(made['office'])}.pdf").read_text(encoding="utf-8")
        own = batch._in_areas(here, split(offices.at[made["office"], "area_ids"]))
        totals = summary.totals(opened.select(own.filters))
        assert f"Recorded incidents: {spelt.number(totals['incidents'])}\n" in text


def test_names_of_files_are_safe_and_none_is_written_over():
    taken = set()
    codes = ["../../etc/passwd", "Gao é", "gao-e", "ex:office/1", "", "\u202e", "x" * 300]
    names = [batch._free(code, taken) for code in codes]
    assert names[:6] == ["etc-passwd", "gao-e", "gao-e-2", "ex-office-1", "office", "office-2"]
    assert len(set(names)) == len(codes)
    assert all(len(name) <= 70 for name in names)


def test_the_archive_is_the_same_again(tmp_path, opened):
    asked = Asked(scene(opened), "briefing", {})
    progress = [(one.done, one.of) for one in batch.each_office(asked, tmp_path, ".xlsx", date(2019, 7, 2))]
    assert progress == [(n, len(progress)) for n in range(1, len(progress) + 1)]
    packed = batch.zipped(tmp_path.iterdir(), date(2019, 7, 2))
    assert packed == batch.zipped(list(tmp_path.iterdir())[::-1], date(2019, 7, 2))
    (tmp_path / "a.zip").write_bytes(packed)
    assert len(ZipFile(tmp_path / "a.zip").namelist()) == len(progress)


def test_slides_of_a_book_keep_order_version_and_comment(opened):
    slides = [
        ("footprint", "footprint_radius=25", "Look at <b>Koro</b>"),
        ("", "from=2019-04-01&to=2019-06-30&at=1", ""),
    ]
    first, second = pages_of(scene_for(opened.mission), slides)
    assert (first.key, first.comment) == ("footprint", "Look at <b>Koro</b>")
    assert "within 25\u00a0km" in first.words.title
    assert "Apr–Jun 2019" in second.words.title


@pytest.mark.parametrize(
    ("link", "view", "own"),
    [
        ("", "briefing", {}),
        ("?from=2019-01-01&briefing_profile=srsg", "briefing", {"briefing_profile": "srsg"}),
        ("/incidents?type=violent&type=riots&incidents_layer=cells", "incidents", {"incidents_layer": "cells"}),
        ("https://x.example/linchpin/mandate/?mandate_part=plan", "mandate", {"mandate_part": "plan"}),
        ("from=2019-01-01", "briefing", {}),
    ],
)
def test_a_link_is_read_as_a_view_with_its_own_parameters(link, view, own):
    found = address.read(link)
    assert (found.view, found.own) == (view, own)


def test_the_pinned_link_of_a_page_opens_the_same_page(opened):
    page = page_of(scene(opened, "?period=budgetyear"), "footprint", {"footprint_radius": "100"}, "https://x.example")
    assert page.words.link.startswith("https://x.example/footprint?from=2018-07-01&to=2019-06-30&")
    assert "at=1" in page.words.link
    where = address.read(page.words.link)
    again = page_of(scene(opened, f"?{where.query}"), where.view, where.own, "https://x.example")
    assert (again.words, again.measures, again.tables) == (page.words, page.measures, page.tables)


def test_no_point_of_a_single_event_leaves_where_the_source_forbids_it(opened, monkeypatch):
    monkeypatch.setattr("data.export.refused", lambda _shot, _source: "Single events stay here.")
    for view, own in (("incidents", {"incidents_layer": "places"}), ("footprint", {}), ("evidence", {})):
        page = page_of(scene(opened), view, own)
        assert "Circles" not in [type(layer).__name__ for layer in page.map.layers]
        assert any("Single events stay here." in note for note in page.notes)
        assert not [key for key in page.tips if key.startswith(tips.PLACE)]


def test_what_is_late_or_made_up_is_said(opened):
    page = page_of(scene(opened), "briefing", {})
    assert "Reports come late: figures of the days after 3 Dec 2019 may still grow." in page.notes
    assert page.words.mark == opened.settings.mark("sample")
    assert any(note.startswith("Illustrative, no source states them") for note in page.notes)
    earlier = page_of(scene(opened, "?from=2019-01-01&to=2019-06-30"), "briefing", {})
    assert not any(note.startswith("Reports come late") for note in earlier.notes)


def test_an_office_in_no_area_gets_no_file(opened, monkeypatch):
    bare = opened.table("field_offices").assign(area_ids=None)
    monkeypatch.setattr(type(opened), "table", lambda _self, _name: bare)
    with pytest.raises(InputError, match="field_offices"):
        list(batch.each_office(Asked(Scene(opened, None), "briefing", {}), "nowhere", ".pdf", date(2019, 7, 2)))


@pytest.mark.parametrize("view", BUILT)
def test_a_mission_without_data_has_no_files_and_says_what_it_lacks(view, new_mission):
    with pytest.raises(InputError, match=r"import|save|compare"):
        page_of(scene_for(new_mission)(""), view, {})


def test_scenarios_stand_beside_todays_footprint(tmp_path):
    made = mission.load(shutil.copytree(mission.EXAMPLE, tmp_path / "mission"))
    koro = Draft(name="<b>Koro</b>").push(moves.add("Koro", 14.07, -3.08))
    saved = scenarios.save(made, koro, "A").scenario
    page = page_of(scene_for(made)(f"?scenario={saved.code}"), "workshop", {})
    today, own = page.measures
    assert (today.label, own.label) == ("Today", "<b>Koro</b>")
    counts = {row[0]: row[2] for row in page.tables[0].rows}
    assert f"+{counts['<b>Koro</b>'] - counts['Today']} against today" in own.beside
    assert counts["<b>Koro</b>"] > counts["Today"]
    assert page.words.title.endswith("with <b>Koro</b>")
    compared = page_of(scene_for(made)("?"), "workshop", {"workshop_compared": saved.scenario_id})
    assert compared.measures == page.measures
    with pytest.raises(InputError, match="No scenario nothing"):
        page_of(scene_for(made)("?"), "workshop", {"workshop_compared": "nothing"})


def test_reach_by_distance_and_by_function_are_those_of_the_view(opened):
    here = scene(opened, "?period=budgetyear")
    reach_, bases = (page_of(here, "footprint", {"footprint_part": part}) for part in ("reach", "gaps"))
    table = reach_.tables[0]
    within = {row[0]: row[1] for row in table.rows}
    assert f"{spelt.number(within[50])} of " in reach_.measures[0].beside[0]
    assert [row[1] for row in table.rows] == sorted(row[1] for row in table.rows)
    assert bases.tables[0].head[:3] == ("Area", "Incidents", "protection force")
    assert sum(row[1] for row in bases.tables[0].rows) == len(opened.select(here.filters))


@pytest.mark.parametrize(("layer", "kind"), [("areas", ""), ("places", tips.PLACE), ("cells", tips.CELL)])
def test_shapes_of_the_map_answer_with_their_own_figures(layer, kind, opened):
    here = scene(opened)
    page = page_of(here, "incidents", {"incidents_layer": layer})
    own = {key: tip for key, tip in page.tips.items() if key.startswith(kind) and not key.startswith(tips.BASE)}
    counts = [int(tip.lines[0].split()[0].replace(",", "")) for tip in own.values()]
    located = summary.by_precision(opened.select(here.filters))
    everything = sum(located.values()) - summary.outside(opened.select(here.filters), 2)
    assert sum(counts) == (everything if layer == "areas" else located[1] + located[2])
