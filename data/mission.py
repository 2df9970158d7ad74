"""A mission folder: `mission.toml`, versioned tables, and which folder opens when none is named."""

import getpass
import os
import re
import shutil
import tempfile
import tomllib
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from data.access.roles import ANALYST
from data.access.settings import AccessSettings, Role
from data.editions.settings import EditionsSettings
from data.errors import InputError
from data.i18n import _
from data.live.settings import LiveSettings
from data.mandate.settings import BudgetSettings, CpasSettings, ProgressSettings
from data.store import Store

ENVIRONMENT = "LINCHPIN_MISSION"
EXAMPLE = Path(__file__).resolve().parent / "sample" / "mission"
SETTINGS_FILE = "mission.toml"
NOT_MARKED = "Not yet marked"
_ACTING: ContextVar[str] = ContextVar("acting", default="")


class SourceSettings(BaseModel):
    """What people read about one incident source."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str = ""
    terms: str = ""
    export: bool = True
    detail: tuple[Role, ...] = (ANALYST,)  # who reads accounts and who reported them


class BriefingSettings(BaseModel):
    """When the briefing states that incidents lie beyond reach: at least this share of at least so many."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    least_incidents: int = Field(default=10, ge=1)
    outside_share: float = Field(default=0.5, gt=0, le=1)


