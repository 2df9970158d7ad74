"""The findings of a briefing: every rule asked, the most important kept, none where nothing matters.

Each rests on a test or threshold and has a view whose own figures confirm it. A change that one event makes is none
(see data/incidents/guard.py); nothing here says why, where a base should be, or which office does better.
"""

from itertools import chain

from data.briefing import changed, doing, placed, profiles, threat
from data.briefing.finding import Finding
from data.briefing.profiles import Profile
from data.scene import Scene

MOST = 7
RULES = (changed.findings, threat.findings, placed.findings, doing.findings)
STEP = 8  # how much more a question counts than the next one in the order of a profile


def findings(scene: Scene, profile: str | None = None) -> tuple[Finding, ...]:
    """At most `MOST` findings under the filters, the most important first; a profile counts its first questions more.

    Nothing but areas of the filters narrows them: a profile's own areas are those of its link.
    """
    own = profiles.chosen(scene.snapshot, profile)
    found = list(chain.from_iterable(rule(scene) for rule in RULES))
    return tuple(sorted(found, key=lambda one: (-_weight(one, own), one.code))[:MOST])


def _weight(one: Finding, profile: Profile) -> float:
    if not profile.code:
        return one.weight
    return one.weight + STEP * (len(profile.order) - profile.order.index(one.question))
