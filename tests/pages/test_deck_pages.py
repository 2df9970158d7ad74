"""A view's page of a file says what the view says: title, figures and tables, at the same link."""

from urllib.parse import parse_qs

import pytest

from data import snapshot
from data.deck import address
from data.deck.pages import page_of
from data.scene import Scene
from data.words import formats
from tests.pages.driver import open_page

IN_CENTRE = "from=2019-01-01&to=2019-06-30&type=violent&area=ex%3AML-MO"
IN_2480 = "/mandate?from=2019-07-01&to=2019-12-31"
# Each link with the heads of the file's tables whose rows must stand in a table of the page, cell by cell.
LINKS = {
    "/?": (),
    f"/?{IN_CENTRE}&civilians=1": (),
    "/footprint?footprint_radius=100&footprint_component=police": ("Incidents outside",),
    f"/footprint?{IN_CENTRE}&footprint_asof=2019-03-31": ("Incidents outside",),
    IN_2480: (),
    "/evidence?evidence_area=ex%3AML-MO-KORO": (),
}


def made(opened, link):
    """The page of a file for a link."""
    where = address.read(link)
    shot, reading = snapshot.open_link(opened, f"?{where.query}")
    return page_of(Scene(shot, reading.filters), where.view, where.own, "https://linchpin.example")


def shown(link):
    where = address.read(link)
    return open_page(where.view, parse_qs(where.query))


def bare(text):
    """A text without blanks: a page sets some around its links."""
    return "".join(text.split())


@pytest.mark.parametrize("link", LINKS)
def test_title_figures_and_tables_are_those_of_the_view(link, example):
    page, view = made(example.mission, link), shown(link)
    assert bare(page.words.title) == bare(view.title)
    assert page.measures
    for measure in page.measures:
        assert bare(measure.label + measure.value) in bare(view.text)
    heads = [table.head[1] for table in page.tables]
    for head in LINKS[link]:
        rows = page.tables[heads.index(head)].rows
        cells = [[formats.number(own) if isinstance(own, int) else own for own in row] for row in rows]
        assert any(table and cells[: len(table)] == table for table in view.tables), (cells[:2], view.tables)


def test_what_a_figure_is_compared_with_is_that_of_the_briefing(example):
    page, view = made(example.mission, "/?"), shown("/?")
    lines = [bare(line) for measure in page.measures for line in measure.beside]
    assert len(lines) > 10
    assert [line for line in lines if line not in bare(view.text)] == []
    months = page.charts[0].series
    assert [(a is None) + (b is None) for a, b in zip(*(own.values for own in months), strict=True)] == [1] * 36
    assert sum(value or 0 for value in months[1].values) == int(page.measures[0].value)


def test_incidents_are_those_that_the_link_chooses(example):
    link = f"/incidents?{IN_CENTRE}&incidents_month=2019-03&incidents_rows=exact"
    page, view = made(example.mission, link), shown(link)
    of_all, deaths, civilians, exact = page.measures
    assert bare(page.words.title) == bare(view.title)
    assert of_all.beside[0] in view.text
    assert f"{deaths.beside[0]} · " in view.text
    assert f"{civilians.value} events targeting civilians" in view.text
    assert f"location exact {exact.value} · near 0" in view.text
    chart = page.charts[0]
    assert sum(sum(own.values) for own in chart.series) == int(of_all.value)
    table = next(own for own in page.tables if own.head[0] == "Type")
    assert [[row[0], *map(formats.number, row[1:])] for row in table.rows] in view.tables


@pytest.mark.parametrize("layer", ["areas", "places", "cells", "density"])
def test_the_map_is_the_layer_that_the_link_shows(layer, example):
    page = made(example.mission, f"/incidents?incidents_layer={layer}")
    kinds = {"areas": "Areas", "places": "Circles", "cells": "Cells", "density": "Raster"}
    assert kinds[layer] in [type(own).__name__ for own in page.map.layers]
    assert page.alt.startswith(page.words.title)


@pytest.mark.parametrize(
    "part", ["progress", "plan", "cpas", "progress&mandate_view=due", "progress&mandate_view=decision"]
)
def test_parts_of_the_mandate_have_the_title_of_the_view(part, example):
    link = f"{IN_2480}&mandate_part={part}"
    page = made(example.mission, link)
    assert bare(page.words.title) == bare(shown(link).title)
    assert page.tables
    assert not any("threats" in note for note in page.notes)


def test_budget_has_planned_and_actual_of_the_view(example):
    link = f"{IN_2480}&mandate_part=budget"
    view, page = shown(link), made(example.mission, link)
    assert bare(page.words.title) == bare(view.title)
    (table,) = page.tables
    rows = {bare(row[0]): row for own in view.tables for row in own}
    for _component, _of, kind, title, unit, planned, actual, *_rest in table.rows:
        name = kind.lower() + (" of achievement" if kind == "Indicator" else "")
        on_screen = rows[bare(title + name)]
        assert on_screen[1] == f"{formats.figure(planned)} {unit}"
        assert on_screen[2].startswith("no measurement" if actual is None else formats.figure(actual))


def test_areas_side_by_side_are_those_of_the_view(example):
    link = "/evidence?evidence_part=areas&evidence_sort=harm"
    page, view = made(example.mission, link), shown(link)
    assert bare(page.words.title) == bare(view.title)
    (table,) = page.tables
    rows = [[row[0], *(formats.number(row[at]) for at in (1, 2)), row[3] or "–", *map(formats.number, row[4:])]
            for row in table.rows]  # fmt: skip
    assert rows[0] in view.tables[0]
    assert len(rows) == len(view.tables[0])
