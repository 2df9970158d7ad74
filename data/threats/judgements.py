"""Which assessed threats hold on a day: the newest of each section and area that has not run out."""

from datetime import date

import pandas as pd


def valid(threats: pd.DataFrame, area_ids: tuple[str, ...], areas: pd.DataFrame, day: date) -> pd.DataFrame:
    """Rows of table assessed_threats that hold on `day`, the latest assessed first.

    Of each section and area the newest made on or before the day counts, where its `valid_until` is not past.
    With `area_ids`, those of these areas, of areas within them and of areas that hold them.
    """
    day = pd.Timestamp(day)
    known = threats[threats["assessed_on"] <= day].sort_values("assessed_on", kind="stable")
    newest = known.drop_duplicates(["area_id", "section"], keep="last")
    holding = newest[newest["valid_until"].isna() | (newest["valid_until"] >= day)]
    if area_ids:
        holding = holding[holding["area_id"].isin(_family(set(area_ids), areas))]
    return holding.sort_values("assessed_on", ascending=False, kind="stable", ignore_index=True)


def _family(area_ids: set[str], areas: pd.DataFrame) -> set[str]:
    """The areas, all that lie within them and all that hold them."""
    parents = dict(zip(areas["area_id"], areas["parent_id"], strict=True))
    family = set(area_ids)
    for area in area_ids:
        while isinstance(area := parents.get(area), str):
            family.add(area)
    found = True
    within = set(area_ids)
    while found:
        found = {area for area, parent in parents.items() if parent in within and area not in within}
        within |= found
    return family | within
