"""Ten pinned links of the bundled example, frozen: a release that changes one of these numbers must say so."""

import json
from pathlib import Path

import pytest

from data.briefing.measures import in_reach
from data.incidents import report
from data.mission import EXAMPLE, load
from data.snapshot import open_link

FROZEN = json.loads(Path(__file__).with_name("pinned.json").read_text(encoding="utf-8"))


def result(link: str) -> dict[str, object]:
    """What the link shows: totals, types, the first areas, and how many incidents lie within 50 km of a base town."""
    snapshot, reading = open_link(load(EXAMPLE), link)
    whole = report.document(snapshot, reading.filters)
    kept = (
        "version",
        "incidents",
        "fatalities",
        "fatalities_unknown",
        "targeting_civilians",
        "by_precision",
        "by_type",
    )
    return {
        **{key: whole[key] for key in kept},
        "first_areas": [[area["area_id"], area["incidents"]] for area in whole["by_area"][:5]],
        "within_50_km": in_reach(snapshot, reading.filters, reading.filters.span, 50).covered_incidents,
        "notes": list(reading.notes),
    }


def test_ten_links_are_frozen():
    assert len(FROZEN) == 10


@pytest.mark.parametrize("link", FROZEN)
def test_a_pinned_link_shows_the_numbers_it_always_showed(link):
    assert result(link) == FROZEN[link], "say so in CHANGELOG.md under 'Changed numbers' before freezing this anew"
