"""Row checks: which rows of a file cannot be taken, and why, in words that a planner can act on."""

import pandas as pd
import pandera.pandas as pa

from data.i18n import _
from data.importing.columns import is_given
from data.importing.files import FIRST_ROW
from data.schema import Table

REJECT_COLUMNS = ["row", "column", "value", "reason"]


def rejects(frame: pd.DataFrame, model: type[Table], raw: pd.DataFrame, raw_names: dict[str, str]) -> pd.DataFrame:
    """Cells that keep a row out: row (as a spreadsheet shows it), column, value found, reason (what is accepted).

    `frame` is the typed frame, `raw` the text that it was read from, with the same index;
    `raw_names` maps a column of the schema to the file's own where the two differ.
    """
    cases = pd.concat([_against_schema(frame, model), _unreadable(frame, raw, raw_names)]).drop_duplicates()
    names = cases["name"].map(lambda name: raw_names.get(name, name))
    found = [raw.at[i, n] if n in raw else "" for i, n in zip(cases["index"], names, strict=True)]
    accepted = _accepted(model)
    reasons = [
        _("expected {accepted}").format(accepted=accepted.get(name, _("another value"))) for name in cases["name"]
    ]
    table = {"row": cases["index"].astype(int) + FIRST_ROW, "column": list(names), "value": found, "reason": reasons}
    return pd.DataFrame(table, columns=REJECT_COLUMNS).sort_values(["row", "column"], ignore_index=True)


def _accepted(model: type[Table]) -> dict[str, str]:
    return {
        name: (column.metadata or {}).get("accepts", column.description or "")
        for name, column in model.to_schema().columns.items()
    }


def _against_schema(frame: pd.DataFrame, model: type[Table]) -> pd.DataFrame:
    """Failures against the pandera schema, as (index, name)."""
    try:
        model.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases.dropna(subset=["index"])
        return cases[["index", "column"]].rename(columns={"column": "name"})
    return pd.DataFrame({"index": pd.Series(dtype="int64"), "name": pd.Series(dtype="str")})


def _unreadable(frame: pd.DataFrame, raw: pd.DataFrame, raw_names: dict[str, str]) -> pd.DataFrame:
    """Cells that say something which their column's type cannot hold, as (index, name)."""
    cases = []
    for name in frame.columns:
        raw_name = raw_names.get(name, name)
        if raw_name in raw and frame[name].isna().any():
            bad = frame.index[frame[name].isna() & is_given(raw[raw_name])]
            cases.append(pd.DataFrame({"index": bad, "name": name}))
    return pd.concat(cases) if cases else pd.DataFrame({"index": [], "name": []})
