"""Pages as one HTML file that needs neither network nor server: text and tables as they are, map and charts by script.

Leaflet and the figures of maps and charts stand in the file packed (gzip in base64) and are unpacked by the browser.
Its policy lets run the two scripts of ours and Leaflet's, known by their hashes, and lets nothing ask any host.
"""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xstatic.pkg.leaflet
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from data.deck import said
from data.deck.model import Page
from data.deck.onefile import hatches, shown
from data.deck.onefile.colours import Colours
from data.deck.onefile.drawing import Drawing
from data.errors import InputError
from data.i18n import _, language
from data.words import formats

FOLDER = Path(__file__).with_name("onefile")
LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)
SCRIPTS = ("labels.js", "map.js", "chart.js", "file.js")
MOST_BYTES = 3_000_000
TOLERANCES = (0.0, 0.02, 0.05)  # degrees: outlines are made coarser before a file is refused


def write(pages: Sequence[Page], out: Path, made_on: date) -> None:
    """Write the pages as one file, the same bytes for the same pages and day.

    An InputError where there is no page, or where the file would be larger than `MOST_BYTES`.
    """
    if not pages:
        raise InputError(_("There is no page to write: choose at least one view."))
    for tolerance in TOLERANCES:
        made = file_of(pages, made_on, tolerance)
        if len(made) <= MOST_BYTES:
            Path(out).write_bytes(made)
            return
    words = _("The file would have {size} MB, and {most} MB is the most that is sent: choose fewer views.")
    raise InputError(words.format(size=formats.number(len(made) / 1e6), most=formats.number(MOST_BYTES / 1e6)))


def file_of(pages: Sequence[Page], made_on: date, tolerance: float = 0.0) -> bytes:
    """The file, with outlines coarser by `tolerance` (degrees)."""
    colours = Colours()
    own = [shown.page(page, number, colours) for number, page in enumerate(pages, start=1)]
    figures = _figures(pages, colours, tolerance)
    script = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS)
    leaflet = (LEAFLET / "leaflet.js").read_text(encoding="utf-8")
    style = colours.style() + _leaflet_style() + (FOLDER / "style.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    html = environment.get_template("file.html").render(
        lang=language(),
        policy=_policy(style, [script, leaflet]),
        style=Markup(style),
        script=Markup(script),
        leaflet=packed(leaflet),
        figures=packed(json.dumps(figures, separators=(",", ":"), allow_nan=False)),
        hatches=hatches.PATHS.values(),
        pages=own,
        first=pages[0].words,
        title=said.title(pages),
        say=shown.words(),
        made_on=_("Made on {day}").format(day=formats.day(made_on)),
    )
    return html.encode("utf-8", "replace")


def _figures(pages: Sequence[Page], colours: Colours, tolerance: float) -> dict[str, object]:
    """What the script draws."""
    drawing = Drawing(colours, tolerance)
    drawn = [
        {
            "map": drawing.map(page) if page.map else None,
            "charts": [shown.chart(chart, colours) for chart in page.charts],
        }
        for page in pages
    ]
    return {"lang": language(), "say": shown.words(), "pages": drawn, "outlines": drawing.outlines()}


def packed(text: str) -> str:
    """A text as gzip in base64, without the time of its making."""
    return base64.b64encode(gzip.compress(text.encode("utf-8", "replace"), 9, mtime=0)).decode()


def _leaflet_style() -> str:
    """Leaflet's looks without its pictures, which would be files of their own."""
    css = (LEAFLET / "leaflet.css").read_text(encoding="utf-8")
    return re.sub(r"url\([^)]*\)", "none", css)


def _policy(style: str, scripts: Sequence[str]) -> str:
    """What the browser may do with the file: these scripts and looks, pictures within it, and nothing else."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
