"""A small mission with two areas, a base and a mandate, and workbooks as planners write them."""

import openpyxl
import pandas as pd

from data.importing.run import check, import_files
from data.tables import TABLES

AREAS = [
    {"area_id": "r:1", "level": 1, "name": "Mopti"},
    {"area_id": "c:1", "level": 2, "name": "Mopti", "parent_id": "r:1"},
    {"area_id": "c:2", "level": 2, "name": "Koro", "parent_id": "r:1"},
]
BASES = [{"base_id": "b1", "name": "Sévaré", "type": "base", "status": "open", "latitude": 14.5, "longitude": -4.1}]
MANDATES = [{"mandate_id": "2480", "title": "Resolution 2480", "adopted": "2019-06-28", "expires": "2020-06-30"}]
TASK = {"task_id": "t1", "mandate_id": "2480", "title": "Dialogue", "status": "on_course"}
INDICATOR = {"indicator_id": "i1", "task_ids": "t1", "title": "Agreements", "unit": "agreements",
             "direction": "increase", "reading": "level", "path": "linear"}  # fmt: skip
MEASURED = {"measurement_id": "m1", "indicator_id": "i1", "measured_on": "2019-09-30", "value": 3}


def frame(table, rows):
    """Rows as a frame of a table."""
    model = TABLES[table].model
    made = pd.DataFrame(rows)
    for field in model.arrow():
        if field.name in made and str(field.type).startswith("date"):
            made[field.name] = pd.to_datetime(made[field.name])
    return model.shape(made)


def put(mission, **tables):
    """Rows written as one version, with nothing checked."""
    made = {name: frame(name, rows) for name, rows in tables.items()}
    mission.store.commit(lambda _base: made, who="tester", what="put", settings=mission.settings_text)
    return mission


def filled(mission):
    """The small mission."""
    return put(
        mission, areas=AREAS, bases=BASES, mandates=MANDATES, tasks=[TASK], indicators=[INDICATOR],
        measurements=[MEASURED],
    )  # fmt: skip


def book(path, **sheets):
    """A workbook: each sheet a list of rows, the first its header."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def refused(mission, path, **how):
    """The refused cells of a file: sheet's table, cell, column, value, reason."""
    reports = check([path], mission, **how)
    return [
        (report.parsed.table, row.get("cell", row["row"]), row["column"], row["value"], row["reason"])
        for report in reports
        for row in report.parsed.rejects.to_dict("records")
    ]


def imported(mission, path, **how):
    """The mission's tables after an import, by name, and the reports."""
    target, reports = import_files(mission, [path], who="tester", **how)
    return (lambda table: target.store.read(table, target.store.latest())), reports
