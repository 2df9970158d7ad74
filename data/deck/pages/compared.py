"""Figures of pages of a file beside the same figures of other periods."""

from collections.abc import Sequence

from data.briefing.measures import MEASURES, Briefing
from data.deck.model import Measure
from data.deck.pages.asked import Asked
from data.i18n import _, ngettext
from data.incidents.change import Change
from data.words import compared, formats, headlines


def count(asked: Asked, measure: str, changes: Sequence[Change], beside: Sequence[str] = ()) -> Measure:
    """A count against other periods, each once."""
    named = asked.scene.edition.events
    lines = [" ".join(filter(None, compared.against(change, named=named))) for change in dict.fromkeys(changes)]
    label = compared.count_label(measure, asked.filters.types)
    return Measure(label, formats.number(changes[0].now), (*lines, *filter(None, beside)), key=measure)


def five(asked: Asked, found: Briefing, radius_km: float) -> tuple[Measure, ...]:
    """The briefing's five figures: three counts, the share within reach, and the areas affected."""
    unknown = found.fatalities_unknown
    words = ngettext("{n} incident without a figure", "{n} incidents without a figure", unknown)
    doubt = {"fatalities": (words.format(n=formats.number(unknown)) if unknown else "",)}
    counts = [count(asked, measure, found.changes[measure], doubt.get(measure, ())) for measure in MEASURES]
    return (*counts, _reach(found, radius_km), _affected(found))


def _reach(found: Briefing, radius_km: float) -> Measure:
    share = found.share_in_reach
    periods = ((share.before, found.before), (share.year_earlier, found.year_earlier))
    lines = dict.fromkeys(compared.share(then, share.now, formats.period(period)) for then, period in periods)
    label = _("Incidents within {radius} km, straight line, of a base town").format(radius=formats.number(radius_km))
    return Measure(label, formats.share(share.now), (*lines, _("not protection or response")), key="reach")


def _affected(found: Briefing) -> Measure:
    affected = found.areas_affected
    periods = ((affected.before, found.before), (affected.year_earlier, found.year_earlier))
    lines = dict.fromkeys(
        _("no data for {period}").format(period=formats.period(period))
        if before is None
        else compared.earlier(formats.number(before), formats.period(period))
        for before, period in periods
    )
    value = _("{n} of {all}").format(n=formats.number(affected.now), all=formats.number(found.areas_in_all))
    label = headlines.level_name(found.level, plural=True).capitalize() + " " + _("with an incident")
    return Measure(label, value, tuple(lines), key="areas_affected")
