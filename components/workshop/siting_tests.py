"""How far a choice of places can be trusted: other draws of the locations, single years, later days."""

from html import escape

import pandas as pd
import streamlit as st

from components import texts
from components.workshop.desk import Desk
from components.workshop.siting_results import weighed
from data.footprint import jitter
from data.footprint.siting import history, stability
from data.footprint.siting.history import Backtest
from data.footprint.siting.study import NO_SITES, Study
from data.i18n import _, isolated, ngettext
from data.words import formats

ASKED = "siting_tested"
MOST_OTHERS = 5


def part(desk: Desk, study: Study, key: tuple, rule: str, months: tuple[int, ...]) -> None:
    """The tests of an answer, on a press of a button: they take seconds."""
    texts.section(
        _("How far can this choice be trusted?"),
        _("Locations moved within their precision, exact locations only, single years, and later days"),
    )
    if st.session_state.get(ASKED) != key:
        st.button(_("Test this choice"), key="siting_test", on_click=_ask, args=(key,), icon=":material/science:")
        return
    with st.spinner(_("Choosing again {n} times …").format(n=stability.DRAWS)):
        draws, years, later = _tested(study, desk.context.snapshot, desk.context.filters, key, rule, months)
    _draws(study, draws)
    _precise(study)
    _years(years)
    _later(later, study)


def _ask(key: tuple) -> None:
    st.session_state[ASKED] = key


@st.cache_resource(max_entries=32, show_spinner=False)
def _tested(
    _study: Study, _snapshot: object, _filters: object, key: tuple, rule: str, months: tuple[int, ...]
) -> tuple[pd.DataFrame, pd.DataFrame, Backtest | None]:
    """Draws, years and later days of an answer, once for all who ask the same."""
    settings = _snapshot.settings
    draws = stability.over_draws(
        _study,
        lambda random: jitter.positions(
            _study.demand, random, _snapshot.areas, near_km=settings.near_km, region_km=settings.region_km
        ),
    )
    years = stability.over_years(_study, history.years(_snapshot, _filters, months))
    return draws, years, history.backtest(_study, _snapshot, _filters, rule=rule, months=months)


def _draws(study: Study, found: pd.DataFrame) -> None:
    shown = found[found["ours"] | (found.index < len(study.chosen) + MOST_OTHERS)]
    rows = [
        [
            escape(isolated(str(row.name_))) + ("" if row.ours else f" <small>{escape(_('not chosen here'))}</small>"),
            formats.number(row.chosen),
            formats.number(row.near),
        ]
        for row in shown.rename(columns={"name": "name_"}).itertuples()
    ]
    draws = formats.number(found["draws"].max()) if len(found) else "0"
    head = [
        (_("Place"), ""),
        (_("Chosen in, of {n} moves of the locations").format(n=draws), "n"),
        (_("It or a place within {km} km").format(km=formats.number(stability.NEAR_KM)), "n"),
    ]
    texts.table(head, rows)


def _precise(study: Study) -> None:
    own = study.over(study.demand[study.demand["geo_precision"] == 1])
    here = study.chosen["site"].to_numpy(dtype=int)
    words = _(
        "With exact locations only ({n} incidents): {places}; the choice above adds {gain} of the {best} that these do."
    )
    texts.note(
        words.format(
            n=formats.number(own.demand["incidents"].sum()),
            places=", ".join(isolated(str(name)) for name in own.chosen["name"]) or _("no place adds any"),
            gain=formats.number(own.score(here) - own.score(NO_SITES)),
            best=formats.number(own.gain),
        )
    )


def _years(found: pd.DataFrame) -> None:
    if found.empty:
        texts.note(_("No single year has incidents enough to choose by."))
        return
    same = int((found["same"] == found["asked"]).sum())
    words = ngettext(
        "Chosen again in {same} of {n} single year with at least {least} incidents",
        "Chosen again in {same} of {n} single years with at least {least} incidents",
        len(found),
    )
    texts.section(
        words.format(same=formats.number(same), n=formats.number(len(found)), least=formats.number(history.FEWEST)),
        _("Same bases and candidates; what comes within reach in that year"),
    )
    rows = [
        [
            str(row.year),
            formats.number(row.incidents),
            escape(isolated(str(row.sites))),
            formats.number(row.gain),
            formats.number(row.ours_gain),
        ]
        for row in found.itertuples()
    ]
    head = [(_("Year"), ""), (_("Incidents"), "n"), (_("Best there"), ""), (_("It adds"), "n"), (_("This adds"), "n")]
    texts.table(head, rows)


def _later(found: Backtest | None, study: Study) -> None:
    texts.section(_("Out of sample"), _("Chosen on the first days, scored on those that follow"))
    if found is None:
        texts.note(_("Not enough incidents before or after the cut to score by."))
        return
    words = _(
        "{places}, chosen on {first}, bring {sample} more {what} within reach there, and {later} in {following}; "
        "the best choice for those later days would have brought {best} ({there})."
    )
    texts.note(
        words.format(
            places=", ".join(isolated(str(name)) for name in found.chosen["name"]),
            first=formats.period(found.first),
            following=formats.period(found.following),
            sample=formats.number(found.in_sample),
            later=formats.number(found.out_of_sample),
            best=formats.number(found.best_there),
            there=", ".join(isolated(str(name)) for name in found.there["name"].head(MOST_OTHERS)),
            what=weighed(study),
        )
    )
