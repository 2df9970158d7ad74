"""The options of the command `site`, in argparse's words."""

import argparse
from datetime import date

from data.footprint.siting.candidates import RULES
from data.footprint.siting.study import OBJECTIVES, WEIGHTS
from data.footprint.siting.terms import SECONDS


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not more than 0")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"{text} is less than 0")
    return value


def _month(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 12:
        raise argparse.ArgumentTypeError(f"{text} is no month from 1 to 12")
    return value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day such as 2019-01-01") from None


OPTIONS = {
    "add": (("--add",), {"type": _count, "metavar": "K", "help": "how many further sites (default: 1)"}),
    "candidates": (
        ("--candidates",),
        {
            "default": "events",
            "metavar": "FILE",
            "help": f"a table of name, latitude, longitude (cost, fixed, forbidden), or a rule: {', '.join(RULES)}",
        },
    ),
    "weight": (("--weight",), {"choices": tuple(WEIGHTS), "default": "incidents", "help": "what a site should reach"}),
    "objective": (
        ("--objective",),
        {
            "choices": OBJECTIVES,
            "help": "coverage: most within reach (default); distance: least mean (default with --graph); cover: all",
        },
    ),
    "budget": (("--budget",), {"type": _positive, "metavar": "B", "help": "the most that candidates may cost in all"}),
    "capacity": (("--capacity",), {"type": _positive, "metavar": "C", "help": "the weight that one base can take on"}),
    "fix": (("--fix",), {"nargs": "+", "default": (), "metavar": "NAME", "help": "candidates opened in any case"}),
    "forbid": (("--forbid",), {"nargs": "+", "default": (), "metavar": "NAME", "help": "candidates never opened"}),
    "months": (
        ("--months",),
        {
            "nargs": "+",
            "type": _month,
            "default": (),
            "metavar": "M",
            "help": "count these calendar months only, 1 to 12",
        },
    ),
    "stability": (
        ("--stability",),
        {"action": "store_true", "help": "also: 200 moves of the locations, single years, exact ones only, later days"},
    ),
    "split": (
        ("--split",),
        {"type": _day, "metavar": "DAY", "help": "chosen on the days before it, scored on those from it"},
    ),
    "time_limit": (
        ("--time-limit",),
        {"type": _positive, "default": SECONDS, "metavar": "S", "help": f"seconds to search (default: {SECONDS:g})"},
    ),
    "distances": (
        ("--distances",),
        {"metavar": "FILE", "help": "a ready matrix instead of incidents: origin, destination, value"},
    ),
    "demand": (("--demand",), {"metavar": "FILE", "help": "what the matrix's destinations weigh: point, weight"}),
    "graph": (("--graph",), {"metavar": "FILE", "help": "a graph instead, as the OR-Library writes p-medians"}),
    "matrix_radius": (("--radius",), {"type": _positive, "metavar": "R", "help": "reach in the unit of the matrix"}),
}
