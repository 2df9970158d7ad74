"""The desk of the workshop: the draft in hand, the footprint before and after it, and what they reach."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

import numpy as np
import pandas as pd
import streamlit as st

from components import cached, links, radius, texts, views
from components.access.who import current
from components.context import Context
from data.errors import InputError
from data.footprint import demand, reach
from data.footprint.population import Population
from data.incidents.rows import Rows
from data.workshop import effect, moves, scenarios
from data.workshop.effect import Effect, Within
from data.workshop.moves import Draft, Move

T = TypeVar("T")
DRAFT, PICKED, AUTHOR = "workshop_draft", "workshop_picked", "workshop_author"


@dataclass(frozen=True)
class Desk:
    """One run of the workshop.

    `table` is the mission's table of bases, `before` those of it that are open on `day`, `after` the same with the
    draft's moves. `demand` has the incidents under the filters by place: see `demand.of`.
    """

    context: Context
    rows: Rows
    demand: pd.DataFrame
    day: date
    radius_km: float
    draft: Draft

    @cached_property
    def table(self) -> pd.DataFrame:
        """Every base of the mission, as its version has them."""
        return self.context.snapshot.table("bases")

    @cached_property
    def before(self) -> pd.DataFrame:
        """The bases open on the day, without the draft."""
        return reach.open_on(self.table, self.day)

    @cached_property
    def after(self) -> pd.DataFrame:
        """The bases open on the day, as the draft has them."""
        return self.at_step(len(self.draft.moves))

    @property
    def bases(self) -> pd.DataFrame:
        """The footprint that a question is asked of: the draft's."""
        return self.after

    def at_step(self, steps: int) -> pd.DataFrame:
        """The bases open on the day after the draft's first `steps` moves."""

        def made() -> pd.DataFrame:
            return reach.open_on(moves.apply(self.table, self.draft.moves[:steps]), self.day)

        return cached.once(self.context.snapshot, self.asked("bases", steps), made).copy(deep=False)

    def km(self, latitude: float, longitude: float) -> np.ndarray:
        """Kilometres from each row of demand to a town."""
        return cached.km_to(self.context.snapshot, latitude, longitude)[self.demand["place"].to_numpy()]

    def people(self, bases: pd.DataFrame) -> Population | None:
        """People within reach of some open bases; None where no area carries population."""
        towns = sorted(set(zip(bases["latitude"], bases["longitude"], strict=True)))
        return cached.people(self.context.snapshot, tuple(towns), self.radius_km)

    def people_step(self, steps: int) -> Population | None:
        """People within reach after the draft's first `steps` moves; None where no area carries population."""

        asked = self.asked("people", steps)
        return cached.once(self.context.snapshot, asked, lambda: self.people(self.at_step(steps)))

    def within(self, bases: pd.DataFrame) -> Within:
        """What lies within reach of some open bases."""
        return effect.within(self.demand, bases, self.radius_km, self.km)

    @cached_property
    def effect(self) -> Effect:
        """Before and after compared."""
        return Effect(self.within_step(0), self.within_step(len(self.draft.moves)), self.demand)

    def within_step(self, steps: int) -> Within:
        """What lies within reach after the draft's first `steps` moves: known from before to all who have the same."""
        asked = self.asked("within", steps)
        return cached.once(self.context.snapshot, asked, lambda: self.within(self.at_step(steps)))

    def asked(self, what: str, steps: int) -> str:
        """What a figure after the draft's first `steps` moves depends on, beside the version: the same for all who
        have the same filters, day, reach and moves."""
        return "\n".join((what, self._where, *(one.move_id for one in self.draft.moves[:steps])))

    @cached_property
    def _where(self) -> str:
        filters = replace(self.context.filters, period=None, scenario=None, at=None, lang="en")
        return f"{filters.to_link(complete=True)} {self.day} {self.radius_km:g}"

    def drawn(self, what: str, make: Callable[[], T]) -> T:
        """What `make` draws of the whole draft, once for all who have the same on a screen of the same theme."""
        here = self.context
        asked = self.asked(f"{what} {here.theme} {here.filters.lang}", len(self.draft.moves))
        return cached.drawn(here.snapshot, asked, make)

    def push(self, *made: Move) -> None:
        """Put moves on the draft and run anew, so that every part of the page shows them."""
        draft = self.draft
        for move in made:
            draft = draft.push(move)
        keep(draft)
        st.session_state[PICKED] = {}
        st.rerun()


def keep(draft: Draft, code: str = "") -> None:
    """Make a draft the one in hand; the link names its scenario, by `code` (with a revision) where one is given."""
    st.session_state[DRAFT] = draft
    st.session_state[links.SCENARIO] = code or draft.scenario_id or None
    st.session_state[links.REVISION] = draft.base_revision or None


def author() -> str:
    """The name of who is signed in, else that was given in this session; empty before."""
    return current().name or st.session_state.get(AUTHOR, "")


def of(context: Context) -> Desk:
    """The desk of this run: the draft of the session, or the scenario that the link names."""
    rows = context.snapshot.select(context.filters)
    return Desk(
        context,
        rows,
        demand.of(rows),
        context.filters.end,
        radius.chosen(context, views.WORKSHOP_RADIUS),
        _draft(context),
    )


def _draft(context: Context) -> Draft:
    """What is in hand; a scenario that the link names is opened where another one is, or none."""
    wanted, held = context.filters.scenario or "", st.session_state.get(DRAFT)
    if held is not None and _means(wanted, held):
        return held
    opened = _opened(context, wanted) if wanted else Draft()
    keep(opened, wanted if opened.scenario_id else "")
    return opened


def _means(code: str, draft: Draft) -> bool:
    """Whether a link's scenario, with a revision or without, is the draft's."""
    scenario_id, at, revision = code.partition("@")
    return scenario_id == draft.scenario_id and (not at or revision == str(draft.base_revision))


def _opened(context: Context, wanted: str) -> Draft:
    try:
        return scenarios.opened(context.snapshot.mission, wanted).draft()
    except InputError as error:
        texts.warning(str(error))
        return Draft()
