"""What a file is by its first bytes, where its name says otherwise."""

import zipfile
from pathlib import Path

from data.errors import InputError
from data.i18n import _

START_BYTES = 1024
PDF, ZIP, OLE = b"%PDF-", b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1")
HTML = (b"<!doctype html", b"<html")
BEFORE_HTML = b"\xef\xbb\xbf \t\r\n"
BOOK = "xl/workbook.xml"
BOOKS = {".xlsx", ".xlsm"}
TEXTS = {".csv", ".txt", ".tsv"}


def ending(path: Path) -> str:
    """The ending by which a file is to be read, in lower case: its own, or .xlsx for a workbook under a text's name.

    An InputError where it is a PDF, a web page, an old Office file, or an archive under the name of a table.
    """
    with path.open("rb") as file:
        start = file.read(START_BYTES)
    own = path.suffix.lower()
    if problem := _no_table(start):
        raise InputError(problem.format(file=path.name))
    if not start.startswith(ZIP) or own not in BOOKS | TEXTS:
        return own
    if not _is_book(path):
        raise InputError(
            _("{file} is an archive and no workbook: name it .zip, or save the table in it as CSV or .xlsx.").format(
                file=path.name
            )
        )
    return own if own in BOOKS else ".xlsx"


def _no_table(start: bytes) -> str:
    """Why nothing that starts with these bytes can be read, with a place for the file's name; empty for all else."""
    if start.startswith(PDF):
        return _("{file} is a PDF and no table: ask for the rows as CSV or Excel.")
    if start.startswith(OLE):
        return _("{file} is an old or password-protected Office file: save it as .xlsx without a password.")
    if start.lstrip(BEFORE_HTML).lower().startswith(HTML):
        return _("{file} is a web page and no table, perhaps one that asks to sign in: download the file again.")
    return ""


def _is_book(path: Path) -> bool:
    """Whether a zip archive is an Excel workbook; a broken one is left to its reader, which says what is wrong."""
    try:
        with zipfile.ZipFile(path) as archive:
            return BOOK in archive.namelist()
    except zipfile.BadZipFile:
        return True
