"""What happens abroad: by hand, parts that add up, every input and every number moves something, signs and policies."""

from dataclasses import fields, is_dataclass, replace

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.core.provenance import Source
from qelab.world.block import INPUTS, PARTS
from qelab.world.response import Abroad, response
from qelab.world.settings import ARCHETYPES, WorldSettings

FRAGILE, AVERAGE, MANAGED = range(3)


def test_nothing_moves_where_nothing_moves(abroad):
    found = response(abroad(), WorldSettings())
    for values in found.series.values():
        assert np.array_equal(values, np.zeros_like(values))


def test_parts_add_up(anything):
    found = response(anything, WorldSettings())
    assert list(found.series) == list(PARTS)
    for name, parts in found.parts.items():
        assert tuple(parts) == PARTS[name]
        np.testing.assert_allclose(sum(parts.values()), found.series[name], atol=1e-12)


def test_effects_scale_and_add_up(anything, dearer_premium):
    common = WorldSettings()

    def joined(one: Abroad, other: Abroad, weight: float) -> Abroad:
        return Abroad(**{item.name: getattr(one, item.name) + weight * getattr(other, item.name) for item in fields(Abroad)})

    whole = response(joined(anything, dearer_premium, -2.5), common)
    one, other = response(anything, common), response(dearer_premium, common)
    for name in PARTS:
        np.testing.assert_allclose(whole.series[name], one.series[name] - 2.5 * other.series[name], atol=1e-10)


@pytest.mark.parametrize("name", [item.name for item in fields(Abroad)])
def test_every_american_path_moves_something(abroad, fading, name):
    found = response(abroad(**{name: fading(1.0, 0.8)}), WorldSettings())
    assert max(np.abs(values).max() for values in found.series.values()) > 1e-3


def test_inputs_are_in_their_order(abroad, fading):
    inputs = abroad(policy_rate=fading(1.0, 0.8), inflation=fading(0.5, 0.8), premium_10y=fading(2.0, 0.9)).inputs()
    assert inputs.shape[-1] == len(INPUTS)
    first = dict(zip(INPUTS, inputs[0].T, strict=True))
    assert first["us_real_rate"][:2] == pytest.approx([1.0 - 0.4, 0.8 - 0.32])
    assert first["us_premium_change"][:3] == pytest.approx([2.0, -0.2, -0.18])
    later = dict(zip(INPUTS, inputs[1].T, strict=True))
    assert later["us_premium_change"][:2] == pytest.approx([-0.2, -0.18])  # since what had happened


def test_inflow_and_yield_by_hand(dearer_premium):
    """Without an answer to yields the inflow is -1.2 at once; a ten-year yield takes .55 of the premium."""
    common = WorldSettings(inflow_on_yields=0.0, yield_on_inflow=0.0)
    found = response(dearer_premium, common)
    assert found.series["inflow"][AVERAGE, :2] == pytest.approx([-1.2, -1.2 * 0.75 + 1.2 * 0.05])
    assert found.parts["yield_10y"]["yield_premium"][AVERAGE, :2] == pytest.approx([0.55, 0.55 * 0.95])
    assert found.parts["yield_10y"]["yield_risk"][FRAGILE, 0] == pytest.approx(1.0, abs=2e-3)  # 1.0 of the same premium


def test_the_currency_is_a_discounted_sum(dearer_premium):
    """The premium's part by hand: a quarter of .85 (1 - .55) tpf, discounted by .99 x .97."""
    found = response(dearer_premium, WorldSettings())
    tpf = dearer_premium.premium[0]
    weights = (0.99 * 0.97) ** np.arange(len(tpf))
    by_hand = -0.25 * 0.85 * 0.45 * float(weights @ tpf)
    assert found.parts["currency"]["currency_premium"][AVERAGE, 0] == pytest.approx(by_hand, abs=1e-9)


def test_a_position_of_one_per_cent_moves_the_currency_by_its_coefficient(abroad, fading):
    """An inflow that happens once and then fades only as a position: the stated effect per per cent of GDP."""
    common = WorldSettings(inflow_inertia=0.0, inflow_on_yields=0.0)
    stress = np.full_like(fading(1.0, 1.0), -1.0)  # nerves calm down for good: one inflow of .5 a year, .125 of GDP
    found = response(abroad(stress=stress), replace(common, average=replace(common.average, risk_on_stress=0.0)))
    assert found.series["inflow"][AVERAGE, :2] == pytest.approx([0.5, 0.0])
    assert found.parts["currency"]["currency_flow"][AVERAGE, :2] == pytest.approx([0.25, 0.25 * 0.87], rel=1e-3)


def test_pass_through_is_what_arrives_within_a_year(abroad, fading):
    """A currency that stays one per cent higher lowers consumer prices by the pass-through in four quarters."""
    common = WorldSettings()
    found = response(abroad(premium=fading(-1.0, 0.995), premium_10y=fading(0.0, 1.0)), common)
    currency, imports = found.series["currency"][AVERAGE], found.parts["inflation_4q"]["inflation_import"][AVERAGE]
    passed, last = 0.15 / (1 - 0.5**4), 0.5
    level, by_hand = 0.0, []
    for value in currency:
        level = last * level - (1 - last) * passed * value
        by_hand.append(level)
    assert imports[3] == pytest.approx(by_hand[3], abs=1e-10)
    assert imports[3] < 0 < currency[3]


