"""Pictures as files: PNG and SVG, the same bytes for the same picture."""

import gc
from io import BytesIO
from threading import Lock

from data.pictures import charts, maps
from data.pictures.lettering import DPI, LONGEST_TITLE, clean
from data.pictures.sheet import Sheet
from data.pictures.spec import ChartPicture, Picture

# matplotlib is not safe for threads, and one picture at a time bounds the memory that pictures take.
_one_at_a_time = Lock()


def drawn(picture: Picture, ending: str) -> bytes:
    """The picture as a file of `ending`, `.png` or `.svg`."""
    with _one_at_a_time:
        out = _saved(picture, ending)
        gc.collect()  # a figure's parts hold each other and 16 MB of pixels, of which twenty clicks would make 320
    return out


def _saved(picture: Picture, ending: str) -> bytes:
    sheet = Sheet(picture.words)
    (charts if isinstance(picture, ChartPicture) else maps).draw(sheet, picture)
    out = BytesIO()
    sheet.figure.savefig(out, format=ending[1:], dpi=DPI, metadata=_about(picture, ending))
    return out.getvalue()


def _about(picture: Picture, ending: str) -> dict[str, str | None]:
    """What the file says of itself: no moment and no software, which would make two files of one picture differ."""
    title = clean(picture.words.title, LONGEST_TITLE)
    source = " ".join(clean(sentence) for sentence in (*picture.words.foot, picture.words.disclaimer) if sentence)
    if ending == ".png":
        return {"Title": title, "Source": source, "Software": None}
    return {"Title": title, "Source": source, "Creator": None, "Date": None}
