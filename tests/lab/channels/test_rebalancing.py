"""Who ends up holding what: read from the books, by hand for LSAP2, and in every quarter of both worlds."""

from dataclasses import replace

import numpy as np
import pytest

from qelab.core.members import members
from qelab.lab.books.transactions import FLOWS, transactions
from qelab.lab.channels.rebalancing import HELD
from qelab.lab.lab import Lab
from qelab.lab.settings import SellerMix, Settings
from qelab.ledger.instruments import Instrument, Side
from qelab.ledger.sectors import Sector

HOLDERS = [member.id for member in members("holder")]
WORLDS = ("policy", "counterfactual")


def total(result, panel, world):
    return sum(result.values(f"{panel}:{holder}", world) for holder in HOLDERS)


def test_holders_are_sectors_of_the_ledger():
    assert set(HOLDERS) == set(Sector) - {Sector.TREASURY}  # whose account is no deposit at a bank


@pytest.mark.parametrize("name", ["fed_2010_lsap2", "fed_2020_qe4", "from_now_qt60"])
def test_deposits_of_all_holders_are_bank_deposits(run, name):
    result = run(name)
    for world in WORLDS:
        np.testing.assert_allclose(
            total(result, "deposits_by_holder_bn", world), result.values("bank_deposits_bn", world), rtol=0, atol=1e-6
        )


@pytest.mark.parametrize("panel", HELD)
def test_panels_are_the_balance_sheets(run, panel):
    result = run("fed_2010_lsap2")
    kinds = [kind for group in HELD[panel].values() for kind in group]
    for world in WORLDS:
        for holder in HOLDERS:
            sheet = result.ledger.balance_sheet(holder, at="2012Q4", world=world)
            place = [str(quarter) for quarter in result.quarters].index("2012Q4")
            held = sum(sheet.assets.get(kind, 0.0) for kind in kinds)
            assert result.values(f"{panel}:{holder}", world)[place] == pytest.approx(held, abs=1e-9)


@pytest.mark.parametrize("panel", ["treasuries_mbs_by_holder_bn", "corporate_assets_by_holder_bn"])
def test_parts_add_up_for_every_holder(run, panel):
    result = run("fed_2008_2014")
    for holder in HOLDERS:
        parts = [values for key, values in result.channels.items() if key.startswith(f"{panel}:{holder}.")]
        np.testing.assert_allclose(sum(parts), result.values(f"{panel}:{holder}"), rtol=0, atol=1e-9)


def test_lsap2_by_hand(run):
    """600 bought, 360 of it from non-banks: 72 into corporate bonds, half of them new, 18 into shares, 270 kept; households have
    36 + 18 of the deposits, firms 36, foreigners 120. The total is four fifths of 600."""
    result = run("fed_2010_lsap2")
    at = [str(quarter) for quarter in result.quarters].index("2011Q2")
    deposits = {holder: result.values(f"deposits_by_holder_bn:{holder}")[at] for holder in HOLDERS}
    assert deposits["non_banks"] == pytest.approx(270.0, abs=1.0)
    assert deposits["households"] == pytest.approx(54.0, abs=2.0)  # less currency, and interest that the central bank now has
    assert deposits["firms"] == pytest.approx(36.0, abs=0.5)
    assert deposits["rest_of_world"] == pytest.approx(120.0, abs=0.5)
    assert sum(deposits.values()) == pytest.approx(480.0, abs=3.0)
    parts = {row.key: row.value for row in result.explain("corporate_assets_by_holder_bn:non_banks", at="2011Q2").rows}
    assert parts["corporate_bonds"] == pytest.approx(72.0, abs=0.5)
    assert parts["equities"] == pytest.approx(18.0, abs=0.2)


def test_what_non_banks_buy_others_sell_or_issue(run):
    result = run("fed_2010_lsap2")
    issued = total(result, "corporate_assets_by_holder_bn", "effect")
    firms = result.values("deposits_by_holder_bn:firms")
    np.testing.assert_allclose(issued, firms, rtol=0, atol=1e-6)  # new bonds only; firms keep the money


def test_a_programme_of_size_zero_moves_nothing(run):
    result = run("fed_2010_lsap2", size_bn=0)
    for panel in HELD:
        for holder in HOLDERS:
            assert not result.values(f"{panel}:{holder}").any()


@pytest.mark.parametrize("name", ["corporate_bonds", "equities", "newly_issued"])
def test_each_share_moves_who_holds_deposits_and_not_their_total(run, name):
    """Nothing but the holders of deposits and of corporate assets: not their total, not reserves."""
    usual = SellerMix()
    mix = replace(usual, rebalancing=replace(usual.rebalancing, **{name: 0.4}))
    one, other = run("fed_2010_lsap2"), Lab(settings=Settings(sellers=mix)).run(run("fed_2010_lsap2").scenario)
    moved = np.abs(other.values("deposits_by_holder_bn:households") - one.values("deposits_by_holder_bn:households"))
    assert moved.max() > 1.0
    for same in ("bank_deposits_bn", "reserves_bn", "broad_money_bn"):
        np.testing.assert_allclose(other.values(same), one.values(same), rtol=0, atol=1e-6)


def test_sales_are_the_mirror_of_purchases():
    """What non-banks pay for securities they raise by selling as much of both."""
    def posted(amount):
        nothing = dict.fromkeys(FLOWS, 0.0)
        found = transactions({**nothing, "treasury_trades": amount}, False, SellerMix())
        changes: dict[tuple[str, str], float] = {}
        for transaction in found:
            for entry in transaction.entries:
                if entry.side is Side.ASSET:
                    key = (entry.sector, entry.instrument)
                    changes[key] = changes.get(key, 0.0) + entry.change_bn
        return changes

    bought, sold = posted(100.0), posted(-100.0)
    assert bought[Sector.NON_BANKS, Instrument.CORPORATE_BONDS] == pytest.approx(60 * 0.20)
    assert bought[Sector.NON_BANKS, Instrument.EQUITIES] == pytest.approx(60 * 0.05)
    assert bought[Sector.NON_BANKS, Instrument.DEPOSITS] == pytest.approx(60 * 0.75)
    assert all(sold[key] == pytest.approx(-change) for key, change in bought.items())


def test_maturities_that_the_public_takes_up_cost_it_corporate_assets():
    """60 of 100 redeemed is refunded by non-banks, who sell 15 of corporate assets for it."""
    nothing = dict.fromkeys(FLOWS, 0.0)
    found = transactions({**nothing, "matured": 100.0, "redeemed": 100.0}, False, SellerMix())
    sold = sum(
        entry.change_bn
        for transaction in found
        for entry in transaction.entries
        if entry.side is Side.ASSET
        and entry.sector is Sector.NON_BANKS
        and entry.instrument in (Instrument.CORPORATE_BONDS, Instrument.EQUITIES)
    )
    assert sold == pytest.approx(-60 * 0.25)
