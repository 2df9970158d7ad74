"""One quarter: the context note first, then each outcome with whom it must influence and how it was judged."""

from html import escape

import pandas as pd

from components import cached, download, texts
from components.mandate import words
from components.mandate.cpas.pieces import by_day, chosen_quarter, office, rating
from components.mandate.desk import Desk
from data.i18n import _, ngettext
from data.mandate import cpas
from data.mandate.cpas_schema import CRITERIA, DIMENSIONS
from data.words import formats

MOST_ROWS = 60


def show(desk: Desk) -> None:
    """The quarter as it was known by the day."""
    quarter = chosen_quarter(desk)
    _state(desk, quarter)
    _context(desk, quarter)
    judged = by_day(desk)
    own = judged[judged["quarter"] == quarter]
    for outcome in desk.table("outcomes").itertuples(index=False):
        _outcome(desk, outcome, own[own["outcome_id"] == outcome.outcome_id])
    download.table(desk.context, own, _("assessments of {quarter}").format(quarter=quarter), f"cpas_{quarter}")


def _state(desk: Desk, quarter: str) -> None:
    """Whether it is closed, when and by which post; else what it lacks."""
    rows = desk.table("quarters")
    row = rows[rows["quarter"] == quarter]
    if len(row) and pd.notna(row["closed_on"].iloc[0]):
        said = _("Closed on {day}, signed by {post}: frozen.").format(
            day=formats.day(row["closed_on"].iloc[0]), post=row["signed_by_post"].iloc[0]
        )
        remark = row["remark"].iloc[0]
        texts.success(f"{said} {remark}" if isinstance(remark, str) else said)
        return
    tables = (desk.table(name) for name in ("assessments", "context_notes", "outcomes"))
    gaps = cached.once(desk.context.snapshot, ("cpas_lacking", quarter), lambda: cpas.lacking(*tables, quarter))
    said = ngettext("Open: {n} thing is lacking before it can be closed.",
                    "Open: {n} things are lacking before it can be closed.", len(gaps))  # fmt: skip
    texts.info(said.format(n=formats.number(len(gaps))) if len(gaps) else _("Open: nothing is lacking."))


def _context(desk: Desk, quarter: str) -> None:
    notes = desk.table("context_notes")
    notes = notes[notes["quarter"] == quarter]
    texts.section(_("Context"), _("Who matters now, and what drives the conflict; it comes before any judgement"))
    if notes.empty:
        texts.note(_("No context note for this quarter."))
    else:
        texts.table(
            [(_("For"), ""), (_("Who matters now"), ""), (_("What drives the conflict"), ""), (_("Written"), "")],
            [
                [
                    escape(office(desk, row.office_id)),
                    escape(row.actors),
                    escape(row.drivers),
                    escape(row.written_by_post if isinstance(row.written_by_post, str) else "–")
                    + f"<br>{escape(formats.day(row.written_on))}",
                ]
                for row in notes.head(MOST_ROWS).itertuples(index=False)
            ],
            stacked=True,
        )


def _outcome(desk: Desk, outcome: tuple, rows: pd.DataFrame) -> None:
    """One outcome: whom to influence, and a row a field office and dimension."""
    texts.section(outcome.title, _("To influence: {whom}").format(whom=outcome.whom))
    if rows.empty:
        texts.note(_("Not assessed in this quarter."))
        return
    order = {dimension: at for at, dimension in enumerate(DIMENSIONS)}
    rows = rows.assign(
        office=[office(desk, one) for one in rows["office_id"]], order=rows["dimension"].map(order)
    ).sort_values(["office", "order"])
    criteria = [words.code("criterion", name) for name in CRITERIA]
    whole = [(name, "class") for name in (*criteria, _("Confidence"))]
    texts.table(
        [(_("Field office"), "area"), (_("Of those to influence"), "class"), *whole, (_("Evidence"), "")],
        [
            [
                escape(row.office),
                escape(words.code("dimension", row.dimension)),
                *(escape(rating(desk, getattr(row, name))) for name in CRITERIA),
                escape(words.code("confidence", row.confidence)),
                escape(row.evidence) + f'<br><span class="lp-note">{escape(_by(row))}</span>',
            ]
            for row in rows.head(MOST_ROWS).itertuples(index=False)
        ],
        stacked=True,
    )


def _by(row: tuple) -> str:
    """Which section judged, and when."""
    who = row.assessed_by if isinstance(row.assessed_by, str) else _("section not stated")
    return f"{who}, {formats.day(row.assessed_on)}"
