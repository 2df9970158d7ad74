"""Layers and tables of what stands around the bases: other forces, sectors, presence, co-location. None is counted."""

from datetime import date
from html import escape

import pandas as pd
import shapely
import streamlit as st

from components import texts, views
from components.context import Context
from components.maps import Layer
from data.footprint import around
from data.i18n import _, isolated, ngettext
from data.schema import split
from data.words import formats, palette

OTHER, TOGETHER, PARTLY = "◇", "◯", "◌"
CIRCLE_PX, OTHER_PX = 26, 16
SHIFT_PX = (15, -9)  # other forces stand beside a town's own sign, not on it
DETAIL_DEGREES = 0.02  # sector lines are drawn no finer than that


def name_of(code: str) -> str:
    """A layer for people."""
    return {
        "other_forces": _("Other forces"),
        "sectors": _("Sectors"),
        "presence": _("Humanitarian presence"),
        "colocation": _("Components together"),
    }[code]


def chosen() -> list[str]:
    """The layers that the link asks for; none by default."""
    asked = views.LAYERS.value.split(",")
    return [code for code in views.EXTRA_LAYERS if code in asked]


def choose() -> None:
    """The layers to choose from, all off at first."""

    def took() -> None:
        codes = st.session_state["layers_choice"]
        st.session_state[views.LAYERS.name] = ",".join(code for code in views.EXTRA_LAYERS if code in codes)

    st.session_state["layers_choice"] = chosen()
    st.pills(
        _("Show too, never counted in reach"), views.EXTRA_LAYERS, selection_mode="multi", format_func=name_of,
        key="layers_choice", on_change=took,
    )  # fmt: skip


def below(context: Context, day: date) -> list[Layer]:
    """What is drawn below the incidents: areas with a cleared count of humanitarian organisations."""
    return _presence(context, day) if "presence" in chosen() else []


def above(context: Context, day: date) -> list[Layer]:
    """What is drawn over the incidents and below the Mission's own signs."""
    makers = {"sectors": _sectors, "colocation": _colocation, "other_forces": _other_forces}
    return [layer for code, maker in makers.items() if code in chosen() for layer in maker(context, day)]


def legends(context: Context, day: date) -> list[str]:
    """What the layers' signs mean, as HTML, with how much there is on the day: nothing is said where it is drawn."""
    colours = context.palette
    makers = {
        "other_forces": lambda: _key(OTHER, colours.components["partner"], _other_words(context, day)),
        "sectors": lambda: _key("┅", colours.text, _sector_words(context, day)),
        "colocation": lambda: _key(
            f"{TOGETHER} {PARTLY}", colours.text,
            _("military, police and civilian in one town; {sign} some missing").format(sign=PARTLY),
        ),
        "presence": lambda: _key("■", colours.differences[1], _presence_words(context, day)),
    }  # fmt: skip
    return [makers[code]() for code in chosen()]


def _key(sign: str, colour: str, words: str) -> str:
    return f'<span><span class="sign" style="color:{colour}">{sign}</span> {escape(words)}</span>'


def _other_words(context: Context, day: date) -> str:
    count = len(around.on_day(context.snapshot.table("other_forces"), day))
    words = ngettext("other forces, {n} record, never counted", "other forces, {n} records, never counted", count)
    return words.format(n=formats.number(count))


def _sector_words(context: Context, day: date) -> str:
    found = around.sectors(context.snapshot.table("sectors"), context.snapshot.areas, day)
    if found.empty:
        return _("sectors: none on this day in this mission")
    return _("sectors, as unions of areas (illustrative)") if found["illustrative"].any() else _("sectors")


def _presence_words(context: Context, day: date) -> str:
    found = around.presence(context.snapshot.table("presence"), context.snapshot.areas, day)
    if found.empty:
        return _("humanitarian presence: no count that OCHA cleared is in this mission")
    words = _("organisations present, counts cleared by OCHA, to {day}; {n} of {all} counts lie in no known area")
    missing = int(found["area_id"].isna().sum())
    return words.format(day=formats.day(found["as_of"].max()), n=missing, all=len(found))


def _other_forces(context: Context, day: date) -> list[Layer]:
    rows = around.on_day(context.snapshot.table("other_forces"), day)
    towns = []
    for (latitude, longitude), own in rows.groupby(["latitude", "longitude"], sort=False):
        said = "; ".join(
            isolated(r.force) + (_(" (illustrative)") if pd.notna(r.illustrative) and r.illustrative else "")
            for r in own.itertuples(index=False)
        )
        name = _("{town}: other forces").format(town=isolated(own["location"].iloc[0]))
        towns.append((float(latitude), float(longitude), ("partner",), name, formats.short(said, 300), ""))
    colour = {"partner": context.palette.components["partner"]}
    return [
        {
            "kind": "bases",
            "rows": towns,
            "colours": colour,
            "signs": {"partner": OTHER},
            "px": OTHER_PX,
            "shift": SHIFT_PX,
        }
    ]


def _colocation(context: Context, day: date) -> list[Layer]:
    table = around.colocation(context.snapshot.table("bases"), day)
    rows = [
        (
            float(r.latitude),
            float(r.longitude),
            ("together" if r.together else "partly",),
            r.name,
            _together(r),
            "",
        )
        for r in table.rename(columns={"name": "town"}).assign(name=table["name"]).itertuples(index=False)
    ]
    colours = dict.fromkeys(("together", "partly"), context.palette.text)
    signs = {"together": TOGETHER, "partly": PARTLY}
    return [{"kind": "bases", "rows": rows, "colours": colours, "signs": signs, "px": CIRCLE_PX}]


