"""Builds the bundled example: every table checked against its schema, one mission version."""

import json
import shutil
from pathlib import Path

import pandas as pd

from data.errors import InputError
from data.i18n import _
from data.mission import EXAMPLE, SETTINGS_FILE
from data.sample import assessment, budget, facts, mandate, operations, work
from data.sample.areas import areas
from data.sample.assets import assets, other_forces, requests, sectors
from data.sample.attacks import documented, source_figures
from data.sample.bases import bases
from data.sample.incidents import SOURCE, synthetic
from data.store import Store
from data.tables import TABLES

WHO = "Linchpin"
IMPORTED_AT = pd.Timestamp("2020-01-15", tz="UTC")


def build(folder: Path = EXAMPLE) -> Path:
    """Write the example mission to `folder`; only the bundled example itself is replaced."""
    folder = folder.resolve()
    if folder != EXAMPLE and folder.exists() and any(folder.iterdir()):
        raise InputError(_("{folder} is not empty; name a folder that is new.").format(folder=folder))
    tables = frames()
    settings = (facts.FOLDER / SETTINGS_FILE).read_text(encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / SETTINGS_FILE).write_text(settings, encoding="utf-8")
    Store(folder / "tables").commit(lambda base: tables, who=WHO, what="Bundled example", settings=settings)
    _forget_where(folder)
    return folder


def _forget_where(folder: Path) -> None:
    """Take this machine's paths out of the Delta logs: what a table was created at is a remark that no reader needs."""
    for log in folder.glob("tables/*/_delta_log/*.json"):
        actions = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        for action in actions:
            action.get("commitInfo", {}).get("operationParameters", {}).pop("location", None)
        log.write_text("\n".join(json.dumps(a, separators=(",", ":")) for a in actions), encoding="utf-8")


def frames() -> dict[str, pd.DataFrame]:
    """Every table of the example, in the shape that is stored."""
    tables = {name: rows.assign(import_id=import_id(name)) for name, rows in _facts().items()}
    tables["imports"] = imports(tables)
    return {name: checked(name, rows) for name, rows in tables.items()}


def _facts() -> dict[str, pd.DataFrame]:
    of_areas = areas()
    incidents = pd.concat([synthetic(of_areas), documented(of_areas)], ignore_index=True)
    incidents = incidents.sort_values(["event_date", "event_id"], ignore_index=True)
    return {
        "areas": of_areas,
        "incidents": incidents,
        "actors": actors(incidents),
        "source_figures": source_figures(),
        "bases": bases(),
        "other_forces": other_forces(),
        "sectors": sectors(),
        "assets": assets(),
        "asset_requests": requests(),
    } | _of_mandate()


def _of_mandate() -> dict[str, pd.DataFrame]:
    activities = work.activities()
    return {
        "mandates": mandate.mandates(),
        "priorities": mandate.priorities(),
        "frameworks": mandate.frameworks(),
        "field_offices": mandate.field_offices(),
        "tasks": mandate.tasks(),
        "rbb_components": budget.rbb_components(),
        "accomplishments": budget.accomplishments(),
        "indicators": budget.indicators(),
        "outputs": budget.outputs(),
        "measurements": budget.measurements(activities),
        "operations": operations.operations(),
        "harm_assessments": operations.harm_assessments(),
        "advance_notes": operations.advance_notes(),
        "activities": activities,
        "actions": work.actions(),
        "prioritisations": work.prioritisations(),
        "calendar": work.calendar(),
        "quarters": assessment.quarters(),
        "context_notes": assessment.context_notes(),
        "outcomes": assessment.outcomes(),
        "assessments": assessment.assessments(),
        "recommendations": assessment.recommendations(),
        "assessed_threats": operations.assessed_threats(),
    }


def actors(incidents: pd.DataFrame) -> pd.DataFrame:
    """A random id for each actor's name, the same at each build."""
    names = sorted(set(incidents["actor1"].dropna()) | set(incidents["actor2"].dropna()))
    return pd.DataFrame({"actor_id": [facts.random_id(f"actor:{name}") for name in names], "name": names})


def import_id(table: str) -> str:
    """The id that the rows of `table` carry."""
    return facts.random_id(f"import:{table}")


def imports(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One import a table, all of it new; the SHA-256 is that of the facts files."""
    rows = pd.DataFrame({"table": list(tables), "rows": [len(t) for t in tables.values()]})
    counts = {"accepted": rows["rows"], "added": rows["rows"], "rejected": 0, "duplicates": 0, "changed": 0}
    return rows.assign(
        import_id=rows["table"].map(import_id),
        file_name="data/sample",
        sha256=facts.fingerprint(),
        layout="synthetic generator",
        source=[SOURCE if name == "incidents" else None for name in tables],
        **counts,
        unchanged=0,
        who=WHO,
        imported_at=IMPORTED_AT,
    )


def checked(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` in the shape of their table, once its schema has passed them."""
    model = TABLES[name].model
    return model.validate(model.shape(rows), lazy=True)
