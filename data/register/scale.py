"""Ratings of assessments on the Mission's own scale: titles become codes, others are refused."""

import pandas as pd

from data.geography.find import folded
from data.i18n import _
from data.mandate.cpas_schema import CRITERIA
from data.mandate.settings import CpasSettings
from data.register.refused import listed

TABLE = "assessments"


def resolved(frame: pd.DataFrame, settings: CpasSettings) -> pd.DataFrame:
    """Ratings written as a step's title, or in another case, by the step's code."""
    known = {folded(step.title): step.code for step in settings.scale}
    known |= {folded(step.code): step.code for step in settings.scale}

    def codes(cells: pd.Series) -> pd.Series:
        meant = {cell: known.get(folded(cell), cell) for cell in cells.dropna().unique()}
        return cells.map(meant).astype(cells.dtype) if meant else cells

    return frame.assign(**{name: codes(frame[name]) for name in CRITERIA})


def outside(frame: pd.DataFrame, settings: CpasSettings) -> pd.DataFrame:
    """Refusals of ratings that the scale does not have."""
    steps = [step.code for step in settings.scale]
    reason = _("expected one of the scale’s steps: {steps}").format(steps=", ".join(steps))
    if not steps:
        reason = _("no rating scale is set: write cpas.scale into mission.toml, lowest first")
    return listed(
        [
            (at, name, cell, reason)
            for name in CRITERIA
            for at, cell in frame.loc[frame[name].notna() & ~frame[name].isin(steps), name].items()
        ]
    )
