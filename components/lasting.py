"""Files that a click has made last long enough to be fetched.

Streamlit 1.67 drops such a file when two runs have ended since, of whatever session: on a slow link, with others at
work or with a view that looks for changes every two seconds, the browser would find nothing there.
"""

import threading
import time
from collections.abc import Callable

from streamlit.runtime import get_instance
from streamlit.runtime.media_file_storage import MediaFileStorage

SECONDS = 120.0


def keep_a_while(storage: MediaFileStorage, clock: Callable[[], float] = time.monotonic) -> None:
    """Delete files of a storage `SECONDS` after they were dropped, unless they were stored again since."""
    store, delete = storage.load_and_get_id, storage.delete_file
    dropped: dict[str, float] = {}
    lock = threading.Lock()

    def stored(*args: object, **more: object) -> str:
        with lock:
            file_id = store(*args, **more)
            dropped.pop(file_id, None)
        return file_id

    def deleted(file_id: str) -> None:
        with lock:
            dropped.setdefault(file_id, clock())
            for old in [own for own, since in dropped.items() if clock() - since >= SECONDS]:
                del dropped[old]
                delete(old)

    storage.load_and_get_id, storage.delete_file = stored, deleted


def files_of_clicks() -> None:
    """Let the files of the running server last."""
    keep_a_while(get_instance().media_file_mgr._storage)  # no setting says how long
