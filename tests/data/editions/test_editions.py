"""Editions of what leaves: allowed views and columns, and nothing beside them in any format, view or command."""

import json
import re
import shutil
from itertools import product
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from data import cli, export, mission
from data.books import books
from data.books.books import Slide
from data.deck import formats
from data.deck.bound import pages_of_book, scene_for
from data.deck.pages import BUILT, page_of
from data.editions import cut
from data.editions.edition import INTERNAL as WHOLE
from data.editions.edition import KEYS, PARTNERS, STATE
from data.editions.lists import NEVER, OUTSIDE_COLUMNS, OUTSIDE_VIEWS, TABLES, VIEWS
from data.errors import InputError
from data.incidents.schema import Incidents
from data.mandate.reports import budget, cpas, sg
from data.mission import parse_settings
from data.pictures.spec import Cells, Circles, Rings, Signs
from data.register import files as register
from tests.data.editions.internal_mission import BASE, INTERNAL, PLACE, planted

SPAN = "?from=2019-07-01&to=2019-12-31"
PARTS = [
    ("briefing", {}),
    ("incidents", {}),
    ("incidents", {"incidents_part": "change"}),
    *(("incidents", {"incidents_layer": layer}) for layer in ("places", "cells", "density")),
    *(("footprint", {"footprint_part": part}) for part in ("map", "reach", "gaps")),
    ("workshop", {}),
    *(("mandate", {"mandate_part": part}) for part in ("tasks", "progress", "plan", "cpas", "budget")),
    *(("mandate", {"mandate_part": "progress", "mandate_view": own}) for own in ("decision", "due")),
    *(("evidence", {"evidence_part": part}) for part in ("chain", "areas", "operations")),
]
NAMED = ["-".join([view, *own.values()]) for view, own in PARTS]


@pytest.fixture(scope="module")
def shot(tmp_path_factory):
    return planted(tmp_path_factory.mktemp("editions") / "example")


@pytest.fixture
def editions(shot):
    return shot.mission.settings.editions


def scene(shot, edition=WHOLE, ending=""):
    return scene_for(shot.mission)(SPAN).leaving(edition, ending)


def texts_of(file):
    """Everything that a workbook or any other file says."""
    if file.suffix == ".xlsx":
        book = openpyxl.load_workbook(file)
        return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return file.read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize(("view", "own"), PARTS, ids=NAMED)
@pytest.mark.parametrize("key", [PARTNERS, STATE])
def test_nothing_of_the_mission_alone_is_in_an_edition_for_outside(shot, tmp_path, key, view, own):
    edition = shot.mission.settings.editions.of(key)
    part = own.get(f"{view}_part", "")
    there = view in edition.views or f"{view}/{part}" in edition.views
    try:
        made = page_of(scene(shot, edition), view, own, "https://linchpin.example")
    except InputError as error:
        assert INTERNAL not in str(error)
        assert not there or "mandate_view" in own, error
        return
    assert there
    for ending in (".xlsx", ".html"):
        formats.write([made], tmp_path / f"file{ending}", formats.today())
        said = texts_of(tmp_path / f"file{ending}") + repr(made)
        assert INTERNAL not in said
        assert "https://linchpin.example" not in said
        assert key == PARTNERS or (BASE not in said and PLACE not in said)
        assert {PARTNERS: "Country team and OCHA", STATE: "Host State and Council"}[key] in said


def test_the_words_that_stay_inside_are_in_the_missions_own_edition(shot):
    """Else the test above could not fail."""
    said = [repr(page_of(scene(shot), view, own)) for view, own in PARTS if view != "workshop" and "operations" not in
            own.values()]  # fmt: skip
    assert sum(INTERNAL in one for one in said) >= 6
    assert sum(BASE in one for one in said) >= 4
    assert any(PLACE in one for one in said)


def test_figures_are_those_of_the_missions_own_edition(shot, editions):
    """Parts are taken away; none is counted anew without what was taken."""
    for key, (view, own) in product((PARTNERS, STATE), PARTS):
        try:
            made = page_of(scene(shot, editions.of(key)), view, own)
        except InputError:
            continue
        whole = page_of(scene(shot), view, own)
        assert {(m.label, m.value) for m in made.measures} <= {(m.label, m.value) for m in whole.measures}
        assert {(one.categories, one.series) for one in made.charts} <= {
            (one.categories, one.series) for one in whole.charts
        }
        for table in made.tables:
            same = next(one for one in whole.tables if one.key == table.key and len(one.rows) == len(table.rows))
            at = [same.columns.index(name) for name in table.columns]
            assert table.rows == tuple(tuple(row[i] for i in at) for row in same.rows)
            assert set(table.columns) <= set(OUTSIDE_COLUMNS[key][table.key])


