"""The main script, run at each interaction: link in, sidebar, page, link out. Nothing imports it."""

import sys
from contextlib import suppress
from pathlib import Path

ROOT = str(Path(__file__).resolve().parent.parent)
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

import streamlit as st  # noqa: E402  the root must be importable first

from components import answers, brief_links, cached, context, frame, links, sidebar, style, texts, turns, views  # noqa: E402
from components.access import who  # noqa: E402
from components.book import presenter  # noqa: E402
from data import i18n  # noqa: E402
from data.errors import InputError  # noqa: E402
from data.mission import acting  # noqa: E402
from data.words import palette  # noqa: E402

st.set_page_config(page_title="Linchpin", layout="wide", page_icon=f"{ROOT}/components/icon.svg")
i18n.use(links.language())
theme = st.context.theme.type or "light"
colours = palette.of(theme)
style.apply(colours)

chosen_page = st.navigation([views.page(view.key) for view in views.VIEWS], position="hidden")
view = next(v for v in views.VIEWS if v.path == chosen_page.url_path)

try:
    mission = cached.mission()
    person = who.person(mission)
    acting(person.name)
    brief_links.lead(mission, view)
    presenter.lead(mission, view)
    snapshot = cached.snapshot(mission, links.version_to_show(mission.store.latest()), person.sight)
except InputError as error:
    texts.error(str(error))
    st.stop()

if links.came_from_outside():
    links.take(snapshot, (*view.own, *views.EVERYWHERE))
    if views.PROFILE in view.own:
        answers.areas_of_link(snapshot)
    presenter.taken()
    brief_links.taken()
links.turn_to_next_source(snapshot)

with st.sidebar:
    sidebar.brand(snapshot)
    sidebar.pages(view, snapshot)
    sidebar.filters(snapshot)
    who.signed_in()

filters = links.filters(snapshot)
here = context.Context(snapshot, filters, view, colours, theme, used_by=view.key)
context.hand_over(here)
presenter.frame(here)
frame.banner(here)
frame.notices(here)
with suppress(frame.PageEnd), turns.in_turn(len(snapshot.incidents)):
    if not view.shown_to(snapshot.sight):
        frame.withheld(here)
    chosen_page.run()
frame.foot(here)
links.write(filters, snapshot, (*view.own, *views.EVERYWHERE))
