"""A model's answer as a result like any other: its effects on the levels of the world without the programme.

Answers: what would a reader see with this model? Effects are the model's; the levels to which they are added are those
of the laboratory's own world without the programme, as are the portfolio and the books. What a model does not have is
absent, not zero.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import from_log_percent
from qelab.core.vocabulary import series as vocabulary_series
from qelab.lab.channels.rebalancing import HELD
from qelab.lab.explain import INCOME_CHANNELS
from qelab.lab.models.experiment import SHORTEST_PEG, Experiment
from qelab.lab.notes import Note
from qelab.lab.result import Result
from qelab.lab.result_parts import MOMENT
from qelab.macro import Model
from qelab.macro.observe import observed

Array = NDArray[np.float64]

# What the laboratory's own run gives whatever the model: the portfolio, reserves and money.
PORTFOLIO = (
    "soma_treasuries_bn", "soma_mbs_bn", "agency_debt_bn", "soma_market_value_bn", "ten_year_equivalents_pct_gdp",
    "soma_duration_years", "unrealised_gain_bn", "reserves_bn", "overnight_reverse_repo_bn", "treasury_general_account_bn",
    "currency_bn", "monetary_base_bn", "bank_deposits_bn", "broad_money_bn", "net_income_bn_per_quarter",
    "remittances_bn_per_quarter", "deferred_asset_bn",
)  # fmt: skip
_KEPT_NOTES = (
    "note.beyond", "note.exit", "note.surprise", "note.data.hypothetical", "note.data.record", "note.later", "note.today",
    "note.refunding", "note.refunding.mix", "note.standing_phases", "note.synthetic", "note.tips", "note.sellers", "note.rebalancing", "note.money", "note.income",
)  # fmt: skip
_NOT_FELT = (
    ({"note.guidance", "note.standing_guidance"}, "note.model.no_guidance"),
    ({"note.stress"}, "note.model.no_stress"),
)


def effects(model: Model, answer: Experiment) -> dict[str, Array]:
    """Effects on the model's public series, (dates,) each, in the unit of the effect."""
    return observed(model, answer.realised)


def model_result(base: Result, model: Model, model_id: str, answer: Experiment, linear_solver: str) -> Result:
    """The result of a model.

    Parameters
    ----------
    base : the result of the laboratory's own model for the same scenario
    """
    levels = {name: base.levels[name] for name in PORTFOLIO if name in base.levels}
    for name, effect in effects(model, answer).items():
        if name in base.levels:
            levels[name] = _levels(name, base.levels[name][0], np.concatenate([[0.0], effect]))
    return Result(
        scenario=base.scenario,
        model=model_id,
        quarters=base.quarters,
        levels={name: levels[name] for name in base.levels if name in levels},
        panels={name: base.panels[name] for name in HELD if name in base.panels},
        ledger=base.ledger,
        exits=(),
        notes=(*model_notes(model, model_id, answer, base), *(note for note in base.notes if note[0] in _KEPT_NOTES)),
        diagnostics={
            "largest_residual": answer.residual,
            "linear_solver": linear_solver,
            "information_sets": len(answer.solved),
            "quarters_held": answer.longest_held,
        },
        channels={MOMENT: base.values("term_premium_10y")} | _of_income(base) | _of_holders(base),
    )


def _of_income(base: Result) -> dict[str, Array]:
    """What the central bank's income is made of: the laboratory's own, as the portfolio is."""
    return {name: base.channels[name] for key in INCOME_CHANNELS if (name := f"income.{key}") in base.channels}


def _of_holders(base: Result) -> dict[str, Array]:
    """The parts of what holders hold: the laboratory's own, as the books are."""
    return {name: values for name, values in base.channels.items() if name.partition(":")[0] in HELD}


def _levels(name: str, without: Array, effect: Array) -> Array:
    """Counterfactual and policy: an effect in per cent multiplies an index, others are added."""
    policy = without * from_log_percent(effect) if vocabulary_series(name).kind == "index" else without + effect
    return np.stack([without, policy])


def model_notes(model: Model, model_id: str, answer: Experiment, base: Result) -> tuple[Note, ...]:
    """What was asked of the model, how the programme was translated, and what is not the model's."""
    about = model.about
    found: list[Note] = [("note.model.experiment", {"model": model_id, "text": about.experiment.text})]
    found.append(held_note(model, answer))
    for item in answer.translation.moved:
        for asset, per_x in item.assets.items():
            numbers = {"variable": item.variable, "change": f"{per_x:.4g}", "text": about.purchase[asset].text}
            found.append((f"note.model.translation.{asset}", numbers))
    for size, limit in answer.translation.beyond.values():
        found.append(("note.model.beyond", {"model": model_id, "size": f"{size:.2g}", "limit": f"{limit:.2g}"}))
    for asset, size in answer.translation.left_out.items():
        found.append((f"note.model.left_out.{asset}", {"size": f"{size:.2g}"}))
    given = {key for key, _ in base.notes}
    found += [(note, {}) for keys, note in _NOT_FELT if given & keys]
    found.append(("note.model.levels", {"model": model_id}))
    found += [("note.model.cannot", {"model": model_id, "text": text}) for text in about.cannot_answer]
    return tuple(found)


def held_note(model: Model, answer: Experiment) -> Note:
    """For how long the policy rate is held, and what decides it."""
    held, spell = answer.longest_held, answer.spell
    if answer.rate_moved:
        return ("note.model.moved", {"quarters": held})
    if held:
        whole = held >= max(spell, SHORTEST_PEG)
        return ("note.model.held_whole" if whole else "note.model.held_part", {"quarters": held, "spell": spell})
    never = spell and model.about.experiment.longest_peg_quarters == 0
    return ("note.model.never_held" if never else "note.model.not_held", {})
