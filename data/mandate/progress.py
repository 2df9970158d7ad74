"""How far indicators and outputs are on a day, beside what is planned for it, and whether that is on course.

The formulas, which the page states too (days as whole days, day d):

    time(d)    = (d − start_on) / (target_on − start_on), at least 0 and at most 1; with path `at_end` 0 before
                 target_on and 1 from then on
    planned(d) = start + (target − start) × time(d)
    way        = (actual − start) / (target − start)
    behind     = time(c) − way

`start` is the baseline of a level and zero of a sum (see `items`). A value is compared with the plan of the day that it
was measured on (c), so that it does not fall behind between two measurements; once target_on has come, with the target.
"""

from datetime import date

import numpy as np
import pandas as pd

from data.mandate import items as shapes
from data.mandate import values
from data.mandate.settings import ProgressSettings

# Why a course is not known, the first that holds.
REASONS = ("begins_later", "no_days", "no_measurement", "no_target", "no_baseline", "against_direction", "no_path")


def of(
    indicators: pd.DataFrame,
    outputs: pd.DataFrame,
    measurements: pd.DataFrame,
    on: date,
    settings: ProgressSettings,
) -> pd.DataFrame:
    """Indicators and outputs on a day: the columns of `items.of`, and

    | column | meaning |
    |---|---|
    | value | the latest of a level, the sum since start_on of a sum; unknown where nothing was measured, never zero |
    | measured_on | day of the latest measurement that counts |
    | measurements | how many count |
    | same_day | how many levels are of that latest day; the one with the last measurement_id counts |
    | planned, planned_then | planned value on the day, and on the day of comparison |
    | compared_on | the day of comparison: measured_on, or target_on once that has come |
    | way | share of the way from start to target; unknown where there is none: a level to keep, a ceiling |
    | behind | how far behind the plan, as a share of the way, or of the target where there is no way |
    | course | on_course, at_risk, off_course or no_data |
    | reason | why there is no course: one of `REASONS`; empty where there is one |
    | late | True where every_days have passed without a measurement |
    | later | how many measurements are of days after |
    | due_at_end | True where the path is at_end and target_on has not come: nothing is planned before it |
    """
    return of_standing(shapes.of(indicators, outputs), values.standing(measurements), on, settings)


def of_standing(frame: pd.DataFrame, standing: pd.DataFrame, on: date, settings: ProgressSettings) -> pd.DataFrame:
    """The same from `items.of` and `values.standing`, neither of which hangs on the day."""
    frame = _with_values(frame, standing, on)
    frame = _with_plan(frame, pd.Timestamp(on))
    frame = _with_behind(frame)
    reason = _reason(frame, pd.Timestamp(on))
    course = np.select(
        [reason != "", frame["behind"] >= settings.off_course, frame["behind"] >= settings.at_risk],
        ["no_data", "off_course", "at_risk"],
        "on_course",
    )
    due_at_end = (frame["path"] == "at_end") & ~(frame["target_on"] <= pd.Timestamp(on))
    return frame.assign(
        course=course, reason=reason, late=_late(frame, pd.Timestamp(on)), due_at_end=due_at_end.astype(bool)
    )


def _with_values(frame: pd.DataFrame, totals: pd.DataFrame, on: date) -> pd.DataFrame:
    """With value, measured_on, measurements, same_day, later."""
    day = pd.Timestamp(on)
    places = pd.Index(frame["key"]).get_indexer(totals["key"].cat.categories)[totals["key"].cat.codes]
    totals = totals[["measured_on", "value"]].assign(place=places)[places >= 0]
    after, upto = totals[totals["measured_on"] > day], totals[totals["measured_on"] <= day]
    rows = begun(upto, frame.iloc[upto["place"]].set_index(upto.index))
    grouped = rows.groupby("place")
    last = grouped["measured_on"].transform("max")
    found = pd.DataFrame(
        {
            "total": grouped["value"].sum(min_count=1),
            "latest": grouped["value"].last(),
            "measured_on": grouped["measured_on"].last(),
            "measurements": grouped.size(),
            "same_day": (rows["measured_on"] == last).groupby(rows["place"]).sum(),
        }
    ).reindex(range(len(frame)))
    found = found.set_index(frame.index)
    value = found["latest"].mask(frame["reading"] == "sum", found["total"])
    return frame.assign(
        value=value,
        measured_on=found["measured_on"],
        measurements=found["measurements"].fillna(0).astype("int64"),
        same_day=found["same_day"].fillna(0).astype("int64"),
        later=np.bincount(after["place"], minlength=len(frame)),
    )


