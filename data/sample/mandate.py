"""The mandates, priorities, frameworks, field offices and tasks of the example.

What no source states is illustrative.
"""

import pandas as pd

from data.mandate.schema import Frameworks, Mandates, Priorities, Tasks
from data.mandate.work_schema import FieldOffices
from data.sample import facts, tables


def mandates() -> pd.DataFrame:
    """The two resolutions that the example covers."""
    return tables.of("mandates", Mandates)


def priorities() -> pd.DataFrame:
    """The strategic priorities of both resolutions."""
    return tables.of("priorities", Priorities)


def frameworks() -> pd.DataFrame:
    """The strategies and plans that tasks serve."""
    return tables.of("frameworks", Frameworks)


def field_offices() -> pd.DataFrame:
    """Headquarters and five field offices, at the illustrative bases of the example."""
    return tables.of("field_offices", FieldOffices)


def tasks() -> pd.DataFrame:
    """The tree of tasks: links, dates, statuses, progress and decisions are illustrative, and marked so."""
    rows = pd.DataFrame(facts.read_toml("tasks")["task"])
    return tables.marked(tables.typed(rows, Tasks), Tasks)
