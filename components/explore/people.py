"""Actors, the analyst's part: of the incidents that all but the actor's own choice leaves."""

from components import actors
from components.context import Context
from data.incidents.choice import Choice
from data.incidents.rows import Rows


def show(context: Context, rows: Rows, chosen: Choice) -> None:
    """Who fights whom and who targets civilians among `rows`, narrowed by what else is chosen."""
    actors.show(context, chosen.without("actor").of(rows, context.snapshot.vocabulary))
