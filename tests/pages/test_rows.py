"""Every figure leads to its rows: each link opens a page whose list counts what the figure said."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from data.filters import Filters
from data.footprint import reach
from data.incidents import summary
from data.words import formats
from tests.pages.driver import PATHS, open_page

LINK = {"from": "2018-09-01", "to": "2019-06-30", "type": "violent"}
KEYS = {path: key for key, path in PATHS.items()}
ANCHOR = re.compile(r'<a class="lp-rows" href="([^"]*)" target="_self">(.*?)</a>', re.S)
# What names a figure, before its link: the label of the strip, or the column of a table.
NAMED = re.compile(r'<div class="label">(.*?)</div>|data-name="([^"]*)"', re.S)
COUNT = re.compile(r"[\d,]+$")
SHARE = re.compile(r"[\d<]+ %$")


class Figures:
    """What the links of a page say, and what the pages behind them count; each page is opened once."""

    def __init__(self):
        self.behind = {}

    def on(self, shown):
        """(name, words, address) of every figure that leads somewhere."""
        found = []
        for body in shown.html:
            for anchor in ANCHOR.finditer(body):
                names = [a or b for a, b in NAMED.findall(body, 0, anchor.start())]
                after = re.match(r"[^<]*", body[anchor.end() :])[0]
                found.append((unescape(names[-1]) if names else after, plain(anchor[2]), unescape(anchor[1])))
        return found

    def open(self, address):
        """The page that a link leads to."""
        if address not in self.behind:
            self.behind[address] = open_page(*target(address))
        return self.behind[address]

    def wrong(self, shown):
        """A line for each figure of a page whose rows are not what it says."""
        links = self.on(shown)
        assert links, "a page of figures has links"
        sheets = [link for link in links if "incidents_event" in link[2]]
        links = [link for link in links if link not in sheets[2:]]  # of a list's rows the first two
        return [why for link in links if (why := self._why(*link))]

    def _why(self, name, words, address):
        behind, (page, query) = self.open(address), target(address)
        if behind.notes:
            return f"{words} {address}: {behind.notes}"
        said = int(words.replace(",", "")) if COUNT.fullmatch(words) else None
        if page == "incidents" and "incidents_event" in query:
            return "" if "Its history through versions" in behind.text else f"{address}: no sheet"
        if page == "mandate" and said is not None:
            counted = sum(bool(row[1]) for row in behind.tables[0]) if behind.tables else 0
            return "" if counted == said else f"{name} {words} {address}: {counted} tasks"
        if page != "incidents" or (said is None and not SHARE.fullmatch(words)) or "with an incident" in name:
            return ""  # of areas with an incident: see test_figures_of_other_periods_lead_to_the_rows_of_those
        of_deaths = "eaths" in name and query.get("incidents_rows") != ["no-deaths-figure"]
        counted = listed(behind)[of_deaths]
        if said is None:
            whole = {key: value for key, value in query.items() if key not in ("incidents_rows", "incidents_area")}
            within = listed(open_page(page, whole))[of_deaths]
            return (
                ""
                if plain(formats.share(counted / within)) == words
                else f"{name} {words} {address}: {counted}/{within}"
            )
        return "" if counted == said else f"{name} {words} {address}: {counted}"


def plain(html):
    """Words with plain blanks."""
    return " ".join(unescape(html).split())


def target(address):
    """The page and query of an address."""
    parts = urlsplit(address)
    return KEYS[parts.path.removeprefix("./")], parse_qs(parts.query, keep_blank_values=True)


def listed(shown):
    """Incidents and deaths of the list on an incidents page: by its heading, its table of types and its rows."""
    if shown.title.startswith("No incident recorded"):
        return 0, 0
    heading = next(
        h for body in shown.html for h in re.findall(r"<h2[^>]*>(.*?)</h2>", body) if re.match(r"[\d,]+ ", h)
    )
    by_type = next((table for table in shown.tables if table and len(table[0]) == 3), [])
    incidents, deaths = (sum(int(row[n].replace(",", "")) for row in by_type) for n in (1, 2))
    assert int(heading.split()[0].replace(",", "")) == incidents
    rows = next(table for table in shown.tables if table and len(table[0]) == 6)
    assert len(rows) == min(incidents, 12)
    return incidents, deaths


PAGES = [
    ("briefing", {}),
    ("incidents", {}),
    ("incidents", {"incidents_rows": "near", "incidents_layer": "places"}),
    ("footprint", {}),
    ("footprint", {"footprint_radius": "100"}),
    ("footprint", {"footprint_part": "reach"}),
    ("footprint", {"footprint_part": "gaps"}),
    ("mandate", {}),
    ("data", {"data_part": "sources"}),
    ("data", {"data_part": "doubts"}),
    ("data", {"data_part": "matches"}),
]


@pytest.mark.parametrize(("page", "own"), PAGES, ids=str)
def test_every_figure_of_the_example_leads_to_the_rows_it_counts(page, own):
    if own.get("data_part") in ("doubts", "matches"):
        assert Figures().on(open_page(page, own)) == [], "it has no doubtful row, and one source"
        return
    filters = {} if page == "data" else {"type": ["battles", "explosions", "against_civilians"]}
    assert Figures().wrong(open_page(page, filters | own)) == []


@pytest.mark.parametrize(
    ("page", "own"), [p for p in PAGES if p[0] != "mandate" and "footprint_radius" not in p[1]], ids=str
)
def test_every_figure_of_the_real_mission_leads_to_the_rows_it_counts(page, own, both, opens):
    opens(both)
    days = {"from": "2012-01-01", "to": "2020-10-31"} if own.get("data_part") == "matches" else {}
    assert Figures().wrong(open_page(page, LINK | days | own)) == []


def test_figures_of_other_periods_lead_to_the_rows_of_those(both, both_now, opens):
    opens(both)
    shown = open_page("briefing", LINK)
    spans = {"now": ("2018-09-01", "2019-06-30"), "before": ("2017-11-01", "2018-08-31"),
             "a year earlier": ("2017-09-01", "2018-06-30")}  # fmt: skip
    found = {span: {} for span in spans.values()}
    for name, words, address in Figures().on(shown):
        query = target(address)[1]
        found[query["from"][0], query["to"][0]][name] = words
    strip = {name for name in found[spans["before"]] if not name.startswith(" ")}
    assert len(strip) == 5, "each of the five figures leads to both other periods"
    assert strip == set(found[spans["a year earlier"]]) <= set(found[spans["now"]])
    for when, (first, last) in spans.items():
        link = {"from": [first], "to": [last], "type": ["violent"]}
        rows = both_now.select(Filters.from_query(link, both_now.vocabulary).filters)
        with_one = formats.number(rows["area2_id"].nunique())
        assert found[first, last]["Violent incidents"] == formats.number(len(rows))
        assert found[first, last]["Cercles with an incident"] == (f"{with_one} of 49" if when == "now" else with_one)


def test_what_no_area_shows_and_what_lies_outside_reach_lead_to_their_rows(both, opens):
    opens(both)
    found = {address: words for _name, words, address in Figures().on(open_page("briefing", LINK))}
    outside = [words for address, words in found.items() if "incidents_rows=no-area-2" in address]
    footprint = [link for link in Figures().on(open_page("footprint", LINK)) if not link[0].startswith("Incidents")]
    not_within = [words for _name, words, address in footprint if address.endswith("incidents_rows=outside-50")][:2]
    assert len(outside) == 1
    assert not_within == ["402", formats.number(1692 - 239)]


def test_figures_under_an_area_and_a_pinned_version_keep_both(both, opens):
    opens(both)
    shown = open_page("footprint", LINK | {"area": "Mopti", "at": "4", "precision": "2", "civilians": "1"})
    links = Figures().on(shown)
    assert {tuple(target(address)[1]["at"]) for _name, _words, address in links} == {("4",)}
    assert Figures().wrong(shown) == []


def test_the_figures_of_another_source_lead_to_that_source(both, opens):
    opens(both)
    shown = open_page("data", {"source": "ucdp"})
    sources = {target(address)[1].get("source", ["acled"])[0] for _name, _words, address in Figures().on(shown)}
    assert sources == {"acled", "ucdp"}
    assert Figures().wrong(shown) == []


def test_the_rows_within_reach_are_exactly_those_of_the_footprint_page(both, both_now, opens):
    opens(both)
    filters = Filters.from_query({k: [v] for k, v in LINK.items()}, both_now.vocabulary).filters
    rows = both_now.select(filters)
    inside = reach.of(rows, reach.open_on(both_now.table("bases"), filters.end), 50).inside
    shown = open_page("incidents", LINK | {"incidents_rows": "within-50"})
    assert listed(shown) == (141, int(rows[inside]["fatalities_best"].sum()))
    shown = open_page("incidents", LINK | {"incidents_rows": "within-50", "incidents_list": "table"})
    table = next(frame for frame in shown.app.main.dataframe if "Targets civilians" in frame.value).value
    newest = rows[inside].frame().sort_values("event_date", ascending=False, kind="stable")
    assert table["Place"].tolist() == newest["location"].astype("str").tolist()
    assert table["Day"].tolist() == newest["event_date"].dt.date.tolist()
    assert "within 50 km, straight line, of a base town" in shown.text
    assert [popover for popover in shown.app.main.get("popover") if "141" in popover.proto.popover.label]
    footprint = open_page("footprint", LINK)
    assert ("Incidents within reach", "26 %") in {link[:2] for link in Figures().on(footprint)}
    assert "141 of 543" in footprint.text


def test_the_types_of_a_chosen_part_lead_to_that_part(both, opens):
    opens(both)
    shown = open_page("incidents", LINK | {"incidents_rows": "within-50"})
    of_types = [link for link in Figures().on(shown) if link[0] in ("Incidents", "Reported deaths")]
    assert len(of_types) == 6
    assert all(target(address)[1]["incidents_rows"] == ["within-50"] for _name, _words, address in of_types)
    assert Figures().wrong(shown) == []


def test_a_cell_of_the_grid_leads_to_its_incidents_and_that_outside_all_areas_too(both, opens):
    opens(both)
    grid = next(body for body in open_page("data").html if "lp-grid" in body)
    found = 0
    for name in ("Mopti", "Outside these areas"):
        row = next(r for r in re.findall(r"<tr>(.*?)</tr>", grid, re.S) if f"<th>{name}</th>" in r)
        address, count = re.findall(r'<a href="([^"]*)" target="_self">([\d,]+)</a>', row)[-1]
        behind = open_page(*target(unescape(address)))
        assert behind.notes == []
        assert listed(behind)[0] == int(count)
        found += 1
    assert found == 2


def test_a_part_that_is_empty_lists_nothing_rather_than_everything(example):
    base = example.table("bases").iloc[0]
    quiet = {"from": "2012-01-02", "to": "2012-01-02"}
    assert listed(open_page("incidents", quiet | {"incidents_rows": f"base-25-{base['base_id']}"})) == (0, 0)
    everything = summary.totals(example.incidents)["incidents"]
    whole = {"from": "2012-01-01", "to": "2019-12-31"}
    shown = open_page("incidents", whole | {"incidents_rows": "doubts"})
    assert everything > 0
    assert listed(shown) == (0, 0)


def test_a_code_that_means_nothing_is_said_to_be_ignored():
    shown = open_page("incidents", {"incidents_rows": "within-51"})
    assert any("incidents_rows=within-51" in note for note in shown.notes)
