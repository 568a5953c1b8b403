"""What five groups of households own and owe, by wealth, at four published dates.

Answers: who holds equities, houses, pensions and debts, and how much, at a published date and on the way to the next? The
table ``reference/wealth_groups.csv`` holds total assets in bn and every item in per cent of the group's own
assets, one row a group and date.

Limits: percentages are rounded to a tenth, so an item of a group is known to half a thousandth of its assets; groups are
ranked by wealth, not by income, and households move between them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.members import members
from qelab.core.provenance import Source, Status
from qelab.core.tables import read_table
from qelab.core.time import Quarter
from qelab.core.units import convert

Array = NDArray[np.float64]
FILE = Path(__file__).parent / "reference" / "wealth_groups.csv"
ASSETS = (
    "equities", "houses", "business", "contribution_pensions", "benefit_pensions", "bonds", "deposits", "money_funds",
    "life_insurance", "annuities", "durables",
)  # fmt: skip
_DEBTS = ("mortgages", "consumer_credit", "liabilities")
_TABLE = (
    "date", "group", "assets_bn", "houses", "durables", "deposits", "money_funds", "bonds", "equities",
    "contribution_pensions", "benefit_pensions", "life_insurance", "annuities", "business", *_DEBTS, "source", "status",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WealthGroups:
    """Holdings at the end of ``quarter``.

    ``holdings_bn`` (groups,) bn by item, groups in the order of ``core/members.csv``: the assets of ``ASSETS``, the
    rest as ``other_assets``, and the debts ``mortgages``, ``consumer_credit`` and ``other_debts``, which are positive.
    """

    quarter: Quarter
    holdings_bn: Mapping[str, Array]
    source: Source


@cache
def published_wealth() -> Mapping[Quarter, WealthGroups]:
    """All dates in order."""
    order = tuple(member.id for member in members("wealth_group"))
    rows: dict[Quarter, dict[str, dict[str, str]]] = {}
    for row in read_table(FILE, _TABLE):
        rows.setdefault(Quarter.parse(row["date"]), {})[row["group"]] = row
    for quarter, found in rows.items():
        if set(found) != set(order):
            raise ValueError(f"{FILE.name}: {quarter} has {sorted(found)}, expected {sorted(order)}")
    return {
        quarter: _groups(quarter, [rows[quarter][name] for name in order])
        for quarter in sorted(rows, key=lambda quarter: quarter.ordinal)
    }


def _groups(quarter: Quarter, rows: list[dict[str, str]]) -> WealthGroups:
    total = np.array([float(row["assets_bn"]) for row in rows])

    def amount(item: str) -> Array:
        share = np.array([float(row[item]) for row in rows])
        return convert(share, "percent", "decimal") * total

    held = {item: amount(item) for item in ASSETS}
    held["other_assets"] = total - sum(held.values())
    held |= {item: amount(item) for item in _DEBTS[:2]}
    held["other_debts"] = amount("liabilities") - held["mortgages"] - held["consumer_credit"]
    return WealthGroups(
        quarter=quarter,
        holdings_bn=held,
        source=Source(text=rows[0]["source"], status=Status(rows[0]["status"])),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WealthPath:
    """Holdings at the ends of quarters: ``holdings_bn`` (groups, quarters) bn by item, and the dates they are from.

    Between ``first`` and ``last`` they lie on straight lines through all published dates; after ``last`` they stay.
    """

    holdings_bn: Mapping[str, Array]
    first: Quarter
    last: Quarter


def wealth_path(quarters: tuple[Quarter, ...], until: Quarter) -> WealthPath:
    """Holdings quarter by quarter, from the published dates that are not after ``until``.

    Raises
    ------
    QelabError QE870 : nothing is published by the first of the quarters
    """
    first = wealth_groups(quarters[0]).quarter
    known = [one for quarter, one in published_wealth().items() if quarter <= first or quarter <= until]
    places = [float(one.quarter.ordinal) for one in known]
    wanted = [float(quarter.ordinal) for quarter in quarters]
    later = [one.quarter for one in known if not one.quarter < quarters[-1]]
    return WealthPath(
        holdings_bn={
            item: np.stack([
                np.interp(wanted, places, [float(one.holdings_bn[item][group]) for one in known])
                for group in range(len(amount))
            ])
            for item, amount in known[0].holdings_bn.items()
        },
        first=first,
        last=later[0] if later else known[-1].quarter,
    )  # fmt: skip


def wealth_groups(at: Quarter) -> WealthGroups:
    """The latest published date that is not after a quarter.

    Raises
    ------
    QelabError QE870 : nothing is published so early
    """
    known = [quarter for quarter in published_wealth() if not at < quarter]
    if not known:
        raise QelabError("QE870", quarter=str(at), first=str(next(iter(published_wealth()))))
    return published_wealth()[known[-1]]
