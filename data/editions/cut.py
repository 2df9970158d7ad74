"""What an edition keeps: of a page of a file, of a picture, of the rows of a table."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import pandas as pd

from data.deck.model import Page, Table, Tip
from data.deck.tips import BASE, CELL, PLACE
from data.editions import words
from data.editions.edition import EVENTS, Edition
from data.editions.lists import VIEWS
from data.errors import InputError
from data.filters import Filters
from data.i18n import _
from data.incidents import subsets
from data.mandate.reports.report import Report
from data.pictures.spec import Cells, Circles, Legend, MapPicture, Picture, Rings, Signs, Words

OF_BASES = ("signs", "ring")  # kinds of keys of a legend
BY_PART = frozenset(view.partition("/")[0] for view in VIEWS if "/" in view)  # views that are allowed part by part
ONE_PLACE = ("incidents_place", "incidents_cell", "incidents_shape", "incidents_event")
NOTHING: Mapping[str, str] = MappingProxyType({})
ALWAYS = ("data_mark", "mission_version")  # what every file of rows says of them


def check(edition: Edition, view: str, part: str = "") -> None:
    """An InputError where a view, or a part of it, may not become a file."""
    if not edition.has(view, part):
        said = _("{view} is not in the edition “{edition}”, which holds: {views}.")
        raise InputError(
            said.format(
                view=words.view(f"{view}/{part}" if view in BY_PART else view),
                edition=words.name(edition.key),
                views=", ".join(map(words.view, edition.views or ())) or _("no view"),
            )
        )


def check_narrowed(edition: Edition, filters: Filters, own: Mapping[str, str] = NOTHING) -> None:
    """An InputError where a view is narrowed to what its edition does not tell: to actors, or to one place.

    `own` are the view's own parameters by name.
    """
    by_actor = filters.actors or own.get("incidents_actor") or subsets.names_actors(own.get("incidents_rows", ""))
    if by_actor and not edition.actors:
        raise InputError(_("This view is narrowed to an actor, and this edition names none: take the actor out of it."))
    if edition.outside and not edition.events and any(own.get(name) for name in ONE_PLACE):
        raise InputError(_("This view is narrowed to one place, which this edition does not tell: take it out."))


def page(made: Page, edition: Edition) -> Page:
    """A page with what its edition keeps: figures, charts and tables by their keys, tables by their columns.

    Findings, comments and the link into the app stand in the Mission's own edition alone. An InputError where nothing
    is left.
    """
    if not edition.outside:
        return made
    kept = replace(
        made,
        words=_worded(made.words, edition),
        measures=tuple(one for one in made.measures if edition.kept("figures", [one.key])),
        said=(),
        map=picture(made.map, edition) if made.map else None,
        charts=tuple(one for one in made.charts if edition.kept("charts", [one.key])),
        tables=tuple(kept for one in made.tables if (kept := _table(one, edition))),
        comment="",
        tips=_tips(made.tips, edition),
    )
    if not (kept.measures or kept.charts or kept.tables):
        said = _("Nothing of this view is in the edition “{edition}”.")
        raise InputError(said.format(edition=words.name(edition.key)))
    return kept


def _table(own: Table, edition: Edition) -> Table | None:
    kept = edition.kept(own.key, own.columns)
    at = [own.columns.index(column) for column in kept]
    if not at:
        return None
    rows = tuple(tuple(row[i] for i in at) for row in own.rows)
    return replace(own, head=tuple(own.head[i] for i in at), columns=tuple(kept), rows=rows)


def _tips(tips: Mapping[str, Tip], edition: Edition) -> dict[str, Tip]:
    gone = [*([] if edition.bases else [BASE]), *([] if edition.events else [PLACE, CELL])]
    return {key: tip for key, tip in tips.items() if not key.startswith(tuple(f"{kind} " for kind in gone))}


def picture(made: Picture, edition: Edition) -> Picture:
    """A picture without base towns where the edition has none; an InputError where it shows single incidents."""
    if not isinstance(made, MapPicture):
        return replace(made, words=_worded(made.words, edition))
    if not edition.events and any(isinstance(layer, Circles | Cells) for layer in made.layers):
        said = _("This map shows single incidents, which are not in the edition “{edition}”: choose areas or density.")
        raise InputError(said.format(edition=words.name(edition.key)))
    gone = () if edition.bases else (Signs, Rings)
    return replace(
        made,
        words=_worded(made.words, edition),
        layers=tuple(layer for layer in made.layers if not isinstance(layer, gone)),
        legends=tuple(kept for one in made.legends if (kept := _legend(one, edition)).keys),
    )


def _worded(own: Words, edition: Edition) -> Words:
    """What stands around a picture or a page, saying whom it is for; a link into the app is for the Mission alone."""
    return replace(own, edition=words.name(edition.key), link="" if edition.outside else own.link)


def _legend(own: Legend, edition: Edition) -> Legend:
    """A legend without what is of base towns, its notes too."""
    if edition.bases or not any(key.kind in OF_BASES for key in own.keys):
        return own
    return replace(own, keys=())


def report(made: Report, edition: Edition) -> Report:
    """A report with the columns that its edition keeps, saying whom it is for; an InputError where it keeps none."""
    name = f"report_{made.kind}"
    kept = edition.kept(name, [column.name for column in made.columns])
    _check_kept(name, kept, edition)
    columns = tuple(column for column in made.columns if column.name in kept)
    return replace(made, columns=columns, cover={**made.cover, _("For"): words.name(edition.key)})


def rows(table: pd.DataFrame, name: str, edition: Edition) -> pd.DataFrame:
    """A table with the columns that its edition keeps; an InputError where it keeps none."""
    kept = edition.kept(name, table.columns)
    _check_kept(name, kept, edition)
    return table[[column for column in table.columns if column in kept or column in ALWAYS]]


def _check_kept(name: str, kept: Sequence[str], edition: Edition) -> None:
    if not kept or (name == EVENTS and not edition.events):
        said = _("“{table}” is not in the edition “{edition}”.")
        raise InputError(said.format(table=words.part(name), edition=words.name(edition.key)))
