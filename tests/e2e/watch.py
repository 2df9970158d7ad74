"""A browser page that is watched: whatever leaves the host or goes wrong in a script fails the test."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Error,
    Frame,
    Locator,
    Page,
    Response,
    expect,
)

# Streamlit looks for its base path by these two, under the path of each page, and lives with the answer 404.
BASE_PATH_PROBES = re.compile(r"/_stcore/(health|host-config)$")
MAP = "iframe[title='streamlit_folium.st_folium']"
IDLE = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
MILLISECONDS = 20_000
FRAMES = 4
STILL = """asked => { // the view is the one of a moment ago, of the same question
  const view = typeof map === "undefined" ? [] : [map.getZoom(), map.getCenter()];
  const now = [asked, innerWidth, innerHeight, ...view].join();
  const still = window.lpStill === now;
  window.lpStill = now;
  return still;
}"""


class Watched:
    """One tab on one server, with everything that went wrong in it."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.base, self.context, self.faults = base, context, []
        self.allowed: Callable[[str], bool] = lambda _fault: False
        self.responses: list[Response] = []
        context.set_default_timeout(MILLISECONDS)
        self.page: Page = context.new_page()
        self.page.on("request", lambda request: self._left(request.url))
        self.page.on("websocket", lambda socket: self._left(socket.url))
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        self.page.on("console", self._said)
        self.page.on("response", self._answered)

    def _left(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != urlsplit(self.base).netloc:
            self.faults.append(f"left the host: {url[:200]}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not BASE_PATH_PROBES.search(message.location.get("url", "")):
            self.faults.append(f"console error: {message.text[:300]} at {message.location.get('url', '')[:200]}")

    def _answered(self, response: Response) -> None:
        self.responses.append(response)
        if response.status >= 400 and not BASE_PATH_PROBES.search(urlsplit(response.url).path):
            self.faults.append(f"{response.status} for {response.url[:200]}")

    def check(self) -> None:
        """Fail on what went wrong so far."""
        wrong = [fault for fault in dict.fromkeys(self.faults) if not self.allowed(fault)]
        assert not wrong, "\n".join(wrong)
        assert not self.page.locator("[data-testid=stException]").count(), "a traceback on the page"

    def open(self, link: str) -> Page:
        """Open a link cold and wait until the page has its title and rests."""
        self.page.goto(self.base + link)
        self.quiet()
        return self.page

    def quiet(self) -> None:
        """Wait until the page has a title and its script has ended."""
        expect(self.page.locator("h1.lp-title")).to_have_count(1)
        expect(self.page.locator(IDLE)).to_have_count(1)
        assert not self.page.locator("[data-testid=stException]").count(), "a traceback on the page"

    def pick(self, box: Locator, option: str | re.Pattern[str], typed: str = "") -> None:
        """Choose an option of a box of a page that rests; opened again where a run of the page took its list away."""
        for tries_left in (2, 1, 0):
            self.quiet()
            try:
                box.fill(typed or option)
                if box.get_attribute("aria-expanded") != "true":  # what is typed stood there already
                    box.press("ArrowDown")
                self.page.get_by_role("option", name=option, exact=True).click(timeout=MILLISECONDS / 3)
                break
            except Error:
                if not tries_left:
                    raise
                self.page.keyboard.press("Escape")
        self.page.keyboard.press("Escape")  # an open list hides the page from those who read it aloud
        self.quiet()

    def mark_confidential(self) -> None:
        """Answer what an import asks once of data that has no handling mark yet."""
        expect(self.page.get_by_role("button", name=re.compile("^Import "))).to_be_visible()
        self.quiet()
        box = self.page.get_by_role("combobox", name="Handling mark")
        if not box.count():
            return
        for tries_left in (2, 1, 0):
            self.quiet()
            try:
                box.fill("Confidential")
                if box.get_attribute("aria-expanded") != "true":
                    box.press("ArrowDown")
                self.page.get_by_role("option", name="Confidential", exact=True).click(timeout=MILLISECONDS / 3)
                break
            except Error:
                if not tries_left:
                    raise
        self.quiet()  # no Escape: it would empty the box again

    def map(self) -> Frame:
        """The frame in which Leaflet runs, once it has drawn something that can be clicked and its view holds still."""
        for _look in range(FRAMES):  # the frame is made anew where its base changes
            frame = self.page.locator(MAP).first.element_handle().content_frame()
            try:
                frame.locator(".leaflet-interactive").first.wait_for(state="attached")
                frame.wait_for_function(STILL, arg=uuid4().hex, polling=250)
            except Error:
                if not frame.is_detached():
                    raise
            else:
                return frame
        raise AssertionError(f"the map never held still: {self.page.url}")

    def turn(self, view: tuple[float, float, float], seen: Callable[..., None]) -> None:
        """Set the map's latitude, longitude and zoom, again where the page has not `seen(timeout=…)` it."""
        for tries_left in (2, 1, 0):
            self.quiet()
            self.map().evaluate("([lat, lon, zoom]) => map.setView([lat, lon], zoom, {animate: false})", list(view))
            try:
                seen(timeout=MILLISECONDS / 3)
                break
            except AssertionError:
                if not tries_left:
                    raise

    @property
    def title(self) -> str:
        """The page's title, with plain blanks."""
        return " ".join(self.page.locator("h1.lp-title").inner_text().split())

    @property
    def query(self) -> dict[str, list[str]]:
        """The query of the URL as it is now."""
        return parse_qs(urlsplit(self.page.url).query, keep_blank_values=True)

    def url_has(self, *parts: str) -> None:
        """Wait until the URL carries these parts, in any order."""
        for part in parts:
            expect(self.page).to_have_url(re.compile(r"[?&]" + part + r"(&|$)"))

    def shows(self, words: str | re.Pattern[str]) -> None:
        """Wait until the title has these words."""
        expect(self.page.locator("h1.lp-title")).to_contain_text(words)

    def go(self, name: str) -> None:
        """Open a page by its link in the sidebar, which carries the filters once the run before has ended."""
        self.quiet()
        self.page.get_by_test_id("stSidebar").get_by_role("link", name=name, exact=True).click()
        self.page.wait_for_url(re.compile(f"/{name.lower()}([?]|$)"))
        self.quiet()

    def overflow(self) -> int:
        """By how many pixels the page is wider than the screen."""
        return self.page.evaluate(
            """() => Math.max(...[document.documentElement, ...document.querySelectorAll('[data-testid=stMain]')]
               .map(e => e.scrollWidth - Math.min(e.clientWidth, innerWidth)))"""
        )
