"""Trends as a table for files."""

import pandas as pd

from data.incidents.trends import Trend, Trends

EVENT_COLUMNS = ("event_id", "place", "day", "deaths_low", "deaths_high")


def table(trends: Trends) -> pd.DataFrame:
    """One row an area: area_id, name, now, norm (mean of `norm_periods` periods), share (0.2: +20 %), change (a class),
    flags; now_without and norm_without, what one event or disputed figure would leave; and that event: event_id, place,
    day, deaths_low, deaths_high."""
    made = pd.DataFrame([_row(trend) for trend in trends.areas])
    return made.astype({"now_without": "Int64", "deaths_low": "Int64", "deaths_high": "Int64"}) if len(made) else made


def _row(trend: Trend) -> dict[str, object]:
    decisive = trend.decisive
    event = decisive.event if decisive else None
    return {
        "area_id": trend.area_id,
        "name": trend.name,
        "now": trend.now,
        "norm": trend.norm,
        "norm_periods": trend.windows,
        "share": trend.share,
        "change": trend.code,
        "flags": ";".join(trend.flags),
        "now_without": decisive.now if decisive else None,
        "norm_without": decisive.norm if decisive else None,
        "event_id": event.event_id if event else None,
        "place": event.place if event else None,
        "day": pd.Timestamp(event.day) if event else pd.NaT,
        "deaths_low": event.low if event else None,
        "deaths_high": event.high if event else None,
    }
