"""Progress of a refresh on standard error: a bar for each source on a terminal, a line for each in a log."""

import sys
from types import TracebackType

from tqdm import tqdm

from data.i18n import _
from data.live.sources import SOURCES


class Bars:
    """Called with source, rows so far, and all rows where that is known."""

    def __init__(self) -> None:
        self._bars: dict[str, tqdm] = {}

    def __enter__(self) -> "Bars":
        return self

    def __call__(self, source: str, rows: int, total: int | None) -> None:
        if source not in self._bars:
            self._bars[source] = tqdm(
                desc=SOURCES[source].title, unit=_(" rows"), file=sys.stderr, disable=None, dynamic_ncols=True
            )
        bar = self._bars[source]
        bar.total = total
        bar.n = rows
        bar.refresh()

    def __exit__(self, _kind: type | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        for source, bar in self._bars.items():
            in_a_log = bar.disable  # a closed bar says so too
            bar.close()
            if in_a_log:
                print(_("{title}: {rows:,} rows").format(title=SOURCES[source].title, rows=bar.n), file=sys.stderr)
