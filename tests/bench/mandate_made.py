"""A seeded tree of mandate tasks as large as asked, with indicators, outputs, measurements and work; all invented."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.mandate import budget_schema as budget
from data.mandate import cpas_schema as cpas
from data.mandate import operations_schema as harm
from data.mandate import schema, work_schema
from data.mission import Mission
from data.schema import Table
from data.tables import TABLES
from tests.bench.made import LAST

FORMER, MANDATE, YEAR = "former", "bench", "2025/26"
ADOPTED, EXPIRES = pd.Timestamp("1997-01-01"), pd.Timestamp("2027-06-30")
FORMER_ADOPTED = pd.Timestamp("1990-01-01")
BEGIN, END = pd.Timestamp("2025-06-30"), pd.Timestamp("2026-06-30")
OFFICES = ("Gao", "Kidal", "Mopti", "Tombouctou")
SECTIONS = ("Civil Affairs", "Force", "Human Rights", "Police", "Political Affairs", "Stabilization")
BRANCHES = 7  # tasks below one task


@dataclass(frozen=True)
class Size:
    """How many rows of the mandate that is shown: what is not named follows from it, a former one half as large too."""

    tasks: int = 500
    indicators: int = 2_000
    measurements: int = 50_000


def tables(size: Size, area_ids: tuple[str, ...] = (), seed: int = 2480) -> dict[str, pd.DataFrame]:
    """Every table of the mandate's register, by name; tasks and operations work in some of the areas."""
    rng = np.random.default_rng(seed)
    made = {
        "mandates": [
            {"mandate_id": FORMER, "title": "Former mandate", "adopted": FORMER_ADOPTED,
             "expires": ADOPTED - pd.Timedelta(days=1)},
            {"mandate_id": MANDATE, "title": "Invented mandate", "adopted": ADOPTED, "expires": EXPIRES,
             "replaces": FORMER},
        ],
        "priorities": [
            *({"priority_id": f"q{n}", "mandate_id": FORMER, "rank": n, "title": f"Priority {n}"} for n in (1, 2)),
            *({"priority_id": f"p{n}", "mandate_id": MANDATE, "rank": n, "title": f"Priority {n}",
               "carried_from": f"q{3 - n}"} for n in (1, 2)),
        ],
        "frameworks": [{"framework_id": f"f{n}", "title": f"Plan {n}", "kind": "other"} for n in range(1, 5)],
        "field_offices": [{"office_id": name.lower(), "name": name} for name in OFFICES],
        "rbb_components": [
            {"rbb_component_id": f"c{n}", "budget_year": YEAR, "title": f"Component {n}", "objective": "An objective"}
            for n in range(1, 5)
        ],
        "accomplishments": [
            {"accomplishment_id": f"a{n}", "rbb_component_id": f"c{n % 4 + 1}", "number": f"{n % 4 + 1}.{n // 4 + 1}",
             "title": f"Accomplishment {n}"}
            for n in range(40)
        ],
        "tasks": [*_tasks(size, rng, area_ids), *_former_tasks(size, rng, area_ids)],
        "indicators": pd.concat([_indicators(size, rng), _former_indicators(size, rng)], ignore_index=True),
        "outputs": _outputs(size, rng),
        "actions": [
            {"action_id": f"x{n}", "kind": "mlt_decision", "title": f"Action {n}", "owner_post": "Chief of Staff",
             "due": END + pd.Timedelta(days=int(rng.integers(-60, 120))), "state": "open"}
            for n in range(60)
        ],
        "calendar": [
            {"entry_id": "e", "kind": "sg_report", "title": "Report",
             "day": END + pd.Timedelta(days=60), "state": "open"},
            {"entry_id": "e1", "kind": "sg_report", "title": "Draft", "before_id": "e", "days_before": 40.0,
             "state": "open"},
        ],
    }  # fmt: skip
    frames = {name: _shaped(TABLES[name].model, pd.DataFrame(rows)) for name, rows in made.items()}
    frames["measurements"] = _shaped(budget.Measurements, _measurements(size, rng))
    frames["activities"] = _shaped(work_schema.Activities, _activities(size, rng))
    return frames | _assessments(rng) | _operations(area_ids)


