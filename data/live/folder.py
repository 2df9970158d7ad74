"""Files of a refresh: written whole or not at all, by one run at a time."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.errors import InputError
from data.i18n import _

try:
    import fcntl
except ImportError:  # Windows, where two runs at a time are not kept apart
    fcntl = None

LOCK = "lock"


def sha256(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def write(path: Path, text: str) -> None:
    """Write a file in UTF-8 so that a kill leaves the old one or the new one, never a part."""
    partial = path.with_suffix(".part")
    partial.write_text(text, encoding="utf-8", newline="\n")
    os.replace(partial, path)


@contextmanager
def only_run(folder: Path) -> Iterator[None]:
    """Hold a folder for this run; an InputError where another run holds it. A killed run holds nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as lock:
        if fcntl:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                words = _("Another refresh of this mission is running ({folder}); wait until it is done.")
                raise InputError(words.format(folder=folder)) from None
        yield
