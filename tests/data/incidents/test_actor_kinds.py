"""Kinds of actors: no community and no contingent is ever taken for what may be ordered by a count."""

import pandas as pd
import pytest

from data.incidents import actor_kinds
from data.incidents.actor_kinds import communities_in, kinds

# ACLED's own code for the kind of an actor.
IDENTITY, CIVILIANS, PROTESTERS, EXTERNAL, STATE = "4", "7", "6", "8", "1"
FILES = ("mali_2020-11-06", "world_2022_layout_2023", "africa_2018_old_taxonomy", "1900-01-01-2020-11-12-Indonesia")


@pytest.fixture(scope="module", params=FILES)
def coded(request, shared_data):
    """Actors of a real file and the code that the source gives them."""
    table = pd.read_csv(shared_data / f"acled/{request.param}.csv", dtype=str)
    sides = [table[[f"actor{n}", f"inter{n}"]].set_axis(["actor", "inter"], axis=1) for n in (1, 2)]
    return pd.concat(sides).dropna().drop_duplicates()


def of_code(coded, code):
    """The kinds of all names that the source gives a code."""
    own = kinds(coded["actor"])
    return {name: own[name] for name in coded.loc[coded["inter"] == code, "actor"]}


def test_no_identity_militia_of_the_source_may_be_ordered(coded):
    found = of_code(coded, IDENTITY)
    assert found
    assert [name for name, kind in found.items() if kind != actor_kinds.COMMUNITY] == []


def test_civilians_and_protesters_are_those_of_the_source(coded):
    found = of_code(coded, CIVILIANS) | of_code(coded, PROTESTERS)
    expected = {actor_kinds.CIVILIANS, actor_kinds.COMMUNITY}  # `Tawergha Communal Group (Libya)` is coded civilians
    assert set(found.values()) <= expected
    named = [name for name, kind in found.items() if kind == actor_kinds.COMMUNITY]
    assert all("Communal Group" in name for name in named)


def test_only_forces_are_forces_of_a_state(coded):
    found = kinds(coded["actor"])
    inter = coded.groupby("actor")["inter"].agg(set)
    wrong = [name for name, kind in found.items() if kind == actor_kinds.STATE and not inter[name] & {STATE, EXTERNAL}]
    assert wrong == []


ALONE = {
    "Military Forces of Mali (2013-2020)": "state",
    "Police Forces of Mali (2013-2020) Gendarmerie": "state",
    "Mutiny of Military Forces of Mali (2002-2012)": "state",
    "Government of Mali": "state",
    "Military forces": "state",
    "Military Forces of Chad (1990-)": "international",
    "Government of Niger": "international",
    "MINUSMA: United Nations Multidimensional Integrated Stabilization Mission in Mali (2013-)": "international",
    "Mutiny of MINUSMA: United Nations Multidimensional Integrated Stabilization Mission in Mali": "international",
    "AMISOM: African Union Mission in Somalia (2007-) (Kenya)": "international",
    "G5S: G5 Sahel Force (2017-)": "international",
    "UN peacekeepers": "international",
    "JNIM: Group for Support of Islam and Muslims": "armed",
    "JNIM": "armed",
    "FDLR-FOCA": "armed",
    "GATIA, MSA": "armed",
    "Ansar Dine": "armed",
    "Islamic State (Greater Sahara)": "armed",
    "Armed group A (synthetic)": "armed",
    "Unidentified Armed Group (Mali)": "unidentified",
    "Unidentified armed group": "unidentified",
    "Unidentified Communal Militia (Mali)": "community",
    "Fulani Ethnic Militia (Mali)": "community",
    "Warsangeli subclan of Abgal clan (Hawiye)": "community",
    "Hawadle-Ali Madaxweyne Sub-Clan Militia (Somalia)": "community",
    "Dan Na Ambassagou": "community",
    "Muslims (CAR)": "community",
    "Community militia (synthetic)": "community",
    "Fulani": "unclear",
    "Hunde, Nyanga": "unclear",
    "Hutu rebels": "unclear",
    "Militia (Herders)": "unclear",
    "Supporters of ANC": "unclear",
    "": "unclear",
    "<b>Ethnic</b>": "community",
    "Civilians (Mali)": "civilians",
    "CIVILIANS": "civilians",
    "Protesters (Mali)": "civilians",
    "Rioters (Mali)": "rioters",
}


@pytest.mark.parametrize(("name", "kind"), ALONE.items(), ids=str)
def test_the_kind_of_a_name(name, kind):
    assert kinds([name], "Mali") == {name: kind}


def test_a_group_that_bears_the_name_of_a_community_is_not_ordered():
    names = ["Tuareg Ethnic Militia (Mali)", "GATIA: Imghad Tuareg and Allies Self-Defense Group", "Ganda Izo",
             "Ganda Izo Ethnic Militia (Mali)", "AQAP: Al Qaeda in the Arabian Peninsula", "Arab Clan Militia (Chad)",
             "Islamist Militia (Niger)", "Niger Communal Militia (Nigeria)"]  # fmt: skip
    found = kinds(names)
    assert communities_in(names) == {"tuareg", "ganda izo", "arab", "niger"}
    assert found["GATIA: Imghad Tuareg and Allies Self-Defense Group"] == found["Ganda Izo"] == "community"
    assert found["AQAP: Al Qaeda in the Arabian Peninsula"] == "armed", "a whole word, not the beginning of one"
    assert found["Islamist Militia (Niger)"] == "armed", "the country in brackets names no community"


@pytest.mark.parametrize("country", ["DR Congo", "Democratic Republic of the Congo", "Democratic Republic of Congo"])
def test_a_states_own_forces_are_known_by_any_name_of_the_country(country):
    names = ["Military Forces of the Democratic Republic of Congo (2019-)", "Government of DR Congo (Zaire)"]
    assert set(kinds(names, country).values()) == {"state"}


def test_every_kind_has_words():
    assert len({actor_kinds.label(kind, "Mali") for kind in actor_kinds.KINDS}) == len(actor_kinds.KINDS) == 8
    assert "Mali" in actor_kinds.label("state", "Mali")
