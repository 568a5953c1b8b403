"""Claims about the central bank's income and balance sheet: profits, losses, what reverse repo and reserves absorbed."""

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month
from qelab.core.units import MONTHS_PER_YEAR, convert
from qelab.lab.books.income import Account, account_of
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs
from qelab.lab.levels import economy_series
from qelab.portfolio.projection import PROGRAMME

Array = NDArray[np.float64]
QT2, QE4, EASING = "fed_2022_qt2", "fed_2020_qe4", "fed_2008_2014"
# QT2 is counted from the first of June 2022, as the published changes are.
_BEFORE_QT2, _END_2024 = Month.of(2022, 5), Month.of(2024, 12)
_LAST_PURCHASES = Month.of(2014, 10)
_PUBLISHED_FALL_BN = 1780.0  # H.4.1, as the claim quotes it


def account_of_run(runs: Runs, name: str) -> Account:
    """Income and balance sheet of both worlds of a programme, month by month."""
    run = runs.worlds(name)
    return runs.kept(f"account {name}", lambda: account_of(run, economy_series(run)))


def _in_year(account: Account, path: Array, year: int) -> float:
    """Sum over a calendar year of a flow of the programme's world, bn."""
    first = Month.of(year, 1) - account.opening.month - 1
    return float(path[PROGRAMME, first : first + MONTHS_PER_YEAR].sum())


def at_end_of(account: Account, path: Array, month: Month) -> float:
    """A stock of the programme's world at the end of a month, bn."""
    return float(path[PROGRAMME, month - account.opening.month - 1])


def securities(account: Account) -> Array:
    """Par of all securities, (2, months) bn, with the inflation compensation accrued since the opening."""
    return account.earned.treasury_par + account.earned.mbs_par + account.earned.agency_par


def peak_deferred_asset(runs: Runs) -> float:
    """Largest deferred asset in the run of QT2 from the opening of 2022Q1, to the end of the run."""
    return float(account_of_run(runs, QT2).statement.deferred_asset[PROGRAMME].max())


def remittances_2021(runs: Runs) -> float:
    """Remittances over the twelve months of 2021 in the run of the programme of 2020 from the opening of 2019Q4."""
    account = account_of_run(runs, QE4)
    return _in_year(account, account.statement.remittances, 2021)


def income_2023(runs: Runs) -> float:
    """Net income over the twelve months of 2023 in the run of QT2 from the opening of 2022Q1."""
    account = account_of_run(runs, QT2)
    return _in_year(account, account.statement.net_income, 2023)


def unrealised_loss_2022(runs: Runs) -> float:
    """Amortised cost less market value of all securities at the end of 2022, run of QT2, on the day's par yields at 3
    months, 2, 5, 10 and 30 years and the day's mortgage rate."""
    account = account_of_run(runs, QT2)
    return convert(-at_end_of(account, account.statement.unrealised_gain, Month.of(2022, 12)), "bn", "tn")


def absorbed_by_reverse_repo(runs: Runs) -> float:
    """Fall of the money funds' reverse repo over the fall of securities at par, end of May 2022 to end of 2024."""
    account = account_of_run(runs, QT2)

    def fall(path: Array) -> float:
        return at_end_of(account, path, _BEFORE_QT2) - at_end_of(account, path, _END_2024)

    return fall(account.statement.reverse_repo) / fall(securities(account))


def absorbed_as_published(runs: Runs) -> float:
    """Published fall of reverse repo from 1 June 2022 to 25 December 2024 (1,780) over the fall of securities here."""
    account = account_of_run(runs, QT2)
    par = securities(account)
    return _PUBLISHED_FALL_BN / (at_end_of(account, par, _BEFORE_QT2) - at_end_of(account, par, _END_2024))


def reserves_over_securities(runs: Runs) -> float:
    """Rise of reserves over the rise of securities at par, opening of 2008Q3 to October 2014, crisis credit as published."""
    account = account_of_run(runs, EASING)
    sheet = account.opening.balance_sheet
    reserves = at_end_of(account, account.statement.reserves, _LAST_PURCHASES) - sheet["reserves_bn"]
    held = sum(sheet[name] for name in ("soma_treasuries_bn", "soma_mbs_bn", "agency_debt_bn"))
    return reserves / (at_end_of(account, securities(account), _LAST_PURCHASES) - held)


ANSWERS = {
    "A06": Answer(peak_deferred_asset),
    "A07": Answer(remittances_2021),
    "A08": Answer(income_2023),
    "A09": Answer(unrealised_loss_2022),
    "B01": Answer(absorbed_by_reverse_repo, absorbed_as_published),
    "B02": Answer(reserves_over_securities),
}
