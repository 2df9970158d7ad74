"""Rows of the mandate's register for page tests: the bundled example with a sequence, offices and an assessment."""

import re
import shutil

import pandas as pd

from data import mission
from data.tables import TABLES

SCALE = """
[[cpas.scale]]
code = "none"
title = "None seen"
[[cpas.scale]]
code = "limited"
title = "Limited"
[[cpas.scale]]
code = "large"
title = "Large"
"""
HOSTILE = '<img src=x onerror="alert(1)">'
OFFICES = [{"office_id": "mopti", "name": "Mopti"}, {"office_id": "gao", "name": "Gao"}]
CALENDAR = [
    {"entry_id": "renewal", "kind": "mandate_renewal", "title": "Mandate ends", "day": "2020-06-30", "state": "open"},
    {"entry_id": "report", "kind": "sg_report", "title": "Report of the Secretary-General", "day": "2020-01-20",
     "state": "open", "owner_post": "Chief of Staff"},
    {"entry_id": "draft", "kind": "other", "title": "First draft", "before_id": "report", "days_before": 14,
     "state": "open"},
    {"entry_id": "missed", "kind": "other", "title": "Inputs of sections", "day": "2019-12-01", "state": "open"},
]  # fmt: skip
OUTCOMES = [
    {"outcome_id": "dialogue", "title": "Disputes are settled by dialogue", "whom": "Local authorities, elders"},
    {"outcome_id": "law", "title": f"Forces respect the law {HOSTILE}", "whom": "Command of the forces"},
]
ACTIVITIES = [
    {"activity_id": f"a{n}", "activity_date": f"2020-02-0{n}", "date_end": "2020-02-09", "title": "Visit",
     "state": "planned", "section": "Civil Affairs", "office_id": office, "force_unit": "Escort company"}
    for n, office in ((1, "mopti"), (2, "gao"))
]  # fmt: skip


def assessments(quarter, made, ratings):
    """Assessments of the first outcome by both offices: the rating of each dimension."""
    rows = [
        {"office_id": office, "dimension": dimension, "relevance": "large", "extent": rating, "duration": "none"}
        for office in ("mopti", "gao")
        for dimension, rating in ratings.items()
    ]
    shared = {
        "quarter": quarter, "outcome_id": "dialogue", "evidence": f"Talks {HOSTILE}", "confidence": "moderate",
        "assessed_on": made, "illustrative": True,
    }  # fmt: skip
    return [row | shared | {"assessment_id": f"{quarter}{row['office_id']}{row['dimension']}"} for row in rows]


RATED = {"knowledge": "limited", "attitudes": "none", "behaviour": "none"}
ROWS = {
    "field_offices": OFFICES,
    "calendar": CALENDAR,
    "outcomes": OUTCOMES,
    "activities": ACTIVITIES,
    "assessments": [
        *assessments("2019Q2", "2019-07-10", RATED),
        *assessments("2019Q3", "2019-10-10", RATED | {"knowledge": "large"}),
        *assessments("2019Q4", "2020-01-10", RATED),
    ],
    "context_notes": [
        {"note_id": "n1", "quarter": "2019Q3", "actors": "Elders", "drivers": "Land", "written_on": "2019-07-05"}
    ],
    "recommendations": [
        {"recommendation_id": f"r{n}", "quarter": "2019Q3", "recommendation": "adapt", "title": f"Adapt {n}",
         "owner_post": "Head of Field Office Mopti", "due": "2019-11-30", **state}
        for n, state in enumerate(
            [{"state": "carried_out", "carried_out_on": "2019-11-20"}, {"state": "open"}, {"state": "open"}]
        )
    ],
}  # fmt: skip


def frame(table, rows):
    """Rows of a table under its own types."""
    model, made = TABLES[table].model, pd.DataFrame(rows)
    for name, column in model.to_schema().columns.items():
        if name in made and str(column.dtype).startswith("datetime"):
            made[name] = pd.to_datetime(made[name])
    return model.shape(made)


# Columns of the example's tasks that a test gives itself.
LEFT_OUT = ["office_ids", "importance", "resources", "resources_note", "carried_from"]
# Tables of the example that are left out, where no rows stand here.
EMPTY = ("asset_requests", "indicators", "measurements", "outputs", "prioritisations", "quarters")


def build(folder, tasks):
    """A copy of the example in `folder` with these rows and the tasks that `tasks` makes of its own."""
    shutil.copytree(mission.EXAMPLE, folder)
    settings = folder / "mission.toml"
    text = re.sub(r"cpas\.scale = \[.*?\n\]\n", "", settings.read_text(encoding="utf-8"), flags=re.S)
    settings.write_text(text + SCALE, encoding="utf-8")
    own = mission.load(folder)

    def change(base):
        bare = own.store.read("tasks", base).assign(**dict.fromkeys(LEFT_OUT, None))
        made = {table: frame(table, rows) for table, rows in ROWS.items()}
        return (
            made
            | {table: TABLES[table].model.empty() for table in EMPTY}
            | {"tasks": TABLES["tasks"].model.shape(tasks(TABLES["tasks"].model.shape(bare)))}
        )

    own.store.commit(change, who="tester", what="register", settings=own.settings_text)
    return own
