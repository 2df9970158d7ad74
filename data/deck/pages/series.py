"""Charts of pages of a file, native and editable: months by type, months up to now, one count by category."""

from collections.abc import Sequence

import pandas as pd

from data.deck.model import Chart, Series
from data.filters import Filters
from data.i18n import _
from data.incidents import summary, types
from data.incidents.rows import Rows
from data.scene import Scene
from data.words import formats
from data.words.palette import LIGHT

MONTHS_SHOWN = 36


def by_month(filters: Filters, rows: Rows) -> Chart | None:
    """Incidents a month of the period, stacked by type; None where there is none."""
    months = summary.months(rows, filters.start, filters.end)
    if not months["incidents"].sum():
        return None
    peak = months.loc[months["incidents"].idxmax()]
    title = _("Most incidents in {month}: {n}").format(
        month=formats.month(peak["month"]), n=formats.number(peak["incidents"])
    )
    every, found = list(months["month"]), summary.by_month(rows)
    series = []
    for code in types.CODES:
        own = found[found["event_type"] == code].set_index("month")["incidents"].reindex(every, fill_value=0)
        if own.sum():
            series.append(Series(types.label(code), tuple(own.tolist()), LIGHT.types[code]))
    names = tuple(formats.month(month) for month in every)
    return Chart("stacked", title, names, tuple(series), _("incidents a month"), alt=_alt(title, series), key="months")


def _alt(title: str, series: Sequence[Series]) -> str:
    """The finding, and what each series adds up to."""
    sums = ", ".join(f"{own.name} {formats.number(sum(v or 0 for v in own.values))}" for own in series)
    return _("{finding}. In all: {sums}.").format(finding=title, sums=sums)


def history(scene: Scene) -> Chart | None:
    """Three years of months up to the period's end, the period in colour."""
    filters = scene.filters
    last, span = pd.Timestamp(filters.end), scene.snapshot.vocabulary.span(filters.source)
    first = max((last - pd.DateOffset(months=MONTHS_SHOWN - 1)).replace(day=1), pd.Timestamp(span.start).replace(day=1))
    own = pd.Timestamp(filters.start).replace(day=1)
    first = min(first, own)
    longer = filters.during(type(filters.span)(first.date(), filters.end))
    months = summary.months(scene.snapshot.select(longer), longer.start, longer.end)
    if not months["incidents"].sum():
        return None
    peak = months.loc[months["incidents"].idxmax()]
    title = _("Most incidents since {first} in {month}: {n}").format(
        first=formats.month(first), month=formats.month(peak["month"]), n=formats.number(peak["incidents"])
    )
    shown, values = months["month"] >= own, months["incidents"]
    series = (
        Series(_("before"), _only(values, ~shown), LIGHT.types["strategic"]),
        Series(formats.period(filters.span), _only(values, shown), LIGHT.classes[4]),
    )
    names = tuple(formats.month(month) for month in months["month"])
    return Chart("stacked", title, names, series, _("incidents a month"), alt=_alt(title, series), key="months")


def _only(values: pd.Series, there: pd.Series) -> tuple[int | None, ...]:
    """The values of some months, none (and not zero) for the others."""
    return tuple(value if own else None for value, own in zip(values.tolist(), there, strict=True))


def bars(title: str, names: Sequence[str], values: Sequence[float], unit: str, colour: str, *, key: str) -> Chart:
    """One count by category, lying bars, in the order given; its alternative reads them out."""
    read = ", ".join(f"{own} {formats.number(value)}" for own, value in zip(names, values, strict=True))
    alt = _("{finding}. In all: {sums}.").format(finding=title, sums=read)
    return Chart("bars", title, tuple(names), (Series(unit, tuple(values), colour),), unit, alt=alt, key=key)


def by_type(rows: Rows) -> Chart | None:
    """Incidents by type."""
    table = summary.by_type(rows)
    table = table[table["incidents"] > 0].sort_values("incidents", ascending=False, kind="stable")
    if table.empty:
        return None
    names = table["event_type"].map(types.label).tolist()
    title = _("Most frequent type: {type}, {n} of {all}").format(
        type=names[0].lower(), n=formats.number(table["incidents"].iloc[0]), all=formats.number(len(rows))
    )
    return bars(title, names, table["incidents"].tolist(), _("incidents"), LIGHT.classes[3], key="types")
