"""Base towns on maps: their signs, names and rings of reach."""

import pandas as pd

from components import palette
from components.context import Context
from components.maps import Layer
from components.palette import SHAPES
from data.footprint import reach
from data.footprint.names import type_name
from data.i18n import _
from data.schema import split

SIGN_PX = 12


def records(bases: pd.DataFrame) -> list[dict]:
    """Base towns as records for the map: the bases of one town stand together, headquarters first."""
    ranked = bases.assign(rank=bases["type"].map({"mission_hq": 0, "sector_hq": 1}).fillna(2))
    return [_town(own) for _where, own in ranked.sort_values("rank").groupby(["latitude", "longitude"], sort=False)]


def _town(own: pd.DataFrame) -> dict:
    present = {c for cell in own["component_type"] for c in split(cell)}
    return {
        "latitude": own["latitude"].iloc[0],
        "longitude": own["longitude"].iloc[0],
        "name": own["name"].iloc[0],
        "base_id": own["base_id"].iloc[0],
        "components": tuple(c for c in palette.SHAPES if c in present) or ("partner",),
        "line": "; ".join(dict.fromkeys(_base_words(row) for row in own.itertuples(index=False))),
    }


def _base_words(row: tuple) -> str:
    words = ", ".join(palette.component_name(c).lower() for c in split(row.component_type)) or _("component unknown")
    mark = _(" (illustrative)") if pd.notna(row.illustrative) and row.illustrative else ""
    return f"{type_name(row.type)}, {words}{mark}"


def components_of(towns: list[dict]) -> list[str]:
    """The components that are on the map."""
    return sorted({component for town in towns for component in town["components"]})


def bases(context: Context, towns: list[dict], rank: int = 0) -> Layer:
    """Base towns as signs: ■ military, ▲ police, ● civilian, ◆ none known.

    The browser writes each name where it covers no other; those of a higher `rank` come first.
    """
    rows = [
        (float(own["latitude"]), float(own["longitude"]), own["components"], own["name"], own["line"], own["base_id"])
        for own in towns
    ]
    return {
        "kind": "bases", "rows": rows, "rank": rank, "colours": context.palette.components, "signs": SHAPES,
        "px": SIGN_PX,
    }  # fmt: skip


def rings(context: Context, towns: list[dict], radius_km: float, colour: str = "", **style: object) -> Layer:
    """Reach around each town, once a town; in a colour and `style` (weight, dash) of their own where they are given."""
    where = sorted({(town["latitude"], town["longitude"]) for town in towns})
    drawn = [[(lat, lon) for lon, lat in reach.ring(*town, radius_km)] for town in where]
    return {"kind": "rings", "rings": drawn, "colour": colour or context.palette.action, **style}
