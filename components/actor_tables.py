"""Who fights whom, and who targets civilians, as tables: communities and contingents in no order and without a bar."""

from html import escape

import pandas as pd
import streamlit as st

from components import download, texts
from components.actor_links import Words
from data.i18n import _, ngettext
from data.incidents import actor_groups, actor_kinds, actors, scales, subsets, types
from data.words import formats

MOST_FIGHTING = 8
MOST_PAIRS = 10  # on a phone, where the pairs are a list
MOST_TARGETING = 10
MOST_LISTED = 200
LIST_NAMES = "actors_list_names"


def fighting(words: Words, rows: pd.DataFrame) -> None:
    """Who fights whom: violent incidents by both sides, as a table with class colours, and as a list on a phone."""
    pairs = actors.dyads(rows[rows["event_type"].isin(types.VIOLENT).to_numpy()])
    fights = actor_groups.fighting(pairs, words.kinds)
    total = int(fights["incidents"].sum())
    texts.section(
        _("Who fights whom: {n} violent incidents name two sides").format(n=formats.number(total)),
        _("Civilians, protesters and rioters are not a side here: see who targets civilians"),
    )
    if not total:
        return
    keys = actor_groups.frequent(fights, words.kinds, MOST_FIGHTING)
    cells = actor_groups.matrix(fights, words.kinds, keys)
    alone = ~(cells["one"].map(words.is_group) | cells["other"].map(words.is_group))
    scale = scales.breaks(int(cells.loc[alone, "incidents"].max() if alone.any() else 0))
    st.html(f'<div class="lp-wide">{_matrix(words, keys, cells, scale)}</div>')
    _list(words, cells)
    shown = int(cells["incidents"].sum())
    notes = [_("{n} of {all} incidents are in this table.").format(n=formats.number(shown), all=formats.number(total))]
    notes.append(_("The exported file has every pair."))
    texts.note(" ".join(notes))
    kinds = {f"kind{side}": fights[f"actor{side}"].map(words.kinds.get) for side in (1, 2)}
    download.table(words.context, fights.assign(**kinds), _("who fights whom"), "dyads")


def _matrix(words: Words, keys: list[str], cells: pd.DataFrame, scale: scales.Breaks) -> str:
    counts = {}
    for cell in cells.itertuples(index=False):
        counts[cell.one, cell.other] = counts[cell.other, cell.one] = cell
    heads = "".join(
        f'<th scope="col" title="{escape(words.name(key))}">{escape(words.short(key))}</th>' for key in keys
    )
    body = "".join(
        f'<tr><th scope="row">{words.choice(one)}</th>'
        + "".join(_cell(words, one, other, counts.get((one, other)), scale) for other in keys)
        + "</tr>"
        for one in keys
    )
    return (
        f'<div class="lp-scroll"><table class="lp-grid lp-pairs"><thead><tr><td></td>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(words: Words, one: str, other: str, cell: tuple | None, scale: scales.Breaks) -> str:
    if cell is None:
        return '<td class="none">·</td>'
    label = _("{one} and {other}: {n} incidents, {deaths} reported deaths").format(
        one=words.name(one),
        other=words.name(other),
        n=formats.number(cell.incidents),
        deaths=formats.number(cell.fatalities),
    )
    colours = "" if words.is_group(one) or words.is_group(other) else _colours(words, scale.step(cell.incidents))
    figure = _figure(words, cell.incidents, one, other)
    return f'<td style="{colours}" title="{escape(label)}" data-name="{escape(label)}">{figure}</td>'


def _colours(words: Words, step: int) -> str:
    """A class colour and that of the words on it; what is never ranked has none."""
    return f"background:{words.context.palette.classes[step]};color:{words.context.palette.on_class(step)}"


def _figure(words: Words, count: int, one: str, other: str) -> str:
    """A count of violent incidents between two, leading to them."""
    chosen = [code for code in types.expand(words.context.filters.types) if code in types.VIOLENT]
    only = ("violent",) if tuple(chosen) == types.VIOLENT else tuple(chosen)
    return words.figure(count, subsets.DYAD, one, other, types=only)


def _list(words: Words, cells: pd.DataFrame) -> None:
    """The pairs as a list for narrow screens: those of names by their count, then those with a kind as it stands."""
    with_group = cells["one"].map(words.is_group) | cells["other"].map(words.is_group)
    ordered = cells[~with_group].sort_values("incidents", ascending=False, kind="stable")
    shown = pd.concat([ordered.head(MOST_PAIRS), cells[with_group]])
    with st.container(key="actors_narrow"):
        texts.table(
            [(_("Between"), ""), (_("Incidents"), "n"), (_("Reported deaths"), "n")],
            [
                [
                    f"{words.choice(pair.one, short=True)}<br>{words.choice(pair.other, short=True)}",
                    _figure(words, pair.incidents, pair.one, pair.other),
                    _figure(words, pair.fatalities, pair.one, pair.other),
                ]
                for pair in shown.itertuples(index=False)
            ],
        )


def targeting(words: Words, rows: pd.DataFrame) -> None:
    """Who targets civilians: incidents, and the reported deaths in these events, by the acting side."""
    table, nobody = actors.targeting(rows), actors.unattributed(rows)
    total = int(table["incidents"].sum()) + nobody
    texts.section(
        _("Who targets civilians: {n} incidents").format(n=formats.number(total)),
        _("By the acting side; the deaths are of everybody in these events, not of civilians only"),
    )
    if table.empty:
        return
    parts = actor_groups.grouped(table, words.kinds, MOST_TARGETING)
    _targeting_table(words, pd.concat([parts.ranked, parts.groups, parts.public]))
    left = ngettext(
        "{n} less frequent name is in the file.", "{n} less frequent names are in the file.", parts.left_out
    )
    none = ngettext("{n} incident names no acting side.", "{n} incidents name no acting side.", nobody)
    counted = ((left, parts.left_out), (none, nobody))
    if notes := [text.format(n=formats.number(count)) for text, count in counted if count]:
        texts.note(" ".join(notes))
    _by_name(words, table)
    kinds = table["actor"].map(words.kinds.get)
    exported = table.rename(columns={"fatalities": "fatalities_in_events_targeting_civilians"})
    download.table(words.context, exported.assign(kind=kinds), _("who targets civilians"), "targeting")


def _targeting_table(words: Words, table: pd.DataFrame) -> None:
    texts.table(
        [
            (_("Acting side"), ""),
            (_("Incidents that target civilians"), "n"),
            (_("Reported deaths in events that target civilians"), "n"),
        ],
        [
            [words.choice(row.key), *(words.figure(n, subsets.BY, row.key) for n in (row.incidents, row.fatalities))]
            for row in table.itertuples(index=False)
        ],
        stacked=True,
    )


def _by_name(words: Words, table: pd.DataFrame) -> None:
    """The names behind the groups, in the order of the alphabet, for who asks for them."""
    kind = table["actor"].map(words.kinds.get)
    names = table[kind.isin(actor_kinds.UNRANKED)].rename(columns={"actor": "key"})
    if names.empty or not st.toggle(_("List the groups by name, in the order of the alphabet"), key=LIST_NAMES):
        return
    _targeting_table(words, names.head(MOST_LISTED))
    if len(names) > MOST_LISTED:
        texts.note(_("and {n} more").format(n=formats.number(len(names) - MOST_LISTED)))
