"""The `summary` of a link: counts under its filters, with what they were counted from."""

from data.filters import Filters
from data.incidents import summary
from data.snapshot import Snapshot


def document(snapshot: Snapshot, filters: Filters) -> dict[str, object]:
    """Counts as plain values: totals, precision mix, by_type, by_area (each level), by_month; version and filters."""
    selected = snapshot.select(filters)
    levels = [level for level in (1, 2) if level <= snapshot.deepest_level()]
    return {
        "mission": snapshot.settings.name,
        "version": snapshot.number,
        "source": filters.source,
        "from": filters.start.isoformat(),
        "to": filters.end.isoformat(),
        "link": filters.to_link(complete=True),
        "mark": snapshot.settings.mark(filters.source),
        **summary.totals(selected),
        "by_precision": {str(p): count for p, count in summary.by_precision(selected).items()},
        "by_type": _records(summary.by_type(selected), "event_type"),
        "by_area": [row for level in levels for row in _areas(selected, snapshot, level)],
        "outside_areas": {str(level): summary.outside(selected, level) for level in levels},
        "by_month": [
            {"month": f"{row.month:%Y-%m}", "incidents": int(row.incidents), "fatalities": int(row.fatalities)}
            for row in summary.months(selected, filters.start, filters.end).itertuples()
        ],
    }


def _records(table: object, key: str) -> dict[str, dict[str, int]]:
    return {
        row[key]: {"incidents": int(row["incidents"]), "fatalities": int(row["fatalities"])}
        for row in table.to_dict("records")
    }


def _areas(selected: object, snapshot: Snapshot, level: int) -> list[dict[str, object]]:
    table = summary.by_area(selected, snapshot.areas, level)
    return table[table["incidents"] > 0].to_dict("records")
