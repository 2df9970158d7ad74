"""What a map or chart says, for those who do not see it: its finding in a sentence with figures, and its data as rows.

Made from the frames that are drawn, so that both say the same; rows are made only when somebody asks for them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from data.deck.model import Cell, Table
from data.i18n import _, ngettext
from data.incidents import cells, types
from data.incidents.frames import Frames
from data.words import formats, headlines

MOST_NAMED = 3


@dataclass(frozen=True)
class Told:
    """The words of one map or chart: either `table` makes its rows, or `beside` says where the page has them already.

    `finding` is a sentence or two with figures: what is highest and where, how many there are.
    """

    finding: str
    table: Callable[[], Table] | None = None
    beside: str = ""


def ended(text: str) -> str:
    """A headline as a sentence."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def beside(finding: str, where: str) -> Told:
    """What is drawn from figures that the page shows as a table already: `where` says in which place."""
    return Told(ended(finding), beside=where)


def ranked(
    what: str, names: Iterable[object], values: Iterable[float | None], show: Callable[[float], str] = formats.number
) -> str:
    """`Incidents by cercle: most in Koro (23), Bankass (20) and Gao (7); 12 of 49 have any.`

    A value that is unknown is left out, and how many are is said. Of equals at the end, how many more there are.
    """
    found = np.array(list(values), dtype="float64")
    known, above = found[~np.isnan(found)], _falling(names, found)
    parts = [_("{what}: {most}").format(what=what, most=_most(above, show) if above else _("none anywhere"))]
    if above:
        words = _("{some} of {all} have any")
        parts.append(words.format(some=formats.number(len(above)), all=formats.number(len(known))))
    if len(known) < len(found):
        parts.append(_("unknown for {n} more").format(n=formats.number(len(found) - len(known))))
    return "; ".join(parts) + "."


def _falling(names: Iterable[object], values: np.ndarray) -> list[tuple[str, float]]:
    """Names with their values above zero, the highest first."""
    named, order = [str(name) for name in names], np.argsort(-np.nan_to_num(values), kind="stable")
    return [(named[at], float(values[at])) for at in order if values[at] > 0]


def _most(above: list[tuple[str, float]], show: Callable[[float], str]) -> str:
    """The highest by name with their values; `above` is in falling order."""
    first, others = above[:MOST_NAMED], above[MOST_NAMED:]
    said = tuple(_("{name} ({value})").format(name=formats.short(name), value=show(value)) for name, value in first)
    words = _("most in {names}").format(names=headlines.join(said))
    equal = sum(value == first[-1][1] for _name, value in others)
    if not equal:
        return words
    more = ngettext("{n} other as many as the last", "{n} others as many as the last", equal)
    return f"{words}, {more.format(n=formats.number(equal))}"


def areas(
    counted: pd.DataFrame,
    what: str,
    measure: str = "incidents",
    *,
    values: Sequence[float] | None = None,
    show: Callable[[float], str] = formats.number,
    unit: str = "",
) -> Told:
    """Areas by a measure; `counted` has the columns of `summary.by_area`.

    `values` are those drawn, in the order of `counted`, where they are none of its columns; `unit` heads their column.
    """
    drawn = counted[measure] if values is None else values
    finding = ranked(what, counted["name"], drawn, show)
    return Told(finding, partial(_areas, counted, what, None if values is None else [show(v) for v in drawn], unit))


def _areas(counted: pd.DataFrame, what: str, more: list[str] | None, unit: str) -> Table:
    head = [_("Area"), *([unit or what] if more is not None else []), *_counts_head(), _("region only")]
    columns = [counted["name"], *([more] if more is not None else []), *_columns(counted, "region")]
    return Table(what, tuple(head), rows_of(columns))