def begun(rows: pd.DataFrame, item: pd.DataFrame | pd.Series) -> pd.DataFrame:
    """Measurements from the beginning of their item's path on; `item` has kind, reading, start_on, one for all or each.

    A level of the first day is one; a quantity of that day belongs to what came before.
    """
    first = rows.assign(kind=item["kind"], reading=item["reading"], start_on=item["start_on"])
    unknown = first["start_on"].isna() & (first["kind"] == shapes.OUTPUT)
    summed = (first["measured_on"] > first["start_on"]) | unknown
    return rows[summed.where(first["reading"] == "sum", ~(first["measured_on"] < first["start_on"])).astype(bool)]


def time_share(frame: pd.DataFrame, days: pd.Series) -> pd.Series:
    """Share of the time from start_on to target_on that is over on a day of each row; unknown without these days."""
    over = (days - frame["start_on"]) / (frame["target_on"] - frame["start_on"])
    reached = days >= frame["target_on"]
    stepped = reached.astype(float).mask(frame["target_on"].isna())
    return over.clip(0, 1).mask(frame["path"] == "at_end", stepped).mask(reached, 1.0)


def planned_on(frame: pd.DataFrame, days: pd.Series) -> pd.Series:
    """Planned value of each row on a day; the value to keep of a level that should stay."""
    planned = frame["start"] + (frame["target"] - frame["start"]) * time_share(frame, days)
    return planned.mask(_kept(frame), _to_keep(frame))


def _kept(frame: pd.DataFrame) -> pd.Series:
    return (frame["direction"] == "maintain") & (frame["reading"] == "level")


def _to_keep(frame: pd.DataFrame) -> pd.Series:
    """The value at which a level should stay: the target, else the baseline."""
    return frame["target"].fillna(frame["baseline"])


def _with_plan(frame: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """With compared_on, planned, planned_then."""
    compared_on = frame["measured_on"].mask(frame["target_on"] <= day, frame["target_on"])
    compared_on = compared_on.mask(frame["value"].isna())
    today = pd.Series(day, index=frame.index)
    return frame.assign(
        compared_on=compared_on, planned=planned_on(frame, today), planned_then=planned_on(frame, compared_on)
    )


def _with_behind(frame: pd.DataFrame) -> pd.DataFrame:
    """With way and behind.

    Of a level that should stay, behind is its distance from that value as a share of it. Where target and baseline are
    the same it is the distance on the wrong side; of a sum that should not exceed its target it is what it has too much
    on the day, of one that should stay its distance from the plan, each as a share of the target.
    """
    span = frame["target"] - frame["start"]
    off = frame["value"] - frame["planned_then"]
    wrong = off.where(frame["direction"] == "decrease", -off).mask(frame["direction"] == "maintain", off.abs())
    whole = frame["target"].mask(_kept(frame), _to_keep(frame)).abs()
    ceiling = (frame["reading"] == "sum") & (frame["direction"] == "decrease")
    pathless = (frame["direction"] == "maintain") | ceiling | (span == 0)
    way = ((frame["value"] - frame["start"]) / span.where(span != 0)).mask(pathless)
    share = (wrong / whole.where(whole != 0)).mask((whole == 0) & (wrong > 0), np.inf)
    share = share.mask((wrong <= 0), 0.0)
    behind = (time_share(frame, frame["compared_on"]) - way).mask(pathless, share)
    return frame.assign(way=way, behind=behind.round(12))  # so that a tenth behind is not 0.0999…


def _reason(frame: pd.DataFrame, day: pd.Timestamp) -> np.ndarray:
    """Why the course of a row is not known; empty where it is."""
    span, kept, sums = frame["target"] - frame["start"], _kept(frame), frame["reading"] == "sum"
    rises, falls = frame["direction"] == "increase", (frame["direction"] == "decrease") & ~sums
    cases = {
        "begins_later": frame["start_on"] > day,
        "no_days": sums & frame["start_on"].isna() & (frame["kind"] == shapes.INDICATOR),
        "no_measurement": frame["value"].isna(),
        "no_target": frame["target"].isna() & ~kept,
        "no_baseline": (frame["start"].isna() & ~kept) | (kept & _to_keep(frame).isna()),
        "against_direction": (rises & (span < 0)) | (falls & (span > 0)),
        "no_path": frame["behind"].isna(),
    }
    return np.select([case.to_numpy(bool) for case in cases.values()], list(cases), "")


def _late(frame: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    """True where no measurement lies within every_days before the day, or before target_on once that has come."""
    until = frame["target_on"].where(frame["target_on"] < day, day)
    every = pd.to_timedelta(frame["every_days"], unit="D")
    last = frame["measured_on"].fillna(frame["start_on"])
    return (frame["every_days"].notna() & (last.isna() | (until - last > every))).astype(bool)