def test_one_html_file_holds_counts_and_no_single_incident(shot, tmp_path):
    for layer in ("places", "cells"):
        made = page_of(scene(shot, ending=".html"), "incidents", {"incidents_layer": layer})
        assert not any(isinstance(own, Circles | Cells) for own in made.map.layers)
        formats.write([made], tmp_path / "one.html", formats.today())
        assert PLACE not in texts_of(tmp_path / "one.html")
        assert any("counts by area" in note for note in made.notes)
        shown = page_of(scene(shot, ending=".pptx"), "incidents", {"incidents_layer": layer})
        assert any(isinstance(own, Circles | Cells) for own in shown.map.layers)
    for view in ("footprint", "evidence"):
        made = page_of(scene(shot, ending=".html"), view, {})
        assert not any(isinstance(own, Circles) for own in made.map.layers)


@pytest.mark.parametrize("ending", [".xlsx", ".pptx", ".pdf", ".html"])
def test_what_a_schedule_makes_holds_counts_and_no_single_incident(shot, tmp_path, monkeypatch, ending):
    drawn = []

    def write(pages, out, _day):
        drawn.extend(pages)
        Path(out).write_text("made", encoding="utf-8")

    monkeypatch.setattr(formats, "write", write)
    link = f"/incidents{SPAN}&incidents_layer=places"
    assert cli.main(["brief", "--mission", str(shot.mission.folder), "--link", link, "--out",
                     str(tmp_path / f"b{ending}")]) == 0  # fmt: skip
    assert not any(isinstance(own, Circles | Cells) for page in drawn for own in page.map.layers)
    assert PLACE not in repr(drawn)


def test_a_file_of_counts_does_not_name_the_one_event_that_makes_a_change(mali_now):
    """Real Mali, early 2019: Ogossagou alone makes the rise of reported deaths."""
    query = "?from=2019-01-01&to=2019-03-31&source=acled"
    whole = scene_for(mali_now.mission)(query)
    pages = [("briefing", {}), ("incidents", {"incidents_part": "change", "incidents_measure": "fatalities"})]
    named = re.compile(r"without one event, [^,]+ on \d|one event, [^;]+;")
    for view, own in pages:
        assert named.search(repr(page_of(whole, view, own))), "else the test could not fail"
        said = repr(page_of(whole.unattended(), view, own))
        assert not named.search(said)
        assert "one event" in said


def test_pictures_lose_base_towns_or_are_refused_where_they_show_single_incidents(shot, editions):
    areas = page_of(scene(shot), "incidents", {"incidents_layer": "areas"}).map
    places = page_of(scene(shot), "incidents", {"incidents_layer": "places"}).map
    state, partners = editions.of(STATE), editions.of(PARTNERS)
    assert any(isinstance(own, Signs) for own in areas.layers)
    kept = cut.picture(areas, state)
    assert not any(isinstance(own, Signs | Rings) for own in kept.layers)
    assert len(kept.legends) == len(areas.legends) - 1
    assert kept.words.edition == "Host State and Council"
    assert any(isinstance(own, Signs) for own in cut.picture(areas, partners).layers)
    assert any(isinstance(own, Circles) for own in cut.picture(places, partners).layers)
    with pytest.raises(InputError, match="choose areas or density"):
        cut.picture(places, state)


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".geojson", ".parquet"])
def test_rows_have_the_columns_of_their_edition_and_no_other(shot, editions, tmp_path, ending):
    here = scene(shot)
    out = tmp_path / f"rows{ending}"
    export.write(here.snapshot, here.filters, out, edition=editions.of(PARTNERS))
    columns = {
        ".csv": lambda: list(pd.read_csv(out)),
        ".xlsx": lambda: list(pd.read_excel(out, sheet_name=1)),
        ".parquet": lambda: list(pd.read_parquet(out)),
        ".geojson": lambda: list(json.loads(out.read_text())["features"][0]["properties"]),
    }[ending]()
    own = [name for name in columns if not name.startswith("about_")]
    listed = [name for name in Incidents.names() if name in OUTSIDE_COLUMNS[PARTNERS]["incidents"]]
    assert own == [*listed, "data_mark", "mission_version"]
    assert INTERNAL.encode() not in out.read_bytes()
    with pytest.raises(InputError, match="“Incidents” is not in the edition “Host State and Council”"):
        export.write(here.snapshot, here.filters, tmp_path / f"state{ending}", edition=editions.of(STATE))
    assert not (tmp_path / f"state{ending}").exists()


