"""A member of a workshop by WebSocket: a tab of the page that types, presses buttons and asks what others saved."""

import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.session import Session
from tests.bench.widgets import Widget

PAGE = "workshop"
POLL_SECONDS = 2  # as components/workshop/live.py asks
TAKE, ADD, SAVE = "take_place", "Add to the draft", "Save for everyone"
SAVED = "Saved as revision"


class Member(Session):
    """One who works without a browser."""

    def __init__(self, port: int, query: str, name: str) -> None:
        super().__init__(port, PAGE, query)
        self.name = name
        self.fragment = ""
        self.texts: dict[str, str] = {}  # the id of each text field by its key
        self.buttons: dict[str, str] = {}  # and of each button by its key or words
        self.said: list[str] = []

    def add(self, place: str) -> None:
        """Put a base at a place into the draft."""
        self.press("", workshop_place_=place)
        self.press(TAKE, workshop_place_=place)
        self.press(ADD)

    def save(self) -> float:
        """Save for everyone; the seconds until the page said so."""
        asked = {"save_author": self.name} if "save_author" in self.texts else {}
        begun = time.perf_counter()
        self.press(SAVE, **asked)
        seconds = time.perf_counter() - begun
        if not any(SAVED in words.replace("\\", "") for words in self.said):
            self.problems.append(f"{self.name}: no word of a save, but {self.said}")
        return seconds

    def rest(self, seconds: float) -> None:
        """Do nothing but ask for what others saved."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(POLL_SECONDS)
            self.poll()

    def press(self, button: str, **typed: str) -> None:
        """Press a button, with what was typed into text fields before."""
        message = self._with_values()
        for key, words in typed.items():
            message.rerun_script.widget_states.widgets.add(id=self.texts[key], string_value=words)
        if button:
            message.rerun_script.widget_states.widgets.add(id=self.buttons[button], trigger_value=True)
        self._run(message)

    def poll(self) -> None:
        """Run the fragment that looks for what others saved."""
        message = self._with_values()
        message.rerun_script.fragment_id = self.fragment
        self._run(message)

    def _with_values(self) -> BackMsg:
        message = self._rerun()
        message.rerun_script.page_script_hash = self.page_hash
        for widget in self.widgets.values():
            if widget.key != "None":
                widget.write(message.rerun_script.widget_states)
        return message

    def _look(self, messages: list[bytes]) -> None:
        read = [ForwardMsg.FromString(data) for data in messages]
        ends = [one.script_finished for one in read if one.WhichOneof("type") == "script_finished"]
        before = dict(self.widgets)
        partly = ends[-1:] == [ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY]
        if not partly:
            self.texts, self.buttons = {}, {}
        self.said = []
        super()._look(messages)
        if partly:
            self.widgets = before | self.widgets

    def _learn(self, message: ForwardMsg, drawn: dict[str, Widget]) -> None:
        super()._learn(message, drawn)
        if message.WhichOneof("type") == "auto_rerun":
            self.fragment = message.auto_rerun.fragment_id
        if message.WhichOneof("type") == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._field(message.delta.new_element)

    def _field(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        if kind in ("text_input", "text_area"):
            own = getattr(element, kind)
            self.texts[own.id.rpartition("-")[2]] = own.id
        elif kind == "button":
            self.buttons[element.button.id.rpartition("-")[2]] = element.button.id
            self.buttons[element.button.label] = element.button.id
        elif kind == "alert":
            self.said.append(element.alert.body)
