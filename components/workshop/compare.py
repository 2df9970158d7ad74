"""Scenarios side by side: two to four of them, with today's footprint, by measures, on maps of one view, and apart."""

import uuid
from html import escape

import numpy as np
import pandas as pd
import streamlit as st

from components import download, layers, legend, maps, texts, views
from components.explore.compare import difference_steps
from components.workshop import maps as footprints
from components.workshop import measures
from components.workshop.desk import Desk
from data.footprint import reach
from data.footprint.demand import MEASURES
from data.footprint.population import Population
from data.i18n import _, isolated, ngettext
from data.incidents import scales
from data.words import alt, formats, headlines
from data.workshop import moves, scenarios
from data.workshop.effect import Within
from data.workshop.scenarios import Scenario

HEIGHT = 380
TODAY = "today"
People = dict[str, Population | None]  # a footprint; None for all of them where no area carries population


def part(desk: Desk) -> None:
    """A choice of saved scenarios; then their figures, maps and the difference of two."""
    known = {one.scenario_id: one for one in scenarios.latest(desk.context.snapshot.mission)}
    if len(known) < 1:
        texts.info(_("No scenario is saved yet. Make changes in part What if and save them; then compare them here."))
        return
    chosen = _choose(known)
    if not chosen:
        texts.note(_("Choose one to four scenarios; today’s footprint always stands beside them."))
        return
    shown = {TODAY: desk.before, **{one.scenario_id: _open(desk, one) for one in chosen}}
    names = {TODAY: _("Today"), **{one.scenario_id: scenario_name(one) for one in chosen}}
    found = {code: desk.within(bases) for code, bases in shown.items()}
    _table(desk, names, found, {code: desk.people(bases) for code, bases in shown.items()})
    _maps(desk, shown, names, found)
    _difference(desk, names, found)


def scenario_name(one: Scenario) -> str:
    """A scenario's name with its revision."""
    return _("{name} (revision {n})").format(name=isolated(formats.short(one.name, 60)), n=one.revision)


def _choose(known: dict[str, Scenario]) -> list[Scenario]:
    """The scenarios that are compared, by the link or by hand."""
    of_link = [code.partition("@")[0] for code in views.scenarios_compared(views.COMPARED.value) or []]
    st.session_state["compared"] = [code for code in of_link if code in known]

    def chosen() -> None:
        st.session_state[views.COMPARED.name] = ",".join(st.session_state["compared"])

    st.multiselect(
        _("Scenarios to compare"), list(known), format_func=lambda code: scenario_name(known[code]), key="compared",
        max_selections=views.MOST_COMPARED, on_change=chosen,
    )  # fmt: skip
    return [known[code] for code in st.session_state["compared"]]


def _open(desk: Desk, one: Scenario) -> pd.DataFrame:
    return reach.open_on(moves.apply(desk.table, one.moves), desk.day)


def _table(desk: Desk, names: dict[str, str], found: dict[str, Within], people: People) -> None:
    """A row a scenario: towns, each measure and the people within reach, as share and count, against today."""
    within = _("Within {radius} km, straight line, of a base town; not protection or response")
    texts.section(_("Side by side"), within.format(radius=formats.number(desk.radius_km)))
    head = [(_("Footprint"), ""), (_("Base towns"), "n"), *((name, "n") for name in measures.names().values())]
    head += [(_("People"), "n")] if people[TODAY] else []
    rows = [
        [escape(names[code]), formats.number(own.towns), *_cells(own, found[TODAY], code), *_people(people, code)]
        for code, own in found.items()
    ]
    texts.table(head, rows, stacked=True)
    texts.note(measures.people_words(people[TODAY]))
    frame = pd.DataFrame(
        {"footprint": list(names.values()), "base_towns": [own.towns for own in found.values()]}
        | {f"{m}_within_{desk.radius_km:g}_km": [own.counts[m] for own in found.values()] for m in MEASURES}
        | {m: [own.totals[m] for own in found.values()] for m in MEASURES}
        | ({f"people_within_{desk.radius_km:g}_km": [own.covered for own in people.values()],
            "people": [own.known for own in people.values()]} if people[TODAY] else {})
    )  # fmt: skip
    download.table(desk.context, frame, _("scenarios compared"), "scenarios")


def _cells(own: Within, today: Within, code: str) -> list[str]:
    """Each measure within reach."""
    return [
        _cell(own.share(m), own.counts[m], None if code == TODAY else own.counts[m] - today.counts[m]) for m in MEASURES
    ]


def _people(people: People, code: str) -> list[str]:
    """The people within reach; no cell where no area carries population."""
    own, today = people[code], people[TODAY]
    if own is None or today is None:
        return []
    return [_cell(own.share, own.covered, None if code == TODAY else own.covered - today.covered)]


