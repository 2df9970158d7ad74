"""The assets and requests of the example, all illustrative, and what stands around its bases."""

import pandas as pd

from data.footprint.assets_schema import AssetRequests, Assets
from data.sample import facts, tables


def assets() -> pd.DataFrame:
    """Illustrative assets; no source states where such assets stood or how far they reach."""
    rows = tables.typed(pd.DataFrame(facts.read_toml("assets")["asset"]), Assets)
    return rows.assign(source="Illustrative", illustrative=True)


def requests() -> pd.DataFrame:
    """Illustrative requests: open ones, an approved and a refused one with its reason."""
    rows = pd.DataFrame(facts.read_toml("asset_requests")["request"])
    return tables.marked(tables.typed(rows, AssetRequests), AssetRequests)


def sectors() -> pd.DataFrame:
    """Three sectors, and a fourth from 24 June 2019; which areas belong to which is illustrative."""
    return _periods(facts.read("sectors"))


def other_forces() -> pd.DataFrame:
    """Towns of other forces, illustrative."""
    return _periods(facts.read("other_forces"))


def _periods(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(**{name: pd.to_datetime(rows[name]) for name in ("from_day", "to_day")})
