"""The briefing's findings as a page of a file says them: the one place where its rules are asked."""

from importlib import import_module
from importlib.util import find_spec

from data.briefing import profiles
from data.deck.model import Said
from data.deck.pages.asked import Asked
from data.i18n import _, isolated
from data.words import titles

RULES, PROFILE = "data.briefing.findings", "briefing_profile"


def said(asked: Asked) -> tuple[Said, ...]:
    """Each finding with its test and its pinned link; none where this version of the app has no rules."""
    if not find_spec(RULES):
        return ()
    code = asked.own.get(PROFILE) or None
    order = profiles.chosen(asked.shot, code).order
    found = sorted(import_module(RULES).findings(asked.scene, code), key=lambda one: order.index(one.question))
    first = {one.question: one for one in reversed(found)}
    return tuple(
        Said(
            one.text,
            one.test,
            asked.link(one.page, **one.changes),
            titles.question(one.question) if first[one.question] is one else "",
        )
        for one in found
    )


def whom(asked: Asked) -> str:
    """For whom the briefing is, where it is a post's."""
    post = profiles.chosen(asked.shot, asked.own.get(PROFILE) or None)
    return _("For {office}").format(office=isolated(post.title)) if post.code else ""
