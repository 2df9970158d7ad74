"""What the records of a source cover: by area and month, where they fall silent, how old and how precise they are."""

from datetime import date

import numpy as np
import pandas as pd

from data.i18n import _
from data.incidents.summary import LEVELS, PRECISIONS
from data.snapshot import Snapshot

MONTHS = 36
# Less than this behind an area's usual rate, and its silence claims nothing.
LEAST_OTHER_MONTHS = 12
LEAST_INCIDENTS = 12
# The chance that a whole table of steady areas names any gap at all: see `gaps`.
CHANCE = 0.01

DAY = "datetime64[us]"
MONTH_TYPES = {"area_id": "str", "name": "str", "month": DAY, "incidents": "int64", "known": "bool"}
GAP_TYPES = {
    "area_id": "str", "name": "str", "first": DAY, "last": DAY,
    "months": "int64", "usual": "float64", "probability": "float64",
}  # fmt: skip
FRESHNESS_TYPES = {
    "source": "str", "incidents": "int64", "first": DAY, "last": DAY, "days_old": "int64",
    "imported_at": "datetime64[us, UTC]", "file_name": "str", "import_id": "str",
}  # fmt: skip
MIX_TYPES = {"source": "str", "geo_precision": "int64", "incidents": "int64", "share": "float64"}


def by_area_month(snapshot: Snapshot, source: str, level: int = 1, months: int = MONTHS) -> pd.DataFrame:
    """area_id, name, month (its first day), incidents, known: every area of a level in each of the last months.

    All of a source's incidents count, of every type and precision, in the month of their first day; zeros are there.
    The `months` calendar months end with that of the source's last record and begin no earlier than that of its
    first: before and after, nothing is known. `known` is False where the last record is not of its month's last day:
    the rest of that month is not recorded yet. Incidents outside every area of the level come last, if there are any,
    with an empty `area_id`. Areas stand in the order of their names. Empty for an unknown source or level.
    """
    incidents = snapshot.incidents
    own = incidents[(incidents["source"] == source).to_numpy(dtype=bool)]
    if own.empty or level not in LEVELS:
        return _typed(pd.DataFrame(columns=list(MONTH_TYPES)), MONTH_TYPES)
    month = own["event_date"].to_numpy().astype("datetime64[M]").astype("int64")
    first = max(month.min(), month.max() - months + 1)
    areas = snapshot.areas.loc[snapshot.areas["level"] == level, ["area_id", "name"]].sort_values(["name", "area_id"])
    counts = _counted(own[f"area{level}_id"], areas["area_id"], month - first, month.max() - first + 1)
    table = _long(areas, np.arange(first, month.max() + 1).astype("datetime64[M]"), counts)
    table["known"] = (table["month"] < table["month"].max()) | own["event_date"].max().is_month_end
    return _typed(table, MONTH_TYPES)


def _typed(table: pd.DataFrame, types: dict[str, str]) -> pd.DataFrame:
    return table[list(types)].astype(types).reset_index(drop=True)


def _long(areas: pd.DataFrame, months: np.ndarray, counts: np.ndarray) -> pd.DataFrame:
    """A row an area and month, from counts by area (a last row for those outside, where it is there) and month."""
    rows = len(counts)
    return pd.DataFrame(
        {
            "area_id": np.repeat([*areas["area_id"], ""][:rows], len(months)),
            "name": np.repeat([*areas["name"], _("Outside these areas")][:rows], len(months)),
            "month": np.tile(months.astype(DAY), rows),
            "incidents": counts.ravel(),
        }
    )


def _counted(of_incident: pd.Series, area_ids: pd.Series, month: np.ndarray, months: int) -> np.ndarray:
    """Incidents by area (a row each, those outside in a last one if there are any) and month (from number 0 on)."""
    order = pd.Index(area_ids).get_indexer(of_incident.cat.categories)
    row = np.append(order, -1)[of_incident.cat.codes.to_numpy()]
    row = np.where(row < 0, len(area_ids), row)
    inside = month >= 0
    cells = np.bincount(row[inside] * months + month[inside], minlength=(len(area_ids) + 1) * months)
    counts = cells.reshape(len(area_ids) + 1, months)
    return counts if counts[-1].any() else counts[:-1]


