"""Whatever happened to a file, it is read with every row accounted for, or refused in one sentence; never otherwise.

`LINCHPIN_FULL=1` tries 2,000 files and not 150.
"""

import csv
import itertools
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from data import mission, snapshot
from data.errors import InputError
from data.importing import rejects
from data.importing.mappings import Mapping
from data.importing.read import How, read_file
from data.importing.run import import_files
from data.register.columns import references
from data.tables import TABLES
from tests.data.importing import breaking
from tests.data.made import (
    ACLED_NOW,
    GEOPKO,
    HAPI,
    MONTHLY,
    REPORT,
    SAGE,
    SAGE_MAPPING,
    SETTINGS,
    UCDP,
    layer,
    rows,
    square,
)

FULL = os.environ.get("LINCHPIN_FULL") == "1"
REAL_EXAMPLES, MADE_EXAMPLES = (1200, 800) if FULL else (90, 60)
REAL = (
    "acled/mali_2020-11-06.csv",
    "acled/1900-01-01-2020-11-12-Indonesia.csv",
    "acled/africa_2018_old_taxonomy.csv",
    "acled/world_2022_layout_2023.csv",
    "ucdp/ged231_sample_1000.csv",
    "geopko/FrontMap_v.2.3.csv",
    "geopko/geopko_v1.csv",
)
ROWS = 40
LONGEST_SENTENCE = 1500
HOW = How(SETTINGS, only="MINUSMA", mappings={"sage": Mapping.model_validate(SAGE_MAPPING)})


def days(base, key, day):
    """A dozen rows of a layout, with days that tell their order and ids of their own."""
    return rows(base, *({key: str(n), day: base[day].replace("23", str(n + 12))} for n in range(12)))


OWN_TASK = {"task_id": "1", "mandate_id": "2480", "title": "Stabilise", "status": "on_course", "due": "2020-06-30",
            "progress": "0.5", "illustrative": "yes"}  # fmt: skip
OWN_THREAT = {"area_id": "x:1", "section": "JMAC", "judgement": "likely", "assessed_on": "2019-03-23",
              "confidence": "low", "valid_until": ""}  # fmt: skip
OWN_BASE = {"base_id": "b1", "name": "Gao", "type": "base", "status": "open", "latitude": "16.3", "longitude": "-0.1",
            "opened": "2013-07-01", "source": "test", "illustrative": "no"}  # fmt: skip
MADE = {
    "acled": days(ACLED_NOW, "event_id_cnty", "event_date"),
    "ucdp": days(UCDP, "id", "date_start"),
    "geopko": rows(GEOPKO, *({"year": str(year)} for year in range(2013, 2024))),
    "hapi": days(HAPI, "admin2_code", "reference_period_start"),
    "monthly": rows(MONTHLY, *({"Admin1": name} for name in "abcde")),
    "ushahidi": days(REPORT, "#", "INCIDENT DATE"),
    "sage": days(SAGE, "Réf.", "Date de l'incident"),
    "tasks": rows(OWN_TASK, *({"task_id": str(n)} for n in range(9))),
    "threats": rows(OWN_THREAT, *({"area_id": f"x:{n}"} for n in range(9))),
    "bases": rows(OWN_BASE, *({"base_id": f"b{n}"} for n in range(9))),
    "areas": None,
}


