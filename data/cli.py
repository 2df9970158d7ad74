"""Commands of `python -m data`: exit status 0 done, 1 done with rows rejected, 2 the input cannot be used."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from data import export, mission
from data.errors import InputError, StoreBusyError
from data.filters import Filters, unknown_parameters
from data.importing import rejects, report, restore, run
from data.importing.run import Report
from data.incidents import report as incident_report
from data.mission import Mission
from data.progress import Bar
from data.snapshot import Snapshot, open_link

DONE, DONE_WITH_REJECTS, UNUSABLE = 0, 1, 2
REJECTS_SHOWN = 20


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    args = _parser().parse_args(argv)
    try:
        document, status = args.run(args)
    except (InputError, StoreBusyError) as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    except OSError as error:
        print(f"{error.filename}: {error.strerror}.", file=sys.stderr)
        return UNUSABLE
    print(json.dumps(document, ensure_ascii=False, indent=2) if args.json else _as_text(document))
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description="Linchpin's data layer on the command line.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run_, help_, options in COMMANDS:
        command = commands.add_parser(name, help=help_, description=help_)
        command.set_defaults(run=run_)
        command.add_argument("--json", action="store_true", help="one JSON document on standard output")
        for option in options:
            flags, settings = OPTIONS[option]
            command.add_argument(*flags, **settings)
    return parser


def _mission(args: argparse.Namespace) -> Mission:
    return mission.open_mission(args.mission)


def _check(args: argparse.Namespace) -> tuple[dict, int]:
    with Bar() as bar:
        reports = run.check(
            args.files, _mission(args), kind=args.kind, only=args.only, mapping=args.mapping, progress=bar.step
        )
    document = report.checked(reports)
    if args.rejects:
        document["rejects_file"] = _rejects_written(reports, args.rejects)
    return document, _status(reports)


def _import(args: argparse.Namespace) -> tuple[dict, int]:
    with Bar() as bar:
        target, reports = run.import_files(
            _mission(args),
            args.files,
            kind=args.kind,
            only=args.only,
            mapping=args.mapping,
            complete=args.complete,
            who=args.who,
            progress=bar.step,
        )
    return report.imported(target, reports), _status(reports)


def _restore(args: argparse.Namespace) -> tuple[dict, int]:
    target, version = restore.restore(_mission(args), args.version, args.who)
    return {"version": version, "restored": args.version, "mission": str(target.folder)}, DONE


def _rejects_written(reports: Sequence[Report], out: str) -> str:
    """Write the refused rows of one checked file; nothing where there are none."""
    if len(reports) > 1:
        raise InputError("--rejects takes one file at a time: their columns differ.")
    if reports[0].parsed.rejected_rows.empty:
        return ""
    Path(out).write_bytes(rejects.as_csv(reports[0].parsed))
    return out


def _init(args: argparse.Namespace) -> tuple[dict, int]:
    made = mission.init(args.folder, args.name, args.country)
    return {"mission": str(made.folder), "name": made.settings.name, "country": made.settings.country}, DONE


def _versions(args: argparse.Namespace) -> tuple[dict, int]:
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


def _summary(args: argparse.Namespace) -> tuple[dict, int]:
    snapshot, filters, notes = _opened(args)
    return incident_report.document(snapshot, filters) | {"notes": notes}, DONE


def _export(args: argparse.Namespace) -> tuple[dict, int]:
    snapshot, filters, notes = _opened(args)
    rows = export.write(snapshot, filters, args.out)
    return {"file": str(args.out), "rows": rows, "version": snapshot.number, "notes": notes}, DONE


def _opened(args: argparse.Namespace) -> tuple[Snapshot, Filters, list[str]]:
    """The version and filters that `--link` means, and what of it was ignored, said on standard error too."""
    snapshot, reading = open_link(_mission(args), args.link)
    notes = [*reading.notes, *unknown_parameters(args.link)]
    for note in notes:
        print(note, file=sys.stderr)
    return snapshot, reading.filters, notes


def _status(reports: Sequence[Report]) -> int:
    return DONE_WITH_REJECTS if any(r.parsed.rejected for r in reports) else DONE


def _as_text(document: dict) -> str:
    """The document for people: a line a key, lists as indented lines, long ones cut with a count."""
    lines = []
    for key, value in document.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [f"{key}:", *(f"  {_row(row)}" for row in value[:REJECTS_SHOWN])]
            lines += (
                [f"  … and {len(value) - REJECTS_SHOWN} more (--json shows all)"] if len(value) > REJECTS_SHOWN else []
            )
        elif isinstance(value, dict):
            lines += [f"{key}:", *(f"  {k}: {_row(v)}" for k, v in value.items())]
        elif value not in (None, "", []):
            lines.append(f"{key}: {_row(value)}")
    return "\n".join(lines)


def _row(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{k} {_row(v)}" for k, v in value.items() if v not in (None, "", []) and k != "rejects")
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) and value > 9999 else str(value)


OPTIONS = {
    "files": (
        ("files",),
        {
            "nargs": "+",
            "metavar": "FILE",
            "help": "CSV, Excel, Parquet, JSON, GeoJSON, GeoPackage or shapefile",
        },
    ),
    "folder": (("folder",), {"metavar": "DIR", "help": "the folder to make"}),
    "mission": (
        ("--mission",),
        {"metavar": "DIR", "help": "mission folder (default: LINCHPIN_MISSION, else the example)"},
    ),
    "kind": (
        ("--kind",),
        {"choices": run.IMPORTED_TABLES, "help": "which table the rows belong to, where columns do not tell"},
    ),
    "only": (("--only",), {"metavar": "MISSION", "help": "the one mission to take from a Geo-PKO file"}),
    "mapping": (("--mapping",), {"metavar": "NAME", "help": "the saved mapping to read with: mappings/NAME.toml"}),
    "complete": (
        ("--complete",),
        {"action": "store_true", "help": "the file has every event of its days: events that it lacks are removed"},
    ),
    "rejects": (("--rejects",), {"metavar": "FILE", "help": "write the refused rows there, to be corrected"}),
    "version": (("--version",), {"required": True, "type": int, "metavar": "N", "help": "the version to restore"}),
    "who": (("--who",), {"metavar": "NAME", "help": "who imports (default: the user of this machine)"}),
    "name": (("--name",), {"default": "New mission", "help": "the mission's name"}),
    "country": (("--country",), {"default": "Mali", "help": "the country it works in"}),
    "link": (
        ("--link",),
        {"default": "", "metavar": "QUERY", "help": "filters as a link carries them, '?from=…&to=…&type=…'"},
    ),
    "out": (("--out",), {"required": True, "metavar": "FILE", "help": "file to write: .csv .parquet .geojson .xlsx"}),
}
COMMANDS = (
    (
        "check",
        _check,
        "recognise and validate files, change nothing",
        ("files", "mission", "kind", "only", "mapping", "rejects"),
    ),
    ("init", _init, "make a new mission folder", ("folder", "name", "country")),
    (
        "import",
        _import,
        "add or revise rows, as one version",
        ("files", "mission", "kind", "only", "mapping", "complete", "who"),
    ),
    ("versions", _versions, "what was imported when, by whom", ("mission",)),
    ("restore", _restore, "an old version as a new one", ("version", "mission", "who")),
    ("summary", _summary, "counts under the filters", ("mission", "link")),
    ("export", _export, "rows under the filters as a file", ("mission", "link", "out")),
)