def places(grouped: pd.DataFrame, what: str, measure: str = "incidents", region_only: int = 0) -> Told:
    """Places as circles; `grouped` has the columns of `summary.places`; `region_only` are incidents without a place."""
    ordered = grouped.sort_values(measure, ascending=False, kind="stable")
    said = [ranked(what, ordered["location"].astype(str), ordered[measure])]
    if region_only:
        words = ngettext(
            "{n} incident known by region only has no place.", "{n} incidents known by region only have no place.",
            region_only,
        )  # fmt: skip
        said.append(words.format(n=formats.number(region_only)))
    return Told(" ".join(said), partial(_places, ordered, what))


def _places(ordered: pd.DataFrame, what: str) -> Table:
    names = [types.label(code) for code in ordered["event_type"]]
    head = (_("Place"), *_counts_head(), _("Most frequent type"))
    return Table(what, head, rows_of([ordered["location"].astype(str), *_columns(ordered), names]))


def hexagons(table: pd.DataFrame, what: str, measure: str = "incidents") -> Told:
    """Hexagons; `table` has the columns of `cells.by_cell`. Each is named by its middle."""
    ordered = table.sort_values(measure, ascending=False, kind="stable")
    if ordered.empty or not ordered[measure].iloc[0]:
        return Told(
            _("{what}: {most}").format(what=what, most=_("none anywhere")) + ".", partial(_cells, ordered, what)
        )
    words = _("{what}: {n} hexagons have any, at most {most} in one, around {where}.")
    finding = words.format(
        what=what, n=formats.number((ordered[measure] > 0).sum()), most=formats.number(ordered[measure].iloc[0]),
        where=_middle(ordered["cell"].iloc[0]),
    )  # fmt: skip
    return Told(finding, partial(_cells, ordered, what))


def _middle(cell: str) -> str:
    ring = np.array(cells.ring(cell))
    return formats.degrees(*ring.mean(axis=0).tolist(), 1)


def _cells(ordered: pd.DataFrame, what: str) -> Table:
    middles = [_middle(cell) for cell in ordered["cell"]]
    return Table(what, (_("Around"), *_counts_head()), rows_of([middles, *_columns(ordered)]))


def surface(by_place: Told, what: str, most: float) -> Told:
    """A surface of density: its highest value, and the places that it is made from."""
    words = _("{what}: at most {most}.").format(what=what, most=formats.figure(most))
    return Told(f"{words} {by_place.finding}", by_place.table)


def classes(finding: str, what: str, counted: pd.DataFrame, names: Sequence[str]) -> Told:
    """Areas by class, each named; `counted` has the columns of `summary.by_area`, `finding` says what was found."""

    def table() -> Table:
        columns = [counted["name"], names, *_columns(counted, "region")]
        return Table(what, (_("Area"), _("Class"), *_counts_head(), _("region only")), rows_of(columns))

    return Told(ended(finding), table)


def differences(
    finding: str, compared: pd.DataFrame, measure: str, periods: tuple[str, str], columns: tuple[str, ...] = ()
) -> Told:
    """Areas in two states, the first less the second: in how many it is more and fewer, and where by most.

    `compared` has name, `measure`, and the same ending in _before and _difference; `columns` are other names of the
    three.
    """
    now, before, change = columns or (measure, f"{measure}_before", f"{measure}_difference")
    values = compared[change].to_numpy()
    said = [
        words.format(n=formats.number((own > 0).sum()), most=_most(_falling(compared["name"], own), formats.number))
        for words, own in ((_("More in {n} areas, {most}."), values), (_("Fewer in {n} areas, {most}."), -values))
        if (own > 0).any()
    ]

    def table() -> Table:
        head = (_("Area"), *periods, _("Difference"))
        return Table(finding, head, rows_of([compared["name"], compared[now], compared[before], compared[change]]))

    return Told(" ".join([ended(finding), *(said or [_("No area differs.")])]), table)


