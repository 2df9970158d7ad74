"""Files that a click has made are there while a slow link fetches them, and gone after."""

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from components import lasting

FILE = (b"rows", "text/csv", MediaFileKind.DOWNLOADABLE, "rows.csv")


@pytest.fixture
def now():
    return [0.0]


@pytest.fixture
def storage(now):
    own = MemoryMediaFileStorage("/media")
    lasting.keep_a_while(own, lambda: now[0])
    return own


def test_without_it_two_ended_runs_drop_a_file_that_was_just_made():
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    assert _after_two_runs(manager, manager._storage) is None


def test_a_file_outlives_the_runs_that_end_while_it_is_fetched(storage):
    assert _after_two_runs(MediaFileManager(storage), storage) == b"rows"


def _after_two_runs(manager, storage):
    file = manager.add_deferred(lambda: b"rows", "text/csv", "1", "rows.csv")
    url = manager.execute_deferred(file)
    manager.remove_orphaned_files()
    manager.remove_orphaned_files()
    try:
        return storage.get_file(url.rpartition("/")[2]).content
    except MediaFileStorageError:
        return None


def test_it_goes_when_its_time_is_over(storage, now):
    file, other = storage.load_and_get_id(*FILE), storage.load_and_get_id(b"others", *FILE[1:])
    storage.delete_file(file)
    now[0] = lasting.SECONDS - 1
    storage.delete_file(other)
    assert storage.get_file(file).content == b"rows"
    now[0] = lasting.SECONDS
    storage.delete_file(other)
    with pytest.raises(MediaFileStorageError):
        storage.get_file(file)
    assert storage.get_file(other).content == b"others"


def test_what_is_made_again_stays(storage, now):
    file = storage.load_and_get_id(*FILE)
    storage.delete_file(file)
    assert storage.load_and_get_id(*FILE) == file
    now[0] = 2 * lasting.SECONDS
    storage.delete_file("another")
    assert storage.get_file(file).content == b"rows"
