"""Charts of a mission as pictures: months by type, months up to now, categories."""

from collections.abc import Sequence

import pandas as pd

from data.i18n import _
from data.incidents import types
from data.pictures import around
from data.pictures.spec import Bars, ChartPicture, Lines, Series, Stacked
from data.scene import Scene
from data.words import formats
from data.words.palette import LIGHT


def months_chart(
    context: Scene,
    by_month: pd.DataFrame,
    every_month: Sequence[pd.Timestamp],
    title: str,
    *,
    measure: str = "incidents",
    unit: str = "",
    **more: object,
) -> ChartPicture:
    """A count a month, stacked by type (month, event_type, `measure`); `every_month` has those without any too."""
    months = list(every_month)
    series = []
    for code in types.CODES:
        own = by_month[by_month["event_type"] == code].set_index("month")[measure].reindex(months, fill_value=0)
        if total := int(own.sum()):
            name = f"{types.label(code)} ({formats.number(total)})"
            series.append(Series(name, LIGHT.types[code], own.to_list()))
    steps = [formats.month(month) for month in months]
    return chart(context, Stacked(steps, tuple(series), unit or _("incidents a month")), title, **more)


def history_chart(
    context: Scene, months: pd.DataFrame, first_shown: pd.Timestamp, title: str, **more: object
) -> ChartPicture:
    """Incidents a month, the chosen period in the data's colour; `months` has month, incidents without a gap."""
    shown = months["month"] >= first_shown
    series = (
        Series(_("before"), LIGHT.types["strategic"], months["incidents"].where(~shown, 0).to_list()),
        Series(formats.period(context.filters.span), LIGHT.classes[4], months["incidents"].where(shown, 0).to_list()),
    )
    steps = [formats.month(month) for month in months["month"]]
    return chart(context, Stacked(steps, series, _("incidents a month")), title, **more)


def bars_chart(
    context: Scene,
    categories: Sequence[str],
    values: Sequence[float],
    title: str,
    unit: str,
    *,
    texts: Sequence[str] = (),
    colour: str = LIGHT.classes[3],
    **more: object,
) -> ChartPicture:
    """A figure a category (areas, actors), in the order given; `texts` stand at the bars' ends in place of figures."""
    shown = list(texts) or [formats.number(value) for value in values]
    return chart(context, Bars(list(categories), list(values), shown, colour, unit), title, **more)


def chart(
    context: Scene, drawn: Stacked | Bars | Lines, title: str, *, subtitle: str = "", notes: Sequence[str] = ()
) -> ChartPicture:
    """Any chart in the mission's frame."""
    return ChartPicture(around.words(context, title, subtitle, on_map=False), drawn, tuple(notes))
