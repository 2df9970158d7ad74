"""Files broken at random: wild cells and columns, written in any container and encoding, with bytes gone wrong.

A table is a list of rows of text whose first row is the header. Every way to break one takes its chances from a
`random.Random`, so that the same seed breaks the same way.
"""

import csv
import gzip
import io
import json
import string
import zipfile

import openpyxl
import pandas as pd
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

WILD = (
    "", " ", "\u00a0", "NaN", "inf", "-inf", "1e400", "1e308", "-1", "0", "1.5", "007", "9" * 30, "9999999999", "1e15",
    "31/02/2019", "00/00/0000", "13/13/2019", "2019-02-30", "0001-01-01", "9999-12-31", "2019-03-23T25:61:61Z", "2199",
    "03/04/2019", "23/04/2019", "04/23/2019", "true", "None", "null", "#VALUE!", "=1+1", "+SUM(A1)", "@x", "-", "'",
    '"', '""', "a\nb", "a\r\nb", ",;\t|", "\0", "\x1f", "\u202eright to left\u202c", "\ufeff", "\ufffd", "🕊" * 3,
    "Ménaka", "Ã©", "٣", "<script>alert(1)</script>", "x" * 1_000_000, "x\n" * 2_000, "#date+start", "{name}", "%s",
)  # fmt: skip


def cells_replaced(table, random):
    for _time in range(random.randint(1, 8)):
        row = random.choice(table[1:] or table)
        if row:
            row[random.randrange(len(row))] = random.choice(WILD)


def column_replaced(table, random):
    at, value = random.randrange(len(table[0]) or 1), random.choice(WILD)
    for row in table[1:]:
        row[at : at + 1] = [value]


def title_replaced(table, random):
    if table[0]:
        table[0][random.randrange(len(table[0]))] = random.choice(WILD)


def _picked(table, order):
    table[:] = [[row[at] for at in order if at < len(row)] for row in table]


def columns_shuffled(table, random):
    _picked(table, random.sample(range(len(table[0])), len(table[0])))


def column_dropped(table, random):
    _picked(table, sorted(random.sample(range(len(table[0])), max(len(table[0]) - random.randint(1, 3), 0))))


def column_doubled(table, random):
    if table[0]:
        _picked(table, [*range(len(table[0])), random.randrange(len(table[0]))])


def column_numbered(table, _random):
    table[:] = [[str(number) if number else "", *row] for number, row in enumerate(table)]


def titles_recased(table, random):
    change = random.choice([str.upper, str.title, str.swapcase, lambda t: f" {t} ", lambda t: t.replace("_", " ")])
    table[0] = [change(title) for title in table[0]]


def header_gone(table, _random):
    del table[0]


def header_below_words(table, random):
    table[:0] = [[random.choice(WILD)] for _line in range(random.randint(1, 4))]


def header_twice(table, random):
    table.insert(random.randrange(len(table)) + 1, list(table[0]))


def tags_below_header(table, _random):
    table.insert(1, ["#date+start" if at % 3 else "" for at in range(len(table[0]))])


def rows_gone(table, random):
    del table[random.randrange(len(table)) :]


def row_doubled(table, random):
    table.append(list(random.choice(table)))


def rows_swapped(table, random):
    a, b = random.randrange(len(table)), random.randrange(len(table))
    table[a], table[b] = table[b], table[a]


def row_blank(table, random):
    table.insert(random.randrange(len(table)) + 1, random.choice([[], [""] * len(table[0])]))


def row_short(table, random):
    row = random.choice(table)
    del row[random.randrange(len(row) + 1) :]


def row_long(table, random):
    random.choice(table).extend(random.choices(WILD, k=random.randint(1, 3)))


def text_misread(table, random):
    encoding = random.choice(["latin-1", "cp1252"])
    table[:] = [[cell.encode().decode(encoding, "replace") for cell in row] for row in table]


TABLE_BREAKS = (
    cells_replaced, cells_replaced, column_replaced, title_replaced, columns_shuffled, column_dropped, column_doubled,
    column_numbered, titles_recased, header_gone, header_below_words, header_twice, tags_below_header, rows_gone,
    row_doubled, rows_swapped, row_blank, row_short, row_long, text_misread,
)  # fmt: skip


def as_csv(table, random):
    text = io.StringIO(newline="")
    how = {
        "delimiter": random.choice(",,,;\t|"),
        "quoting": random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
        "lineterminator": random.choice(["\n", "\r\n", "\r"]),
    }
    csv.writer(text, **how).writerows(table)
    encoding = random.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
    return text.getvalue().encode(encoding, "replace")


def _framed(table):
    """The table as a frame: rows as wide as the header, whose names are made distinct."""
    header = table[0] if table else []
    names = [f"{name}_{at}" if name in header[:at] else name for at, name in enumerate(header)]
    rows = [[*row, *[""] * len(names)][: len(names)] for row in table[1:]]
    return pd.DataFrame(rows, columns=names, dtype="object")


