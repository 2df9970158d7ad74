"""What siting found: the places and what each adds, how sure that is, and the next best."""

from html import escape

import streamlit as st

from components import texts, towns
from components.maps import Layer
from components.workshop import maps, measures
from components.workshop.desk import Desk, author
from components.workshop.whatif import NEW_TYPE
from data.errors import InputError
from data.footprint.siting import runner_ups as next_best
from data.footprint.siting.study import NO_SITES, WEIGHTS, Study
from data.footprint.siting.terms import LIMIT
from data.i18n import _, isolated, ngettext
from data.words import formats
from data.workshop import moves

MOST_SITES = 12
MAP_HEIGHT = 420
LONGEST_TOWN = 80


def weighed(study: Study) -> str:
    """What the study counts, in the middle of a sentence."""
    return measures.names()[WEIGHTS[study.question.weight]].lower()


def finding(study: Study) -> None:
    """One sentence: what lies within reach with these places, and before; and what kind of answer it is."""
    asked, column = study.question, WEIGHTS[study.question.weight]
    before, after = study.counts(NO_SITES)[column], study.counts(study.answer.sites)[column]
    count = len(study.answer.sites)
    words = ngettext(
        "Illustrative option: with {n} further base, {after} instead of {before} of {all} {what} "
        "lie within {radius} km",
        "Illustrative options: with {n} further bases, {after} instead of {before} of {all} {what} "
        "lie within {radius} km",
        count,
    )
    total = int(study.demand[column].sum())
    figures = {name: formats.number(value) for name, value in {"after": after, "before": before, "all": total}.items()}
    heading = words.format(
        n=formats.number(count), what=weighed(study), radius=formats.number(asked.radius_km), **figures
    )
    texts.section(heading, " ".join([_mean(study), sure(study), _opened(study), fitted()]).strip())


def _opened(study: Study) -> str:
    """The candidates that are opened in any case: they count as there already."""
    own = study.candidates.loc[study.candidates["fixed"], "name"]
    if own.empty:
        return ""
    names = ", ".join(isolated(str(name)) for name in own.head(MOST_SITES))
    return _("Counted as open already: {places}.").format(places=names)


def _mean(study: Study) -> str:
    if study.question.objective != "distance":
        return ""
    before, after = study.mean_km(NO_SITES), study.mean_km(study.answer.sites)
    words = _("Mean distance to the nearest base town: {after} km instead of {before} km, straight line.")
    return words.format(after=formats.number(after), before=formats.number(before))


def sure(study: Study) -> str:
    """Whether no other choice is better, by the solver's value and bound."""
    answer = study.answer
    if answer.optimal:
        return _(
            "Proved: no other choice among {n} candidates does better on these events; test below how far it holds."
        ).format(n=formats.number(len(study.candidates)))
    gap = formats.figure(100 * answer.gap)
    if answer.state == LIMIT:
        return _("Not proved: time ran out; another choice could be better by up to {gap} %.").format(gap=gap)
    return _("Not proved: another choice could be better by up to {gap} %.").format(gap=gap)


def fitted() -> str:
    """What an option is made from."""
    return _("Fitted on the same events that it is scored on; distance and counts alone.")


def drawn(desk: Desk, study: Study) -> None:
    """The places on the draft's map, each with its ring."""
    maps.draw(desk, "siting", picking=False, more=tuple(_layers(desk, study)), height=MAP_HEIGHT)
    texts.note(_("◆ and dotted ring: illustrative option"))


def _layers(desk: Desk, study: Study) -> list[Layer]:
    context, column = desk.context, weighed(study)
    rows = [
        {
            "latitude": float(site.latitude), "longitude": float(site.longitude), "name": formats.short(str(site.name)),
            "components": ("partner",), "base_id": "",
            "line": _("illustrative option: {n} more {what} within reach").format(
                n=formats.number(site.gain), what=column
            ),
        }
        for site in study.chosen.rename_axis(None).itertuples(index=False)
    ]  # fmt: skip
    rings = towns.rings(context, rows, desk.radius_km, context.palette.text, weight=2, dash="2 4")
    return [rings, towns.bases(context, rows, rank=maps.SUGGESTED)] if rows else []


