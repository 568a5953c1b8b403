"""Guidance holds the policy rate where it is in force, and nothing else does."""

import numpy as np
import pytest

from qelab.core.time import Quarter

SHORTER_UNTIL = Quarter.of(2014, 4)
STANDING_UNTIL = Quarter.of(2015, 2)


@pytest.fixture(scope="module")
def tantrum(inside):
    """Standing guidance to mid-2015 in both worlds; the programme's announcement shortens it to the end of 2014."""
    return inside("taper_tantrum_2013")


def test_what_standing_guidance_held_is_no_shock_of_both_worlds(tantrum):
    held = tantrum.shocks[:, tantrum.stage.model.shock_index("eps_i")]
    guided = np.array([date <= STANDING_UNTIL for date in tantrum.stage.dates])
    assert not held[guided].any()
    assert held[~guided].any()  # past it, the data's own policy shocks


def test_guidance_that_was_shortened_lets_the_rate_rise_by_its_rule(tantrum):
    worlds, model = tantrum.settled, tantrum.stage.model
    with_it, without = (world.sequence["i"] for world in (worlds.programme, worlds.counterfactual))
    floor = model.parameters["elb"]
    rows = {date: row for row, date in enumerate(tantrum.stage.dates)}
    for date in rows:
        if date <= SHORTER_UNTIL:
            assert with_it[rows[date]] == pytest.approx(floor, abs=1e-9)
        if date <= STANDING_UNTIL:
            assert without[rows[date]] == pytest.approx(floor, abs=1e-9)
    first, last = SHORTER_UNTIL + 1, STANDING_UNTIL
    assert floor < with_it[rows[first]] < with_it[rows[last]]
    shocks = worlds.programme.sequence.shocks[:, model.shock_index("eps_i")]
    assert not shocks[rows[first] : rows[last] + 1].any()
