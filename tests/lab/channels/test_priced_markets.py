"""Shares, the dollar, consumption and corporate bonds in runs of the catalogue: parts add up, nothing comes of nothing."""

from dataclasses import replace

import numpy as np
import pytest

from qelab.lab.channels.base import Found
from qelab.lab.channels.consumption import spending
from qelab.lab.channels.corporate import corporate_bonds
from qelab.lab.channels.dollar import exchange_rate
from qelab.lab.channels.equities import shares
from qelab.lab.channels.registry import CHANNELS
from qelab.lab.channels.stress import stress
from qelab.lab.levels import economy_series
from qelab.lab.settings import Settings
from qelab.markets.corporate import CorporateBonds
from qelab.markets.earnings import Earnings
from qelab.markets.parameters import Markets

PROGRAMMES = ("fed_2010_lsap2", "fed_2008_2014", "fed_2020_qe4", "from_now_qt60", "rate_cut")
SPLIT = {
    "equity_price_index": {"risk_free", "term_premium", "risk_premium", "earnings"},
    "real_exchange_rate_index": {"rates", "term_premium"},
    "price_earnings_ratio": {"price", "earnings_so_far"},
    "cape_ratio": {"price", "earnings_so_far"},
    "corporate_yield": {"expectations", "duration", "credit"},
    "corporate_spread": {"credit_cycle", "premium_not_passed", "stress_relief"},
    "consumption": {"share_wealth", "house_wealth", "income", "rates"},
}
OWN = (shares, exchange_rate, spending, corporate_bonds)


def asked(inside, channel, name="fed_2010_lsap2", settings=None) -> Found:
    """What a channel finds in a run, with other settings of the markets where they are given."""
    run = inside(name)
    levels = {key: np.stack(pair) for key, pair in economy_series(run).items()}
    levels |= stress(run, levels).series
    if settings is not None:
        run = replace(run, stage=replace(run.stage, settings=settings))
    return channel(run, levels)


def test_all_of_them_are_asked():
    assert set(OWN) <= set(CHANNELS)


@pytest.mark.parametrize("name", PROGRAMMES)
@pytest.mark.parametrize("series", SPLIT)
def test_parts_add_up_to_the_effect_in_every_quarter(run, name, series):
    result = run(name)
    parts = {
        key.removeprefix(f"{series}."): values
        for key, values in result.channels.items()
        if key.startswith(f"{series}.")
    }
    assert set(parts) == SPLIT[series]
    gap = np.abs(sum(parts.values()) - result.values(series))
    assert gap.max() < 1e-10


@pytest.mark.parametrize("series", SPLIT)
def test_a_programme_of_size_zero_does_nothing_to_any_of_them(run, series):
    result = run("fed_2010_lsap2", size_bn=0)
    assert not result.values(series).any()
    assert not any(values.any() for key, values in result.channels.items() if key.startswith(f"{series}."))


def test_for_the_logarithm_of_the_price_the_split_is_the_plain_one(run, inside):
    """Points of the index are small changes here: each part is near its share of the logarithm times the index."""
    from qelab.lab.channels.expected import expected, worlds
    from qelab.markets import equities
    from qelab.markets.forward_price import price_parts

    made = inside("fed_2010_lsap2")
    model = made.stage.model
    both = [price_parts(expected(made, world), equities.forms(model), equities.discount(model)) for world in worlds(made)]
    result = run("fed_2010_lsap2")
    level = result.values("equity_price_index", "counterfactual")[1:]
    for name in equities.PARTS:
        linear = (both[1][name] - both[0][name]) / 100 * level
        found = result.channels[f"equity_price_index.{name}"][1:]
        np.testing.assert_allclose(found, linear, rtol=0, atol=0.02)


@pytest.mark.parametrize(
    ("channel", "series", "markets"),
    [
        (shares, "price_earnings_ratio", Markets(earnings=Earnings(cyclical_elasticity=3.0))),
        (shares, "cape_ratio", Markets(earnings=Earnings(cyclical_elasticity=3.0))),
        (corporate_bonds, "corporate_yield", Markets(corporate=CorporateBonds(premium_pass_through=0.7))),
    ],
)
def test_each_number_moves_its_series(inside, channel, series, markets):
    before = asked(inside, channel).series[series]
    after = asked(inside, channel, settings=Settings(markets=markets)).series[series]
    moved = np.abs((after[1] - after[0]) - (before[1] - before[0]))
    assert moved.max() > 1e-3
    np.testing.assert_allclose(after[:, 0], before[:, 0], rtol=0, atol=1e-12)


def test_stress_moves_the_spread(inside):
    """Stress in both worlds widens the spread of both by what the bonds answer."""
    made = inside("fed_2010_lsap2")
    levels = {key: np.stack(pair) for key, pair in economy_series(made).items()}
    stressed = np.zeros_like(levels["yield_10y"])
    calm = corporate_bonds(made, {**levels, "stress_index": stressed.copy()}).series["corporate_spread"]
    stressed[:, 1:] = 0.5
    wider = corporate_bonds(made, {**levels, "stress_index": stressed}).series["corporate_spread"]
    response = made.stage.settings.markets.corporate.stress_response
    np.testing.assert_allclose(wider[:, 1:] - calm[:, 1:], 0.5 * response, rtol=0, atol=1e-12)


def test_levels_begin_where_they_were_published(run):
    result = run("fed_2010_lsap2")
    for world in ("policy", "counterfactual"):
        assert result.values("cape_ratio", world)[0] == pytest.approx(19.94)
        assert result.values("corporate_spread", world)[0] == pytest.approx(3.0)
        difference = result.values("corporate_yield", world) - result.values("yield_10y", world)
        np.testing.assert_allclose(difference, result.values("corporate_spread", world), rtol=0, atol=1e-12)


def test_the_ratio_moves_less_than_the_price_where_output_rises(run):
    """Purchases raise earnings too: after six years more of CAPE's fortieth has filled up."""
    result = run("fed_2008_2014")
    places = slice(1, None)
    price = result.values("equity_price_index")[places] / result.values("equity_price_index", "counterfactual")[places]
    for name in ("price_earnings_ratio", "cape_ratio"):
        ratio = result.values(name)[places] / result.values(name, "counterfactual")[places]
        assert (ratio < price).all()


def test_signs_of_easing_and_tightening(run):
    for name, sign in (("fed_2010_lsap2", 1), ("from_now_qt60", -1)):
        result = run(name)
        told = {row.key: row.value for row in result.explain("equity_price_index").rows}
        assert sign * told["term_premium"] > 0 > sign * told["risk_free"]
        assert sign * told["risk_premium"] > 0
        assert sign * told["earnings"] > 0
        assert sign * result.values("corporate_yield")[1] < 0
        assert sign * {row.key: row.value for row in result.explain("real_exchange_rate_index").rows}["term_premium"] < 0


def test_a_rate_cut_has_no_part_through_the_term_premium(run):
    """But for what a richer economy does to ten-year equivalents over GDP."""
    result = run("rate_cut")
    premium = np.abs(result.channels["equity_price_index.term_premium"]).max()
    assert premium < 0.05 * np.abs(result.values("equity_price_index")).max()
    assert result.channels["equity_price_index.risk_free"].max() > 0
