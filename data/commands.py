"""What each command of `python -m data` does: from its arguments to one document and an exit status."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from data import export as files
from data import mission
from data.access import handling
from data.access.handling_schema import LEVELS
from data.access.roles import IMPORT, MAY, Sight
from data.audit import log as audit
from data.deck import address
from data.deck import command as deck
from data.editions.edition import Edition
from data.errors import InputError
from data.filters import Filters, find_area, query_values, unknown_parameters
from data.footprint import coverage as coverages
from data.footprint import gaps, reach
from data.footprint.coverage import by_travel
from data.footprint.siting import command as siting
from data.i18n import _
from data.importing import rejects, report, run
from data.importing import restore as restoring
from data.importing.run import Report
from data.incidents import matches as matching
from data.incidents import report as incident_report
from data.incidents.rows import Rows
from data.live.bars import Bars
from data.live.refresh import PartlyRefreshedError
from data.live.refresh import refresh as refresh_sources
from data.mandate import command as mandate
from data.mandate import evidence_report, operations_report
from data.mandate.evidence import Chain
from data.mission import Mission
from data.progress import Bar
from data.register import files as register
from data.scene import Scene
from data.snapshot import Snapshot, load, open_link

DONE, DONE_WITH_REJECTS, UNUSABLE = 0, 1, 2

# How the names of parameters begin that only change what a page shows.
OWN_TO_PAGES = ("briefing_", "incidents_", "footprint_", "workshop_", "mandate_", "evidence_", "data_")


def _mission(args: argparse.Namespace) -> Mission:
    return mission.open_mission(args.mission)


def _sight(args: argparse.Namespace, opened: Mission) -> Sight:
    """What the command shows: to the role that is named, else to those that mission.toml gives the command line."""
    return Sight(frozenset([args.role] if args.role else opened.settings.access.command_line))


def _to_change(args: argparse.Namespace) -> Mission:
    """The mission, for those who may import; an InputError for others."""
    opened = _mission(args)
    if MAY[IMPORT].isdisjoint(_sight(args, opened).roles):
        needed = ", ".join(sorted(MAY[IMPORT]))
        raise InputError(_("This command changes the mission: it needs one of the roles {roles}.").format(roles=needed))
    return opened


def check(args: argparse.Namespace) -> tuple[dict, int]:
    """Files recognised and validated."""
    with Bar() as bar:
        reports = run.check(
            args.files, _mission(args), kind=args.kind, only=args.only, mapping=args.mapping, progress=bar.step
        )
    document = report.checked(reports)
    if args.rejects:
        document["rejects_file"] = _rejects_written(reports, args.rejects)
    return document, _status(reports)


def import_(args: argparse.Namespace) -> tuple[dict, int]:
    """Files taken in as one version."""
    with Bar() as bar:
        target, reports = run.import_files(
            _to_change(args),
            args.files,
            kind=args.kind,
            only=args.only,
            mapping=args.mapping,
            complete=args.complete,
            who=args.who,
            progress=bar.step,
        )
    _marked(target, reports, args)
    return report.imported(target, reports), _status(reports)


def _marked(target: Mission, reports: Sequence[Report], args: argparse.Namespace) -> None:
    """Give what was imported its handling mark, or say on standard error what has none yet."""
    tables = report.tables_of(reports)
    if args.handling:
        for name, source in tables:
            if name not in handling.UNMARKABLE:
                handling.mark(target, name, source, args.handling, args.who or mission.user())
        return
    words = _("Not yet marked: {table}. Say how it is to be handled: --handling {levels}.")
    for name, source in handling.unmarked(target, target.settings, tables):
        named = f"{name} ({source})" if source else name
        print(words.format(table=named, levels=" | ".join(LEVELS)), file=sys.stderr)


def refresh(args: argparse.Namespace) -> tuple[dict, int]:
    """Live sources fetched and imported; one that fails does not lose the others."""
    opened, failures = _to_change(args), {}
    with Bars() as bars:
        try:
            target, reports = refresh_sources(opened, args.source, who=args.who, progress=bars)
        except PartlyRefreshedError as error:
            target, reports, failures = error.mission, error.reports, error.failures
    for sentence in failures.values():
        print(sentence, file=sys.stderr)
    if not reports:
        print(_("Nothing new."), file=sys.stderr)
    _marked(target, reports, args)
    return report.imported(target, reports) | {"failures": failures}, UNUSABLE if failures else _status(reports)


def restore(args: argparse.Namespace) -> tuple[dict, int]:
    """An old version made the newest."""
    target, version = restoring.restore(_to_change(args), args.version, args.who)
    return {"version": version, "restored": args.version, "mission": str(target.folder)}, DONE


def _rejects_written(reports: Sequence[Report], out: str) -> str:
    """Write the refused rows of one checked file; nothing where there are none."""
    if len(reports) > 1:
        raise InputError("--rejects takes one file at a time: their columns differ.")
    if reports[0].parsed.rejected_rows.empty:
        return ""
    Path(out).write_bytes(rejects.as_csv(reports[0].parsed))
    return out


def init(args: argparse.Namespace) -> tuple[dict, int]:
    """A new mission folder."""
    made = mission.init(args.folder, args.name, args.country)
    return {"mission": str(made.folder), "name": made.settings.name, "country": made.settings.country}, DONE


def versions(args: argparse.Namespace) -> tuple[dict, int]:
    """Every version."""
    versions = [
        {
            "version": v.number,
            "committed_at": v.committed_at.isoformat(timespec="seconds"),
            "who": v.who,
            "what": v.what,
            "app_version": v.app_version,
            "tables": v.tables,
        }
        for v in _mission(args).store.versions()
    ]
    return {"versions": versions}, DONE


def summary(args: argparse.Namespace) -> tuple[dict, int]:
    """Counts under a link's filters."""
    snapshot, filters, notes = _opened(args)
    rows = _narrowed(args, snapshot, filters, notes)
    return incident_report.document(snapshot, filters, rows) | {"notes": notes}, DONE


