"""The briefing on a slow link: bytes of a first visit beyond an empty page, of a later one until its text stands."""

from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page

from tests.bench.browser import DRAWN, MILLISECONDS, complete
from tests.bench.browser import WATCH as MAP_WATCH
from tests.bench.wire import HTTP, SOCKET, Wire
from tests.e2e.watch import IDLE

LINK = 125_000  # bytes a second: 1 Mbit/s
MOST_COLD, MOST_HTTP, MOST_SOCKET = 400_000, 60_000, 60_000
# When the last of the page's title and figures came, and of these and its findings, in milliseconds since 1970.
WATCH = """(() => {
  const parts = { figures: 'h1.lp-title, .lp-figure .value', text: 'h1.lp-title, .lp-figure .value, .lp-finding' };
  const seen = {};
  window.stoodAt = {};
  const look = () => {
    for (const [part, selector] of Object.entries(parts)) {
      const found = document.querySelectorAll(selector).length;
      if (found > (seen[part] || 0)) window.stoodAt[part] = Date.now();
      seen[part] = Math.max(seen[part] || 0, found);
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
})()"""
PLOTLY = """() => performance.getEntriesByType('resource').some(entry => /plotly/i.test(entry.name))"""


@dataclass(frozen=True)
class Slow:
    """Bytes: of a cold visit beyond an empty page's, and until the text stood in a warm one, over HTTP and WebSocket.

    `before_drawing` is by how many seconds title and figures stood before the map was drawn, `plotly` whether a chart
    of Plotly was asked for at all.
    """

    cold: int
    http: int
    socket: int
    before_drawing: float
    plotly: bool

    @property
    def kept(self) -> bool:
        """Whether all three are within their limits."""
        return self.cold <= MOST_COLD and self.http <= MOST_HTTP and self.socket <= MOST_SOCKET

    def __str__(self) -> str:
        lines = (
            ("first visit, beyond an empty page", self.cold, MOST_COLD),
            ("later visit, HTTP until text and figures stand", self.http, MOST_HTTP),
            ("later visit, WebSocket until text and figures stand", self.socket, MOST_SOCKET),
        )
        return "\n".join(
            f"{name:<52} {size / 1000:7.1f} kB  at most {most / 1000:.0f} kB" for name, size, most in lines
        )


def measure(browser: Browser, ours: int, floor: int, page: str = "/") -> Slow:
    """Visit the empty page (port `floor`), then the app (port `ours`) twice, each in a browser that knows nothing."""
    empty, _warm = _visits(browser, floor, page, warm=False)
    cold, warm = _visits(browser, ours, page, warm=True)
    return Slow(cold - empty, *warm)


def _visits(browser: Browser, port: int, page: str, *, warm: bool) -> tuple[int, tuple[int, int, float, bool]]:
    context = browser.new_context(viewport={"width": 1400, "height": 900}, color_scheme="light")
    context.set_default_timeout(MILLISECONDS)
    try:
        with Wire(port) as wire:
            tab = context.new_page()
            tab.add_init_script(WATCH)
            tab.goto(wire.url + page)
            cold = complete(tab, wire)
            tab.close()
            return cold, _again(context, wire, page) if warm else (0, 0, 0.0, False)
    finally:
        context.close()


def _again(context: BrowserContext, wire: Wire, page: str) -> tuple[int, int, float, bool]:
    """A second visit, on the slow link: bytes until the text stood, and how long before the map it did."""
    wire.pace = LINK
    tab: Page = context.new_page()
    tab.add_init_script(WATCH)
    tab.add_init_script(MAP_WATCH)
    tab.goto(wire.url + page)
    complete(tab, wire)
    tab.locator(IDLE).wait_for(state="attached")
    drawn = tab.wait_for_function(DRAWN).json_value()
    first, figures, text = tab.evaluate("() => [performance.timeOrigin, stoodAt.figures, stoodAt.text]")
    http, socket = (wire.between(first / 1000 - 0.05, text / 1000, kind) for kind in (HTTP, SOCKET))
    return http, socket, (first + drawn - figures) / 1000, tab.evaluate(PLOTLY)
