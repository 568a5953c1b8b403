"""What a run assumed, as word keys with their numbers; the sentences stand in ``words.csv``."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import convert
from qelab.lab.assumptions import changed
from qelab.lab.channels.base import Levels
from qelab.lab.channels.households import holdings_note
from qelab.lab.channels.money_market import NEEDED, stop_range
from qelab.lab.pipeline import Run
from qelab.lab.record import record_of
from qelab.lab.settings import SellerMix
from qelab.policy.scenario import Scenario
from qelab.portfolio.projection import PROGRAMME

OBSERVED_PEAK_PCT_GDP = 25.0  # bound on X in the literature's optimal programmes; 16 % was the peak of 2014

Array = NDArray[np.float64]
Note = tuple[str, dict[str, Any]]


def notes(run: Run, levels: Levels) -> tuple[Note, ...]:
    """The assumption list of a result, most important first.

    Parameters
    ----------
    levels : public series by name, (2, quarters)
    """
    stage, scenario, settings = run.stage, run.stage.scenario, run.stage.settings
    found: list[Note] = []
    if scenario.announcements:
        found += _exits(scenario)
        elasticity = float(settings.elasticity.at(settings.stress))
        found.append(("note.elasticity", {"bp": f"{convert(elasticity, 'percentage points', 'bp'):.3g}"}))
        before = scenario.announcements[0].already_expected
        share = 0.0 if before is None else before.share
        found.append(("note.surprise", {"share": f"{convert(1.0 - share, 'decimal', 'percent'):g}"}))
        found += _said(scenario)
        found += _refunding(run)
        peak = float(np.abs(run.settled.holdings_pct_gdp[:, 0]).max())
        if peak > OBSERVED_PEAK_PCT_GDP:
            found.insert(0, ("note.beyond", {"peak": f"{peak:.0f}"}))
    if stage.historical:
        key = "note.data.hypothetical" if record_of(scenario) is None else "note.data.record"
        found.append((key, {"end": str(min(settings.data_end, stage.dates[-1]))}))
        found.append(("note.later", {}))
    else:
        found.append(("note.today", {"month": str(stage.opening.month)}))
    if scenario.announcements:
        spell = int(run.settled.counterfactual.sequence.quarters_at_bound[run.main_row])
        if spell:
            found.append(("note.bound", {"spell": spell}))
        found.append(("note.signalling", {}))
    found.append(("note.levels", {}))
    for item, default in changed(settings):
        found.append(("note.assumed", {"name": item.name, "value": f"{item.value:g}", "default": f"{default:g}"}))
    found += _scarce(run, levels)
    if stage.opening.synthetic:
        found.append(("note.synthetic", {"month": str(stage.opening.month)}))
    found.append(("note.tips", {}))
    sellers = settings.sellers
    percent = {
        "non_banks": f"{convert(sellers.non_banks, 'decimal', 'percent'):g}",
        "rest_of_world": f"{convert(sellers.rest_of_world, 'decimal', 'percent'):g}",
        "banks": f"{convert(sellers.banks, 'decimal', 'percent'):g}",
    }
    found.append(("note.sellers", percent))
    found.append(rebalancing_note(sellers))
    found.append(holdings_note(run.stage))
    found.append(("note.money", {}))
    paid = settings.income
    found.append(
        ("note.income", {"reserves": _signed(paid.reserves_spread), "reverse_repo": _signed(paid.reverse_repo_spread)})
    )
    found.append(("note.range", {}))
    return tuple(found)


def rebalancing_note(sellers: SellerMix) -> Note:
    """What non-banks do with the money."""
    shares = {name: getattr(sellers.rebalancing, name) for name in ("corporate_bonds", "equities")}
    return "note.rebalancing", {name: f"{convert(share, 'decimal', 'percent'):g}" for name, share in shares.items()}


def _scarce(run: Run, levels: Levels) -> list[Note]:
    """Where a programme that drains reserves makes them scarce."""
    if not np.any(run.settled.felt.pressure.scarcity) or NEEDED not in levels:
        return []
    when, (low, middle, high) = stop_range(run, levels)
    if when is None:
        return []
    return [("note.scarce", {"quarter": str(when), "low": f"{low:,.0f}", "middle": f"{middle:,.0f}", "high": f"{high:,.0f}"})]


def _signed(spread: Array | float) -> str:
    """A spread with its sign; of one that changes, its last value."""
    return f"{float(np.atleast_1d(spread)[-1]):+.2g}".replace("-", "−")


def _exits(scenario: Scenario) -> list[Note]:
    """The expected exit, and where announcements differ in it, from when each holds."""
    found: list[Note] = []
    for announcement in scenario.announcements:
        exit_ = announcement.exit
        if exit_ is None:
            continue
        decline = convert(1.0 - exit_.then_x_per_quarter, "decimal", "percent")
        numbers = {"hold": exit_.hold_quarters, "decline": f"{decline:.3g}"}
        if found and {key: found[-1][1][key] for key in numbers} == numbers:
            continue
        found.append(("note.exit", {**numbers, "date": str(announcement.date)}))
    return found


def _refunding(run: Run) -> list[Note]:
    """How the Treasury refunds what runs off; nothing where no Treasuries do."""
    scenario, owned = run.stage.scenario, run.settled.portfolio
    if not scenario.treasuries_run_off:
        return []
    if not scenario.bills_share:
        return [("note.refunding.mix", {})]
    ratio = np.abs(owned.projection.withheld_ten_year_equivalents_bn.sum(-1)) / owned.gdp_bn[PROGRAMME]
    peak = float(convert(ratio.max(), "share of GDP", "percent of GDP"))
    share = f"{convert(scenario.bills_share, 'decimal', 'percent'):g}"
    return [("note.refunding", {"share": share, "peak": f"{peak:.1f}"})]


def _said(scenario: Scenario) -> list[Note]:
    """Guidance, stress, and what was under way before."""
    found: list[Note] = []
    for item in scenario.announcements:
        if item.guidance is not None:
            found.append(("note.guidance", {"date": str(item.date), "until": str(item.guidance.until)}))
        if item.guidance is not None and item.guidance.believed_share < 1.0:
            share = f"{convert(item.guidance.believed_share, 'decimal', 'percent'):.3g}"
            found.append(("note.guidance_believed", {"date": str(item.date), "share": share}))
        if item.stress is not None:
            kept = f"{convert(item.stress.fades_per_quarter, 'decimal', 'percent'):.3g}"
            found.append(("note.stress", {"date": str(item.date), "level": f"{item.stress.level:g}", "kept": kept}))
    if scenario.standing.guidance is not None:
        found.append(("note.standing_guidance", {"until": str(scenario.standing.guidance.until)}))
    if scenario.standing.phases:
        found.append(("note.standing_phases", {}))
    return found
