"""A walk through what a central bank does, event by event, in round numbers.

Answers: which transactions make up each event, in which order? Every amount is a share of one round sum, so that the
walk can be told for any. What it says in words stands in ``core/words.csv`` (``walk.*``).

The amounts are constructed: they only have to be easy to add up.
"""

from collections.abc import Callable
from dataclasses import dataclass

from qelab.core.errors import QelabError
from qelab.ledger import postings
from qelab.ledger.accounts import TAccount, net_accounts, t_accounts
from qelab.ledger.instruments import Instrument
from qelab.ledger.sectors import Sector
from qelab.ledger.transaction import Transaction

NON_BANKS, HOUSEHOLDS = Sector.NON_BANKS, Sector.HOUSEHOLDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Transactions that settle together; ``name`` is that of its words; a ``summary`` repeats the steps before it."""

    name: str
    transactions: tuple[Transaction, ...]
    summary: bool = False

    @property
    def accounts(self) -> tuple[TAccount, ...]:
        """T-accounts: of one transaction line by line, of several what is left when they are added up."""
        return (
            t_accounts(self.transactions[0])
            if len(self.transactions) == 1
            else net_accounts(self.transactions)
        )

    def net_worth_change_bn(self, sector: Sector) -> float:
        """What the step makes a sector richer by."""
        return sum(d.change_bn for item in self.transactions for d in item.declared if d.sector == sector)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of the walk, in steps."""

    name: str
    steps: tuple[Step, ...]

    @property
    def transactions(self) -> tuple[Transaction, ...]:
        """What a journal has to post for it."""
        return tuple(item for step in self.steps if not step.summary for item in step.transactions)


def walk(amount_bn: float) -> tuple[Event, ...]:
    """All events, each beginning anew, for purchases of ``amount_bn``."""
    return tuple(Event(name=name, steps=steps(amount_bn)) for name, steps in _EVENTS.items())


def event(name: str, amount_bn: float) -> Event:
    """One event.

    Raises
    ------
    QelabError QE101 : no such event
    """
    if name not in _EVENTS:
        raise QelabError("QE101", noun="event", name=name, allowed=event_names())
    return Event(name=name, steps=_EVENTS[name](amount_bn))


def event_names() -> tuple[str, ...]:
    """Names of the events, in the order of the walk."""
    return tuple(_EVENTS)


def _step(name: str, *transactions: Transaction) -> Step:
    return Step(name=name, transactions=transactions)


def _from_bank(v: float) -> tuple[Step, ...]:
    return (_step("bought", postings.purchase(v, seller=Sector.BANKS)),)


def _from_non_bank(v: float) -> tuple[Step, ...]:
    return (
        _step("bought", postings.purchase(v, seller=NON_BANKS)),
        _step(
            "old_bonds",
            postings.asset_trade(
                0.4 * v, buyer=NON_BANKS, seller=HOUSEHOLDS, instrument=Instrument.CORPORATE_BONDS
            ),
        ),
        _step(
            "new_shares", postings.security_issue(0.3 * v, buyer=NON_BANKS, instrument=Instrument.EQUITIES)
        ),
        _step("reverse_repo", postings.reverse_repo_placement(0.3 * v)),
    )


def _rollover(v: float) -> tuple[Step, ...]:
    return (_step("exchanged", postings.rollover(v)),)


def _run_off(v: float) -> tuple[Step, ...]:
    repaid, refunded = postings.run_off(v), postings.refunding(v, buyer=NON_BANKS)
    together = Step(name="together", transactions=(repaid, refunded), summary=True)
    return _step("repaid", repaid), _step("refunded", refunded), together


def _sale(v: float) -> tuple[Step, ...]:
    loss = 0.1 * v
    sold = postings.purchase(loss - v, seller=NON_BANKS, gain_bn=-loss)
    return _step("sold", sold), _step("deferred", postings.deferral(loss))


def _received(v: float) -> tuple[Transaction, ...]:
    return (
        postings.treasury_interest(0.30 * v),
        postings.mbs_interest(0.10 * v),
        postings.amortisation(0.03 * v),
    )


def _paid(v: float, reserves: float, reverse_repo: float) -> tuple[Transaction, ...]:
    return (
        postings.interest_on_reserves(reserves * v),
        postings.interest_on_reverse_repo(reverse_repo * v),
        postings.operating_costs(0.02 * v),
    )


def _income(v: float) -> tuple[Step, ...]:
    return (
        _step("received", *_received(v)),
        _step("paid", *_paid(v, 0.08, 0.01)),
        _step("remitted", postings.remittance(0.26 * v)),
    )


def _loss(v: float) -> tuple[Step, ...]:
    return (
        _step("received", *_received(v)),
        _step("paid", *_paid(v, 0.45, 0.10)),
        _step("deferred", postings.deferral(0.20 * v)),
        _step("made_good", postings.treasury_interest(0.25 * v), postings.deferral(-0.20 * v), postings.remittance(0.05 * v)),
    )  # fmt: skip


def _indemnity(v: float) -> tuple[Step, ...]:
    return (
        _step("lost", *_received(v), *_paid(v, 0.45, 0.10)),
        _step("indemnified", postings.indemnity(0.20 * v)),
        _step("borrowed", postings.refunding(0.20 * v, buyer=NON_BANKS)),
    )


def _bank_loan(v: float) -> tuple[Step, ...]:
    return _step("lent", postings.bank_loan(v)), _step("repaid", postings.bank_loan(-v))


_EVENTS: dict[str, Callable[[float], tuple[Step, ...]]] = {
    "purchase_from_bank": _from_bank,
    "purchase_from_non_bank": _from_non_bank,
    "rollover": _rollover,
    "run_off": _run_off,
    "sale_at_a_loss": _sale,
    "income": _income,
    "loss": _loss,
    "indemnity": _indemnity,
    "bank_loan": _bank_loan,
}
