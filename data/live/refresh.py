"""Refresh: rows of the live sources fetched, written as files, and imported as one version."""

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data.errors import InputError
from data.i18n import _
from data.importing import run
from data.importing.run import Report
from data.live import credentials, pages
from data.live.client import Client
from data.live.folder import only_run
from data.live.pages import Progress
from data.live.sources import SOURCES, Source, address
from data.live.spool import Spool
from data.mission import Mission

FOLDER = "refresh"  # in the mission folder


class PartlyRefreshedError(InputError):
    """Some sources failed, the others were imported: `reports` of those, `failures` by source in one sentence each."""

    def __init__(self, mission: Mission, reports: list[Report], failures: dict[str, str]) -> None:
        super().__init__(" ".join(failures.values()))
        self.mission, self.reports, self.failures = mission, reports, failures


@dataclass(frozen=True)
class _Fetched:
    """A source's rows as a file to import, and the spool that remembers that they were."""

    code: str
    file: Path
    spool: Spool


def refresh(
    mission: Mission,
    sources: Sequence[str] = (),
    *,
    who: str | None = None,
    progress: Progress = lambda _source, _rows, _total: None,
    sleep: Callable[[float], None] = time.sleep,
) -> tuple[Mission, list[Report]]:
    """Fetch what changed at the sources named, else at all that are set up, and import it as one version.

    Returns the mission that was written to and a report a file; none where nothing is new. Where a source fails, the
    others are imported first; then PartlyRefreshedError says what became of each. Where all fail: InputError.
    """
    chosen = list(dict.fromkeys(sources or set_up(mission)))
    failures: dict[str, str] = {}
    clients = [made for code in chosen if (made := _try(failures, code, _client, SOURCES[code], mission, sleep))]
    target = mission.writable() if clients else mission
    with tempfile.TemporaryDirectory() as folder, ExitStack() as held:
        fetched = []
        for client in clients:
            fetched += _try(failures, client.source.code, _fetch, client, target, Path(folder), held, progress) or []
        reports = _imported(target, fetched, who, failures)
    if failures and len(failures) == len(chosen):
        raise InputError(" ".join(failures.values()))
    if failures:
        raise PartlyRefreshedError(target, reports, failures)
    return target, reports


def set_up(mission: Mission) -> list[str]:
    """The sources that have credentials, or a part of their own in `mission.toml`; an InputError where none has."""
    named = mission.settings.live.model_fields_set
    found = [code for code in SOURCES if code in named or credentials.given(code, mission.folder)]
    if not found:
        variables = [" + ".join(names.values()) for names in credentials.NAMES.values()]
        words = _("No live source is set up: set {variables}, or write them to secrets.toml; README.md says how.")
        raise InputError(words.format(variables=_(" or ").join(variables)))
    return found


def _try(failures: dict[str, str], code: str, step: Callable, *args: object) -> object:
    """What a step for one source gives; its InputError is kept as the source's failure."""
    try:
        return step(*args)
    except InputError as error:
        failures[code] = str(error)
        return None


def _client(source: Source, mission: Mission, sleep: Callable[[float], None]) -> Client:
    """A client with credentials, once address and settings are known to be sound."""
    root = address(source)
    pages.query(source, mission.settings, root)
    return Client(source, root, credentials.find(source.code, source.title, mission.folder), sleep)


def _fetch(client: Client, mission: Mission, folder: Path, held: ExitStack, progress: Progress) -> list[_Fetched]:
    """The source's rows as one file; nothing where they are those imported last."""
    source = client.source
    kept = mission.folder / FOLDER / source.code
    held.enter_context(only_run(kept))
    spool = Spool(kept, pages.query(source, mission.settings, client.root))
    rows = pages.fetch(client, mission.settings, spool, progress)
    if not rows:
        words = _("{title} has no rows for this mission: check live.{code} in mission.toml.")
        raise InputError(words.format(title=source.title, code=source.code))
    if not spool.is_new(mission.store.latest()):
        return []
    file = folder / f"{source.code}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    file.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return [_Fetched(source.code, file, spool)]


def _imported(mission: Mission, fetched: list[_Fetched], who: str | None, failures: dict[str, str]) -> list[Report]:
    """A report a file. Where one cannot be used, the others are imported without it."""
    if not fetched:
        return []
    try:
        _target, reports = run.import_files(mission, [f.file for f in fetched], who=who)
    except InputError:
        usable = [f for f in fetched if _try(failures, f.code, run.check, [f.file], mission)]
        if len(usable) == len(fetched):
            raise
        return _imported(mission, usable, who, failures)
    for one in fetched:
        one.spool.imported(reports[0].version)
    return reports
