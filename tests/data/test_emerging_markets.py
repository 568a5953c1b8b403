"""Figures of 2013: complete, with sources, and the summary that the literature gives of them."""

import numpy as np
import pytest

from qelab.core.members import members
from qelab.core.provenance import Status
from qelab.data.emerging_markets import ITEMS, emerging_markets, real_house_prices

FIVE = ("brazil", "india", "indonesia", "south_africa", "turkey")


def by_name():
    return {one.id: one for one in emerging_markets()}


def test_every_economy_is_a_member_and_has_its_sources():
    ids = tuple(one.id for one in emerging_markets())
    assert ids == tuple(item.id for item in members("economy"))[3:]
    assert list(ids) == sorted(ids)
    assert "taiwan" in ids
    for one in emerging_markets():
        assert len(one.sources) == len(ITEMS)
        assert [source.status for source in one.sources] == [Status.COMPUTED, Status.RECALLED, Status.RECALLED]


def test_the_five_and_the_others():
    """Mean of the five -13; the largest fall is India's; the koruna rose by 4 (European Central Bank's rates)."""
    moves = {name: one.currency_move for name, one in by_name().items()}
    assert np.mean([moves[name] for name in FIVE]) == pytest.approx(-12.8, abs=0.05)
    assert min(moves, key=moves.__getitem__) == "india"
    assert max(moves, key=moves.__getitem__) == "czech_republic"
    assert moves["taiwan"] == pytest.approx(-0.55)


def test_house_prices_are_known_for_most():
    known = {item.economy: item.value for item in real_house_prices()}
    assert set(known) < set(by_name())
    assert max(known, key=known.__getitem__) == "brazil"
    assert all(item.source.status is Status.COMPUTED for item in real_house_prices())
