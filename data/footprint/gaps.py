"""Gaps by function: which functions of the Mission an area's incidents have within reach, and which they do not.

A function that no base of the mission names is unknown, not absent: Geo-PKO, for one, lists no civilian offices.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.footprint import measures
from data.footprint.coverage import Coverage
from data.i18n import _, isolated, ngettext
from data.incidents.rows import counts
from data.schema import split


@dataclass(frozen=True)
class Group:
    """Functions that people speak of as one: by its component, or by words that a base's functions contain."""

    code: str
    name: Callable[[], str]
    words: tuple[str, ...] = ()
    component: str = ""

    def has(self, component_type: object, functions: object) -> bool:
        """Whether a base has it, by the list cells of its row."""
        if self.component and self.component in split(component_type):
            return True
        return any(word in item.casefold() for item in split(functions) for word in self.words)


GROUPS = (
    Group("protection_force", lambda: _("protection force"), ("infantry", "protection force", "quick reaction"),
          "military"),
    Group("police", lambda: _("police"), ("police",), "police"),
    Group("human_rights", lambda: _("human rights office"), ("human rights",)),
    Group("child_protection", lambda: _("child protection"), ("child protection",)),
    Group("poc", lambda: _("protection of civilians office"), ("protection of civilians",)),
    Group("political", lambda: _("political affairs"), ("political",)),
    Group("civil_affairs", lambda: _("civil affairs"), ("civil affairs",)),
    Group("medical", lambda: _("medical"), ("medical", "hospital")),
    Group("mine_action", lambda: _("mine action"), ("mine action", "demining", "explosive")),
    Group("aviation", lambda: _("aviation"), ("aviation", "helicopter")),
    Group("logistics", lambda: _("logistics"), ("logistic", "supply")),
)  # fmt: skip
BY_CODE = {group.code: group for group in GROUPS}


@dataclass(frozen=True)
class Gap:
    """One area's incidents, and of them by group how many lie within reach of a base that has it."""

    area_id: str | None
    name: str
    incidents: int
    fatalities: int
    reached: dict[str, int]

    @property
    def present(self) -> list[str]:
        """Groups within reach of some of its incidents."""
        return [code for code, count in self.reached.items() if count]

    @property
    def absent(self) -> list[str]:
        """Groups within reach of none of them, as far as bases say."""
        return [code for code, count in self.reached.items() if not count]


@dataclass(frozen=True)
class Gaps:
    """`areas` of `level` with incidents, most incidents first; `unknown` are groups that no base of the mission names.

    `silent` is how many open bases name no function at all: they may have more than their component tells.
    """

    level: int
    areas: list[Gap]
    unknown: list[str]
    silent: int


def of(found: Coverage, every_base: pd.DataFrame, level: int) -> Gaps:
    """The gaps of a coverage by areas of a level; `every_base` has the bases of all days, which tell what is named."""
    named = [group for group in GROUPS if bases_with(group, every_base).any()]
    names = _names(found.areas, level)
    of_row, size = _numbers(found.demand, names, level), len(names) + 1
    reached = {g.code: _reached(found, g, of_row, size) for g in named}
    incidents, deaths = (
        counts(of_row, size, found.demand[m].to_numpy(dtype="int64")) for m in ("incidents", "fatalities")
    )
    ids, labels = [*names, None], [*names.values(), _("outside these areas")]
    rows = [
        Gap(ids[at], labels[at], int(incidents[at]), int(deaths[at]), {c: int(r[at]) for c, r in reached.items()})
        for at in np.flatnonzero(incidents)
    ]
    rows.sort(key=lambda gap: (gap.area_id is None, -gap.incidents, gap.name))
    unknown = [group.code for group in GROUPS if group not in named]
    return Gaps(level, rows, unknown, int(found.bases["functions"].isna().sum()))


def _names(areas: pd.DataFrame, level: int) -> dict[str, str]:
    own = areas[areas["level"] == level]
    return dict(zip(own["area_id"], own["name"], strict=True))


def _numbers(rows: pd.DataFrame, names: dict[str, str], level: int) -> np.ndarray:
    """The number of each row's area; the one after the last for none."""
    if not names:
        return np.zeros(len(rows), dtype="int64")
    at = pd.Index(list(names)).get_indexer(rows[f"area{level}_id"].astype("object"))
    return np.where(at < 0, len(names), at)


def bases_with(group: Group, bases: pd.DataFrame) -> np.ndarray:
    """Which of the bases have a group: true or false a row."""
    cells = zip(bases["component_type"], bases["functions"], strict=True)
    return np.array([group.has(*cell) for cell in cells], dtype=bool)


def _reached(found: Coverage, group: Group, of_row: np.ndarray, size: int) -> np.ndarray:
    towns = measures.having(found.towns, bases_with(group, found.bases))
    inside = found.within[:, towns].any(axis=1)
    return counts(of_row[inside], size, found.demand["incidents"].to_numpy(dtype="int64")[inside])


def sentence(gap: Gap, within: str) -> str:
    """What an area's incidents have within reach and what not, for people; `within` as "within 50 km"."""
    head = _head(gap)
    return f"{head} {tail(gap, within)}".strip()


def _head(gap: Gap) -> str:
    return ngettext("{area}: {n} incident.", "{area}: {n} incidents.", gap.incidents).format(
        area=isolated(gap.name), n=gap.incidents
    )


def tail(gap: Gap, within: str) -> str:
    """The same without the area's name and count."""
    here = ", ".join(
        _("{group} ({n} of {all})").format(group=BY_CODE[c].name(), n=gap.reached[c], all=gap.incidents)
        for c in gap.present
    )
    none = ", ".join(BY_CODE[c].name() for c in gap.absent)
    parts = [_("In reach: {groups}.").format(groups=here)] if here else []
    parts += [_("None known {within}: {groups}.").format(within=within, groups=none)] if none else []
    return " ".join(parts)


def unknown_words(found: Gaps) -> str:
    """Which functions no base names, in words; empty where every one is named."""
    names = ", ".join(BY_CODE[code].name() for code in found.unknown)
    words = _("No base of this mission names: {names}. That is unknown, not absent: Geo-PKO lists no civilian offices.")
    return words.format(names=names) if names else ""


def document(found: Gaps, within: str) -> dict:
    """The gaps as JSON."""
    areas = [
        {"area_id": gap.area_id, "name": gap.name, "incidents": gap.incidents, "fatalities": gap.fatalities,
         "within_reach": gap.reached, "words": sentence(gap, within)}
        for gap in found.areas
    ]  # fmt: skip
    return {"level": found.level, "areas": areas, "unknown": found.unknown, "bases_without_functions": found.silent}
