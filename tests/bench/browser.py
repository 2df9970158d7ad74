"""The page in Chromium: bytes that arrive with nothing cached, and the time until the map is drawn."""

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, Error, Page, sync_playwright

from tests.bench import walk
from tests.bench.results import Result, median, of_rounds
from tests.bench.rounds import Servers
from tests.bench.wire import Wire
from tests.e2e.conftest import FLAGS
from tests.e2e.watch import IDLE

PLOTLY = re.compile(r"plotly", re.I)
MILLISECONDS = 180_000
# Nothing more arrives for so long: the page is complete.
QUIET_SECONDS = 1.0
# In every frame: when the map shows something of the data: a path or marker that can be clicked, or a painted canvas.
WATCH = """(() => {
  const painted = canvas => {
    if (!canvas.width || !canvas.height) return false;
    try {
      const copy = document.createElement('canvas'); copy.width = copy.height = 64;
      const pen = copy.getContext('2d'); pen.drawImage(canvas, 0, 0, 64, 64);
      return pen.getImageData(0, 0, 64, 64).data.some(value => value);
    } catch { return false; }
  };
  const drawn = map => map.querySelector('path.leaflet-interactive, .leaflet-marker-icon')
    || [...map.querySelectorAll('canvas')].some(painted);
  const look = () => {
    const maps = [...document.querySelectorAll('.leaflet-container')];
    if (!maps.some(drawn)) return setTimeout(look, 20);
    try { window.top.mapDrawnAt = performance.timeOrigin + performance.now(); } catch {}
  };
  look();
})()"""
DRAWN = "() => window.mapDrawnAt ? window.mapDrawnAt - performance.timeOrigin : null"


@dataclass
class Visit:
    """A visit with nothing cached: until the page rests and its map is drawn, a filter change, the page once more."""

    rest_seconds: float
    drawn_seconds: float | None
    page_bytes: int
    plotly_bytes: int
    change_bytes: int
    again_bytes: int


def program() -> str | None:
    """Chromium, as the system has it."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        yield opened
        opened.close()


def measure(browser: Browser, servers: Servers, page: str, rows: int, visits: int) -> list[Result]:
    """Cold visits in turn, `visits` of the floor and ours and one of the baseline."""
    taken: dict[str, list[Visit]] = {name: [] for name in servers}
    for i in range(visits):
        for name in servers:
            if name != "baseline":
                taken[name].append(_visit(browser, servers[name].port, name, page))
            elif i == 0:
                with suppress(Error):  # where it sends more than a tab can hold, it has no figure
                    taken[name].append(_visit(browser, servers[name].port, name, page))
    return _results(page, rows, taken)


def _results(page: str, rows: int, taken: dict[str, list[Visit]]) -> list[Result]:
    def every(field: str) -> dict[str, list[float]]:
        return {name: [getattr(visit, field) for visit in visits] for name, visits in taken.items()}

    pairs = list(zip(taken["ours"], taken["floor"], strict=True))
    beyond = [own.page_bytes - own.plotly_bytes - floor.page_bytes for own, floor in pairs]
    results = [
        of_rounds(page, rows, "first_page_bytes", "bytes", every("page_bytes")),
        Result(page, rows, "first_page_bytes_beyond_empty", median(beyond), "bytes"),
        of_rounds(page, rows, "plotly_script_bytes", "bytes", every("plotly_bytes")),
        of_rounds(page, rows, "page_again_bytes", "bytes", every("again_bytes")),
        of_rounds(page, rows, "filter_change_bytes_in_chromium", "bytes", every("change_bytes")),
    ]
    drawn = every("drawn_seconds") | {"floor": every("rest_seconds")["floor"]}
    if all(value is not None for values in drawn.values() for value in values):
        results.append(of_rounds(page, rows, "map_drawn", "s", drawn))
    return results


def _visit(browser: Browser, port: int, name: str, page: str) -> Visit:
    context = browser.new_context(viewport={"width": 1400, "height": 900}, color_scheme="light")
    context.set_default_timeout(MILLISECONDS)
    with Wire(port) as wire:
        try:
            tab = context.new_page()
            tab.add_init_script(WATCH)
            answers = _Sizes(context.new_cdp_session(tab))
            link = _link(wire.url, name, page)
            start = time.perf_counter()
            tab.goto(link)
            tab.locator(IDLE).wait_for(state="attached")
            rest = time.perf_counter() - start
            drawn = tab.wait_for_function(DRAWN).json_value() / 1000 if name != "floor" else None
            cold = complete(tab, wire)
            plotly = answers.of(PLOTLY)
            tab.locator(".st-key-filter_civilians label").click()
            tab.wait_for_timeout(300)
            changed = complete(tab, wire)
            tab.goto("about:blank")
            tab.goto(link)
            again = complete(tab, wire)
            return Visit(rest, drawn, cold, plotly, changed, again)
        finally:
            context.close()


def _link(url: str, name: str, page: str) -> str:
    """The page's address on one of the servers; the baseline has one page."""
    if name == "baseline":
        return url
    return f"{url}/{'' if page == 'briefing' else page}?{walk.START}"


def complete(tab: Page, wire: Wire) -> int:
    """Wait until the page rests and nothing more arrives; the bytes that came since this was last asked."""
    tab.locator(IDLE).wait_for(state="attached")
    seen, since = wire.received, time.perf_counter()
    while time.perf_counter() - since < QUIET_SECONDS:
        tab.wait_for_timeout(100)
        if wire.received != seen:
            seen, since = wire.received, time.perf_counter()
    return wire.take()


class _Sizes:
    """Bytes of each answer over the wire, by its address."""

    def __init__(self, session: CDPSession) -> None:
        self.urls: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        session.on("Network.requestWillBeSent", lambda e: self.urls.update({e["requestId"]: e["request"]["url"]}))
        session.on("Network.loadingFinished", lambda e: self.sizes.update({e["requestId"]: e["encodedDataLength"]}))
        session.send("Network.enable")

    def of(self, pattern: re.Pattern[str]) -> int:
        """Bytes of the answers whose address has `pattern`."""
        return int(sum(size for key, size in self.sizes.items() if pattern.search(self.urls.get(key, ""))))
