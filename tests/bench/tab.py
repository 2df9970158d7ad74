"""A member of a workshop in Chromium: works by its fields and buttons, and notes when it sees a revision of others."""

import time
from contextlib import ExitStack

from playwright.sync_api import Page, expect

from tests.bench import browser
from tests.bench.member import ADD, PAGE, SAVE, SAVED
from tests.e2e.watch import IDLE

MILLISECONDS = 180_000
UNSAVED = "Your changes since are not saved."
# Four times a second: the newest revision that the page names, in hand or saved by another, and when it first did.
WATCH = r"""(() => {
  window.revisions = [];
  const named = /revision ([\d,]+), saved by|saved revision ([\d,]+)\./g;
  setInterval(() => {
    const main = document.querySelector('[data-testid=stMain]');
    const found = [...(main ? main.textContent : '').matchAll(named)];
    const newest = Math.max(0, ...found.map(one => Number((one[1] || one[2]).replaceAll(',', ''))));
    const last = window.revisions.at(-1);
    if (newest > (last ? last[0] : 0)) window.revisions.push([newest, Date.now() / 1000]);
  }, 250);
})()"""


class Tab:
    """One who works in a browser of their own, in a thread of their own."""

    def __init__(self, url: str, query: str, name: str) -> None:
        self.link, self.name = f"{url}/{PAGE}?{query}", name
        self.problems: list[str] = []
        self.seen: list[tuple[int, float]] = []  # revisions in the order that they were first shown, with the moment
        self._opened = ExitStack()

    def __enter__(self) -> "Tab":
        context = self._opened.enter_context(browser.chromium()).new_context(viewport={"width": 1400, "height": 900})
        context.set_default_timeout(MILLISECONDS)
        expect.set_options(timeout=MILLISECONDS)
        self.page: Page = context.new_page()
        self.page.add_init_script(WATCH)
        self.page.on("pageerror", lambda error: self.problems.append(f"{self.name}: {error}"))
        return self

    def __exit__(self, *_raised: object) -> None:
        self._opened.close()

    def open(self) -> None:
        """Open the scenario's link, and wait until the page rests."""
        self.page.goto(self.link)
        self.page.locator("h1.lp-title").wait_for()
        self.page.locator(IDLE).wait_for(state="attached")

    def add(self, place: str) -> None:
        """Put a base at a place into the draft."""
        field = self.page.get_by_label("Place", exact=True)
        field.fill(place)
        field.press("Enter")
        self.page.get_by_role("button", name="Take this place").click()
        adds = self.page.get_by_role("button", name=ADD)  # while the page is drawn anew the old one may still stand
        adds.first.click()
        expect(self.page.get_by_text(UNSAVED)).to_be_visible()

    def save(self) -> float:
        """Save for everyone; the seconds until the page said so."""
        self.page.locator(".st-key-scenario_bar").get_by_role("button", name="Save").first.click()
        name = self.page.get_by_label("Your name, asked once").locator("visible=true")
        button = self.page.get_by_role("button", name=SAVE)
        button.wait_for()
        if name.count():
            name.fill(self.name)
        begun = time.perf_counter()
        button.click()
        self.page.get_by_text(SAVED).first.wait_for()
        seconds = time.perf_counter() - begun
        self.page.keyboard.press("Escape")
        return seconds

    def rest(self, seconds: float) -> None:
        """Do nothing but look on."""
        self.page.wait_for_timeout(1000 * max(0.0, seconds))
        self.seen = [(int(revision), moment) for revision, moment in self.page.evaluate("() => window.revisions")]
        if self.page.locator("[data-testid=stException]").count():
            self.problems.append(f"{self.name}: a traceback on the page")
