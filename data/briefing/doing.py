"""Are we doing what was agreed: decisions asked, what is due and past due, tasks off course, advice not carried out."""

from collections.abc import Iterator

import pandas as pd

from data.briefing.finding import DOING, Finding
from data.i18n import _, ngettext
from data.mandate import cpas, due, tasks
from data.scene import Scene
from data.words import formats, titles

LATE_DECISION, DECISION, PAST_DUE, OFF_COURSE, ADVICE = 78, 65, 58, 62, 45
DAYS = 30


def findings(scene: Scene) -> Iterator[Finding]:
    """Of the mandate in force in the period and its tasks that touch the filtered areas; none without a mandate."""
    shot, filters = scene.snapshot, scene.filters
    mandate, own = tasks.of_period(shot.table("mandates"), shot.table("tasks"), filters.start, filters.end)
    if mandate is None:
        return
    own = tasks.in_areas(own, filters.areas, shot.areas)
    yield from _decisions(scene, own)
    yield from _due(scene, own)
    yield from _off_course(scene, own)
    yield from _advice(scene)


def _progress(view: str) -> dict[str, object]:
    return {"mandate_part": "progress", "mandate_view": view}


def _decisions(scene: Scene, own: pd.DataFrame) -> Iterator[Finding]:
    asked = own[own["decision_asked"].notna()]
    if asked.empty:
        return
    late = int((asked["decision_due"].dt.date < scene.filters.end).sum())
    yield Finding(
        code="decisions_asked",
        question=DOING,
        text=titles.decisions(own, scene.filters.end),
        test=_("Tasks of the mandate in force that ask leadership for a decision, as of {day}").format(
            day=formats.day(scene.filters.end)
        ),
        weight=LATE_DECISION if late else DECISION,
        page="mandate",
        changes=_progress("decision"),
        numbers={"asked": len(asked)} | ({"late": late} if late else {}),
    )


def _due(scene: Scene, own: pd.DataFrame) -> Iterator[Finding]:
    shot, day = scene.snapshot, scene.filters.end
    rest = (shot.table(name) for name in ("actions", "recommendations", "calendar"))
    rows = due.everything(due.Open(tasks.tree(own), *rest), day)
    soon, late = due.soon(rows, day, DAYS), due.late(rows, day)
    if soon.empty and late.empty:
        return
    ahead = due.soon(rows, day, 90)
    yield Finding(
        code="due",
        question=DOING,
        text=titles.due(ahead, len(late)),
        test=_("Open tasks, decisions, actions, recommendations and dates of the calendar, as of {day}").format(
            day=formats.day(day)
        ),
        weight=PAST_DUE,
        page="mandate",
        changes=_progress("due"),
        numbers={"soon": len(soon), "ahead": len(ahead), "late": len(late)},
    )


def _off_course(scene: Scene, own: pd.DataFrame) -> Iterator[Finding]:
    counts = tasks.counts(own, scene.filters.end)
    off, risk = counts.by_status["off_course"], counts.by_status["at_risk"]
    if not off:
        return
    words = ngettext("{n} of {all} task reported off course", "{n} of {all} tasks reported off course", counts.leaves)
    text = words.format(n=formats.number(off), all=formats.number(counts.leaves))
    text += _("; {n} at risk").format(n=formats.number(risk)) if risk else ""
    yield Finding(
        code="off_course",
        question=DOING,
        text=text,
        test=_("Status as the leading section reported it, with its reason; not measured effect"),
        weight=OFF_COURSE,
        page="mandate",
        changes={"mandate_status": "off_course"},
        numbers={"off_course": off, "leaves": counts.leaves} | ({"at_risk": risk} if risk else {}),
    )


def _advice(scene: Scene) -> Iterator[Finding]:
    shot, day = scene.snapshot, scene.filters.end
    judged, advice = cpas.judged_by(shot.table("assessments"), day), shot.table("recommendations")
    carried = cpas.carried_out(advice, day)
    if judged.empty or not carried.open:
        return
    yield Finding(
        code="recommendations",
        question=DOING,
        text=titles.assessment(judged, shot.table("quarters"), advice, day),
        test=_("Recommendations whose day has come, and that are neither carried out nor dropped with a reason"),
        weight=ADVICE,
        page="mandate",
        changes={"mandate_part": "cpas"},
        numbers={"carried_out": carried.carried_out, "due": carried.due},
    )
