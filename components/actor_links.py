"""Actors as words and links: a name as HTML that chooses it, a figure that leads to its rows, kinds for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape

from components import links, texts, views
from components.context import Context
from data.i18n import isolated
from data.incidents import actor_kinds
from data.words import formats

ABBREVIATION = ": "  # ACLED's names begin with one: `JNIM: Group for Support …`
EITHER = " and/or "  # two names in one: the first is not short for both
LONGEST_SHORT = 60


@dataclass(frozen=True)
class Words:
    """How a page writes actors under its filters: keys are names of actors, or kinds that are counted as one."""

    context: Context

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The kind of each actor of the version."""
        shot = self.context.snapshot
        return actor_kinds.kinds(shot.vocabulary.actors.values(), shot.settings.country)

    @cached_property
    def ids(self) -> dict[str, str]:
        """The random id of each name."""
        return {name: actor_id for actor_id, name in self.context.snapshot.vocabulary.actors.items()}

    @cached_property
    def _own(self) -> dict[str, str]:
        """The page's own parameters as they are, without what is open below."""
        gone = (views.EVENT.name, views.ACTOR.name)
        return {p.name: p.value for p in self.context.view.own if p.value != p.default and p.name not in gone}

    def is_group(self, key: str) -> bool:
        """Whether a key is a kind that is counted as one, and not an actor's name."""
        return key in actor_kinds.UNRANKED and key not in self.ids

    def name(self, key: str) -> str:
        """A name, or a kind's words."""
        return actor_kinds.label(key) if self.is_group(key) else isolated(key)

    def short(self, key: str) -> str:
        """A name's abbreviation where it begins with one, for the head of a narrow column."""
        whole = self.is_group(key) or EITHER in key
        return formats.short(self.name(key if whole else key.partition(ABBREVIATION)[0]), LONGEST_SHORT)

    def choice(self, key: str, short: bool = False) -> str:
        """A name, or its abbreviation, as HTML that chooses the actor; a kind as its words."""
        words = escape(self.short(key) if short else formats.short(self.name(key)))
        if key not in self.ids:
            return f"<i>{words}</i>"
        query = links.query_for(self.context.filters, **self._own, **{views.ACTOR.name: self.ids[key]})
        return f'<a class="lp-choose" href="{escape(views.href("incidents", query))}" target="_self">{words}</a>'

    def figure(self, count: int, part: str, *keys: str, **changes: object) -> str:
        """A count as HTML that leads to the rows of a part (`by-`, `dyad-`, `actor-` and the keys' codes).

        Without a link where the page shows a part already (a link carries one), or where an actor has no id.
        """
        words = formats.number(count)
        href = self.rows(part, *keys, **changes)
        return texts.to_rows(words, href) if href else escape(words)

    def rows(self, part: str, *keys: str, **changes: object) -> str:
        """The address of the rows of a part; empty where there is none."""
        codes = [key if self.is_group(key) else self.ids.get(key) for key in keys]
        if views.ROWS.value or None in codes:
            return ""
        own = self._own | {views.ROWS.name: part + "-".join(codes)} | changes
        return views.href("incidents", links.query_for(self.context.filters, **own))