def test_other_tables_leave_in_the_columns_of_their_edition(shot, editions, tmp_path):
    here, tasks = scene(shot), shot.table("tasks")
    out = tmp_path / "tasks.csv"
    export.write_table(
        here.snapshot, here.filters, tasks, out, "tasks", view="mandate", edition=editions.of(STATE), kept_as="tasks"
    )
    assert "status_reason" not in list(pd.read_csv(out))
    assert pd.read_csv(out)["title"].tolist() == tasks["title"].tolist()
    assert "Host State and Council" in out.read_text(encoding="utf-8")
    with pytest.raises(InputError, match="requests"):
        export.write_table(here.snapshot, here.filters, shot.table("asset_requests"), tmp_path / "r.csv", "requests",
                           edition=editions.of(PARTNERS), kept_as="requests")  # fmt: skip


def test_names_of_actors_leave_neither_in_rows_nor_in_what_a_view_is_narrowed_to(shot, editions):
    actor = next(iter(shot.vocabulary.actors))
    for key in (PARTNERS, STATE):
        narrowed = scene_for(shot.mission)(f"{SPAN}&actor={actor}").leaving(editions.of(key))
        assert narrowed.filters.actors
        with pytest.raises(InputError, match="narrowed to an actor"):
            page_of(narrowed, "incidents", {})
        for own in ({"incidents_actor": actor}, {"incidents_rows": f"actor-{actor}"}):
            with pytest.raises(InputError, match="narrowed to an actor"):
                page_of(scene(shot, editions.of(key)), "incidents", own)
    inside = scene_for(shot.mission)(f"{SPAN}&actor={actor}")
    page = page_of(inside, "briefing", {})
    assert "only incidents that name one chosen actor" in page.words.subtitle
    assert shot.vocabulary.actors[actor] not in repr(page)


def test_an_edition_without_single_incidents_tells_of_no_single_place(shot, editions):
    with pytest.raises(InputError, match="narrowed to one place"):
        page_of(scene(shot, editions.of(STATE)), "incidents", {"incidents_place": "14.1,-3.2"})


def test_a_book_leaves_without_its_comments_and_names_the_slide_that_may_not(shot, editions):
    def add(book_id, view, title=""):
        own = Slide(view, SPAN.removeprefix("?"), comment=f"{INTERNAL} to say")
        return books.add(shot.mission, book_id, own, "Awa", title=title)

    book = add("", "incidents", "For the country team")
    made = pages_of_book(scene(shot, editions.of(PARTNERS)), book.book_id)
    assert INTERNAL not in repr(made)
    assert INTERNAL in pages_of_book(scene(shot), book.book_id)[0].comment
    add(book.book_id, "evidence")
    with pytest.raises(InputError, match="Slide 2: Evidence: chain is not in the edition"):
        pages_of_book(scene(shot, editions.of(PARTNERS)), book.book_id)


@pytest.mark.parametrize(("kind", "key"), list(product(("budget", "cpas", "sg"), KEYS)))
def test_reports_of_the_command_line(shot, tmp_path, capsys, kind, key):
    out = tmp_path / "r.xlsx"
    asked = ["--mission", str(shot.mission.folder), "--kind", kind, "--link", SPAN, "--edition", key, "--out", str(out)]
    status = cli.main(["report", *asked])
    held = key == "internal" or f"report_{kind}" in OUTSIDE_COLUMNS[key]
    assert status == (0 if held else 2)
    assert out.exists() == held
    if held and key != "internal":
        assert INTERNAL not in texts_of(out)
        columns = {"budget": budget, "cpas": cpas, "sg": sg}[kind].columns()
        assert {column.name for column in columns} == set(OUTSIDE_COLUMNS[key][f"report_{kind}"])
    else:
        assert held or "is not in the edition" in capsys.readouterr().err


def test_rows_of_the_command_line(shot, tmp_path, capsys):
    asked = ["export", "--mission", str(shot.mission.folder), "--link", SPAN, "--out", str(tmp_path / "rows.csv")]
    assert cli.main([*asked, "--edition", "state"]) == 2
    assert "“Incidents” is not in the edition" in capsys.readouterr().err
    assert not (tmp_path / "rows.csv").exists()
    assert cli.main([*asked, "--edition", "partners"]) == 0
    assert INTERNAL not in (tmp_path / "rows.csv").read_text(encoding="utf-8")
    assert cli.main(asked) == 0
    assert INTERNAL in (tmp_path / "rows.csv").read_text(encoding="utf-8")


