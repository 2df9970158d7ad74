"""Many people in one workshop: each moves bases of one scenario and saves; then every move and revision is counted.

    python -m tests.bench.room MISSION [--clients 20] [--minutes 5]

MISSION is a mission folder with bases and incidents; it is copied, and the copy is what is worked on.
"""

import argparse
import random
import shutil
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data import mission
from data.workshop import scenarios
from data.workshop.moves import Draft
from tests.bench.server import Server
from tests.bench.session import Session
from tests.bench.widgets import Widget

PAGE = "workshop"
POLL_SECONDS = 2  # as components/workshop/live.py asks
TAKE, ADD, SAVE = "take_place", "Add to the draft", "Save for everyone"


class Member(Session):
    """A tab of page Workshop that can type, press buttons, and asks for others' changes as a browser does."""

    def __init__(self, port: int, query: str, name: str) -> None:
        super().__init__(port, PAGE, query)
        self.name = name
        self.fragment = ""
        self.texts: dict[str, str] = {}  # the id of each text field by its key
        self.buttons: dict[str, str] = {}  # and of each button by its key or words
        self.said: list[str] = []

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


@dataclass
class Room:
    """What the members did."""

    seconds: float
    added: list[str] = field(default_factory=list)
    saves: int = 0
    waits: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def work(room: Room, server: Server, query: str, number: int) -> None:
    """Add a base with a name of its own, save, and look for others' changes in between, until the time is over."""
    chance = random.Random(number)
    try:
        with Member(server.port, query, f"Member {number}") as member:
            member.open()
            end = time.monotonic() + room.seconds
            while time.monotonic() < end:
                _add(member, chance)
                _save(room, member)
                until = time.monotonic() + chance.uniform(4, 12)
                while time.monotonic() < min(until, end):
                    time.sleep(POLL_SECONDS)
                    member.poll()
            room.faults += member.problems
    except Exception as fault:  # told at the end, with those of others
        room.faults.append(f"member {number}: {fault!r}")


def _add(member: Member, chance: random.Random) -> None:
    place = f"{chance.uniform(12, 17):.3f}, {chance.uniform(-8, 1):.3f}"
    member.press("", workshop_place_=place)
    member.press(TAKE, workshop_place_=place)
    member.press(ADD)


def _save(room: Room, member: Member) -> None:
    asked = {"save_author": member.name} if "save_author" in member.texts else {}
    begun = time.perf_counter()
    member.press(SAVE, **asked)
    room.waits.append(time.perf_counter() - begun)
    if not any("Saved as revision" in words.replace("\\", "") for words in member.said):
        room.faults.append(f"{member.name}: no word of a save, but {member.said}")
    room.saves += 1


def measure(folder: Path, clients: int, minutes: float) -> list[str]:
    """Work in a copy of a mission; what was lost, a sentence each; nothing where nothing was. Prints what was done."""
    with tempfile.TemporaryDirectory() as copied:
        made = mission.load(shutil.copytree(folder, Path(copied) / "mission"))
        own = scenarios.save(made, Draft(name="One room"), "Bench").scenario
        room = Room(minutes * 60)
        server = Server("app.py", made.folder).wait()
        try:
            query = f"scenario={own.scenario_id}"
            members = [threading.Thread(target=work, args=(room, server, query, n)) for n in range(clients)]
            for member in members:
                member.start()
            for member in members:
                member.join()
        finally:
            server.stop()
        return _lost(room, scenarios.history(made, own.scenario_id), clients)


def _lost(room: Room, history: list[scenarios.Scenario], clients: int) -> list[str]:
    numbers = [own.revision for own in history]
    lost = [*room.faults]
    if numbers != list(range(1, room.saves + 2)):
        lost.append(f"{room.saves} saves made {len(numbers) - 1} revisions, the last of them {numbers[-1]}")
    seen: list[str] = []
    for own in history:
        ids = [one.move_id for one in own.moves]
        if ids[: len(seen)] != seen:
            lost.append(f"revision {own.revision} lacks moves of the one before")
        seen = ids
    if len(seen) != room.saves:
        lost.append(f"{room.saves} moves were saved, {len(seen)} stand in the last revision")
    waits = np.array(room.waits) if room.waits else np.zeros(1)
    merged = sum(bool(own.merged_from) for own in history)
    print(
        f"{clients} clients, {room.seconds / 60:g} minutes: {room.saves} saves, {len(history)} revisions, "
        f"{merged} of them merged with another's; a save took {np.median(waits):.2f} s (95 %: "
        f"{np.percentile(waits, 95):.2f} s); {len(lost)} faults"
    )
    return lost


def main() -> int:
    """Exit 1 where anything was lost, a line each on standard error."""
    made = argparse.ArgumentParser(prog="python -m tests.bench.room", description=__doc__.splitlines()[0])
    made.add_argument("mission", type=Path)
    made.add_argument("--clients", type=int, default=20)
    made.add_argument("--minutes", type=float, default=5)
    args = made.parse_args()
    lost = measure(args.mission, args.clients, args.minutes)
    print("\n".join(lost), file=sys.stderr)
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main())
