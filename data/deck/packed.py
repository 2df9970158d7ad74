"""Office files that come out the same each time: no moment of writing in them, nor in workbooks inside them."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a zip
MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def dated(file: bytes, made_on: date) -> bytes:
    """The same file with the day `made_on` in place of every moment at which something of it was written."""
    out = BytesIO()
    with ZipFile(BytesIO(file)) as read, ZipFile(out, "w", ZIP_DEFLATED) as written:
        for name in read.namelist():
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            written.writestr(entry, _part(name, read.read(name), made_on))
    return out.getvalue()


def _part(name: str, part: bytes, made_on: date) -> bytes:
    if name.endswith(".xlsx"):
        return dated(part, made_on)
    if name == "docProps/core.xml":
        return MOMENT.sub(rb"\g<1>" + f"{made_on.isoformat()}T00:00:00Z".encode() + rb"\g<2>", part)
    return part
