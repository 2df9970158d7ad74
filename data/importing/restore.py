"""An old version made the newest again, as a version of its own: nothing between is lost."""

from data.errors import InputError
from data.i18n import _
from data.mission import Mission, user

# What only ever grows stays as it is now: the log, the ids of actors, and what people decided.
KEPT = ("imports", "actors", "scenarios", "decisions", "books", "briefs", "audit", "asset_requests")


def restore(mission: Mission, number: int, who: str | None = None) -> tuple[Mission, int]:
    """Make the tables of version `number` the newest version; its number, and the mission that was written to.

    Settings stay those of `mission.toml` as it is now. An InputError where there is no such version, or where the
    newest version has these tables already.
    """
    target = mission.writable()
    store = target.store
    old = store.version(number).tables

    def pointers(base: int) -> dict[str, int]:
        now = store.version(base).tables
        wanted = {**old, **{name: version for name, version in now.items() if name in KEPT}}
        if wanted == now:
            raise InputError(
                _("Version {number} is what version {latest} holds already; nothing was restored.").format(
                    number=number, latest=base
                )
            )
        return wanted

    made = store.point(pointers, who=who or user(), what=f"restore version {number}", settings=target.settings_text)
    return target, made
