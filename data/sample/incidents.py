"""The synthetic incidents of the example, from a seeded generator that follows the published pattern."""

import numpy as np
import pandas as pd

from data.geography.join import assign_areas, to_geo
from data.sample import facts
from data.sample.areas import region_id
from data.sample.deaths import deaths
from data.sample.places import places
from data.sample.rates import counts

SOURCE = "sample"
REPORTED_BY = "Synthetic generator"
PRECISION_SHARES = {1: 0.62, 2: 0.36, 3: 0.02}
DAY_PRECISION_SHARES = {1: 0.88, 2: 0.10, 3: 0.02}
LATE, SEVERAL_DAYS = 0.2, 0.03
LAST_REVISION = pd.Timestamp("2020-01-14", tz="UTC")
STAGE = 3


def synthetic(areas: pd.DataFrame) -> pd.DataFrame:
    """The synthetic incidents, sorted by date, with columns of table incidents."""
    rng = facts.generator(STAGE)
    rows = counts()
    rows = rows.loc[rows.index.repeat(rows["events"])].reset_index(drop=True)
    rows = _with_place(rows, to_geo(areas), rng)
    rows = _with_form(rows, rng)
    rows = pd.concat([rows, deaths(rows), _dates(rows, rng)], axis=1)
    rows = rows.sort_values("event_date", kind="stable", ignore_index=True)
    rows = rows.assign(event_id=[f"EX{number:05}" for number in range(1, len(rows) + 1)])
    return _named(assign_areas(_described(rows), areas), areas)


def _draw(shares: dict[int, float], size: int, rng: np.random.Generator) -> np.ndarray:
    return rng.choice(list(shares), p=list(shares.values()), size=size)


def _with_place(rows: pd.DataFrame, areas: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """`rows` at a place of their cercle and precision; events known by region only at the region's seat."""
    rows = rows.assign(geo_precision=_draw(PRECISION_SHARES, len(rows), rng))
    chosen = _pick(rows, places(areas[areas["level"] == 2]), ["area2_id", "geo_precision"], "share", rng)
    placed = rows.join(chosen[["location", "latitude", "longitude"]])
    region_only = placed["geo_precision"] == 3
    region_seats = _region_seats().loc[placed.loc[region_only, "area2_id"].str[: len(region_id("XX"))]]
    placed.loc[region_only, region_seats.columns] = region_seats.to_numpy()
    return placed.astype({"latitude": float, "longitude": float})


def _pick(
    rows: pd.DataFrame, options: pd.DataFrame, keys: list[str], weight: str, rng: np.random.Generator
) -> pd.DataFrame:
    """For each of `rows` one of the `options` with the same `keys`, in proportion to `weight`; none where none is."""
    groups = dict(list(options.groupby(keys)))
    picked = []
    for key, index in sorted(rows.groupby(keys).groups.items()):
        if key in groups:
            shares = groups[key][weight] / groups[key][weight].sum()
            number = rng.choice(len(shares), p=shares, size=len(index))
            picked.append(groups[key].iloc[number].set_axis(index))
    return pd.concat(picked).reindex(rows.index)


def _region_seats() -> pd.DataFrame:
    regions = facts.read("regions")
    seats = regions.merge(facts.read("cercles"), on="seat")
    return seats.set_axis(seats["code"].map(region_id))[["seat", "latitude", "longitude"]].rename(
        columns={"seat": "location"}
    )


def _with_form(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """`rows` with sub-type, actors, civilian targeting and a sentence that go together."""
    forms = facts.read("forms").rename(columns={"sentence": "form"})
    kept = [c for c in forms.columns if c not in ("north", "centre", "south")]
    options = forms.melt(id_vars=kept, value_vars=["north", "centre", "south"], var_name="zone", value_name="weight")
    chosen = _pick(rows, options, ["event_type", "zone"], "weight", rng)
    return rows.join(chosen.drop(columns=["event_type", "zone", "weight"]))


def _dates(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """First and last day, their precision, and when the record was last revised: some weeks later for late reports."""
    size = len(rows)
    start = rows["month"].dt.to_timestamp()
    day = start + pd.to_timedelta((rng.random(size) * start.dt.days_in_month).astype(int), unit="D")
    longer = np.where(rng.random(size) < SEVERAL_DAYS, rng.integers(1, 4, size), 0)
    delay = np.where(rng.random(size) < LATE, rng.integers(21, 140, size), rng.integers(3, 12, size))
    revised = (day + pd.to_timedelta(delay, unit="D")).dt.tz_localize("UTC")
    first_report = (day + pd.Timedelta(days=5)).dt.tz_localize("UTC")
    return pd.DataFrame(
        {
            "event_date": day,
            "date_end": (day + pd.to_timedelta(longer, unit="D")).clip(upper=pd.Timestamp("2019-12-31")),
            "date_precision": _draw(DAY_PRECISION_SHARES, size, rng),
            "revised_at": revised.where(revised <= LAST_REVISION, first_report),
        }
    )


def _described(rows: pd.DataFrame) -> pd.DataFrame:
    notes = "Synthetic record: " + rows["form"] + "; place: " + rows["location"] + "."
    return rows.assign(source=SOURCE, notes=notes, reported_by=REPORTED_BY, country="Mali")


def _named(rows: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """`rows` with the names of their areas as the published ones."""
    names = areas.set_index("area_id")["name"]
    return rows.assign(admin1=rows["area1_id"].map(names), admin2=rows["area2_id"].map(names))
