"""The do-no-harm watch: harm to people in and around an operation, in periods of four weeks before, during and after.

A high count is a reason to look at what happened, whoever did it. It does not say that the operation brought it about,
and a low one does not say that nobody came to harm.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.stats import poisson

from data.filters import Filters
from data.incidents import types
from data.incidents.rows import Rows
from data.mandate import ground
from data.mandate.ground import PERIOD_DAYS, YEAR, Ground
from data.periods import Period
from data.snapshot import Snapshot

EXPLOSIVES, CIVILIANS, HUMANITARIAN = "explosive_devices", "attacks_on_civilians", "humanitarian_workers"
KINDS = (EXPLOSIVES, CIVILIANS, HUMANITARIAN)
INSIDE, AROUND = "inside", "around"
PLACES = (INSIDE, AROUND)
BEFORE, DURING, AFTER = "before", "during", "after"
PERIODS_BEFORE = 6
MOST_AFTER = YEAR  # periods since the first day that are looked at
# The threshold of "watch".
RARE = 0.05
LEAST_USUAL = 0.5
# Records go on being revised: a period that ended less than this before the last record is not settled.
SETTLED_DAYS = 28
DEVICES = ("remoteexplosivelandmineied", "suicidebomb")
AID = re.compile(
    r"\b(?:aid[ -](?:workers?|convoys?|agenc(?:y|ies)|organi[sz]ations?)|humanitarian|ngos?\b|icrc|red cross|"
    r"red crescent|m[ée]decins sans|health workers?|unhcr|unicef|world food programme|wfp|un agenc(?:y|ies)|ong\b|"
    r"humanitaires?|croix[- ]rouge|agents? de sant[ée])",
    re.IGNORECASE,
)
COLUMNS = ["kind", "place", "number", "first", "last", "phase", "incidents", "fatalities", "year_earlier", "settled"]


@dataclass(frozen=True)
class Watch:
    """`periods` has a row a kind, place and period: `COLUMNS`; `sums` a row a kind and place: see `_summed`.

    `until` is the last day that is known; `texts_silent` is True where no record of the source's in these areas says
    anything in words, so that humanitarian workers cannot be found in them; `later` True where records of later days
    exist that are not shown.
    """

    ground: Ground
    periods: pd.DataFrame
    sums: pd.DataFrame
    until: date
    texts_silent: bool
    later: bool

    def span(self, phase: str) -> Period | None:
        """The days that a phase counts, whole periods of four weeks as far as they are known; None before it."""
        return self._spans.get(phase)

    @cached_property
    def _spans(self) -> dict[str, Period]:
        days = self.periods.groupby("phase").agg({"first": "min", "last": "max"})
        return {row.Index: Period(row.first.date(), row.last.date()) for row in days.itertuples()}


def of(snapshot: Snapshot, filters: Filters, operation: pd.Series, day: date) -> Watch | None:
    """The watch over a row of table operations as of a day; None where areas or records lack, or long before it.

    | kind | counts, of any actor |
    |---|---|
    | explosive_devices | explosions whose sub-type is a remote explosive, landmine, IED or suicide bomb, or unknown |
    | attacks_on_civilians | events that the source marks as targeting civilians |
    | humanitarian_workers | events but protests whose text or actors name humanitarian workers or organisations |

    An event may count in several. `inside` are the operation's areas, `around` those that touch them, both of the
    finest level there is; events known by region only are in neither.
    """
    place = ground.of(snapshot, operation)
    start, until = operation["starts"].date(), ground.known_until(snapshot, filters.source, day)
    span = snapshot.vocabulary.span(filters.source)
    last = min((until - start).days // PERIOD_DAYS, MOST_AFTER - 1)
    if not place.inside or until < span.start or last < -PERIODS_BEFORE:
        return None
    numbers = range(-PERIODS_BEFORE, last + 1)
    reach = Period(ground.days_of(-PERIODS_BEFORE - YEAR, start).start, min(until, ground.days_of(last, start).end))
    rows = ground.located(snapshot, filters, reach)
    area = ground.area_numbers(rows, (*place.inside, *place.around), place.level)
    # of a period that is not over, the same days a year earlier
    early = np.datetime64(until - timedelta(days=PERIOD_DAYS * YEAR), "D").astype("int32")
    unequal = (ground.period_numbers(rows, start) == last - YEAR) & (rows.array("day") > early)
    kept = (area >= 0) & ~unequal
    rows, area = rows.where(kept), area[kept]
    texts = _texts(snapshot, filters.source, rows)
    of_period = ground.period_numbers(rows, start)
    where = np.where(area < len(place.inside), INSIDE, AROUND)
    found = [
        _counted(rows.where(counted), of_period[counted], numbers).assign(kind=kind, place=spot)
        for kind, mask in _kinds(rows, texts).items()
        for spot in PLACES
        for counted in (mask & (where == spot),)
    ]
    periods = _with_days(pd.concat(found, ignore_index=True), operation, span.start, until)
    newest = span.end > day
    return Watch(place, periods, _summed(periods), until, bool(len(rows)) and not texts["notes"].notna().any(), newest)


def _texts(snapshot: Snapshot, source: str, rows: Rows) -> pd.DataFrame:
    """event_id, sub_event_type and notes of rows, in their order: what stays on disk."""
    ids = rows["event_id"].astype("str")
    columns = ["event_id", "source", "sub_event_type", "notes"]
    stored = snapshot.mission.store.read("incidents", snapshot.number, columns, only=("event_id", list(ids)))
    return stored[stored["source"] == source].set_index("event_id").reindex(ids).reset_index()


def _kinds(rows: Rows, texts: pd.DataFrame) -> dict[str, np.ndarray]:
    """For each kind, which rows count."""
    events = rows.events
    explosion = events.lookup("event_type", ("explosions",))[rows.array("event_type")]
    protest = events.lookup("event_type", ("protests",))[rows.array("event_type")]
    sub = texts["sub_event_type"].fillna("").map(types.letters)
    named = np.logical_or(*(_aid_among(rows, column) for column in ("actor1", "actor2")))
    told = texts["notes"].fillna("").str.contains(AID).to_numpy(dtype=bool)
    return {
        EXPLOSIVES: explosion & (sub.isin(DEVICES) | (sub == "")).to_numpy(),
        CIVILIANS: rows.array("civilians"),
        HUMANITARIAN: (named | told) & ~protest,
    }


def _aid_among(rows: Rows, column: str) -> np.ndarray:
    names = pd.Series(rows.events.names(column), dtype="str")
    return np.append(names.str.contains(AID).to_numpy(dtype=bool), False)[rows.array(column)]


def _counted(rows: Rows, period: np.ndarray, numbers: range) -> pd.DataFrame:
    """number, incidents, fatalities and incidents of the same weeks a year (364 days) earlier."""
    lowest = numbers.start - YEAR
    at, size = period - lowest, numbers.stop - lowest
    counts = np.bincount(at, minlength=size)[:size]
    died = np.bincount(at, weights=rows.array("deaths"), minlength=size)[:size].astype("int64")
    frame = pd.DataFrame({"number": list(numbers), "incidents": counts[YEAR:], "fatalities": died[YEAR:]})
    return frame.assign(year_earlier=counts[: len(frame)])


def _with_days(frame: pd.DataFrame, operation: pd.Series, first_known: date, until: date) -> pd.DataFrame:
    """With first, last, phase and settled; what lies before the first record is unknown, not zero.

    A period is `during` where one of its days is of the operation: of one without a last day, all since the first.
    """
    start, ends = operation["starts"], operation["ends"]
    first = start + pd.to_timedelta(PERIOD_DAYS * frame["number"], unit="D")
    last = (first + pd.Timedelta(days=PERIOD_DAYS - 1)).clip(upper=pd.Timestamp(until))
    over = pd.Series(False, index=frame.index) if pd.isna(ends) else first > ends
    phase = np.select([frame["number"] < 0, over], [BEFORE, AFTER], DURING)
    year_before = first - pd.Timedelta(days=PERIOD_DAYS * YEAR)
    begun = pd.Timestamp(first_known.replace(day=1))
    counts = frame["incidents"].astype("Int64").mask(first < begun)
    earlier = frame["year_earlier"].astype("Int64").mask(year_before < begun)
    settled = last + pd.Timedelta(days=SETTLED_DAYS) <= pd.Timestamp(until)
    whole = frame.assign(first=first, last=last, phase=phase, settled=settled, incidents=counts, year_earlier=earlier)
    return whole[COLUMNS]


def usual(before: pd.Series, year_earlier: float) -> float:
    """What the threshold takes as usual in four weeks: the larger of the mean of the periods before and the count of
    the same weeks a year earlier, and no less than half an incident. Unknown ones do not count."""
    known = [float(before.mean()) if before.notna().any() else 0.0, 0.0 if pd.isna(year_earlier) else year_earlier]
    return max(*known, LEAST_USUAL)


def _summed(periods: pd.DataFrame) -> pd.DataFrame:
    """kind, place, before, during, after (incidents a period of four weeks, means), during_incidents, after_incidents,
    during_year_earlier, after_year_earlier (sums), and `watch`: the numbers of the periods since the first day that
    stand above the threshold, joined by `; `.

    Threshold: so many incidents or more come by chance, if they come independently of each other at the usual rate (a
    Poisson process; see `usual`), in less than 5 % of periods. One or two incidents never do.
    """
    return pd.DataFrame([_sums(*key, own) for key, own in periods.groupby(["kind", "place"], sort=False)])


def _sums(kind: str, place: str, own: pd.DataFrame) -> dict[str, object]:
    by_phase = {phase: own[own["phase"] == phase] for phase in (BEFORE, DURING, AFTER)}
    since, before = own[own["number"] >= 0], by_phase[BEFORE]["incidents"]
    high = [
        row.number
        for row in since[since["incidents"].notna()].itertuples(index=False)
        if poisson.sf(row.incidents - 1, usual(before, row.year_earlier)) < RARE
    ]
    sums = {f"{phase}_incidents": _total(by_phase[phase]["incidents"]) for phase in (DURING, AFTER)}
    earlier = {f"{phase}_year_earlier": _total(by_phase[phase]["year_earlier"]) for phase in (DURING, AFTER)}
    means = {phase: _mean(rows["incidents"]) for phase, rows in by_phase.items()}
    return {"kind": kind, "place": place, **means, **sums, **earlier, "watch": "; ".join(map(str, high))}


def _total(counts: pd.Series) -> int | None:
    return int(counts.sum()) if len(counts) and counts.notna().all() else None


def _mean(counts: pd.Series) -> float | None:
    return float(counts.mean()) if counts.notna().any() else None
