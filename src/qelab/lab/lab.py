"""The laboratory a user holds: which model, which settings; it runs scenarios and compares them."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_QUARTER
from qelab.data import history, opening
from qelab.lab.books import journals
from qelab.lab.exits import exit_table
from qelab.lab.explain import OUTPUT_WEIGHTS
from qelab.lab.levels import premium_effects, public_series
from qelab.lab.notes import notes
from qelab.lab.pipeline import Run, run_pipeline
from qelab.lab.ranges.draws import Draws
from qelab.lab.ranges.ensemble import Cluster, run_draws
from qelab.lab.ranges.priors import Prior, default_priors
from qelab.lab.result import Result
from qelab.lab.result_parts import Books
from qelab.lab.settings import Settings
from qelab.lab.stage import stage
from qelab.lab.variants import variants
from qelab.ledger.journal import Journal
from qelab.ledger.series import money_series
from qelab.macro import load, solver
from qelab.policy.scenario import Scenario

Progress = Callable[[str, float], None]


class Lab:
    """Runs scenarios with one model and one set of settings.

    Keep one and run often: the compiled model and its factorised equations are reused.

    Parameters
    ----------
    macro : id of a model of the catalogue
    settings : horizon, elasticity, seller mix and the rest
    draws : how many draws of the parameters give the ranges; 0 for none
    seed : of the draws; the same seed gives the same draws
    priors : what is not known about the parameters; the packaged list by default
    processes : how many draws at once on this machine; all processors by default
    cluster : a ``dask.distributed.Client`` that computes the draws instead
    """

    def __init__(
        self,
        macro: str = "us_core",
        settings: Settings | None = None,
        *,
        draws: int = 0,
        seed: int = 1,
        priors: Iterable[Prior] | None = None,
        processes: int | None = None,
        cluster: Cluster | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.model = load(macro)
        self.model_id = macro
        self.draws, self.seed = draws, seed
        self.priors = default_priors() if priors is None else tuple(priors)
        self._processes, self._cluster = processes, cluster
        self._problem = solver(self.model, self.settings.horizon)

    @property
    def linear_solver(self) -> str:
        """Name of the sparse solver in use."""
        return self._problem.linear_solver

    def run(self, scenario: Scenario, progress: Progress | None = None) -> Result:
        """Run a scenario: with it, without it, and the difference.

        Raises
        ------
        QelabError QE531 : no path found; QE701 : the fixed point did not settle; QE607 : unknown opening;
            QE723, QE724 : draws that cannot be made
        """
        report = progress or (lambda _step, _share: None)
        start = opening(scenario.opening)
        set_up = stage(scenario, start, history(scenario.economy), self.model, self.settings)
        run = run_pipeline(set_up, self._problem, report)
        report("books", 0.85)
        result = self._result(run)
        if self.draws:
            result = replace(result, draws=self._ranges(scenario, report))
        report("done", 1.0)
        return result

    def _ranges(self, scenario: Scenario, report: Progress) -> Draws:
        return run_draws(
            scenario, self.model_id, self.settings, self.priors, count=self.draws, seed=self.seed,
            processes=self._processes, cluster=self._cluster, progress=report,
        )  # fmt: skip

    def compare(self, scenarios: Iterable[Scenario], progress: Progress | None = None) -> list[Result]:
        """Run several scenarios, in order."""
        return [self.run(scenario, progress) for scenario in scenarios]

    def _result(self, run: Run) -> Result:
        set_up, settled = run.stage, run.settled
        books = journals(
            set_up.opening, settled.portfolio.projection, settled.portfolio.gdp_bn, len(set_up.dates), self.settings.sellers
        )
        levels = public_series(run, (_at_quarter_ends(books[0]), _at_quarter_ends(books[1])))
        parameters = self.model.parameters
        channels = premium_effects(run)
        channels["output_weights"] = np.array(
            [parameters[weight] if weight else 1.0 for weight in OUTPUT_WEIGHTS.values()]
        )
        sequences = (settled.programme.sequence, settled.counterfactual.sequence)
        return Result(
            scenario=set_up.scenario,
            model=self.model_id,
            quarters=(set_up.dates[0] + -1, *set_up.dates),
            levels={name: np.stack(pair) for name, pair in levels.items()},
            ledger=Books(first=set_up.opening.month.ordinal, folds=np.stack([book.fold() for book in books])),
            exits=exit_table(run, self._problem),
            notes=notes(run),
            diagnostics={
                "fixed_point_passes": run.passes,
                "largest_residual": max(item.residual for item in sequences),
                "complementarity": max(item.bound_gap for item in sequences),
                "linear_solver": self.linear_solver,
                "quarters_at_bound": int((settled.counterfactual.sequence.quarters_at_bound > 0).sum()),
            },
            channels=channels,
            variants=variants(run, self._problem),
        )


def _at_quarter_ends(book: Journal) -> dict[str, NDArray[np.float64]]:
    """Money series of a journal, the opening first."""
    return {name: values[::MONTHS_PER_QUARTER] for name, values in money_series(book).items()}
