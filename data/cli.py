"""Commands of `python -m data`: exit status 0 done, 1 done with rows rejected, 2 the input cannot be used."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date

from data import commands
from data import template as templates
from data.access.handling_schema import LEVELS
from data.access.roles import ROLES
from data.commands import UNUSABLE
from data.deck import formats
from data.editions.edition import INTERNAL_KEY, KEYS
from data.errors import InputError, StoreBusyError
from data.footprint.siting.options import OPTIONS as SITING
from data.footprint.travel_schema import SEASONS
from data.importing import run
from data.live.sources import SOURCES
from data.mandate.reports.report import KINDS

REJECTS_SHOWN = 20
MOST_KM = 1000.0
MOST_MINUTES = 100_000.0
EMPTY = ("", [], {})


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


def _as_text(document: dict) -> str:
    """The document for people: a line a key, lists as indented lines, long ones cut with a count; – for unknown."""
    lines = []
    for key, value in document.items():
        if key == "changes" and not value["cells"]:
            continue
        if value is None:
            lines.append(f"{key}: –")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [f"{key}:", *(f"  {_row(row)}" for row in value[:REJECTS_SHOWN])]
            lines += (
                [f"  … and {len(value) - REJECTS_SHOWN} more (--json shows all)"] if len(value) > REJECTS_SHOWN else []
            )
        elif isinstance(value, dict) and any(v not in EMPTY for v in value.values()):
            lines += [f"{key}:", *(f"  {line}" for line in _as_text(value).splitlines())]
        elif value not in EMPTY and not isinstance(value, dict):
            lines.append(f"{key}: {_row(value)}")
    return "\n".join(lines)


def _row(value: object) -> str:
    if isinstance(value, list):
        return " ".join(_row(part) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{k} {_row(v)}" for k, v in value.items() if v not in (None, "", []) and k != "rejects")
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) and value > 9999 else str(value)


def _kilometres(text: str) -> float:
    """A reach of the command line."""
    value = float(text)
    if not 0 < value <= MOST_KM:
        raise argparse.ArgumentTypeError(f"{text} is not more than 0 and at most {MOST_KM:g}")
    return value


def _minutes(text: str) -> float:
    """A travel time of the command line."""
    value = float(text)
    if not 0 < value < MOST_MINUTES:
        raise argparse.ArgumentTypeError(f"{text} is not more than 0 and less than {MOST_MINUTES:g}")
    return value


def _day(text: str) -> date:
    """A day of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day such as 2019-06-30") from None


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
    "role": (("--role",), {"choices": ROLES, "help": "show what this role is shown (default: as mission.toml says)"}),
    "handling": (("--handling",), {"choices": LEVELS, "help": "the handling mark of what is imported"}),
    "kind": (
        ("--kind",),
        {"choices": run.IMPORTED_TABLES, "help": "which table the rows belong to, where columns do not tell"},
    ),
    "only": (("--only",), {"metavar": "MISSION", "help": "the one mission to take from a Geo-PKO file"}),
    "source": (
        ("--source",),
        {"nargs": "+", "default": (), "choices": tuple(SOURCES), "help": "live sources (default: all that are set up)"},
    ),
    "mapping": (("--mapping",), {"metavar": "NAME", "help": "the saved mapping to read with: mappings/NAME.toml"}),
    "complete": (
        ("--complete",),
        {"action": "store_true", "help": "the file has every event of its days: events that it lacks are removed"},
    ),
    "rejects": (("--rejects",), {"metavar": "FILE", "help": "write the refused rows there, to be corrected"}),
    "version": (("--version",), {"required": True, "type": int, "metavar": "N", "help": "the version to restore"}),
    "who": (("--who",), {"metavar": "NAME", "help": "who does it, for the record (default: the user of this machine)"}),
    "name": (("--name",), {"default": "New mission", "help": "the mission's name"}),
    "country": (("--country",), {"default": "Mali", "help": "the country it works in"}),
    "link": (
        ("--link",),
        {"default": "", "metavar": "QUERY", "help": "filters as a link carries them, '?from=…&to=…&type=…'"},
    ),
    "with": (
        ("--with",),
        {"required": True, "dest": "other", "metavar": "SOURCE", "help": "the source to compare with"},
    ),
    "radius": (
        ("--radius-km",),
        {"dest": "radius_km", "type": _kilometres, "metavar": "R", "help": "reach, straight line"},
    ),
    "as_of": (
        ("--as-of",),
        {"type": _day, "metavar": "DAY", "help": "as of this day (default: the last day of the period)"},
    ),
    "minutes": (
        ("--minutes",),
        {"type": _minutes, "metavar": "M", "help": "reach by travel time instead, from tables travel_times and roads"},
    ),
    "season": (("--season",), {"choices": SEASONS, "default": "dry", "help": "whose travel times (default: dry)"}),
    "area": (("--area",), {"metavar": "A", "help": "an area, by id, name or Region/Cercle"}),
    "task": (("--task",), {"metavar": "T", "help": "a task, by its id"}),
    "effect": (
        ("--effect",),
        {"action": "store_true", "help": "for analysts: before and after against comparable areas"},
    ),
    "report": (
        ("--kind",),
        {"dest": "report", "required": True, "choices": KINDS, "help": "budget performance, CPAS quarter, SG's annex"},
    ),
    "of": (("--of",), {"metavar": "YEAR|QUARTER", "help": "2019/20 or 2019Q3 (default: that of the day)"}),
    "report_out": (("--out",), {"required": True, "metavar": "FILE", "help": "file to write: .xlsx .docx"}),
    "edition": (
        ("--edition",),
        {"choices": KEYS, "default": INTERNAL_KEY, "help": "whom the file is for: the Mission, partners, host State"},
    ),
    "out": (("--out",), {"required": True, "metavar": "FILE", "help": "file to write: .csv .parquet .geojson .xlsx"}),
    "out_book": (
        ("--out",),
        {"required": True, "metavar": "FILE", "help": "file to write: .xlsx or .zip; with --kind .xlsx or .csv"},
    ),
    "link_of_view": (
        ("--link",),
        {
            "default": "",
            "metavar": "LINK",
            "help": "a view as its link has it, '/incidents?from=…'; '?from=…' a briefing; '/?brief=NAME' a short link",
        },
    ),
    "out_deck": (
        ("--out",),
        {
            "required": True,
            "metavar": "FILE|DIR",
            "help": "file to write: .pptx .pdf .html .xlsx; a folder for offices",
        },
    ),
    "profile": (("--profile",), {"metavar": "KEY", "help": "for whom the briefing is ordered, by a profile's key"}),
    "book": (("--book",), {"metavar": "ID", "help": "the pages of a briefing book instead of one view"}),
    "each_office": (
        ("--each-office",),
        {"action": "store_true", "help": "one file for each field office, in the areas that it covers"},
    ),
    "format": (
        ("--format",),
        {"choices": [ending[1:] for ending in formats.WRITERS], "help": "of the offices' files (default: pptx)"},
    ),
    "date": (
        ("--date",),
        {"type": _day, "metavar": "DAY", "help": "the day that the file is dated (default: SOURCE_DATE_EPOCH, today)"},
    ),
    "filled": (("--filled",), {"action": "store_true", "help": "with the mission's rows, not empty"}),
    "table": (("--kind",), {"choices": templates.names(), "help": "one table alone (default: the whole register)"}),
    **SITING,
}
WHO = ("mission", "role", "who")
COMMANDS = (
    (
        "check",
        commands.check,
        "recognise and validate files, change nothing",
        ("files", "mission", "kind", "only", "mapping", "rejects"),
    ),
    ("init", commands.init, "make a new mission folder", ("folder", "name", "country")),
    (
        "import",
        commands.import_,
        "add or revise rows, as one version",
        ("files", "mission", "role", "kind", "only", "mapping", "complete", "who", "handling"),
    ),
    ("versions", commands.versions, "what was imported when, by whom", ("mission",)),
    (
        "refresh",
        commands.refresh,
        "fetch from the live sources and import what is new",
        ("source", "mission", "role", "who", "handling"),
    ),
    ("restore", commands.restore, "an old version as a new one", ("version", "mission", "role", "who")),
    ("summary", commands.summary, "counts under the filters", ("mission", "role", "link")),
    (
        "coverage",
        commands.coverage,
        "what is within reach of base towns",
        ("mission", "role", "link", "radius", "as_of", "minutes", "season"),
    ),
    (
        "site",
        commands.site,
        "the best further bases, today's kept: illustrative options",
        ("mission", "role", "link", "radius", "as_of", *SITING),
    ),
    (
        "template",
        commands.template,
        "a workbook to fill in, one sheet a table of the register, or with the mission's rows",
        ("out_book", "filled", "table", *WHO),
    ),
    (
        "tasks",
        commands.tasks,
        "progress of the mandate tasks, their indicators and outputs",
        ("mission", "role", "link", "as_of"),
    ),
    (
        "report",
        commands.report_,
        "budget performance, CPAS quarter sheet or the Secretary-General's annex, as Excel or Word",
        ("report", "report_out", "of", "edition", *WHO, "link", "as_of"),
    ),
    ("matches", commands.matches, "events that another source may have too", ("mission", "role", "link", "with")),
    (
        "evidence",
        commands.evidence,
        "for an area or a task: threats, incidents, bases, tasks, indicators, assessment, recommendation",
        ("mission", "role", "link", "area", "task"),
    ),
    (
        "operations",
        commands.operations,
        "before, during and after each operation",
        ("mission", "role", "link", "effect"),
    ),
    (
        "brief",
        commands.brief,
        "a view, a briefing book, or a view for each field office, as PowerPoint, PDF, HTML or Excel",
        (
            "out_deck",
            "link_of_view",
            "profile",
            "book",
            "each_office",
            "format",
            "date",
            "edition",
            "mission",
            "role",
            "who",
        ),
    ),
    (
        "export",
        commands.export,
        "rows under the filters as a file",
        ("mission", "role", "who", "link", "out", "edition"),
    ),
)
