"""Claims about the second programme of 2010, and what must hold whatever the numbers are."""

import numpy as np

from qelab.core.time import Month
from qelab.lab.check.measures import at_announcement, in_bp, peak
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs
from qelab.ledger import postings
from qelab.ledger.journal import Journal
from qelab.ledger.opening import opening_from_totals
from qelab.ledger.sectors import Sector
from qelab.ledger.series import bank_deposits_bn, reserves_bn

LSAP2 = "fed_2010_lsap2"
_PURCHASE_BN = 600.0


def term_premium(runs: Runs) -> float:
    """Effect on the ten-year term premium in 2010Q4, the quarter of the announcement."""
    return in_bp(at_announcement(runs.result(LSAP2), "term_premium_10y"))


def unemployment(runs: Runs) -> float:
    """Largest effect on the unemployment rate."""
    return peak(runs.result(LSAP2).values("unemployment_rate"))


def inflation(runs: Runs) -> float:
    """Largest effect on four-quarter core inflation."""
    return peak(runs.result(LSAP2).values("inflation_4q"))


def output(runs: Runs) -> float:
    """Largest effect on the output gap."""
    return peak(runs.result(LSAP2).values("output_gap"))


def slope(runs: Runs) -> float:
    """Effect on the thirty-year less that on the two-year yield in 2010Q4."""
    result = runs.result(LSAP2)
    return in_bp(at_announcement(result, "yield_30y") - at_announcement(result, "yield_2y"))


def cut_at_the_bound(runs: Runs) -> float:
    """Largest effect on output of the catalogue's rate cut, asked for in 2010Q4, when the rate was at its bound."""
    cut = runs.result("rate_cut", **{"opening": "us_2010q3", "policy_rate.date": "2010-11-03"})
    return peak(cut.values("output_gap"))


def size_zero(runs: Runs) -> float:
    """Largest effect on any public series, each in its own unit, of the programme with size zero."""
    none = runs.result(LSAP2, size_bn=0)
    return max(float(np.abs(none.values(name)).max()) for name in none.names)


def twice_the_size(runs: Runs) -> float:
    """Effect of 1,200 on the ten-year term premium in 2010Q4 over that of 600."""
    double = at_announcement(runs.result(LSAP2, size_bn=1200), "term_premium_10y")
    return double / at_announcement(runs.result(LSAP2), "term_premium_10y")


def no_news(runs: Runs) -> float:
    """Largest difference between the ten-year term premium and what was expected of it a quarter before, in the
    quarters after the announcement of 500 from today's opening; nothing is announced in them."""
    calm = runs.worlds("from_now_500bn").settled.programme.sequence
    premium = calm.endogenous.index("tp10")
    return peak(calm.realised[1:, premium] - calm.expected[:-1, 1, premium])


def _changes(seller: Sector) -> tuple[float, float]:
    """Change of reserves and of deposits when 600 is bought from a sector, bn."""
    opening = opening_from_totals(
        treasuries_bn=1000.0, agency_mbs_bn=1000.0, agency_debt_bn=0.0, credit_bn=0.0, reserves_bn=1000.0,
        currency_bn=1000.0, treasury_account_bn=0.0, reverse_repo_bn=0.0, bank_deposits_bn=8000.0,
    )  # fmt: skip
    book = Journal(Month.of(2010, 10), opening)
    book.post(Month.of(2010, 11), postings.purchase(_PURCHASE_BN, seller=seller))
    reserves, deposits = reserves_bn(book), bank_deposits_bn(book)
    return float(reserves[-1] - reserves[0]), float(deposits[-1] - deposits[0])


def from_non_banks(_runs: Runs) -> float:
    """600 posted in the ledger with non-banks as sellers: of the two changes, the one farther from 600."""
    return max(_changes(Sector.NON_BANKS), key=lambda change: abs(change - _PURCHASE_BN))


def from_banks(_runs: Runs) -> float:
    """600 posted in the ledger with banks as sellers: the change of deposits."""
    return _changes(Sector.BANKS)[1]


ANSWERS = {
    "S01": Answer(term_premium),
    "S02": Answer(unemployment),
    "S03": Answer(inflation),
    "S04": Answer(output),
    "S05": Answer(slope),
    "S06": Answer(cut_at_the_bound),
    "S07": Answer(size_zero),
    "S08": Answer(twice_the_size),
    "S09": Answer(from_non_banks),
    "S10": Answer(from_banks),
    "S11": Answer(no_news),
}
