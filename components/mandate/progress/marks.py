"""Small pieces of progress as HTML: how courses spread, the bar of a mean with how many stand behind it, one value."""

from collections.abc import Iterable, Mapping
from html import escape

import pandas as pd

from components import texts
from data.i18n import _, ngettext
from data.mandate.schema import STATUSES
from data.words import formats, palette
from data.words.palette import SIGNS, Palette


def spread(counts: Mapping[str, int], colours: Palette, statuses: Iterable[str] = STATUSES) -> str:
    """How many stand where: a sign, a count and a title each; nothing for none."""
    parts = [
        f'<span title="{escape(palette.status_name(code))}" style="color:{colours.statuses[code]};white-space:nowrap">'
        f"<b>{SIGNS[code]}</b>&nbsp;{formats.number(counts[code])}</span>"
        for code in statuses
        if counts[code]
    ]
    return " &ensp;".join(parts)


def key(colours: Palette) -> str:
    """What the signs mean."""
    return " &ensp;".join(texts.status(code, colours) for code in STATUSES)


def bar(share: float) -> str:
    """A share of the way as a bar and in per cent."""
    width = round(100 * min(max(share, 0), 1))
    return f'<span class="lp-bar"><span style="width:{width}%"></span></span>{escape(formats.share(share))}'


def way(share: float) -> str:
    """An item's share of the way; one off the way says what it counts as in the mean of a task. A dash for none."""
    if pd.isna(share):
        return "–"
    counts = formats.share(min(max(share, 0.0), 1.0))
    note = escape(_("counts as {share} in a task’s mean").format(share=counts))
    return bar(share) + ("" if 0 <= share <= 1 else f'<br><span class="lp-note">{note}</span>')


def mean(row: Mapping[str, float], colours: Palette) -> str:
    """The mean of a task's indicators or outputs, how many stand behind it, and how they spread; a dash for none."""
    if not row["items"]:
        return f'<span class="lp-note">{escape(_("none linked"))}</span>'
    counted = ngettext("of {n}", "of {n}", row["items"]).format(n=formats.number(row["items"]))
    known = _("mean of {known} {of_all}").format(known=formats.number(row["known"]), of_all=counted)
    late = _("{n} late").format(n=formats.number(row["late"])) if row["late"] else ""
    end = _("{n} due at the end").format(n=formats.number(row["due_at_end"])) if row["due_at_end"] else ""
    known = known if row["known"] else _("no share of the way, {of_all}").format(of_all=counted)
    note = " · ".join(filter(None, (known, end, late)))
    shown = bar(row["share"]) if pd.notna(row["share"]) else "–"
    return f'{shown}<br>{spread(row, colours)}<br><span class="lp-note">{escape(note)}</span>'


def amount(value: float, unit: str) -> str:
    """A value with its unit; a dash where it is unknown."""
    return "–" if pd.isna(value) else _("{value} {unit}").format(value=formats.figure(value), unit=unit)


def actual(row: tuple) -> str:
    """The actual value with its day, as HTML; that there is none, or that it is late, is said."""
    if pd.isna(row.value):
        said = escape(_("no measurement"))
        late = _late() if row.late else ""
        return f'<span class="lp-note">{said}</span>{late}'
    dated = _("as of {day}").format(day=formats.day(row.measured_on))
    late = _late() if row.late else ""
    return f'{escape(formats.figure(row.value))}<br><span class="lp-note">{escape(dated)}</span>{late}'


def _late() -> str:
    return f'<br><b style="color:var(--lp-warn)">{escape(_("late"))}</b>'


def course(row: tuple, colours: Palette) -> str:
    """The course, or why it is not known, as HTML."""
    if row.reason:
        return f'{texts.status("no_data", colours)}<br><span class="lp-note">{escape(reason(row.reason))}</span>'
    then = _("when last measured, {day}").format(day=formats.day(row.measured_on)) if row.late else ""
    notes = " · ".join(filter(None, (then, _("due at the end") if row.due_at_end else "")))
    return texts.status(row.course, colours) + (f'<br><span class="lp-note">{escape(notes)}</span>' if notes else "")


def reason(code: str) -> str:
    """Why a course is not known."""
    words = {
        "no_measurement": _("no measurement"),
        "begins_later": _("begins later"),
        "no_target": _("the target is unknown"),
        "no_baseline": _("the baseline is unknown"),
        "no_days": _("the day of the baseline is unknown"),
        "no_path": _("the path is unknown: a day is missing"),
        "against_direction": _("the target lies against the direction"),
    }
    return words[code]


def formula(at_risk: float, off_course: float) -> str:
    """How courses are found, for people."""
    words = _(
        "Planned on a day = start + (target − start) × time, where time is the share of days from the baseline’s day "
        "to the target’s day that have passed (path “at the end”: none before the target’s day). The start is the "
        "baseline; a sum and an output begin at zero. Share of the way = (actual − start) / (target − start). A value "
        "is compared with the plan of the day it was measured on, and with the target once the target’s day has come: "
        "at risk from {at_risk} behind, off course from {off_course} (set in mission.toml). To keep a level: its "
        "distance from that level, as a share of it."
    )
    return words.format(at_risk=formats.share(at_risk), off_course=formats.share(off_course))


def roll_up() -> str:
    """How means are made, for people."""
    return _(
        "The mean of a task is by weight, over its own indicators’ shares of the way (counted from 0 to 100 %) and "
        "the means of the tasks below it; an unknown weight counts as 1. What is not known is left out of the mean, "
        "never counted as zero, and stands beside it. Outputs are what was delivered; neither is the effect on "
        "people’s safety."
    )
