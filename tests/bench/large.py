"""A large import as whole processes: time against pandas reading the same file, memory against the file's size."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
SAMPLE = SHARED / "ucdp" / "ged231_sample_1000.csv"
ROWS = 400_000
TIME_LIMIT, MEMORY_LIMIT = 8, 4
READ = "import sys, pandas; pandas.read_csv(sys.argv[1])"


def written(path: Path, rows: int) -> Path:
    """A file of GED's 49 columns: the sample's rows again and again, each with an id of its own."""
    sample = pd.read_csv(SAMPLE, dtype="str", keep_default_na=False)
    for at in range(0, rows, len(sample)):
        ids = [str(10_000_000 + at + i) for i in range(len(sample))]
        sample.assign(id=ids).to_csv(path, mode="a", index=False, header=at == 0)
    return path


def process(*command: str) -> tuple[float, float]:
    """Wall seconds and peak memory in bytes of a process that must end well."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(child.pid, 0)
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with {status}")
    return time.perf_counter() - start, usage.ru_maxrss * 1024


def measure(rounds: int, rows: int = ROWS) -> dict[str, object]:
    """Pandas and the import in turn, into a new mission each time: the best of each, and the worst memory."""
    plain, ours, memory = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        file = written(Path(folder) / "ged.csv", rows)
        for i in range(rounds):
            mission = str(Path(folder) / f"m{i}")
            process(sys.executable, "-m", "data", "init", mission)
            plain.append(process(sys.executable, "-c", READ, str(file))[0])
            seconds, peak = process(sys.executable, "-m", "data", "import", str(file), "--mission", mission)
            ours.append(seconds)
            memory.append(peak)
        size = file.stat().st_size
    return {
        "measure": f"import of {rows:,} GED-like rows by the command, as a whole process",
        "rounds": rounds,
        "file_mb": round(size / 1e6, 1),
        "pandas_read_s": round(min(plain), 2),
        "import_s": round(min(ours), 2),
        "ratio_to_pandas": round(min(ours) / min(plain), 2),
        "time_limit": TIME_LIMIT,
        "memory_mb": round(max(memory) / 1e6, 1),
        "memory_to_file": round(max(memory) / size, 2),
        "memory_limit": MEMORY_LIMIT,
    }
