"""Any view as a page of a file, made by the functions that the view itself is made by; without the app."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from data.deck import address
from data.deck.model import Page
from data.deck.pages import briefing, evidence, footprint, incidents, mandate, workshop
from data.deck.pages.asked import Asked
from data.editions import cut
from data.errors import InputError
from data.i18n import _
from data.scene import Scene

BUILT: dict[str, Callable[[Asked], Page]] = {
    "briefing": briefing.of,
    "incidents": incidents.of,
    "footprint": footprint.of,
    "workshop": workshop.of,
    "mandate": mandate.of,
    "evidence": evidence.of,
}
FIRST_PARTS = {"mandate": "tasks", "evidence": "chain"}  # shown where a link names none
OF_INCIDENTS = ("briefing", "incidents", "evidence")  # views that say nothing without incidents


def page_of(scene: Scene, view_key: str, own: Mapping[str, str | list[str]], base_url: str = "") -> Page:
    """A view under a scene as a page; `own` are the view's own parameters, `base_url` where its pinned link leads.

    An InputError where the view has no file, or nothing to put into one, or is not in the edition.
    """
    if view_key not in BUILT:
        known = ", ".join(f"/{view}" if view != address.FIRST else "/" for view in BUILT)
        words = _("Page {view} has no file of its own. Its rows leave by the export; a file can be made of {views}.")
        raise InputError(words.format(view=view_key, views=known))
    if view_key in OF_INCIDENTS and not scene.filters.source:
        raise InputError(_("This mission has no incidents yet: import an export of ACLED or UCDP GED first."))
    first = {name: value if isinstance(value, str) else value[0] for name, value in own.items() if value}
    cut.check(scene.edition, view_key, first.get(f"{view_key}_part", "") or FIRST_PARTS.get(view_key, ""))
    cut.check_narrowed(scene.edition, scene.filters, first)
    return BUILT[view_key](Asked(scene, view_key, first, base_url))


def pages_of(scene_for: Callable[[str], Scene], slides: Iterable[tuple[str, str, str]]) -> list[Page]:
    """A list of (path, query, comment) as pages, in their order; `scene_for` gives the scene that a query means.

    Links lead to the public address of the mission, where it has one. Comments are the Mission's own, and in no edition
    for outside. An InputError names the slide that it is of.
    """
    pages = []
    for number, (path, query, comment) in enumerate(slides, start=1):
        try:
            scene, where = scene_for(query), address.Address(address.view_of(path.strip("/")), query.removeprefix("?"))
            made = page_of(scene, where.view, where.own, scene.snapshot.settings.public_url)
        except InputError as error:
            raise InputError(_("Slide {n}: {why}").format(n=number, why=error)) from error
        pages.append(made if scene.edition.outside else replace(made, comment=comment))
    return pages
