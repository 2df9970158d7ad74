"""Maps and charts of a page as crisp pictures, for the formats that hold no drawing of their own."""

from dataclasses import replace

from data.deck.model import Chart, Page
from data.pictures import files
from data.pictures.spec import Bars, ChartPicture, Lines, Series, Stacked
from data.words import formats

DASHES = ("-", "--", ":", "-.")


def of_map(page: Page) -> bytes:
    """The page's map as PNG, with its legend, scale, north arrow, source and disclaimer."""
    return files.drawn(page.map, ".png")


def of_chart(page: Page, chart: Chart) -> bytes:
    """A chart as PNG, in the words of its page."""
    words = page.words
    own = replace(words, title=chart.title, foot=words.foot[:2], disclaimer="", link="")
    return files.drawn(ChartPicture(own, _drawing(chart)), ".png")


def _drawing(chart: Chart) -> Stacked | Bars | Lines:
    if chart.kind == "bars":
        only = chart.series[0]
        texts = [formats.number(value) for value in only.values]
        return Bars(chart.categories, only.values, texts, only.colour, chart.unit)
    series = tuple(
        Series(own.name, own.colour, own.values, DASHES[at % len(DASHES)] if chart.kind == "lines" else "-")
        for at, own in enumerate(chart.series)
    )
    if chart.kind == "lines":
        return Lines(chart.categories, series, chart.unit)
    return Stacked(chart.categories, series, chart.unit, apart=chart.kind == "columns")
