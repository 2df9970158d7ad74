"""Files laid out as their publishers do: what is read of them, and what is refused in a clear sentence."""

import json

import pandas as pd
import pytest

from data.errors import InputError
from data.importing.files import plain_name
from data.incidents.acled import BEFORE_2023
from tests.data.made import ACLED_NOW, ACLED_OLD, GEOPKO, HAPI, MONTHLY, REPORT, UCDP, read, rows, written

OLD, NOW, GED = "ACLED, layout before March 2023", "ACLED, layout since March 2023", "UCDP GED"
HAPI_NAME, MONTHLY_NAME = "HDX HAPI, monthly counts", "ACLED, monthly counts"
# ACLED of 2014 (no `SUB_EVENT_TYPE`, levels named otherwise), of 2016 and of 2018 to 2020.
ACLED_2016 = (
    "GWNO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,ALLY_ACTOR_1,INTER1,ACTOR2,"
    "ALLY_ACTOR_2,INTER2,INTERACTION,COUNTRY,ADMIN1,ADMIN2,ADMIN3,LOCATION,LATITUDE,LONGITUDE,GEO_PRECISION,SOURCE,"
    "NOTES,FATALITIES"
).split(",")
ACLED_2014 = [name.replace("ADMIN", "ADM_LEVEL_") for name in ACLED_2016]
ACLED_2018 = [
    "ISO", *(name.upper() for name in ACLED_OLD if name not in ("data_id", "iso", "iso3", "timestamp"))
]  # fmt: skip
UCDP_2019 = (
    "id,year,active_year,type_of_violence,conflict_new_id,conflict_name,dyad_new_id,dyad_name,side_a_new_id,gwnoa,"
    "side_a,side_b_new_id,gwnob,side_b,number_of_sources,source_article,source_office,source_date,source_headline,"
    "source_original,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,"
    "country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,"
    "low,best,high"
).split(",")
UCDP_OF_HDX = [*UCDP_2019[:29], "iso3", *UCDP_2019[29:]]
# GED 5.0 as a shapefile cuts it: ten letters a name.
UCDP_CUT = {
    "id": "id", "type_of_vi": "type_of_violence", "side_a": "side_a", "side_b": "side_b", "where_prec": "where_prec",
    "where_coor": "where_coordinates", "source_hea": "source_headline", "source_off": "source_office",
    "adm_1": "adm_1", "adm_2": "adm_2", "latitude": "latitude", "longitude": "longitude", "country": "country",
    "date_prec": "date_prec", "date_start": "date_start", "date_end": "date_end", "deaths_civ": "deaths_civilians",
    "best_est": "best", "high_est": "high", "low_est": "low", "gwno": "gwnoa",
}  # fmt: skip
HAPI_15 = [name for name in HAPI if name[:8] != "provider" and name not in ("warning", "error")]
HAPI_TITLES = {
    "Country ISO3": "location_code", "Admin 1 PCode": "admin1_code", "Admin 1 Name": "admin1_name",
    "Admin 2 PCode": "admin2_code", "Admin 2 Name": "admin2_name", "Start Date": "reference_period_start",
    "End Date": "reference_period_end", "Event Type": "event_type", "Events": "events", "Fatalities": "fatalities",
    "Dataset Id": "dataset_hdx_id", "Resource Id": "resource_hdx_id",
}  # fmt: skip
HAPI_ANSWER = ("location_code", "admin1_code", "admin1_name", "admin2_code", "admin2_name", "event_type", "events",
               "fatalities", "reference_period_start", "reference_period_end", "resource_hdx_id")  # fmt: skip
POSTS = {
    "Post ID": "101", "Survey": "Incident", "Post Status": "published", "Created (UTC)": "2019-04-01 09:00:00",
    "Post Date (UTC)": "2019-04-01 08:30:00", "Title": "Invented", "Description": "Invented text",
    "Location.lat": "14.5", "Location.lon": "-3.2", "Incident date": "2019-03-23", "Category": "Ambush",
    "Number killed": "2",
}  # fmt: skip
POST_KEYS = {
    "completed_stages": "", "content": "Invented text", "created": "1553331600", "form_id": "1",
    "form_name": "Incident", "id": "101", "post_date": "2019-03-23 08:30:00", "published_to": "", "slug": "invented",
    "status": "published", "title": "Invented", "Location.lat": "14.5", "Location.lon": "-3.2", "Categories": "Ambush",
    "Number killed": "2",
}  # fmt: skip
ACLED_TAGS = {"event_id_cnty": "#event+code", "event_date": "#date+occurred", "latitude": "#geo+lat",
              "longitude": "#geo+lon", "fatalities": "#affected+killed"}  # fmt: skip
