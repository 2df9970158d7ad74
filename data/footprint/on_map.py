"""Base towns as records for a map: the bases of one town together, its components, one line of words."""

import pandas as pd

from data.footprint.names import type_name
from data.i18n import _
from data.schema import split
from data.words import palette

COLUMNS = ["base_id", "name", "type", "latitude", "longitude", "component_type", "illustrative"]
RANKS = {"mission_hq": 0, "sector_hq": 1}  # all others follow


def records(bases: pd.DataFrame) -> list[dict]:
    """Base towns as records for the map: the bases of one town stand together, headquarters first."""
    rows = bases[COLUMNS].to_dict("records")  # a frame for each of many towns would take ten times as long
    towns: dict[tuple[float, float], list[dict]] = {}
    for row in sorted(rows, key=lambda row: RANKS.get(row["type"], len(RANKS))):
        towns.setdefault((row["latitude"], row["longitude"]), []).append(row)
    return [_town(own) for own in towns.values()]


def _town(own: list[dict]) -> dict:
    present = {c for row in own for c in split(row["component_type"])}
    first = {name: own[0][name] for name in ("latitude", "longitude", "name", "base_id")}
    return first | {
        "components": tuple(c for c in palette.SHAPES if c in present) or ("partner",),
        "line": "; ".join(dict.fromkeys(map(_base_words, own))),
    }


def _base_words(row: dict) -> str:
    words = ", ".join(palette.component_name(c).lower() for c in split(row["component_type"])) or _("component unknown")
    mark = _(" (illustrative)") if pd.notna(row["illustrative"]) and row["illustrative"] else ""
    return f"{type_name(row['type'])}, {words}{mark}"


def components_of(towns: list[dict]) -> list[str]:
    """The components that are on the map."""
    return sorted({component for town in towns for component in town["components"]})
