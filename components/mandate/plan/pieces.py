"""What the views of the plan share: a task's name and the way to it."""

from html import escape

from components import links, texts, views
from components.mandate.desk import Desk
from data.words import formats


def name(desk: Desk, task_id: str, most: int = 90) -> str:
    """A task's id and title."""
    return formats.short(f"{task_id}  {desk.titles.get(task_id, '')}".strip(), most)


def to_task(desk: Desk, task_id: str) -> str:
    """A task's name as HTML that leads to it."""
    href = views.href("mandate", links.query_for(desk.context.filters, mandate_task=task_id))
    return texts.to_rows(name(desk, task_id), href)


def to_slips(desk: Desk, task_id: str, words: str) -> str:
    """Words as HTML that lead to what slips with a task."""
    own = {"mandate_part": "plan", "mandate_plan": "slips", "mandate_task": task_id}
    return texts.to_rows(words, views.href("mandate", links.query_for(desk.context.filters, **own)))


def note(words: str) -> str:
    """A quiet line as HTML."""
    return f'<span class="lp-note">{escape(words)}</span>'
