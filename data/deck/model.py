"""One page of a file: what a view shows, as plain values that every format writes in its own way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from data.pictures.spec import MapPicture, Words

Cell = str | float | int | None  # None: unknown, shown as a dash and never as zero


@dataclass(frozen=True)
class Measure:
    """One figure as text, with the lines beside it."""

    label: str
    value: str
    beside: tuple[str, ...] = ()
    key: str = ""  # by which an edition keeps it


@dataclass(frozen=True)
class Series:
    """The values of one row of a legend; None is unknown."""

    name: str
    values: tuple[float | None, ...]
    colour: str  # #RRGGBB


@dataclass(frozen=True)
class Chart:
    """A chart that stays editable: categories and series. `columns` stand beside each other, `bars` have one series.

    A ValueError where bars have another number of series, or a series another number of values than categories.
    """

    kind: Literal["columns", "stacked", "bars", "lines"]
    title: str  # says the finding
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    alt: str  # the finding for those who do not see it
    key: str = ""  # by which an edition keeps it

    def __post_init__(self) -> None:
        if self.kind == "bars" and len(self.series) != 1:
            raise ValueError(f"bars have one series, not {len(self.series)}")
        if any(len(own.values) != len(self.categories) for own in self.series):
            raise ValueError("each series has one value a category")


@dataclass(frozen=True)
class Table:
    """Rows as they are: numbers stay numbers in a sheet. `key` and `columns` are what an edition keeps it by."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    key: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """One finding with what it rests on, and where a reader sees it for themselves."""

    text: str
    test: str = ""
    link: str = ""  # "" where mission.toml has no public_url
    head: str = ""  # the question that this finding, and those below it without a head, answer


@dataclass(frozen=True)
class Tip:
    """What a shape on a map answers when it is asked: its name, and its figures, a line each."""

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """One view. `words` has mission, marks, sources, version and disclaimer; `alt` is the map's finding in words."""

    key: str  # of the view
    words: Words
    measures: tuple[Measure, ...] = ()
    said: tuple[Said, ...] = ()
    map: MapPicture | None = None
    alt: str = ""
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = field(default=())  # precision, late reports, what it does not say
    comment: str = ""  # what somebody wrote beside it in a book
    book: str = ""  # the title of that book
    tips: Mapping[str, Tip] = field(default_factory=dict)  # of the map's shapes, by the keys of `data.deck.tips`