class ProfileSettings(BaseModel):
    """Who is briefed: the order of the briefing's questions, and the areas by name or id."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str = Field(min_length=1, max_length=120)
    order: tuple[Literal["changed", "threat", "placed", "doing"], ...] = ()
    areas: tuple[str, ...] = ()


class Settings(BaseModel):
    """What `mission.toml` says. Unknown keys are refused, so that a misspelt one does not go unseen."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = Field(min_length=1)
    country: str = Field(min_length=1)
    handling: str = NOT_MARKED
    synthetic: str = ""
    synthetic_sources: tuple[str, ...] = ()
    sources: tuple[str, ...] = ("acled", "ucdp", "sage", "sample")
    source_titles: dict[str, SourceSettings] = {}
    geopko_mission: str = ""
    ushahidi_source: str = Field(default="sage", pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")
    public_url: str = ""
    reach_km: float = Field(default=50, gt=0, le=1000)
    reach_choices_km: tuple[float, ...] = (25, 50, 75, 100, 150)
    near_km: float = Field(default=25, gt=0, le=1000)
    region_km: float = Field(default=100, gt=0, le=1000)
    authorised_military: int | None = Field(default=None, ge=0)
    authorised_police: int | None = Field(default=None, ge=0)
    credits: tuple[str, ...] = ()
    progress: ProgressSettings = ProgressSettings()
    budget: BudgetSettings = BudgetSettings()
    cpas: CpasSettings = CpasSettings()
    briefing: BriefingSettings = BriefingSettings()
    profiles: dict[Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")], ProfileSettings] = {}
    live: LiveSettings = LiveSettings()
    access: AccessSettings = AccessSettings()
    editions: EditionsSettings = EditionsSettings()

    @field_validator("public_url")
    @classmethod
    def _http(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("must begin with https:// or http://, or be empty")
        return url.rstrip("/")

    def mark(self, source: str) -> str:
        """The mark of data that is not real, for a source of it; every source is, where none is named as such."""
        return self.synthetic if not self.synthetic_sources or source in (*self.synthetic_sources, "") else ""

    def handling_of(self, source: str) -> str:
        """The handling mark. That of a mission of synthetic data says nothing about real data added to it."""
        return NOT_MARKED if self.synthetic and not self.mark(source) else self.handling

    def source_terms(self, code: str) -> str:
        """What a source asks of those who pass its rows on; empty where nothing is known."""
        known = {
            "acled": _("ACLED: cite the source; its terms allow no redistribution of the rows (acleddata.com)."),
            "ucdp": _("UCDP GED: CC BY 4.0, cite the dataset and its version."),
        }
        own = self.source_titles[code].terms if code in self.source_titles else ""
        return own or known.get(code, "")

    def may_export(self, code: str) -> bool:
        """Whether single incidents of a source may be written to files."""
        return code not in self.source_titles or self.source_titles[code].export

    def detail_roles(self, code: str) -> tuple[str, ...]:
        """The roles of which one is needed to read a source's accounts and who reported them."""
        return (self.source_titles[code] if code in self.source_titles else SourceSettings()).detail

    def source_title(self, code: str) -> str:
        """A source's name for people."""
        known = {"acled": "ACLED", "ucdp": "UCDP GED", "sage": "SAGE", "sample": _("Synthetic example")}
        own = self.source_titles[code].title if code in self.source_titles else ""
        return own or known.get(code, code)


def parse_settings(text: str, where: str = SETTINGS_FILE) -> Settings:
    """Settings from TOML text; an InputError names the key, what was found and what is accepted."""
    try:
        return Settings.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InputError(_("{file} is not valid TOML: {error}.").format(file=where, error=error)) from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        # An unknown key of a live source could be a password.
        value = "…" if key.startswith("live.") and first["type"] == "extra_forbidden" else first.get("input")
        raise InputError(
            _("{file}: {key} is {value!r}, but {reason}.").format(file=where, key=key, value=value, reason=first["msg"])
        ) from None


@dataclass(frozen=True)
class Mission:
    """One mission folder. Opening reads `mission.toml`; tables are read when they are asked for."""

    folder: Path
    settings: Settings
    settings_text: str

    @property
    def store(self) -> Store:
        """Its tables."""
        return Store(self.folder / "tables")

    @property
    def is_example(self) -> bool:
        """True for the bundled example, which nothing writes to."""
        return self.folder == EXAMPLE

    @property
    def is_example_copy(self) -> bool:
        """True for the user's own copy of the example, made by the first change."""
        return self.folder == example_copy()

    def settings_at(self, number: int) -> Settings:
        """The settings as they were at a version."""
        return parse_settings(self.store.version(number).settings)

    def writable(self) -> "Mission":
        """This mission, or for the bundled example the user's copy of it, made now if there is none."""
        if not self.is_example:
            return self
        copy = example_copy()
        if not (copy / SETTINGS_FILE).exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=copy.parent) as folder, suppress(OSError):
                # Whole or not at all; a rename that fails came second to another session's.
                os.rename(shutil.copytree(EXAMPLE, Path(folder) / copy.name), copy)
        return load(copy)


def example_copy() -> Path:
    """Where the user's copy of the example lies, whether or not it is there."""
    return Path(platformdirs.user_data_dir("linchpin", appauthor=False)).resolve() / "example"


def reset_example() -> None:
    """Throw the user's copy of the example away, so that the bundled one opens again."""
    shutil.rmtree(example_copy(), ignore_errors=True)


def load(folder: Path | str) -> Mission:
    """The mission in `folder`; an InputError says what is missing and how to make it."""
    folder = Path(folder).expanduser().resolve()
    try:
        text = (folder / SETTINGS_FILE).read_text(encoding="utf-8-sig")
    except OSError:
        raise InputError(
            _("{folder} holds no mission.toml; make a mission there with: python -m data init {folder}").format(
                folder=folder
            )
        ) from None
    except UnicodeDecodeError:
        raise InputError(_("{file} is not UTF-8 text; save it as UTF-8.").format(file=folder / SETTINGS_FILE)) from None
    return Mission(folder, parse_settings(text, str(folder / SETTINGS_FILE)), text)


def open_mission(folder: Path | str | None = None) -> Mission:
    """The mission in `folder`, else in `LINCHPIN_MISSION`, else the user's copy of the example, else the example."""
    named = folder or os.environ.get(ENVIRONMENT)
    if named:
        return load(named)
    return load(example_copy() if (example_copy() / SETTINGS_FILE).exists() else EXAMPLE)


def init(folder: Path | str, name: str, country: str) -> Mission:
    """Make a new mission folder; an InputError where one is there already."""
    folder = Path(folder).expanduser().resolve()
    if (folder / SETTINGS_FILE).exists():
        raise InputError(_("{folder} holds a mission already; name another folder.").format(folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    mission_code = re.sub(r"[^A-Z]", "", name.split(maxsplit=1)[0].upper()) if name.split() else ""
    (folder / SETTINGS_FILE).write_text(
        NEW_SETTINGS.format(name=_quoted(name), country=_quoted(country), code=_quoted(mission_code)), encoding="utf-8"
    )
    return load(folder)


def _quoted(text: str) -> str:
    return '"' + re.sub(r"[\x00-\x1f\x7f]", " ", text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def acting(name: str) -> None:
    """Say who acts from here on in this thread: who is signed in; none for who is at the keyboard."""
    _ACTING.set(name)


def user() -> str:
    """Who acts: who is signed in, else who is at the keyboard, as the operating system knows."""
    if _ACTING.get():
        return _ACTING.get()
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


NEW_SETTINGS = """\
# This mission's settings. Every key is explained in README.md.
name = {name}
country = {country}
handling = "Not yet marked"
# Which incident source opens first; one source is shown at a time, never two added up.
sources = ["acled", "ucdp", "sage"]
# The name under which Geo-PKO lists this mission.
geopko_mission = {code}
# Where colleagues reach this app; copied links use it.
public_url = ""
# Distance of "within reach", in km, and the choices offered.
reach_km = 50
reach_choices_km = [25, 50, 75, 100, 150]
# How far a location "near" a place may be from it, in km, and one known by region where no area holds it.
near_km = 25
region_km = 100
# The authorised ceilings of military and police strength, in people.
# authorised_military = 13289
# authorised_police = 1920
# Indicators: how far behind the planned share of the way is at risk, and off course.
progress = {{ at_risk = 0.1, off_course = 0.25 }}
# Budget: from which share of the planned value on a difference asks for a remark; 0 for any.
budget = {{ departs = 0 }}
# Briefing: from which share of at least so many incidents on it says that they lie beyond reach.
briefing = {{ least_incidents = 10, outside_share = 0.5 }}
# Briefing for a post: the order of changed, threat, placed and doing, and its areas by name or id.
# profiles.hofo_gao = {{ title = "Head of Field Office, Gao", order = ["threat", "changed"], areas = ["Gao"] }}
# The Mission's own rating scale of CPAS, lowest first.
# cpas.scale = [{{ code = "1", title = "…" }}, {{ code = "2", title = "…" }}]
# What `python -m data refresh` fetches; credentials never stand here.
# live.acled = {{ country = "Mali", since = 2018-01-01 }}
# live.ucdp = {{ version = "25.1", country_number = 432 }}
# live.hdx = {{ location_code = "MLI" }}
"""
