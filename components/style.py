"""The look beyond the theme: our own class names, and the few hooks on Streamlit's own names, all in this place."""

import streamlit as st

from data.words.palette import Palette

# Streamlit's own names that are styled here; when an upgrade renames one, this is the only list to mend.
STREAMLIT_HOOKS = """
[data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > .lp-told) { position: absolute; left: 0;
  width: 1px !important; }
[class*="st-key-map_"] iframe { min-height: 380px; }
.st-key-chips [data-testid="stHtml"], .st-key-chips [data-testid="stElementContainer"]:has(.lp-note) { width: auto;
  flex: 0 1 auto; }
[data-testid="stButtonGroup"] > div { flex-wrap: wrap; }
[data-testid="stMainBlockContainer"] { padding: 1.4rem 1.75rem 2.5rem; max-width: 1500px; }
[data-testid="stHeader"] { height: 2.2rem; background: transparent; }
[data-testid="stSidebarContent"] { padding: 0; }
[data-testid="stSidebarUserContent"] { padding: 0 1.1rem 1rem; }
.st-key-figures [data-testid="stElementContainer"]:last-child:not(:first-child) { margin-top: auto; }
[data-testid="stSidebarHeader"] { height: 2.2rem; padding: .4rem .6rem; margin: 0; }
[data-testid="stSidebar"] [data-testid="stVerticalBlock"] { gap: .55rem; }
[data-testid="stSidebar"] [data-testid="stWidgetLabel"] p { font-size: 12.5px; font-weight: 600; }
[data-testid="stMain"] [data-testid="stVerticalBlock"] { gap: .75rem; }
.st-key-nav [data-testid="stPageLink-NavLink"] { padding: .3rem .6rem; border-radius: 6px; }
.st-key-nav [data-testid="stVerticalBlock"], .st-key-nav { gap: .1rem !important; }
.st-key-nav [data-testid="stPageLink-NavLink"] p { font-size: 15px; color: var(--lp-text); }
.st-key-nav [aria-current="page"], .st-key-nav_current [data-testid="stPageLink-NavLink"] {
  background: color-mix(in srgb, var(--lp-action) 15%, transparent); }
.st-key-nav_current [data-testid="stPageLink-NavLink"] p { color: var(--lp-action); font-weight: 650; }
[data-testid="stMain"] [data-testid="stPageLink-NavLink"] { padding: 0; }
[data-testid="stMain"] [data-testid="stPageLink-NavLink"] p { color: var(--lp-action); font-size: 13.5px; }
.st-key-figures [data-testid="stHorizontalBlock"] { gap: 0; border-top: 1px solid var(--lp-line);
  border-bottom: 1px solid var(--lp-line); }
.st-key-figures [data-testid="stColumn"] { padding: .55rem .9rem .6rem; border-left: 1px solid var(--lp-line); }
.st-key-figures [data-testid="stColumn"]:first-child { border-left: 0; padding-left: 0; }
.st-key-figures [data-testid="stVerticalBlock"] { gap: .25rem; height: 100%; }
iframe[title="streamlit_folium.st_folium"] { border-radius: 6px; border: 1px solid var(--lp-line); }
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding: 3.8rem .9rem 2rem; }
  [data-testid="stHeader"] { background: var(--lp-page); }
  .st-key-figures [data-testid="stHorizontalBlock"] { display: grid; grid-template-columns: 1fr 1fr; }
  .st-key-figures [data-testid="stColumn"] { width: auto !important; min-width: 0; padding: .5rem .6rem; }
  .st-key-figures [data-testid="stColumn"]:nth-child(odd) { border-left: 0; padding-left: 0; }
  .st-key-figures [data-testid="stColumn"]:nth-child(n+3) { border-top: 1px solid var(--lp-line); }
}
/* A list's own download would pass by the marks, the terms and the neutralised cells of ours. */
[data-testid="stElementToolbar"] button[aria-label="Download as CSV"] { display: none; }
.st-key-view_actions > [data-testid="stLayoutWrapper"] { width: auto; flex: 0 0 auto; }
@media (min-width: 641px) { .st-key-actors_narrow, .st-key-plan_narrow, .st-key-cpas_narrow { display: none; } }
@media (max-width: 640px) { .st-key-plan_wide, .st-key-cpas_wide { display: none; } }
@media print { [data-testid="stSidebar"], [data-testid="stHeader"] { display: none; } }
"""

