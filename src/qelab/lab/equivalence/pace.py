"""The same amount at another pace, and the same programme with other reserves.

Answers: does a trillion taken out over sixteen quarters hurt less than over four, and how much more does it hurt where
reserves are scarce? A pace changes the months of a programme and nothing else: the decline of its expected exit begins in
the same quarter at every pace, so that the amount is gone for as long in the end.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from qelab.core.units import MONTHS_PER_QUARTER
from qelab.data import Opening
from qelab.lab.equivalence.tools import Base
from qelab.lab.reserve_price import demand_at
from qelab.lab.settings import Settings
from qelab.policy.scenario import Scenario

FAST, SLOW = 4, 16  # quarters
PLENTY_BP, EDGE_BP = -20.0, 0.0


def at_pace(scenario: Scenario, quarters: int, ends_after: int = SLOW) -> Scenario:
    """A programme of one announcement, all of it over so many quarters.

    Parameters
    ----------
    quarters : of trading or run-off
    ends_after : quarters after the first until the exit's hold begins, the same for every pace compared

    Raises
    ------
    QelabError QE892 : a scenario of another kind

    Limits: what runs off is what matures: at another pace other securities do.
    """
    base, content = Base.of(scenario), scenario.to_mapping()
    months = quarters * MONTHS_PER_QUARTER
    place = scenario.announcements.index(base.announcement)
    announcement: dict[str, Any] = content["announcements"][place]
    for phase, stated in zip(announcement["phases"], base.announcement.phases, strict=True):
        size = scenario.phase_size_bn(base.announcement, stated) or 0.0
        phase |= {"months": months, "start": str(base.start)}
        phase |= {"cap_bn_per_month": size / months} if "cap_bn_per_month" in phase else {"size_bn": size}
    announcement["exit"]["hold_quarters"] += ends_after - quarters
    content |= {"id": f"{scenario.id[:48]}_{quarters}_quarters", "source": "hypothetical"}
    return Scenario.from_mapping(content)


def reserves_at(settings: Settings, start: Opening, beyond_bp: float) -> Settings:
    """The laboratory's settings with banks' demand for reserves such that the opening stands at a stated distance.

    The demand curve is shifted until the spread at the opening's reserves and deposits lies ``beyond_bp`` above the edge at
    which reserves begin to be scarce: 0 at the edge, negative for plenty. Money in reverse repo counts as reserves, which
    banks would bid for.
    """
    sheet = start.balance_sheet
    reserves = np.array(sheet["reserves_bn"] + sheet["reverse_repo_bn"])
    demand = demand_at(start, settings.reserves) or settings.reserves
    now = float(demand.spread_bp(reserves, np.array(start.money["bank_deposits_bn"])))
    shift = settings.reserves.ample_bp + beyond_bp - now
    return replace(settings, reserves=replace(settings.reserves, intercept_bp=settings.reserves.intercept_bp + shift))