UCDP_TAGS = {"year": "#date+year", "side_a": "#group+name+first", "latitude": "#geo+lat", "longitude": "#geo+lon",
             "date_start": "#date+start", "best": "#affected+killed"}  # fmt: skip
HAPI_TAGS = {name: f"#meta+{name}" for name in HAPI}


def laid_out(names, base, *changes):
    """Rows of a base under other names, in their order: `names` lists them, or says of each what it is in the base.

    What the base does not have stays empty.
    """
    meant = names if isinstance(names, dict) else {name: name for name in names}
    by_plain_name = {plain_name(name): name for name in base}
    table = rows(base, *changes)
    return pd.DataFrame(
        {title: table.get(by_plain_name.get(plain_name(own)), "") for title, own in meant.items()}, dtype="str"
    )


def tagged(table, tags):
    """A table with the row of tags that HDX puts below the header."""
    return pd.concat([pd.DataFrame([{name: tags.get(name, "") for name in table}]), table])


def records(table):
    return table.to_dict("records")


def answer(path, ending, document):
    path = path.with_suffix(ending)
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def points(table):
    """GeoJSON points of a table."""
    place = {"type": "Point", "coordinates": [-3.2, 14.5]}
    features = [{"type": "Feature", "geometry": place, "properties": row} for row in records(table)]
    return {"type": "FeatureCollection", "features": features}


SECOND = {"event_id_cnty": "TST2", "event_date": "2019-05-04"}
NOW_TWO, OLD_TWO = rows(ACLED_NOW, {}, SECOND), rows(ACLED_OLD, {}, SECOND)
IN_FIGURES = ({"event_date": "23/03/2019", "location": "Ségou"}, {**SECOND, "event_date": "04/05/2019"})
BY_NAME = ({"event_date": "23-March-2019"}, {**SECOND, "event_date": "04-May-2019"})
UCDP_TWO = ({}, {"id": "502", "date_start": "2019-05-04", "date_end": "2019-05-05"})
HEADLESS = {"index": False, "header": False}
# Layout, and how it is written; every file has two events, on 23 March and 4 May 2019.
EVENTS = {
    "ACLED of 2014": (OLD, lambda p: written(p, laid_out(ACLED_2014, ACLED_OLD, *IN_FIGURES))),
    "ACLED of 2016 in Windows-1252": (
        OLD,
        lambda p: written(p, laid_out(ACLED_2016, ACLED_OLD, *IN_FIGURES), encoding="cp1252"),
    ),
    "ACLED of 2018": (OLD, lambda p: written(p, laid_out(ACLED_2018, ACLED_OLD, *BY_NAME))),
    "ACLED with tags": (OLD, lambda p: written(p, tagged(OLD_TWO, ACLED_TAGS))),
    "older ACLED without header": (OLD, lambda p: written(p, OLD_TWO[BEFORE_2023], **HEADLESS)),
    "ACLED without header": (NOW, lambda p: written(p, NOW_TWO, **HEADLESS)),
    "ACLED with an index": (NOW, lambda p: written(p, NOW_TWO, index=True)),
    "ACLED in another order and case": (
        NOW,
        lambda p: written(p, NOW_TWO[sorted(NOW_TWO)].rename(columns=lambda n: f" {n.replace('_', ' ').title()} ")),
    ),
    "GED of 2019, 42 columns": (GED, lambda p: written(p, laid_out(UCDP_2019, UCDP, *UCDP_TWO))),
    "GED of HDX": (GED, lambda p: written(p, tagged(laid_out(UCDP_OF_HDX, UCDP, *UCDP_TWO), UCDP_TAGS))),
    "GED without header": (GED, lambda p: written(p, rows(UCDP, *UCDP_TWO), **HEADLESS)),
    "GED as a shapefile cuts it": (GED, lambda p: written(p, laid_out(UCDP_CUT, UCDP, *UCDP_TWO))),
    "GED as points": (GED, lambda p: answer(p, ".geojson", points(laid_out(UCDP_CUT, UCDP, *UCDP_TWO)))),
    "GED by its API": (GED, lambda p: answer(p, ".json", {"TotalCount": 2, "Result": records(rows(UCDP, *UCDP_TWO))})),
}


