"""What is chosen on page Footprint: a radius, a day, and which bases count; and what they reach."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from components import links, radius, texts, views
from components.context import Context
from data.footprint import gaps, reach
from data.footprint.coverage import Coverage
from data.footprint.kinds import Kinds
from data.footprint.names import type_name
from data.footprint.reach import Reach
from data.i18n import _
from data.incidents.rows import Rows
from data.words import formats, palette


@dataclass(frozen=True)
class Chosen:
    """One run of the page: `every` are the bases of all days that the choices of kind leave, `found` what those that
    are open on `day` reach of the incidents under the filters."""

    context: Context
    day: date
    every: pd.DataFrame
    rows: Rows
    found: Coverage

    @property
    def radius_km(self) -> float:
        """The chosen reach."""
        return self.found.radius_km

    @property
    def bases(self) -> pd.DataFrame:
        """The bases that count: open on the day, of the chosen kinds."""
        return self.found.bases

    @property
    def linked(self) -> bool:
        """Whether the rows of a link are those counted here: it knows all bases, of the period's last day, only."""
        return self.day == self.context.filters.end and not self.scope

    @property
    def scope(self) -> str:
        """Which bases are counted, in words; empty where it is all of them."""
        return kinds().words

    def counted(self, count: int, code: str = "", area_id: str = "") -> str:
        """A count of incidents as HTML; it leads to its rows where a link can name them."""
        words = formats.number(count)
        if not self.linked and code:
            return words
        own = {"incidents_rows": code} if code else {}
        own |= {"incidents_area": area_id} if area_id else {}
        return texts.to_rows(words, views.href("incidents", links.query_for(self.context.filters, **own)))


def current(context: Context) -> Chosen:
    """What is chosen, and what it reaches."""
    shot, filters = context.snapshot, context.filters
    day = date.fromisoformat(views.ASOF.value) if views.ASOF.value else filters.end
    every = kinds().of(shot.table("bases"))
    rows = shot.select(filters)
    found = Coverage(rows, reach.open_on(every, day), shot.areas, shot.settings, _radius(context))
    return Chosen(context, day, every, rows, found)


def kinds() -> Kinds:
    """The chosen component, type and function."""
    return Kinds(views.COMPONENT.value, views.BASE_TYPE.value, views.FUNCTION.value)


def _radius(context: Context) -> float:
    """The chosen reach in km; a link that names the mission's default says nothing."""
    km = radius.chosen(context, views.RADIUS)
    st.session_state[views.RADIUS.name] = "" if km == context.snapshot.settings.reach_km else f"{km:g}"
    return km


def choose(context: Context) -> None:
    """The controls above every part: the radius, the day, and in a popover the kinds of bases."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        radius.choose(context, views.RADIUS)
        _choose_day(context)
        with st.popover(_("Which bases"), icon=":material/tune:"):
            _choose_kinds(context.snapshot.table("bases"))


def _choose_day(context: Context) -> None:
    end = context.filters.end

    def chosen() -> None:
        day = st.session_state["asof_day"] or end
        st.session_state[views.ASOF.name] = "" if day == end else day.isoformat()

    st.session_state["asof_day"] = date.fromisoformat(views.ASOF.value) if views.ASOF.value else end
    st.date_input(
        _("Bases as of"), key="asof_day", on_change=chosen, format="DD/MM/YYYY", width=150,
        min_value=min(end, date(views.FIRST_YEAR, 1, 1)), max_value=max(end, date(views.LAST_YEAR, 12, 31)),
        help=_("The footprint of any day; incidents stay those of the period."),
    )  # fmt: skip


def _choose_kinds(bases: pd.DataFrame) -> None:
    types = [code for code in views.BASE_TYPE.accepted if code in set(bases["type"])]
    functions = [group.code for group in gaps.GROUPS if gaps.bases_with(group, bases).any()]
    names = {code: group.name() for code, group in gaps.BY_CODE.items()}
    st.selectbox(_("Component"), ["", *views.COMPONENT.accepted], key=views.COMPONENT.name,
                 format_func=lambda code: palette.component_name(code) if code else _("all"))  # fmt: skip
    st.selectbox(_("Type"), ["", *_with(types, views.BASE_TYPE.value)], key=views.BASE_TYPE.name,
                 format_func=lambda code: type_name(code) if code else _("all"))  # fmt: skip
    st.selectbox(_("Function"), ["", *_with(functions, views.FUNCTION.value)], key=views.FUNCTION.name,
                 format_func=lambda code: names[code] if code else _("all"))  # fmt: skip
    st.selectbox(_("Show too, not counted"), ["", *views.ALSO.accepted], key=views.ALSO.name,
                 format_func=lambda code: also_name(code) if code else _("nothing"))  # fmt: skip


def _with(codes: list[str], chosen: str) -> list[str]:
    """The codes that are there, and the one that a link chose."""
    return [*codes, chosen] if chosen and chosen not in codes else codes


def also_name(code: str) -> str:
    """Bases that the map shows beside those that count."""
    return {"planned": _("planned bases"), "closed": _("bases closed by then")}[code]


def finding(chosen: Chosen, reached: Reach | None = None) -> str:
    """The page's finding, with which bases it counts and of which day where these are not the usual ones."""
    reached = reached or reach.of(chosen.rows, chosen.bases, chosen.radius_km)
    return kinds().finding(reached, chosen.context.filters, chosen.day)