def coverage(args: argparse.Namespace) -> tuple[dict, int]:
    """Who is within reach of the base towns that are open on the last day of the period, or on another."""
    snapshot, filters, notes = _opened(args)
    rows, day = _narrowed(args, snapshot, filters, notes), args.as_of or filters.end
    bases = reach.open_on(snapshot.table("bases"), day)
    found = coverages.Coverage(rows, bases, snapshot.areas, snapshot.settings, args.radius_km or 0)
    if args.minutes is not None:
        found = by_travel(found, snapshot, args.season, args.minutes)
    elif args.radius_km is None:
        raise InputError(_("coverage needs --radius-km R, or --minutes M where the mission has travel times."))
    head = {"as_of": day.isoformat(), "from": filters.start.isoformat(), "to": filters.end.isoformat()}
    by_area = gaps.of(found, snapshot.table("bases"), snapshot.deepest_level())
    document = coverages.document(found, snapshot.sight.plans) | {"gaps": gaps.document(by_area, found.within_words)}
    return head | document | {"version": snapshot.number, "notes": notes}, DONE


def site(args: argparse.Namespace) -> tuple[dict, int]:
    """The best further sites: illustrative options, over incidents or a ready matrix."""
    if args.distances or args.graph:
        return siting.over_matrix(args), DONE
    snapshot, filters, notes = _opened(args)
    rows = _narrowed(args, snapshot, filters, notes)
    return siting.over_incidents(args, snapshot, filters, rows) | {"notes": notes}, DONE


def tasks(args: argparse.Namespace) -> tuple[dict, int]:
    """Tasks of the mandate in force with their indicators and outputs, as of the last day of the period or another."""
    snapshot, filters, notes = _opened(args)
    return mandate.document(snapshot, filters, args.as_of or filters.end) | {"notes": notes}, DONE


def report_(args: argparse.Namespace) -> tuple[dict, int]:
    """One of the mandate's three reports as a file."""
    snapshot, filters, notes = _opened(args)
    day = args.as_of or filters.end
    edition = _edition(args, snapshot)
    scene = Scene(snapshot, filters).leaving(edition)
    made = _recorded(args, scene, lambda out: mandate.report(scene, args.report, day, of=args.of or "", out=out))
    return made | {"notes": notes}, DONE


def matches(args: argparse.Namespace) -> tuple[dict, int]:
    """Events under a link's filters that another source may have too, both figures side by side."""
    snapshot, filters, notes = _opened(args)
    if args.other not in snapshot.vocabulary.sources or args.other == filters.source:
        others = ", ".join(s for s in snapshot.vocabulary.sources if s != filters.source) or _("none")
        raise InputError(
            _("--with {source} cannot be compared with {shown}; this mission has: {others}.").format(
                source=args.other, shown=filters.source, others=others
            )
        )
    found = matching.candidates(snapshot, filters.source, args.other, filters)
    days = {side: found[side].dt.strftime("%Y-%m-%d") for side in ("day_a", "day_b")}
    pairs = json.loads(found.assign(**days).to_json(orient="records"))
    document = {"source_a": filters.source, "source_b": args.other, **matching.compare_totals(found)}
    return document | {"candidates": pairs, "version": snapshot.number, "notes": notes}, DONE


def export(args: argparse.Namespace) -> tuple[dict, int]:
    """Rows under a link's filters as a file."""
    snapshot, filters, notes = _opened(args)
    chosen = _narrowed(args, snapshot, filters, notes)
    edition = _edition(args, snapshot)
    made = _recorded(
        args,
        Scene(snapshot, filters, edition=edition),
        lambda out: {"file": out, "rows": files.write(snapshot, filters, out, chosen, edition=edition)},
    )
    return made | {"version": snapshot.number, "notes": notes}, DONE