def sites(study: Study) -> None:
    """Each place with what it adds to those above it."""
    priced = study.question.budget is not None
    head = [("", "n"), (_("Place"), ""), (_("More {what} within reach").format(what=weighed(study)), "n")]
    rows = [
        [formats.number(at), _place(row), formats.number(row["gain"]), *([formats.number(row["cost"])] * priced)]
        for at, row in enumerate(study.chosen.head(MOST_SITES).to_dict("records"), 1)
    ]
    texts.table([*head, *([(_("Cost"), "n")] * priced)], rows)
    others = len(study.chosen) - len(rows)
    if others > 0:
        texts.note(_("and {n} further places, each adding no more than the last").format(n=formats.number(others)))


def _place(row: dict[str, object]) -> str:
    where = formats.degrees(row["latitude"], row["longitude"], 3)
    return f"{escape(isolated(str(row['name'])))} <small>{escape(where)}</small>"


def add_buttons(desk: Desk, study: Study) -> None:
    """One button a place, and one for all, that put them on the draft."""
    chosen = study.chosen.head(MOST_SITES).to_dict("records")
    with st.container(horizontal=True, gap="small", key="siting_add"):
        if len(chosen) > 1 and st.button(_("Add all to the draft"), key="add_all_sites", type="primary"):
            _push(desk, chosen)
        for row in chosen:
            name = texts.plain(formats.short(str(row["name"]), 40))
            label = _("Add {place} to the draft").format(place=name)
            kind = "secondary" if len(chosen) > 1 else "primary"
            if st.button(label, key=f"add_site_{row['site']}", type=kind):
                _push(desk, [row])


def _push(desk: Desk, rows: list[dict[str, object]]) -> None:
    try:
        made = [
            moves.add(
                formats.short(str(row["name"]), LONGEST_TOWN), float(row["latitude"]), float(row["longitude"]),
                who=author(), type=NEW_TYPE,
            )
            for row in rows
        ]  # fmt: skip
    except InputError as error:
        texts.error(str(error))
        return
    desk.push(*made)


def runner_ups(study: Study) -> None:
    """The next best instead of each place: `71 instead of 73 at Welingara`; of several, the one that is asked about."""
    if not next_best.asked_for(study):
        return
    names = [formats.short(str(name), 60) for name in study.chosen["name"].head(MOST_SITES)]
    at = 0
    if len(names) > 1:
        at = st.segmented_control(
            _("Next best, instead of which place"), range(len(names)), default=0, required=True,
            format_func=lambda at: f"{formats.number(at + 1)} {texts.plain(names[at])}",
            key=f"siting_instead_{'_'.join(map(str, study.chosen['site'].head(MOST_SITES)))}",
        )  # fmt: skip
    _instead(study, int(at), names[int(at)])


def _instead(study: Study, at: int, name: str) -> None:
    """What lies within reach with the next best in one place and all others kept."""
    found = next_best.of(study, at=at)
    others = _("the other places kept") if len(study.chosen) > 1 else _("today’s bases kept")
    texts.section(
        _("Next best, instead of {place}").format(place=name),
        _("What all bring together, {others}; of places nearer to each other than {km} km only the better one").format(
            others=others, km=formats.number(next_best.APART_KM)
        ),
    )
    if found.empty:
        texts.note(_("No other candidate may be opened there."))
        return
    by_distance = study.question.objective == "distance"
    unit = _("mean km") if by_distance else _("more {what} within reach").format(what=weighed(study))
    words = _("{value} instead of {best}")
    rows = [
        [
            _place(row),
            escape(words.format(value=formats.number(row["value"]), best=formats.number(row["best"]))),
            formats.number(row["distance_km"]),
        ]
        for row in found.to_dict("records")
    ]
    apart = _("km from {place}").format(place=name)
    texts.table([(_("Place"), ""), (unit[:1].upper() + unit[1:], ""), (apart, "n")], rows)


def left_out(study: Study) -> None:
    """Places that no candidate reaches are named, not hidden."""
    if study.question.objective == "coverage" or not len(study.answer.left_out):
        return
    own = study.demand.iloc[study.answer.left_out]
    names = ", ".join(isolated(str(name)) for name in own["location"].drop_duplicates().head(MOST_SITES))
    words = ngettext(
        "{n} incident lies where no candidate reaches: {places}",
        "{n} incidents lie where no candidate reaches: {places}",
        int(own["incidents"].sum()),
    )
    texts.note(words.format(n=formats.number(own["incidents"].sum()), places=names))
