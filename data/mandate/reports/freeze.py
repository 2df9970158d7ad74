"""A report that goes out freezes what it carried: its name and day stand on each measurement, as one version."""

from datetime import date

import pandas as pd

from data.errors import InputError
from data.i18n import _
from data.importing.merge import differing
from data.mission import Mission, user

LONGEST_NAME = 120


def freeze(
    mission: Mission, seen: pd.DataFrame, report: str, on: date, *, who: str | None = None
) -> tuple[Mission, int]:
    """Name the report on measurements: the mission written to (the user's copy, for the example) and its version.

    `seen` are the rows as they were when the report was made (`budget.to_freeze`). An InputError where the report has
    no name, or where another changed one of these rows since: then nothing is frozen.
    """
    name = " ".join(report.split())
    if not 0 < len(name) <= LONGEST_NAME:
        words = _("Name the report in 1 to {most} characters, such as: Performance report 2019/20.")
        raise InputError(words.format(most=LONGEST_NAME))
    target = mission.writable()
    number = target.store.commit(
        lambda base: {"measurements": _frozen(target.store.read("measurements", base), seen, name, on)},
        who=who or user(),
        what=_("{report}: {n} measurements reported").format(report=name, n=len(seen)),
        settings=target.settings_text,
    )
    return target, number or target.store.latest()


def _frozen(current: pd.DataFrame, seen: pd.DataFrame, name: str, on: date) -> pd.DataFrame:
    own = current["measurement_id"].isin(seen["measurement_id"])
    now = current[own].sort_values("measurement_id", ignore_index=True)
    before = seen.sort_values("measurement_id", ignore_index=True)
    if len(now) != len(before) or any(differing(now, before)):
        raise InputError(_("A measurement was changed by another meanwhile; nothing was frozen. Look at it again."))
    return current.assign(
        reported_in=current["reported_in"].mask(own, name),
        reported_on=current["reported_on"].mask(own, pd.Timestamp(on)),
    )