def start_of(path):
    """The header and the first rows of a real file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(itertools.islice(csv.reader(file), ROWS + 1))


def in_cells(frame):
    return [list(frame.columns), *frame.to_numpy().tolist()]


def areas():
    """Boundaries as bytes."""
    shapes = [square(0, 10), square(2, 10), square(4, 10)]
    return layer({"area_id": ["x:1", "x:2", "x:3"], "level": 1, "name": ["A", "B", "Ç"]}, shapes).to_json().encode()


breaks = {
    "table_breaks": st.lists(st.sampled_from(breaking.TABLE_BREAKS), max_size=4),
    "ending": st.sampled_from([*[".csv"] * 4, *breaking.WRITERS]),
    "byte_breaks": st.just([]) | st.lists(st.sampled_from(breaking.BYTE_BREAKS), max_size=2),
    "packing": st.sampled_from([None] * 4 + [*breaking.PACKINGS]),
    "random": st.randoms(use_true_random=True),
    "imports": st.integers(0, 7).map(lambda n: n == 0),
}
tried = {
    "derandomize": True,
    "deadline": None,
    "database": None,
    "phases": [Phase.generate],  # a case is a seed and a few names: shrinking it would take minutes for nothing
    "suppress_health_check": list(HealthCheck),
}


def broken(table, *, table_breaks, ending, byte_breaks, packing, random):
    """Name and bytes of a file that holds a table, broken in all these ways."""
    for change in table_breaks:
        if table:
            change(table, random)
    content = breaking.WRITERS[ending](table, random)
    return packed(f"file{ending}", content, byte_breaks, packing, random)


def packed(name, content, byte_breaks, packing, random):
    pack_first = random.random() < 0.5
    if packing and pack_first:
        name, content = packing(name, content, random)
    for change in byte_breaks:
        content = change(content, random)
    return packing(name, content, random) if packing and not pack_first else (name, content)


def is_one_sentence_that_names(name, sentence):
    return (
        name in sentence
        and sentence.strip() == sentence
        and len(sentence.splitlines()) == 1
        and len(sentence) < LONGEST_SENTENCE
        and "Traceback" not in sentence
    )


def assert_accounts_for_every_row(parsed):
    assert parsed.rows == parsed.accepted + parsed.rejected + parsed.duplicates
    assert (parsed.rejects["row"] >= 1).all()
    assert (parsed.rejects["reason"].str.len() > 0).all()
    TABLES[parsed.table].model.validate(parsed.frame, lazy=True)
    if parsed.layout != "Geo-PKO":  # several rows make one base
        assert len(parsed.frame) == parsed.accepted
    if parsed.table != "areas":
        assert len(rejects.table(parsed)) == parsed.rejected
    assert rejects.as_csv(parsed)


def assert_imports_once(path, folder, parsed):
    made = mission.init(folder / "mission", "MINUSMA", "Mali")
    how = {"only": HOW.only, "mapping": HOW.mappings["sage"] if parsed.mapping else None}
    _mission, (first,) = import_files(made, [path], **how)
    kept = first.parsed.frame  # what names a row that is not there falls, and is reported
    assert first.parsed.accepted + first.parsed.rejected + first.parsed.duplicates == parsed.rows
    assert references(parsed.table) or len(kept) == len(parsed.frame)
    assert (first.added, first.changed, first.version) == (len(kept), 0, int(len(kept) > 0))
    _mission, (again,) = import_files(made, [path], **how)
    assert (again.added, again.changed, again.version) == (0, 0, first.version)
    assert len(made.store.read(parsed.table, first.version)) == len(kept)
    snapshot.load(made, first.version)


def assert_is_read_or_refused(name, content, imports):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            parsed = read_file(path, HOW)
        except InputError as refused:
            note(str(refused)[:2000])
            assert is_one_sentence_that_names(name, str(refused))
            return
        assert_accounts_for_every_row(parsed)
        if imports:
            assert_imports_once(path, Path(folder), parsed)


@given(file=st.sampled_from(REAL), **breaks)
@settings(max_examples=REAL_EXAMPLES, **tried)
def test_a_broken_real_file_is_accounted_for_or_refused(shared_data, file, imports, **how):
    name, content = broken(start_of(shared_data / file), **how)
    assert_is_read_or_refused(name, content, imports)


@given(kind=st.sampled_from(list(MADE)), **breaks)
@settings(max_examples=MADE_EXAMPLES, **tried)
def test_a_broken_file_of_any_layout_is_accounted_for_or_refused(kind, imports, **how):
    if kind == "areas":
        name, content = packed("file.geojson", areas(), how["byte_breaks"], how["packing"], how["random"])
    else:
        name, content = broken(in_cells(MADE[kind]), **how)
    assert_is_read_or_refused(name, content, imports)


@pytest.mark.parametrize("sentence", ["", "two\nlines in x.csv", "no name", "x.csv " * 400, "x.csv: Traceback"])
def test_what_is_no_sentence_would_be_found(sentence):
    assert not is_one_sentence_that_names("x.csv", sentence)
