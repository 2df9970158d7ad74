"""The workshop's finding in one sentence, and the doubt that belongs to it."""

from components.workshop.desk import Desk
from data.i18n import _, ngettext
from data.words import formats


def of(desk: Desk) -> str:
    """How much lies within reach, today and with the draft's changes."""
    found, period = desk.effect, formats.period(desk.context.filters.span)
    radius = formats.number(desk.radius_km)
    before, after = found.before.share("incidents"), found.after.share("incidents")
    changes = len(desk.draft.moves)
    if not found.after.totals["incidents"]:
        return _("No incident recorded in {period} under these filters: nothing to compare footprints by").format(
            period=period
        )
    if not changes:
        words = _("{share} of incidents in {period} lay within {radius} km, straight line, of a base town: what if?")
        return words.format(share=formats.share(before), period=period, radius=radius)
    if not found.change("incidents"):
        words = ngettext(
            "With {n} change, as many incidents in {period} as today ({before}) lie within {radius} km of a base town",
            "With {n} changes, as many incidents in {period} as today ({before}) lie within {radius} km of a base town",
            changes,
        )
        return words.format(n=formats.number(changes), period=period, before=formats.share(before), radius=radius)
    words = ngettext(
        "With {n} change, {after} of incidents in {period} instead of {before} lie within {radius} km of a base town",
        "With {n} changes, {after} of incidents in {period} instead of {before} lie within {radius} km of a base town",
        changes,
    )
    return words.format(
        n=formats.number(changes),
        after=formats.share(after),
        before=formats.share(before),
        period=period,
        radius=radius,
    )


def doubt(desk: Desk) -> str:
    """What a reach is not, and what it is fitted on."""
    words = _(
        "Within {radius} km, straight line, of a base town; not protection or response. Bases as of {day}. "
        "An option looks best on the very events it was made for. Roads, rain, troops, consent and what "
        "a base is for are not in these figures: the sheet of a scenario asks for them."
    )
    return words.format(radius=formats.number(desk.radius_km), day=formats.day(desk.day))
