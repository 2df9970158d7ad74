"""Part Mandate change: two resolutions compared, the evidence and the resource implication beside each task."""

from html import escape

import streamlit as st

from components import cached, download, texts, views
from components.mandate.change import tasks
from components.mandate.desk import Desk
from data.i18n import _, ngettext
from data.mandate import change
from data.words import formats

MOST_ROWS = 40


def title(desk: Desk) -> str:
    """How much the later resolution adds, drops and carries over."""
    sides = _sides(desk)
    if sides is None:
        return _("There is no other mandate to compare with")
    counts = tasks.compared(desk, sides)["kind"].value_counts()
    said = _("{after} after {before}: {added} tasks added, {dropped} dropped, {carried} carried over")
    names = _titles(desk)
    return said.format(
        after=names[sides[1]], before=names[sides[0]],
        **{kind: formats.number(counts.get(kind, 0)) for kind in change.KINDS},
    )  # fmt: skip


def part(desk: Desk) -> None:
    """Which two, priorities, tasks, indicators."""
    sides = _sides(desk)
    if sides is None:
        texts.info(_("Table mandates has one row: import the resolution before or after, with its tasks."))
        return
    _choose(desk, sides)
    _priorities(desk, sides)
    tasks.show(desk, sides)
    _indicators(desk, sides)
    texts.note(
        _(
            "What continues what is told by carried_from, never guessed from titles. Incidents are recorded events "
            "where a task works: its setting, not its effect. An assessment is a judgement, not a measured effect."
        )
    )


def _titles(desk: Desk) -> dict[str, str]:
    rows = desk.table("mandates")
    return dict(zip(rows["mandate_id"], rows["title"], strict=True))


def _sides(desk: Desk) -> tuple[str, str] | None:
    """The two mandates: as the link says; else the mandate of the period and the one it replaces, or replaced it."""
    rows = desk.table("mandates").sort_values("adopted")
    ids = rows["mandate_id"].tolist()
    if len(ids) < 2:
        return None
    own = str(desk.mandate["mandate_id"])
    at = ids.index(own)
    replaced = rows.set_index("mandate_id")["replaces"].get(own)
    default = (replaced if replaced in ids else ids[at - 1], own) if at else (own, ids[1])
    before, after = views.BEFORE.value or default[0], views.AFTER.value or default[1]
    return (before, after) if before in ids and after in ids and before != after else default


def _choose(desk: Desk, sides: tuple[str, str]) -> None:
    names = _titles(desk)
    ids = list(desk.table("mandates").sort_values("adopted")["mandate_id"])
    left, right = st.columns(2)
    for column, parameter, label, held in zip(
        (left, right), (views.BEFORE, views.AFTER), (_("Before"), _("After")), sides, strict=True
    ):
        st.session_state[parameter.name] = held
        column.selectbox(label, ids, format_func=lambda one: names[one], key=parameter.name)


def _priorities(desk: Desk, sides: tuple[str, str]) -> None:
    rows, shot = desk.table("priorities"), desk.context.snapshot
    ranks = cached.once(shot, ("priorities compared", *sides), lambda: change.priorities(rows, *sides))
    moved = int(ranks["is_reranked"].sum())
    texts.section(
        ngettext("{n} strategic priority has another rank", "{n} strategic priorities have another rank", moved).format(
            n=formats.number(moved)
        ),
        _("1 is the primary priority"),
    )
    if ranks.empty:
        texts.note(_("Neither mandate has strategic priorities here."))
        return
    titles = rows.set_index("priority_id")["title"]
    texts.table(
        [(_("Priority"), ""), (_("Rank before"), "n"), (_("Rank after"), "n"), (_("Change"), "")],
        [
            [
                escape(titles[row.after if isinstance(row.after, str) else row.before]),
                formats.number(row.rank_before),
                formats.number(row.rank_after),
                escape(_("ranked anew") if row.is_reranked else _kind(row.kind)),
            ]
            for row in ranks.head(MOST_ROWS).itertuples(index=False)
        ],
        stacked=True,
    )


def _kind(code: str) -> str:
    return {"added": _("added"), "dropped": _("dropped"), "carried": _("carried over")}[code]


def _indicators(desk: Desk, sides: tuple[str, str]) -> None:
    """Which go on, and which end without a successor."""
    rows, shot = desk.table("indicators"), desk.context.snapshot
    asked = ("indicators compared", *sides)
    compared = cached.once(shot, asked, lambda: change.indicators(rows, desk.table("tasks"), *sides))
    ending = compared[compared["kind"] == change.DROPPED]
    texts.section(
        ngettext(
            "{n} indicator ends without a successor", "{n} indicators end without a successor", len(ending)
        ).format(n=formats.number(len(ending))),
        _("{n} carried over, {added} new").format(
            n=formats.number((compared["kind"] == change.CARRIED).sum()),
            added=formats.number((compared["kind"] == change.ADDED).sum()),
        ),
    )
    if compared.empty:
        texts.note(_("No indicator shows tasks of these mandates."))
        return
    titles = rows.set_index("indicator_id")["title"]
    order = {change.DROPPED: 0, change.CARRIED: 1, change.ADDED: 2}
    compared = compared.sort_values("kind", key=lambda kind: kind.map(order), kind="stable")
    texts.table(
        [(_("Indicator of achievement"), ""), (_("Before"), ""), (_("After"), ""), (_("Change"), "")],
        [
            [
                escape(titles[row.after if isinstance(row.after, str) else row.before]),
                escape(row.before if isinstance(row.before, str) else "–"),
                escape(row.after if isinstance(row.after, str) else "–"),
                escape(_("ends without a successor") if row.kind == change.DROPPED else _kind(row.kind)),
            ]
            for row in compared.head(MOST_ROWS).itertuples(index=False)
        ],
        stacked=True,
    )
    download.table(desk.context, compared, _("indicators compared"), "indicator_change")
