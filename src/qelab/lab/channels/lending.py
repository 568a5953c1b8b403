"""Bank loans with and without the programme.

Answers: how much do banks lend more, and through what? The level is that of the opening's sheets; without the programme
loans keep their ratio to nominal GDP, so that only the effect is modelled (``markets.lending``).
"""

from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import from_log_percent, log_percent
from qelab.data.facts import fact
from qelab.data.sector_sheets import sector_sheet
from qelab.data.states import Opening
from qelab.lab.channels.base import Found, Levels
from qelab.lab.pipeline import Run
from qelab.ledger.instruments import Instrument
from qelab.ledger.sectors import Sector
from qelab.markets.lending import RANGES, BankLoans, Moved, growth_between, loan_parts
from qelab.markets.logs import in_levels

Array = NDArray[np.float64]
SERIES = "bank_loans_bn"
_LENT = (Instrument.BANK_LOANS, Instrument.MORTGAGES)


def bank_lending(run: Run, levels: Levels) -> Found:
    """Loans of both worlds, and the effect on them by cause."""
    parts = loan_parts(run.stage.settings.markets.lending, moved_by(levels))
    gdp = levels["nominal_gdp_bn"][0]
    without = opening_loans(run.stage.opening) * gdp / gdp[0]
    whole = np.sum(list(parts.values()), axis=0)
    policy = without * from_log_percent(whole)
    return Found(
        series={SERIES: np.stack([without, policy])},
        parts={f"{SERIES}.{key}": part for key, part in in_levels(without, parts).items()},
    )


def opening_loans(opening: Opening) -> float:
    """Loans and mortgages of banks at an opening, bn: of the sheet of all sectors, or published where it has none.

    Raises
    ------
    QelabError QE101 : neither is packaged
    """
    sheet = sector_sheet(opening.id)
    if sheet is None:
        return fact(SERIES, str(opening.month.quarter)).value
    return sum(amount for key, amount in sheet.positions.items() if key[0] == Sector.BANKS and key[1] in _LENT)


def loans_between(levels: Levels, how: BankLoans | None = None) -> tuple[Array, Array]:
    """Lowest and highest effect on loans, (quarters,) bn each, over the ranges that ``BankLoans`` states."""
    chosen, moved = how or BankLoans(), moved_by(levels)
    effects = []
    for corner in product(*RANGES.values()):
        parts = loan_parts(replace(chosen, **dict(zip(RANGES, corner, strict=True))), moved)
        effects.append(np.sum(list(in_levels(levels[SERIES][0], parts).values()), axis=0))
    return np.min(effects, axis=0), np.max(effects, axis=0)


def moved_by(levels: Levels) -> Moved:
    """What a run moves that loans answer to."""
    effect = {name: levels[name][1] - levels[name][0] for name in ("policy_rate", "yield_5y", "mortgage_rate_30y")}
    gdp, reserves = levels["nominal_gdp_bn"], levels["reserves_bn"]
    return Moved(
        policy_rate=effect["policy_rate"], yield_5y=effect["yield_5y"], mortgage_rate=effect["mortgage_rate_30y"],
        incomes=log_percent(gdp[1] / gdp[0]), reserves=growth_between(reserves[0], reserves[1]),
    )  # fmt: skip
