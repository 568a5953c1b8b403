"""From settled worlds to public series: levels by quarter, the opening quarter first.

Answers: what would a reader see in each world? The reproducing world shows the data; another shows the
data plus the difference of the two worlds' deviations. Beyond the data the last add-factor stays. Quantities that no
data anchor are deviations from trend; real prices are indices, 100 in the opening quarter.
"""

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.time import monthly_to_quarterly
from qelab.core.units import MONTHS_PER_QUARTER, convert, index_of
from qelab.core.vocabulary import series as vocabulary_series
from qelab.core.vocabulary import vocabulary
from qelab.lab.books.income import Account
from qelab.lab.books.series import income_series, opening_value
from qelab.lab.pipeline import Run
from qelab.lab.world import Beside, World
from qelab.macro import InformationSequence, Model
from qelab.portfolio.projection import PROGRAMME, REFERENCE
from qelab.rates.curve import Curve, average_beyond, curve
from qelab.rates.premium import TENORS, of_ten_year

Array = NDArray[np.float64]
Money = dict[str, Array]
T = TypeVar("T")
Worlds = dict[str, tuple[Array, Array]]  # series: counterfactual, policy

_TREND = {"consumption": "c", "business_investment": "ib", "residential_investment": "h", "net_exports_pct_gdp": "nx"}
_TREND |= {"other_demand_pct_gdp": "e_y", "output_gap": "y"}
_INDICES = {"equity_price_index": "q", "house_price_index": "ph", "real_exchange_rate_index": "reer"}
_DEVIATIONS = {"policy_rate": "i", "unemployment_rate": "u", "inflation_4q": "pi4", "mortgage_rate_30y": "rm"}
AGREEMENT = 1e-10


def public_series(run: Run, economy: Worlds, account: Account, money: tuple[Money, Money]) -> Worlds:
    """All series of the vocabulary, (quarters,) each: the opening and the dates after it.

    Parameters
    ----------
    economy : the series of ``economy_series``
    account : what the portfolio earned and the central bank paid
    money : the money series of counterfactual and policy at the same quarter ends
    """
    result = portfolio_series(run) | income_series(account, run.stage.valuation)
    result |= {name: (money[REFERENCE][name], money[PROGRAMME][name]) for name in money[REFERENCE]}
    result |= economy
    for name in result:
        vocabulary_series(name)
    return in_order(result)


def in_order(found: Mapping[str, T]) -> dict[str, T]:
    """Series in the order of the vocabulary."""
    return {name: found[name] for name in vocabulary() if name in found}


def economy_series(run: Run) -> Worlds:
    """Output, prices, jobs and rates of both worlds."""
    worlds = (run.settled.counterfactual, run.settled.programme)
    return _macro(run, worlds) | _rates(run, worlds) | {"nominal_gdp_bn": _gdp(run)}


def portfolio_series(run: Run) -> Worlds:
    """What both worlds own, at original par: without what inflation has added since the opening."""
    projection, opening = run.settled.portfolio.projection, run.stage.opening
    rows = np.arange(len(run.stage.dates))
    ends = rows * MONTHS_PER_QUARTER + MONTHS_PER_QUARTER - 1
    par = projection.par_bn[:, rows, ends]
    sheet = opening.balance_sheet
    starts = {name: sheet[name] for name in ("soma_treasuries_bn", "soma_mbs_bn", "agency_debt_bn")}
    paths = {"soma_treasuries_bn": par[..., :-2].sum(-1), "soma_mbs_bn": par[..., -2], "agency_debt_bn": par[..., -1]}
    equivalents = _opening_equivalents(run)
    ratio = projection.ten_year_equivalents_bn.sum(-1) / run.settled.portfolio.gdp_bn
    quarterly = monthly_to_quarterly(convert(ratio, "share of GDP", "percent of GDP"), "rate")
    paths["ten_year_equivalents_pct_gdp"] = quarterly[:, rows, rows]
    share = equivalents / opening.economy["nominal_gdp_bn"]
    starts["ten_year_equivalents_pct_gdp"] = convert(share, "share of GDP", "percent of GDP")
    return {name: _with_start(starts[name], path) for name, path in paths.items()}


def _opening_equivalents(run: Run) -> float:
    """Ten-year equivalents of the opening holdings, bn."""
    return opening_value(run.stage.opening, run.stage.valuation)[1]


def _macro(run: Run, worlds: tuple[World, World]) -> Worlds:
    model, result = run.stage.model, {}
    for name, variable in _TREND.items():
        start = float(run.state[model.index(variable)])
        result[name] = _with_start(start, [world.sequence[variable] for world in worlds])
    for name, variable in _INDICES.items():
        start = float(run.state[model.index(variable)])
        paths = [index_of(world.sequence[variable], start) for world in worlds]
        result[name] = _with_start(100.0, paths)
    for name, variable in _DEVIATIONS.items():
        start = float(run.state[model.index(variable)])
        paths = [world.sequence[variable] for world in (*worlds, run.reproducing)]
        result[name] = _anchored(run, name, start, paths)
    return result


