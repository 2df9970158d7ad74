"""A copy of the example in which what is the Mission's own is a word of its own, so that a test finds it anywhere."""

import shutil

from data import mission
from data.snapshot import load

# Of each table the texts that stay inside, and what rows say of who did it.
TEXTS = {
    "tasks": ("status_reason", "decision_asked", "counterpart", "resources_note"),
    "assessed_threats": ("judgement",),
    "recommendations": ("title", "reason", "state_reason"),
    "actions": ("title", "state_reason"),
    "calendar": ("title",),
    "assessments": ("evidence",),
    "advance_notes": ("remark",),
    "harm_assessments": ("basis", "mitigation", "remains"),
    "context_notes": ("actors", "drivers"),
    "operations": ("title", "aim"),
    "asset_requests": ("effect",),
    "incidents": ("notes", "reported_by", "sub_event_type", "actor1", "actor2"),
}
INTERNAL = "Xinternalx"
BASE = "Xbasetownx"
PLACE = "Xvillagex"


def planted(folder):
    """The newest version of such a mission in memory."""
    own = mission.load(shutil.copytree(mission.EXAMPLE, folder))
    own.store.commit(lambda base: _tables(own, base), who="tester", what="words", settings=own.settings_text)
    return load(own, own.store.latest())


def _tables(own, base):
    made = {}
    for name, columns in TEXTS.items():
        table = own.store.read(name, base)
        marked = {column: table[column].where(table[column].isna(), INTERNAL) for column in columns if column in table}
        made[name] = table.assign(**marked)
    made["incidents"] = made["incidents"].assign(actor1=INTERNAL, notes=INTERNAL, reported_by=INTERNAL, location=PLACE)
    bases = own.store.read("bases", base)
    return made | {"bases": bases.assign(name=BASE + " " + bases["base_id"])}