def _typed(cells, random):
    """A column's cells as numbers, moments, lists, bytes or what a program may have kept them as; else as they are."""
    column = pd.Series(cells, dtype="object")
    kinds = [
        lambda: pd.to_numeric(column, errors="coerce"),
        lambda: pd.to_datetime(column, errors="coerce", utc=True, format="ISO8601"),
        lambda: pd.to_datetime(column, errors="coerce", format="%Y-%m-%d"),
        lambda: column.astype("category"),
        lambda: [cell.encode() for cell in cells],
        lambda: [[cell, "x"] if len(cell) % 2 else None for cell in cells],
        lambda: [{"lat": cell, "lon": None} for cell in cells],
        lambda: [None] * len(cells),
    ]
    return random.choice(kinds)() if random.random() < 0.15 else column


def as_parquet(table, random):
    frame = _framed(table)
    cells = {_well_formed(name): [_well_formed(cell) for cell in frame[name]] for name in frame}
    out = io.BytesIO()
    pd.DataFrame({name: pd.Series(_typed(column, random)) for name, column in cells.items()}).to_parquet(out)
    return out.getvalue()


def _well_formed(text):
    return text.encode("utf-8", "replace").decode()


def as_excel(table, random):
    book = openpyxl.Workbook()
    if random.random() < 0.3:
        book.create_sheet("About", 0).append(["read me", "first"])
    for row in table:
        cells = [ILLEGAL_CHARACTERS_RE.sub("", cell)[:32_000] for cell in row]
        book[book.sheetnames[-1]].append([_number(c) if random.random() < 0.2 else c for c in cells])
    made = io.BytesIO()
    book.save(made)
    return _undated(made)


def _undated(made):
    """A workbook without the moments of its making: its bytes break the same way each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(made) as book, zipfile.ZipFile(out, "w") as undated:
        for name in book.namelist():
            if name != "docProps/core.xml":
                undated.writestr(zipfile.ZipInfo(name), book.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _number(cell):
    try:
        return float(cell) if len(cell) < 15 and "n" not in cell.casefold() else cell
    except ValueError:
        return cell


def as_json(table, random):
    records = _framed(table).to_dict("records")
    for record in records:
        if record and random.random() < 0.1:
            name = random.choice(list(record))
            record[name] = random.choice([None, [], {}, [{"lat": 1, "lon": "x"}], 1e308, True, {"a": {"b": 1}}, [1, 2]])
    wrapped = [records, {"data": records}, {"payload": {"incidents": records}}, {"Result": records, "results": None}]
    return json.dumps(random.choice(wrapped), ensure_ascii=random.random() < 0.5).encode("utf-8", "replace")


def as_points(table, random):
    features = []
    for record in _framed(table).to_dict("records"):
        place = [record.pop("longitude", "0"), record.pop("latitude", "0")]
        geometry = {"type": "Point", "coordinates": [_number(cell) for cell in place]}
        if random.random() < 0.05:
            point = {"type": "Point", "coordinates": []}
            collection = {"type": "GeometryCollection", "geometries": [None, point]}
            geometry = random.choice([None, {}, point, collection, "POINT", {"type": None}])
        features.append({"type": "Feature", "properties": record, "geometry": geometry})
        if random.random() < 0.02:
            features.append(random.choice([None, 1, {}, {"properties": None}, {"properties": 3, "geometry": []}]))
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")


WRITERS = {".csv": as_csv, ".tsv": as_csv, ".xlsx": as_excel, ".parquet": as_parquet, ".json": as_json,
           ".geojson": as_points}  # fmt: skip


def bytes_flipped(content, random):
    changed = bytearray(content)
    for _time in range(random.randint(1, 20)):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def bytes_inserted(content, random):
    at = random.randrange(len(content) + 1)
    return content[:at] + random.choice([b"\0", b"\xff\xfe", b"\n", b'"', b",", random.randbytes(50)]) + content[at:]


def bytes_gone(content, random):
    at = random.randrange(len(content) + 1)
    return content[:at] + content[at + random.randint(1, 60) :]


def bytes_cut(content, random):
    return content[: random.randrange(len(content) + 1)]


def bytes_doubled(content, random):
    at, until = sorted(random.randrange(len(content) + 1) for _end in "ab")
    return content[:until] + content[at:until] + content[until:]


def bytes_moved(content, random):
    at = random.randrange(len(content) + 1)
    return content[at:] + content[:at]


BYTE_BREAKS = (bytes_flipped, bytes_inserted, bytes_gone, bytes_cut, bytes_doubled, bytes_moved)


def gzipped(name, content, _random):
    return f"{name}.gz", gzip.compress(content, mtime=0)


def zipped(name, content, random):
    out = io.BytesIO()
    inside = random.choice([name, name, f"folder/{name}", "".join(random.choices(string.ascii_letters, k=300)), ".shp"])
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(inside), content)
        if random.random() < 0.1:
            archive.writestr(zipfile.ZipInfo("read me.txt"), "x")
    return "archive.zip", out.getvalue()


def renamed(name, content, random):
    return f"renamed{random.choice(['.csv', '.xlsx', '.json', '.parquet', '.zip', '.gz', '.gpkg', '.pdf'])}", content


PACKINGS = (gzipped, zipped, renamed)
