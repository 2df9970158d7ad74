"""The footprint page's pieces: the radius, its figures, and what lies outside or near each base town."""

from html import escape

import pandas as pd
import streamlit as st

from components import cached, formats, layers, legend, links, maps, palette, texts, views
from components.context import Context
from components.figures import Figure
from components.towns import type_name
from data.footprint import reach
from data.footprint.reach import Reach
from data.i18n import _, isolated, ngettext
from data.incidents import cells, subsets, summary
from data.incidents.rows import Rows
from data.schema import split

MOST_ROWS = 8


def radius(context: Context) -> float:
    """The chosen reach in km: one of the mission's choices, else its default."""
    choices = {f"{km:g}": km for km in context.snapshot.settings.reach_choices_km}
    default = context.snapshot.settings.reach_km
    chosen = choices.get(views.RADIUS.value, default)
    st.session_state[views.RADIUS.name] = "" if chosen == default else f"{chosen:g}"
    return chosen


def choose_radius(context: Context) -> None:
    """The choices of reach, each a link of its own."""
    settings = context.snapshot.settings
    choices = sorted({*settings.reach_choices_km, settings.reach_km})

    def chosen() -> None:
        km = st.session_state["radius_choice"]
        st.session_state[views.RADIUS.name] = "" if km == settings.reach_km else f"{km:g}"

    st.session_state["radius_choice"] = radius(context)
    st.segmented_control(
        _("Within reach: straight line to a base town"),
        choices,
        format_func=lambda km: f"{km:g} km",
        key="radius_choice",
        required=True,
        on_change=chosen,
    )


def illustrative(bases: pd.DataFrame) -> str:
    """Which bases no source states, in words; empty where there is none."""
    names = sorted(set(bases.loc[bases["illustrative"].fillna(False), "name"]))
    words = _("Illustrative, no source states them: police and civilian sites at {names}.")
    return words.format(names=", ".join(map(isolated, names))) if names else ""


def four_figures(context: Context, reached: Reach, exact: Reach, towns: int) -> list[Figure]:
    """Shares of incidents and deaths within reach, the same for exact places only, and how many base towns."""
    of_incidents = _("{n} of {all}").format(
        n=formats.number(reached.covered_incidents), all=formats.number(reached.incidents)
    )
    of_deaths = _("{n} of {all}").format(
        n=formats.number(reached.covered_fatalities), all=formats.number(reached.fatalities)
    )
    of_exact = _("{n} of {all} at an exact place").format(
        n=formats.number(exact.covered_incidents), all=formats.number(exact.incidents)
    )
    region_only = _("known by region only: {n}, of them {inside} counted within reach").format(
        n=formats.number(reached.region_only), inside=formats.number(reached.covered_region_only)
    )
    query = links.query_for(context.filters)
    code = f"{subsets.WITHIN}{reached.radius_km:g}"
    rows = views.href("incidents", links.query_for(context.filters, incidents_rows=code))
    exact_rows = views.href("incidents", links.query_for(context.filters, incidents_rows=code, precision=1))
    within = _("within {radius} km, straight line").format(radius=formats.number(reached.radius_km))
    return [
        Figure(
            _("Incidents within reach"),
            formats.share(reached.share_incidents),
            (("", of_incidents), ("", within)),
            "incidents",
            _("See incidents"),
            query,
            rows,
        ),
        Figure(
            _("Reported deaths within reach"),
            formats.share(reached.share_fatalities),
            (("", of_deaths), ("", within)),
            rows=rows,
        ),
        Figure(
            _("Incidents within reach, exact places only"),
            formats.share(exact.share_incidents),
            (("", of_exact), ("", region_only)),
            rows=exact_rows,
        ),
        Figure(
            _("Base towns"),
            formats.number(towns),
            (
                ("", _("{n} bases open on {day}").format(n=reached.bases, day=formats.day(context.filters.end))),
                ("", _("strength not shown: sources give unit sizes only")),
            ),
        ),
    ]


def incident_layers(context: Context, selected: Rows) -> tuple[list[maps.Layer], list[str]]:
    """Incidents below the base towns and their legends: places, or hexagons where there are too many to draw."""
    grouped, colours = summary.places(selected), context.palette
    hatched = layers.region_only(context, selected)
    legends = [f"<span>{legend.hatch(colours)}</span>"] if hatched else []
    if len(grouped) <= layers.MOST_PLACES:
        size = _("size by incidents")
        return [*hatched, layers.places(context, grouped, by_type=False)], [legend.places(colours, size), *legends]
    resolution = cells.suited(cached.context(context.snapshot).bounds, 0)
    resolution, table = cells.drawable(selected, resolution, None)
    scale = legend.breaks(table["incidents"].max())
    steps = scale.steps(table["incidents"].to_numpy(dtype="float64"))
    return [*hatched, layers.cells(context, table, steps)], [
        legend.classes(scale, _("Incidents per hexagon"), colours),
        *legends,
    ]