def _cell(share: float | None, count: int, change: int | None) -> str:
    """Share and count, and beside them the change against today, where it is not today's."""
    against = "" if change is None else f' <span class="lp-note">{escape(formats.signed(change))}</span>'
    return f"{escape(formats.share(share))} · {escape(formats.number(count))}{against}"


def _maps(desk: Desk, shown: dict[str, pd.DataFrame], names: dict[str, str], found: dict[str, Within]) -> None:
    """Each footprint on a map; they move together."""
    together = st.session_state.setdefault("maps_together", uuid.uuid4().hex)
    columns = st.columns(2 if len(shown) in (2, 4) else 3, gap="medium")
    for at, (code, bases) in enumerate(shown.items()):
        with columns[at % len(columns)]:
            towns = len(bases[["latitude", "longitude"]].drop_duplicates())
            texts.section(names[code], ngettext("{n} base town", "{n} base towns", towns).format(n=towns))
            drawing = maps.Drawing(footprints.reach_layers(desk, bases))
            told = alt.beside(_reached(desk, names[code], found[code]), _("above, under Side by side"))
            layers.draw(desk.context, drawing, f"compared_{at}", HEIGHT, alt=told, together=together)


def _reached(desk: Desk, name: str, own: Within) -> str:
    """A footprint's towns and the incidents within reach of them, as a sentence."""
    words = _("{name}: {towns} base towns, {n} of {all} incidents within {radius} km, straight line.")
    return words.format(
        name=name, towns=formats.number(own.towns), n=formats.number(own.counts["incidents"]),
        all=formats.number(own.totals["incidents"]), radius=formats.number(desk.radius_km),
    )  # fmt: skip


def _difference(desk: Desk, names: dict[str, str], found: dict[str, Within]) -> None:
    """The areas in which one footprint has more incidents within reach than another.

    To begin with the first scenario chosen against the second; where there is but one, against today.
    """
    context, level = desk.context, desk.context.snapshot.deepest_level()
    if not level:
        return
    codes = list(found)
    _today, of, *rest = codes
    less, mark = (rest or [TODAY])[0], "_".join(codes)
    texts.section(
        _("Where they differ"), _("Incidents within reach by {area}").format(area=headlines.level_name(level))
    )
    first, second = st.columns(2)
    one = first.selectbox(_("Of"), codes, index=codes.index(of), format_func=names.get, key=f"difference_of_{mark}")
    other = second.selectbox(
        _("Less"), codes, index=codes.index(less), format_func=names.get, key=f"difference_less_{mark}"
    )
    table = by_area(desk, found[one], found[other], level)
    values = table["difference"].to_numpy()
    much = max(2, scales.breaks(np.abs(values).max(initial=0)).lows[2])
    labels = [
        _("{n} or more fewer").format(n=formats.number(much)),
        _("1–{n} fewer").format(n=formats.number(much - 1)),
        _("the same"),
        _("1–{n} more").format(n=formats.number(much - 1)),
        _("{n} or more more").format(n=formats.number(much)),
    ]
    swatches = list(zip(context.palette.differences, labels, strict=True))
    legend.show(legend.keys(_("Incidents within reach, the first less the second"), swatches))
    more = [
        _("within reach: {now} against {before}").format(now=formats.number(a), before=formats.number(b))
        for a, b in zip(table["one"], table["other"], strict=True)
    ]
    drawn = layers.areas(
        context, table, level, difference_steps(values, much), more=more, colours=list(context.palette.differences)
    )
    finding = _("Incidents within reach, {one} less {other}: {n} in all areas").format(
        one=names[one], other=names[other], n=formats.signed(int(values.sum()))
    )
    told = alt.differences(
        finding, table, "incidents", (names[one], names[other]), columns=("one", "other", "difference")
    )
    layers.draw(context, maps.Drawing(drawn), "compared_difference", HEIGHT, alt=told)


def by_area(desk: Desk, one: Within, other: Within, level: int) -> pd.DataFrame:
    """Every area of a level: all its incidents and deaths, those within reach of `one` and `other`, the difference."""
    areas = desk.context.snapshot.areas
    table = areas.loc[areas["level"] == level, ["area_id", "name"]].reset_index(drop=True)
    demand, column = desk.demand, f"area{level}_id"

    def summed(rows: np.ndarray, measure: str) -> pd.Series:
        return demand[rows].groupby(column)[measure].sum().reindex(table["area_id"]).fillna(0).astype("int64").array

    every = np.ones(len(demand), dtype=bool)
    counts = {f"{name}": summed(every & (demand["geo_precision"] == at).to_numpy(), "incidents")
              for at, name in ((1, "exact"), (2, "near"), (3, "region"))}  # fmt: skip
    table = table.assign(incidents=summed(every, "incidents"), fatalities=summed(every, "fatalities"), **counts)
    table = table.assign(one=summed(one.inside, "incidents"), other=summed(other.inside, "incidents"))
    return table.assign(difference=table["one"] - table["other"])
