"""A writer for tests: each page's title and figures as lines of text, and the day."""

from pathlib import Path


def write(pages, out, made_on):
    """As every writer of a format."""
    lines = [made_on.isoformat()]
    for page in pages:
        lines += [page.words.title, page.comment, *(f"{own.label}: {own.value}" for own in page.measures)]
    Path(out).write_text("\n".join(lines), encoding="utf-8")