def _shaped(model: type[Table], rows: pd.DataFrame) -> pd.DataFrame:
    return model.shape(rows)


def _somewhere(rng: np.random.Generator, area_ids: tuple[str, ...], n: int) -> str | None:
    """One in four works in an area or two, the others in the whole country."""
    if n % 4 or not area_ids:
        return None
    return "; ".join(rng.choice(area_ids, min(len(area_ids), 1 + n % 8 // 4), replace=False))


def _tasks(size: Size, rng: np.random.Generator, area_ids: tuple[str, ...]) -> list[dict[str, object]]:
    rows = []
    for n in range(size.tasks):
        status = str(rng.choice(schema.STATUSES))
        rows.append({
            "task_id": f"t{n}", "mandate_id": MANDATE,
            "title": f"Task {n} of the benchmark, with a title of some length",
            "parent_id": f"t{(n - 8) // BRANCHES}" if n >= 8 else None, "priority_id": f"p{n % 2 + 1}",
            "role": "support", "lead_component": "civilian", "lead_section": str(rng.choice(SECTIONS)),
            "office_ids": "; ".join(rng.choice(OFFICES, 1 + n % 2, replace=False)).lower(), "status": status,
            "status_reason": "A reason in some words", "assessed_on": END - pd.Timedelta(days=20),
            "framework_ids": f"f{n % 4 + 1}" if n >= 8 and n % 5 else None,
            "importance": str(rng.choice(schema.IMPORTANCE)),
            "after": f"t{n - 1}" if n % 9 == 1 else None, "starts": BEGIN, "weight": float(rng.integers(1, 4)),
            "due": END + pd.Timedelta(days=int(rng.integers(-90, 400))), "progress": round(float(rng.random()), 2),
            "decision_asked": "A decision in some words" if n % 25 == 3 else None,
            "decision_due": END + pd.Timedelta(days=int(rng.integers(0, 60))), "illustrative": True,
            "carried_from": f"b{n}" if n < size.tasks * 2 // 5 else None, "area_ids": _somewhere(rng, area_ids, n),
        })  # fmt: skip
    return rows


def _former_tasks(size: Size, rng: np.random.Generator, area_ids: tuple[str, ...]) -> list[dict[str, object]]:
    """Half as many as now; four in five are carried over."""
    return [
        {"task_id": f"b{n}", "mandate_id": FORMER, "title": f"Former task {n} of the benchmark, some length too",
         "parent_id": f"b{(n - 8) // BRANCHES}" if n >= 8 else None, "priority_id": f"q{n % 2 + 1}", "role": "lead",
         "lead_component": "civilian", "lead_section": str(rng.choice(SECTIONS)), "status": "on_course",
         "importance": str(rng.choice(schema.IMPORTANCE)), "area_ids": _somewhere(rng, area_ids, n),
         "illustrative": True}
        for n in range(size.tasks // 2)
    ]  # fmt: skip


def _former_indicators(size: Size, rng: np.random.Generator) -> pd.DataFrame:
    """One a former task, of which every second goes on."""
    former = size.tasks // 2
    own = _indicators(Size(former, former), rng)
    return own.assign(
        indicator_id=[f"j{n}" for n in range(former)], task_ids=[f"b{n}" for n in range(former)], carried_from=None
    )


def _task_ids(rng: np.random.Generator, size: Size, count: int) -> list[str]:
    picked = rng.integers(0, size.tasks, (count, 2))
    return [f"t{a}; t{b}" if n % 6 == 0 else f"t{a}" for n, (a, b) in enumerate(picked)]


def _indicators(size: Size, rng: np.random.Generator) -> pd.DataFrame:
    n = np.arange(size.indicators)
    falls = rng.random(size.indicators) < 0.25
    start = rng.integers(0, 40, size.indicators).astype(float)
    return pd.DataFrame({
        "indicator_id": [f"i{k}" for k in n], "accomplishment_id": [f"a{k % 40}" for k in n],
        "task_ids": _task_ids(rng, size, size.indicators),
        "number": [f"{k % 4 + 1}.{k // 4 % 10 + 1}.{k // 40 + 1}" for k in n],
        "title": [f"Indicator of achievement {k}, with a title of some length" for k in n], "unit": "per cent",
        "direction": np.where(falls, "decrease", "increase"),
        "reading": np.where((n % 5 == 0) & ~falls, "sum", "level"),
        "path": np.where(n % 7 == 0, "at_end", "linear"), "baseline": np.where(falls, start + 60, start),
        "target": np.where(falls, start + 20, start + 50), "baseline_on": BEGIN, "target_on": END, "every_days": 90.0,
        "carried_from": [f"j{k}" if k % 2 and k < size.tasks // 2 else None for k in n], "illustrative": True,
    })  # fmt: skip


def _outputs(size: Size, rng: np.random.Generator) -> pd.DataFrame:
    n = np.arange(size.indicators // 5)
    return pd.DataFrame({
        "output_id": [f"o{k}" for k in n], "accomplishment_id": [f"a{k % 40}" for k in n],
        "task_ids": _task_ids(rng, size, len(n)), "title": [f"Output {k}" for k in n], "unit": "patrols",
        "planned": 120.0, "starts": BEGIN + pd.Timedelta(days=1), "due": END, "illustrative": True,
    })  # fmt: skip


def _measurements(size: Size, rng: np.random.Generator) -> pd.DataFrame:
    """Nine in ten of indicators; a third of all are parts by sex; some are corrected."""
    n, outputs = np.arange(size.measurements), max(size.indicators // 5, 1)
    of_output = rng.random(len(n)) < 0.1
    corrects = np.where((n % 97 == 96), n - 1, -1)
    of_output[corrects[corrects >= 0] + 1] = of_output[corrects[corrects >= 0]]
    # So that one indicator in twelve has none.
    item = rng.integers(0, max(size.indicators * 11 // 12, 1), len(n))
    item[corrects[corrects >= 0] + 1] = item[corrects[corrects >= 0]]
    days = BEGIN + pd.to_timedelta(rng.integers(1, 366, len(n)), unit="D")
    sex = np.select([n % 3 == 0, n % 6 == 1], ["female", "male"], None)
    sex[corrects >= 0] = None
    return pd.DataFrame({
        "measurement_id": [f"m{k:06}" for k in n],
        "indicator_id": np.where(of_output, None, np.char.add("i", item.astype(str)).astype(object)),
        "output_id": np.where(of_output, np.char.add("o", (item % outputs).astype(str)).astype(object), None),
        "measured_on": days, "value": rng.integers(0, 80, len(n)).astype(float), "source": "Section’s monthly return",
        "sex": sex, "corrects": [f"m{k:06}" if k >= 0 else None for k in corrects],
        "correction_reason": np.where(corrects >= 0, "Counted twice", None), "illustrative": True,
    })  # fmt: skip


def _activities(size: Size, rng: np.random.Generator) -> pd.DataFrame:
    n = np.arange(size.tasks * 6)
    return pd.DataFrame({
        "activity_id": [f"v{k}" for k in n], "title": [f"Activity {k}" for k in n],
        "section": rng.choice(SECTIONS, len(n)),
        "activity_date": BEGIN + pd.to_timedelta(rng.integers(1, 500, len(n)), unit="D"),
        "state": np.where(rng.random(len(n)) < 0.7, "done", "planned"), "component_type": "civilian",
        "office_id": [OFFICES[k % 4].lower() for k in n], "task_ids": _task_ids(rng, size, len(n)),
        "output_id": [f"o{k % max(size.indicators // 5, 1)}" if k % 3 == 0 else None for k in n], "quantity": 3.0,
        "unit": "patrols", "force_unit": [f"unit {k % 9}" if k % 10 == 0 else None for k in n], "illustrative": True,
    })  # fmt: skip


def _assessments(rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Six quarters of ten outcomes in four offices, on three dimensions."""
    quarters = [f"{year}Q{q}" for year in (2025, 2026) for q in range(1, 5)][:6]
    rows = [
        {"assessment_id": f"{quarter}-{outcome}-{office}-{dimension}", "quarter": quarter, "outcome_id": f"u{outcome}",
         "office_id": office.lower(), "dimension": dimension, "evidence": "Interviews", "confidence": "moderate",
         **{criterion: str(rng.integers(1, 5)) for criterion in cpas.CRITERIA}}
        for quarter in quarters for outcome in range(10) for office in OFFICES for dimension in cpas.DIMENSIONS
    ]  # fmt: skip
    outcomes = [
        {"outcome_id": f"u{n}", "title": f"Outcome {n}", "whom": "Communal authorities", "task_ids": f"t{n}"}
        for n in range(10)
    ]
    advice = [
        {"recommendation_id": f"r{quarter}-{n}", "quarter": quarter, "outcome_id": f"u{n}", "recommendation": "adapt",
         "title": "Adapt it", "owner_post": "Head of Section", "due": END + pd.Timedelta(days=n * 7), "state": "open"}
        for quarter in quarters for n in range(10)
    ]  # fmt: skip
    made = {"quarters": [{"quarter": quarter} for quarter in quarters], "outcomes": outcomes, "assessments": rows,
            "recommendations": advice}  # fmt: skip
    return {name: _shaped(TABLES[name].model, pd.DataFrame(own)) for name, own in made.items()}


def _operations(area_ids: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """One that is over and one that goes on, each in two areas, with its harm assessed and its notes sent."""
    begins = {"o-over": END - pd.Timedelta(days=330), "o-on": END - pd.Timedelta(days=260)}
    where = {"o-over": area_ids[:2], "o-on": area_ids[2:4]}
    whole = [
        {"operation_id": key, "title": f"Operation {key}", "aim": "Villages are reached", "starts": day,
         "ends": day + pd.Timedelta(days=97) if key == "o-over" else None, "area_ids": "; ".join(where[key]) or None,
         "task_ids": "t9; t10", "component_types": "military; police; civilian", "tiers": "; ".join(harm.TIERS),
         "decision": "go", "decision_reason": "Risks are low", "signed_by_post": "Chief of Staff",
         "signed_on": day - pd.Timedelta(days=7), "illustrative": True}
        for key, day in begins.items()
    ]  # fmt: skip
    weighed = [
        {"operation_id": key, "risk": risk, "likelihood": "high", "consequence": "high", "basis": "Incidents",
         "mitigation": "Other routes", "remains": "medium", "section": "Protection of Civilians",
         "assessed_on": day - pd.Timedelta(days=9), "illustrative": True}
        for key, day in begins.items() for risk in harm.RISKS
    ]  # fmt: skip
    told = [
        {"operation_id": key, "receiver": receiver, "area_ids": "; ".join(where[key]) or None,
         "sent_on": day - pd.Timedelta(days=5), "acknowledged_on": day - pd.Timedelta(days=3),
         "sent_by_post": "Chief of Staff", "illustrative": True}
        for key, day in begins.items() for receiver in harm.RECEIVERS
    ]  # fmt: skip
    made = {"operations": whole, "harm_assessments": weighed, "advance_notes": told}
    return {name: _shaped(TABLES[name].model, pd.DataFrame(rows)) for name, rows in made.items()}


def write(mission: Mission, size: Size | None = None) -> None:
    """One more version of `mission`, which has its areas already, with the whole register."""
    areas = mission.store.read("areas", mission.store.latest())
    frames = tables(size or Size(), tuple(areas.loc[areas["level"] == 2, "area_id"]))
    words = f"an invented register of {len(frames['tasks'])} tasks, to {LAST}"
    mission.store.commit(lambda _base: frames, who="bench", what=words, settings=mission.settings_text)