def _together(row: tuple) -> str:
    """Which components a town holds, in words."""
    if row.together:
        return _("military, police and civilian together")
    missing = ", ".join(palette.component_name(c).lower() for c in split(row.missing))
    words = _("not there, as far as bases say: {missing}") if row.unknown else _("not there: {missing}")
    return words.format(missing=missing)


def _sectors(context: Context, day: date) -> list[Layer]:
    shot = context.snapshot
    rows = []
    for r in around.sectors(shot.table("sectors"), shot.areas, day).itertuples(index=False):
        line = shapely.simplify(r.geometry, DETAIL_DEGREES)
        where = line.representative_point()
        rings = [[(round(y, 3), round(x, 3)) for x, y in part.exterior.coords] for part in shapely.get_parts(line)]
        rows.append((_("Sector {name}").format(name=isolated(r.sector)), _sector_line(r), where.y, where.x, rings))
    return [{"kind": "boundaries", "rows": rows, "colour": context.palette.text}]


def _sector_line(row: tuple) -> str:
    hq = _("headquarters {town}; ").format(town=isolated(row.hq)) if pd.notna(row.hq) else ""
    mark = _(" (illustrative)") if row.illustrative else ""
    return formats.short(f"{hq}{row.areas}{mark}", 300)


def _presence(context: Context, day: date) -> list[Layer]:
    found = around.presence(context.snapshot.table("presence"), context.snapshot.areas, day).dropna(subset=["area_id"])
    levels = context.snapshot.areas.set_index("area_id")["level"]
    colour = context.palette.differences[1]
    layers: list[Layer] = []
    for level, own in found.groupby(found["area_id"].map(levels)):
        rows = [(area_id, 0, _counts_in_words(counts)) for area_id, counts in own.groupby("area_id")]
        line = context.palette.outline
        layers.append(
            {"kind": "areas", "level": int(level), "rows": rows, "colours": [colour], "line": line,
             "strong": context.palette.text, "chosen": ""}
        )  # fmt: skip
    return layers


def _counts_in_words(counts: pd.DataFrame) -> str:
    """`Health: 3, Water: 1 organisations`: sectors of aid are never added up, since one organisation may be in two."""
    each = ", ".join(f"{isolated(r.sector)}: {formats.number(r.organisations)}" for r in counts.itertuples(index=False))
    return formats.short(_("Humanitarian organisations, {each}").format(each=each), 300)


def tables(context: Context, day: date) -> None:
    """Co-location by town, sectors and other forces on a day."""
    _together_table(context, day)
    _sector_table(context, day)
    _other_table(context, day)


def _together_table(context: Context, day: date) -> None:
    table = around.colocation(context.snapshot.table("bases"), day)
    together = int(table["together"].sum())
    texts.section(
        _("Military, police and civilian in one town: {n} of {all} base towns").format(n=together, all=len(table)),
        _("On {day}, by what bases say of their components. Bases of one point are one town").format(
            day=formats.day(day)
        ),
    )
    rows = [[escape(r.name), _names(r.present), _names(r.missing)] for r in table.itertuples(index=False)]
    texts.table([(_("Base town"), ""), (_("There"), ""), (_("Not there"), "")], rows, stacked=True)


def _names(components: str) -> str:
    return escape(", ".join(palette.component_name(c) for c in split(components)) or "–")


def _sector_table(context: Context, day: date) -> None:
    shot = context.snapshot
    found = around.sectors(shot.table("sectors"), shot.areas, day)
    if found.empty:
        return
    texts.section(_("Sectors on {day}").format(day=formats.day(day)), _("Each the union of its areas"))
    texts.table(
        [(_("Sector"), ""), (_("Areas and source"), "")],
        [
            [
                _two(r.sector, _("headquarters {town}").format(town="–" if pd.isna(r.hq) else isolated(r.hq))),
                _two(r.areas, r.source or "–"),
            ]
            for r in found.itertuples(index=False)
        ],
        stacked=True,
    )
    if disputed := around.disputed(shot.table("sectors"), day):
        names = ", ".join(shot.area_names().get(area, area) for area in disputed)
        texts.note(_("In more than one sector on this day: {areas}. Close one of the records.").format(areas=names))


def _other_table(context: Context, day: date) -> None:
    rows = around.on_day(context.snapshot.table("other_forces"), day)
    if rows.empty:
        return
    texts.section(
        _("Other forces on {day}").format(day=formats.day(day)),
        _("Towns; never counted in the Mission's reach, and never a live position"),
    )
    texts.table(
        [(_("Force"), ""), (_("Town"), "")],
        [
            [
                _two(r.force, "–" if pd.isna(r.source) else r.source),
                _two(r.location, _since(r.from_day)),
            ]
            for r in rows.itertuples(index=False)
        ],
        stacked=True,
    )


def _two(first: str, below: str) -> str:
    return f'{escape(first)}<br><span class="lp-note">{escape(below)}</span>'


def _since(day: pd.Timestamp) -> str:
    return _("first day not known") if pd.isna(day) else _("since {day}").format(day=formats.day(day))
