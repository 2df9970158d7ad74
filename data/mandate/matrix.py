"""Tasks by field office and section: who works on what where. Offices and sections stand by name, never ranked."""

import pandas as pd

from data.schema import split


def of(ordered: pd.DataFrame, offices: pd.DataFrame) -> pd.DataFrame:
    """One row an office, a lead section and a status with tasks: office, section, status, tasks (leaves of the tree).

    office is the name, empty for tasks that name none; section is empty where no section leads. A task of two offices
    or two lead sections stands at both, so that cells do not add up to a number of tasks.
    """
    leaves = ordered[ordered["is_leaf"]]
    names = dict(zip(offices["office_id"], offices["name"], strict=True))
    own = leaves["office_ids"].map(lambda cell: [names.get(office, office) for office in split(cell)] or [""])
    sections = leaves["lead_section"].map(lambda cell: list(split(cell)) or [""])
    cells = pd.DataFrame({"office": own, "section": sections, "status": leaves["status"], "tasks": 1})
    grouped = (
        cells.explode("office")
        .explode("section")
        .groupby(["office", "section", "status"], as_index=False)["tasks"]
        .sum()
    )
    return grouped.sort_values(["office", "section", "status"], ignore_index=True)
