"""Saved column mappings: how the spreadsheets of a section become rows of one of our tables.

A mapping is a file `mappings/NAME.toml` in the mission folder. `columns` names the file's
column for each of ours, `constants` gives what holds for every row, `values` turns a file's words into our codes.
"""

import hashlib
import re
import tomllib
from pathlib import Path

import pandas as pd
import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from data.errors import InputError
from data.footprint import terms
from data.i18n import _
from data.importing import columns
from data.importing.files import RawTable, plain_name
from data.incidents import doubts, types
from data.mission import Mission
from data.tables import TABLES

FOLDER = "mappings"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
MAPPED_TABLES = ("incidents", "assessed_threats", "bases", "tasks")
DAY_ORDERS = {"day_first": True, "month_first": False, "": None}
PUBLISHED = ("acled", "ucdp")  # sources whose events have ids in every layout
FILLED_IN = ("import_id", "area1_id", "area2_id", "doubts")
HASH_LENGTH = 16
# Without an id of the source's own, an event is told from others by these.
CONTENT = ["event_date", "event_type", "sub_event_type", "actor1", "actor2", "location", "latitude", "longitude",
           "notes"]  # fmt: skip


class Mapping(BaseModel):
    """One mapping. Unknown keys are refused, so that a misspelt one does not go unseen."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str = Field(min_length=1)
    table: str = "incidents"
    day_order: str = ""
    columns: dict[str, str] = Field(min_length=1)
    constants: dict[str, str | int | float | bool] = {}
    values: dict[str, dict[str, str | int]] = {}

    @field_validator("table")
    @classmethod
    def _table(cls, name: str) -> str:
        if name not in MAPPED_TABLES:
            raise ValueError("must be one of " + ", ".join(MAPPED_TABLES))
        return name

    @field_validator("day_order")
    @classmethod
    def _order(cls, order: str) -> str:
        if order not in DAY_ORDERS:
            raise ValueError("must be day_first, month_first or empty")
        return order

    @property
    def needs(self) -> frozenset[str]:
        """The plain names of the file's columns that it reads."""
        return frozenset(plain_name(title) for title in self.columns.values())


def targets(table: str) -> list[str]:
    """Our columns that a mapping of a table may fill."""
    return [name for name in TABLES[table].model.names() if name not in FILLED_IN]


def required(table: str) -> list[str]:
    """Those that it must fill, by a column or a constant; an event's id is made from its content where none is."""
    schema = TABLES[table].model.to_schema().columns
    return [name for name in targets(table) if not schema[name].nullable and name != "event_id"]


def parse(text: str, where: str) -> Mapping:
    """A mapping from TOML; an InputError names the key, what was found and what is accepted."""
    try:
        mapping = Mapping.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InputError(_("{file} is not valid TOML: {error}.").format(file=where, error=error)) from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise InputError(_("{file}: {key}: {reason}.").format(file=where, key=key, reason=first["msg"])) from None
    _complete(mapping, where)
    return mapping


def _complete(mapping: Mapping, where: str) -> None:
    """An InputError where a mapping fills a column that there is not, or leaves a required one."""
    given = {*mapping.columns, *mapping.constants}
    unknown = sorted((given | set(mapping.values)) - set(targets(mapping.table)))
    if unknown:
        raise InputError(
            _("{file}: table {table} has no column {names}; it has {targets}.").format(
                file=where,
                table=mapping.table,
                names=", ".join(unknown),
                targets=", ".join(targets(mapping.table)),
            )
        )
    source = mapping.constants.get("source")
    if source in PUBLISHED and "event_id" not in mapping.columns:
        raise InputError(
            _(
                "{file}: {source} has ids of its own, and without them its events would count twice; map event_id."
            ).format(file=where, source=source)
        )
    missing = [name for name in required(mapping.table) if name not in given]
    if missing:
        raise InputError(
            _("{file} must say where {names} come from, in [columns] or [constants].").format(
                file=where, names=", ".join(missing)
            )
        )


