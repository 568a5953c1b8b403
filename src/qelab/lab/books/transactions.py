"""What each flow of a month does to whose balance sheet: amounts become balanced transactions.

Securities are carried at amortised cost. What runs off is refunded by the Treasury in the market, mortgages that are
repaid are taken out anew and the public buys them; who buys and sells is the seller mix. With what non-banks are paid they buy
corporate bonds and shares for a share of it: deposits change hands, their total does not. Bank lending and the budget
beyond the central bank are not posted: the level of deposits is the opening's plus what follows from here.
"""

from collections.abc import Callable, Iterator, Mapping

from qelab.lab.settings import Rebalancing, SellerMix
from qelab.ledger import postings
from qelab.ledger.instruments import Instrument
from qelab.ledger.sectors import Sector
from qelab.ledger.transaction import Transaction

_INCOME: Mapping[str, Callable[[float], Transaction]] = {
    "treasury_interest": postings.treasury_interest,
    "mbs_interest": postings.mbs_interest,
    "agency_debt_interest": postings.agency_debt_interest,
    "credit_interest": postings.credit_interest,
    "treasury_amortisation": postings.amortisation,
    "mbs_amortisation": lambda amount: postings.amortisation(amount, instrument=Instrument.AGENCY_MBS),
    "inflation_compensation": postings.inflation_compensation,
    "interest_on_reserves": postings.interest_on_reserves,
    "interest_on_reverse_repo": postings.interest_on_reverse_repo,
    "operating_costs": postings.operating_costs,
    "dividends": postings.dividends,
    "deferral": postings.deferral,
    "credit": postings.credit,
    "currency": postings.currency_withdrawal,
    "reverse_repo": postings.reverse_repo_placement,
    "foreign_pool": lambda amount: postings.reverse_repo_placement(amount, holder=Sector.REST_OF_WORLD),
    "other_deposits": lambda amount: postings.other_deposit_placement(amount, holder=Sector.NON_BANKS),
}

_SOLD = {
    "treasury": Instrument.TREASURY_SECURITIES,
    "mbs": Instrument.AGENCY_MBS,
    "agency_debt": Instrument.AGENCY_DEBT,
}
_BOUGHT = ("reinvested_treasury", "reinvested_mbs", "treasury_trades", "mbs_trades", "agency_debt_trades")
# The Treasury's own borrowing is taken up by whom the deposits belong to (constructed: most are households'); it is
# the same in both worlds but for interest.
_LENDERS = ((Sector.HOUSEHOLDS, 0.6), (Sector.NON_BANKS, 0.2), (Sector.BANKS, 0.2))
# Every flow that moves somebody's sheet; the gains inside trades move no money of their own.
FLOWS = (
    "matured", "redeemed", "mbs_principal", "agency_debt_matured", "reinvested_treasury", "reinvested_mbs",
    "treasury_trades", "mbs_trades", "agency_debt_trades", "treasury_sales", "mbs_sales", "agency_debt_sales",
    "treasury_gains", "mbs_gains", "agency_debt_gains",
    *_INCOME, "remittances", "treasury_funding",
)  # fmt: skip


def transactions(flows: Mapping[str, float], in_tail: bool, sellers: SellerMix) -> Iterator[Transaction]:
    """The transactions of one month, in the order in which it happens."""
    yield from operations(flows, in_tail, sellers)
    for name, post in _INCOME.items():
        if flows[name]:
            yield post(flows[name])
    if flows["remittances"]:
        paid = flows["remittances"]
        yield postings.remittance(paid) if paid > 0 else postings.indemnity(-paid)
    for sector, share in _LENDERS:
        funding = flows["treasury_funding"] * share
        if funding:
            yield postings.refunding(funding, buyer=sector) if funding > 0 else postings.redemption(-funding, holder=sector)


def operations(flows: Mapping[str, float], in_tail: bool, sellers: SellerMix) -> Iterator[Transaction]:
    """What the projection did: maturities, principal, trades."""
    yield postings.rollover(max(0.0, flows["matured"] - flows["redeemed"]))
    yield from _run_off(flows["redeemed"], sellers)
    yield from _repaid(max(0.0, flows["mbs_principal"]), sellers)
    for sector, share in _shares(sellers):
        yield postings.agency_debt_run_off(max(0.0, flows["agency_debt_matured"]) * share, buyer=sector)
    yield from _traded(flows["reinvested_treasury"], Instrument.TREASURY_SECURITIES, sellers)
    yield from _traded(flows["reinvested_mbs"], Instrument.AGENCY_MBS, sellers)
    treasuries = flows["treasury_trades"]
    if in_tail and treasuries < 0:  # the expected exit lets securities mature; it does not sell them
        yield from _run_off(-treasuries, sellers)
    else:
        yield from _traded(treasuries, Instrument.TREASURY_SECURITIES, sellers)
    yield from _traded(flows["mbs_trades"], Instrument.AGENCY_MBS, sellers)
    yield from _traded(flows["agency_debt_trades"], Instrument.AGENCY_DEBT, sellers)
    for asset, instrument in _SOLD.items():
        yield from _traded(-flows[f"{asset}_sales"], instrument, sellers, flows[f"{asset}_gains"])
    yield from _rebalanced(sellers.non_banks * _bought_from_the_public(flows), sellers.rebalancing)


def _bought_from_the_public(flows: Mapping[str, float]) -> float:
    """What the central bank buys of securities, less what it sells and what the public takes up of what runs off."""
    bought = sum(flows[name] for name in _BOUGHT) - sum(flows[f"{asset}_sales"] for asset in _SOLD)
    repaid = max(0.0, flows["mbs_principal"]) + max(0.0, flows["agency_debt_matured"])
    return bought - flows["redeemed"] - repaid


def _rebalanced(paid: float, next_: Rebalancing) -> Iterator[Transaction]:
    """What non-banks buy with what they were paid, or sell to pay: their deposits go to households and firms."""
    if paid:
        bonds = paid * next_.corporate_bonds
        issued = bonds * next_.newly_issued
        yield postings.security_issue(issued, buyer=Sector.NON_BANKS, instrument=Instrument.CORPORATE_BONDS)
        for amount, instrument in ((bonds - issued, Instrument.CORPORATE_BONDS), (paid * next_.equities, Instrument.EQUITIES)):
            yield postings.asset_trade(amount, buyer=Sector.NON_BANKS, seller=Sector.HOUSEHOLDS, instrument=instrument)


def _traded(amount: float, instrument: Instrument, sellers: SellerMix, gain: float = 0.0) -> Iterator[Transaction]:
    if amount:
        for sector, share in _shares(sellers):
            yield postings.purchase(amount * share, seller=sector, instrument=instrument, gain_bn=gain * share)


def _run_off(amount: float, sellers: SellerMix) -> Iterator[Transaction]:
    if amount > 0:
        yield postings.run_off(amount)
        for sector, share in _shares(sellers):
            yield postings.refunding(amount * share, buyer=sector)


def _repaid(principal: float, sellers: SellerMix) -> Iterator[Transaction]:
    """Principal passed through to the central bank; households borrow as much anew, and the public buys it."""
    if principal > 0:
        yield postings.principal_payment(principal)
        for sector, share in _shares(sellers):
            yield postings.mortgage_origination(principal * share, buyer=sector)


def _shares(sellers: SellerMix) -> tuple[tuple[Sector, float], ...]:
    return (
        (Sector.NON_BANKS, sellers.non_banks),
        (Sector.REST_OF_WORLD, sellers.rest_of_world),
        (Sector.BANKS, sellers.banks),
    )
