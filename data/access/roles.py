"""Roles, what each may do, and what it is shown. A role adds to another; none takes anything away."""

from dataclasses import dataclass, field

VIEWER, PLANNER, ANALYST, ADMINISTRATOR = "viewer", "planner", "analyst", "administrator"
ROLES = (VIEWER, PLANNER, ANALYST, ADMINISTRATOR)
# What may be changed, and by whom. Reading is a matter of `Sight`.
EDIT, IMPORT, ADMINISTER = "edit", "import", "administer"
MAY = {
    EDIT: frozenset({PLANNER, ANALYST}),  # the register, scenarios, decisions, requests, books and short links
    IMPORT: frozenset({ANALYST, ADMINISTRATOR}),  # files, mappings, an old version restored
    ADMINISTER: frozenset({ADMINISTRATOR}),  # who did what, handing over a post, the example thrown away
}


@dataclass(frozen=True)
class Sight:
    """What somebody is shown, from their roles; the least where they have none."""

    roles: frozenset[str] = frozenset()

    @property
    def plans(self) -> bool:
        """Future operations, readiness of assets, requests for them, and what is lost if a base goes."""
        return PLANNER in self.roles

    def details(self, needed: tuple[str, ...]) -> bool:
        """Accounts of incidents and who reported them, where a source asks for one of the roles `needed`."""
        return not self.roles.isdisjoint(needed)

    def may(self, what: str) -> bool:
        """Whether they may do it: one of `MAY`."""
        return not self.roles.isdisjoint(MAY[what])

    def without_plans(self) -> "Sight":
        """The same without operational plans: for what leaves on its own, or lies in a link."""
        return Sight(self.roles - {PLANNER})


EVERYTHING = Sight(frozenset(ROLES))  # who sits at the machine that holds the mission folder


@dataclass(frozen=True)
class Person:
    """Somebody at the app: a name to sign with, an address, roles. `local` for the one at the machine itself."""

    name: str = ""
    email: str = ""
    roles: frozenset[str] = frozenset()
    local: bool = field(default=False)

    @property
    def sight(self) -> Sight:
        """What they are shown."""
        return Sight(self.roles)

    def may(self, what: str) -> bool:
        """Whether they may do it: one of `MAY`."""
        return self.sight.may(what)


LOCAL = Person(roles=frozenset(ROLES), local=True)
