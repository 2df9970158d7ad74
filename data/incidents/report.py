"""The `summary` of a link: counts of what it means, with what they were counted from."""

from collections.abc import Mapping

from data.filters import Filters, query_values
from data.i18n import _
from data.incidents import choice, subsets, summary
from data.incidents.choice import Choice
from data.incidents.rows import Rows
from data.snapshot import Snapshot

PART = choice.PREFIX + "rows"
PARAMETERS = (PART, *choice.PARAMETERS)


def rows_of(snapshot: Snapshot, filters: Filters, query: str | Mapping[str, list[str]]) -> tuple[Rows, list[str]]:
    """The incidents that a link means: those of its filters, and of them what it chooses on page Incidents.

    With a note for each choice that means nothing in this version.
    """
    values = query_values(query)
    rows, code = snapshot.select(filters), values.get(PART, [""])[0]
    part = subsets.find(snapshot, filters, rows, code) if code in subsets.codes(snapshot) else None
    chosen = Choice.from_query(values, snapshot)
    ignored = [PART] * (bool(code) and part is None)
    ignored += [key for key in choice.PARAMETERS if values.get(key, [""])[0] and not chosen.says(key)]
    words = _("“{key}={value}” was ignored: it means nothing in this version.")
    notes = [words.format(key=key, value=values[key][0][:60]) for key in ignored]
    return chosen.of(rows[part.rows] if part else rows, snapshot.vocabulary), notes


def document(snapshot: Snapshot, filters: Filters, selected: Rows | None = None) -> dict[str, object]:
    """Counts as plain values: totals, precision mix, by_type, by_area (each level), by_month; version and filters.

    Of the filters' incidents, or of `selected` among them.
    """
    selected = snapshot.select(filters) if selected is None else selected
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