def outside_heading(context: Context, reached: Reach) -> None:
    """How many incidents and deaths are not within reach, leading to them."""
    code = f"{subsets.OUTSIDE}{reached.radius_km:g}"
    href = views.href("incidents", links.query_for(context.filters, incidents_rows=code))
    incidents = reached.incidents - reached.covered_incidents
    deaths = reached.fatalities - reached.covered_fatalities
    counted = (
        (ngettext("{n} incident", "{n} incidents", incidents), incidents),
        (ngettext("{n} reported death", "{n} reported deaths", deaths), deaths),
    )
    within = _("not within {radius} km, straight line, of a base town").format(radius=formats.number(reached.radius_km))
    texts.section(_("What lies outside"))
    texts.figures_note([*(texts.with_rows(words, formats.number(n), href) for words, n in counted), escape(within)])


def outside_table(context: Context, outside: Rows, selected: Rows, radius_km: float) -> None:
    """The areas with most incidents outside reach."""
    shot, level = context.snapshot, context.snapshot.deepest_level()
    if not level or outside.empty:
        texts.note(
            _("No incident lies outside.")
            if outside.empty
            else _("No areas yet: import admin boundaries on page Data.")
        )
        return
    everything = summary.by_area(selected, shot.areas, level).set_index("area_id")["incidents"]
    counted = summary.by_area(outside, shot.areas, level)
    counted = counted[counted["incidents"] > 0].head(MOST_ROWS)
    texts.table(
        [(_("Area"), ""), (_("Incidents outside"), "n"), (_("of all there"), "n"), (_("Deaths outside"), "n")],
        [
            [
                escape(r.name),
                _rows(context, r.incidents, f"{subsets.OUTSIDE}{radius_km:g}", r.area_id),
                _rows(context, everything[r.area_id], "", r.area_id),
                _rows(context, r.fatalities, f"{subsets.OUTSIDE}{radius_km:g}", r.area_id),
            ]
            for r in counted.itertuples(index=False)
        ],
    )


def with_incidents(bases: pd.DataFrame, selected: Rows, reached: Reach) -> pd.DataFrame:
    """The bases with `near`: incidents within reach that no other base town is nearer to."""
    nearest = (
        reach.nearest(selected, bases)["base"][reached.inside].value_counts() if len(selected) else pd.Series(dtype=int)
    )
    return bases.assign(near=[int(nearest.get(i, 0)) for i in range(len(bases))])


def base_table(context: Context, bases: pd.DataFrame, selected: Rows, reached: Reach) -> None:
    """Each base town with its components, type and the incidents that it is nearest to within reach."""
    if bases.empty:
        texts.note(_("No base is open on {day}.").format(day=formats.day(context.filters.end)))
        return
    towns = _towns(with_incidents(bases, selected, reached))
    texts.table(
        [(_("Base town"), ""), (_("Components"), ""), (_("Incidents"), "n")],
        [
            [
                f'{escape(t["name"])}<br><span class="lp-note">{escape(t["types"])}</span>',
                signs(t["components"], context),
                _rows(context, t["near"], f"{subsets.NEAR_BASE}{reached.radius_km:g}-{t['base_id']}"),
            ]
            for t in towns
        ],
    )


def _towns(bases: pd.DataFrame) -> list[dict[str, object]]:
    """Bases of one town together, most incidents first."""
    towns = []
    for _where, own in bases.groupby(["latitude", "longitude"], sort=False):
        components = [c for c in palette.SHAPES if any(c in split(cell) for cell in own["component_type"])]
        types = ", ".join(dict.fromkeys(type_name(t) for t in own["type"]))
        towns.append(
            {
                "base_id": own["base_id"].iloc[0],
                "name": own["name"].iloc[0],
                "components": components,
                "types": types,
                "near": int(own["near"].sum()),
            }
        )
    return sorted(towns, key=lambda t: (-t["near"], t["name"]))


def _rows(context: Context, count: int, code: str, area_id: str = "") -> str:
    """A count of incidents that leads to them: a part of the selected ones, in an area where one is named."""
    own = {"incidents_rows": code} if code else {}
    own |= {"incidents_area": area_id} if area_id else {}
    return texts.to_rows(formats.number(count), views.href("incidents", links.query_for(context.filters, **own)))


def signs(components: list[str], context: Context) -> str:
    """Components as HTML: the sign of each in its colour, with its name."""
    if not components:
        return escape(_("unknown"))
    colours = context.palette.components
    return " ".join(
        f'<span style="color:{colours[c]}">{palette.SHAPES[c]}</span>&nbsp;{escape(palette.component_name(c))}'
        for c in components
    )
