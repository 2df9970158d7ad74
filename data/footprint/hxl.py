"""Humanitarian presence from HXL files: only how many organisations, by area and sector of aid, as OCHA cleared it.

Where a file names organisations they are counted and let go of at once: no name is kept, reported or stored.
"""

from dataclasses import replace

import pandas as pd

from data.errors import InputError
from data.i18n import _
from data.importing import columns
from data.importing.files import RawTable, sha256
from data.importing.parsed import Parsed

LAYOUT = "HXL, organisations by area and sector"
COUNTS = ({"num"}, {"count"})
NOT_NAMES = {"type", "funder", "acronym", "code", "num", "count"}
CODES, CLEARED, ANY = frozenset({"code", "pcode"}), frozenset({"cleared"}), frozenset()
HIDDEN = "…"
Tag = tuple[str, frozenset[str]]


def tag_of(plain: str) -> Tag:
    """A tag and its attributes from a plain column name: `#adm2 +code` is adm2_code, so ("adm2", {"code"})."""
    tag, *attributes = plain.split("_")
    return tag, frozenset(attributes)


def is_presence(names: frozenset[str]) -> bool:
    """True for a row of HXL tags with a sector, an area of level 2, and organisations or their count."""
    tags = {tag_of(name)[0] for name in names}
    return {"sector", "adm2"} <= tags and bool(_organisations(names) or _counts(names))


def _organisations(names: frozenset[str]) -> str | None:
    """The column that names who works there: those who implement before those who plan; never who pays."""
    own = [name for name in names if tag_of(name)[0] == "org" and not tag_of(name)[1] & NOT_NAMES]
    return min(own, key=lambda name: ("impl" not in tag_of(name)[1], name), default=None)


def _counts(names: frozenset[str]) -> str | None:
    own = [
        name for name in names for words in COUNTS
        if words <= tag_of(name)[1] and (tag_of(name)[0] in {"org", "meta"} or "org" in tag_of(name)[1])
    ]  # fmt: skip
    return min(own, default=None)


def _column(names: frozenset[str], tag: str, with_: frozenset[str] = ANY, without: frozenset[str] = ANY) -> str | None:
    """The first column of a tag that has one of some attributes, and none of others."""
    own = [n for n in names if tag_of(n)[0] == tag and (not with_ or with_ & tag_of(n)[1])]
    return min((n for n in own if not without & tag_of(n)[1]), default=None)


def counted(raw: RawTable) -> tuple[pd.DataFrame, dict[str, str]]:
    """Columns of table presence as text, one row an area, sector, day and clearance, indexed by the file's first row
    of each; and which column of ours stands for which of the file's."""
    cells, names = raw.frame, frozenset(raw.frame.columns)
    if not raw.titles or not all(raw.titles[name].startswith("#") for name in names if tag_of(name)[0] == "sector"):
        raise InputError(_("{file} has no HXL tags such as #sector and #adm2.").format(file=raw.path.name))
    found = {
        "area": _column(names, "adm2", with_=CODES) or _column(names, "adm2"),
        "area_name": _column(names, "adm2", without=CODES),
        "sector": _column(names, "sector", without=CODES) or _column(names, "sector"),
        "as_of": _column(names, "date"),
        "source": _column(names, "meta", with_=frozenset({"source"})),
        "cleared": _column(names, "meta", with_=CLEARED) or _column(names, "status", with_=CLEARED),
    }
    blank = pd.Series("", index=cells.index, dtype="str")
    texts = pd.DataFrame({ours: cells[theirs].str.strip() if theirs else blank for ours, theirs in found.items()})
    texts["row"] = texts.index
    texts["n"] = _numbers(cells, names)
    groups = texts.groupby(["area", "sector", "as_of", "cleared"], sort=False)
    table = groups.agg(
        row=("row", "first"), area_name=("area_name", "first"), source=("source", "first"), n=("n", _sum)
    )
    table = table.reset_index().rename(columns={"n": "organisations"}).set_index("row")
    return table, {ours: theirs for ours, theirs in found.items() if theirs}


def _numbers(cells: pd.DataFrame, names: frozenset[str]) -> pd.Series:
    """What each row adds to its group: a published count, else a number that stands for a name; names stay here."""
    organisations = _organisations(names)
    if organisations is None:
        return columns.whole(cells[_counts(names)]).map(lambda n: ("count", n), na_action="ignore")
    words = cells[organisations].str.strip().str.casefold()
    codes = pd.Series(pd.factorize(words)[0], index=cells.index)
    return codes.where(words != "").map(lambda code: ("name", code), na_action="ignore")


def _sum(numbers: pd.Series) -> str:
    """The count of a group as text: the sum of published counts, or how many different names; empty for neither."""
    known = numbers.dropna()
    if known.empty:
        return ""
    kinds, values = zip(*known, strict=True)
    return str(sum(values) if kinds[0] == "count" else len(set(values)))


def without_names(parsed: Parsed) -> Parsed:
    """A parsed file of table presence whose report quotes no cell and keeps no refused row: either may hold a name."""
    if parsed.table != "presence":
        return parsed
    quoted = parsed.rejects.assign(value=HIDDEN) if len(parsed.rejects) else parsed.rejects
    return replace(parsed, rejects=quoted, rejected_rows=pd.DataFrame())


def parsed_from(raw: RawTable, parsed: Parsed) -> Parsed:
    """The same with the hash of the file, a note on what was kept, and no name."""
    note = _("Only the number of organisations by area and sector was kept; names, where the file has them, were not.")
    return without_names(replace(parsed, sha256=sha256(raw.path)).with_notes(note))
