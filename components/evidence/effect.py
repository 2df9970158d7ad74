"""For analysts, folded away: before and after against comparable areas, with its placebos and what forbids to conclude.

Never a finding of a briefing: it is worked out only when somebody opens it.
"""

import pandas as pd
import streamlit as st

from components import cached, texts
from components.evidence.desk import Desk
from data.i18n import _, ngettext
from data.mandate.effect import estimate, panel
from data.mandate.effect.estimate import Estimate
from data.mandate.effect.panel import Panel
from data.words import formats


def folded(desk: Desk, operation: pd.Series) -> None:
    """The fold, and in it the estimate where it was opened."""
    with st.expander(_("For analysts: before and after against comparable areas")):
        texts.note(
            _(
                "Contribution, not attribution: at best it says that recorded violence went otherwise than comparable "
                "areas and dates lead one to expect. Not for a briefing."
            )
        )
        if st.toggle(_("Work it out"), key="evidence_effect"):
            _shown(desk, operation)


def _shown(desk: Desk, operation: pd.Series) -> None:
    found, made_from = _estimated(desk, operation)
    texts.section(_conclusion(found))
    if found.share is None:
        texts.note(reason(found.reasons[0]))
        return
    texts.table(
        [(_("What"), ""), (_("Value"), "n")],
        [[name, value] for name, value in _figures(found, made_from)],
    )
    if found.reasons:
        texts.section(_("Why nothing can be concluded"))
        for code in found.reasons:
            texts.note("○ " + reason(code))
    texts.note(
        _(
            "Incidents under the filters by area and four weeks. The baseline ends a year before the first day: "
            "operations go where violence has just risen, and what has risen falls again by itself. How much it had "
            "risen is taken from all other areas and dates, by Poisson regression with an effect of each date. The "
            "interval holds 95 % of placebo estimates of groups of other areas. Areas that touch its own and areas of "
            "other operations are left out."
        )
    )


def _estimated(desk: Desk, operation: pd.Series) -> tuple[Estimate, Panel | None]:
    shot, filters = desk.context.snapshot, desk.filters
    asked = ("effect", operation["operation_id"], filters.source, filters.types, filters.civilians, filters.precision)
    return cached.once(shot, (*asked, desk.day), lambda: panel.estimated(shot, filters, operation, desk.day))


def _conclusion(found: Estimate) -> str:
    if not found.concluded:
        return _("Cannot conclude")
    words = _("{share} against what comparable areas lead one to expect ({low} to {high}): a contribution is plausible")
    return words.format(**_interval(found))


def _interval(found: Estimate) -> dict[str, str]:
    return {name: formats.signed_share(getattr(found, name)) for name in ("share", "low", "high")}


def _figures(found: Estimate, made_from: Panel) -> list[tuple[str, str]]:
    days = f"{formats.day(made_from.first)} – {formats.day(made_from.last)}"
    own = _interval(found)
    return [
        (_("Days looked at"), days),
        (_("Incidents recorded"), formats.number(found.counted)),
        (_("Expected from comparable areas and dates"), formats.number(round(found.expected, 1))),
        (_("Difference"), own["share"]),
        (_("Interval, 95 %"), _("{low} to {high}").format(**own)),
        (_("Without regard to the rise before (misleads)"), formats.signed_share(found.plain)),
        (_("Areas of the operation used, too few incidents, compared with"),
         " / ".join(map(formats.number, (found.areas, found.areas_unused, found.areas_compared)))),
        (_("Baseline, four-week periods"), formats.number(found.baseline_periods)),
        (_("Other areas, where no operation was"), _groups(found.groups_as_far, len(found.by_group))),
        (_("The same areas before it"), _dates(found.dates_as_far, len(found.by_date))),
    ]  # fmt: skip


def _groups(as_far: int, n: int) -> str:
    """How many groups of other areas changed as much."""
    words = ngettext("{k} of {n} group gave as large a change", "{k} of {n} groups gave as large a change", n)
    return _placebos(words, as_far, n)


def _dates(as_far: int, n: int) -> str:
    """How many earlier dates had as large a change."""
    words = ngettext(
        "{k} of {n} earlier date gave as large a change", "{k} of {n} earlier dates gave as large a change", n
    )
    return _placebos(words, as_far, n)


def _placebos(words: str, as_far: int, n: int) -> str:
    """The same in figures; that too few say nothing, where they are."""
    least = formats.number(estimate.LEAST_PLACEBOS)
    if not n:
        return _("none can be looked at ({least} are needed)").format(least=least)
    said = words.format(k=formats.number(as_far), n=formats.number(n))
    few = _("; so few say nothing ({least} are needed)").format(least=least)
    return said + (few if n < estimate.LEAST_PLACEBOS else "")


def reason(code: str) -> str:
    """Why nothing can be concluded, for people."""
    return {
        estimate.TOO_SHORT: _("The records do not reach two years back, or the operation names no area."),
        estimate.TOO_EARLY: _("Less than three periods of four weeks are over since its first day."),
        estimate.TOO_FEW_INCIDENTS: _("None of its areas had enough incidents in the baseline."),
        estimate.TOO_FEW_AREAS: _("Too few other areas have enough incidents to compare with."),
        estimate.SPANS_NONE: _("The interval holds no change."),
        estimate.GROUPS_AS_FAR: _("Groups of areas without an operation went off as far, or there are fewer than 19."),
        estimate.DATES_AS_FAR: _("The same areas went off as far at earlier dates, or there are fewer than 19."),
        estimate.RISE_UNLIKE_OTHERS: _("Before it, violence there had moved as hardly anywhere else."),
        estimate.OFF_BEFORE: _("The same areas went off from the others before the operation too."),
        estimate.FEW_EXPECTED: _("Fewer than 20 incidents were to be expected."),
    }[code]
