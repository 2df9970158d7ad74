"""The facts of the example, as tables beside this module."""

import hashlib
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd

FOLDER = Path(__file__).parent / "facts"
SEED = 2480


def read(name: str) -> pd.DataFrame:
    """The facts table `name`.csv."""
    return pd.read_csv(FOLDER / f"{name}.csv")


def read_toml(name: str) -> dict:
    """The facts file `name`.toml."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def by_year(table: pd.DataFrame, prefix: str, keys: list[str]) -> pd.DataFrame:
    """`table` with one row a year instead of columns such as `share_2018`: `keys`, year, `prefix`."""
    long = table.melt(id_vars=keys, value_vars=[c for c in table if c.startswith(f"{prefix}_")], value_name=prefix)
    return long.assign(year=long["variable"].str[-4:].astype(int)).drop(columns="variable")


def generator(stage: int) -> np.random.Generator:
    """The random numbers of one stage, so that a change in one stage leaves the others as they were."""
    return np.random.default_rng([SEED, stage])


def random_id(name: str) -> str:
    """Ten random hex digits for `name`, the same at each build, whatever other names there are."""
    return hashlib.sha256(f"{SEED}:{name}".encode()).hexdigest()[:10]


def fingerprint() -> str:
    """SHA-256 of all facts files, by name, whatever their line ends."""
    digest = hashlib.sha256()
    for path in sorted(p for p in FOLDER.iterdir() if p.suffix in (".csv", ".toml", ".json")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
