"""How long an import takes, as a ratio to what pandas and geopandas need for the same file, in one run."""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data import mission
from data.importing.run import import_files
from tests.bench import large

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
INCIDENTS = SHARED / "acled" / "mali_2020-11-06.csv"
CERCLES = SHARED / "boundaries" / "mali_cercles.geojson"
LIMIT = 10


def seconds(run: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def baseline() -> None:
    """What anyone would do first: read the CSV, join the points to the areas."""
    frame = pd.read_csv(INCIDENTS)
    points = gpd.GeoDataFrame(
        frame, geometry=gpd.points_from_xy(frame["longitude"], frame["latitude"]), crs="EPSG:4326"
    )
    gpd.sjoin(points, gpd.read_file(CERCLES), predicate="within")


def one_import(folder: Path) -> float:
    """Seconds to import the incidents into a new mission that has the areas already."""
    made = mission.init(folder, "Bench", "Mali")
    import_files(made, [CERCLES])
    return seconds(lambda: import_files(made, [INCIDENTS]))


def measure(rounds: int) -> dict[str, object]:
    """Baseline and import in turn, `rounds` times after one warm-up; medians, and the median of the ratios."""
    plain, ours = [], []
    with tempfile.TemporaryDirectory() as folder:
        for i in range(rounds + 1):
            plain.append(seconds(baseline))
            ours.append(one_import(Path(folder) / str(i)))
    ratios = [b / a for a, b in zip(plain[1:], ours[1:], strict=True)]
    return {
        "measure": "import of 4,318 ACLED rows, areas joined, one version committed",
        "rounds": rounds,
        "baseline_s": round(statistics.median(plain[1:]), 3),
        "value_s": round(statistics.median(ours[1:]), 3),
        "ratio_to_baseline": round(statistics.median(ratios), 2),
        "worst_ratio": round(max(ratios), 2),
        "limit": LIMIT,
    }


def run(rounds: int, of_large: bool) -> int:
    """Print the measurement as JSON; exit 1 where a ratio is over its limit, 2 where the file is absent."""
    if not INCIDENTS.exists():
        print(f"{INCIDENTS.name} is not there: this measurement needs the real file.", file=sys.stderr)
        return 2
    if of_large:
        result = large.measure(min(rounds, 3))
        print(json.dumps(result, indent=2))
        return int(result["ratio_to_pandas"] > large.TIME_LIMIT or result["memory_to_file"] > large.MEMORY_LIMIT)
    result = measure(rounds)
    print(json.dumps(result, indent=2))
    return int(result["ratio_to_baseline"] > LIMIT)
