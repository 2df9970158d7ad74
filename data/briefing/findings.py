"""The findings of a briefing: every rule asked, the most important kept, none where nothing matters.

Each rests on a test or threshold and has a view whose own figures confirm it. A change that one event makes is none
(see data/incidents/guard.py); nothing here says why, where a base should be, or which office does better.
"""

from itertools import chain

from data.briefing import changed, doing, placed, profiles, threat
from data.briefing.finding import Finding
from data.scene import Scene

MOST = 7
RULES = (changed.findings, threat.findings, placed.findings, doing.findings)


def findings(scene: Scene, profile: str | None = None) -> tuple[Finding, ...]:
    """At most `MOST` findings under the filters, the most important first; a profile puts its first questions first.

    Every profile gets the same findings: the most important of each question, so that none looks quiet that is not,
    then the most important of the rest. Nothing but areas of the filters narrows them: a profile's own areas are those
    of its link.
    """
    own = profiles.chosen(scene.snapshot, profile)
    ranked = sorted(chain.from_iterable(rule(scene) for rule in RULES), key=lambda one: (-one.weight, one.code))
    first = {one.question: one for one in reversed(ranked)}.values()
    rest = [one for one in ranked if one not in first]
    kept = {*map(id, first), *map(id, rest[: max(0, MOST - len(first))])}
    chosen = [one for one in ranked if id(one) in kept]
    return tuple(sorted(chosen, key=lambda one: own.order.index(one.question)) if own.code else chosen)
