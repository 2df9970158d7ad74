"""Which bases count: those of a component, a type and a function; and what so many of them reach, in words."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.filters import Filters
from data.footprint import gaps
from data.footprint.names import type_name
from data.footprint.reach import Reach
from data.i18n import _
from data.schema import split
from data.words import formats, headlines, palette


@dataclass(frozen=True)
class Kinds:
    """Codes of a component, a type of base and a function (`gaps.BY_CODE`); an empty one narrows nothing."""

    component: str = ""
    type: str = ""
    function: str = ""

    def of(self, bases: pd.DataFrame) -> pd.DataFrame:
        """The bases of these kinds."""
        kept = pd.Series(True, index=bases.index)
        if self.component:
            kept &= bases["component_type"].map(lambda cell: self.component in split(cell)).astype(bool)
        if self.type:
            kept &= bases["type"] == self.type
        if self.function:
            kept &= gaps.bases_with(gaps.BY_CODE[self.function], bases)
        return bases[kept].reset_index(drop=True)

    @property
    def words(self) -> str:
        """Which bases are counted, in words; empty where it is all of them."""
        kinds = [
            palette.component_name(self.component) if self.component else "",
            type_name(self.type) if self.type else "",
            gaps.BY_CODE[self.function].name() if self.function else "",
        ]
        return ", ".join(kind for kind in kinds if kind)

    def finding(self, reached: Reach, filters: Filters, day: date) -> str:
        """What the bases of a day reach, with which bases and which day where these are not the usual ones."""
        words = headlines.footprint(reached, formats.period(filters.span))
        other = "" if day == filters.end else _("bases of {day}").format(day=formats.day(day))
        said = "; ".join(part for part in (self.words, other) if part)
        return f"{said}: {words}" if said else words
