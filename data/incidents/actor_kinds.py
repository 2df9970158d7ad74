"""Kinds of actors, read from their names: which may be ordered by a count, and which never are.

A source's own code for the kind (ACLED's inter1 and inter2) is not in table incidents, so the name has to tell. What
a name does not tell is `unclear`, and is not ordered: of the two possible errors, a group left out of an order and a
community put into one, only the first is made knowingly.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from data.geography.country import canonical
from data.i18n import _
from data.incidents.actor_names import folded

STATE, ARMED, UNIDENTIFIED = "state", "armed", "unidentified"
INTERNATIONAL, COMMUNITY, UNCLEAR = "international", "community", "unclear"
CIVILIANS, RIOTERS = "civilians", "rioters"
RANKED = (STATE, ARMED, UNIDENTIFIED)
# Communities are never ranked, nor contingents, which may be among the forces of other states.
UNRANKED = (COMMUNITY, INTERNATIONAL, UNCLEAR)
PUBLIC = (CIVILIANS, RIOTERS)
KINDS = (*RANKED, *UNRANKED, *PUBLIC)
MOST_REMEMBERED = 8  # versions of a mission

# All of these are looked for in folded names.
_CIVILIANS = re.compile(r"(civilians?|protesters?)\b")
_RIOTERS = re.compile(r"rioters?\b")
_UNIDENTIFIED = re.compile(r"unidentified (armed group|gang|anti coup armed group|gunm[ae]n)|unknown armed group")
_OF_A_STATE = re.compile(
    r"(?:mutiny of |former |unidentified )?(?:military|police|security|armed) forces\b(?: of (?:the )?(?P<forces>.+))?"
    r"|government of (?:the )?(?P<government>.+)|prison guards\b"
)
_INTERNATIONAL = re.compile(
    r"\b(united nations|un (peacekeepers|forces?|police)|peacekeep\w*|african union|european union|nato|ecowas|"
    r"minusma|monusco|minusca|unmiss|unisfa|unamid|unifil|amisom|atmis|misma|misca|(support|stabilization) mission|"
    r"(joint|multinational) (task )?force|sahel force|global coalition)\b"
)
_COMMUNITY = re.compile(
    r"\b(ethnic|communal|communit(y|ies)|(sub ?)?clans?|trib(al|es?)|castes?|vigilantes?|hunters?|"
    r"(muslim|christian|hindu|buddhist|jewish|animist) militia)\b"
    r"|^(muslims|christians|hindus|buddhists|jews|animists)\b"
)
_BEARS_A_NAME = re.compile(r"(?P<name>.+?) (?:ethnic|communal|(?:sub ?)?clan|tribal|caste) (?:militia|group)\b")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_NOBODY = frozenset(["unidentified", "unknown"])
_ABBREVIATED = re.compile(r"[A-Z][\w./()-]*[A-Z0-9][\w./() -]{0,20}: \S")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]+(?:[-/ ][A-Z0-9]\w*)*")
_ARMED = re.compile(
    r"\b(al qaeda|ansar\w*|army|battalion|boko haram|brigades?|cartel|caliphate|dissidents?|fronts?|gang|islamic state|"
    r"islamist militia|katiba|liberation|mourabitoune?s?|mujah\w+|armed group|"
    r"jihad|movements?|insurgents?|separatists?|shabaab|taleban|taliban)\b"
)
# Militias that ACLED codes as identity militias (inter code 4), where the name alone says nothing or something else.
IDENTITY_MILITIAS = frozenset(
    folded(name)
    for name in (
        "Alliance for the Salvation of the Sahel",
        "Dan Na Ambassagou",
        "Dozo Militia",
        "Kizutrokin Resistance",
        "Militia (Alipour)",
        "Nyatura Militia Group (Jean-Marie)",
        "ORTA: Anganamun Territorial Resistance Organization",
        "PULO: Patani United Liberation Organization",
        "VDP: Volunteer for Defense of Homeland",
        "VOP: Veterans on Patrol",
    )
)


def kinds(names: Iterable[str], country: str = "") -> Mapping[str, str]:
    """The kind of each name, a code of `KINDS`; `country` tells a state's own forces from those of other states.

    In this order: civilians and protesters; rioters; international operations; forces and governments of states;
    unidentified armed groups; communities, by a word that says so (ethnic, communal, clan …) or by the name of one
    that bears such a word elsewhere in `names` (`Tuareg Ethnic Militia (Mali)` makes a group named for Tuareg one);
    armed groups, by an abbreviation (`MNLA: …`, `FDLR-FOCA`) or a word for an armed organisation; the rest `unclear`.
    """
    return _kinds(tuple(names), country)


@lru_cache(MOST_REMEMBERED)
def _kinds(names: tuple[str, ...], country: str) -> Mapping[str, str]:
    communities = communities_in(names)
    longest = max((name.count(" ") + 1 for name in communities), default=0)
    return MappingProxyType({name: _kind(name, country, communities, longest) for name in names})


def is_civilian(name: str) -> bool:
    """Whether a name is that of civilians or protesters, who are not an acting side of an attack."""
    return bool(_CIVILIANS.match(folded(name)))


def communities_in(names: Iterable[str]) -> frozenset[str]:
    """The names of communities, folded, that militias bear: `tuareg` of `Tuareg Ethnic Militia (Mali)`."""
    found = (_BEARS_A_NAME.match(folded(name)) for name in names)
    return frozenset(match["name"] for match in found if match) - _NOBODY


def _kind(name: str, country: str, communities: frozenset[str], longest: int) -> str:
    plain = folded(name)
    if _RIOTERS.match(plain) or is_civilian(name):
        return COMMUNITY if _COMMUNITY.search(plain) else CIVILIANS if is_civilian(name) else RIOTERS
    if _INTERNATIONAL.search(plain):
        return INTERNATIONAL
    if state := _OF_A_STATE.match(plain):
        return _of_a_state(name, state, country)
    if _UNIDENTIFIED.match(plain):
        return UNIDENTIFIED
    outside_brackets = folded(_IN_BRACKETS.sub(" ", name))  # in brackets stands the country
    if plain in IDENTITY_MILITIAS or _COMMUNITY.search(plain) or _names_one(outside_brackets, communities, longest):
        return COMMUNITY
    return ARMED if _is_armed(name) else UNCLEAR


def _of_a_state(name: str, state: re.Match, country: str) -> str:
    """`state` for the mission's own country, and where no country is named; `international` for any other."""
    owner = state["forces"] or state["government"]
    own = folded(country)
    if not owner or not own or re.match(rf"{re.escape(own)}\b", owner):
        return STATE
    published = re.sub(r"^.*?\bof (the )?", "", name, flags=re.IGNORECASE)
    return STATE if canonical(published) == canonical(country) else INTERNATIONAL


def _names_one(plain: str, communities: frozenset[str], longest: int) -> bool:
    """Whether the words of a name hold the name of a community."""
    words = plain.split()
    return any(
        " ".join(words[first : first + count]) in communities
        for count in range(1, longest + 1)
        for first in range(len(words) - count + 1)
    )


def _is_armed(name: str) -> bool:
    """Whether a name, or each of the allies that UCDP names on one side with commas, is that of an armed group."""
    parts = [part.strip() for part in name.split(",")]
    return bool(
        _ABBREVIATED.match(name) or all(_CAPITALS.fullmatch(part) or _ARMED.search(folded(part)) for part in parts)
    )


def label(kind: str, country: str = "") -> str:
    """A kind for people, as a group."""
    own = _("State forces of {country}").format(country=country) if country else _("State forces")
    return {
        STATE: own,
        ARMED: _("Named armed groups"),
        UNIDENTIFIED: _("Unidentified armed groups"),
        COMMUNITY: _("Communal and identity militias"),
        INTERNATIONAL: _("Forces of other states and international missions"),
        UNCLEAR: _("Other names, whose kind the name does not tell"),
        CIVILIANS: _("Civilians and protesters"),
        RIOTERS: _("Rioters"),
    }.get(kind, kind)
