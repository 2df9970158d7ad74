"""The briefing's findings as a page of a file says them: the one place where its rules are asked."""

from importlib import import_module
from importlib.util import find_spec

from data.deck.model import Said
from data.deck.pages.asked import Asked

RULES, PROFILE = "data.briefing.findings", "briefing_profile"


def said(asked: Asked) -> tuple[Said, ...]:
    """Each finding with its test and its pinned link; none where this version of the app has no rules."""
    if not find_spec(RULES):
        return ()
    found = import_module(RULES).findings(asked.scene, asked.own.get(PROFILE) or None)
    return tuple(Said(one.text, one.test, asked.link(one.page, **one.changes)) for one in found)
