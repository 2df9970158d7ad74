"""Seeded sets of incidents as large as asked, made on the fly: ACLED's and GED's shape, every row invented."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as arrow

from data.geography.join import assign_areas, to_geo
from data.incidents import types
from data.mission import Mission

SEED = 20_190_323
FIRST, LAST = np.datetime64("1997-01-01"), np.datetime64("2026-06-30")
SHARE_OF_ACLED = 0.75
# Most of a country's violence is recent: the weight of a day grows by this factor a year.
GROWTH = 1.13
PLACES_AT = ((15_000, 900), (400_000, 3_500), (3_000_000, 30_000))
ACTORS_AT = ((15_000, 300), (400_000, 900), (3_000_000, 2_000))
SHARE_OUTSIDE = 0.01
WRITTEN_AT_ONCE = 500_000
# Shares of type, location precision and day precision, near those of ACLED in the Sahel and of GED in Africa.
ACLED_TYPES = {
    "battles": 0.32, "against_civilians": 0.29, "explosions": 0.15, "strategic": 0.10, "protests": 0.10, "riots": 0.04,
}  # fmt: skip
GED_TYPES = {"battles": 0.68, "against_civilians": 0.32}
ACLED_PRECISION, GED_PRECISION = (0.62, 0.35, 0.03), (0.45, 0.25, 0.30)
DAY_PRECISION = (0.85, 0.12, 0.03)
SUB_TYPES = {
    "battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "against_civilians": ("Attack", "Abduction/forced disappearance", "Sexual violence"),
    "explosions": ("Remote explosive/landmine/IED", "Air/drone strike", "Shelling/artillery/missile attack"),
    "strategic": ("Looting/property destruction", "Agreement", "Arrests"),
    "protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    "riots": ("Violent demonstration", "Mob violence", "Mob violence"),
}
GED_SUB_TYPES = {"battles": "State-based violence", "against_civilians": "One-sided violence"}


@dataclass(frozen=True)
class Set:
    """What is made: table incidents without joined areas, and the actors that it names."""

    incidents: pd.DataFrame
    actors: pd.DataFrame


def at_size(rows: int, steps: tuple[tuple[int, int], ...]) -> int:
    """A count for a number of rows, on a straight line between `steps` in logarithms, and flat beyond them."""
    sizes, counts = (np.log([step[i] for step in steps]) for i in (0, 1))
    return min(round(float(np.exp(np.interp(np.log(max(rows, 1)), sizes, counts)))), max(rows, 1))


def texts(names: list[str] | np.ndarray, codes: np.ndarray) -> pd.Series:
    """A text column from names and the code of each row."""
    return pd.Series(pd.array(arrow.array(names, arrow.large_string()).take(arrow.array(codes)), dtype="str"))


def skewed(rng: np.random.Generator, count: int, size: int, power: float) -> np.ndarray:
    """Codes below `count`, the first ones far more often (Zipf's law with an exponent of `power`)."""
    weights = np.arange(1, count + 1, dtype=float) ** -power
    return rng.choice(count, size, p=weights / weights.sum())


def places(rng: np.random.Generator, count: int, areas: pd.DataFrame) -> pd.DataFrame:
    """Places around towns, nearly all within the country's areas: location, latitude, longitude, admin1, admin2."""
    inside = to_geo(areas[areas["level"] == 2])
    towns = inside.sample_points(max(1, count // 400 + 1), rng=rng).explode(index_parts=False)
    near = towns.iloc[skewed(rng, len(towns), count * 2, 0.4)]
    spread = rng.normal(0, 0.25, (2, len(near)))
    found = pd.DataFrame({"latitude": near.y.to_numpy() + spread[0], "longitude": near.x.to_numpy() + spread[1]})
    found = found.round(4).drop_duplicates(ignore_index=True)
    joined = assign_areas(found, areas)
    lies_inside = joined["area2_id"].notna()
    outside = joined[~lies_inside].head(max(1, int(count * SHARE_OUTSIDE)))
    table = pd.concat([joined[lies_inside].head(count - len(outside)), outside])
    table = table.sample(frac=1, random_state=rng, ignore_index=True)
    names = dict(zip(areas["area_id"], areas["name"], strict=True))
    table["location"] = [f"Place {i:05d}" for i in range(len(table))]
    return table.assign(admin1=table["area1_id"].map(names), admin2=table["area2_id"].map(names))


def incidents(rows: int, areas: pd.DataFrame, seed: int = SEED) -> Set:
    """`rows` incidents of sources acled and ucdp; the same ones for the same size, areas and seed."""
    rng = np.random.default_rng([seed, rows])
    where = places(rng, at_size(rows, PLACES_AT), areas)
    names = _actor_names(at_size(rows, ACTORS_AT))
    of_acled = round(rows * SHARE_OF_ACLED)
    parts = [_part(rng, "acled", of_acled, where, names), _part(rng, "ucdp", rows - of_acled, where, names)]
    actors = pd.DataFrame({"actor_id": [f"a{i:010x}" for i in range(len(names))], "name": names})
    return Set(pd.concat(parts, ignore_index=True), actors)


def _actor_names(count: int) -> list[str]:
    fixed = ["Unidentified Armed Group", "Civilians", "Protesters", "Rioters"]
    kinds = ("Armed Group", "State Forces", "Local Militia")
    return [*fixed, *(f"{kinds[i % 3]} {i:04d}" for i in range(max(count - len(fixed), 1)))]


def _days(rng: np.random.Generator, size: int) -> np.ndarray:
    days = np.arange(FIRST, LAST + 1)
    weights = GROWTH ** (np.arange(len(days)) / 365.25)
    return days[np.sort(rng.choice(len(days), size, p=weights / weights.sum()))].astype("datetime64[s]")


def _deaths(rng: np.random.Generator, size: int, lethal: np.ndarray) -> np.ndarray:
    """Half of the violent events without a death, a long tail: Pareto, as in the real sets."""
    drawn = np.minimum(rng.pareto(1.35, size) * 1.6, 400).astype("int64")
    return np.where(lethal, drawn, 0)


def _part(rng: np.random.Generator, source: str, size: int, where: pd.DataFrame, actors: list[str]) -> pd.DataFrame:
    ged = source == "ucdp"
    shares = GED_TYPES if ged else ACLED_TYPES
    codes = list(shares)
    kind = rng.choice(len(codes), size, p=list(shares.values()))
    place = skewed(rng, len(where), size, 0.75)
    day = _days(rng, size)
    lethal = np.isin(kind, [codes.index(code) for code in codes if code in types.VIOLENT])
    best = _deaths(rng, size, lethal) + int(ged)  # every event of GED has a death
    precision = rng.choice([1, 2, 3], size, p=GED_PRECISION if ged else ACLED_PRECISION)
    unknown = rng.random(size) < (0.0 if ged else 0.02)
    first, second = skewed(rng, len(actors), size, 1.1), skewed(rng, len(actors), size, 1.1)
    against = codes.index("against_civilians")
    second = np.where(kind == against, actors.index("Civilians"), second)
    frame = pd.DataFrame(
        {
            "event_id": pd.Series([f"{'' if ged else 'MLI'}{i}" for i in range(100_000, 100_000 + size)], dtype="str"),
            "source": texts([source], np.zeros(size, "int64")),
            "event_date": day,
            "date_end": day + np.where(rng.random(size) < 0.05, 2, 0).astype("timedelta64[D]") * int(ged),
            "date_precision": pd.array(rng.choice([1, 2, 3], size, p=DAY_PRECISION), dtype="Int64"),
            "event_type": texts(codes, kind),
            "sub_event_type": _sub_types(rng, codes, kind, ged),
            "actor1": texts(actors, first),
            "actor2": texts(actors, second).mask(~lethal),
            "civilian_targeting": pd.array(kind == against, dtype="boolean"),
            "fatalities_best": pd.array(best, dtype="Int64"),
            "country": texts(["Mali"], np.zeros(size, "int64")),
            "geo_precision": pd.array(precision, dtype="Int64"),
            "notes": texts(_notes(), rng.integers(0, len(_notes()), size)),
            "reported_by": texts([f"Paper {i:02d}" for i in range(40)], skewed(rng, 40, size, 0.8)),
            "revised_at": pd.Series(day).dt.tz_localize("UTC") + pd.Timedelta(days=9),
        }
    )
    frame["fatalities_best"] = frame["fatalities_best"].mask(unknown)
    if ged:
        frame["fatalities_low"] = pd.array(best - best // 5, dtype="Int64")
        frame["fatalities_high"] = pd.array(best + best // 3, dtype="Int64")
    for name in ("admin1", "admin2", "location"):
        frame[name] = texts(where[name].astype(object).where(where[name].notna(), None).to_numpy(), place)
    for name in ("latitude", "longitude"):
        frame[name] = where[name].to_numpy()[place]
    return frame


def _sub_types(rng: np.random.Generator, codes: list[str], kind: np.ndarray, ged: bool) -> pd.Series:
    if ged:
        return texts([GED_SUB_TYPES[code] for code in codes], kind)
    names = [name for code in codes for name in SUB_TYPES[code]]
    return texts(names, kind * 3 + rng.choice(3, len(kind), p=[0.7, 0.2, 0.1]))


def _notes() -> list[str]:
    return [f"Invented event number {i} of the benchmark, with an account of common length. " * 2 for i in range(500)]


def write(mission: Mission, rows: int, seed: int = SEED) -> None:
    """One version of `mission`, which has its areas already, with `rows` incidents joined to them."""

    def change(base: int) -> dict[str, pd.DataFrame]:
        areas = mission.store.read("areas", base)
        made = incidents(rows, areas, seed)
        return {"incidents": assign_areas(made.incidents, areas), "actors": made.actors}

    mission.store.commit(change, who="bench", what=f"{rows} invented incidents", settings=mission.settings_text)


def boundaries(shared: Path) -> list[Path]:
    """The reference files that a made mission needs."""
    names = ("cercles", "regions", "country")
    return [*(shared / "boundaries" / f"mali_{name}.geojson" for name in names), shared / "geopko/FrontMap_v.2.3.csv"]
