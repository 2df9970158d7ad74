"""Part Assets: what each asset can do and how to ask, what assets cover, and the board of requests."""

from datetime import UTC, date, datetime
from html import escape

import pandas as pd
import streamlit as st

from components import download, formats, links, palette, texts, views
from components.context import Context
from components.footprint import bases
from components.footprint.choice import Chosen
from data import edit
from data.errors import InputError, StoreBusyError
from data.footprint import assets, demand, requests
from data.footprint.assets import Coverage
from data.footprint.assets_schema import KINDS
from data.footprint.demand import MEASURES
from data.footprint.schema import COMPONENTS
from data.i18n import _, isolated

UNKNOWN = "–"
SAID, ASK_ROUND, DECIDED = "request_said", "request_round", "request_decided"
Cells = dict[str, object]


def show(chosen: Chosen) -> None:
    """The part of page Footprint."""
    part(chosen.context, chosen.day)


def part(context: Context, day: date | None = None) -> None:
    """Assets and their coverage, then the board and the forms."""
    day = day or context.filters.end
    if said := st.session_state.pop(SAID, None):
        texts.success(said)
    table = context.snapshot.table("assets")
    if table.empty:
        texts.section(_("No assets yet"))
        texts.note(_("Fill in the template and drop it on page Data: what each asset can do, and how to ask for it."))
        bases.files(context, "assets")
    else:
        _cover(context, day)
        _what_they_can_do(context, day)
    _board(context, day)
    if bases.newest(context):
        bases.example_note(context)
        left, right = st.columns(2, gap="large")
        with left:
            _ask(context, table)
        with right:
            _decide(context)


def kind_name(code: str) -> str:
    """A kind of asset for people."""
    return {
        "isr_drone": _("Surveillance drones"),
        "isr_aircraft": _("Surveillance aircraft"),
        "helicopter": _("Helicopter"),
        "medevac": _("Medical evacuation"),
        "aircraft": _("Aircraft"),
        "quick_reaction_force": _("Quick reaction force"),
        "convoy_escort": _("Convoy escort"),
        "eod_team": _("Explosive ordnance team"),
        "engineering_team": _("Engineers"),
        "mobile_team": _("Mobile team"),
        "other": _("Other"),
    }.get(code, code)


def status_name(code: str) -> str:
    """Where a request stands, for people."""
    return {
        "asked": _("Open"),
        "approved": _("Approved"),
        "refused": _("Refused"),
        "withdrawn": _("Withdrawn"),
        "done": _("Done"),
    }.get(code, code)


def _minutes() -> float | None:
    """The chosen time from the call; None for the assets' own reach."""
    return None if views.MINUTES.value == "reach" else float(views.MINUTES.value)


def _cover(context: Context, day: date) -> None:
    """What is covered by kind and by asset, of the incidents under the filters."""
    shot = context.snapshot
    st.segmented_control(
        _("Covered"), views.MINUTES.accepted, key=views.MINUTES.name, required=True,
        format_func=lambda code: _("within its reach") if code == "reach" else _("within {n} minutes").format(n=code),
    )  # fmt: skip
    minutes = _minutes()
    found = assets.coverage(
        shot.table("assets"), shot.table("bases"), demand.of(shot.select(context.filters)), day, minutes
    )
    within = (
        _("within its reach, straight line from its home town")
        if minutes is None
        else _("within {n} minutes of a call: notice and the way out, straight line from its home town").format(
            n=formats.number(minutes)
        )
    )
    texts.section(
        _("What assets cover on {day}").format(day=formats.day(day)),
        _(
            "Incidents under the filters {within}. The way back, weather, crews and a place to land are not in it"
        ).format(within=within),
    )
    _by_kind(found)
    _by_asset(found)


