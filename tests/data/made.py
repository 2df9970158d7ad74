"""Small files made for a test, laid out as their publishers do. Every row of them is invented."""

import re

import geopandas as gpd
import pandas as pd
import shapely

from data.importing.read import How, read_file
from data.mission import parse_settings

SETTINGS = parse_settings('name = "Test"\ncountry = "Mali"')

ACLED_NOW = {
    "event_id_cnty": "TST1", "event_date": "2019-03-23", "year": "2019", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Battles", "sub_event_type": "Armed clash",
    "actor1": "First Force", "assoc_actor_1": "", "inter1": "State forces", "actor2": "Second Group",
    "assoc_actor_2": "", "inter2": "Rebel group", "interaction": "State forces-Rebel group",
    "civilian_targeting": "", "iso": "466", "region": "Western Africa", "country": "Mali", "admin1": "Mopti",
    "admin2": "Koro", "admin3": "", "location": "Somewhere", "latitude": "14.5", "longitude": "-3.2",
    "geo_precision": "1", "source": "A Paper", "source_scale": "National", "notes": "Invented.", "fatalities": "2",
    "tags": "", "timestamp": "1600000000",
}  # fmt: skip
GONE_IN_2023 = {"data_id": "7", "event_id_no_cnty": "1", "iso3": "MLI"}
NEW_IN_2023 = ("disorder_type", "civilian_targeting", "tags")
ACLED_OLD = {
    **{k: v for k, v in ACLED_NOW.items() if k not in NEW_IN_2023},
    **GONE_IN_2023,
    "inter1": "1",
    "inter2": "2",
}

UCDP_NAMES = re.findall(
    r"\w+",
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,"
    "dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,"
    "source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,"
    "where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,"
    "date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob",
)
UCDP = {
    **dict.fromkeys(UCDP_NAMES, ""), "id": "501", "type_of_violence": "1", "side_a": "Government of X", "side_b": "Y",
    "source_office": "Agency", "source_headline": "Invented", "where_prec": "1", "where_coordinates": "Town",
    "adm_1": "Mopti region", "adm_2": "Koro", "latitude": "14.5", "longitude": "-3.2", "country": "Mali",
    "date_prec": "1", "date_start": "2019-03-23 00:00:00.000", "date_end": "2019-03-24 00:00:00.000",
    "best": "5", "high": "9", "low": "4",
}  # fmt: skip

GEOPKO = {
    "mission": "TEST", "year": "2019", "country": "Mali", "location": "Gao", "latitude": "16.27", "longitude": "-0.04",
    "Infantry": "1", "NoTroops": "850", "Reserve": "0", "hq": "0", "UNPOL": "0", "Med": "0", "Av": "0", "UNMO": "0",
    "ave.no.troops": "850",
}  # fmt: skip

# HDX HAPI's conflict events, ACLED's counts by month, a report of Ushahidi 2.x, and a section's own spreadsheet.
HAPI = {
    "location_code": "MLI", "has_hrp": "True", "in_gho": "True", "provider_admin1_name": "Mopti",
    "provider_admin2_name": "Koro", "admin1_code": "ML05", "admin1_name": "Mopti", "admin2_code": "ML0504",
    "admin2_name": "Koro", "admin_level": "2", "event_type": "political_violence", "events": "3", "fatalities": "7",
    "reference_period_start": "2019-03-23", "reference_period_end": "2019-04-30", "dataset_hdx_id": "d-1",
    "resource_hdx_id": "r-1", "warning": "", "error": "",
}  # fmt: skip
MONTHLY = {
    "Country": "Mali", "Admin1": "Mopti", "Admin2": "Koro", "ISO3": "MLI", "Admin2 Pcode": "ML0504",
    "Admin1 Pcode": "ML05", "Month": "March", "Year": "2019", "Events": "3", "Fatalities": "7",
}  # fmt: skip
REPORT = {
    "#": "101", "INCIDENT TITLE": "Invented", "INCIDENT DATE": "2019-03-23 10:05:00", "LOCATION": "Somewhere, Mali",
    "DESCRIPTION": "Invented text", "CATEGORY": "Ambush, Trusted Report, ", "LATITUDE": "14.5", "LONGITUDE": "-3.2",
    "APPROVED": "YES", "VERIFIED": "NO",
}  # fmt: skip
SAGE = {
    "Réf.": "R1", "Date de l'incident": "23/03/2019", "Catégorie": "Embuscade", "Lieu": "Ségou", "Lat": "14.5",
    "Long": "-3.2", "Précision": "exacte", "Tués": "2", "Résumé": "Inventé.",
}  # fmt: skip
SAGE_MAPPING = {
    "title": "SAGE, weekly",
    "day_order": "day_first",
    "columns": {
        "event_id": "Réf.", "event_date": "Date de l'incident", "event_type": "Catégorie", "location": "Lieu",
        "latitude": "Lat", "longitude": "Long", "geo_precision": "Précision", "fatalities_best": "Tués",
        "notes": "Résumé",
    },
    "constants": {"source": "sage", "country": "Mali"},
    "values": {
        "event_type": {"embuscade": "battles", "EEI": "explosions", "exaction": "against_civilians"},
        "geo_precision": {"exacte": 1, "proche": 2, "région": 3},
    },
}  # fmt: skip


def rows(base, *changes):
    """A table of one row for each dict of changes to `base`."""
    return pd.DataFrame([base | change for change in changes or ({},)], dtype="str")


def acled(path, *changes, base=ACLED_NOW, **how):
    """An ACLED file of invented rows; `how` goes to pandas."""
    return written(path, rows(base, *changes), **how)


def written(path, table, **how):
    """A table as a CSV file."""
    table.to_csv(path, **{"index": False, **how})
    return path


def read(path, **options):
    """A file as the product reads and checks it."""
    return read_file(path, How(SETTINGS, **options))


def square(west, south, size=1.0):
    """A square in degrees."""
    return shapely.box(west, south, west + size, south + size)


def layer(columns, shapes, crs="EPSG:4326"):
    """Boundaries: columns beside shapes."""
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=crs)
