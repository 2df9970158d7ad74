"""What stands around every picture of a mission: period and filters in words, source, data date, version, marks."""

from data.editions import words as editions
from data.geography.names import DISCLAIMER
from data.i18n import _
from data.pictures.spec import Words
from data.scene import Scene
from data.words import formats, stated


def words(context: Scene, title: str, subtitle: str = "", *, on_map: bool) -> Words:
    """`title` says the finding, `subtitle` what period and filters leave open; a map carries credits and disclaimer."""
    settings, filters = context.snapshot.settings, context.filters
    facts = [subtitle, formats.period(filters.span), *stated.narrowed(context)]
    return Words(
        title=title,
        subtitle=" · ".join(fact for fact in facts if fact),
        mission=settings.name,
        handling=context.handling,
        edition=editions.name(context.edition.key),
        mark=context.mark,
        foot=(*source(context), *(stated.credits_of(context.snapshot) if on_map else ())),
        disclaimer=DISCLAIMER if on_map else "",
    )


def source(context: Scene) -> list[str]:
    """Source and date of the data, the version that it stands in, and what incidents are not."""
    shot, code = context.snapshot, context.filters.source
    sentences = []
    if code:
        span = shot.vocabulary.span(code)
        named = _("Source: {source}, data to {day}.")
        sentences += [named.format(source=shot.settings.source_title(code), day=formats.day(span.end))]
        sentences += [beyond] if (beyond := stated.beyond_data(context)) else []
    if shot.number:
        moment = formats.moment(shot.mission.store.version(shot.number).committed_at)
        sentences += [_("Version {number} of {moment}.").format(number=shot.number, moment=moment)]
    if code:
        sentences += [_("Recorded incidents are not threats; deaths are as reported.")]
    return sentences
