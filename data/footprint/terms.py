"""The words that people write for types, components and functions of bases, and the codes that they mean."""

import re
from collections.abc import Callable

import pandas as pd

from data.importing.files import plain_name

FUNCTIONS = (
    "headquarters", "sector headquarters", "protection", "protection of civilians", "human rights", "child protection",
    "women's protection", "political affairs", "civil affairs", "justice and corrections", "stabilisation",
    "disarmament and reintegration", "mine action", "police patrols", "community policing",
    "support to national police", "medical", "aviation", "logistics", "engineering", "communications",
    "military observers", "quick reaction", "training", "planning",
)  # fmt: skip
OTHER_FUNCTIONS = {
    "poc": "protection of civilians",
    "child protection adviser": "child protection", "wpa": "women's protection", "politics": "political affairs",
    "political": "political affairs", "affaires civiles": "civil affairs", "affaires politiques": "political affairs",
    "droits de l homme": "human rights", "hr": "human rights", "protection de l enfance": "child protection",
    "unmas": "mine action", "demining": "mine action", "level 1": "medical", "level 2": "medical",
    "hospital": "medical", "clinic": "medical", "med": "medical",
    "supply": "logistics", "logs": "logistics", "air": "aviation",
    "airfield": "aviation", "helicopters": "aviation", "engineers": "engineering", "qrf": "quick reaction",
    "unmo": "military observers", "ddr": "disarmament and reintegration", "rol": "justice and corrections",
}  # fmt: skip
COMPONENTS = {
    "military": "military force mil troops soldiers infantry militaire forces contingent",
    "police": "police unpol fpu pol policiers upc formed_police_unit un_police",
    "civilian": "civilian civ civil civilians civile civils substantive",
}
TYPES = {
    "mission_hq": "mission_hq mission_headquarters mhq hq fhq force_hq force_headquarters qg_de_la_mission",
    "sector_hq": "sector_hq sector_headquarters shq qg_secteur qg_de_secteur",
    "field_office": "field_office regional_office fo office hofo bureau bureau_regional",
    "cob": "cob company_operating_base company_base",
    "tob": "tob temporary_operating_base temporary_base",
    "police_camp": "police_camp police_base fpu_camp camp_de_police",
    "base": "base camp site",
}
STATUSES = {
    "open": "open opened active ouvert ouverte",
    "planned": "planned future proposed prevu prevue",
    "closed": "closed shut handed_over ferme fermee",
}


def _lookup(table: dict[str, str]) -> dict[str, str]:
    return {word: code for code, words in table.items() for word in words.split()}


_COMPONENTS, _TYPES, _STATUSES = _lookup(COMPONENTS), _lookup(TYPES), _lookup(STATUSES)
_FUNCTIONS = {plain_name(word): word for word in FUNCTIONS} | {
    plain_name(word): code for word, code in OTHER_FUNCTIONS.items()
}


def items(cell: str) -> list[str]:
    """The items of a list that a person wrote: between semicolons, commas, slashes, plus signs or lines."""
    return [part.strip() for part in re.split(r"[;,/+|\n]|\s&\s|\sand\s|\set\s", cell) if part.strip()]


def _of(known: dict[str, str]) -> Callable[[str], str]:
    return lambda word: known.get(plain_name(word), word)


def component(word: str) -> str:
    """The component that a word means; the word itself where it is none that is known."""
    return _of(_COMPONENTS)(word)


def function(word: str) -> str:
    """A function by the name that the table of functions has for it; others as they are written, in lower case."""
    return _FUNCTIONS.get(plain_name(word), word if word.isupper() else word.casefold())


def functions(cell: str) -> str:
    """A list column of functions; a comma parts items as a semicolon does, a slash does not."""
    parts = [part.strip() for part in re.split(r"[;,|\n]", cell) if part.strip()]
    return "; ".join(dict.fromkeys(map(function, parts)))


def _list_of_components(cell: str) -> str:
    found = dict.fromkeys(map(component, items(cell)))
    ordered = [code for code in COMPONENTS if code in found] + [word for word in found if word not in COMPONENTS]
    return "; ".join(ordered)


READERS: dict[str, dict[str, Callable[[str], str]]] = {
    "bases": {"type": _of(_TYPES), "status": _of(_STATUSES), "component_type": _list_of_components,
              "functions": functions},
    "assets": {"component_type": component},
    "asset_requests": {"component_type": component},
}  # fmt: skip


def as_codes(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of a table with the words of people as its codes; what no list knows stays, for the checks to refuse."""
    read = {name: reader for name, reader in READERS.get(table, {}).items() if name in frame}
    return frame.assign(**{n: frame[n].map(reader, na_action="ignore").astype("str") for n, reader in read.items()})