def test_a_mission_opens_and_closes_parts_of_an_edition(shot, tmp_path):
    folder = shutil.copytree(shot.mission.folder, tmp_path / "own")
    own = "editions.partners.views = ['briefing']\neditions.partners.columns.assessed_threats = ['area', 'judgement']\n"
    settings = parse_settings(own + (folder / "mission.toml").read_text(encoding="utf-8"))
    edition = settings.editions.of(PARTNERS)
    page = page_of(scene(shot, edition), "briefing", {})
    threats = next(table for table in page.tables if table.key == "assessed_threats")
    assert threats.columns == ("area", "judgement")
    assert INTERNAL in repr(threats)
    with pytest.raises(InputError, match="which holds: Briefing"):
        page_of(scene(shot, edition), "incidents", {})
    closed = parse_settings('name = "M"\ncountry = "Mali"\neditions.partners.columns.incidents = []')
    assert not closed.editions.of(PARTNERS).events


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("editions.partners.views = ['workshop']", "workshop can be in no edition for outside"),
        ("editions.state.columns.asset_requests = ['effect']", "asset_requests can be in no edition for outside"),
        ("editions.state.columns.presence = ['count']", "presence can be in no edition for outside"),
        ("editions.state.columns.incidents = ['notes']", "notes may be in no edition for outside"),
        ("editions.donors.views = []", "editions.donors"),
    ],
)
def test_what_may_never_leave_cannot_be_opened_by_mission_toml(line, said):
    with pytest.raises(InputError, match=said):
        parse_settings(f'name = "M"\ncountry = "Mali"\n{line}\n')


def test_lists_name_only_what_there_is():
    assert set(VIEWS) >= {view for views in OUTSIDE_VIEWS.values() for view in views}
    assert {view.partition("/")[0] for view in VIEWS} <= set(BUILT)
    listed = {name for lists in OUTSIDE_COLUMNS.values() for names in lists.values() for name in names}
    assert not listed & NEVER
    assert not listed & {"actor1", "actor2", "actor", "status_reason", "decision_asked"}
    assert "planned" not in OUTSIDE_COLUMNS[PARTNERS]["evidence_areas"], "a planner's count has what is still to come"
    assert set(OUTSIDE_COLUMNS[PARTNERS]["incidents"]) <= set(Incidents.names())


def test_humanitarian_presence_is_in_no_export(example_with_presence, tmp_path, capsys):
    assert "presence" not in TABLES
    asked = ["template", "--mission", str(example_with_presence.mission.folder), "--kind", "presence", "--filled"]
    assert cli.main([*asked, "--out", str(tmp_path / "presence.csv")]) == 2
    assert "leaves in no file" in capsys.readouterr().err
    assert not (tmp_path / "presence.csv").exists()
    whole = register.excel(example_with_presence.whole, filled=True)
    (tmp_path / "register.xlsx").write_bytes(whole)
    assert "Xsectorx" not in texts_of(tmp_path / "register.xlsx")
    for view, own in PARTS:
        try:
            asked = {**own, "footprint_layers": "presence"} if view == "footprint" else own
            made = page_of(scene_for(example_with_presence.mission)(SPAN), view, asked)
        except InputError:
            continue
        assert "Xsectorx" not in repr(made)


@pytest.fixture
def example_with_presence(tmp_path):
    own = mission.load(shutil.copytree(mission.EXAMPLE, tmp_path / "present"))
    area = own.store.read("areas", own.store.latest())["area_id"].iloc[5]
    model = {
        "area": area,
        "sector": "Xsectorx",
        "organisations": 3,
        "as_of": pd.Timestamp("2019-06-30"),
        "cleared": True,
    }
    return _with_presence(own, model)


def _with_presence(own, row):
    from data.snapshot import load
    from data.tables import TABLES as EVERY

    model = EVERY["presence"].model
    table = model.shape(pd.DataFrame([row]))
    own.store.commit(lambda _base: {"presence": table}, who="tester", what="presence", settings=own.settings_text)
    return load(own, own.store.latest())


def test_every_format_of_rows_carries_handling_and_edition(shot, editions, tmp_path):
    here = scene(shot)
    for ending in (".csv", ".xlsx", ".geojson", ".parquet"):
        out = tmp_path / f"rows{ending}"
        export.write(here.snapshot, here.filters, out, edition=editions.of(PARTNERS))
        said = str(pq.read_schema(out).metadata) if ending == ".parquet" else texts_of(out)
        assert here.snapshot.settings.handling[:12] in said
        assert "Country team and OCHA" in said


def test_the_headline_of_tasks_stands_without_what_is_to_be_decided(shot, editions):
    title = page_of(scene(shot, editions.of(STATE)), "mandate", {}).words.title
    assert re.match(r"\d+ of \d+ tasks (is|are) overdue", title)
    assert "decision" not in title
