"""A server of the benchmark: the app, the floor or the baseline, as a process of its own, and its memory."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.e2e.server import free_port

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = {"floor": "tests/bench/floor.py", "ours": "app.py", "baseline": "tests/bench/baseline.py"}
SECONDS_TO_START = 120
HAS_PROC = Path("/proc/self/smaps_rollup").exists()  # memory and processor time are read there: Linux only


@contextmanager
def servers(mission: Path, names: Collection[str] = tuple(SCRIPTS)) -> Iterator[dict[str, "Server"]]:
    """The floor, the app and the baseline on a mission, or those of them that are named."""
    with ExitStack() as running:
        started = {}
        for name in names:
            started[name] = Server(SCRIPTS[name], mission)
            running.callback(started[name].stop)
        yield {name: server.wait() for name, server in started.items()}


class Server:
    """One running server on a mission, under the project's own settings."""

    def __init__(self, script: str, mission: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = tempfile.TemporaryFile()  # noqa: SIM115  it lives as long as the server
        env = {**os.environ, "LINCHPIN_MISSION": str(mission), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={self.port}"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=self.log, stderr=subprocess.STDOUT)

    def wait(self) -> "Server":
        """Wait until it answers."""
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1):
                    return self
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError(f"the server did not start:\n{self.said()}")

    def said(self) -> str:
        """The end of what it wrote."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace")[-3000:]

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)

    def memory(self) -> dict[str, int]:
        """Resident bytes now (rss), the part that it shares with no other process (own), and the most ever (peak)."""
        folder = Path(f"/proc/{self.process.pid}")
        lines = [line for name in ("smaps_rollup", "status") for line in (folder / name).read_text().splitlines()]
        sizes = {line.partition(":")[0]: line.split()[1] for line in lines if line.endswith("kB")}
        names = {"rss": ("Rss",), "own": ("Private_Clean", "Private_Dirty"), "peak": ("VmHWM",)}
        return {name: sum(int(sizes[key]) * 1024 for key in keys) for name, keys in names.items()}

    def cpu_seconds(self) -> float:
        """Processor seconds that it used so far, in steps of 10 ms; others on the machine add none."""
        if not HAS_PROC:
            return 0.0
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
