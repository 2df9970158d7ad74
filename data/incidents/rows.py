"""Rows of the shared incident frame: counted on integer codes, copied only where a person reads them.

A frame of three million incidents is never filtered as a frame: filters give row numbers, counts read one array each,
and only the few rows of a list or a file become a frame again.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

import numpy as np
import pandas as pd

T = TypeVar("T")
INDEX = "row numbers"
PLACE_DECIMALS = 4  # degrees, about 11 m: nearer coordinates are one place


class Events:
    """All incidents of one version, and their columns as arrays, each made once when it is first asked for."""

    def __init__(self, frame: pd.DataFrame) -> None:
        """`frame` has the columns of table incidents that are kept in memory; it is shared and never written to."""
        self.frame = frame
        self._arrays: dict[str, np.ndarray] = {}
        self._made: dict[object, object] = {}

    def __len__(self) -> int:
        return len(self.frame)

    def array(self, name: str) -> np.ndarray:
        """A column as an array: the codes of a text column (−1 unknown), or one of `ARRAYS`."""
        if name not in self._arrays:
            made = ARRAYS[name](self) if name in ARRAYS else self.frame[name].cat.codes.to_numpy()
            made.setflags(write=False)
            self._arrays[name] = made
        return self._arrays[name]

    def names(self, column: str) -> np.ndarray:
        """What the codes of a text column stand for."""
        return np.asarray(self.frame[column].cat.categories, dtype=object)

    def lookup(self, column: str, values: tuple[str, ...]) -> np.ndarray:
        """For each code of a text column, is it one of `values`? The last answers for −1, an unknown text."""
        return np.append(self.frame[column].cat.categories.isin(values), False)

    def once(self, what: object, make: Callable[[], T]) -> T:
        """What `make` gives, made once a version; not to be written to."""
        if what not in self._made:
            self._made[what] = make()
        return self._made[what]

    @cached_property
    def profiles(self) -> dict[str, np.ndarray]:
        """The distinct combinations of what counts are made by, an array an attribute (`PROFILE`), as `array` has them.

        Three million incidents have a few thousand of them: whatever is counted by these is counted over them.
        """
        _codes, first = self._profiled
        return {name: self.array(name)[first] for name in self._of_profile}

    @property
    def _of_profile(self) -> list[str]:
        return [name for name, column in PROFILE.items() if column in self.frame]

    @cached_property
    def _profiled(self) -> tuple[np.ndarray, np.ndarray]:
        """The number of each row's profile, and a row of each profile."""
        codes = np.zeros(len(self), dtype="int64")
        first = np.zeros(min(len(self), 1), dtype="int64")
        for name in self._of_profile:
            own = self.array(name).astype("int64")
            _found, first, codes = np.unique(
                codes * (own.max(initial=0) + 2) + own + 1, return_index=True, return_inverse=True
            )
        return codes.astype("int32"), first

    @cached_property
    def places(self) -> pd.DataFrame:
        """latitude, longitude (degrees, to 4 decimals), location (as the first row has it) of each distinct place."""
        _codes, first = self._placed
        here = self.frame.iloc[first]
        table = here[["latitude", "longitude"]].round(PLACE_DECIMALS).reset_index(drop=True)
        return table.assign(location=here["location"].astype("str").to_numpy())

    @cached_property
    def _placed(self) -> tuple[np.ndarray, np.ndarray]:
        """The number of each row's place, and the first row of each place."""
        scale = 10**PLACE_DECIMALS
        latitude, longitude = (
            np.rint(self.frame[name].to_numpy() * scale).astype("int64") for name in ("latitude", "longitude")
        )
        codes, found = pd.factorize(latitude * (1000 * scale) + longitude)
        first = np.zeros(len(found), dtype="int64")
        rows = np.arange(len(codes))
        first[codes[::-1]] = rows[::-1]  # the last that is written is the first row
        return codes.astype("int32"), first


def _days(events: Events) -> np.ndarray:
    return events.frame["event_date"].to_numpy().astype("datetime64[D]").astype("int32")


def _months(events: Events) -> np.ndarray:
    return events.frame["event_date"].to_numpy().astype("datetime64[M]").astype("int32")


def _deaths(column: str) -> Callable[[Events], np.ndarray]:
    return lambda events: events.frame[column].to_numpy(dtype="int64", na_value=0).astype("int32")


# By these a profile is told from another; beside each the column that it is made from.
PROFILE = {
    "area1_id": "area1_id",
    "area2_id": "area2_id",
    "event_type": "event_type",
    "precision": "geo_precision",
    "civilians": "civilian_targeting",
    "deaths_unknown": "fatalities_best",
}

ARRAYS: dict[str, Callable[[Events], np.ndarray]] = {
    "day": _days,  # since 1970-01-01
    "month": _months,  # since January 1970
    "deaths": _deaths("fatalities_best"),  # people; 0 where unknown
    "deaths_low": _deaths("fatalities_low"),
    "deaths_high": _deaths("fatalities_high"),
    "deaths_unknown": lambda events: events.frame["fatalities_best"].isna().to_numpy(dtype=bool),
    "bounds_known": lambda events: events.frame[["fatalities_low", "fatalities_high"]].notna().all(axis=1).to_numpy(),
    "civilians": lambda events: events.frame["civilian_targeting"].to_numpy(dtype=bool, na_value=False),
    "precision": lambda events: events.frame["geo_precision"].to_numpy(dtype="int8", na_value=3),
    "place": lambda events: events._placed[0],  # a row number of `Events.places`
    "profile": lambda events: events._profiled[0],  # a number of `Events.profiles`
}


