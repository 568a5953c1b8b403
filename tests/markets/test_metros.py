"""House prices by city: the long run by hand, the sum over all people, and what makes a city move more."""

from dataclasses import fields, replace

import numpy as np
import pytest

from qelab.markets.metros import MetroHouses, Metros, Regions, long_run, metro_effects, regions, user_cost

HOW = MetroHouses()
QUARTERS = 20
RATE = np.stack([np.full(QUARTERS, 4.0), np.concatenate([[4.0], np.linspace(3.0, 3.8, QUARTERS - 1)])])
INFLATION = np.full((2, QUARTERS), 2.0)
NATION = np.concatenate([[0.0], np.linspace(0.3, 2.0, QUARTERS - 1)])
INCOMES = 0.2 * NATION


def three() -> Metros:
    """A city that cannot build, one that can, and one in between."""
    return Metros(
        supply_elasticity=np.array([0.5, 3.0, 1.0]), people=np.array([10.0, 20.0, 30.0]), people_in_all=100.0,
        property_tax=np.array([0.7, 2.0, 1.0]), past_growth=np.array([2.5, 1.7, 1.7]),
    )  # fmt: skip


def costs(where: Regions, how: MetroHouses = HOW):
    return np.stack([user_cost(where, how, RATE[world], INFLATION[world]) for world in (0, 1)])


def effects(how: MetroHouses = HOW, metros: Metros | None = None):
    where = regions(metros or three(), how)
    return where, metro_effects(where, how, costs(where, how), NATION, INCOMES)


def test_user_cost_by_hand():
    where = regions(three(), HOW)
    # .75 (4 + .7) + 2.5 + 2 - (1.7 + .5 * .8) - 2 = 3.925
    assert costs(where)[0, 0, 0] == pytest.approx(3.925)
    # the rest of the country: .75 (4 + 1.1) + 4.5 - 1.7 - 2
    assert costs(where)[0, -1, 0] == pytest.approx(0.75 * 5.1 + 4.5 - 3.7)


def test_the_long_run_by_hand():
    where = regions(three(), HOW)
    on_income, on_cost = long_run(where, HOW, np.full((2, 4, 1), 5.0))
    assert on_income[0] == pytest.approx(0.9 / (0.7 + 0.5))
    # one point on five per cent of cost is 20 per cent more of it
    assert on_cost[0, 0] == pytest.approx(-0.7 * 20.0 / (0.7 + 0.5))


def test_all_people_together_are_the_nation():
    where, found = effects()
    assert where.weight == pytest.approx([0.1, 0.2, 0.3, 0.4])
    assert where.weight @ found.rates == pytest.approx(NATION, abs=1e-12)
    assert where.weight @ found.incomes == pytest.approx(INCOMES, abs=1e-12)


def test_nothing_in_the_nation_is_nothing_in_a_city():
    where = regions(three(), HOW)
    still = np.stack([user_cost(where, HOW, RATE[0], INFLATION[0])] * 2)
    found = metro_effects(where, HOW, still, np.zeros(QUARTERS), np.zeros(QUARTERS))
    assert not found.rates.any()
    assert not found.incomes.any()
    assert np.isnan(found.damping).all()


def test_less_supply_moves_more_in_proportion():
    """With equal user costs the answers stand to each other as one over the sums of elasticities."""
    same = replace(three(), property_tax=np.full(3, HOW.elsewhere_property_tax), past_growth=np.full(3, HOW.national_growth))
    _, found = effects(metros=same)
    assert found.rates[0] * (0.7 + 0.5) == pytest.approx(found.rates[1] * (0.7 + 3.0))
    assert found.incomes[0, 5] / found.incomes[2, 5] == pytest.approx((0.7 + 1.0) / (0.7 + 0.5))


def test_the_damping_takes_the_error_correction_to_the_nation():
    """Run forward with the damping that was found, every region obeys its own equation."""
    where, found = effects()
    _, on_cost = long_run(where, HOW, costs(where))
    change = costs(where)[1] - costs(where)[0]
    price, before = np.zeros(4), np.zeros(4)
    for quarter in range(1, QUARTERS):
        target = found.damping[quarter] * on_cost[:, quarter] * change[:, quarter]
        price, before = price + HOW.momentum * (price - before) + HOW.speed * (target - price), price
        assert price == pytest.approx(found.rates[:, quarter], abs=1e-10)


def test_where_rates_come_back_effects_stay_finite():
    where = regions(three(), HOW)
    back = RATE.copy()
    back[1, 10:] = RATE[0, 10:]
    cost = np.stack([user_cost(where, HOW, back[world], INFLATION[world]) for world in (0, 1)])
    found = metro_effects(where, HOW, cost, NATION, INCOMES)
    assert np.abs(found.rates).max() < 10 * NATION.max()
    assert where.weight @ found.rates == pytest.approx(NATION, abs=1e-12)


MOVED = [field.name for field in fields(MetroHouses) if field.type in (float, "float")]


@pytest.mark.parametrize("name", MOVED)
def test_every_number_moves_some_city(name):
    how = replace(HOW, least_user_cost=4.5) if name == "least_user_cost" else HOW
    other = replace(how, **{name: 1.2 * getattr(how, name)})
    if name == "income_elasticity":  # the same everywhere: it cancels in the shares, and acts in ``lab.cities``
        where = regions(three(), HOW)
        cost = costs(where)
        assert long_run(where, other, cost)[0] == pytest.approx(1.2 * long_run(where, how, cost)[0])
        return
    moved = np.abs(effects(how)[1].cities - effects(other)[1].cities).max()
    assert moved > 1e-6, name
