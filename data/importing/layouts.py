"""The layouts that a file can have, found by its columns; each gives typed rows of one table."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from data.footprint import geopko, hxl
from data.importing import ushahidi
from data.importing.files import Head
from data.importing.mappings import Mapping
from data.incidents import acled, aggregates, ucdp
from data.tables import TABLES

NOT_IMPORTED = ("areas", "actors", "imports", "scenarios", "decisions", "books", "briefs")
OWN_TABLES = tuple(name for name in TABLES if name not in NOT_IMPORTED)
NEAR_MISS = 0.6  # the share of a layout's needed columns from which a file is taken for one with columns missing


@dataclass(frozen=True)
class Layout:
    """A publisher's layout: how its columns are known, which are needed and used, how they become rows of a table.

    `aliases` are older names of its columns, `raw_names` what it calls ours, `order` its columns where a file
    comes without a header row, and `is_a_row` whether a first row is one of data then.
    """

    name: str
    table: str
    matches: Callable[[frozenset[str]], bool]
    needed: frozenset[str]
    used: frozenset[str]
    read: Callable[[pd.DataFrame], pd.DataFrame]
    raw_names: dict[str, str]
    aliases: dict[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    is_a_row: Callable[[list[str], list[str]], bool] = lambda _cells, _names: False

    @property
    def publisher(self) -> str:
        """Whose layout it is, without which of its layouts."""
        return self.name.partition(",")[0]

    @property
    def wanted(self) -> frozenset[str]:
        """Every column that is read, under any of its names."""
        return self.used | frozenset(self.aliases)


LAYOUTS = (
    Layout("ACLED, layout since March 2023", "incidents", acled.is_current, acled.NEEDED, acled.USED, acled.read,
           acled.RAW_NAMES, acled.ALIASES, tuple(acled.SINCE_2023), acled.is_a_row),
    Layout("ACLED, layout before March 2023", "incidents", acled.is_old, acled.NEEDED, acled.USED, acled.read,
           acled.RAW_NAMES, acled.ALIASES, tuple(acled.BEFORE_2023), acled.is_a_row),
    Layout("UCDP GED", "incidents", ucdp.is_ged, ucdp.NEEDED, ucdp.USED, ucdp.read, ucdp.RAW_NAMES,
           ucdp.ALIASES, tuple(ucdp.ALL_COLUMNS), ucdp.is_a_row),
    Layout("HDX HAPI, monthly counts", "aggregates", aggregates.is_hapi, aggregates.HAPI_NEEDED, aggregates.HAPI_USED,
           aggregates.read_hapi, aggregates.HAPI_RAW_NAMES, aggregates.HAPI_ALIASES),
    Layout("ACLED, monthly counts", "aggregates", aggregates.is_acled_monthly, aggregates.ACLED_NEEDED,
           aggregates.ACLED_USED, aggregates.read_acled_monthly, {"country_code": "iso3"}),
)  # fmt: skip


def published(columns: frozenset[str]) -> Layout | None:
    """The publisher's layout that has these columns."""
    return next((layout for layout in LAYOUTS if layout.matches(columns)), None)


def headless(cells: list[str]) -> Layout | None:
    """The publisher's layout that a first row is data of."""
    return next((layout for layout in LAYOUTS if layout.order and layout.is_a_row(cells, list(layout.order))), None)


def missing(columns: frozenset[str]) -> tuple[Layout, list[str]] | None:
    """The layout that a file nearly has, and what it lacks of it; None where it is near none."""
    plain = [(layout, {layout.aliases.get(c, c) for c in columns}) for layout in LAYOUTS if layout.order]
    near = [
        (len(layout.needed & names) / len(layout.needed), -at, layout, sorted(layout.needed - names))
        for at, (layout, names) in enumerate(plain)
    ]
    share, _at, layout, lacking = max(near, key=lambda entry: entry[:2])
    return (layout, lacking) if share >= NEAR_MISS and lacking else None


def own_table(columns: frozenset[str], kind: str | None) -> str | None:
    """The product's own table whose required columns are all there; of several, the one with most columns in common."""
    fitting = []
    for table in [kind] if kind in OWN_TABLES else OWN_TABLES:
        schema = TABLES[table].model.to_schema().columns
        if all(name in columns for name, column in schema.items() if not column.nullable):
            fitting.append((len(columns & set(schema)), table))
    return max(fitting)[1] if fitting else None


def mapping_for(columns: frozenset[str], mappings: dict[str, Mapping]) -> str:
    """The saved mapping whose columns the file has all; of several, the one that reads most; empty for none."""
    fitting = [(len(mapping.needs), name) for name, mapping in mappings.items() if mapping.needs <= columns]
    return max(fitting)[1] if fitting else ""


def head(names: list[str], is_headless: bool, kind: str | None, mappings: dict[str, Mapping]) -> Head | None:
    """What is wanted of a file whose header has these plain names; None where no layout has them."""
    if is_headless:
        layout = headless(names)
        return Head(layout.wanted, layout.order) if layout else None
    columns = frozenset(names)
    if layout := published(columns):
        return Head(layout.wanted)
    if geopko.is_geopko(columns) or hxl.is_presence(columns):
        return Head(columns)
    if table := own_table(columns, kind):
        return Head(columns & frozenset(TABLES[table].model.names()))
    if name := mapping_for(columns, mappings):
        return Head(mappings[name].needs)
    return Head(columns) if ushahidi.layout(columns) else None
