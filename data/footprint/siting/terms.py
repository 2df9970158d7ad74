"""What a choice of sites must keep to, and what an answer says of itself."""

from dataclasses import dataclass, field

import numpy as np

from data.errors import InputError
from data.i18n import _

OPTIMAL, LIMIT, IMPOSSIBLE = "optimal", "limit", "impossible"
TOLERANCE = 1e-6  # of a value, or absolute below 1: what a solver's rounding may differ by
SECONDS = 60.0


@dataclass(frozen=True)
class Limit:
    """A sum over the open sites that may not be passed: `amounts` a site (cost, people …) and the `most` of them."""

    amounts: np.ndarray
    most: float


@dataclass(frozen=True)
class Terms:
    """What holds for a choice among `sites`.

    `fixed` are open in any case (bases that are kept), `forbidden` never; at most `add` others open (None: as many as
    the limits allow). `capacity` is the weight that each site can take on, where it is limited; the weight of one
    point may then be shared among sites. `seconds` is the time that the search may take.
    """

    sites: int
    add: int | None = None
    fixed: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=bool))
    forbidden: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=bool))
    limits: tuple[Limit, ...] = ()
    capacity: np.ndarray | None = None
    seconds: float = SECONDS

    def __post_init__(self) -> None:
        """Masks that were left out are all false; what cannot hold is refused."""
        for name in ("fixed", "forbidden"):
            given = np.asarray(getattr(self, name), dtype=bool)
            object.__setattr__(self, name, given if given.size else np.zeros(self.sites, dtype=bool))
            if len(getattr(self, name)) != self.sites:
                raise InputError(_("There are {sites} sites; give as many marks.").format(sites=self.sites))
        if self.add is not None and self.add < 0:
            raise InputError(_("{add} further sites cannot be asked for; give 0 or more.").format(add=self.add))
        if (self.fixed & self.forbidden).any():
            raise InputError(_("A site is both fixed and forbidden; take one of the two off."))

    @property
    def free(self) -> np.ndarray:
        """Which sites are to be chosen among."""
        return ~self.fixed & ~self.forbidden

    @property
    def open_to(self) -> np.ndarray:
        """Which sites are open or may be."""
        return ~self.forbidden

    def allows(self, chosen: np.ndarray) -> bool:
        """True where opening these site numbers beside the fixed ones keeps to the count and the limits."""
        mask = self.fixed.copy()
        mask[chosen] = True
        within = all(limit.amounts[mask].sum() <= limit.most + TOLERANCE for limit in self.limits)
        return within and not (mask & self.forbidden).any() and (self.add is None or len(chosen) <= self.add)


@dataclass(frozen=True)
class Answer:
    """The sites chosen beside the fixed ones, and how sure it is that no others are better.

    `value` is the objective, worked out again from the sites; `bound` what no choice can better; `state` is what the
    solver ended with: optimal, limit (its time ran out) or impossible. `left_out` are the points that no site reaches.
    """

    sites: np.ndarray
    value: float
    bound: float
    state: str
    left_out: np.ndarray

    @property
    def gap(self) -> float:
        """How far the bound is from the value, as a share of the value."""
        return abs(self.bound - self.value) / max(abs(self.value), 1.0)

    @property
    def optimal(self) -> bool:
        """True where the bound says that no choice is better."""
        return self.state != IMPOSSIBLE and bool(self.gap <= TOLERANCE)
