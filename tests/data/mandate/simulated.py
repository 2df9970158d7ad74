"""Violence made up by a seeded generator, with an effect of known size planted or none."""

from dataclasses import dataclass

import numpy as np

from data.mandate.effect.windows import YEAR

START, AFTER, PERIODS = 8 * YEAR, 6, 10 * YEAR


@dataclass(frozen=True)
class World:
    """How violence comes: `areas` of unequal size, seasons, shocks that last (`lasting` from one period to the next, of
    size `shock`, `shared` between neighbours), counts more uneven than chance alone (`uneven`; none: Poisson), and
    areas with a `trend` of their own. The operation goes to `treated` areas: by lot, or to those where the last
    `rose` periods stood highest over those before."""

    areas: int = 45
    treated: int = 3
    level: float = 6.0
    lasting: float = 0.0
    shock: float = 0.0
    shared: float = 0.0
    uneven: float = 4.0
    trend: float = 0.0
    rose: int = 0


def draw(world: World, effect: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Incidents by area and period, and which areas have the operation, with its `effect` (a share) from then on."""
    rng = np.random.default_rng(seed)
    size = world.areas, PERIODS
    season = 0.4 * np.sin(2 * np.pi * np.arange(PERIODS) / YEAR + rng.uniform(0, 2 * np.pi))
    country = np.cumsum(0.05 * rng.standard_normal(PERIODS))
    trend = world.trend * rng.standard_normal((world.areas, 1)) * (np.arange(PERIODS) - START) / YEAR
    usual = np.log(world.level) + 0.8 * rng.standard_normal((world.areas, 1))
    rates = np.exp(usual + np.clip(season + country + trend + _shocks(world, rng), -4, 4))
    if world.uneven:
        rates = rates * rng.gamma(world.uneven, 1 / world.uneven, size)
    before = rng.poisson(rates)
    chosen = _chosen(world, before, rng)
    rates[chosen, START:] *= 1 + effect
    before[chosen, START:] = rng.poisson(rates[chosen, START:])
    return before, chosen


def neighbourhood(world: World) -> np.ndarray:
    """Two coordinates an area: five areas that share shocks lie together."""
    number = np.arange(world.areas)
    return np.column_stack([10.0 * (number // 5), number % 5])


def _shocks(world: World, rng: np.random.Generator) -> np.ndarray:
    own, common = rng.standard_normal((2, world.areas, PERIODS))
    common = common[np.arange(world.areas) // 5]
    drawn = np.sqrt(1 - world.shared) * own + np.sqrt(world.shared) * common
    shocks = world.shock * drawn
    for period in range(1, PERIODS):
        shocks[:, period] = world.lasting * shocks[:, period - 1] + np.sqrt(1 - world.lasting**2) * shocks[:, period]
    return shocks


def _chosen(world: World, counts: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    usable = counts[:, START - 3 * YEAR : START - YEAR].sum(axis=1) >= 12
    order = rng.random(world.areas)
    if world.rose:
        now = counts[:, START - world.rose : START].sum(axis=1) / world.rose
        before = counts[:, START - 2 * YEAR : START - world.rose].mean(axis=1)
        order = (before + 0.1) / (now + 0.1)
        if world.shared:
            order = np.repeat([part.mean() for part in np.split(order, world.areas // 5)], 5)
    chosen = np.zeros(world.areas, dtype=bool)
    chosen[np.argsort(np.where(usable, order, np.inf), kind="stable")[: world.treated]] = True
    return chosen
