"""Part Map: base towns over incidents, what lies outside their reach, and incidents by nearest base town."""

from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from components import download, figures, layers, legend, links, maps, picture_button, texts, towns, views
from components.figures import Figure
from components.footprint import around, choice, played
from components.footprint.choice import Chosen, also_name
from components.footprint.pieces import incident_layers, signs
from data.footprint import on_map, reach
from data.footprint.names import type_name
from data.footprint.reach import Reach
from data.i18n import _, ngettext
from data.incidents import subsets, summary
from data.incidents.rows import Rows
from data.pictures import mission_maps
from data.schema import split
from data.words import alt, formats, palette
from data.words.stated import illustrative

MOST_ROWS = 8
HEIGHT = 620


def show(chosen: Chosen) -> None:
    """The figures, the map or its playback, and the tables beside it."""
    reached = reach.of(chosen.rows, chosen.bases, chosen.radius_km)
    exact = reach.of(chosen.rows[chosen.rows["geo_precision"] == 1], chosen.bases, chosen.radius_km)
    records = on_map.records(chosen.bases)
    figures.strip(four_figures(chosen, reached, exact, len(records)))
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        _map(chosen, records, reached)
    with right:
        outside_heading(chosen, reached)
        outside_table(chosen, chosen.rows[~reached.inside])
        texts.section(
            _("Incidents by nearest base town"),
            _("Each incident within {radius} km is counted at its nearest base town only").format(
                radius=formats.number(chosen.radius_km)
            ),
        )
        base_table(chosen, reached)


def _map(chosen: Chosen, records: list[dict], reached: Reach) -> None:
    here, step = chosen.context, views.PLAYED.value
    words = _("Base towns through time, over incidents") if step else _("Base towns open on {day}, over incidents")
    texts.section(
        words.format(day=formats.day(chosen.day)),
        _("Towns, not camp positions; distance in a straight line on the WGS84 ellipsoid"),
    )
    played.choose()
    if not step:
        around.choose()
    signs_ = legend.bases(on_map.components_of(records), here.palette, chosen.radius_km)
    drawn, legends = incident_layers(here, chosen.rows)
    others, also = ([], "") if step else _others(chosen)
    below, above = ([], []) if step else (around.below(here, chosen.day), around.above(here, chosen.day))
    legend.show(signs_, *legends, also, *([] if step else around.legends(here, chosen.day)))
    on_top = [played.layer(chosen, step)] if step else [
        towns.rings(here, records, chosen.radius_km), *above, *others, towns.bases(here, records)
    ]  # fmt: skip
    told = played.told(chosen, step) if step else alt.beside(choice.finding(chosen, reached), _("beside the map"))
    layers.draw(here, maps.Drawing([*below, *drawn, *on_top]), "footprint", HEIGHT, alt=told)
    with st.container(horizontal=True):
        download.table(here, with_incidents(chosen, reached), _("base towns"), "bases")
        picture = partial(
            mission_maps.bases_map, here, records, chosen.radius_km, choice.finding(chosen),
            grouped=summary.places(chosen.rows), region_only=reached.region_only, notes=[illustrative(chosen.bases)],
        )  # fmt: skip
        picture_button.offer(here, picture, "footprint", points_of=(here.filters.source,))


def _others(chosen: Chosen) -> tuple[list[maps.Layer], str]:
    """Bases that are shown and not counted, in a quiet colour, and their legend."""
    code = views.ALSO.value
    if not code:
        return [], ""
    every, day = chosen.every, pd.Timestamp(chosen.day)
    own = every[every["status"] == "planned"] if code == "planned" else every[every["closed"] < day]
    here = own[
        ~own.set_index(["latitude", "longitude"]).index.isin(chosen.bases.set_index(["latitude", "longitude"]).index)
    ]
    quiet = chosen.context.palette.quiet
    layer = towns.bases(chosen.context, on_map.records(here.reset_index(drop=True)))
    words = _("{kind}, not counted: {n} towns").format(kind=also_name(code), n=len(layer["rows"]))
    sign = f'<span style="color:{quiet}">{palette.SHAPES["military"]}</span>'
    return [layer | {"colours": dict.fromkeys(layer["colours"], quiet)}], f"<span>{sign} {escape(words)}</span>"


