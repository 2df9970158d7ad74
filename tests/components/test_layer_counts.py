"""What every layer and chart shows adds up to what `summary` says under the same link: 200 random links, real data."""

import random
from collections import Counter
from datetime import timedelta

import pandas as pd
import pytest

from components import charts, context, views
from components.explore import compare, mapped, play
from data.filters import Filters, query_values
from data.incidents import cells, density, frames, report, scales, summary, types
from data.incidents.choice import Choice, place_key
from data.words import palette

LINKS = 200
AREAS_OF_MALI = 49


@pytest.fixture(scope="module")
def shot(mali_now):
    return mali_now


def random_link(shot, rng):
    """A link of random filters and, in half of the cases, of something chosen on the page."""
    span = shot.vocabulary.span("acled")
    first = span.start + timedelta(days=rng.randrange(span.end.toordinal() - span.start.toordinal()))
    last = min(span.end, first + timedelta(days=rng.choice([6, 27, 89, 364, 3650, 9000])))
    said = {"from": [str(first)], "to": [str(last)], "source": ["acled"]}
    said["type"] = rng.sample(["violent", *types.CODES[:6]], rng.choice([0, 0, 1, 2]))
    said["precision"] = [rng.choice(["1", "2", "3", "3"])]
    said["civilians"] = [rng.choice(["0", "0", "1"])]
    said["area"] = rng.sample(list(shot.areas["area_id"]), rng.choice([0, 0, 0, 1, 3]))
    if rng.random() < 0.2:
        said["actor"] = rng.sample(sorted(shot.vocabulary.actors), 2)
    return {name: values for name, values in (said | random_choice(shot, rng)).items() if values}


def random_choice(shot, rng):
    """Something chosen on the page."""
    row = shot.incidents.iloc[rng.randrange(len(shot.incidents))]
    lat, lon = row["latitude"], row["longitude"]
    kinds = {
        "area": [str(row["area2_id"])] if pd.notna(row["area2_id"]) else [],
        "place": [place_key(lat, lon)],
        "cell": [cells.h3.latlng_to_cell(lat, lon, rng.choice([3, 4, 5]))],
        "month": [f"{row['event_date']:%Y-%m}..2020-12"],
        "type": [str(row["event_type"])],
        "shape": [f"{lat - 1:.2f},{lon - 2:.2f};{lat + 2:.2f},{lon:.2f};{lat - 1:.2f},{lon + 2:.2f}"],
        "view": [f"{lon - 2:.2f},{lat - 2:.2f},{lon + 3:.2f},{lat + 1:.2f},2"],
    }
    names = rng.sample(list(kinds), rng.choice([0, 0, 1, 2]))
    chosen = {f"incidents_{name}": kinds[name] for name in names}
    chosen = {name: values for name, values in chosen.items() if values}
    return chosen | ({"incidents_inview": ["1"]} if "view" in names and rng.random() < 0.7 else {})


@pytest.fixture(scope="module", params=range(LINKS))
def case(request, shot):
    """A link's page context, its rows, its choice, and what `summary` says of it."""
    link = random_link(shot, random.Random(request.param))
    reading = Filters.from_query(link, shot.vocabulary)
    assert reading.notes == ()
    rows, notes = report.rows_of(shot, reading.filters, link)
    assert notes == []
    said = report.document(shot, reading.filters, rows)
    here = context.Context(shot, reading.filters, views.BY_KEY["incidents"], palette.LIGHT, "light")
    return here, rows, Choice.from_query(query_values(link), shot), said


def asked(level=2, measure="incidents"):
    """A measure and level, with the classes that suit."""
    return mapped.Asked(measure, level, lambda _what, natural: natural)


def layer(drawn, kind):
    return next((own for own in drawn.layers if own["kind"] == kind), {"rows": []})


def numbers(row, of=5):
    """The counts at the end of a layer's row: incidents, deaths, and by precision."""
    return row[-of:]


def test_areas(case):
    here, rows, _chosen, said = case
    for level in ("1", "2"):
        drawn = layer(mapped.areas(here, rows, Choice(), asked(int(level))), "areas")["rows"]
        shown = {row[0]: numbers(row) for row in drawn if row[3]}
        expected = {
            row["area_id"]: [row[name] for name in ("incidents", "fatalities", "exact", "near", "region")]
            for row in said["by_area"]
            if row["level"] == int(level)
        }
        assert {area: list(own) for area, own in shown.items()} == expected
        assert sum(own[0] for own in shown.values()) + said["outside_areas"][level] == said["incidents"]


