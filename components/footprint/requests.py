"""The board of requests for assets, and the forms that ask for one and decide one."""

from datetime import UTC, date, datetime
from html import escape

import pandas as pd
import streamlit as st

from components import download, links, texts
from components.context import Context
from components.footprint import bases
from components.footprint.asset_words import UNKNOWN, kind_name, status_name, two
from data import edit
from data.errors import InputError, StoreBusyError
from data.footprint import requests
from data.footprint.assets_schema import KINDS
from data.footprint.schema import COMPONENTS
from data.i18n import _, isolated
from data.words import formats, palette

SAID, ASK_ROUND, DECIDED = "request_said", "request_round", "request_decided"
Cells = dict[str, object]


def part(context: Context, day: date) -> None:
    """The board; below it, in the newest version, the forms."""
    _board(context, day)
    if bases.newest(context):
        bases.example_note(context)
        left, right = st.columns(2, gap="large")
        with left:
            _ask(context, context.snapshot.table("assets"))
        with right:
            _decide(context)


def said() -> None:
    """What the form of the run before came to."""
    if words := st.session_state.pop(SAID, None):
        texts.success(words)


def _board(context: Context, day: date) -> None:
    """Requests, open ones first: who asks for what, for what effect, by whose authority, and what was decided."""
    shot = context.snapshot
    table = _named(context, shot.table("asset_requests"), day)
    opened = int((table["status"] == requests.ASKED).sum())
    texts.section(
        _("Request board: {n} open of {all}").format(n=formats.number(opened), all=formats.number(len(table))),
        _("Posts and sections, never persons. Prioritising means leaving something behind: a refusal says why"),
    )
    if table.empty:
        texts.note(_("No request yet."))
        return
    texts.table(
        [(_("Where it stands"), ""), (_("Who asks"), ""), (_("For what"), ""), (_("Effect and priority"), ""),
         (_("Tasked by"), ""), (_("Decision"), "")],
        [
            [_standing(r), _who(r), _what(r), two(r.effect, _serves(r)),
             two(r.tasking_authority, r.tasking_reference), _decision(r)]
            for r in table.itertuples(index=False)
        ],
        stacked=True,
    )  # fmt: skip
    with st.container(horizontal=True):
        download.table(context, table, _("requests"), "requests")
    if table["illustrative"].fillna(False).any():
        texts.note(_("Illustrative requests: nobody asked or decided this."))


def _named(context: Context, rows: pd.DataFrame, day: date) -> pd.DataFrame:
    shot = context.snapshot
    tables = {"priorities": shot.table("priorities"), "tasks": shot.table("tasks"), "areas": shot.areas}
    return requests.board(rows, shot.table("assets"), tables, day)


def _standing(row: tuple) -> str:
    late = f'<br><span class="lp-note">{escape(_("wanted before this day"))}</span>' if row.overdue else ""
    sign = {"asked": "○", "approved": "✓", "refused": "✕", "withdrawn": "–", "done": "✓✓"}[row.status]
    return f'<span class="lp-status">{sign} {escape(status_name(row.status))}</span>{late}'


def _who(row: tuple) -> str:
    below = f"{isolated(row.section)}, {palette.component_name(row.component_type)}; {formats.day(row.asked_on)}"
    return two(row.asked_by_post, below)


def _what(row: tuple) -> str:
    name = row.asset if pd.notna(row.asset) else _("any of: {kind}").format(kind=kind_name(row.kind))
    days = [UNKNOWN if pd.isna(day) else formats.day(day) for day in (row.wanted_from, row.wanted_to)]
    where = isolated(row.area) if pd.notna(row.area) else _("no area named")
    return two(name, f"{days[0]} – {days[1]}; {where}")


def _serves(row: tuple) -> str:
    serves = [text for text in (row.priority, row.task) if pd.notna(text)]
    return "; ".join(map(isolated, serves)) or _("no priority named")


def _decision(row: tuple) -> str:
    if pd.isna(row.decided_by_post) and pd.isna(row.reason):
        return UNKNOWN
    day = "" if pd.isna(row.decided_on) else f", {formats.day(row.decided_on)}"
    return two(isolated(_cell_text(row.decided_by_post)) + day, row.reason)


def _cell_text(value: object) -> str:
    return UNKNOWN if pd.isna(value) else str(value)


