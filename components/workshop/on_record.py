"""A decision on record, as its files print it, with the way to its scenario; and the list of all of them."""

from collections.abc import Callable, Sequence
from contextvars import copy_context
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from components import audited, cached, editions, texts, views
from components.context import Context
from components.sheet.facts import REGION_ONLY
from data.filters import Filters
from data.footprint import on_map, reach
from data.i18n import _, isolated
from data.incidents import summary
from data.pictures import mission_maps
from data.words import formats, stated
from data.workshop import decisions, moves, scenarios
from data.workshop.decisions import Decision
from data.workshop.documents import blocks, filing
from data.workshop.documents.blocks import Block
from data.workshop.documents.filing import Around
from data.workshop.documents.record import Record

FILES = {".docx": "Word", ".pdf": "PDF"}


def is_shown() -> bool:
    """True where the page shows a decision, and so the sheet of its scenario."""
    return views.WORKSHOP_PART.value == "decide" and bool(views.DECISION.value)


def show(context: Context, decision: Decision, every: Sequence[Decision]) -> None:
    """One decision: what its files say, the files, and the link that opens its scenario."""
    then = as_of(context, decision)
    record = _record(then, decision)
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        texts.section(record.title, _("On record: nothing in it is changed"))
    with right:
        _files(then, decision)
    if later := decisions.replaced(every).get(decision.decision_id):
        texts.warning(_("“{title}” took its place.").format(title=name(later)))
    for block in blocks.of(record)[1:]:
        _SHOWN[block.kind](block)
    st.button(_("Another decision"), key="decide_anew", icon=":material/add:", on_click=_choose, args=("",))


def as_of(context: Context, decision: Decision) -> Context:
    """The page's context with the data version and the filters that the decision was taken on."""
    shot = cached.snapshot(context.snapshot.mission, decision.version, context.snapshot.sight)
    filters = Filters.from_query(decision.link, shot.vocabulary).filters
    return replace(context, snapshot=shot, filters=replace(filters, at=decision.version, lang=context.filters.lang))


def _record(then: Context, decision: Decision, picture: bytes = b"") -> Record:
    shot, source = then.snapshot, then.filters.source
    named = [_("Incidents: {source}.").format(source=shot.settings.source_title(source))] if source else []
    around = Around(
        period=formats.period(then.filters.span),
        filters=tuple(stated.narrowed(then)),
        sources=(*named, *stated.credits_of(shot)),
        base_url=shot.mission.settings.public_url,
        picture=picture,
    )
    return filing.of(shot.mission, decision, around)


def _files(then: Context, decision: Decision) -> None:
    """The record as Word and PDF, with a map; each made only when it is clicked."""
    with st.popover(_("Files"), icon=":material/download:", width="stretch"):
        texts.caption(_("The record for the file, with a map of the chosen footprint; made when you click"))
        editions.internal_only()
        for ending, title in FILES.items():
            file = f"decision_{decision.decided_on}_{decision.decision_id}{ending}"
            make = _later(partial(_file, then, decision, ending))
            st.download_button(
                title, data=audited.recorded(then, file, make), key=f"record{ending}", width="stretch", file_name=file,
                on_click="ignore",
            )  # fmt: skip


def _later(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """What a click runs, in a thread of its own: it speaks the language of this run."""
    speaking = copy_context()
    return lambda: speaking.copy().run(make)


def _file(then: Context, decision: Decision, ending: str) -> bytes:
    # Typst, Word's files and matplotlib are loaded by the first record, not by a page.
    from data.pictures import files  # noqa: PLC0415
    from data.workshop.documents import paper, word  # noqa: PLC0415

    record = _record(then, decision, files.drawn(_map(then, decision), ".png"))
    return {".docx": word.docx, ".pdf": paper.pdf}[ending](record)


def _map(then: Context, decision: Decision) -> object:
    """The chosen footprint over the incidents that it was looked at with."""
    own, shot = decision.measures, then.snapshot
    chosen = scenarios.opened(shot.mission, decision.chosen)
    bases = reach.open_on(moves.apply(shot.table("bases"), chosen.moves), own.bases_on)
    selected = shot.select(then.filters)
    return mission_maps.bases_map(
        then, on_map.records(bases), own.radius_km, filing.revision_name(chosen.name, chosen.code),
        grouped=summary.places(selected), region_only=int((selected.array("precision") == REGION_ONLY).sum()),
    )  # fmt: skip


def listed(every: Sequence[Decision]) -> None:
    """All decisions, the newest first, with the way to each."""
    if not every:
        return
    texts.section(_("On record"))
    gone = decisions.replaced(every)
    head = [(_("Decided on"), ""), (_("Title"), ""), (_("By"), ""), (_("What was decided"), ""), ("", "")]
    texts.table(head, [_row(one, one.decision_id in gone) for one in every])
    ids = {one.decision_id: one for one in every}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(_("Decision"), list(ids), format_func=lambda code: name(ids[code]), key="decision_which")
        st.button(_("Show it"), key="decision_show", on_click=_choose, args=(chosen,))


def name(decision: Decision) -> str:
    """A decision in a list: its title and day."""
    return f"{isolated(formats.short(decision.words.title, 60))}, {formats.day(decision.decided_on)}"


def _row(one: Decision, gone: bool) -> list[str]:
    words = (one.words.title, one.words.by_post, formats.short(one.words.decided, 200))
    title, post, decided = (escape(isolated(text)) for text in words)
    return [escape(formats.day(one.decided_on)), title, post, decided, escape(_("replaced")) if gone else ""]


def _choose(decision_id: str) -> None:
    st.session_state[views.DECISION.name] = decision_id


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _facts(block: Block) -> None:
    texts.table([("", ""), ("", "")], [[f"<b>{_lines(label)}</b>", _lines(text)] for label, text in block.rows])


def _table(block: Block, numbers: str = "") -> None:
    first, *rest = block.rows[0]
    head = [(first, ""), *((text, numbers) for text in rest)]
    texts.table(head, [[_lines(cell) for cell in row] for row in block.rows[1:]], stacked=True)


def _link(block: Block) -> None:
    address = escape(block.text)
    st.html(
        f'<p class="lp-note">{escape(block.rows[0][0])}: <a class="lp-rows" href="{address}" target="_self">'
        f"{address}</a></p>"
    )


def _prose(block: Block) -> None:
    st.html(f"<p>{_lines(block.text)}</p>")


def _bullets(block: Block) -> None:
    st.html("<ul>" + "".join(f"<li>{_lines(text)}</li>" for (text,) in block.rows) + "</ul>")


_SHOWN: dict[str, Callable[[Block], None]] = {
    "heading": lambda block: texts.section(block.text),
    "prose": _prose,
    "note": lambda block: texts.note(block.text),
    "link": _link,
    "facts": _facts,
    "bullets": _bullets,
    "figures": partial(_table, numbers="n"),
    "sheet": _table,
    "signature": lambda _block: None,  # signed on paper
}
