"""The operations of the example, the harm weighed before them, the notes sent ahead, and assessed threats.

Of Operation Folon I what a source states stands in its column `source`; days, cercles, posts and judgements are
illustrative, as is all else.
"""

import pandas as pd

from data.mandate.operations_schema import AdvanceNotes, HarmAssessments, Operations
from data.sample import tables
from data.threats.schema import AssessedThreats


def operations() -> pd.DataFrame:
    """Three operations: one that went ahead, one that was adapted, one that was foregone."""
    return tables.of("operations", Operations)


def harm_assessments() -> pd.DataFrame:
    """The risks of harm to people that were weighed."""
    return tables.of("harm_assessments", HarmAssessments)


def advance_notes() -> pd.DataFrame:
    """The notes to humanitarian coordination, one of them not acknowledged and one not sent."""
    return tables.of("advance_notes", AdvanceNotes)


def assessed_threats() -> pd.DataFrame:
    """Judgements of sections on areas, some of them past their last day by the end of 2019."""
    return tables.of("assessed_threats", AssessedThreats)