def _ask(context: Context, table: pd.DataFrame) -> None:
    """The form to ask for an asset, or for any of a kind."""
    shot = context.snapshot
    texts.section(_("Ask for an asset"), _("Any section of any component; one version a request"))
    names = dict(zip(table["asset_id"], table["name"], strict=True))
    areas, priorities, tasks = (
        dict(zip(rows[key], rows[name], strict=True))
        for rows, key, name in (
            (shot.areas, "area_id", "name"),
            (shot.table("priorities"), "priority_id", "title"),
            (shot.table("tasks"), "task_id", "title"),
        )
    )
    with st.form(f"ask_{st.session_state.get(ASK_ROUND, 0)}", border=False):
        cells: Cells = {
            "asset_id": _one_of(_("Asset"), names, "ask_asset", _("any of the kind below")),
            "kind": st.selectbox(_("Kind"), KINDS, format_func=kind_name, key="ask_kind",
                                 help=_("Where an asset is chosen, its own kind counts.")),
            "asked_by_post": st.text_input(_("Post that asks, never a name"), key="ask_post", max_chars=120),
            "component_type": st.selectbox(_("Component"), COMPONENTS, format_func=palette.component_name,
                                           key="ask_component"),
            "section": st.text_input(_("Section"), key="ask_section", max_chars=120),
            "effect": st.text_area(_("For what effect: what should be other than it is now"), key="ask_effect",
                                   max_chars=600),
            "priority_id": _one_of(_("Strategic priority"), priorities, "ask_priority", _("none")),
            "task_id": _one_of(_("Task"), tasks, "ask_task", _("none")),
            "area_id": _one_of(_("Area"), areas, "ask_area", _("none")),
        }  # fmt: skip
        one, two = st.columns(2)
        cells["wanted_from"] = one.date_input(_("First day wanted"), None, key="ask_from", format="DD/MM/YYYY")
        cells["wanted_to"] = two.date_input(_("Last day wanted"), None, key="ask_to", format="DD/MM/YYYY")
        asked = st.form_submit_button(_("Ask"), type="primary", key="ask_go")
    if asked:
        _asked(context, cells)


def _one_of(label: str, names: dict[str, str], key: str, none: str) -> str:
    """The key of a row by its name; empty for none."""
    return st.selectbox(
        label, ["", *names], key=key,
        format_func=lambda code: formats.short(f"{isolated(names[code])} · {code}") if code else none,
    )  # fmt: skip


def _asked(context: Context, cells: Cells) -> None:
    today = datetime.now(UTC).date()
    try:
        _target, name = requests.ask(context.snapshot.mission, cells, asked_on=today)
    except (InputError, StoreBusyError) as error:
        texts.error(str(error))
        return
    _done(_("Request {id} is on the board.").format(id=name))


def _decide(context: Context) -> None:
    """The form that decides an open request, or closes an approved one."""
    texts.section(_("Decide a request"), _("By post, with the authority and what gives it; a refusal has its reason"))
    rows = edit.cells_of(context.snapshot.table("asset_requests"))
    rows.sort(key=lambda row: (row["status"] != requests.ASKED, row["asked_on"]))
    waiting = {str(row["request_id"]): row for row in rows if requests.NEXT[str(row["status"])]}
    if not waiting:
        texts.note(_("No request waits for a decision."))
        return
    chosen = st.selectbox(
        _("Request"), list(waiting), key=DECIDED,
        format_func=lambda name: formats.short(f"{isolated(waiting[name]['effect'])} · {name}", 90),
    )  # fmt: skip
    seen, key = _seen(chosen, waiting), f"{chosen}_{st.session_state.get(ASK_ROUND, 0)}"
    with st.form(f"decide_{key}", border=False):
        status = st.selectbox(_("Becomes"), requests.NEXT[str(seen["status"])], format_func=status_name,
                              key=f"decide_status_{key}")  # fmt: skip
        given = {
            "post": st.text_input(_("Post that decides, never a name"), key=f"decide_post_{key}", max_chars=120),
            "day": st.date_input(_("Day of the decision"), "today", key=f"decide_day_{key}", format="DD/MM/YYYY"),
            "reason": st.text_area(_("Reason; a refusal needs one"), key=f"decide_reason_{key}", max_chars=600),
            "authority": st.text_input(_("Tasking authority, a post"), seen["tasking_authority"] or "",
                                       key=f"decide_authority_{key}", max_chars=200),
            "reference": st.text_input(_("Reference: MOU, SOP, directive"), seen["tasking_reference"] or "",
                                       key=f"decide_reference_{key}", max_chars=200),
        }  # fmt: skip
        decided = st.form_submit_button(_("Record the decision"), type="primary", key="decide_go")
    if decided:
        _decided(context, seen, status, given)


def _seen(name: str, rows: dict[str, Cells]) -> Cells:
    """The request as this session first saw it, so that another's decision made meanwhile is told."""
    held = st.session_state.setdefault("request_seen", {})
    return held.setdefault((name, st.session_state.get(ASK_ROUND, 0)), rows[name])


def _decided(context: Context, seen: Cells, status: str, given: Cells) -> None:
    try:
        requests.decide(context.snapshot.mission, seen, status, **given)
    except edit.ChangedMeanwhileError as error:
        st.session_state[ASK_ROUND] = st.session_state.get(ASK_ROUND, 0) + 1
        texts.error(str(error))
        return
    except (InputError, StoreBusyError) as error:
        texts.error(str(error))
        return
    _done(_("Request {id}: {status}.").format(id=seen["request_id"], status=status_name(status)))


def _done(words: str) -> None:
    st.session_state[SAID] = words
    st.session_state[ASK_ROUND] = st.session_state.get(ASK_ROUND, 0) + 1
    links.unpin()
    st.rerun()
