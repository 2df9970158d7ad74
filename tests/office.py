"""LibreOffice as another program that opens what was written; a test skips, saying why, where it is not."""

import shutil
import subprocess
from pathlib import Path

import pytest

PARTS = {"Writer": "libswlo.so", "Impress": "libsdlo.so", "Calc": "libsclo.so"}


def converted(path, target, folder, part):
    """A file as LibreOffice's `part` writes it into `folder`; `target` is an ending, with a filter's name behind it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if not found or not (Path(found).resolve().parent / PARTS[part]).exists():
        pytest.skip(f"LibreOffice with {part} is not installed")
    home = f"-env:UserInstallation=file://{folder}/office"
    command = [found, home, "--headless", "--convert-to", target, "--outdir", str(folder), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=True)
    assert "Error" not in done.stderr, done.stderr
    return Path(folder) / f"{Path(path).stem}.{target.partition(':')[0]}"
