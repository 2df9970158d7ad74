"""Part “Handover” of page Data: what a post holds, and what people saved, for the one who takes the post over."""

from collections.abc import Mapping
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from components import audited, download, editions, links, texts, views
from components.access import who
from components.context import Context
from data import export
from data.access.roles import ADMINISTER, EDIT
from data.books import books
from data.briefs import briefs
from data.deck import formats as files
from data.handover import held, note, saved, words
from data.handover.note import Note
from data.i18n import _, isolated, ngettext
from data.importing import mappings
from data.snapshot import Snapshot
from data.words import formats
from data.workshop import scenarios

AUTHOR = "handover_author"
EVERYBODY = ""
MOST_SHOWN = 50


def headline(context: Context) -> str:
    """The post, and how much of each it holds."""
    shot = context.snapshot
    post = _post(shot)
    if not post:
        return _("The register names no post yet")
    counts = {kind: len(rows) for kind, rows in _held(shot, post).items()}
    said = [
        ngettext("{n} open decision", "{n} open decisions", counts[held.DECISIONS]),
        ngettext("{n} open action", "{n} open actions", counts[held.ACTIONS]),
        ngettext("{n} date", "{n} dates", counts[held.CALENDAR]),
        ngettext("{n} task or indicator", "{n} tasks and indicators", counts[held.TASKS]),
    ]
    figures = [text.format(n=formats.number(counts[kind])) for text, kind in zip(said, held.KINDS[:4], strict=True)]
    return f"{isolated(formats.short(post, 80))}: {', '.join(figures)}"


def part(context: Context) -> None:
    """The post that is chosen, a table of each kind of what it holds and of what people saved, and the note."""
    if not (who.may(ADMINISTER) or who.may(EDIT)):
        return
    shot = context.snapshot
    everything = _saved(shot)
    post, author = _chosen(shot, everything)
    mine, theirs = _held(shot, post), saved.of_author(everything, author)
    _offer(context, Note(post, author, {**mine, **theirs}))
    if post:
        _tables(context, mine, _("Held by {post}").format(post=post), by=False)
    else:
        texts.note(_("Owners of actions, dates, operations and requests are posts: fill them in on page Mandate."))
    name = author or _("everybody")
    _tables(context, theirs, _("Saved by {author}").format(author=name), by=True)
    _owners(context)


def _owners(context: Context) -> None:
    """Every post and section with how much of each it holds; a name leads to what it is."""
    shot, names = context.snapshot, words.kinds()
    table = held.owners(shot.table, shot.today, held.on_record(shot))
    if table.empty:
        return
    with st.expander(_("Owners by post: who holds how much"), expanded=False):
        texts.table(
            [(_("Post or section"), ""), *((names[kind], "n") for kind in held.KINDS)],
            [
                [texts.to_rows(isolated(formats.short(row.post, 80)), _of_post(context, row.post)),
                 *(escape(formats.number(getattr(row, kind)) if getattr(row, kind) else "–") for kind in held.KINDS)]
                for row in table.itertuples(index=False)
            ],
            stacked=True,
        )  # fmt: skip
    download.table(context, table, _("owners by post"), "owners")


def _of_post(context: Context, post: str) -> str:
    return views.href("data", links.query_for(context.filters, data_part="handover", data_post=post))


def _post(shot: Snapshot) -> str:
    """The post of the link, else the first of the register; empty where it names none."""
    every = _posts(shot)
    return views.POST.value if views.POST.value in every else next(iter(every), "")


def _posts(shot: Snapshot) -> list[str]:
    return held.posts(shot.table, held.on_record(shot))


def _held(shot: Snapshot, post: str) -> dict[str, pd.DataFrame]:
    return held.of(shot.table, post, shot.today, held.on_record(shot))


