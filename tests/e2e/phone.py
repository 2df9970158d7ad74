"""A phone on a slow link: Chromium's throttling, nothing kept but the cookies of somebody who signed in once."""

import time
from dataclasses import dataclass, field

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
LINK = {"offline": False, "latency": 600, "downloadThroughput": 125_000, "uploadThroughput": 125_000}  # 1 Mbit/s
# When something is first readable: of some size, shown, with a figure in it; in milliseconds since the visit began.
FIRST = """selectors => {
  window.readable = {};
  const look = () => {
    for (const [name, selector] of Object.entries(selectors)) {
      const found = document.querySelector(selector);
      const box = found && found.getBoundingClientRect();
      if (box && box.height > 0 && !(name in window.readable)) window.readable[name] = performance.now();
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  setInterval(look, 50);
}"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"  # nothing is readable before
SEEN = {"ahead": "#ahead strong", "figures": ".lp-figure .value", "map": "iframe"}


@dataclass
class Visit:
    """What a visit cost: seconds until each thing was readable, texts of the first figures and of the app's own."""

    seconds: dict[str, float] = field(default_factory=dict)
    ahead: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    took: float = 0.0


def visit(browser, url, cookies):
    """Open a page cold: an empty cache, the cookies of a session, a slow link."""
    context = browser.new_context(**PHONE)
    context.add_cookies(cookies)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINK)
    page.add_init_script(f"({FIRST})({SEEN!r})")
    began = time.monotonic()
    page.goto(url, wait_until="commit", timeout=60_000)
    page.wait_for_selector("#ahead strong", timeout=60_000)
    own = Visit(ahead=tuple(page.locator("#ahead strong").all_inner_texts()))
    page.wait_for_selector(".lp-figure .value", timeout=90_000)
    page.wait_for_selector("iframe", timeout=90_000)
    own.figures = tuple(page.locator(".lp-figure .value").all_inner_texts())
    page.wait_for_selector("#ahead", state="detached")
    own.seconds = {name: at / 1000 for name, at in page.evaluate("window.readable").items()}
    own.seconds["ahead"] = max(own.seconds["ahead"], page.evaluate(PAINTED) / 1000)
    own.took = time.monotonic() - began
    context.close()
    return own
