"""Zipped and gzipped files: the one file inside, unpacked for as long as it is read."""

import gzip
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.errors import InputError
from data.i18n import _

LARGEST_BYTES = 4 * 1024**3
LARGEST_BOOK_BYTES = 2 * 1024**3  # of a workbook: a million rows of 40 columns is less
LONGEST_NAME = 100
SHAPEFILE = ".shp"


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The path of the file to read: `path` itself, or what a .gz or .zip holds, in a folder that goes afterwards.

    A zip with a shapefile stays as it is, because its reader wants the whole of it.
    """
    ending = path.suffix.lower()
    if ending not in {".gz", ".zip"}:
        yield path
        return
    unpack = _gunzipped if ending == ".gz" else _unzipped
    with tempfile.TemporaryDirectory() as folder:
        try:
            inner = unpack(path, Path(folder))
        except InputError:
            raise
        except Exception as error:  # broken archives make their readers fail in every way
            reason = str(error).rstrip(".") or type(error).__name__
            raise InputError(_("{file} cannot be unpacked: {reason}.").format(file=path.name, reason=reason)) from None
        yield inner


def _gunzipped(path: Path, folder: Path) -> Path:
    with gzip.open(path) as packed:
        return _written(packed, folder / path.stem[-LONGEST_NAME:], path)


def _unzipped(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        inside = [i for i in archive.infolist() if not i.is_dir() and not _is_system_file(i.filename)]
        if any(i.filename.lower().endswith(SHAPEFILE) for i in inside):
            return path
        if len(inside) != 1:
            names = ", ".join(i.filename for i in inside[:6]) or _("nothing")
            raise InputError(
                _("{file} must hold one file, or one shapefile with its parts; it holds {names}.").format(
                    file=path.name, names=names
                )
            )
        with archive.open(inside[0]) as packed:
            return _written(packed, folder / Path(inside[0].filename).name[-LONGEST_NAME:], path)


def check_book(path: Path) -> None:
    """An InputError where a workbook unpacks to more than any that people make; its reader has the file in memory."""
    with zipfile.ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_BOOK_BYTES:
            raise InputError(_("{file} unpacks to more than 2 GB: save its rows as CSV.").format(file=path.name))


def _is_system_file(name: str) -> bool:
    return name.startswith("__MACOSX/") or Path(name).name.startswith(".")


def _written(packed: object, target: Path, path: Path) -> Path:
    """Copy the stream to `target`, and stop where it grows past what anyone publishes."""
    with target.open("wb") as out:
        while chunk := packed.read(1 << 20):
            if out.tell() + len(chunk) > LARGEST_BYTES:
                raise InputError(_("{file} unpacks to more than 4 GB; split it by year.").format(file=path.name))
            out.write(chunk)
    shutil.copystat(path, target)
    return target
