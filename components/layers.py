"""From frames to map layers: what areas, places and bases show and say."""

import pandas as pd
import streamlit as st

from components import cached, formats, maps, palette, texts
from components.context import Context
from components.legend import Breaks
from data.footprint import reach
from data.i18n import _, ngettext
from data.schema import split

HEIGHT = 520


def base(context: Context) -> object:
    """The base map of the version that is shown, in the colours of the theme."""
    shot = context.snapshot
    return maps.base_map(cached.context(shot), cached.area_outlines(shot, 1), context.palette, context.mark)


def counted(count: int, deaths: int) -> str:
    """`29 incidents, 161 reported deaths`."""
    return ", ".join(
        (
            ngettext("{n} incident", "{n} incidents", count).format(n=formats.number(count)),
            ngettext("{n} reported death", "{n} reported deaths", deaths).format(n=formats.number(deaths)),
        )
    )


def areas(context: Context, by_area: pd.DataFrame, level: int, scale: Breaks, chosen: str = "") -> list:
    """Areas of a level coloured by count, with the borders of the level above."""
    values = {
        row.area_id: maps.AreaValue(row.incidents, scale.step(row.incidents), counted(row.incidents, row.fatalities))
        for row in by_area.itertuples(index=False)
    }
    layers = [maps.areas(cached.area_outlines(context.snapshot, level), values, context.palette, chosen)]
    above = cached.area_outlines(context.snapshot, 1) if level > 1 else None
    return [*layers, maps.borders(above, context.palette)] if above else layers


def place_key(latitude: float, longitude: float) -> str:
    """A place's key in links: its coordinates."""
    return f"{latitude:.4f},{longitude:.4f}"


def places(context: Context, grouped: pd.DataFrame, chosen: str = "") -> object:
    """Places sized by incidents."""
    precision = {1: _("exact place"), 2: _("near it, not exact")}
    records = [
        {
            "latitude": row.latitude,
            "longitude": row.longitude,
            "incidents": row.incidents,
            "geo_precision": row.geo_precision,
            "place": place_key(row.latitude, row.longitude),
            "name": texts.short(str(row.location)),
            "line": f"{counted(row.incidents, row.fatalities)} ({precision[row.geo_precision]})",
            "chosen": place_key(row.latitude, row.longitude) == chosen,
        }
        for row in grouped.itertuples(index=False)
    ]
    return maps.places(records, context.palette)


def base_records(bases: pd.DataFrame) -> list[dict]:
    """Base towns as records for the map: the bases of one town stand together, headquarters first."""
    ranked = bases.assign(rank=bases["type"].map({"mission_hq": 0, "sector_hq": 1}).fillna(2))
    return [_town(own) for _where, own in ranked.sort_values("rank").groupby(["latitude", "longitude"], sort=False)]


def _town(own: pd.DataFrame) -> dict:
    present = {c for cell in own["component_type"] for c in split(cell)}
    return {
        "latitude": own["latitude"].iloc[0],
        "longitude": own["longitude"].iloc[0],
        "name": own["name"].iloc[0],
        "components": tuple(c for c in palette.SHAPES if c in present) or ("partner",),
        "line": "; ".join(dict.fromkeys(_base_words(row) for row in own.itertuples(index=False))),
    }


def _base_words(row: tuple) -> str:
    words = ", ".join(palette.component_name(c).lower() for c in split(row.component_type)) or _("component unknown")
    mark = _(" (illustrative)") if pd.notna(row.illustrative) and row.illustrative else ""
    return f"{type_name(row.type)}, {words}{mark}"


def components_of(records: list[dict]) -> list[str]:
    """The components that are on the map."""
    return sorted({component for record in records for component in record["components"]})


def bases(context: Context, records: list[dict]) -> list:
    """Bases as signs with the names of their towns."""
    return maps.bases(records, context.palette)


def rings(context: Context, records: list[dict], radius_km: float) -> object:
    """Reach around each town, once a town."""
    towns = {(r["latitude"], r["longitude"]) for r in records}
    return maps.rings([reach.ring(lat, lon, radius_km) for lat, lon in sorted(towns)], context.palette)


def type_name(code: str) -> str:
    """A base type for people."""
    names = {
        "mission_hq": _("Mission HQ"),
        "sector_hq": _("Sector HQ"),
        "field_office": _("Field office"),
        "cob": _("Company operating base"),
        "tob": _("Temporary operating base"),
        "police_camp": _("Police camp"),
        "base": _("Base"),
    }
    return names.get(code, code)


def draw(context: Context, layers: list, key: str, height: int = HEIGHT) -> dict[str, object]:
    """Draw layers upon the base map; the properties of what was clicked just now, if anything."""
    with st.container(key=f"map_{key}"):
        return maps.show(base(context), maps.group(*layers), f"{key}_{context.theme}", height)
