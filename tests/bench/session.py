"""A browser's session with the app, without a browser: Streamlit's protobuf over its WebSocket.

It does what the browser does with widgets and with messages that it keeps, so that the server sends it the same.
A run ends with the arrival of `script_finished`; what arrived is decoded after that.
"""

from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench import widgets
from tests.bench.connection import Connection
from tests.bench.widgets import Widget

# Only a message as short as this is looked into while the run goes on: `script_finished` is.
SHORT = 400
RUNS_KEPT = 2  # Streamlit's default of global.maxCachedMessageAge


@dataclass(frozen=True)
class Run:
    """One run of the script as the client saw it: seconds from question to end, bytes before and after unpacking."""

    seconds: float
    wire_bytes: int
    decoded_bytes: int


class Session:
    """One tab on one page of one server; `open` it, then `change` widgets."""

    def __init__(self, port: int, path: str, query: str = "") -> None:
        self.url, self.path, self.query = f"http://127.0.0.1:{port}/{path}", path, query
        self.page_hash = ""
        self.widgets: dict[str, Widget] = {}
        self.kept: dict[str, tuple[int, ForwardMsg]] = {}
        self.runs = 0
        self.problems: list[str] = []
        self.connection = Connection(port)

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_raised: object) -> None:
        self.connection.close()

    def open(self) -> Run:
        """The first run, as a browser asks for it on a cold link."""
        message = self._rerun()
        message.rerun_script.page_name = self.path
        return self._run(message)

    def change(self, key: str, value: object) -> Run:
        """Set one widget as a user does, and let the script run with the values of all of them."""
        self.widgets[key].value = value
        message = self._rerun()
        message.rerun_script.page_script_hash = self.page_hash
        for widget in self.widgets.values():
            widget.write(message.rerun_script.widget_states)
        return self._run(message)

    def _rerun(self) -> BackMsg:
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.cached_message_hashes.extend(self.kept)
        about = message.rerun_script.context_info
        about.timezone, about.timezone_offset, about.locale = "UTC", 0, "en-GB"
        about.url, about.is_embedded, about.color_scheme = self.url, False, "light"
        return message

    def _run(self, message: BackMsg) -> Run:
        start = self.connection.send(message.SerializeToString())
        messages, wire, end = [], 0, None
        while end is None:
            piece = self.connection.next()
            wire += piece.size
            messages += piece.messages
            end = piece.arrived if any(map(_ends, piece.messages)) else None
        self._look(messages)
        return Run(end - start, wire, sum(map(len, messages)))

    def _look(self, messages: list[bytes]) -> None:
        """Take in what a browser would know after the run: its widgets, its page, the messages that it keeps."""
        drawn: dict[str, Widget] = {}
        for data in messages:
            message = ForwardMsg.FromString(data)
            if message.WhichOneof("type") == "ref_hash":
                message = self.kept[message.ref_hash][1]
            self._learn(message, drawn)
            if message.metadata.cacheable:
                self.kept[message.hash] = self.runs, message
        self.widgets = drawn
        self.runs += 1
        self.kept = {key: kept for key, kept in self.kept.items() if self.runs - kept[0] <= RUNS_KEPT}

    def _learn(self, message: ForwardMsg, drawn: dict[str, Widget]) -> None:
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            kind = element.WhichOneof("type")
            if widget := widgets.read(element, self.widgets):
                drawn[widget.key] = widget
            elif kind == "exception":
                self.problems.append(element.exception.message)
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind in ("new_session", "navigation"):
            self.page_hash = getattr(message, kind).page_script_hash


def _ends(data: bytes) -> bool:
    """True for the message that ends a run for good: not one that gives way to a rerun."""
    if len(data) > SHORT:
        return False
    message = ForwardMsg.FromString(data)
    ended = message.WhichOneof("type") == "script_finished"
    return ended and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
