"""Credentials of live sources, from the environment or a `secrets.toml`. They are shown, logged and saved nowhere."""

import base64
import binascii
import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, quote_plus

from data.errors import InputError
from data.i18n import _

PROJECT_SECRETS = Path(__file__).resolve().parents[2] / ".streamlit" / "secrets.toml"
MISSION_SECRETS = "secrets.toml"
# Of each source: the key in its section of secrets.toml, and the variable that goes before it.
NAMES = {
    "acled": {"username": "ACLED_USERNAME", "password": "ACLED_PASSWORD"},
    "ucdp": {"token": "UCDP_TOKEN"},
    "hdx": {"app_identifier": "HDX_APP_IDENTIFIER"},
}
WHERE_FROM = {
    "acled": "https://acleddata.com",
    "ucdp": "https://ucdp.uu.se/apidocs/",
    "hdx": "https://hapi.humdata.org/docs",
}
IN_HEADERS = {"token", "app_identifier"}
SHORTEST_HIDDEN = 4  # characters; hiding shorter ones would leave nothing legible


@dataclass
class Credentials:
    """What opens one source, by the key in secrets.toml, and every secret that came with it later."""

    values: dict[str, str] = field(repr=False)
    later: set[str] = field(default_factory=set, repr=False)

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def add(self, *secrets: str) -> None:
        """Secrets that a service gave out, such as tokens."""
        self.later |= set(secrets)

    def redacted(self, text: str) -> str:
        """`text` with stars where a secret stands, as it is, quoted for a URL, or inside base64."""
        secrets = {form for value in {*self.values.values(), *self.later} for form in _forms(value)}
        for secret in sorted(secrets, key=len, reverse=True):
            text = text.replace(secret, "***")
        return text


def _forms(value: str) -> set[str]:
    try:
        inside = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, ValueError):
        inside = ""
    plain = {value, inside, *inside.split(":")}
    quoted = {form for text in plain for form in (text, quote(text), quote(text, safe=""), quote_plus(text))}
    return {form for form in quoted if len(form) >= SHORTEST_HIDDEN}


def find(code: str, title: str, mission_folder: Path) -> Credentials:
    """The credentials of a source: the environment first, then the mission's secrets.toml, then the project's.

    An InputError names what is missing and where to get it.
    """
    values = {name: _value(code, name, variable, mission_folder) for name, variable in NAMES[code].items()}
    if not all(values.values()):
        raise InputError(_missing(code, title))
    for name in IN_HEADERS & set(values):
        if not values[name].isascii() or not values[name].isprintable() or " " in values[name]:
            raise InputError(
                _("{variable} holds a character that cannot be in it; copy it anew from {url}.").format(
                    variable=NAMES[code][name], url=WHERE_FROM[code]
                )
            )
    return Credentials(values)


def given(code: str, mission_folder: Path) -> bool:
    """True where any credential of a source is set."""
    return any(_value(code, name, variable, mission_folder) for name, variable in NAMES[code].items())


def _value(code: str, name: str, variable: str, mission_folder: Path) -> str:
    if value := os.environ.get(variable, "").strip():
        return value
    for path in (mission_folder / MISSION_SECRETS, PROJECT_SECRETS):
        section = _read(path).get(code)
        if isinstance(section, dict) and (value := str(section.get(name, "")).strip()):
            return value
    return ""


def _read(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError:
        raise InputError(_("{file} cannot be read: let the user who runs this read it.").format(file=path)) from None
    except ValueError:  # the reason is not told: it can hold a part of the file
        raise InputError(
            _("{file} is not valid TOML in UTF-8: write it as .streamlit/secrets.toml.example shows.").format(file=path)
        ) from None


def _missing(code: str, title: str) -> str:
    return _("{title} needs credentials: set {variables}, or {keys} under [{section}] in {file}; see {url}.").format(
        title=title,
        variables=_(" and ").join(NAMES[code].values()),
        keys=_(" and ").join(NAMES[code]),
        section=code,
        file=MISSION_SECRETS,
        url=WHERE_FROM[code],
    )