def brief(args: argparse.Namespace) -> tuple[dict, int]:
    """A view, a book, or a view for each field office, as files."""
    where = deck.meant(address.read(args.link), _mission(args))
    args.link = f"?{where.query}"
    snapshot, filters, notes = _opened(args)
    scene = Scene(snapshot, filters).leaving(_edition(args, snapshot)).unattended()  # it may run on a schedule
    if args.each_office and Path(args.out).is_file():
        raise InputError(_("--each-office needs a folder in --out, but {file} is a file.").format(file=args.out))

    def write(out: str) -> dict:
        return deck.brief(argparse.Namespace(**{**vars(args), "out": out}), scene, where)

    made = _recorded(args, scene, write)
    return made | {"notes": notes}, DONE


def evidence(args: argparse.Namespace) -> tuple[dict, int]:
    """The chain for an area or a task, as of the last day of the period."""
    snapshot, filters, notes = _opened(args)
    if args.area:
        area_id = find_area(args.area, snapshot.vocabulary.areas)
        if area_id is None:
            raise InputError(_("--area {area}: this mission has no such area.").format(area=args.area))
        filters = replace(filters, areas=(area_id,))
    if args.task and args.task not in set(snapshot.table("tasks")["task_id"]):
        raise InputError(_("--task {task}: this mission has no such task.").format(task=args.task))
    if not args.task and not filters.areas:
        raise InputError(_("evidence needs --area A, or --task T."))
    return evidence_report.document(Chain(snapshot, filters, args.task or "")) | {"notes": notes}, DONE


def operations(args: argparse.Namespace) -> tuple[dict, int]:
    """Every operation before, during and after, as of the last day of the period."""
    snapshot, filters, notes = _opened(args)
    found = operations_report.documents(snapshot, filters, args.effect)
    return {"operations": found, "version": snapshot.number, "notes": notes}, DONE


def template(args: argparse.Namespace) -> tuple[dict, int]:
    """The register's workbook, or one table, to fill in or with the newest rows."""
    opened = _mission(args)
    shot = load(opened, opened.store.latest()).seen_by(_sight(args, opened))

    def write(out: str) -> dict:
        return register.written(out, shot.whole, args.filled, args.kind)

    document = _recorded(args, Scene(shot, None), write) if args.filled else write(args.out)
    return document | {"version": shot.number}, DONE


def _edition(args: argparse.Namespace, snapshot: Snapshot) -> Edition:
    """Whom the file is for, as mission.toml has that edition today."""
    return snapshot.mission.settings.editions.of(args.edition)


def _opened(args: argparse.Namespace) -> tuple[Snapshot, Filters, list[str]]:
    """The version and filters that `--link` means, and what of it was ignored, said on standard error too."""
    opened = _mission(args)
    snapshot, reading = open_link(opened, args.link, _sight(args, opened))
    own = [key for key in query_values(args.link) if key.startswith(OWN_TO_PAGES)]
    notes = [*reading.notes, *unknown_parameters(args.link, tuple(own))]
    for note in notes:
        print(note, file=sys.stderr)
    return snapshot, reading.filters, notes


def _recorded(args: argparse.Namespace, scene: Scene, write: Callable[[str], dict]) -> dict:
    """What `write` makes at a path, and says of it; put on record before anything of it stands where `--out` asks."""
    asked, shot = Path(args.out), scene.snapshot
    asked.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=asked.parent) as folder:
        made = Path(folder) / asked.name
        document = write(str(made))
        link = scene.filters.to_link(complete=True) if scene.filters else ""
        roles = (args.role,) if args.role else shot.mission.settings.access.command_line
        audit.note(
            shot.mission,
            audit.Export(str(asked), args.who or "", roles, "command", link, shot.number or None, scene.edition.key),
        )
        if made.is_dir():
            asked.mkdir(exist_ok=True)
        for file in made.iterdir() if made.is_dir() else [made]:
            os.replace(file, asked / file.name if made.is_dir() else asked)
    listed = [one | {"file": str(asked / Path(one["file"]).name)} for one in document.get("files", ())]
    return document | {"file": str(asked)} | ({"files": listed} if listed else {})


def _narrowed(args: argparse.Namespace, snapshot: Snapshot, filters: Filters, notes: list[str]) -> Rows:
    """The incidents that the link chooses among those of its filters; what it could not is noted too."""
    rows, ignored = incident_report.rows_of(snapshot, filters, args.link)
    for note in ignored:
        print(note, file=sys.stderr)
    notes += ignored
    return rows


def _status(reports: Sequence[Report]) -> int:
    return DONE_WITH_REJECTS if any(r.parsed.rejected for r in reports) else DONE
