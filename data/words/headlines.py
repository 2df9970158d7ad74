"""Findings in words, made from numbers: the titles of pages. Towns and areas are named; nothing is called a threat."""

import pandas as pd

from data.filters import Filters
from data.footprint.reach import Reach
from data.geography import neighbours
from data.i18n import _, isolated, ngettext
from data.incidents import summary, types
from data.incidents.rows import Rows
from data.mandate.tasks import Counts
from data.snapshot import Snapshot
from data.words import formats

MOST_NAMED = 3


def kind(filters: Filters, count: int) -> str:
    """What is counted: `180 violent incidents`, `12 riots and protests`, `44 recorded incidents`."""
    number = formats.number(count)
    if filters.types == ("violent",) or set(filters.types) == set(types.VIOLENT):
        return ngettext("{n} violent incident", "{n} violent incidents", count).format(n=number)
    if not filters.types:
        return ngettext("{n} recorded incident", "{n} recorded incidents", count).format(n=number)
    names = ", ".join(types.label(code).lower() for code in filters.types)
    return ngettext("{n} incident ({types})", "{n} incidents ({types})", count).format(n=number, types=names)


def incidents(snapshot: Snapshot, filters: Filters, selected: Rows, where: str = "") -> str:
    """Where most of a period's incidents were: in few areas of the finest level, or else of the level above.

    `where` names what the page has chosen of them already.
    """
    count, concentration = len(selected), None
    for level in range(snapshot.deepest_level(), 0, -1):
        counted = summary.by_area(selected, snapshot.areas, level)
        concentration = summary.concentration(counted, count, most=4 if level > 1 else 3)
        if concentration:
            break
    what, when = kind(filters, count), formats.period(filters.span)
    if filters.start == filters.end:
        words = _("{what} on {day}") if count else _("No incident recorded on {day} under these filters")
        found = words.format(what=what, day=when)
        return _("{what}: {where}").format(what=found, where=where) if where else found
    if not count:
        return _("No incident recorded in {period} under these filters").format(period=when)
    if where:
        return _("{what} in {period}: {where}").format(what=what, period=when, where=where)
    if concentration is None:
        return _("{what} in {period}").format(what=what, period=when)
    plural = len(concentration.names) > 1
    names = _("{level} {names}").format(level=level_name(level, plural), names=join(concentration.names))
    if concentration.share == 1:
        return _("{what} in {period}, all in {areas}").format(what=what, period=when, areas=names)
    words = _("{what} in {period}, {share} of them in {areas}")
    return words.format(what=what, period=when, share=formats.share(concentration.share), areas=names)


def deaths(filters: Filters, selected: Rows, where: str = "") -> str:
    """Reported deaths of a period and in how many incidents, for a map that shows deaths."""
    totals = summary.totals(selected)
    count, incidents_ = totals["fatalities"], totals["incidents"]
    words = ngettext("{n} reported death", "{n} reported deaths", count).format(n=formats.number(count))
    said = _("{deaths} in {incidents}, {period}").format(
        deaths=words, incidents=kind(filters, incidents_), period=formats.period(filters.span)
    )
    return _("{what}: {where}").format(what=said, where=where) if where else said


def level_name(level: int, plural: bool = False) -> str:
    """What an admin level is called: regions, cercles."""
    names = {
        1: (_("region"), _("regions")),
        2: (_("cercle"), _("cercles")),
        3: (_("commune"), _("communes")),
    }
    return names.get(level, (_("area"), _("areas")))[plural]


def most_affected(by_area: pd.DataFrame, level: str) -> str:
    """Which areas had most incidents; `by_area` has name and incidents, most first. A wide tie is not a finding."""
    most = int(by_area["incidents"].max()) if len(by_area) else 0
    names = tuple(by_area.loc[by_area["incidents"] == most, "name"])
    if not most or len(names) > MOST_NAMED:
        return _("Incidents by {area}, and base towns").format(area=level)
    words = ngettext(
        "Most incidents in {level} {names}: {n}", "Most incidents in {level} {names}: {n} each", len(names)
    )
    return words.format(level=level, names=join(names), n=formats.number(most))


