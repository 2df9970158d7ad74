"""What changed: incidents, deaths and attacks on civilians against their own norm, in all and by area."""

from collections.abc import Iterator
from dataclasses import replace

from data.briefing.finding import CHANGED, Finding
from data.i18n import _, isolated
from data.incidents import guard, trends
from data.incidents.guard import FATALITIES
from data.incidents.trends import Trend, Trends
from data.scene import Scene
from data.words import change_words, formats, headlines

MOST_AREAS = 3
# How important a class of change is; others, and a change that one event makes, are not stated.
WEIGHTS = {guard.LARGE_INCREASE: 80, guard.MODERATE_INCREASE: 60, guard.LARGE_DECREASE: 50}
DEATHS, CIVILIANS, AREAS = 5, 3, -4  # what is added to them


def findings(scene: Scene) -> Iterator[Finding]:
    """Changes of the whole selection by measure, then the areas with large increases."""
    named = scene.edition.events
    for measure in trends.MEASURES:
        found = trends.of(scene.snapshot, scene.filters, scene.snapshot.deepest_level(), measure)
        yield from _whole(found, f"{measure}_changed", DEATHS * (measure == FATALITIES), _view(measure), named=named)
        yield from _areas(found)
    if not scene.filters.civilians:
        civilians = replace(scene.filters, civilians=True)
        found = trends.of(scene.snapshot, civilians, scene.snapshot.deepest_level())
        view = _view() | {"civilians": True}
        yield from _whole(found, "civilians_changed", CIVILIANS, view, _("Targeting civilians"), named=named)


def _view(measure: str = "incidents") -> dict[str, object]:
    """The part of page Incidents that shows each change with its norm."""
    own = {} if measure == "incidents" else {"incidents_measure": measure}
    return {"incidents_part": "change"} | own


def _whole(
    found: Trends, code: str, more: int, view: dict[str, object], of: str = "", *, named: bool = True
) -> Iterator[Finding]:
    trend = found.total
    if trend.norm is None or trend.code not in WEIGHTS:
        return
    said = change_words.sentence(found, trend, named=named)
    yield Finding(
        code=code,
        question=CHANGED,
        text=_("{what}: {said}").format(what=of, said=said) if of else said,
        test=_test(trend),
        weight=WEIGHTS[trend.code] + more,
        page="incidents",
        changes=view,
        numbers={"now": trend.now, "norm": trend.norm},
    )


def _areas(found: Trends) -> Iterator[Finding]:
    """The areas with a large increase, those with the largest rise first."""
    rose = [trend for trend in found.areas if trend.code == guard.LARGE_INCREASE and trend.norm is not None]
    rose = sorted(rose, key=lambda trend: trend.norm - trend.now)
    if not rose:
        return
    named = tuple(
        _("{area} ({now}, usually {norm})").format(
            area=isolated(trend.name), now=formats.number(trend.now), norm=formats.number(trend.norm)
        )
        for trend in rose[:MOST_AREAS]
    )
    rest = len(rose) - len(named)
    words = _("{what}, large increase in {level} {areas}")
    text = words.format(
        what=_("Reported deaths") if found.measure == FATALITIES else _("Incidents"),
        level=headlines.level_name(found.level, plural=len(named) > 1),
        areas=", ".join(named),
    )
    numbers = {
        f"{what}_{at}": value
        for at, trend in enumerate(rose[:MOST_AREAS], 1)
        for what, value in (("now", trend.now), ("norm", trend.norm))
    }
    yield Finding(
        code=f"{found.measure}_areas",
        question=CHANGED,
        text=text + (_("; and {n} more").format(n=formats.number(rest)) if rest else ""),
        test=_test(rose[0]),
        weight=WEIGHTS[guard.LARGE_INCREASE] + AREAS,
        page="incidents",
        changes=_view(found.measure),
        numbers=numbers,
    )


def _test(trend: Trend) -> str:
    words = _("{meaning} of the usual figure (ACLED Trendfinder’s classes), also without any one event")
    meaning = change_words.class_meaning(trend.code)
    return words.format(meaning=meaning[0].upper() + meaning[1:])
