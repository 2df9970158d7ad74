"""What changed, as a part of the page: areas against their own recent norm."""

from components import changes, views
from components.context import Context
from components.explore import measures
from data.i18n import _
from data.incidents.choice import Choice
from data.incidents.rows import Rows


def show(context: Context, rows: Rows, chosen: Choice) -> None:
    """Measure and level, and what changed in each area; a choice has no norm of its own, which is said."""
    measures.choose(context, {"incidents": _("Incidents"), "fatalities": _("Reported deaths")})
    measures.choose_level(context)
    narrowed = chosen.of(rows, context.snapshot.vocabulary)
    changes.show(context, narrowed, views.MEASURE.value, measures.level(context))
