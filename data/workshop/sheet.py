"""The sheet of what the map does not know: ten items with their state, and dissent, recorded by office."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from data.errors import InputError
from data.i18n import _
from data.workshop.values import line

STATES = ("open", "known", "problem")
ITEMS = (
    "political_purpose", "host_consent", "troops_from", "airstrip", "water", "medical_evacuation", "road_in_rains",
    "force_protection", "environment", "programme_criticality",
)  # fmt: skip
LONGEST_WORDS = 4_000  # characters of one item or dissent
MOST_DISSENTS = 200


@dataclass(frozen=True)
class Item:
    """What is known of one item: `state` (open, known, problem) and the words for it."""

    state: str = "open"
    words: str = ""


@dataclass(frozen=True)
class Dissent:
    """Who does not agree, as an office or post, never a person; why; and the day (ISO) it was recorded."""

    office: str
    words: str
    recorded_on: str


@dataclass(frozen=True)
class Sheet:
    """The ten items of `ITEMS`, each of them open until somebody says otherwise, and the dissents."""

    items: Mapping[str, Item] = field(default_factory=dict, hash=False)
    dissents: tuple[Dissent, ...] = ()

    def item(self, code: str) -> Item:
        """One item; open where nothing was said."""
        return self.items.get(code, Item())

    def with_item(self, code: str, state: str, words: str) -> "Sheet":
        """The sheet with one item said anew."""
        if code not in ITEMS or state not in STATES:
            raise InputError(
                _("The sheet has the items {items}, each of them {states}.").format(
                    items=", ".join(ITEMS), states=" / ".join(STATES)
                )
            )
        said = {**self.items, code: Item(state, paragraph(_("What is known"), words))}
        return replace(self, items={name: said[name] for name in ITEMS if name in said and said[name] != Item()})

    def with_words(self, code: str, words: str) -> "Sheet":
        """The sheet with new words for an item: the first words of an open item make it known, no words make it open.

        The state that people chose beside words stays as it is.
        """
        before = self.item(code)
        state = {False: "open", True: "known" if not before.words else before.state}[bool(words.strip())]
        return self.with_item(code, before.state if before.state == "problem" else state, words)

    def with_dissent(self, office: str, words: str, recorded_on: date | str) -> "Sheet":
        """The sheet with a dissent more; the same words of the same office on the same day stand once."""
        office, words = line(_("Office"), office), paragraph(_("Dissent"), words)
        if not office or not words:
            raise InputError(_("A dissent needs an office and its words; fill in both."))
        if len(self.dissents) >= MOST_DISSENTS:
            raise InputError(
                _("{most} dissents stand here already; put the new one into one of them.").format(most=MOST_DISSENTS)
            )
        new = Dissent(office, words, _iso(recorded_on))
        return replace(self, dissents=tuple(dict.fromkeys((*self.dissents, new))))

    def without_dissent(self, dissent: Dissent) -> "Sheet":
        """The sheet without one dissent: an office may take its own back."""
        return replace(self, dissents=tuple(one for one in self.dissents if one != dissent))


def names() -> dict[str, str]:
    """The name of each item for people, in order."""
    return {
        "political_purpose": _("Political purpose"),
        "host_consent": _("Host consent"),
        "troops_from": _("Troops from where"),
        "airstrip": _("Airstrip"),
        "water": _("Water"),
        "medical_evacuation": _("Medical evacuation"),
        "road_in_rains": _("Road in the rains"),
        "force_protection": _("Force protection"),
        "environment": _("Environment"),
        "programme_criticality": _("Programme criticality"),
    }


def state_names() -> dict[str, str]:
    """The name of each state for people."""
    return {"open": _("Open"), "known": _("Known"), "problem": _("Problem")}


def paragraph(name: str, value: object, longest: int = LONGEST_WORDS) -> str:
    """Text of several lines without outer blanks and control characters; an InputError where it is too long."""
    if not isinstance(value, str):
        raise InputError(_("{name} is not a text.").format(name=name))
    lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\n".join("".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in one) for one in lines).strip()
    text = "".join(" " if letter in "\t\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029" else letter for letter in text)
    if len(text) > longest:
        raise InputError(
            _("{name} has {found} characters; at most {most} are kept, so shorten it.").format(
                name=name, found=len(text), most=longest
            )
        )
    return text


def merged(before: Sheet, theirs: Sheet, mine: Sheet) -> Sheet:
    """Two sheets that began as `before`: each item as whoever changed it said (mine where both did), dissents united.

    A dissent that either took back leaves.
    """
    items = {code: mine.item(code) if mine.item(code) != before.item(code) else theirs.item(code) for code in ITEMS}
    gone = {one for one in before.dissents if one not in theirs.dissents or one not in mine.dissents}
    united = dict.fromkeys((*theirs.dissents, *mine.dissents))
    said = {code: item for code, item in items.items() if item != Item()}
    return Sheet(said, tuple(one for one in united if one not in gone))


def to_json(sheet: Sheet) -> str:
    """The sheet as JSON, in the order of the items."""
    items = {code: {"state": own.state, "words": own.words} for code, own in sheet.items.items()}
    return json.dumps({"items": items, "dissents": [vars(one) for one in sheet.dissents]}, ensure_ascii=False)


def from_json(text: str) -> Sheet:
    """A sheet from JSON of `to_json`; an InputError where it is none."""
    try:
        read = json.loads(text) if text else {}
        sheet = Sheet()
        for code, own in read.get("items", {}).items():
            sheet = sheet.with_item(code, own["state"], own["words"])
        for one in read.get("dissents", []):
            sheet = sheet.with_dissent(one["office"], one["words"], one["recorded_on"])
    except (AttributeError, KeyError, TypeError, RecursionError, json.JSONDecodeError):
        raise InputError(_("This is not a sheet of a scenario; open another revision.")) from None
    return sheet


def _iso(day: date | str) -> str:
    try:
        return (date.fromisoformat(day) if isinstance(day, str) else day).isoformat()[:10]
    except ValueError:
        raise InputError(_("A dissent is recorded on a day as 2019-06-30.")) from None
