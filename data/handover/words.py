"""What the tables of a handover, their roles and states are called, for people."""

from data.handover import held, saved
from data.i18n import _
from data.words import codes, palette

# The columns whose codes stand as states, in `data.words.codes`.
_CODED = ("action_state", "recommendation_state", "entry", "decision", "importance")


def kinds() -> dict[str, str]:
    """What each table is called, in the order in which they are shown."""
    return {
        held.DECISIONS: _("Open decisions"),
        held.ACTIONS: _("Open actions and recommendations"),
        held.CALENDAR: _("Open calendar entries"),
        held.TASKS: _("Tasks and indicators"),
        held.MEANS: _("Offices, operations and assets"),
        held.RECORD: _("On record under its name"),
        saved.BRIEFS: _("Short links"),
        saved.BOOKS: _("Briefing books"),
        saved.SCENARIOS: _("Scenarios"),
        saved.MAPPINGS: _("Mappings"),
        saved.SCHEDULES: _("Live sources"),
    }


def state_head(kind: str) -> str:
    """What the states of a kind are called: of dates it is their kind, of mappings the table that they fill."""
    return {held.CALENDAR: _("Kind"), saved.MAPPINGS: _("Table")}.get(kind, _("State"))


def role(code: str) -> str:
    """What a post has to do with a row."""
    names = {
        "asked_of": _("is asked"),
        "asked_by_post": _("asked"),
        "to_decide": _("leads it; go, adapt or forego is open"),
        "asks_leadership": _("leads the task; asks leadership"),
        "owner_post": _("owns it"),
        "recommended": _("owns the recommendation"),
        "lead_section": _("leads it"),
        "reports": _("reports its values"),
        "head_post": _("heads it"),
        "lead_post": _("leads it"),
        "tasking_authority": _("may task it"),
        "decided_by_post": _("decided"),
        "signed_by_post": _("signed"),
        "sent_by_post": _("sent it"),
        "written_by_post": _("wrote it"),
        "by_post": _("decided"),
    }
    return names.get(code, code)


def state(code: str) -> str:
    """The state of a row; empty where it has none."""
    if not code:
        return ""
    names = {
        "asked": _("Asked"), "approved": _("Approved"), "refused": _("Refused"), "withdrawn": _("Withdrawn"),
        "available": _("Available"), "limited": _("Limited"), "unavailable": _("Unavailable"),
        "draft": _("Draft"), "decided": _("Decided"),
    }  # fmt: skip
    found = (words for column in _CODED if (words := codes.code(column, code)) != code)
    return names.get(code) or next(found, palette.status_name(code))