def load(folder: Path) -> dict[str, Mapping]:
    """The saved mappings of a mission folder, by name."""
    found: dict[str, Mapping] = {}
    for path in sorted((folder / FOLDER).glob("*.toml")):
        try:
            found[path.stem] = parse(path.read_text(encoding="utf-8-sig"), f"{FOLDER}/{path.name}")
        except UnicodeDecodeError:
            raise InputError(_("{file} is not UTF-8 text; save it as UTF-8.").format(file=path.name)) from None
    return found


def save(mission: Mission, name: str, mapping: Mapping) -> Path:
    """Write a mapping into the mission folder; an InputError where its name or its content cannot be used."""
    name = plain_name(name)
    if not NAME.fullmatch(name):
        raise InputError(_("A mapping's name must be letters and figures, as in “sage_weekly”."))
    _complete(mapping, name)
    path = mission.folder / FOLDER / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tomli_w.dumps(mapping.model_dump(exclude_defaults=True)), encoding="utf-8")
    return path


def read(raw: RawTable, mapping: Mapping) -> pd.DataFrame:
    """Typed rows of the mapping's table from a file's text."""
    schema = TABLES[mapping.table].model.to_schema().columns
    cells = {target: _cells(raw, mapping, target) for target in (*mapping.columns, *mapping.constants)}
    day_columns = [text for target, text in cells.items() if str(schema[target].dtype).startswith("datetime")]
    order = DAY_ORDERS[mapping.day_order]
    if order is None and day_columns:
        order = columns.day_first(*day_columns)
    typed = {target: columns.of_type(text, str(schema[target].dtype), order) for target, text in cells.items()}
    frame = pd.DataFrame(typed, index=raw.frame.index)
    if mapping.table != "incidents":
        return terms.as_codes(mapping.table, frame)
    return _as_incidents(frame, cells["event_type"], _written(raw, mapping, "event_type"))


def _cells(raw: RawTable, mapping: Mapping, target: str) -> pd.Series:
    """The text of one of our columns: the file's own, its words turned into codes, else the constant."""
    constant, text = str(mapping.constants.get(target, "")), _written(raw, mapping, target)
    if target in mapping.values:
        words = {word.strip().casefold(): str(code) for word, code in mapping.values[target].items()}
        text = text.map({cell: _code(cell, words) for cell in text.unique()}).astype("str")
    return text.mask(text.str.strip() == "", constant) if constant else text


def _written(raw: RawTable, mapping: Mapping, target: str) -> pd.Series:
    """The file's own text for one of our columns, empty where it has no column for it."""
    name = plain_name(mapping.columns[target]) if target in mapping.columns else ""
    return raw.frame[name] if name and name in raw.frame else pd.Series("", index=raw.frame.index, dtype="str")


def _code(cell: str, words: dict[str, str]) -> str:
    """The code for a cell's words, or for the first of several that has one; else the cell as it is."""
    parts = (cell, *cell.replace(";", ",").split(","))
    return next((words[part] for p in parts if (part := p.strip().casefold()) in words), cell)


def _as_incidents(frame: pd.DataFrame, kind: pd.Series, written: pd.Series) -> pd.DataFrame:
    """Incidents with types as codes (those not recognised flagged), an end, and an id where the file has none.

    `kind` is the type as the mapping turns it, `written` as the file has it: an id made of the latter stays the same
    when the mapping learns a word.
    """
    if "event_id" not in frame:
        frame["event_id"] = content_ids(frame.assign(event_type=written.str.strip()))
    kind = kind.str.strip()
    codes = kind.map({name: types.code_of(name) if name else None for name in kind.unique()}).astype("str")
    unknown = (codes.isna() | codes.isin(types.GROUPS)) & columns.is_given(kind)
    frame["event_type"] = codes.mask(unknown, types.OTHER)
    if "sub_event_type" not in frame:
        frame["sub_event_type"] = columns.text(written)
    frame["date_end"] = frame["date_end"].fillna(frame["event_date"]) if "date_end" in frame else frame["event_date"]
    return frame.assign(doubts=doubts.add(doubts.none(frame.index), unknown, doubts.UNKNOWN_TYPE))


