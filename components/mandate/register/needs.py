"""Which columns of the register stand at the top of a form: those a row cannot do without, and those changed most."""

from components.mandate.register.names import short
from data.i18n import _
from data.register.columns import Column, columns
from data.tables import TABLES

# Of these columns a rule of the table's schema asks for one: `budget_schema.Measurements` and so on.
ONE_OF = {
    "measurements": ("indicator_id", "output_id"),
    "calendar": ("day", "before_id"),
    "prioritisations": ("told",),
}
# What people change most, in the order of the form.
CHANGED_MOST = {
    "tasks": ("due", "status", "status_reason", "progress", "progress_basis", "assessed_on"),
    "indicators": ("target", "target_on"),
    "outputs": ("planned", "due"),
    "measurements": ("remark",),
    "activities": ("quantity",),
    "actions": ("due", "state", "done_on"),
    "calendar": ("days_before", "state"),
    "recommendations": ("due", "state", "carried_out_on"),
}


def starred(table: str, column: Column) -> bool:
    """Whether a row cannot be saved without a column, or without another that may stand in its place."""
    return column.required or column.name in TABLES[table].key or column.name in ONE_OF.get(table, ())


def top(table: str) -> list[Column]:
    """The columns at the top of a form: the needed ones, then those that are changed most."""
    most = CHANGED_MOST.get(table, ())
    own = {column.name: column for column in columns(table)}
    needed = [column for column in own.values() if starred(table, column) and column.name not in most]
    return [*needed, *(own[name] for name in most)]


def label(table: str, column: Column) -> str:
    """A column's name over its field, with a star where it is needed."""
    return f"{short(table, column.name)} *" if starred(table, column) else short(table, column.name)


def words(table: str) -> str:
    """What the star means in a form, and which of two columns is enough."""
    either = {
        "measurements": _("Choose the indicator or the output, not both."),
        "calendar": _("Give the day, or the entry that it is a step before and how many days before it."),
    }
    return " ".join([_("What has a star is needed to save a row."), either.get(table, "")]).strip()


def lacking(table: str, cells: dict[str, object]) -> list[str]:
    """The names of what is still needed of a row, two that can stand for each other as one."""
    alone = [column.name for column in columns(table) if starred(table, column)]
    rule = ONE_OF.get(table, ())
    found = [short(table, name) for name in alone if name not in rule and not _given(cells.get(name))]
    if rule and not any(_given(cells.get(name)) for name in rule):
        found.append(_(" or ").join(short(table, name) for name in rule))
    return found


def _given(value: object) -> bool:
    return value not in (None, "", [], ())
