"""The real server on a free port, as a process of its own, with the user's files in a folder of the test's."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One running app. `mission` None lets the bundled example open, or the copy of it that lies under `home`.

    `secrets` gives its secrets.toml for its address.
    """

    def __init__(self, home: Path, mission: Path | None = None, secrets: Callable[[str], str] | None = None) -> None:
        self.port, self.home = free_port(), home
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = home / f"server-{self.port}.log"
        home.mkdir(parents=True, exist_ok=True)
        if secrets:
            (home / ".streamlit").mkdir()
            (home / ".streamlit" / "secrets.toml").write_text(secrets(self.url), encoding="utf-8")
        env = {key: value for key, value in os.environ.items() if key != "LINCHPIN_MISSION"}
        env |= {"HOME": str(home), "XDG_DATA_HOME": str(home / "share"), "LOCALAPPDATA": str(home / "share")}
        env |= {"LINCHPIN_MISSION": str(mission)} if mission else {}
        command = [
            sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={self.port}",
            "--server.address=127.0.0.1", "--server.headless=true",
        ]  # fmt: skip
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)

    def __enter__(self) -> "Server":
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1):
                    return self
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        self.stop()
        raise AssertionError(f"the app did not start:\n{self.log.read_text(errors='replace')[-3000:]}")

    def __exit__(self, *_raised: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
