import pandas as pd
import pytest

from data.incidents import ucdp
from tests.data.made import UCDP, UCDP_NAMES, read, rows, written


def one(tmp_path, **changes):
    (row,) = read(written(tmp_path / "u.csv", rows(UCDP, changes))).frame.to_dict("records")
    return row


def test_the_layout_has_49_columns_and_is_known_by_them():
    assert len(UCDP_NAMES) == 49
    assert ucdp.is_ged(frozenset(UCDP_NAMES))
    for name in ("where_prec", "best", "type_of_violence"):
        assert not ucdp.is_ged(frozenset(UCDP_NAMES) - {name})


def test_what_a_row_becomes(tmp_path):
    row = one(tmp_path)
    expected = {
        "event_id": "501", "source": "ucdp", "event_type": "battles", "sub_event_type": "State-based violence",
        "actor1": "Government of X", "actor2": "Y", "fatalities_best": 5, "fatalities_low": 4, "fatalities_high": 9,
        "event_date": pd.Timestamp("2019-03-23"), "date_end": pd.Timestamp("2019-03-24"), "location": "Town",
        "admin1": "Mopti region", "admin2": "Koro", "reported_by": "Agency", "notes": "Invented",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert pd.isna(row["revised_at"])


@pytest.mark.parametrize(
    ("kind", "code", "targeted"), [("1", "battles", False), ("2", "battles", False), ("3", "against_civilians", True)]
)
def test_types(tmp_path, kind, code, targeted):
    row = one(tmp_path, type_of_violence=kind)
    assert (row["event_type"], row["civilian_targeting"]) == (code, targeted)


@pytest.mark.parametrize(("where", "ours"), [("1", 1), ("2", 2), ("3", 3), ("4", 3), ("5", 3), ("6", 3), ("7", 3)])
def test_location_precision(tmp_path, where, ours):
    assert one(tmp_path, where_prec=where)["geo_precision"] == ours


@pytest.mark.parametrize(("given", "ours"), [("1", 1), ("2", 2), ("3", 2), ("4", 3), ("5", 3)])
def test_date_precision(tmp_path, given, ours):
    assert one(tmp_path, date_prec=given)["date_precision"] == ours


def test_columns_that_releases_lack_are_unknown(tmp_path):
    lacking = ["where_coordinates", "source_headline", "source_office", "relid", "code_status"]
    parsed = read(written(tmp_path / "u.csv", rows(UCDP).drop(columns=lacking)))
    assert parsed.accepted == 1
    assert parsed.frame[["location", "notes", "reported_by"]].isna().all(axis=None)


def test_the_row_of_tags_in_files_of_hdx_is_no_row(tmp_path):
    tags = dict.fromkeys(UCDP_NAMES, "") | {
        "best": "#affected+killed",
        "date_start": "#date+start",
        "latitude": "#geo+lat",
    }
    parsed = read(written(tmp_path / "u.csv", rows(UCDP, tags, {})))
    assert (parsed.rows, parsed.accepted, parsed.rejected) == (1, 1, 0)


def test_a_real_sample(shared_data):
    frame = read(shared_data / "ucdp/ged231_sample_1000.csv").frame
    assert frame["country"].nunique() == 59
    assert frame["event_type"].value_counts().to_dict() == {"battles": 840, "against_civilians": 160}
    assert frame["geo_precision"].value_counts().to_dict() == {1: 475, 2: 232, 3: 140 + 105 + 35 + 12 + 1}
    assert frame["date_precision"].value_counts().to_dict() == {1: 849, 2: 107 + 7, 3: 23 + 14}
    raw = pd.read_csv(shared_data / "ucdp/ged231_sample_1000.csv")
    for name in ("low", "best", "high"):
        assert frame[f"fatalities_{name}"].sum() == raw[name].sum()
