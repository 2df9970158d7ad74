"""A browser for all tests of this folder, a server a mission, and a watched tab a test."""

import os
import shutil
from contextlib import ExitStack

import pytest

from data import mission
from tests.e2e.server import Server

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--js-flags=--no-enable-lazy-source-positions",  # else a stack trace, of which there are many, parses again
]


WAITS = [
    "TimeoutError",
    "Locator expected",
    "Page URL expected",
    "not attached to the DOM",
    "monotonic",
]  # in messages of waits that ran out


def pytest_collection_modifyitems(items):
    """Every test of this folder drives the browser, and comes after the quick ones.

    It is run once more where a wait ran out, as machines that share their cores may stand still for long; the run's
    last line counts those. A fault that is no matter of time fails at once, and what fails twice fails.
    """
    for item in items:
        if "tests/e2e/" in item.path.as_posix():
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=WAITS))
    items.sort(key=lambda item: item.get_closest_marker("e2e") is not None)


def _missing(what):
    """Skip with a reason on a bare machine; on the continuous integration a browser must be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what}, and the browser tests may not be left out here")
    pytest.skip(what)


@pytest.fixture(scope="session")
def browser():
    """Chromium, as the system has it."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed: pip install -r tests/requirements.txt")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        _missing("Chromium is not on the PATH: install Debian's package chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def serve(tmp_path):
    """Starts servers of the test's own; they end after its tabs."""
    with ExitStack() as running:
        yield lambda folder=None: running.enter_context(Server(tmp_path / "home", folder))


@pytest.fixture
def tabs(browser, serve):
    """Makes watched tabs, each in a browser context of its own; all are checked at the end."""
    from playwright.sync_api import expect

    from tests.e2e.watch import MILLISECONDS, Watched

    expect.set_options(timeout=MILLISECONDS)
    opened = []

    def make(server, width=1400, height=900, theme="light"):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
        opened.append(Watched(context, server.url))
        return opened[-1]

    yield make
    for tab in opened:
        if not tab.page.is_closed():  # a test that closes one checks it before
            tab.check()
        tab.context.close()


@pytest.fixture(scope="session")
def example_copy(tmp_path_factory):
    """A copy of the example mission that tests read only."""
    return mission.load(shutil.copytree(mission.EXAMPLE, tmp_path_factory.mktemp("e2e") / "example"))


@pytest.fixture(scope="session")
def example_server(browser, example_copy, tmp_path_factory):
    """The app on the example."""
    with Server(tmp_path_factory.mktemp("home"), example_copy.folder) as server:
        yield server


@pytest.fixture
def tab(tabs, example_server):
    """A watched tab on the example."""
    return tabs(example_server)