@pytest.mark.parametrize("case", EVENTS)
def test_events_of_publishers(case, tmp_path):
    layout, write = EVENTS[case]
    parsed = read(write(tmp_path / "file.csv"))
    assert (parsed.table, parsed.layout) == ("incidents", layout)
    assert (parsed.rows, parsed.accepted, parsed.rejected, parsed.duplicates) == (2, 2, 0, 0)
    frame = parsed.frame
    assert frame["event_id"].tolist() == (["501", "502"] if layout == GED else ["TST1", "TST2"])
    assert frame["event_date"].dt.strftime("%Y-%m-%d").tolist() == ["2019-03-23", "2019-05-04"]
    assert frame["fatalities_best"].tolist() == ([5, 5] if layout == GED else [2, 2])
    assert frame[["latitude", "longitude"]].to_numpy().tolist() == [[14.5, -3.2]] * 2
    assert frame["country"].tolist() == ["Mali", "Mali"]
    assert parsed.flagged == {}


MONTH = {"reference_period_start": "2019-03-01 00:00:00+00:00", "reference_period_end": "2019-03-31 00:00:00+00:00"}
ANSWERED = {"reference_period_start": "2019-03-01T00:00:00", "reference_period_end": "2019-03-31T23:59:59"}
# Layout, what tells the area, category, deaths, and how it is written; every file has one count, of March 2019.
COUNTS = {
    "HAPI, 19 columns": (HAPI_NAME, "ML0504", 7, lambda p: written(p, tagged(rows(HAPI, MONTH), HAPI_TAGS))),
    "HAPI, 15 columns": (
        HAPI_NAME,
        "ML0504",
        7,
        lambda p: written(p, tagged(laid_out(HAPI_15, HAPI, MONTH), HAPI_TAGS)),
    ),
    "HAPI, 12 titles": (HAPI_NAME, "ML0504", 7, lambda p: written(p, laid_out(HAPI_TITLES, HAPI, MONTH))),
    "HAPI by its API": (
        HAPI_NAME,
        "ML0504",
        7,
        lambda p: answer(p, ".json", {"data": records(laid_out(HAPI_ANSWER, HAPI, ANSWERED))}),
    ),
    "HAPI without codes": (
        HAPI_NAME,
        "Mopti/Koro",
        7,
        lambda p: written(p, rows(HAPI, MONTH | {"admin1_code": "", "admin2_code": ""})),
    ),
    "ACLED by month": (
        MONTHLY_NAME,
        "ML0504",
        7,
        lambda p: written(p.with_name("political_violence.csv"), rows(MONTHLY)),
    ),
    "ACLED by month, demonstrations": (
        MONTHLY_NAME,
        "ML0504",
        None,
        lambda p: written(p.with_name("political_violence.csv"), rows(MONTHLY).drop(columns="Fatalities")),
    ),
    "ACLED by month, of the country": (
        MONTHLY_NAME,
        "Mali",
        7,
        lambda p: written(
            p.with_name("political_violence.csv"), rows(MONTHLY)[["Country", "Month", "Year", "Events", "Fatalities"]]
        ),
    ),
}


@pytest.mark.parametrize("case", COUNTS)
def test_counts_of_publishers_are_never_events(case, tmp_path):
    layout, area, deaths, write = COUNTS[case]
    parsed = read(write(tmp_path / "file.csv"))
    assert (parsed.table, parsed.layout, parsed.rows, parsed.accepted) == ("aggregates", layout, 1, 1)
    (row,) = parsed.frame.astype("object").to_dict("records")
    assert (row["area_code"], row["events"]) == (area, 3)
    assert row["fatalities"] == deaths
    assert (row["period_start"], row["period_end"]) == (pd.Timestamp("2019-03-01"), pd.Timestamp("2019-03-31"))


DATED = {"INCIDENT DATE": "23/03/2019 10:05"}
MAP, POSTED = "Ushahidi 2.x, reports", "Ushahidi platform, posts"
# Layout, deaths, and how it is written; every file has one report, of 23 March 2019, with number 101.
REPORTS = {
    "2.x": (MAP, None, lambda p: written(p, rows(REPORT))),
    "2.x with a serial": (
        MAP,
        None,
        lambda p: written(p, rows(REPORT, DATED).rename(columns={"#": "Serial"})),
    ),
    "2.x with a form's field": (
        MAP,
        2,
        lambda p: written(p, rows(REPORT | {"FORM #": "1", "Number killed-1": "2"}), encoding="utf-8-sig"),
    ),
    "2.x by its API": (MAP, None, lambda p: answer(p, ".json", {"payload": {"incidents": [INCIDENT]}})),
    "posts": (POSTED, 2, lambda p: written(p, rows(POSTS))),
    "posts with an empty row of tags": (POSTED, 2, lambda p: written(p, tagged(rows(POSTS), {}))),
    "posts with tags": (POSTED, 2, lambda p: written(p, tagged(rows(POSTS), {"Incident date": "#date +occurred"}))),
    "posts with raw keys": (POSTED, 2, lambda p: written(p, rows(POST_KEYS))),
}
INCIDENT = {
    "incident": {"incidentid": "101", "incidenttitle": "Invented", "incidentdescription": "Invented text",
                 "incidentdate": "2019-03-23 10:00:00", "locationname": "Somewhere", "locationlatitude": "14.5",
                 "locationlongitude": "-3.2"},
    "categories": [{"category": {"id": 7, "title": "Ambush"}}], "media": [],
}  # fmt: skip


