"""What stands around the bases on a day: other forces, sector boundaries, humanitarian presence, co-location.

None of it counts in the Mission's reach; presence is drawn on the map alone.
"""

from datetime import date

import geopandas as gpd
import pandas as pd

from data.footprint import reach
from data.footprint.schema import COMPONENTS
from data.geography.join import to_geo
from data.importing.files import plain_name
from data.schema import split


def on_day(rows: pd.DataFrame, day: date) -> pd.DataFrame:
    """The rows (from_day, to_day) that hold on a day; an unknown end is open."""
    day = pd.Timestamp(day)
    return rows[~(rows["from_day"] > day) & ~(rows["to_day"] < day)].reset_index(drop=True)


def sectors(table: pd.DataFrame, areas: pd.DataFrame, day: date) -> gpd.GeoDataFrame:
    """One row a sector of a day, its boundary the union of its areas (EPSG:4326).

    sector, hq (town), areas (their names, a list), source, illustrative (any part of it is), geometry. Areas that the
    mission does not have are left out; a sector with none of them too.
    """
    held = on_day(table, day)
    geo = to_geo(areas)[["area_id", "name", "geometry"]].rename(columns={"name": "area"})
    parts = gpd.GeoDataFrame(held.merge(geo, on="area_id"), geometry="geometry", crs=geo.crs)
    whole = parts[["sector", "geometry"]].dissolve(by="sector")
    own = parts.groupby("sector")
    table = pd.DataFrame(
        {
            "hq": own["hq"].first(),
            "areas": own["area"].agg("; ".join) if len(parts) else pd.Series(dtype="str"),
            "source": own["source"].agg(lambda texts: "; ".join(dict.fromkeys(texts.dropna()))),
            "illustrative": own["illustrative"].agg(lambda flags: bool(flags.fillna(False).any())),
        }
    )
    return gpd.GeoDataFrame(table, geometry=whole["geometry"], crs=geo.crs).reset_index(names="sector")


def disputed(table: pd.DataFrame, day: date) -> list[str]:
    """The areas (by id) that more than one sector has on a day."""
    counts = on_day(table, day).groupby("area_id")["sector"].nunique()
    return sorted(counts[counts > 1].index)


def presence(table: pd.DataFrame, areas: pd.DataFrame, day: date) -> pd.DataFrame:
    """Cleared counts joined to areas, the newest of each area and sector of aid that is not after the day.

    area_id (unknown where no area has that P-code or name), name, sector, organisations, as_of, source. A P-code is an
    area's id with or without `pcode:`; a name is compared without case and accents, and taken where it is one area's.
    """
    known = table[(table["as_of"] <= pd.Timestamp(day)) & table["cleared"].fillna(False)].sort_values("as_of")
    newest = known.drop_duplicates(["area", "sector"], keep="last")
    by_code = {area_id.removeprefix("pcode:").casefold(): area_id for area_id in areas["area_id"]}
    names = areas[areas["level"] == areas["level"].max()].assign(plain=lambda frame: frame["name"].map(plain_name))
    by_name = names.drop_duplicates("plain", keep=False).set_index("plain")["area_id"].to_dict()

    def found(code: str, name: object) -> str | None:
        own = by_code.get(code.removeprefix("pcode:").casefold())
        return own or by_name.get(plain_name(str(name) if pd.notna(name) else code))

    ids = [found(*pair) for pair in zip(newest["area"], newest["area_name"], strict=True)]
    joined = newest.assign(area_id=pd.Series(ids, index=newest.index, dtype="str"))
    joined["name"] = joined["area_id"].map(areas.set_index("area_id")["name"]).fillna(joined["area_name"])
    columns = ["area_id", "name", "sector", "organisations", "as_of", "source"]
    return joined[columns].sort_values(["name", "sector"], ignore_index=True)


def colocation(bases: pd.DataFrame, day: date) -> pd.DataFrame:
    """One row a base town open on a day, those with all three components first.

    name, latitude, longitude, base_id (of its first base), present and missing (components, lists), together (true for
    military, police and civilian), unknown (true where a base there does not say its components).
    """
    opened = reach.open_on(bases, day)
    rows = [_town(own) for _where, own in opened.groupby(["latitude", "longitude"], sort=False)]
    columns = ["name", "latitude", "longitude", "base_id", "present", "missing", "together", "unknown", "illustrative"]
    table = pd.DataFrame(rows, columns=columns).assign(n=lambda frame: frame["present"].map(lambda c: len(split(c))))
    return table.sort_values(["n", "name"], ascending=[False, True], ignore_index=True).drop(columns="n")


def _town(own: pd.DataFrame) -> dict[str, object]:
    present = {component for cell in own["component_type"] for component in split(cell)}
    missing = [component for component in COMPONENTS if component not in present]
    return {
        **{name: own[name].iloc[0] for name in ("name", "latitude", "longitude", "base_id")},
        "present": "; ".join(component for component in COMPONENTS if component in present),
        "missing": "; ".join(missing),
        "together": not missing,
        "unknown": bool(own["component_type"].isna().any()),
        "illustrative": bool(own["illustrative"].fillna(False).any()),
    }