def gaps(table: pd.DataFrame) -> pd.DataFrame:
    """area_id, name, first, last (months), months, usual, probability: silences of areas that are hard to call chance.

    `table` is `by_area_month`'s. A gap is a run of known months without an incident; `usual` is the incidents a month
    in the area's other known months; `probability` is exp(-usual × months), the chance of no incident in that many
    months if incidents came independently of each other at the usual rate all the time (a Poisson process).

    A run of zeros begins by chance in some of many areas and months, and months outside of it are no fair sample. So
    only what is rare under a stricter count is kept: that of an area's N incidents in its known months none is in the
    run, (1 - months / known months) to the power of N, times all areas and months looked at, below 0.01 (Bonferroni).
    Of a hundred tables of steady areas at most about one then names a gap (0 to 0.6 in simulations). Areas with fewer
    than 12 other months or 12 incidents claim nothing.

    Violence is not steady: it clusters, has seasons and moves. A gap may be nobody reporting or real calm, and one
    that begins with the table may be the time before violence came. It is a question to ask, never an answer.
    """
    areas = table[table["area_id"] != ""]
    if areas.empty:
        return _typed(pd.DataFrame(columns=list(GAP_TYPES)), GAP_TYPES)
    rows, months = areas.drop_duplicates("area_id"), areas["month"].drop_duplicates().to_numpy()
    counts, known = (areas[name].to_numpy().reshape(len(rows), len(months)) for name in ("incidents", "known"))
    row, start, length = _runs((counts == 0) & known)
    found = (
        rows[["area_id", "name"]]
        .iloc[row]
        .assign(
            first=months[start],
            last=months[start + length - 1],
            months=length,
            others=known.sum(axis=1)[row] - length,
            total=np.where(known, counts, 0).sum(axis=1)[row],
        )
    )
    kept = _hardly_chance(found, int(known.sum()))
    return _typed(kept.sort_values(["probability", "name", "first"]), GAP_TYPES)


def _hardly_chance(runs: pd.DataFrame, looked_at: int) -> pd.DataFrame:
    """The runs that `gaps` keeps, from months, others (months) and total (incidents), with usual and probability."""
    enough = runs[(runs["others"] >= LEAST_OTHER_MONTHS) & (runs["total"] >= LEAST_INCIDENTS)]
    none_inside = (enough["others"] / (enough["others"] + enough["months"])) ** enough["total"]
    kept = enough[none_inside * looked_at < CHANCE]
    usual = kept["total"] / kept["others"]
    return kept.assign(usual=usual, probability=np.exp(-usual * kept["months"]))


def _runs(silent: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row, first column and length of each longest run of True in a table's rows."""
    steps = np.diff(np.pad(silent.astype("int8"), ((0, 0), (1, 1))), axis=1)
    row, start = np.nonzero(steps == 1)
    return row, start, np.nonzero(steps == -1)[1] - start


def freshness(snapshot: Snapshot, today: date) -> pd.DataFrame:
    """source, incidents, first, last, days_old, imported_at, file_name, import_id: a row a source, in their order.

    `first` and `last` are the first and last day with an incident, `days_old` the days from `last` to `today`; the
    rest says which import of the source last brought or changed rows, unknown where table imports does not know it.
    """
    days, counts = snapshot.vocabulary.days, snapshot.incidents["source"].value_counts()
    sources = list(snapshot.vocabulary.sources)
    table = pd.DataFrame({"source": sources, "incidents": [counts[source] for source in sources]})
    table["first"], table["last"] = ([getattr(days[s], end) for s in sources] for end in ("start", "end"))
    table["days_old"] = [(today - days[source].end).days for source in sources]
    imports = snapshot.table("imports")
    imports = imports[imports["table"] == "incidents"].sort_values("imported_at", kind="stable")
    imports = imports.assign(source=imports["source"].str.split("; ")).explode("source")
    newest = imports.drop_duplicates("source", keep="last").astype({"source": "str"})
    return _typed(table.astype({"source": "str"}).merge(newest, on="source", how="left"), FRESHNESS_TYPES)


def precision_mix(snapshot: Snapshot) -> pd.DataFrame:
    """source, geo_precision (1 exact place, 2 near it, 3 region only), incidents, share (of the source's incidents)."""
    counted = snapshot.incidents.groupby(["source", "geo_precision"], observed=True).size()
    wanted = pd.MultiIndex.from_product([snapshot.vocabulary.sources, PRECISIONS], names=["source", "geo_precision"])
    table = counted.reindex(wanted, fill_value=0).rename("incidents").reset_index()
    table["share"] = table["incidents"] / table.groupby("source")["incidents"].transform("sum")
    return _typed(table, MIX_TYPES)
