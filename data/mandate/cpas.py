"""The quarterly assessment: what a quarter lacks, its closing, what was recommended and carried out, and its course.

Ratings are ordinal, on the Mission's own scale (`cpas.scale` of mission.toml, lowest first), not an official one. They
are judgements of sections, not measured effects: they are counted by step, never averaged.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data import edit
from data.edit import Change
from data.errors import InputError
from data.i18n import _, ngettext
from data.mandate.cpas_schema import CRITERIA, DIMENSIONS
from data.mandate.settings import CpasSettings
from data.mission import Mission

MOST_SAID = 8
PAIR = ["outcome_id", "office_id"]
Scale = Sequence[str]  # codes, lowest first


def codes(settings: CpasSettings) -> tuple[str, ...]:
    """The codes of the Mission's scale, lowest first."""
    return tuple(step.code for step in settings.scale)


def quarter_of(day: date) -> str:
    """The calendar quarter of a day, as 2019Q3."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def ends(quarter: str) -> date:
    """The last day of a quarter."""
    return pd.Period(quarter, freq="Q").end_time.date()


def shifted(quarter: str, by: int) -> str:
    """The quarter so many later, or earlier for a negative number."""
    return str(pd.Period(quarter, freq="Q") + by)


def judged_by(assessments: pd.DataFrame, on: date) -> pd.DataFrame:
    """The assessments of the quarters that are over by a day, and of one still running those that were made by then.

    A quarter is judged after it ends: its sheet has all that was checked when it was closed, whenever it was written.
    """
    over = assessments["quarter"].map({q: ends(q) <= on for q in assessments["quarter"].unique()}).astype(bool)
    return assessments[over | (assessments["assessed_on"] <= pd.Timestamp(on))]


def rejects(assessments: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """The ratings that the scale does not have: assessment_id, column, value, accepts. An unknown one is none."""
    wrong = [
        pd.DataFrame(
            {
                "assessment_id": assessments["assessment_id"],
                "column": name,
                "value": assessments[name],
                "accepts": ", ".join(scale),
            }
        )[assessments[name].notna() & ~assessments[name].isin(list(scale))]
        for name in CRITERIA
    ]
    return pd.concat(wrong, ignore_index=True)


def check_scale(assessments: pd.DataFrame, scale: Scale) -> None:
    """An InputError that names the ratings outside the scale and says what it has, or how to set one."""
    wrong = rejects(assessments, scale)
    if wrong.empty:
        return
    cells = "; ".join(f"{r.assessment_id}, {r.column}: “{r.value}”" for r in wrong.head(MOST_SAID).itertuples())
    if not scale:
        words = _("No rating scale is set: write cpas.scale into mission.toml, lowest first. Not saved: {cells}.")
        raise InputError(words.format(cells=cells))
    words = _("The Mission's rating scale has {scale}. Not on it: {cells}. Use its codes, or add to cpas.scale.")
    raise InputError(words.format(scale=", ".join(scale), cells=cells))


def lacking(
    assessments: pd.DataFrame, context_notes: pd.DataFrame, outcomes: pd.DataFrame, quarter: str
) -> pd.DataFrame:
    """What a quarter lacks before it can be closed: what, outcome_id, office_id, dimension.

    `what` is `context` (no context note), `outcome` (not assessed by anybody), `dimension` (one of knowledge, attitudes
    and behaviour is lacking where a field office assessed another), a rating (`relevance`, `extent`, `duration`) or
    `evidence` that an assessment does not give. Without an outcome the quarter has nothing to judge: `outcome` too.
    """
    own = assessments[assessments["quarter"] == quarter]
    parts = [] if (context_notes["quarter"] == quarter).any() else [_lack("context", [(None, None, None)])]
    absent = outcomes.loc[~outcomes["outcome_id"].isin(own["outcome_id"]), "outcome_id"]
    parts.append(_lack("outcome", [(o, None, None) for o in absent] if len(outcomes) else [(None, None, None)]))
    pairs = own[PAIR].drop_duplicates().merge(pd.DataFrame({"dimension": DIMENSIONS}), how="cross")
    seen = set(map(tuple, own[[*PAIR, "dimension"]].fillna("").to_numpy()))
    unseen = [row for row in pairs.itertuples(index=False, name=None) if _key(row) not in seen]
    parts.append(_lack("dimension", unseen))
    for name in (*CRITERIA, "evidence"):
        without = own[own[name].fillna("").str.strip() == ""]
        parts.append(_lack(name, list(without[[*PAIR, "dimension"]].itertuples(index=False, name=None))))
    return pd.concat(parts, ignore_index=True)


def _key(row: tuple) -> tuple:
    return tuple("" if pd.isna(cell) else cell for cell in row)


def _lack(what: str, rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[*PAIR, "dimension"], dtype="str")
    frame.insert(0, "what", what)
    return frame


def not_repeated(assessments: pd.DataFrame, quarter: str) -> pd.DataFrame:
    """Outcomes and field offices that the quarter before judged and this one does not: outcome_id, office_id."""
    now, before = (assessments[assessments["quarter"] == q] for q in (quarter, shifted(quarter, -1)))
    kept = set(map(tuple, now[PAIR].fillna("").to_numpy()))
    pairs = before[PAIR].drop_duplicates()
    return pairs[[_key(row) not in kept for row in pairs.itertuples(index=False, name=None)]].reset_index(drop=True)


def is_closed(quarters: pd.DataFrame, quarter: str) -> bool:
    """Whether a quarter is closed: its assessments and context notes are frozen then."""
    return bool(quarters.loc[quarters["quarter"] == quarter, "closed_on"].notna().any())


def save_assessments(mission: Mission, changes: Sequence[Change], *, who: str | None = None) -> tuple[Mission, int]:
    """Make changes of assessments one version. An InputError where a rating is not on the scale, where two judge the
    same (quarter, outcome, office, dimension), or where the quarter is closed, before or after the change."""
    after = edit.typed_rows("assessments", [change.after for change in changes if change.after is not None])
    check_scale(after, codes(mission.settings.cpas))
    quarters = {str(side["quarter"]) for c in changes for side in (c.before, c.after) if side is not None}
    gone = {str(c.before["assessment_id"]) for c in changes if c.before is not None}

    def guard(read: Callable[[str], pd.DataFrame]) -> None:
        _open(read("quarters"), quarters)
        there = read("assessments")
        _once(pd.concat([there[~there["assessment_id"].isin(gone)], after], ignore_index=True), quarters)

    what = f"assess {', '.join(sorted(quarters))}"
    return edit.save_all(mission, {"assessments": list(changes)}, what=what, who=who, guard=guard)


def save_context(mission: Mission, change: Change, *, who: str | None = None) -> tuple[Mission, int]:
    """Add or change a context note, as one version; an InputError where its quarter is closed."""
    quarters = {str(side["quarter"]) for side in (change.before, change.after) if side is not None}
    what = f"context note {', '.join(sorted(quarters))}"
    return edit.save_all(
        mission, {"context_notes": [change]}, what=what, who=who, guard=lambda read: _open(read("quarters"), quarters)
    )


def _open(quarters: pd.DataFrame, names: set[str]) -> None:
    for name in sorted(names):
        if is_closed(quarters, name):
            words = _(
                "Quarter {quarter} is closed and signed: nothing in it can be changed. Say it in the next quarter."
            )
            raise InputError(words.format(quarter=name))


def _once(rows: pd.DataFrame, quarters: set[str]) -> None:
    own = rows[rows["quarter"].isin(quarters)]
    twice = own[own.duplicated(["quarter", *PAIR, "dimension"])]
    if len(twice):
        first = twice.iloc[0]
        words = _("{outcome}, {dimension}, is assessed by this office in {quarter} already: change that assessment.")
        raise InputError(
            words.format(outcome=first["outcome_id"], dimension=first["dimension"], quarter=first["quarter"])
        )


def close(
    mission: Mission, quarter: str, *, post: str, day: date, remark: str = "", who: str | None = None
) -> tuple[Mission, int]:
    """Close a quarter and sign it off by a post, as one version. An InputError counts what it lacks (see `lacking`),
    asks for a remark where judgements of the quarter before are not repeated, or says that it is closed already."""
    if not post.strip():
        raise InputError(_("Say which post signs quarter {quarter} off.").format(quarter=quarter))
    quarters = mission.store.read("quarters", mission.store.latest())
    row = {"closed_on": day, "signed_by_post": post.strip(), "remark": remark.strip() or None}
    seen = [cells for cells in edit.cells_of(quarters) if cells["quarter"] == quarter]
    change = edit.changed(seen[0], **row) if seen else edit.added({"quarter": quarter, **row})

    def guard(read: Callable[[str], pd.DataFrame]) -> None:
        _open(read("quarters"), {quarter})
        _complete(read, quarter, remark)

    return edit.save_all(mission, {"quarters": [change]}, what=f"close quarter {quarter}", who=who, guard=guard)


def _complete(read: Callable[[str], pd.DataFrame], quarter: str, remark: str) -> None:
    assessments = read("assessments")
    gaps = lacking(assessments, read("context_notes"), read("outcomes"), quarter)
    if len(gaps):
        counts = gaps["what"].value_counts(sort=False)
        said = "; ".join(f"{n} × {name}" for name, n in counts.items())
        words = ngettext(
            "Quarter {quarter} cannot be closed: {n} thing is lacking ({said}).",
            "Quarter {quarter} cannot be closed: {n} things are lacking ({said}).",
            len(gaps),
        )
        raise InputError(words.format(quarter=quarter, n=len(gaps), said=said))
    if len(not_repeated(assessments, quarter)) and not remark.strip():
        words = _("The quarter before has judgements that {quarter} does not repeat: say why in the remark.")
        raise InputError(words.format(quarter=quarter))


@dataclass(frozen=True)
class Carried:
    """Of the recommendations due by a day: how many, how many carried out, not carried out with a reason, and open.

    `undated` have no day by which they are due, and are in none of these.
    """

    due: int
    carried_out: int
    not_carried_out: int
    open: int
    undated: int

    @property
    def share(self) -> float | None:
        """The share carried out; None where none is due."""
        return self.carried_out / self.due if self.due else None


def carried_out(recommendations: pd.DataFrame, on: date) -> Carried:
    """How many of the recommendations that were due by a day had been carried out by then."""
    day = pd.Timestamp(on)
    due = recommendations[recommendations["due"] <= day]
    done = (due["state"] == "carried_out") & (due["carried_out_on"] <= day)
    dropped = due["state"] == "not_carried_out"
    return Carried(
        due=len(due),
        carried_out=int(done.sum()),
        not_carried_out=int(dropped.sum()),
        open=int((~done & ~dropped).sum()),
        undated=int(recommendations["due"].isna().sum()),
    )


def course(assessments: pd.DataFrame, criterion: str, scale: Scale, last: str, quarters: int = 6) -> pd.DataFrame:
    """The ratings of one criterion over the quarters up to `last`: a row an outcome, dimension, office and quarter.

    Columns outcome_id, dimension, office_id, quarter, at (0 for the first of the quarters), step (0 for the lowest of
    the scale; unknown where it was not rated or is not on the scale) and confidence. A quarter without an assessment
    has a row without a step: a gap, not a zero.
    """
    names = [shifted(last, by) for by in range(1 - quarters, 1)]
    own = assessments[assessments["quarter"].isin(names)]
    steps = own[criterion].map({code: float(at) for at, code in enumerate(scale)})
    own = own[["quarter", "outcome_id", "office_id", "dimension", "confidence"]].assign(step=steps.astype("float64"))
    keys = own[["outcome_id", "dimension", "office_id"]].drop_duplicates()
    every = keys.merge(pd.DataFrame({"quarter": names, "at": np.arange(quarters)}), how="cross")
    return every.merge(own, how="left", on=["outcome_id", "dimension", "office_id", "quarter"])


def spread(assessments: pd.DataFrame, criterion: str, scale: Scale) -> pd.DataFrame:
    """How many assessments gave which rating: a row an outcome and dimension, a column a step of the scale, and
    `unrated`. The distribution, in place of an average that an ordinal scale does not have."""
    given = assessments[criterion].where(assessments[criterion].isin(list(scale)))
    cells = pd.Categorical(given.fillna("unrated"), categories=[*scale, "unrated"])
    counted = assessments.assign(_cell=cells).groupby(["outcome_id", "dimension", "_cell"], observed=False).size()
    table = counted.unstack("_cell")
    order = [(o, d) for o in assessments["outcome_id"].unique() for d in DIMENSIONS if (o, d) in table.index]
    table = table.loc[order]
    return table[table.sum(axis=1) > 0]
