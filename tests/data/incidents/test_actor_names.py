"""Names are found however they are spelt, and stay as they were published."""

import pandas as pd
import pytest

from data.incidents.actor_names import folded, search

JNIM = "JNIM: Group for Support of Islam and Muslims"
SAHARA = "Islamic State (Greater Sahara)"
BOKO = "Jama'atu Ahlis Sunna Lidda'awati wal-Jihad"


@pytest.fixture(scope="module")
def names(shared_data):
    """Every actor of the real files: ACLED's Mali, and UCDP's sample."""
    acled = pd.read_csv(shared_data / "acled/mali_2020-11-06.csv", dtype=str)
    ucdp = pd.read_csv(shared_data / "ucdp/ged231_sample_1000.csv", dtype=str)
    sides = [acled["actor1"], acled["actor2"], ucdp["side_a"], ucdp["side_b"]]
    return sorted(set(pd.concat(sides).dropna()))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jnim", JNIM),
        ("group for support", JNIM),
        ("support, GROUP", JNIM),
        ("isgs", SAHARA),
        ("is (gs)", SAHARA),
        ("jamaatu", BOKO),
        ("JAMA’ATU ahlis", BOKO),
        ("alshabaab", "Al-Shabaab"),
        ("al shabaab", "Al-Shabaab"),
        ("guere", "Guéré"),
        ("familia capixaba", "Associação Família Capixaba"),
        ("self-defence", "GATIA: Imghad Tuareg and Allies Self-Defense Group"),
        ("uag", "Unidentified Armed Group (Mali)"),
        ("fdlr foca", "FDLR-FOCA"),
        ("ansaroul", "Ansaroul Islam"),
    ],
)
def test_a_name_is_found_by_its_parts_abbreviation_initials_and_other_spellings(names, text, found):
    assert found in search(names, text)


def test_the_names_stay_as_published_and_in_their_order(names):
    assert search(names, "") == names
    assert search(names, " ’ ") == names
    found = search(reversed(names), "mali 2013")
    assert found == [name for name in reversed(names) if "Mali" in name and "2013" in name]
    assert set(found) <= set(names)


def test_initials_leave_out_small_words():
    assert search(["Movement for the Liberation of the North"], "mln") == ["Movement for the Liberation of the North"]
    assert search(["Movement for the Liberation of the North"], "mftl") == ["Movement for the Liberation of the North"]
    assert search(["Movement for the Liberation of the North"], "mln x") == []


def test_nothing_is_found_by_what_no_name_has(names):
    assert search(names, "zzqx") == []
    assert search(names, "<script>") == []


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("  Al-Qa‘ida  ", "al qaida"),
        ("Đà Nẵng; Łódź", "da nang lodz"),
        ("STRASSE Straße", "strasse strasse"),
        ("Ａｒｍｙ", "army"),
        ("a\u200bb\u202ec", "abc"),
        ("U.N. (Mission)", "un mission"),
        ("حركة تحرير", "حركة تحرير"),
        ("", ""),
        ("!?", ""),
    ],
)
def test_folding(name, plain):
    assert folded(name) == plain