def months(by_month: pd.DataFrame, every_month: pd.Series) -> Told:
    """Incidents a month; `by_month` has month, event_type, incidents, and `every_month` those without any too."""
    sums = by_month.groupby("month")["incidents"].sum().reindex(every_month).fillna(0)
    return Told(in_time(_("Incidents a month"), map(formats.month, sums.index), sums), partial(_months, by_month, sums))


def history(months_: pd.DataFrame) -> Told:
    """Bars a month without types, as a sparkline has them; columns month, incidents."""
    names, what = [formats.month(month) for month in months_["month"]], _("Incidents a month")

    def table() -> Table:
        return Table(what, (_("Month"), _("Incidents")), rows_of([names, months_["incidents"]]))

    return Told(in_time(what, names, months_["incidents"].tolist()), table)


def in_time(what: str, names: Iterable[str], values: Iterable[float]) -> str:
    """`Incidents a month, Jan 2019 to Dec 2019: most in Mar 2019 (45), fewest in Jul 2019 (3).`"""
    names, found = list(names), list(values)
    if not found or not max(found):
        return _("{what}: none in {n} periods.").format(what=what, n=formats.number(len(found)))
    high, low = int(np.argmax(found)), int(np.argmin(found))
    words = _("{what}, {first} to {last}: most in {high} ({most}), fewest in {low} ({fewest}).")
    if len(found) == 1:
        words = _("{what}: {most} in {high}.")
    return words.format(
        what=what, first=names[0], last=names[-1], high=names[high], most=formats.number(found[high]), low=names[low],
        fewest=formats.number(found[low]),
    )  # fmt: skip


def _months(by_month: pd.DataFrame, sums: pd.Series) -> Table:
    by_type = by_month.pivot(index="month", columns="event_type", values="incidents").reindex(sums.index).fillna(0)
    codes = [code for code in types.CODES if code in by_type]
    head = (_("Month"), *map(types.label, codes), _("All"))
    columns = [map(formats.month, sums.index), *(by_type[code].astype("int64") for code in codes), sums.astype("int64")]
    return Table(_("Incidents a month"), head, rows_of(columns))


def frames(played: Frames, names: Sequence[str], areas_: Mapping[str, str], what: str, deaths: bool = False) -> Told:
    """What is played: the frames by name, what was counted in each (in and outside areas), and the area with most.

    Frames that sum up several periods overlap: nothing adds them up.
    """
    totals, by_area = (played.all_fatalities, played.fatalities) if deaths else (played.all_incidents, played.incidents)

    def table() -> Table:
        most = [_highest(row, played.area_ids, areas_) for row in by_area]
        head = (_("Period"), _("Incidents"), _("Reported deaths"), _("Most in"))
        return Table(what, head, rows_of([names, played.all_incidents, played.all_fatalities, most]))

    return Told(in_time(what, names, totals.tolist()), table)


def _highest(values: np.ndarray, area_ids: Sequence[str], names: Mapping[str, str]) -> str | None:
    most = values.max(initial=0)
    if not most:
        return None
    equal = [names[area] for area, value in zip(area_ids, values, strict=True) if value == most]
    if len(equal) > MOST_NAMED:
        words = _("{n} areas ({value} each)")
        return words.format(n=formats.number(len(equal)), value=formats.number(most))
    return _("{name} ({value})").format(name=headlines.join(tuple(equal)), value=formats.number(most))


def rows_of(columns: Iterable[Iterable[object]]) -> tuple[tuple[Cell, ...], ...]:
    """Columns of plain or numpy values as rows of plain ones; what is unknown is None."""
    return tuple(zip(*([_plain(value) for value in column] for column in columns), strict=True))


def _plain(value: object) -> Cell:
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def _counts_head() -> list[str]:
    return [_("Incidents"), _("Reported deaths"), _("exact place"), _("near it")]


def _columns(counted: pd.DataFrame, *more: str) -> list[pd.Series]:
    return [counted[name] for name in ("incidents", "fatalities", "exact", "near", *more)]
