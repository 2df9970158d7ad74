"""Six quarters of assessments of the example, all illustrative: notes, ratings with evidence, recommendations."""

import pandas as pd

from data.mandate.cpas_schema import CRITERIA, Assessments, ContextNotes, Outcomes, Quarters, Recommendations
from data.sample import tables

# A letter that stands for no rating, such as `?`, is an unknown one.
RATINGS = {"n": "none", "l": "limited", "p": "partial", "g": "large"}
CONFIDENCES = {"l": "low", "m": "moderate", "h": "high"}
# Assessments are made so many days before their quarter ends.
BEFORE_END = pd.Timedelta(days=11)


def quarters() -> pd.DataFrame:
    """Five quarters closed and signed, and one that is open."""
    return tables.of("quarters", Quarters)


def context_notes() -> pd.DataFrame:
    """The notes that quarters begin with."""
    return tables.of("context_notes", ContextNotes)


def outcomes() -> pd.DataFrame:
    """Four outcomes, and whom the Mission must influence for them."""
    return tables.of("outcomes", Outcomes)


def recommendations() -> pd.DataFrame:
    """What followed from the quarters."""
    return tables.of("recommendations", Recommendations)


def assessments() -> pd.DataFrame:
    """One row a letter of `assessments.csv`: a quarter each, `-` where an office gave none."""
    lines, names = tables.cells("assessments"), quarters()["quarter"].tolist()
    lettered = [*CRITERIA, "confidence"]
    rows = lines.assign(quarter=[names] * len(lines), **{name: lines[name].map(list) for name in lettered})
    rows = rows.explode(["quarter", *lettered], ignore_index=True)
    rows = rows[rows["extent"] != "-"].reset_index(drop=True)
    key = ["outcome_id", "office_id", "dimension"]
    rows = rows.assign(change=_changes(rows, key))
    return tables.marked(
        rows.assign(
            **{name: rows[name].map(RATINGS) for name in CRITERIA},
            confidence=rows["confidence"].map(CONFIDENCES),
            assessment_id=rows["quarter"] + "/" + rows[key].agg("/".join, axis=1).str.replace("ex:office-", ""),
            assessed_on=pd.PeriodIndex(rows["quarter"], freq="Q").end_time.normalize() - BEFORE_END,
            evidence=_evidence(rows),
        ),
        Assessments,
    )


def _changes(rows: pd.DataFrame, key: list[str]) -> pd.Series:
    """Whether the extent rose, fell or stayed since the assessment before, as the evidence says it."""
    step = rows["extent"].map(list(RATINGS).index).groupby([rows[name] for name in key]).diff()
    words = step.map(lambda by: "rise" if by > 0 else "fall" if by < 0 else "same")
    return words.where(step.notna(), "first")


def _evidence(rows: pd.DataFrame) -> pd.Series:
    """The sentence of `evidence.csv` for what changed, with the people and institutions of the outcome."""
    texts = tables.cells("evidence").set_index(["dimension", "change"])["text"]
    whom = outcomes().set_index("outcome_id")["whom"].str.replace(r"; ([^;]*)$", r" and \1", regex=True)
    whom = whom.str.replace("; ", ", ")
    said = [
        texts[d, c].format(whom=whom[o])
        for d, c, o in rows[["dimension", "change", "outcome_id"]].itertuples(index=False, name=None)
    ]
    return pd.Series(said, index=rows.index)