def _saved(shot: Snapshot) -> dict[str, pd.DataFrame]:
    """What people saved in this mission, by kind; what-ifs for those who are shown plans."""
    mission, imports = shot.mission, shot.table("imports")
    return {
        saved.BRIEFS: saved.briefs(briefs.latest(mission)),
        saved.BOOKS: saved.books(books.latest(mission)),
        saved.SCENARIOS: saved.scenarios(scenarios.latest(mission) if shot.sight.plans else ()),
        saved.MAPPINGS: saved.mappings(mappings.load(mission.folder), imports),
        saved.SCHEDULES: saved.schedules(mission.settings.live, imports),
    }


def _chosen(shot: Snapshot, everything: Mapping[str, pd.DataFrame]) -> tuple[str, str]:
    """The post, and whose saved things are listed; a person is chosen by name, for none is bound to a post."""
    post, sections = _post(shot), set(held.sections(shot.table))
    one, two = st.columns(2)
    if post:
        st.session_state[views.POST.name] = post
        post = one.selectbox(
            _("Post, or section that leads tasks"), _posts(shot), key=views.POST.name,
            format_func=lambda name: _("{name} (section)").format(name=name) if name in sections else name,
        )  # fmt: skip
    author = two.selectbox(
        _("What was saved by"), [EVERYBODY, *saved.authors(everything)], key=AUTHOR,
        format_func=lambda name: name or _("Everybody"),
    )  # fmt: skip
    return post, author


def _offer(context: Context, own: Note) -> None:
    """The note as a workbook."""
    shot, day = context.snapshot, files.today()
    cover = export.cover(shot, context.filters, own.rows, view=context.view.key)
    make, file = partial(note.workbook, own, cover, day, shot.settings.public_url), f"linchpin_handover_{day}.xlsx"
    st.download_button(
        _("Handover note, Excel"), data=audited.recorded(context, file, make), file_name=file, key="handover_note",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip
    editions.internal_only()
    if context.mark:
        texts.note(_("The file carries the mark: {mark}").format(mark=context.mark))


def _tables(context: Context, tables: Mapping[str, pd.DataFrame], heading: str, *, by: bool) -> None:
    """A table for each kind that has rows; those that have none are named in a line."""
    texts.section(heading)
    names = words.kinds()
    with st.container(key=f"handover_{'saved' if by else 'held'}"):
        for kind, rows in tables.items():
            if len(rows):
                st.html(f'<h3 class="lp-kind">{escape(names[kind])} ({formats.number(len(rows))})</h3>')
                _table(context, kind, rows, by=by)
    if empty := [names[kind] for kind, rows in tables.items() if rows.empty]:
        texts.note(_("None: {kinds}.").format(kinds=", ".join(empty)))


def _table(context: Context, kind: str, rows: pd.DataFrame, *, by: bool) -> None:
    last = [] if by else [(_("Day"), "class")]
    head = [(_("What"), ""), (_("Saved by") if by else _("The post"), ""), (words.state_head(kind), ""), *last]
    texts.table(head, [_cells(context, row, by) for row in rows.head(MOST_SHOWN).itertuples(index=False)], stacked=True)
    if len(rows) > MOST_SHOWN:
        texts.note(_("The first {n} are shown; the note has all of them.").format(n=formats.number(MOST_SHOWN)))


def _cells(context: Context, row: tuple, by: bool) -> list[str]:
    """A row as HTML; what it is leads to the place where it is looked at."""
    beside = row.by or "–" if by else words.role(row.role)
    state = words.state(row.state) or "–"
    what = texts.to_rows(isolated(formats.short(row.title, 160)), _href(context, row))
    last = [] if by else [escape(formats.day(row.due))]
    return [what, escape(isolated(beside)), escape(isolated(state)), *last]


def _href(context: Context, row: tuple) -> str:
    """Where a row is looked at: under the filters of this page, except for a short link, which has its own."""
    return views.href(row.page, row.query if "brief" in row.query else links.query_for(context.filters, **row.query))
