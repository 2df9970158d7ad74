"""A briefing book as the pages of a file: each slide with the data that its link means, newest or pinned."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from data.access.roles import EVERYTHING, Sight
from data.books import books
from data.deck.model import Page
from data.deck.pages import pages_of
from data.editions.edition import INTERNAL, Edition
from data.filters import Filters
from data.mission import Mission
from data.scene import Scene
from data.snapshot import Snapshot, load, pinned


def pages_of_book(scene: Scene, book_id: str) -> list[Page]:
    """The slides of the newest revision, in their order, seen and edited as a scene is.

    An InputError names the slide that can be no page.
    """
    mission = scene.snapshot.mission
    book = books.opened(mission, book_id)
    made = pages_of(
        scene_for(mission, scene.snapshot.sight, scene.edition),
        [(one.path, one.query, one.comment) for one in book.slides],
    )
    return [replace(page, book=book.title) for page in made]


def scene_for(mission: Mission, sight: Sight = EVERYTHING, edition: Edition = INTERNAL) -> Callable[[str], Scene]:
    """What gives the scene that a query means, as somebody is shown it; each version is read once."""
    latest = mission.store.latest()

    @cache
    def version(number: int) -> Snapshot:
        return load(mission, number).seen_by(sight)

    def of(query: str) -> Scene:
        shot = version(pinned(query, latest) or latest)
        return Scene(shot, Filters.from_query(query, shot.vocabulary).filters, edition=edition)

    return of
