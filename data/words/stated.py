"""What is stated around a figure, on a page and in a file: what narrows it, where the records end, whom to credit."""

from datetime import timedelta

import pandas as pd

from data.i18n import _, isolated, ngettext
from data.incidents import summary, types
from data.incidents.rows import Rows
from data.mandate.watch import SETTLED_DAYS
from data.scene import Scene
from data.snapshot import Snapshot
from data.words import formats, headlines


def narrowed(scene: Scene) -> list[str]:
    """What narrows the incidents, in words: types, areas, precision, civilian targeting, and that it is by actors.

    The actors themselves are not named: this stands in briefings and in files.
    """
    filters = scene.filters
    kinds = ", ".join(types.label(code) for code in filters.types)
    areas = ", ".join(map(isolated, headlines.area_names(scene.snapshot, filters.areas)))
    precision = {2: _("exact and near locations"), 1: _("exact locations only")}.get(filters.precision, "")
    civilians = _("only events targeting civilians") if filters.civilians else ""
    count = len(filters.actors)
    actors = ngettext(
        "only incidents that name one chosen actor", "only incidents that name one of {n} chosen actors", count
    )
    named = actors.format(n=formats.number(count)) if count else ""
    return [words for words in (kinds, areas, precision, civilians, named) if words]


def beyond_data(scene: Scene) -> str:
    """A warning where the period reaches beyond the records, so that no figure is taken for the whole of it."""
    filters = scene.filters
    span = scene.snapshot.vocabulary.span(filters.source)
    if not filters.source or (span.start.replace(day=1) <= filters.start and filters.end <= span.end):
        return ""
    words = _("The records run from {first} to {last}: figures hold for that part of the period only.")
    return words.format(first=formats.day(span.start), last=formats.day(span.end))


def reports_late(scene: Scene) -> str:
    """That the last weeks before the data's end may still grow, where the period holds some of them; empty elsewhere.

    Records go on being revised: see `watch.SETTLED_DAYS`.
    """
    filters = scene.filters
    end = scene.snapshot.vocabulary.span(filters.source).end
    settled = end - timedelta(days=SETTLED_DAYS)
    if not filters.source or filters.end <= settled or filters.start > end:
        return ""
    words = _("Reports come late: figures of the days after {day} may still grow.")
    return words.format(day=formats.day(settled))


def precision(selected: Rows) -> str:
    """How well the places of incidents are known, counted; empty where there is none."""
    if not len(selected):
        return ""
    exact = summary.by_precision(selected)
    words = _("{exact} of {all} at an exact place, {near} near it, {region} known by region only")
    return words.format(
        exact=formats.number(exact[1]),
        all=formats.number(len(selected)),
        near=formats.number(exact[2]),
        region=formats.number(exact[3]),
    )


def illustrative(bases: pd.DataFrame) -> str:
    """Which bases no source states, in words; empty where there is none."""
    names = sorted(set(bases.loc[bases["illustrative"].fillna(False), "name"]))
    words = _("Illustrative, no source states them: police and civilian sites at {names}.")
    return words.format(names=", ".join(map(isolated, names))) if names else ""


def later_status(assessed: pd.Timestamp) -> str:
    """What to say where statuses of tasks were given after the period that is shown."""
    words = _("Statuses are as assessed on {day}, after this period: they do not say how tasks stood in it.")
    return words.format(day=formats.day(assessed))


def credits_of(shot: Snapshot) -> list[str]:
    """Who made the boundaries and the list of bases, as sentences; the mission's own credits where it names some."""
    parts = []
    if not shot.settings.credits and len(shot.areas):
        publishers = "; ".join(isolated(name) for name in sorted(set(shot.areas["source"].dropna())))
        parts.append(_("Boundaries: {sources}. Neighbouring countries: Natural Earth.").format(sources=publishers))
    givers = sorted(set(shot.table("bases")["source"].dropna())) if not shot.settings.credits else []
    parts += [_("Base towns: {sources}.").format(sources="; ".join(map(isolated, givers)))] if givers else []
    return [*parts, *(isolated(credit.rstrip(".")) + "." for credit in shot.settings.credits)]
