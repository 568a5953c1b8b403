"""What each event does to whose balance sheet: one function an event, by theme.

Amounts are settlement values in bn. Signs: functions that have a natural opposite take it as a negative amount (a
sale is a purchase with the other sign); the others refuse negative amounts, because the opposite has a name of its
own (a tax is not a negative deficit here; ``Transaction.reversed`` undoes anything). The memo of a transaction
is made of identifiers (``refunding:non_banks``), so that it reads in any language.

    event                                           function
    1, 2, 3, 6, 15  purchase from a bank, a non-bank, abroad; sale          purchase
    2b              proceeds placed in reverse repo, in other accounts      reverse_repo_placement, other_deposit_placement
    4               maturity rolled over                                    rollover
    5, 5'           maturity repaid; the Treasury sells anew, or redeems    run_off, refunding, redemption
    7               principal of MBS; the public's mortgages anew           principal_payment, mortgage_origination
    8               interest received                                       treasury_interest, mbs_interest, agency_debt_interest, ...
    9               interest and costs paid                                 interest_on_reserves, interest_on_reverse_repo, operating_costs, ...
    10              profit, loss carried forward, loss made good            remittance, deferral, indemnity
    11, 12          deficit, tax                                            deficit_spending, tax
    13              banknotes                                               currency_withdrawal
    14              bonds bought abroad, foreign intervention               foreign_security_purchase, foreign_intervention
    16              bank loan                                               bank_loan
    17              what a seller buys next                                 asset_trade, security_issue

Departure from the usual table of events: all claims are carried by holder and issuer at the same value. A sale above
book value is therefore a revaluation of the issuer's debt together with the seller's gain, and a premium paid is
written down (``amortisation``) before the security is redeemed at par.

Households are one sector: groups by wealth divide its sheet by published shares, which needs no posting.
"""

from qelab.ledger.postings.income import (
    agency_debt_interest,
    amortisation,
    corporate_bond_interest,
    credit_interest,
    deferral,
    dividends,
    indemnity,
    inflation_compensation,
    interest_on_other_liabilities,
    interest_on_reserves,
    interest_on_reverse_repo,
    mbs_interest,
    operating_costs,
    remittance,
    treasury_interest,
)  # fmt: skip
from qelab.ledger.postings.operations import (
    agency_debt_run_off,
    credit,
    other_deposit_placement,
    principal_payment,
    purchase,
    reverse_repo_placement,
    rollover,
    run_off,
)  # fmt: skip
from qelab.ledger.postings.public import (
    asset_trade,
    bank_loan,
    currency_withdrawal,
    foreign_intervention,
    foreign_security_purchase,
    income_payment,
    investment,
    mortgage_origination,
    revaluation,
    security_issue,
)  # fmt: skip
from qelab.ledger.postings.treasury import deficit_spending, public_debt_interest, redemption, refunding, tax

__all__ = [
    "agency_debt_interest", "agency_debt_run_off", "amortisation", "asset_trade", "bank_loan",
    "corporate_bond_interest", "credit", "credit_interest", "currency_withdrawal", "deferral", "deficit_spending",
    "dividends", "foreign_intervention", "foreign_security_purchase", "income_payment", "indemnity",
    "inflation_compensation", "interest_on_other_liabilities", "interest_on_reserves", "interest_on_reverse_repo",
    "investment", "mbs_interest", "mortgage_origination", "operating_costs", "other_deposit_placement",
    "principal_payment", "public_debt_interest", "purchase", "redemption", "refunding", "remittance",
    "revaluation", "reverse_repo_placement", "rollover", "run_off", "security_issue", "tax", "treasury_interest",
]  # fmt: skip