def content_ids(frame: pd.DataFrame) -> pd.Series:
    """An id a row made of what it says: the same row has the same id in every file."""
    first, *others = (frame[name].astype("str").fillna("") for name in CONTENT if name in frame)
    said = first.str.cat(others, sep="\x1f")
    return said.map(lambda text: hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]).astype("str")


def guess(raw_titles: list[str], table: str = "incidents") -> dict[str, str]:
    """The file's column that most likely fills each of ours, by its name; ours without one are left out."""
    plain = {plain_name(title): title for title in reversed(raw_titles)}
    found = {}
    for target in targets(table):
        names = (target, *SYNONYMS.get(target, ()))
        hit = next((plain[name] for name in names if name in plain), None)
        if hit and hit not in found.values():
            found[target] = hit
    return found


SYNONYMS = {
    "event_id": ("event_id_cnty", "id", "ref", "reference", "reference_no", "ref_no", "incident_id",
                 "incident_number", "incident_no", "case_id", "serial", "serial_no", "event_no", "no", "numero", "n",
                 "numero_de_reference"),
    "event_date": ("date", "incident_date", "date_of_incident", "day", "date_time", "datetime", "start_date",
                   "occurred_on", "dtg", "date_de_l_incident", "date_incident", "date_de_l_evenement", "jour"),
    "date_end": ("end_date", "date_to", "date_de_fin", "date_fin"),
    "event_type": ("type", "category", "incident_type", "type_of_incident", "incident_category", "event_category",
                   "type_d_incident", "type_incident", "categorie", "nature", "nature_de_l_incident"),
    "sub_event_type": ("sub_type", "subtype", "sub_category", "subcategory", "sous_type", "sous_categorie"),
    "actor1": ("perpetrator", "actor", "attacker", "actor_1", "alleged_perpetrator", "auteur", "auteur_presume",
               "auteurs", "acteur"),
    "actor2": ("victim", "target", "actor_2", "victime", "victimes", "cible"),
    "fatalities_best": ("fatalities", "killed", "deaths", "dead", "number_killed", "no_killed", "kia", "best", "tues",
                        "morts", "deces", "nombre_de_morts", "nombre_de_tues", "nb_morts", "nb_tues"),
    "fatalities_low": ("low", "deaths_low"),
    "fatalities_high": ("high", "deaths_high"),
    "country": ("pays",),
    "admin1": ("region", "adm1", "state", "province", "admin_1"),
    "admin2": ("cercle", "district", "adm2", "county", "admin_2"),
    "location": ("place", "village", "town", "locality", "place_name", "location_name", "site", "lieu", "localite",
                 "ville", "lieu_de_l_incident"),
    "latitude": ("lat", "y", "gps_lat", "lat_dd"),
    "longitude": ("lon", "long", "lng", "x", "gps_long", "gps_lon", "lon_dd"),
    "geo_precision": ("precision", "location_precision", "accuracy", "precision_du_lieu"),
    "notes": ("description", "summary", "narrative", "details", "comments", "remarks", "event_description", "resume",
              "recit", "commentaires", "observations"),
    "reported_by": ("source", "reporter", "reporting_unit", "source_of_information", "reported_by_whom", "rapporte_par",
                    "source_d_information"),
    "base_id": ("id", "ref", "code"),
    "name": ("base", "town", "location", "site", "ville", "localite", "nom"),
    "status": ("state", "statut", "etat"),
    "task_id": ("id", "ref", "no", "task_no"),
    "title": ("task", "activity", "tache", "activite", "titre"),
    "due": ("due_date", "deadline", "echeance"),
    "lead_section": ("section", "lead", "responsible", "responsable"),
    "judgement": ("assessment", "threat", "evaluation", "menace"),
    "area_id": ("area", "pcode", "p_code"),
    "assessed_on": ("date", "assessment_date", "date_of_assessment"),
}  # fmt: skip
