"""Base towns on maps: their signs, names and rings of reach."""

from components.context import Context
from components.maps import Layer
from data.footprint import reach
from data.words.palette import SHAPES

SIGN_PX = 12


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