def _rates(run: Run, worlds: tuple[World, World]) -> Worlds:
    """Yields rebuilt from each world's expected paths; the ten-year and five-year must equal the model's."""
    model, result = run.stage.model, {}
    all_worlds = (*worlds, run.reproducing)
    curves = [_curve(model, world.sequence, world.tpf, world.beside) for world in all_worlds]
    _check_agreement(all_worlds, curves)
    pressed = [0.0 if world.beside is None else world.beside.flow for world in all_worlds]
    starts = dict.fromkeys(TENORS, 0.0)
    if run.stage.before:
        opening = _curve(model, run.opening, np.zeros(run.opening.expected.shape[:2]))
        starts = {years: float(opening.yield_(years)[-1]) for years in TENORS}
    for years, start in starts.items():
        result[f"yield_{years}y"] = _anchored(
            run, f"yield_{years}y", start,
            [item.yield_(years) + of_ten_year(years) * more for item, more in zip(curves, pressed, strict=True)],
        )  # fmt: skip
    result["term_premium_10y"] = _anchored(
        run, "term_premium_10y", 0.0, [item.premium[10] + more for item, more in zip(curves, pressed, strict=True)]
    )
    return result


def yield_parts(run: Run, series: Worlds) -> dict[str, Array]:
    """Parts of the effects on yields, the ten-year premium and the mortgage rate, (quarters,) percentage points.

    ``duration`` risk taken away, ``liquidity`` scarce reserves, ``flow`` buying itself, ``credit`` the mortgage spread;
    ``expectations`` are the rest: the expected policy rate.
    """
    settled = run.settled
    beside = settled.programme.beside
    assert beside is not None, "a programme's world knows what it does beside the model"
    spread = settled.programme.sequence["spm"] - settled.counterfactual.sequence["spm"]
    found: dict[str, Array] = {}
    for name, years in {**{f"yield_{years}y": years for years in TENORS}, "term_premium_10y": 10, "mortgage_rate_30y": 10}.items():
        parts = dict(beside.parts[years])
        if name == "mortgage_rate_30y":
            parts["credit"] = spread
        else:
            parts["flow"] = of_ten_year(years) * beside.flow
        parts = {key: np.concatenate([[0.0], path]) for key, path in parts.items()}
        if name != "term_premium_10y":
            parts["expectations"] = series[name][1] - series[name][0] - sum(parts.values())
        found |= {f"{name}.{key}": path for key, path in parts.items()}
    return found


def _curve(model: Model, sequence: InformationSequence, tpf: Array, beside: Beside | None = None) -> Curve:
    attention, index = model.parameters["m"], model.index("i")
    last = sequence.expected[:, -1] - model.steady_state
    beyond = average_beyond(last, model.transition, index, attention)
    return curve(sequence.expected[:, :, index], beyond, tpf, attention, None if beside is None else beside.premium)


def _check_agreement(worlds: tuple[World, ...], curves: list[Curve]) -> None:
    for world, rebuilt in zip(worlds, curves, strict=True):
        for variable, value in (
            ("tp10", rebuilt.premium[10]),
            ("tp5", rebuilt.premium[5]),
            ("r10e", rebuilt.expected[10]),
            ("r5e", rebuilt.expected[5]),
        ):
            gap = float(np.abs(world.sequence[variable] - value).max())
            if gap > AGREEMENT:
                raise QelabError("QE705", variable=variable, gap=gap)


def _anchored(run: Run, name: str, start: float, deviations: list[Array]) -> tuple[Array, Array]:
    """Levels of the two worlds from deviations of counterfactual, policy and reproducing world.

    What is added makes the reproducing world equal the data; where data end, the last add-factor stays. The
    policy rate is the model's own level, so that the bound stands where it stands.
    """
    stage = run.stage
    counterfactual, policy, reproducing = (np.concatenate([[start], path]) for path in deviations)
    if name == "policy_rate":
        level = stage.settings.neutral_policy_rate
        return counterfactual + level, policy + level
    data = stage.data[name][len(stage.before) :]
    factor = np.concatenate([[stage.opening.economy[name]], data]) - reproducing
    for quarter in range(1, len(factor)):
        factor[quarter] = factor[quarter - 1] if np.isnan(factor[quarter]) else factor[quarter]
    return counterfactual + factor, policy + factor


def _gdp(run: Run) -> tuple[Array, Array]:
    rows = np.arange(len(run.stage.dates))
    gdp = run.settled.portfolio.gdp_bn[:, rows, rows * MONTHS_PER_QUARTER]
    return _with_start(run.stage.opening.economy["nominal_gdp_bn"], gdp)


def _with_start(start: float, paths: Array | list[Array]) -> tuple[Array, Array]:
    return np.concatenate([[start], paths[0]]), np.concatenate([[start], paths[1]])