def four_figures(chosen: Chosen, reached: Reach, exact: Reach, towns_: int) -> list[Figure]:
    """Shares of incidents and deaths within reach, the same for exact places only, and how many base towns."""
    filters = chosen.context.filters
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
    code = f"{subsets.WITHIN}{reached.radius_km:g}"
    rows, exact_rows = (
        views.href("incidents", links.query_for(filters, incidents_rows=code, **own)) if chosen.linked else ""
        for own in ({}, {"precision": 1})
    )
    within = _("within {radius} km, straight line").format(radius=formats.number(reached.radius_km))
    return [
        Figure(
            _("Incidents within reach"),
            formats.share(reached.share_incidents),
            (("", of_incidents), ("", within)),
            "incidents",
            _("See incidents"),
            links.query_for(filters),
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
            formats.number(towns_),
            (
                ("", _("{n} bases open on {day}").format(n=reached.bases, day=formats.day(chosen.day))),
                ("", _("strength not shown: sources give unit sizes only")),
            ),
        ),
    ]


def outside_heading(chosen: Chosen, reached: Reach) -> None:
    """How many incidents and deaths are not within reach, leading to them."""
    code = f"{subsets.OUTSIDE}{reached.radius_km:g}"
    incidents = reached.incidents - reached.covered_incidents
    deaths = reached.fatalities - reached.covered_fatalities
    counted = (
        (ngettext("{n} incident", "{n} incidents", incidents), incidents),
        (ngettext("{n} reported death", "{n} reported deaths", deaths), deaths),
    )
    within = _("not within {radius} km, straight line, of a base town").format(radius=formats.number(reached.radius_km))
    texts.section(_("What lies outside"))
    parts = [escape(words).replace(texts.FIGURE, chosen.counted(n, code), 1) for words, n in counted]
    texts.figures_note([*parts, escape(within)])


def outside_table(chosen: Chosen, outside: Rows) -> None:
    """The areas with most incidents outside reach."""
    shot, level = chosen.context.snapshot, chosen.context.snapshot.deepest_level()
    if not level or outside.empty:
        texts.note(
            _("No incident lies outside.")
            if outside.empty
            else _("No areas yet: import admin boundaries on page Data.")
        )
        return
    everything = summary.by_area(chosen.rows, shot.areas, level).set_index("area_id")["incidents"]
    counted = summary.by_area(outside, shot.areas, level)
    counted = counted[counted["incidents"] > 0].head(MOST_ROWS)
    code = f"{subsets.OUTSIDE}{chosen.radius_km:g}"
    texts.table(
        [(_("Area"), ""), (_("Incidents outside"), "n"), (_("of all there"), "n"), (_("Deaths outside"), "n")],
        [
            [
                escape(r.name),
                chosen.counted(r.incidents, code, r.area_id),
                chosen.counted(everything[r.area_id], "", r.area_id),
                chosen.counted(r.fatalities, code, r.area_id),
            ]
            for r in counted.itertuples(index=False)
        ],
    )


def with_incidents(chosen: Chosen, reached: Reach) -> pd.DataFrame:
    """The bases with `near`: incidents within reach that no other base town is nearer to."""
    return reach.counted_nearest(chosen.rows, chosen.bases, reached.inside)


def base_table(chosen: Chosen, reached: Reach) -> None:
    """Each base town with its components, type and the incidents that it is nearest to within reach."""
    if chosen.bases.empty:
        texts.note(_("No base is open on {day}.").format(day=formats.day(chosen.day)))
        return
    texts.table(
        [(_("Base town"), ""), (_("Components"), ""), (_("Incidents"), "n")],
        [
            [
                f'{escape(t["name"])}<br><span class="lp-note">{escape(t["types"])}</span>',
                signs(t["components"], chosen.context),
                chosen.counted(t["near"], f"{subsets.NEAR_BASE}{reached.radius_km:g}-{t['base_id']}"),
            ]
            for t in _towns(with_incidents(chosen, reached))
        ],
    )


def _towns(bases: pd.DataFrame) -> list[dict[str, object]]:
    """Bases of one town together, most incidents first."""
    found = []
    for _where, own in bases.groupby(["latitude", "longitude"], sort=False):
        components = [c for c in palette.SHAPES if any(c in split(cell) for cell in own["component_type"])]
        types = ", ".join(dict.fromkeys(type_name(t) for t in own["type"]))
        found.append(
            {
                "base_id": own["base_id"].iloc[0],
                "name": own["name"].iloc[0],
                "components": components,
                "types": types,
                "near": int(own["near"].sum()),
            }
        )
    return sorted(found, key=lambda t: (-t["near"], t["name"]))
