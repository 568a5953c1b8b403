"""American paths as seen from some dates, made by hand: no run of the laboratory."""

from collections.abc import Callable

import numpy as np
import pytest

from qelab.world.response import Abroad

DATES, HORIZON = 6, 120
NAMES = ("policy_rate", "inflation", "premium", "premium_10y", "expected_10y", "output", "equity", "stress")


def of(**moved: np.ndarray) -> Abroad:
    """Paths by name, (dates, horizon); what is not named does not move."""
    nothing = np.zeros((DATES, HORIZON))
    return Abroad(**{name: moved.get(name, nothing) for name in NAMES})


def known_at_once(path: np.ndarray) -> np.ndarray:
    """A path (horizon,) known at the first date, as seen from each, (dates, horizon)."""
    later = np.concatenate([path, np.zeros(DATES)])
    return np.stack([later[date : date + len(path)] for date in range(DATES)])


@pytest.fixture
def abroad() -> Callable[..., Abroad]:
    return of


@pytest.fixture
def fading() -> Callable[..., np.ndarray]:
    """``fading(size, rate)``: a path that begins at size, fades at a rate and is known at the first date."""

    def path(size: float, rate: float) -> np.ndarray:
        return known_at_once(size * rate ** np.arange(HORIZON))

    return path


@pytest.fixture
def dearer_premium(fading) -> Abroad:
    """US ten-year premium one point higher at once, fading by 5 per cent a quarter; nothing else moves."""
    last = 1.0 - 1.0 / 34.0
    whole = fading((1.0 - last * 0.95) / (1.0 - last), 0.95)
    return of(premium=whole, premium_10y=fading(1.0, 0.95))


@pytest.fixture
def anything() -> Abroad:
    """Everything moves, news at every date."""
    draw = np.random.default_rng(7)
    fade = 0.9 ** np.arange(HORIZON)
    return of(**{name: draw.normal(size=(DATES, 1)) * fade for name in NAMES})