class Rows:
    """Some incidents of a version, in the order of the shared frame. Columns and arrays are taken when asked for."""

    def __init__(self, events: Events, at: slice | np.ndarray) -> None:
        """`at` are row numbers of the shared frame, ascending: a slice with both ends, or an array."""
        self.events, self.at = events, at if isinstance(at, slice) else at.astype("int32", copy=False)
        self._taken: dict[str, np.ndarray] = {}
        self._counted: dict[object, object] = {}

    @classmethod
    def of(cls, incidents: "Rows | pd.DataFrame") -> "Rows":
        """Rows as they are; a frame of incidents as rows of its own."""
        if isinstance(incidents, Rows):
            return incidents
        texts = [name for name, kind in incidents.dtypes.items() if kind in (object, "str")]
        frame = incidents.reset_index(drop=True)
        return cls.all_of(Events(frame.astype(dict.fromkeys(texts, "category"))))

    def bare(self) -> "Rows":
        """The same without the columns that were taken: for what outlives a run, as a file that may be asked for."""
        return Rows(self.events, self.at)

    def __len__(self) -> int:
        return self.at.stop - self.at.start if isinstance(self.at, slice) else len(self.at)

    @property
    def empty(self) -> bool:
        """True where there are none."""
        return len(self) == 0

    @property
    def index(self) -> pd.RangeIndex:
        """The index of their columns."""
        return pd.RangeIndex(len(self))

    def array(self, name: str) -> np.ndarray:
        """An array of `Events.array`, these rows of it; not to be written to."""
        if name not in self._taken:
            self._taken[name] = self.take(self.events.array(name))
        return self._taken[name]

    def take(self, values: np.ndarray) -> np.ndarray:
        """Of `values`, one a row of the version, these rows'."""
        return values[self._index]

    @property
    def _index(self) -> slice | np.ndarray:
        """The row numbers as numpy takes them; four bytes each would be widened for every array anew."""
        if isinstance(self.at, slice):
            return self.at
        if INDEX not in self._taken:
            self._taken[INDEX] = self.at.astype(np.intp)
        return self._taken[INDEX]

    def once(self, what: object, count: Callable[[], T]) -> T:
        """The answer of `count`, made once for these rows: several parts of a page ask for the same counts."""
        if what not in self._counted:
            self._counted[what] = count()
        return self._counted[what]

    @property
    def by_profile(self) -> np.ndarray:
        """Incidents of each of `Events.profiles`."""
        size = len(self.events._profiled[1])
        return self.once("by_profile", lambda: counts(self.array("profile"), size))

    @property
    def deaths_by_profile(self) -> np.ndarray:
        """Reported deaths of each of `Events.profiles`."""
        size = len(self.events._profiled[1])
        return self.once("deaths_by_profile", lambda: counts(self.array("profile"), size, self.array("deaths")))

    def __getitem__(self, key: str | list[str] | pd.Series | np.ndarray) -> "pd.Series | pd.DataFrame | Rows":
        """A column by its name, a frame of some columns, or the rows where a mask is true."""
        if isinstance(key, str):
            return self.events.frame[key].iloc[self.at].reset_index(drop=True)
        if isinstance(key, list):
            return self.frame(key)
        return self.where(np.asarray(key, dtype=bool))

    def where(self, mask: np.ndarray) -> "Rows":
        """The rows where `mask` (true or false a row) is true."""
        kept = np.flatnonzero(mask)
        return Rows(self.events, kept + self.at.start if isinstance(self.at, slice) else self.at[kept])

    def last(self, most: int) -> "Rows":
        """The last `most` of them: of one source the newest."""
        if isinstance(self.at, slice):
            return Rows(self.events, slice(max(self.at.start, self.at.stop - most), self.at.stop))
        return Rows(self.events, self.at[max(0, len(self.at) - most) :])

    def between(self, first: np.datetime64, last: np.datetime64) -> "Rows":
        """Those from one day to another, both included; only for rows of one source, which stand in order of days."""
        days = self.array("day")
        ends = [day.astype("datetime64[D]").astype(days.dtype) for day in (first, last)]  # else numpy copies all days
        start, stop = (int(np.searchsorted(days, end, side)) for end, side in zip(ends, ("left", "right"), strict=True))
        if isinstance(self.at, slice):
            return Rows(self.events, slice(self.at.start + start, self.at.start + max(start, stop)))
        return Rows(self.events, self.at[start:stop])

    def frame(self, columns: list[str] | None = None) -> pd.DataFrame:
        """A frame of their own, with a fresh index; `columns` narrows it."""
        whole = self.events.frame if columns is None else self.events.frame[columns]
        return whole.iloc[self.at].reset_index(drop=True)

    @classmethod
    def all_of(cls, events: Events) -> "Rows":
        """Every row of a version."""
        return cls(events, slice(0, len(events)))


def counts(codes: np.ndarray, size: int, weights: np.ndarray | None = None) -> np.ndarray:
    """How often each code from 0 to `size` − 1 occurs, or the sum of `weights` (whole numbers) over it.

    Codes below 0 (unknown) count nowhere.
    """
    shifted = codes.astype("int64")
    shifted += 1
    found = np.bincount(shifted, weights=weights, minlength=size + 1)
    return np.rint(found[1:]).astype("int64") if weights is not None else found[1:]
