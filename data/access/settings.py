"""What `mission.toml` says under `access`: roles by address or group, sessions, the least count that is shown."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from data.access.roles import ROLES

# Who writes this sentence has read it: without sign-in the app listens beyond its own machine only then.
WITHOUT_SIGN_IN = "Everyone who reaches this address may see and change everything."
Role = Literal["viewer", "planner", "analyst", "administrator"]
Name = Annotated[str, Field(min_length=1, max_length=254)]


class AccessSettings(BaseModel):
    """Roles of people and groups, how long a session lasts, and the smallest count of protected people."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    people: dict[Name, tuple[Role, ...]] = {}
    groups: dict[Name, tuple[Role, ...]] = {}
    group_claim: str = Field(default="groups", min_length=1, max_length=120)
    session_hours: float = Field(default=8, gt=0, le=168)
    without_sign_in: Literal["", "Everyone who reaches this address may see and change everything."] = ""
    smallest_count: int = Field(default=5, ge=2, le=100)
    command_line: tuple[Role, ...] = ROLES

    def roles_of(self, email: str, groups: Iterable[str] = ()) -> frozenset[str]:
        """The roles of an address and of groups, by any case of the address; none where neither is listed."""
        own = [roles for name, roles in self.people.items() if email and name.casefold() == email.casefold()]
        theirs = [self.groups[group] for group in groups if group in self.groups]
        return frozenset(role for roles in (*own, *theirs) for role in roles)
