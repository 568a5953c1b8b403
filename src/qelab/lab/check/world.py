"""Claims about emerging economies: a term premium that rises in four months, a purchase and a rate cut abroad.

Answers: what do the types of economy do in the experiments in which the literature puts the question? From rest, no
programme and no data. How the types differ was set with the summer of 2013 in view, so those three numbers check the
calibration. The catalogue's two countries answer the two signs by another route.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import convert
from qelab.data.emerging_markets import emerging_markets
from qelab.lab.channels.world import effects_abroad
from qelab.lab.check.experiments import held_rate, premium_down, premium_path
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs
from qelab.macro import Path, load
from qelab.world.economies import explained, strength
from qelab.world.response import Abroad, Response
from qelab.world.settings import ARCHETYPES

Array = NDArray[np.float64]
# Share of the news in the quarter in which it begins and in the next: four months are a quarter and a third.
NEWS = (0.75, 0.25)
COMPLETE = len(NEWS) - 1  # the quarter in which all of it is known
COUNTED_QUARTERS = 12  # of output after a rate cut, as where it is compared with purchases
_CUT_BP = 25.0
_AT_ONCE = (1.0,)


def as_news(path: Path, premium: Array, shares: tuple[float, ...], dates: int) -> Abroad:
    """An experiment from rest as effects expected at each date, its news told in shares, one a quarter.

    Parameters
    ----------
    premium : (horizon,) instantaneous premium of the whole experiment, percentage points
    dates : how many quarters are looked at
    """

    def told(values: Array) -> Array:
        later = np.concatenate([values, np.zeros(dates)])
        seen = np.zeros((dates, len(values)))
        for date in range(dates):
            for quarter, share in enumerate(shares[: date + 1]):
                seen[date] += share * later[date - quarter : date - quarter + len(values)]
        return seen

    return Abroad(
        policy_rate=told(path["i"]),
        inflation=told(path["pi"]),
        premium=told(premium),
        premium_10y=told(path["tp10"]),
        expected_10y=told(path["r10e"]),
        output=told(path["y"]),
        equity=told(path["q"]),
        stress=told(np.zeros(len(premium))),
    )


def taper(runs: Runs) -> Response:
    """US ten-year premium 100 bp higher in four months, half-life 3.4 years, policy rate held for 12 quarters."""
    return _premium_moved(runs, -1.0, NEWS)


def _premium_moved(runs: Runs, scale: float, shares: tuple[float, ...]) -> Response:
    """Effects of the ten-year premium lower by ``scale`` points; those of ``premium_down`` scale, nothing binds there."""

    def moved() -> Response:
        down, horizon = premium_down(runs), runs.lab.settings.horizon
        premium = premium_path(runs.lab.model.parameters["delta10"], horizon)
        return effects_abroad(as_news(down, premium, shares, COUNTED_QUARTERS), runs.lab.settings.world)

    found = runs.kept(f"premium abroad {shares}", moved)
    return found.mixed(scale * np.eye(len(found.series["output"])))


def _of(found: Response, series: str, archetype: str) -> Array:
    return found.series[series][ARCHETYPES.index(archetype)]


def inflow(runs: Runs) -> float:
    """US ten-year premium 100 bp higher in four months (three quarters of the news in the first quarter), half-life 3.4
    years, policy rate held for 12 quarters, from rest: portfolio inflow of the average economy in the second quarter."""
    return float(_of(taper(runs), "inflow", "average")[COMPLETE])


def fragile_currency(runs: Runs) -> float:
    """The same experiment: currency of the fragile economies in the second quarter."""
    return float(_of(taper(runs), "currency", "fragile")[COMPLETE])


def average_currency(runs: Runs) -> float:
    """The same experiment: currency of the average economy in the second quarter."""
    return float(_of(taper(runs), "currency", "average")[COMPLETE])


def output_after_purchase(runs: Runs) -> float:
    """US ten-year premium 100 bp lower at once, half-life 3.4 years, policy rate held for 12 quarters, from rest: output of
    the average economy in the first quarter."""
    return float(_of(_premium_moved(runs, 1.0, _AT_ONCE), "output", "average")[0])


def output_after_cut(runs: Runs) -> float:
    """US policy rate 25 bp lower in the first quarter, then left to its rule, from rest: output of the average economy, mean
    of 12 quarters."""
    path = runs.steady((held_rate(1, -convert(_CUT_BP, "bp", "percentage points")),))
    nothing = np.zeros(runs.lab.settings.horizon)
    found = effects_abroad(as_news(path, nothing, _AT_ONCE, COUNTED_QUARTERS), runs.lab.settings.world)
    return float(_of(found, "output", "average").mean())


def output_after_purchase_in_two_countries(_runs: Runs) -> float:
    """A purchase abroad in two_country_qe that lowers the long yield there by 100 bp at once, the rule at work: output at
    home in the first quarter. That model's calibration was chosen with this sign in view."""
    moved = _in_two_countries("e_lf", COUNTED_QUARTERS)
    points = convert(-float(moved["y_lf"][0]), "decimal per quarter", "percent per annum")
    return float(convert(moved["y"][0] / points, "decimal", "percent"))


def output_after_cut_in_two_countries(_runs: Runs) -> float:
    """A shock of -25 bp to the policy rate abroad in two_country_qe, the rule at work: output at home, mean of 12 quarters.
    That model's calibration was chosen with this sign in view."""
    moved = _in_two_countries("e_if", COUNTED_QUARTERS)
    points = convert(convert(_CUT_BP, "bp", "percentage points"), "percent per annum", "decimal per quarter")
    return float(convert(-points * moved["y"].mean(), "decimal", "percent"))


def _in_two_countries(shock: str, quarters: int) -> dict[str, Array]:
    """Responses to a shock of one, first order, by variable."""
    model = load("two_country_qe")
    response = model.first_order.irf(shock, 1.0, quarters)
    return {name: response[:, model.index(name)] for name in ("y", "y_lf")}


def dispersion_explained() -> float:
    """Share of the dispersion of currency moves in the summer of 2013 that current account and reserves explain, 0 to 1."""
    economies = emerging_markets()
    moves, accounts, reserves = (
        np.array([getattr(one, name) for one in economies])
        for name in ("currency_move", "current_account", "reserves")
    )
    return explained(moves, strength(accounts, reserves))


def dispersion_reproduced(runs: Runs) -> float:
    """The same share, explained by what the block says of each economy in the experiment of ``taper``."""
    moves = np.array([one.currency_move for one in emerging_markets()])
    return explained(moves, taper(runs).series["currency"][len(ARCHETYPES) :, COMPLETE])


ANSWERS = {
    "G01": Answer(inflow),
    "G02": Answer(fragile_currency),
    "G03": Answer(average_currency),
    "G04": Answer(output_after_purchase, output_after_purchase_in_two_countries),
    "G05": Answer(output_after_cut, output_after_cut_in_two_countries),
}
