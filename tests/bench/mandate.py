"""Views of pages Mandate and Evidence with a full register, through the real server: each beside the floor, in turn."""

import tempfile
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from components import views
from data import mission
from data.importing.run import import_files
from tests.bench import made, mandate_made, pages, walk
from tests.bench.made import LAST
from tests.bench.mandate_made import Size
from tests.bench.results import Result, of_rounds
from tests.bench.server import SCRIPTS, Server
from tests.bench.session import Session

EVENTS = 15_000
LIMIT = 4  # times the floor
WARM_UP = 2
DAYS = tuple(f"2026/{month:02}/{day:02}" for month in range(6, 0, -1) for day in (29, 22, 15, 8, 1))
PARTS = tuple(f"mandate?mandate_part={part}" for part in views.MANDATE_PARTS)
WITHIN = tuple(
    f"mandate?mandate_part={part}&{parameter.name}={code}"
    for part, parameter in (("progress", views.PROGRESS_VIEW), ("plan", views.PLAN_PART), ("cpas", views.CPAS_PART))
    for code in parameter.accepted[1:]
)
OF_ONE = ("mandate?mandate_part=progress&mandate_item=indicator/i8", "mandate?mandate_task=t3")
OF_EVIDENCE = tuple(f"evidence?evidence_part={part}" for part in views.EVIDENCE_PARTS)
QUERIES = (*PARTS, *WITHIN, *OF_ONE, *OF_EVIDENCE)


def measure(rounds: int, queries: tuple[str, ...] = QUERIES, size: Size | None = None) -> list[Result]:
    """Server time of filter changes, and of changes of the last day, which every figure of progress hangs on."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home = Path(folder) / "made"
        _mission(home, size or Size())
        servers = {}
        for name in ("floor", "ours"):
            servers[name] = Server(SCRIPTS[name], home)
            stack.callback(servers[name].stop)
        for one in servers.values():
            one.wait()
        results = []
        for query in queries:
            pages.say(f"/{query}")
            results += _of_view(servers, query, rounds, (size or Size()).measurements)
        return results


def _mission(folder: Path, size: Size) -> None:
    new = mission.init(folder, "MINUSMA bench", "Mali")
    import_files(new, made.boundaries(pages.SHARED))
    made.write(new, EVENTS)
    mandate_made.write(new, size)


def _of_view(servers: dict[str, Server], query: str, rounds: int, rows: int) -> list[Result]:
    filters: dict[str, list[float]] = {name: [] for name in servers}
    days: dict[str, list[float]] = {name: [] for name in servers}
    path, own = query.split("?")
    with ExitStack() as opened:
        sessions = {
            name: opened.enter_context(Session(server.port, path, f"{walk.START}&{own}"))
            for name, server in servers.items()
        }
        for session in sessions.values():
            session.open()
        for i, step in enumerate(islice(walk.steps(1), rounds + WARM_UP)):
            for name, session in sessions.items():
                run = walk.take(session, step)
                if i >= WARM_UP:
                    filters[name].append(run.seconds)
        for last in DAYS[: max(rounds // 2, 1)]:
            for name, session in sessions.items():
                days[name].append(session.change(walk.DAYS, ["2025/07/01", last]).seconds)
        for name, session in sessions.items():
            if session.problems:
                raise RuntimeError(f"{name} showed an error on {query}: {session.problems[0]}")
    return [
        of_rounds(query, rows, "filter_change", "s", filters),
        of_rounds(query, rows, "day_change", "s", days),
    ]


def over(results: list[Result]) -> list[Result]:
    """Filter changes that take more than `LIMIT` times the floor."""
    return [r for r in results if r.measure == "filter_change" and (r.ratio_to_floor or 0) > LIMIT]


def table(results: list[Result]) -> str:
    """A Markdown table: a row a view."""
    lines = ["| view | filter change | × floor | another last day | × floor |", "|---|---|---|---|---|"]
    for change, day in zip(results[::2], results[1::2], strict=True):
        figures = (change.value * 1000, change.ratio_to_floor, day.value * 1000, day.ratio_to_floor)
        lines.append("| /{} | {:.0f} ms | {:.1f} | {:.0f} ms | {:.1f} |".format(change.page, *figures))
    return "\n".join([*lines, "", f"up to {LAST}; the limit of a filter change is {LIMIT} times the floor"])
