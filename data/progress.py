"""Progress on standard error, for commands that take their time."""

import sys
from types import TracebackType

from tqdm import tqdm


class Bar:
    """One bar a step, drawn where somebody watches; a line a step where standard error is no terminal."""

    def __init__(self) -> None:
        """Draw nothing yet."""
        self._bar: tqdm | None = None
        self._name = ""

    def __enter__(self) -> "Bar":
        """Begin."""
        return self

    def __exit__(self, _kind: type | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        """Leave the last bar as it is."""
        if self._bar is not None:
            self._bar.close()

    def step(self, name: str, share: float) -> None:
        """Say that `share` (0 to 1) of step `name` is done."""
        if name != self._name and sys.stderr.isatty():
            self._next(name)
        elif share >= 1 and name != self._name:
            self._name = name
            print(name, file=sys.stderr)
        if self._bar is not None:
            self._bar.update(max(round(share * 100) - self._bar.n, 0))

    def _next(self, name: str) -> None:
        if self._bar is not None:
            self._bar.close()
        self._name = name
        self._bar = tqdm(total=100, desc=name[:40], bar_format="{desc}: {bar} {n_fmt} % {elapsed}")