OWN = """
.lp-brand { font-size: 17px; font-weight: 700; color: var(--lp-text); line-height: 1.25; }
.lp-brand small { display: block; font-size: 12.5px; font-weight: 400; color: var(--lp-quiet); }
.lp-banner { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; font-size: 12.5px;
  color: var(--lp-quiet); font-variant-numeric: tabular-nums; }
.lp-badge { border: 1px solid var(--lp-quiet); border-radius: 4px; padding: 0 .45rem; font-weight: 650;
  letter-spacing: .03em;
  text-transform: uppercase; font-size: 11px; color: var(--lp-quiet); }
.lp-badge.mark { border-color: var(--lp-warn); color: var(--lp-warn); }
h1.lp-title, h2.lp-section, .lp-sub, .lp-note, .lp-brand, .lp-banner, .lp-finding, .lp-figure, .lp-foot {
  overflow-wrap: anywhere; }
h1.lp-title { font-size: 25px; line-height: 1.22; font-weight: 650; margin: 0; padding: 0; letter-spacing: -.01em;
  color: var(--lp-text); text-wrap: balance; max-width: 62rem; }
h2.lp-section { font-size: 15.5px; line-height: 1.35; font-weight: 650; margin: 0; padding: 0; color: var(--lp-text); }
.lp-sub { font-size: 13px; color: var(--lp-quiet); margin: .1rem 0 0; }
.lp-note { font-size: 12.5px; color: var(--lp-quiet); line-height: 1.45; margin: 0; }
.lp-told { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
.lp-figure .label { font-size: 13px; color: var(--lp-quiet); line-height: 1.3; }
.lp-figure .value { font-size: 26px; font-weight: 650; line-height: 1.25; font-variant-numeric: tabular-nums;
  color: var(--lp-text); }
.lp-figure .beside { font-size: 12.5px; color: var(--lp-quiet); line-height: 1.4; font-variant-numeric: tabular-nums; }
.lp-figure .beside b { color: var(--lp-text); font-weight: 650; }
.lp-legend { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; align-items: flex-end; font-size: 12.5px;
  color: var(--lp-quiet); font-variant-numeric: tabular-nums; }
.lp-legend .classes { display: inline-flex; }
.lp-legend .class { display: inline-block; text-align: center; min-width: 3rem; line-height: 1.3; }
.lp-legend .class + .class { margin-left: .3rem; }
.lp-legend .class > span { display: block; height: .65rem; margin: 0 1px 2px 0; border: 1px solid var(--lp-line); }
.lp-legend .sign { font-size: 13px; }
a.lp-rows, a.lp-choose { color: inherit; text-decoration: underline dotted; text-decoration-color: var(--lp-quiet);
  text-underline-offset: .18em; text-decoration-thickness: 1px; }
a.lp-choose { text-decoration: none; }
a.lp-rows:hover, a.lp-rows:focus-visible, a.lp-choose:hover, a.lp-choose:focus-visible {
  color: var(--lp-action); text-decoration: underline; }
.lp-version { font-size: 14px; overflow-wrap: anywhere; }
.lp-account { margin: 0; max-width: 60rem; overflow-wrap: anywhere; unicode-bidi: isolate; }
.lp-hash { font-size: 12px; overflow-wrap: anywhere; background: none; color: var(--lp-quiet); padding: 0; }
table.lp-table td { overflow-wrap: anywhere; unicode-bidi: isolate; }
table.lp-grid { border-collapse: separate; border-spacing: 1px; font-size: 11px; font-variant-numeric: tabular-nums; }
table.lp-grid th { font-weight: 600; color: var(--lp-quiet); padding: 0 .3rem 0 0; text-align: center; border: 0;
  background: transparent; }
table.lp-grid tbody th { text-align: left; white-space: nowrap; font-size: 12.5px; color: var(--lp-text);
  font-weight: 400; }
table.lp-grid tbody th, table.lp-grid th[rowspan] { position: sticky; left: 0; background: var(--lp-page); }
table.lp-grid td { min-width: 1.45rem; height: 1.35rem; text-align: center; padding: 0; border: 0; border-radius: 2px; }
table.lp-grid td a { color: inherit; text-decoration: none; display: block; }
table.lp-grid td.gap { color: var(--lp-warn); font-weight: 700; outline: 1.5px solid var(--lp-warn);
  outline-offset: -2px; }
table.lp-pairs thead th { vertical-align: bottom; min-width: 3.4rem; max-width: 6rem; padding: 0 .15rem .2rem;
  line-height: 1.2; white-space: normal; overflow-wrap: break-word; }
table.lp-pairs tbody th { white-space: normal; min-width: 9rem; max-width: 17rem; padding: .15rem .5rem .15rem 0;
  line-height: 1.25; overflow-wrap: anywhere; unicode-bidi: isolate; }
table.lp-pairs td { font-size: 12.5px; height: 1.6rem; }
.lp-finding { border-left: 3px solid var(--lp-line); padding: 0 0 0 .75rem; }
.lp-finding.worse { border-color: #A63D2A; } .lp-finding.ask { border-color: var(--lp-warn); }
.lp-finding b { font-weight: 650; }
.lp-finding p { margin: 0; font-size: 15px; line-height: 1.4; color: var(--lp-text); }
.lp-finding p + p { font-size: 13px; color: var(--lp-quiet); }
.lp-answers { display: grid; grid-template-columns: 1fr 1fr; gap: .9rem 2rem; }
.lp-answers section { display: flex; flex-direction: column; gap: .45rem; }
.lp-finding.short p { font-size: 14px; line-height: 1.35; } .lp-finding.short p + p { font-size: 12px; }
.lp-finding.short b { font-weight: 600; }
.lp-status { font-weight: 650; white-space: nowrap; }
table.lp-table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums;
  color: var(--lp-text); }
table.lp-table th { text-align: left; font-size: 12.5px; font-weight: 600; color: var(--lp-quiet);
  border-bottom: 1px solid var(--lp-line); padding: .3rem .7rem .3rem 0;
  vertical-align: bottom; background: transparent; }
table.lp-table td { border-bottom: 1px solid var(--lp-line); padding: .38rem .7rem .38rem 0; vertical-align: top; }
table.lp-table td.n, table.lp-table th.n { text-align: right; white-space: nowrap; }
table.lp-table td.area { min-width: 6.5rem; } table.lp-table td.class { white-space: nowrap; }
ul.lp-list { margin: 0; padding: 0 0 0 1.1rem; font-size: 14px; line-height: 1.5; color: var(--lp-text);
  overflow-wrap: anywhere; }
ul.lp-list li + li { margin-top: .3rem; }
.lp-scroll { overflow-x: auto; } .lp-faded { opacity: .55; } .lp-hint { line-height: 2.5rem; }
.lp-scroll.newest { direction: rtl; } .lp-scroll.newest > table { direction: ltr; margin: 0 auto 0 0; }
.lp-bar { display: inline-block; width: 5.5rem; height: .5rem; background: var(--lp-line);
  border-radius: 2px; vertical-align: 1px; margin-right: .45rem; overflow: hidden; }
.lp-bar > span { display: block; height: 100%; background: var(--lp-action); }
.lp-foot { border-top: 1px solid var(--lp-line); padding-top: .6rem; font-size: 12.5px; color: var(--lp-quiet);
  line-height: 1.45; }
@media (min-width: 641px) {
  .st-key-handover_held table.lp-table, .st-key-handover_saved table.lp-table { table-layout: fixed; }
  .st-key-handover_held th:first-child, .st-key-handover_saved th:first-child { width: 50%; }
}
h3.lp-kind { font-size: 14px; font-weight: 600; margin: .35rem 0 .1rem; padding: 0; color: var(--lp-text); }
.lp-field { font-size: 14px; line-height: 1.3; margin: 0; color: var(--lp-text); }
.lp-field small { font-size: 12px; color: var(--lp-quiet); margin-left: .45rem; }
.lp-example { font-size: 13px; line-height: 1.3; margin: 0; color: var(--lp-quiet); overflow: hidden;
  text-overflow: ellipsis; white-space: nowrap; }
.lp-swatch { display: inline-block; width: .7rem; height: .7rem; margin-right: .4rem; }
.lp-qr { display: block; width: 100%; max-width: 26rem; height: auto; }
.lp-spark { width: 100%; height: auto; display: block; }
@media (max-width: 640px) {
  .lp-answers { grid-template-columns: 1fr; }
  .lp-wide { display: none; }
  h1.lp-title { font-size: 21px; } .lp-figure .value { font-size: 23px; }
  .lp-example { margin: -.35rem 0 .45rem; }
  table.lp-grid.lp-kinds tbody th { white-space: normal; min-width: 8rem; line-height: 1.25; }
  table.lp-stacked thead { display: none; }
  table.lp-stacked tr { display: block; border-bottom: 1px solid var(--lp-line); padding: .5rem 0; }
  table.lp-stacked td, table.lp-stacked td.n { display: block; border: 0; padding: .12rem 0; text-align: left;
    white-space: normal; }
  table.lp-stacked td:not(:first-child)::before { content: attr(data-name) ": "; color: var(--lp-quiet);
    font-size: 12.5px; }
}
"""


def apply(palette: Palette) -> None:
    """Put the styles on the page, once a run."""
    warning = palette.statuses["at_risk"]
    variables = (
        f":root {{ --lp-text: {palette.text}; --lp-quiet: {palette.quiet}; --lp-line: {palette.line};"
        f" --lp-action: {palette.action}; --lp-warn: {warning}; --lp-page: {palette.page}; }}"
    )
    st.html(f"<style>{variables}{STREAMLIT_HOOKS}{OWN}</style>")
