"""Measurements of the project; without a choice, the pages: what a filter change costs beside an empty page."""

import argparse
import json
import sys
from pathlib import Path

from data import mission
from tests.bench import browser, imports, mandate, pages, server, slow
from tests.bench.results import as_json, table


def numbers(text: str) -> tuple[int, ...]:
    """`15000,400000`."""
    return tuple(int(part) for part in text.split(","))


def names(text: str) -> tuple[str, ...]:
    """`incidents,briefing`, each a page that is measured."""
    found = tuple(text.split(","))
    if unknown := set(found) - set(pages.PAGES):
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))} is none of {', '.join(pages.PAGES)}")
    return found


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    made.add_argument("--sizes", type=numbers, default=pages.SIZES, help="events, joined by commas")
    made.add_argument("--pages", type=names, default=pages.PAGES, help="pages, joined by commas")
    made.add_argument("--out", type=Path, help="file for the JSON; else it goes to standard output")
    made.add_argument("--rounds", type=int, help="filter changes a page (20), or imports (7)")
    made.add_argument("--users", type=int, default=20, help="users on one server; 0 leaves them out")
    made.add_argument("--seconds", type=int, default=60, help="for how long they change filters")
    made.add_argument("--visits", type=int, default=3, help="cold visits in Chromium; 0 leaves it out")
    made.add_argument("--no-memory", action="store_true", help="leave memory out, which waits for two collections")
    made.add_argument("--import", dest="imports", action="store_true", help="the import of the real file instead")
    made.add_argument("--large", action="store_true", help="the import of 400,000 rows instead: time and memory")
    made.add_argument("--mandate", action="store_true", help="the views of page Mandate on a full register instead")
    made.add_argument("--bytes", action="store_true", help="the briefing of the example on a slow link instead")
    return made


def on_slow_link() -> int:
    """Print the three figures of the briefing on the bundled example; 1 where a limit is broken."""
    if browser.program() is None:
        print("Chromium is not on the PATH: install Debian's package chromium.", file=sys.stderr)
        return 2
    with server.servers(mission.EXAMPLE, ("floor", "ours")) as running, browser.chromium() as opened:
        found = slow.measure(opened, running["ours"].port, running["floor"].port)
    print(found)
    return int(not found.kept)


def main() -> int:
    """Write JSON and a table; exit 1 where a limit is broken, 2 where what is needed is absent."""
    args = parser().parse_args()
    if args.bytes:
        return on_slow_link()
    if args.imports or args.large:
        return imports.run(args.rounds or 7, args.large)
    absent = [path for path in pages.made.boundaries(pages.SHARED) if not path.exists()]
    if absent:
        print(f"{absent[0]} is not there: this measurement needs the reference files beside the repository.",
              file=sys.stderr)  # fmt: skip
        return 2
    if args.mandate:
        results = mandate.measure(args.rounds or 20)
        print(json.dumps(as_json(results), indent=1))
        print(mandate.table(results), file=sys.stderr)
        return int(bool(mandate.over(results)))
    if args.visits and browser.program() is None:
        print("Chromium is not on the PATH: install Debian's package chromium, or give --visits 0.", file=sys.stderr)
        return 2
    plan = pages.Plan(
        args.sizes, args.pages, args.rounds or 20, users=args.users, seconds=args.seconds, visits=args.visits,
        in_chromium=bool(args.visits), memory=not args.no_memory and server.HAS_PROC,
    )  # fmt: skip
    results = []
    for of_size in pages.measure(plan):  # a long run: what is measured is on disk at once
        results += of_size
        if args.out:
            args.out.write_text(json.dumps(as_json(results), indent=1) + "\n", encoding="utf-8")
    if not args.out:
        print(json.dumps(as_json(results), indent=1))
    print(table(results, args.users), file=sys.stdout if args.out else sys.stderr)
    return int(not all(result.kept for result in results))


if __name__ == "__main__":
    sys.exit(main())