def test_places_and_what_is_known_by_region_only(case):
    here, rows, _chosen, said = case
    drawn = mapped.places(here, rows, Choice(), asked())
    dots = layer(drawn, "places")["rows"] or layer(drawn, "cells")["rows"]
    hatched = layer(drawn, "region")["rows"]
    precision = said["by_precision"]
    assert sum(numbers(row, 4)[0] for row in dots) == precision["1"] + precision["2"]
    assert sum(numbers(row, 4)[2] for row in dots) == precision["1"]
    in_regions = summary.outside(rows.where(rows.array("precision") == 3), 1)
    assert sum(row[1] for row in hatched) == precision["3"] - in_regions


def test_hexagons(case):
    here, rows, _chosen, said = case
    drawn = layer(mapped.hexagons(here, rows, Choice(), asked()), "cells")["rows"]
    assert sum(numbers(row, 4)[0] for row in drawn) == said["by_precision"]["1"] + said["by_precision"]["2"]
    deaths = rows.array("deaths")[rows.array("precision") < 3].sum()
    assert sum(numbers(row, 4)[1] for row in drawn) == deaths


def test_density(case):
    here, rows, _chosen, said = case
    bounds = here.snapshot.around.bounds
    surface = density.surface(rows, bounds)
    inside = cells.in_view(rows.events, surface.bounds)[rows.array("place")] & (rows.array("precision") < 3)
    assert abs(surface.incidents - inside.sum()) <= 0
    assert surface.incidents <= said["incidents"]


def test_months_and_types(case):
    here, rows, _chosen, said = case
    months = summary.months(rows, here.filters.start, here.filters.end)
    figure = charts.monthly(summary.by_month(rows), months["month"], here.palette, "")
    shown = Counter()
    for bar in figure["data"]:
        if "name" not in bar:  # nothing to show is a trace of zeros
            assert not any(bar["y"])
            continue
        shown.update(dict(zip(bar["x"], bar["y"], strict=True)))
        kind = next(code for code in types.CODES if types.label(code) == bar["name"])
        assert sum(bar["y"]) == said["by_type"][kind]["incidents"]
    assert sum(shown.values()) == said["incidents"]
    assert list(shown.values()) == [m["incidents"] for m in said["by_month"]] or not shown


def test_playback(case):
    here, rows, _chosen, said = case
    span = (here.filters.start, here.filters.end)
    for asked in frames.STEPS:
        step = frames.finest(*span, asked)
        played = frames.by_period(rows, here.snapshot.areas, 2, span=span, step=step, window="1")
        assert played.all_incidents.sum() == said["incidents"]
        assert played.all_fatalities.sum() == said["fatalities"]
        assert played.incidents.sum() + said["outside_areas"]["2"] == said["incidents"]
        summed = frames.by_period(rows, here.snapshot.areas, 2, span=span, step=step, window="all")
        expected = {row["area_id"]: row["incidents"] for row in said["by_area"] if row["level"] == 2}
        last = dict(zip(summed.area_ids, summed.incidents[-1].tolist(), strict=True))
        assert {area: n for area, n in last.items() if n} == expected
        assert len(last) == AREAS_OF_MALI
    sent = play._layer(here, frames.by_period(rows, here.snapshot.areas, 1, span=span, step="quarter", window="1"), 1,
                       scales.breaks(5))  # fmt: skip
    assert sum(total for _name, total, _deaths in sent["frames"]) == said["incidents"]


def test_two_periods(case):
    here, rows, _chosen, said = case
    shot = here.snapshot
    table = compare.compared(summary.by_area(rows, shot.areas, 2), summary.by_area(rows.last(3), shot.areas, 2))
    assert table["incidents"].sum() + said["outside_areas"]["2"] == said["incidents"]
    assert (table["incidents"] - table["incidents_before"] == table["incidents_difference"]).all()


def test_the_page_narrows_by_the_same_choice(case):
    """All of the page's parts together count what the link means."""
    here, rows, chosen, said = case
    assert (
        len(chosen.of(here.snapshot.select(here.filters), here.snapshot.vocabulary)) == said["incidents"] == len(rows)
    )
