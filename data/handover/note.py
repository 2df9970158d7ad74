"""The handover note: what a post holds and what people saved, as one workbook with a sheet a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from urllib.parse import urlencode

import pandas as pd

from data import writers
from data.handover import saved, words
from data.i18n import _

TITLE = "Handover note"


@dataclass(frozen=True)
class Note:
    """What a note is of: the post, who saved what is listed (empty for everybody), and the tables by kind."""

    post: str
    author: str
    tables: Mapping[str, pd.DataFrame]

    @property
    def rows(self) -> int:
        """How many rows stand in all tables."""
        return sum(map(len, self.tables.values()))


def workbook(note: Note, cover: Mapping[str, str], made_on: date, base_url: str) -> bytes:
    """The note as an Excel file: a cover with post, date, version and marks, then a sheet for each table.

    `cover` has the mission, version and marks: see `data.export.cover`. Links lead to `base_url`, where one is known.
    """
    about = {
        "title": _(TITLE),
        "post": note.post,
        "saved_by": note.author or _("everybody"),
        "date": made_on.isoformat(),
        **{key: cover[key] for key in ("mission", "mark", "handling", "edition", "version")},
        "rows": str(note.rows),
        "note": _("Owners are posts. What is saved under a name is listed by that name, whatever the post."),
    }
    names, out = words.kinds(), BytesIO()
    writers.book({names[kind]: sheet(kind, note.tables[kind], base_url) for kind in note.tables}, about, out)
    return out.getvalue()


def sheet(kind: str, rows: pd.DataFrame, base_url: str) -> pd.DataFrame:
    """A table as people read it, with the link of each row."""
    links = [f"{base_url}/{_path(row.page)}?{urlencode(row.query)}" for row in rows.itertuples(index=False)]
    is_saved = kind in saved.KINDS
    about = {_("Saved by"): rows["by"]} if is_saved else {_("The post"): rows["role"].map(words.role)}
    made = {
        _("What"): rows["title"],
        **about,
        words.state_head(kind): rows["state"].map(words.state),
        **({} if is_saved else {_("Day"): rows["due"].dt.strftime("%Y-%m-%d")}),
        _("Key"): rows["row_id"],
        _("Link"): pd.Series(links, index=rows.index, dtype="str"),
    }
    return pd.DataFrame(made).astype("str").replace("nan", "")


def _path(page: str) -> str:
    return "" if page == "briefing" else page
