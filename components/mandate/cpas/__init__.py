"""Part Assessment (CPAS): the course over quarters, a quarter's sheet, what was recommended, and entering it."""

import pandas as pd
import streamlit as st

from components import texts, views
from components.mandate.cpas import course, enter, follow_up, sheet
from components.mandate.cpas.pieces import by_day
from components.mandate.desk import Desk
from data.i18n import _, ngettext
from data.words import formats, titles

SHOWN = {
    "course": course.show,
    "sheet": sheet.show,
    "recommendations": follow_up.show,
    "enter": enter.show,
}


def _name(code: str) -> str:
    names = {
        "course": _("Over quarters"),
        "sheet": _("One quarter"),
        "recommendations": _("Recommendations"),
        "enter": _("Assess and close"),
    }
    return names[code]


def title(desk: Desk) -> str:
    """The last quarter judged, and how much of what was recommended is carried out."""
    return titles.assessment(by_day(desk), desk.table("quarters"), desk.table("recommendations"), desk.day)


def part(desk: Desk) -> None:
    """The whole part."""
    st.segmented_control(
        _("Assessment"), list(SHOWN), format_func=_name, key=views.CPAS_PART.name, required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    scale = desk.context.snapshot.settings.cpas.scale
    if not scale:
        texts.warning(
            _(
                "This mission has no rating scale: write cpas.scale into mission.toml, lowest first, such as "
                'scale = [{ code = "1", title = "Limited" }, …]. Until then ratings are shown by their codes.'
            )
        )
    SHOWN[views.CPAS_PART.value](desk)
    _caveats(desk)


def _caveats(desk: Desk) -> None:
    later = desk.table("assessments")
    later = len(later) - len(by_day(desk))
    if later:
        said = ngettext(
            "{n} assessment of a quarter not over by {day} was made later and is not used.",
            "{n} assessments of quarters not over by {day} were made later and are not used.",
            later,
        )
        texts.note(said.format(n=formats.number(later), day=formats.day(desk.day)))
    steps = " < ".join(step.title for step in desk.context.snapshot.settings.cpas.scale)
    if steps:
        texts.note(_("The scale is the Mission’s own, not an official one: {steps}.").format(steps=steps))
    texts.note(
        _("An assessment is the judgement of a section, not a measured effect. Field offices are not ranked.")
        + (" " + _("Outcomes and assessments are illustrative here.") if _illustrative(desk) else "")
    )


def _illustrative(desk: Desk) -> bool:
    return bool(pd.Series(desk.table("assessments")["illustrative"]).fillna(False).any())
