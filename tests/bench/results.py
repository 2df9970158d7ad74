"""Results of the benchmark: one a measure, page and size; the limits that some have; JSON and a table."""

import statistics
from dataclasses import asdict, dataclass
from itertools import groupby

# How measures are called in the table.
NAMES = {
    "filter_change": "filter change, server time",
    "filter_change_cpu": "filter change, processor time of the server",
    "filter_change_bytes": "filter change, bytes on the wire",
    "filter_change_bytes_beyond_empty": "filter change, bytes beyond an empty page",
    "filter_change_bytes_decoded": "filter change, bytes after decompression",
    "filter_and_aggregate": "filter and aggregate alone",
    "first_run": "first run of a new session, server time",
    "first_page_bytes": "first page in Chromium with nothing cached, bytes",
    "first_page_bytes_beyond_empty": "first page, bytes beyond an empty page without Plotly's script",
    "plotly_script_bytes": "Plotly's script, bytes",
    "page_again_bytes": "the same page again in Chromium, its static files cached, bytes",
    "filter_change_bytes_in_chromium": "filter change in Chromium, bytes",
    "map_drawn": "map drawn in Chromium after navigation (floor: page at rest)",
    "memory": "memory of the server after one user's changes",
    "memory_peak": "memory of the server, peak",
    "memory_per_user": "memory of one more user",
    "users_p95": "95th percentile of {users} users who change a filter every 10 s",
    "users_p95_to_single": "the same, times the single user's median",
}
# What is to be reached: the most that `of` may be, by measure and rows (None: any size).
LIMITS = {
    ("filter_change", 15_000): ("ratio_to_floor", 4),
    ("filter_change", 400_000): ("ratio_to_floor", 5),
    ("filter_change", 3_000_000): ("ratio_to_floor", 10),
    ("filter_and_aggregate", 400_000): ("ratio_to_baseline", 0.25),
    ("filter_and_aggregate", 3_000_000): ("ratio_to_baseline", 0.25),
    ("first_page_bytes_beyond_empty", None): ("value", 400_000),
    ("filter_change_bytes_beyond_empty", None): ("value", 120_000),
    ("memory", 3_000_000): ("value", 1_200_000_000),
    ("memory_per_user", None): ("value", 30_000_000),
    ("users_p95_to_single", None): ("value", 3),
}
LIMITED_PAGE = "incidents"


@dataclass(frozen=True)
class Result:
    """One measured value beside the floor's and the baseline's in the same run; None where there is none."""

    page: str
    rows: int
    measure: str
    value: float
    unit: str
    floor: float | None = None
    baseline: float | None = None
    ratio_to_floor: float | None = None
    ratio_to_baseline: float | None = None

    @property
    def limit(self) -> tuple[str, float] | None:
        """What of it has a limit, and the limit."""
        if self.page != LIMITED_PAGE:
            return None
        return LIMITS.get((self.measure, self.rows)) or LIMITS.get((self.measure, None))

    @property
    def kept(self) -> bool:
        """False where a limit is broken."""
        return self.limit is None or (getattr(self, self.limit[0]) or 0) <= self.limit[1]


def median(values: list[float]) -> float | None:
    """The median, None of nothing."""
    return statistics.median(values) if values else None


def of_rounds(page: str, rows: int, measure: str, unit: str, taken: dict[str, list[float]]) -> Result:
    """Medians of interleaved rounds: `ours`, and where there are any `floor` and `baseline`, and of their ratios."""
    ours = taken["ours"]
    ratios = {
        other: median([a / b for a, b in zip(ours, taken.get(other, []), strict=False) if b])
        for other in ("floor", "baseline")
    }
    return Result(
        page, rows, measure, median(ours), unit, median(taken.get("floor", [])), median(taken.get("baseline", [])),
        ratios["floor"], ratios["baseline"],
    )  # fmt: skip


def as_json(results: list[Result]) -> list[dict[str, object]]:
    """Results for a JSON document, with the limit where one holds."""
    return [
        {key: round(value, 4) if isinstance(value, float) else value for key, value in asdict(result).items()}
        | ({"limit_on": result.limit[0], "limit": result.limit[1], "kept": result.kept} if result.limit else {})
        for result in results
    ]


def table(results: list[Result], users: int) -> str:
    """A Markdown table a page, measures down and sizes across: value, then the ratio to floor and baseline."""
    parts = []
    for page, of_page in groupby(sorted(results, key=lambda r: r.page), key=lambda r: r.page):
        own = list(of_page)
        sizes = sorted({result.rows for result in own})
        found = {(result.measure, result.rows): result for result in own}
        parts.append(f"**/{page}**\n")
        parts.append("| measure | " + " | ".join(f"{size:,} events" for size in sizes) + " |")
        parts.append("|---|" + "---|" * len(sizes))
        for measure, name in NAMES.items():
            cells = [_cell(found.get((measure, size))) for size in sizes]
            if any(cells):
                parts.append(f"| {name.format(users=users)} | " + " | ".join(cells) + " |")
        parts.append("")
    return "\n".join(parts)


def _cell(result: Result | None) -> str:
    if result is None:
        return ""
    said = _amount(result.value, result.unit)
    if result.ratio_to_floor is not None:
        said += f"; {result.ratio_to_floor:.1f} × floor"
    if result.ratio_to_baseline is not None:
        said += f"; {result.ratio_to_baseline:.2g} × baseline"
    return said if result.kept else f"**{said}** (over the limit)"


def _amount(value: float, unit: str) -> str:
    if unit == "s":
        return f"{value * 1000:,.0f} ms" if value < 1 else f"{value:,.1f} s"
    if unit == "bytes":
        return f"{value / 1e6:,.0f} MB" if value >= 10e6 else f"{value / 1e3:,.0f} kB"
    return f"{value:.1f} ×"