def test_a_dearer_american_premium(dearer_premium):
    """Capital leaves, currencies fall, yields rise, everywhere; most where it is fragile, least where it is managed."""
    found = response(dearer_premium, WorldSettings())
    for name, sign in (("inflow", -1), ("currency", -1), ("yield_10y", 1), ("equity", -1)):
        sizes = sign * found.series[name][:, 0]
        assert sizes[FRAGILE] > sizes[AVERAGE] > sizes[MANAGED] > 0, name
    assert (found.series["inflation_4q"][:, 1] > 0).all()  # dearer imports first
    assert found.parts["output"]["output_trade"][AVERAGE, 0] > 0 > found.parts["output"]["output_debt"][FRAGILE, 0]


def with_policy(**changes: float) -> WorldSettings:
    common = WorldSettings()
    own = common.average
    return replace(common, average=replace(own, policies=replace(own.policies, **changes)))


def test_intervention_holds_the_currency(dearer_premium):
    moves = [
        response(dearer_premium, with_policy(intervention=chi)).series["currency"][AVERAGE, 0] for chi in (0.0, 0.5, 2.0)
    ]
    assert moves == sorted(moves)
    assert moves[2] > 0.6 * moves[0]  # less of a fall
    none = response(dearer_premium, with_policy(intervention=0.0))
    assert not none.parts["currency"]["currency_intervention"][AVERAGE].any()


def test_a_tax_takes_two_fifths_of_the_response_a_point(dearer_premium):
    free, taxed = (
        response(dearer_premium, with_policy(capital_flow_tax=tax)).parts["inflow"]["inflow_premium"][AVERAGE]
        for tax in (0.0, 1.0)
    )
    np.testing.assert_allclose(taxed, 0.6 * free, atol=1e-12)


def test_a_rule_that_looks_at_the_currency(dearer_premium):
    blind, looks = (response(dearer_premium, with_policy(rate_on_currency=weight)) for weight in (0.0, 0.3))
    assert not blind.parts["policy_rate"]["rule_currency"][AVERAGE].any()
    assert looks.series["policy_rate"][AVERAGE, 0] > blind.series["policy_rate"][AVERAGE, 0]
    assert looks.series["currency"][AVERAGE, 0] > blind.series["currency"][AVERAGE, 0]


def test_policies_of_one_type_leave_the_others_alone(dearer_premium):
    before, after = response(dearer_premium, WorldSettings()), response(dearer_premium, with_policy(intervention=3.0))
    for name in PARTS:
        np.testing.assert_array_equal(before.series[name][[FRAGILE, MANAGED]], after.series[name][[FRAGILE, MANAGED]])


def numbers(part, prefix=()):
    """Dotted places of all numbers of the settings."""
    for item in fields(part):
        value = getattr(part, item.name)
        if is_dataclass(value) and not isinstance(value, Source):
            yield from numbers(value, (*prefix, item.name))
        elif isinstance(value, float):
            yield (*prefix, item.name)


def changed(part, place, value):
    inner = value if len(place) == 1 else changed(getattr(part, place[0]), place[1:], value)
    return replace(part, **{place[0]: inner})


def at(part, place) -> float:
    for name in place:
        part = getattr(part, name)
    return part


# what is expected of stress is made of it in the laboratory's channel, and tested there
OWN = sorted(set(numbers(WorldSettings())) - {("stress_fades",)})


@pytest.mark.parametrize("place", OWN, ids=".".join)
def test_every_number_moves_something(anything, place):
    common = WorldSettings()
    base = with_tax(common) if place == ("tax_on_response",) else common
    now = at(base, place)
    other = changed(base, place, now * 0.9 if now else 0.01)
    before, after = response(anything, base), response(anything, other)
    rows = [ARCHETYPES.index(place[0])] if place[0] in ARCHETYPES else list(range(3))
    moved = max(np.abs(before.series[name][rows] - after.series[name][rows]).max() for name in PARTS)
    assert moved > 1e-6


def with_tax(common: WorldSettings) -> WorldSettings:
    own = common.average
    return replace(common, average=replace(own, policies=replace(own.policies, capital_flow_tax=1.0)))


def test_a_rule_too_weak_on_inflation_is_refused(dearer_premium):
    with pytest.raises(QelabError, match="QE880") as caught:
        response(dearer_premium, with_policy(rate_on_inflation=0.0, rate_on_output=0.0, rate_on_currency=-5.0))
    assert caught.value.exit_code == 4


def test_a_currency_that_feeds_on_itself_is_refused(dearer_premium):
    """Debt in dollars so heavy that appreciation raises output, output the rate and the rate the currency."""
    common = WorldSettings()
    heavy = replace(common, average=replace(common.average, debt_on_currency=0.15))
    with pytest.raises(QelabError, match="QE880"):
        response(dearer_premium, heavy)


def test_a_tax_beyond_its_range_is_refused(golden_error):
    golden_error("QE881", lambda: with_policy(capital_flow_tax=3.0))
    with pytest.raises(QelabError, match="QE881"):
        with_policy(capital_flow_tax=-0.1)
