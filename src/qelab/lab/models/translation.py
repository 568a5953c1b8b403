"""A programme in the terms of another model.

Answers: which path does the variable take through which a model feels purchases, and does it have what is bought? What
crosses is the expected deviation of the portfolio from its reference, in ten-year equivalents, per cent of annual GDP, of
each asset: the same numbers that move the term premium in the laboratory's own model.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.lab.pipeline import Run
from qelab.macro import Model
from qelab.policy.parts import Asset, Phase, PrincipalUse
from qelab.policy.scenario import Scenario
from qelab.portfolio.state import BUCKETS, TREASURY_BUCKETS

Array = NDArray[np.float64]

# Agency debt is guaranteed and pays at maturity: it stands with Treasuries, not with mortgages that prepay.
COLUMNS = {"treasury": (*TREASURY_BUCKETS, "agency_debt"), "mbs": ("agency_mbs",)}
_NAMED = {
    Asset.TREASURY: ("treasury",),
    Asset.AGENCY_DEBT: ("treasury",),
    Asset.AGENCY_MBS: ("mbs",),
    Asset.SECURITIES: ("treasury", "mbs"),
}
_INTO = {PrincipalUse.TREASURY: "treasury", PrincipalUse.BILLS: "treasury", PrincipalUse.AGENCY_MBS: "mbs"}
_QUIET_QUARTERS = 4  # at the end of the horizon, in which a law of motion with lags comes to rest
_NAMED_PHASES = 3  # that a refusal quotes
_INCIDENTAL = 0.05  # share of the whole below which an asset that no phase names is a by-product of prepayments


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A variable of the model and where the programme puts it.

    ``change`` (dates, horizon) is its expected deviation from rest at each date, in the model's units; ``assets`` are
    what it stands for, with the model's units for 1 % of annual GDP.
    """

    variable: str
    shock: str
    change: Array
    assets: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A programme as a model has it.

    ``left_out`` holds, by asset, the largest X that it does not see, % of annual GDP; ``beyond``, by variable, the largest X
    and the limit where the programme moves more than the model is meant for.
    """

    moved: tuple[Moved, ...]
    left_out: dict[str, float]
    beyond: dict[str, tuple[float, float]]


def holdings_by_asset(run: Run, horizon: int) -> dict[str, Array]:
    """X of each asset as expected at each date, (dates, horizon), % of annual GDP; zero after a common last quarter.

    Without a common end later dates would see further than earlier ones, and the rest of a programme after forty
    years would be news. A scenario that announces nothing about securities moves none: what it does to prepayments
    is not a programme.
    """
    if not run.stage.scenario.announcements:
        return dict.fromkeys(COLUMNS, np.zeros((len(run.stage.dates), horizon)))
    owned = run.settled.portfolio
    dates = len(run.stage.dates)
    ahead = np.arange(dates)[:, None] + np.arange(horizon)[None, :]
    found = {}
    for asset, names in COLUMNS.items():
        chosen = np.isin(BUCKETS, names)
        part = replace(owned.expected, ten_year_equivalents_bn=owned.expected.ten_year_equivalents_bn * chosen)
        found[asset] = np.where(ahead < horizon - _QUIET_QUARTERS, part.pct_gdp(owned.gdp_bn[1], horizon), 0.0)
    return found


def translate(model: Model, model_id: str, scenario: Scenario, holdings: dict[str, Array]) -> Translation:
    """The paths of a model's purchase variables.

    Parameters
    ----------
    holdings : by asset (dates, horizon), % of annual GDP of ten-year equivalents

    Raises
    ------
    QelabError QE725 : the programme moves an asset that the model does not have
    QelabError QE729 : it sells more than the model's central bank owns
    """
    purchase = model.about.purchase
    sizes = {asset: float(np.abs(path).max(initial=0.0)) for asset, path in holdings.items()}
    whole = float(np.abs(sum(holdings.values())).max(initial=0.0))
    named = named_assets(scenario)
    lacking = {asset: size for asset, size in sizes.items() if size and asset not in purchase}
    for asset, size in lacking.items():
        if asset in named or size > _INCIDENTAL * whole:
            raise _refusal(model_id, asset, scenario, tuple(purchase))
    moved: dict[str, Moved] = {}
    for asset, table in purchase.items():
        per_x = model.parameters[table.per_x]
        change, assets = per_x * holdings[asset], {asset: per_x}
        if table.variable in moved:
            earlier = moved[table.variable]
            change, assets = earlier.change + change, {**earlier.assets, **assets}
        moved[table.variable] = Moved(variable=table.variable, shock=table.shock, change=change, assets=assets)
    beyond = {}
    for variable, item in moved.items():
        tables = [purchase[asset] for asset in item.assets]
        size = float(np.abs(sum(holdings[asset] for asset in item.assets)).max(initial=0.0))
        limits = [table.largest_x for table in tables if table.largest_x is not None]
        if limits and size > min(limits):
            beyond[variable] = (size, min(limits))
        floors, least = [table.lowest for table in tables if table.lowest is not None], float(item.change.min(initial=0.0))
        if floors and least < max(floors):
            raise QelabError("QE729", model=model_id, variable=variable, least=f"{least:.3g}", lowest=f"{max(floors):.3g}")
    return Translation(moved=tuple(moved.values()), left_out=lacking, beyond=beyond)


def named_assets(scenario: Scenario) -> set[str]:
    """Assets that an announcement buys, sells, lets run off or reinvests into."""
    return {asset for phase in _phases(scenario) for asset in assets_of(phase)}


def assets_of(phase: Phase) -> tuple[str, ...]:
    """What a phase moves: its asset, or what principal is reinvested into."""
    if phase.into is not None:
        return (_INTO[phase.into],) if phase.into in _INTO else ()
    return _NAMED[phase.asset]


def _phases(scenario: Scenario) -> Iterable[Phase]:
    return (phase for announcement in scenario.announcements for phase in announcement.phases)


def _refusal(model_id: str, asset: str, scenario: Scenario, has: tuple[str, ...]) -> QelabError:
    phases = [
        f"{phase.kind.value} {(phase.into or phase.asset).value} {phase.start}"
        for phase in _phases(scenario)
        if asset in assets_of(phase)
    ]
    different = list(dict.fromkeys(phases))
    named = ", ".join([*different[:_NAMED_PHASES], *(["…"] if len(different) > _NAMED_PHASES else [])]) or scenario.id
    return QelabError("QE725", model=model_id, asset=asset, phases=named, answers=", ".join(has) or "-")