def outside(selected: Rows, snapshot: Snapshot, level: int, figure: str = "") -> str:
    """How many incidents no area of a level shows, and in which regions they lie; empty where there is none.

    `figure` stands at the place of their number, for those who put a link there.
    """
    count = summary.outside(selected, level)
    if not count:
        return ""
    names = snapshot.area_names()
    regions = summary.outside_by_region(selected, level) if level > 1 else pd.Series(dtype="int64")
    where = ", ".join(f"{formats.number(n)} {isolated(names[area])}" for area, n in regions.head(MOST_NAMED).items())
    words = ngettext(
        "{n} incident lies in no {level} and is in the totals only",
        "{n} incidents lie in no {level} and are in the totals only",
        count,
    ).format(n=figure or formats.number(count), level=level_name(level))
    return f"{words} ({where})." if where else f"{words}."


def join(names: tuple[str, ...]) -> str:
    """`Koro, Bankass and Douentza`."""
    names = tuple(map(isolated, names))
    return names[0] if len(names) == 1 else _("{most} and {last}").format(most=", ".join(names[:-1]), last=names[-1])


def area_names(snapshot: Snapshot, area_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Areas by name, without those inside another of them; one that is called as an area above it says its level."""
    areas, own = snapshot.areas, neighbours.outermost(snapshot.areas, area_ids)
    highest, levels = areas.groupby("name")["level"].min(), dict(zip(areas["area_id"], areas["level"], strict=True))
    names = snapshot.area_names()

    def told_apart(area: str) -> str:
        name, level = names.get(area, area), levels.get(area, 0)
        below = highest.get(name, level) < level
        return _("{name} ({level})").format(name=name, level=level_name(level)) if below else name

    return tuple(map(told_apart, own))


def areas(snapshot: Snapshot, area_ids: tuple[str, ...]) -> str:
    """Chosen areas in a title: by name, or how many they are; the country for none."""
    if not area_ids:
        return snapshot.settings.country
    names = area_names(snapshot, area_ids)
    return join(names) if len(names) <= MOST_NAMED else _("{n} areas").format(n=formats.number(len(names)))


def footprint(reach: Reach, when: str) -> str:
    """How much lies within reach of a base town, in the words that say what that is not."""
    radius = formats.number(reach.radius_km)
    if not reach.bases:
        return _("No base is open on the last day of {period}").format(period=when)
    if not reach.incidents:
        return _("No incident recorded in {period} under these filters; {n} base towns").format(
            period=when, n=reach.bases
        )
    words = _(
        "{share} of incidents in {period} were within {radius} km, straight line, of a base town; {outside} were not"
    )
    outside = formats.number(reach.incidents - reach.covered_incidents)
    return words.format(share=formats.share(reach.share_incidents), period=when, radius=radius, outside=outside)


def mandate(counts: Counts, *, decisions: bool = True) -> str:
    """What the task tree asks of leadership; `decisions` where those who read it may know what is to be decided."""
    needed = ngettext("{n} task needs a decision", "{n} tasks need a decision", counts.decisions)
    late = ngettext("{n} of {all} is overdue", "{n} of {all} are overdue", counts.overdue)
    alone = ngettext("{n} of {all} tasks is overdue", "{n} of {all} tasks are overdue", counts.overdue)
    parts = [
        *([needed.format(n=counts.decisions)] if decisions else []),
        (late if decisions else alone).format(n=counts.overdue, all=counts.leaves),
    ]
    unknown = counts.by_status["no_data"]
    if unknown:
        parts.append(ngettext("{n} has no data", "{n} have no data", unknown).format(n=unknown))
    return _("; ").join(parts)
