"""A thousand hostile names, given wherever a name is taken: nothing is written outside the mission folder."""

import random
from types import SimpleNamespace

import pytest

from components import importer
from data.books import books
from data.books.slides import slide
from data.briefs import briefs
from data.briefs.briefs import Brief
from data.deck import batch
from data.errors import InputError
from data.importing import mappings
from data.importing.mappings import Mapping
from data.workshop import scenarios
from data.workshop.scenarios import Draft
from tests.data.made import SAGE_MAPPING

MAPPING = Mapping.model_validate(SAGE_MAPPING)
PARTS = [
    "../", "..\\", "/etc/", "C:\\", "\\\\host\\share\\", "\x00", "CON", "AUX.txt", "NUL", "lpt1", ".", "..", "...", " ",
    "\n", "\r", "\t", "%2e%2e%2f", "%00", "\uff0e\uff0e\uff0f", "\u2024\u2024/", "\u2215", "\uff3c", "\u202e", "\u200b",
    "~", "$HOME", "|", ";rm -rf", "`id`", "*", "?", "<script>", "'", '"', "\u00e9", "e\u0301", "\uff21", "\u0430",
    "x" * 300, "-", "--out", "mission.toml", "tables", "_delta_log",
]  # fmt: skip


def names():
    """The same thousand at each run: each part alone, then some of them together."""
    draw = random.Random(8)
    alone = list(PARTS)
    joined = {"".join(draw.choices(PARTS, k=draw.randint(2, 6))) for _n in range(2000)}
    return (alone + sorted(joined.difference(alone)))[:1000]


def tree(folder, without):
    """Every file and folder below one, but for what lies in another; and what each file holds."""
    found = [path for path in folder.rglob("*") if without not in path.parents and path != without]
    return {str(path): path.read_bytes() if path.is_file() else b"" for path in found}


@pytest.fixture
def room(tmp_path, new_mission):
    """A folder with a file in it beside the mission, and what lies outside the mission."""
    (tmp_path / "beside.txt").write_text("as it was", encoding="utf-8")
    return tmp_path, new_mission, tree(tmp_path, new_mission.folder)


def test_there_are_a_thousand_and_they_differ():
    assert len(set(names())) == 1000


def test_a_mapping_s_name_is_a_file_in_its_folder_or_refused(room):
    folder, own, before = room
    for name in names():
        try:
            path = mappings.save(own, name, MAPPING)
        except InputError:
            continue
        assert path.resolve().parent == (own.folder / mappings.FOLDER).resolve(), repr(name)
    assert tree(folder, own.folder) == before
    assert {path.suffix for path in (own.folder / mappings.FOLDER).iterdir()} == {".toml"}


def test_a_short_link_s_name_is_plain_or_refused(room):
    folder, own, before = room
    kept = 0
    for name in names():
        try:
            kept += bool(briefs.NAME.fullmatch(briefs.save(own, Brief(name, "incidents", "", "Awa"), over=True).name))
        except InputError:
            continue
    assert tree(folder, own.folder) == before
    assert kept == len(briefs.journal(own).rows())


@pytest.mark.parametrize("every", [10])
def test_titles_of_books_and_scenarios_name_no_file(room, every):
    folder, own, before = room
    for name in names()[::every]:
        try:
            made = books.add(own, "", slide("incidents", "", "x"), "Awa", title=name)
            assert books.BOOK_ID.fullmatch(made.book_id), repr(name)
        except InputError:
            pass
        try:
            scenarios.save(own, Draft(name=name), name)
        except InputError:
            continue
    assert tree(folder, own.folder) == before


def test_an_upload_is_written_into_its_own_folder(room, tmp_path):
    folder, own, before = room
    place = own.folder / "uploads"
    place.mkdir()
    for at, name in enumerate(names()):
        file = SimpleNamespace(name=name, getbuffer=lambda: b"x")
        path = importer._saved(place, at, file)
        assert path.resolve().parent == (place / str(at)).resolve(), repr(name)
        assert path.read_bytes() == b"x"
    assert tree(folder, own.folder) == before


def test_an_office_s_file_has_a_plain_name():
    for name in names():
        assert batch.re.fullmatch(r"[a-z0-9-]{1,60}", batch.safe(name)), repr(name)
