"""What sources say of one incident, side by side: its own figures, those of others, and events that may be the same."""

from html import escape

import pandas as pd

from components import texts
from components.context import Context
from components.sheet.address import event_href
from components.sheet.facts import deaths, text
from data.i18n import _
from data.incidents import accounts
from data.words import formats

MOST_CANDIDATES = 8


def side_by_side(context: Context, incident: pd.DataFrame) -> None:
    """One table of all accounts of an incident (one row of table incidents); without others, that there are none."""
    found = accounts.side_by_side(context.snapshot, incident)
    others = found["kind"] == accounts.CANDIDATE
    candidates = int(others.sum())
    texts.section(
        _("Figures of other sources, side by side"),
        _("Each account with its own figures, never added up or merged; no attribution is UN-verified"),
    )
    if len(found) > 1:
        shown = found[~others | (others.cumsum() <= MOST_CANDIDATES)]
        texts.table(
            [
                (_("Source"), ""),
                (_("Day"), ""),
                (_("Place"), ""),
                (_("Apart"), ""),
                (_("Reported deaths (low – high)"), "n"),
                (_("Attribution or citation"), ""),
            ],
            [_row(context, account) for account in shown.itertuples(index=False)],
            stacked=True,
        )
    texts.note(_remark(context, candidates))


def _remark(context: Context, candidates: int) -> str:
    """What the list of candidates is, or that there are none."""
    if len(context.snapshot.vocabulary.sources) < 2:
        return _("This mission has one source of incidents: there is no other to look for the same event in.")
    if not candidates:
        return _("No other source of this mission has an event near enough in place and time to be the same.")
    words = _("Events of other sources are near in place and time and may be the same; nothing decides it.")
    if candidates > MOST_CANDIDATES:
        words += " " + _("The {n} most alike of {all} are shown.").format(n=MOST_CANDIDATES, all=candidates)
    return words


def _row(context: Context, account: tuple) -> list[str]:
    figures = escape(deaths(account.fatalities, account.fatalities_low, account.fatalities_high))
    if account.kind == accounts.FIGURE:
        said = [text(part) for part in (account.wording, account.citation) if pd.notna(part)]
        return [
            escape(text(account.source)),
            "–",
            "–",
            escape(_("given for this event")),
            figures,
            escape(" · ".join(said) or "–"),
        ]
    day = escape(formats.day(account.day))
    own = account.kind == accounts.OWN
    if not own:
        href = event_href(context, account.source, account.event_id, account.day)
        day = texts.to_rows(formats.day(account.day), href)
    title = context.snapshot.settings.source_title(account.source)
    return [
        escape(text(title)),
        day,
        escape(text(account.place)),
        escape(_("this sheet") if own else apart(account)),
        figures,
        escape(_actors(account)),
    ]


def _actors(account: tuple) -> str:
    """The actors as this source attributes them."""
    return " / ".join(text(name) for name in (account.actor1, account.actor2) if pd.notna(name)) or "–"


def apart(pair: tuple) -> str:
    """How far apart two records are: `1.7 km, same day`."""
    days = int(pair.days_apart)
    when = _("same day") if not days else _("1 day") if days == 1 else _("{n} days").format(n=days)
    return _("{km} km, {when}").format(km=formats.number(round(pair.distance_km, 1)), when=when)
