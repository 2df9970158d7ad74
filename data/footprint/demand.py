"""What reach is measured over: incidents under the filters, added up by place and location precision."""

import numpy as np
import pandas as pd

from data.incidents.rows import Rows, counts

MEASURES = ("incidents", "fatalities", "civilian_incidents", "civilian_fatalities")
PRECISIONS = 4  # 1 to 3; 0 is never used


def of(selected: Rows | pd.DataFrame) -> pd.DataFrame:
    """One row a place and precision, in the order of `Events.places`: what a distance is worked out for once.

    place (its number in `Events.places`), geo_precision, latitude, longitude (degrees), location, area1_id, area2_id
    (of the first such incident), incidents, fatalities (best figure; unknown ones add nothing), civilian_incidents
    (those that target civilians) and civilian_fatalities (reported deaths in them).
    """
    rows = Rows.of(selected)
    codes = rows.array("place").astype("int64") * PRECISIONS + rows.array("precision")
    size = len(rows.events.places) * PRECISIONS
    civilians, deaths = rows.array("civilians"), rows.array("deaths")
    every = counts(codes, size)
    there = np.flatnonzero(every)
    table = rows.events.places.iloc[there // PRECISIONS].reset_index(drop=True)
    return table.assign(
        place=there // PRECISIONS,
        geo_precision=there % PRECISIONS,
        **{f"area{level}_id": _areas(rows, codes, size, level)[there] for level in (1, 2)},
        incidents=every[there],
        fatalities=counts(codes, size, deaths)[there],
        civilian_incidents=counts(codes[civilians], size)[there],
        civilian_fatalities=counts(codes[civilians], size, deaths[civilians])[there],
    )


def _areas(rows: Rows, codes: np.ndarray, size: int, level: int) -> np.ndarray:
    """The area of the first incident of each code; unknown where it lies in none."""
    column = f"area{level}_id"
    names = np.append(rows.events.names(column), None)
    first = np.full(size, -1)
    own = rows.array(column)
    first[codes[::-1]] = own[::-1]
    return names[first]
