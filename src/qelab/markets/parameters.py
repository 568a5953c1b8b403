"""What the layer assumes: one frozen set of numbers for each market."""

from dataclasses import dataclass, field

from qelab.markets.corporate import CorporateBonds
from qelab.markets.earnings import Earnings
from qelab.markets.lending import BankLoans
from qelab.markets.metros import MetroHouses
from qelab.markets.stress import Stress
from qelab.markets.wealth import Wealth


@dataclass(frozen=True, slots=True, kw_only=True)
class Markets:
    """Numbers of all markets; each has its source where it is defined."""

    earnings: Earnings = field(default_factory=Earnings)
    corporate: CorporateBonds = field(default_factory=CorporateBonds)
    wealth: Wealth = field(default_factory=Wealth)
    metros: MetroHouses = field(default_factory=MetroHouses)
    lending: BankLoans = field(default_factory=BankLoans)
    stress: Stress = field(default_factory=Stress)
