"""Row checks: which rows of a file cannot be taken, and why, in words that a planner can act on."""

import pandas as pd
import pandera.pandas as pa

from data.i18n import _, ngettext
from data.importing.columns import is_given
from data.importing.files import RawTable
from data.schema import Table

REJECT_COLUMNS = ["row", "column", "value", "reason"]
LONGEST_VALUE = 200


def rejects(frame: pd.DataFrame, model: type[Table], raw: RawTable, raw_names: dict[str, str]) -> pd.DataFrame:
    """Cells that keep a row out: row (as a spreadsheet shows it), column, value found, reason (what is accepted).

    `frame` is the typed frame, with the same index as the text that it was read from;
    `raw_names` maps a column of the schema to the file's own where the two differ.
    """
    cases = pd.concat([_against_schema(frame, model), _unreadable(frame, raw.frame, raw_names)])
    if cases.empty:
        return pd.DataFrame(columns=REJECT_COLUMNS).astype({"row": "int64"})
    cases = cases.drop_duplicates(["index", "name"], ignore_index=True)
    names = cases["name"].map(lambda name: raw_names.get(name, name))
    found = [raw.frame.at[i, n] if n in raw.frame else "" for i, n in zip(cases["index"], names, strict=True)]
    accepted = _accepted(model)
    another = _("another value")
    accepts = [rule or accepted.get(name) or another for name, rule in zip(cases["name"], cases["rule"], strict=True)]
    table = {
        "row": cases["index"].astype("int64"),
        "column": [raw.titles.get(name, name) for name in names],
        "value": [str(value)[:LONGEST_VALUE] for value in found],
        "reason": [_("expected {accepted}").format(accepted=words) for words in accepts],
    }
    return pd.DataFrame(table, columns=REJECT_COLUMNS).sort_values(["row", "column"], ignore_index=True)


def broken_rows(raw: RawTable) -> pd.DataFrame:
    """Rows with other than the header's number of cells, in the columns of `rejects`."""
    width = len(raw.titles)
    found = []
    for broken in raw.broken:
        reason = _("expected {width} cells as in the header").format(width=width)
        if broken.lines > 1:
            reason += "; " + _("a quotation mark may not be closed: {lines} lines stand in this row").format(
                lines=broken.lines
            )
        cells = ngettext("{n} cell", "{n} cells", broken.cells).format(n=broken.cells)
        found.append({"row": broken.row, "column": "", "value": cells, "reason": reason})
    return pd.DataFrame(found, columns=REJECT_COLUMNS)


def _accepted(model: type[Table]) -> dict[str, str]:
    return {
        name: (column.metadata or {}).get("accepts", column.description or "")
        for name, column in model.to_schema().columns.items()
    }


def _against_schema(frame: pd.DataFrame, model: type[Table]) -> pd.DataFrame:
    """Failures against the pandera schema, as (index, name, rule); a rule between columns names the one to mend."""
    try:
        model.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases.dropna(subset=["index"])
        between = cases["schema_context"] == "DataFrameSchema"
        rules = cases["check"].astype("str").str.partition(": ")
        names = cases["column"].mask(between, rules[0])
        return pd.DataFrame({"index": cases["index"], "name": names, "rule": rules[2].where(between, "")})
    return pd.DataFrame({"index": pd.Series(dtype="int64"), "name": [], "rule": []}, dtype="str")


def _unreadable(frame: pd.DataFrame, raw: pd.DataFrame, raw_names: dict[str, str]) -> pd.DataFrame:
    """Cells that say something which their column's type cannot hold, as (index, name, rule)."""
    cases = []
    for name in frame.columns:
        raw_name = raw_names.get(name, name)
        if raw_name in raw and frame[name].isna().any():
            bad = frame.index[frame[name].isna() & is_given(raw[raw_name])]
            cases.append(pd.DataFrame({"index": bad, "name": name, "rule": ""}))
    return pd.concat(cases) if cases else pd.DataFrame({"index": [], "name": [], "rule": []})
