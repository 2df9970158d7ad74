"""Legends of a mission's maps: classes of a count, places by size and precision, base towns."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.i18n import _, ngettext
from data.incidents.scales import Breaks
from data.pictures.spec import Key, Legend
from data.words import formats, palette
from data.words.palette import LIGHT

LARGEST_PT, SMALLEST_PT = 12.0, 1.75  # radius of a place


def radius_pt(values: np.ndarray, most: float) -> np.ndarray:
    """The radius of places of `values`, area in proportion, where `most` is the largest."""
    return np.maximum(LARGEST_PT * np.sqrt(values / max(most, 1)), SMALLEST_PT)


def classes(scale: Breaks, title: str, notes: Sequence[str] = ()) -> Legend:
    """The five classes of a count."""
    fills = [Key("fill", text, colour) for text, colour in zip(scale.labels(), LIGHT.classes, strict=True)]
    return Legend(title, (*fills, *_notes(notes)))


def places_legend(grouped: pd.DataFrame, title: str, measure: str = "incidents", region_only: int = 0) -> Legend:
    """Sizes that occur, exact and near, and how many incidents are on no point."""
    if grouped.empty:
        return Legend(title, ())
    most, dot = float(grouped[measure].max()), LIGHT.classes[4]
    sizes = sorted({1, round(most / 4) or 1, int(most)})
    keys = [
        Key("exact", formats.number(size), dot, radius_pt=float(radius_pt(np.array([size]), most)[0])) for size in sizes
    ]
    keys += [Key("exact", _("exact place"), dot), Key("near", _("near it, not exact"), dot)]
    if region_only:
        words = ngettext(
            "{n} incident known by region only is on no point",
            "{n} incidents known by region only are on no point",
            region_only,
        )
        keys.append(Key("note", words.format(n=formats.number(region_only))))
    return Legend(title, tuple(keys))


def bases_legend(records: Sequence[dict], radius_km: float | None = None, notes: Sequence[str] = ()) -> Legend:
    """The signs of the components that are there, and the ring of reach."""
    present = {component for record in records for component in record["components"]}
    unknown = {"partner": _("component unknown")}
    keys = [Key("signs", unknown.get(c, palette.component_name(c)), signs=(c,)) for c in palette.SHAPES if c in present]
    if radius_km and records:
        words = _("within {radius} km, straight line, of a base town; not protection or response")
        keys.append(Key("ring", words.format(radius=formats.number(radius_km))))
    return Legend(_("Base towns"), (*keys, *_notes(notes)))


def _notes(notes: Sequence[str]) -> list[Key]:
    return [Key("note", note) for note in notes if note]