def _head(first: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [
        *first,
        (_("Incidents"), "n"),
        (_("Reported deaths"), "n"),
        (_("Events that target civilians"), "n"),
        (_("Reported deaths in them"), "n"),
    ]


def _numbers(row: tuple) -> list[str]:
    cells = []
    for name in MEASURES:
        share = getattr(row, f"share_{name}")
        beside = "" if pd.isna(share) else f' <span class="lp-note">{formats.share(share)}</span>'
        cells.append(formats.number(getattr(row, name)) + beside)
    return cells


def _by_kind(found: Coverage) -> None:
    """What any of a kind covers; where none of it could be counted that is not known, not zero."""
    rows = [
        [escape(kind_name(r.kind)), formats.number(r.assets), *(_numbers(r) if r.assets else [UNKNOWN] * len(MEASURES))]
        for r in found.kinds.itertuples(index=False)
    ]
    texts.table(_head([(_("Any of a kind"), ""), (_("Counted"), "n")]), rows, stacked=True)


def _by_asset(found: Coverage) -> None:
    counted = found.assets[found.assets["why"] == ""]
    rows = [
        [escape(r.name), escape(str(r.home)), _km(r.range_km), *_numbers(r)] for r in counted.itertuples(index=False)
    ]
    with st.expander(_("By asset")):
        texts.table(_head([(_("Asset"), ""), (_("Home"), ""), (_("Gets as far as"), "n")]), rows, stacked=True)
    left_out = [
        _("{asset}: {why}").format(asset=isolated(r.name), why=_why(r.why))
        for r in found.assets[found.assets["why"] != ""].itertuples(index=False)
    ]
    if left_out:
        texts.note(_("Not counted: {assets}.").format(assets="; ".join(left_out)))


def _why(code: str) -> str:
    return {
        assets.NO_HOME: _("its home is no base that is open on this day"),
        assets.IS_UNAVAILABLE: _("unavailable"),
        assets.NO_REACH: _("its reach is not known"),
        assets.NO_SPEED: _("its speed or notice is not known"),
    }[code]


def _km(value: float) -> str:
    return _("{n} km").format(n=formats.number(round(value))) if pd.notna(value) else _("nowhere in this time")


def _what_they_can_do(context: Context, day: date) -> None:
    """Each asset: where its home is, whether it is available, what it can do, how to ask, and who may task it."""
    shot = context.snapshot
    rows = assets.at_home(assets.on_day(shot.table("assets"), day), shot.table("bases"), day)
    texts.section(
        _("What each asset can do, and how to ask for it"),
        _("For every component; home towns, never live positions; on {day}").format(day=formats.day(day)),
    )
    texts.table(
        [(_("Asset"), ""), (_("Available"), ""), (_("Can do"), ""), (_("How to ask"), ""), (_("Tasked by"), "")],
        [
            [_asset(r), _availability(r), _cell(r.can_do), _cell(r.how_to_ask),
             _two(r.tasking_authority, r.tasking_reference)]
            for r in rows.itertuples(index=False)
        ],
        stacked=True,
    )  # fmt: skip
    bases.files(context, "assets")
    if rows["illustrative"].fillna(False).any():
        texts.note(
            _("Illustrative assets: no source states where they stood, how far they reach or how soon they leave.")
        )


def _cell(value: object) -> str:
    return escape(UNKNOWN if pd.isna(value) else str(value))


def _two(first: object, below: object) -> str:
    return f'{_cell(first)}<br><span class="lp-note">{_cell(below)}</span>'


def _asset(row: tuple) -> str:
    holder = palette.component_name(row.component_type) if pd.notna(row.component_type) else _("component unknown")
    mark = _(" (illustrative)") if pd.notna(row.illustrative) and row.illustrative else ""
    home = isolated(row.home) if pd.notna(row.home) else _("home not open")
    measures = [
        _("reach {n} km").format(n=formats.number(row.reach_km)),
        _("{n} km/h").format(n=formats.number(row.speed_kmh)),
        _("notice {n} minutes").format(n=formats.number(row.notice_minutes)),
    ]
    below = f"{kind_name(row.kind)}, {home}, {holder}{mark}; {', '.join(measures)}"
    return f'{escape(row.name)}<br><span class="lp-note">{escape(below)}</span>'


def _availability(row: tuple) -> str:
    sign, words = {
        "available": ("✓", _("Available")),
        "limited": ("!", _("Limited")),
        "unavailable": ("✕", _("Unavailable")),
    }[row.availability]
    reason = (
        f'<br><span class="lp-note">{_cell(row.availability_reason)}</span>' if row.availability != "available" else ""
    )
    return f"{sign} {escape(words)}{reason}"


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
            [_standing(r), _who(r), _what(r), _two(r.effect, _serves(r)),
             _two(r.tasking_authority, r.tasking_reference), _decision(r)]
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
    return f"{sign} {escape(status_name(row.status))}{late}"


def _who(row: tuple) -> str:
    below = f"{isolated(row.section)}, {palette.component_name(row.component_type)}; {formats.day(row.asked_on)}"
    return _two(row.asked_by_post, below)


def _what(row: tuple) -> str:
    name = row.asset if pd.notna(row.asset) else _("any of: {kind}").format(kind=kind_name(row.kind))
    days = [UNKNOWN if pd.isna(day) else formats.day(day) for day in (row.wanted_from, row.wanted_to)]
    where = isolated(row.area) if pd.notna(row.area) else _("no area named")
    return _two(name, f"{days[0]} – {days[1]}; {where}")


def _serves(row: tuple) -> str:
    serves = [text for text in (row.priority, row.task) if pd.notna(text)]
    return "; ".join(map(isolated, serves)) or _("no priority named")


def _decision(row: tuple) -> str:
    if pd.isna(row.decided_by_post) and pd.isna(row.reason):
        return UNKNOWN
    day = "" if pd.isna(row.decided_on) else f", {formats.day(row.decided_on)}"
    return _two(isolated(_cell_text(row.decided_by_post)) + day, row.reason)


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
        format_func=lambda code: texts.short(f"{isolated(names[code])} · {code}") if code else none,
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
        format_func=lambda name: texts.short(f"{isolated(waiting[name]['effect'])} · {name}", 90),
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


def _done(said: str) -> None:
    st.session_state[SAID] = said
    st.session_state[ASK_ROUND] = st.session_state.get(ASK_ROUND, 0) + 1
    links.unpin()
    st.rerun()