@pytest.mark.parametrize("case", REPORTS)
def test_reports_of_ushahidi(case, tmp_path):
    layout, deaths, write = REPORTS[case]
    parsed = read(write(tmp_path / "file.csv"))
    assert (parsed.table, parsed.layout, parsed.rows, parsed.accepted) == ("incidents", layout, 1, 1)
    (row,) = parsed.frame.to_dict("records")
    assert (row["source"], row["event_id"], row["event_date"]) == ("sage", "101", pd.Timestamp("2019-03-23"))
    assert (row["latitude"], row["longitude"], row["geo_precision"]) == (14.5, -3.2, 2)
    assert (row["event_type"], row["doubts"]) == ("other", "unknown_type")
    assert row["fatalities_best"] == deaths if deaths else pd.isna(row["fatalities_best"])
    assert "Invented text" in row["notes"]


RAW_GEOPKO = {"source": "Map no. 1", "mission": "TEST", "year": "2019", "month": "3", "location": "Gao",
              "country": "Mali", "latitude": "16.27", "longitude": "-0.04", "no.troops": "850", "inf": "1",
              "unpol.dummy": "0", "unmo.dummy": "0", "hq": "0"}  # fmt: skip


@pytest.mark.parametrize("sign", [".", "_", "..", " "])
def test_deployments_of_geopko_in_every_spelling_of_its_columns(sign, tmp_path):
    table = rows(RAW_GEOPKO).rename(columns=lambda name: name.replace(".", sign))
    parsed = read(written(tmp_path / "g.csv", table, encoding="utf-8-sig"))
    assert (parsed.table, parsed.layout, parsed.accepted) == ("bases", "Geo-PKO", 1)
    assert parsed.frame[["name", "component_type"]].to_numpy().tolist() == [["Gao", "military"]]


def header(names):
    return rows(dict.fromkeys(names.split(","), "1"))


KNOWN_NOWHERE = "has no layout that is known here"
# What is refused, and words of the sentence.
REFUSED = {
    "posts as GeoJSON, without days": (
        lambda p: answer(p, ".geojson", points(rows({"title": "x", "description": "y", "marker-color": "#A51A1A"}))),
        "has no event_date; add them to the export",
    ),
    "one post as GeoJSON": (
        lambda p: answer(p, ".geojson", points(rows({"title": "x", "description": "y", "attribute_key": "place"}))),
        KNOWN_NOWHERE,
    ),
    "reports without coordinates": (
        lambda p: written(p, rows(REPORT).drop(columns=["LATITUDE", "LONGITUDE"])),
        "has no latitude, longitude",
    ),
    "AWSD": (
        lambda p: written(
            p, header("Incident ID,Year,Month,Day,Country,UN,INGO,Total killed,Latitude,Longitude,Details")
        ),
        KNOWN_NOWHERE,
    ),
    "Insecurity Insight": (
        lambda p: written(p, header("Date,Event Description,Country,Admin 1,Latitude,Longitude,SiND Event ID")),
        KNOWN_NOWHERE,
    ),
    "GDELT": (
        lambda p: written(p, header("GLOBALEVENTID,SQLDATE,Year,Actor1Code,EventCode,ActionGeo_Lat,ActionGeo_Long")),
        KNOWN_NOWHERE,
    ),
    "GDELT without header": (
        lambda p: written(
            p, rows(dict(enumerate(["1100000001", "20190323", "MLI", "16.3", "-0.1"]))), sep="\t", **HEADLESS
        ),
        "found 1100000001, 20190323",
    ),
    "deployments without headquarters": (
        lambda p: written(p, rows(GEOPKO).drop(columns=["hq", "NoTroops"])),
        KNOWN_NOWHERE,
    ),
    "ACLED without places": (
        lambda p: written(p, NOW_TWO.drop(columns=["latitude", "longitude"])),
        "but lacks latitude, longitude",
    ),
    "GED without deaths": (lambda p: written(p, rows(UCDP).drop(columns=["best"])), "UCDP GED but lacks best"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_list_of_events_is_refused_in_one_sentence_that_says_why(case, tmp_path):
    write, words = REFUSED[case]
    path = write(tmp_path / "file.csv")
    with pytest.raises(InputError) as refused:
        read(path)
    assert words in str(refused.value)
    assert str(refused.value).startswith(path.name)
    assert "\n" not in str(refused.value)
