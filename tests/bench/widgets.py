"""Widgets as a browser knows them: from the messages that draw them, and into the state that it sends with each run."""

from dataclasses import dataclass

from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetStates

# For each kind of element that is a widget here: the field of the state that carries its value.
FIELDS = {
    "selectbox": "string_value",
    "multiselect": "string_array_value",
    "checkbox": "bool_value",
    "date_input": "string_array_value",
    "button_group": "string_array_value",
}


@dataclass
class Widget:
    """A widget on the page: its id, the field that carries its value, the value, and the options it offers."""

    id: str
    field: str
    value: object
    options: list[str]

    @property
    def key(self) -> str:
        """The key that the app gave it."""
        return self.id.rpartition("-")[2]

    def write(self, states: WidgetStates) -> None:
        """Add its value to the states of a run; no choice is no state."""
        if self.value is None:
            return
        state = states.widgets.add(id=self.id)
        if self.field == "string_array_value":
            state.string_array_value.SetInParent()
            state.string_array_value.data.extend(self.value)
        else:
            setattr(state, self.field, self.value)


def read(element: Element, known: dict[str, Widget]) -> Widget | None:
    """The widget that an element is, with the value that the user gave it unless the run sets one; None for others."""
    kind = element.WhichOneof("type")
    if kind not in FIELDS:
        return None
    message = getattr(element, kind)
    options = [getattr(option, "content", option) for option in getattr(message, "options", [])]
    value = _set_by_run(kind, message) if message.set_value else _default(kind, message, options)
    widget = Widget(message.id, FIELDS[kind], value, options)
    before = known.get(widget.key)
    if before and before.id == widget.id and not message.set_value:
        widget.value = before.value
    return widget


def _set_by_run(kind: str, message: object) -> object:
    if kind in ("multiselect", "button_group"):
        return list(message.raw_values)
    if kind == "date_input":
        return list(message.value)
    return message.raw_value if kind == "selectbox" else message.value


def _default(kind: str, message: object, options: list[str]) -> object:
    if kind in ("multiselect", "button_group"):
        return [options[i] for i in message.default]
    if kind == "date_input":
        return list(message.default)
    if kind == "selectbox":
        return options[message.default] if message.HasField("default") and options else None
    return message.default
