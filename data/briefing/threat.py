"""Where the assessed threat is: how many judgements of sections hold, and which of them the sections are surest of."""

from collections.abc import Iterator

from data.briefing.finding import THREAT, Finding
from data.i18n import _, isolated, ngettext
from data.scene import Scene
from data.threats import judgements
from data.words import formats, headlines

HIGH, OTHER = 90, 60
MOST_NAMED = 3


def findings(scene: Scene) -> Iterator[Finding]:
    """One finding where any judgement holds on the last day of the period; recorded incidents play no part in it."""
    shot, filters = scene.snapshot, scene.filters
    rows = judgements.valid(shot.table("assessed_threats"), filters.areas, shot.areas, filters.end)
    if rows.empty:
        return
    high = rows[rows["confidence"] == "high"]
    words = ngettext("{n} judgement of sections holds on {day}", "{n} judgements of sections hold on {day}", len(rows))
    parts = [words.format(n=formats.number(len(rows)), day=formats.day(filters.end))]
    if len(high):
        names = shot.area_names()
        areas = tuple(dict.fromkeys(names.get(area, area) for area in high["area_id"]))[:MOST_NAMED]
        parts.append(
            _("{n} with high confidence, on {areas}").format(n=formats.number(len(high)), areas=headlines.join(areas))
        )
    sections = ", ".join(isolated(name) for name in sorted(set(rows["section"])))
    yield Finding(
        code="threats_hold",
        question=THREAT,
        text="; ".join(parts),
        test=_("The newest judgement of each section and area that has not run out ({sections})").format(
            sections=sections
        ),
        weight=HIGH if len(high) else OTHER,
        page="evidence",
        numbers={"threats": len(rows)},
    )
