"""For analysts, folded away: before and after against comparable areas, with its placebos and what forbids to conclude.

Never a finding of a briefing: it is worked out only when somebody opens it.
"""

import pandas as pd
import streamlit as st

from components import cached, formats, texts
from components.evidence.desk import Desk
from data.i18n import _
from data.mandate.effect import estimate, panel
from data.mandate.effect.estimate import Estimate
from data.mandate.effect.panel import Panel


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
    groups, dates = len(found.by_group), len(found.by_date)
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
        (_("Placebo groups of other areas as far off"),
         _("{share} of {n}").format(share=formats.share(found.share_groups), n=formats.number(groups + 1))),
        (_("Earlier dates of the same areas as far off"),
         _("{share} of {n}").format(share=formats.share(found.share_dates), n=formats.number(dates + 1))),
    ]  # fmt: skip


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
