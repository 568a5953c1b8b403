"""The laboratory a user holds: which model, which settings; it runs scenarios and compares them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.units import MONTHS_PER_QUARTER
from qelab.data import history, opening
from qelab.lab.assumptions import check_assumptions
from qelab.lab.books.income import account_of
from qelab.lab.books.journals import journals
from qelab.lab.books.series import income_channels
from qelab.lab.channels.rebalancing import holders
from qelab.lab.channels.registry import found_by_channels
from qelab.lab.economies import check_has_model, check_opening, has_model
from qelab.lab.equivalence.comparison import HELD_QUARTERS, ToolComparison, compare_tools
from qelab.lab.equivalence.rate_cut import (
    QUARTERS,
    Equivalence,
    check_horizons,
    check_programme,
    equivalent_moves,
)
from qelab.lab.equivalence.tools import Same, Tool
from qelab.lab.exits import exit_table
from qelab.lab.explain import OUTPUT_WEIGHTS
from qelab.lab.levels import economy_series, in_order, public_series, yield_parts
from qelab.lab.models.comparison import ModelAnswer, ModelComparison
from qelab.lab.models.experiment import Experiment, experiment
from qelab.lab.models.outcome import model_result
from qelab.lab.models.written import experiment_sets, information_sets, write_files
from qelab.lab.notes import notes
from qelab.lab.pipeline import Run, run_pipeline
from qelab.lab.projection.outcome import Projected
from qelab.lab.projection.run import Request, run_projection
from qelab.lab.ranges.draws import Draws
from qelab.lab.ranges.ensemble import Cluster, run_draws
from qelab.lab.ranges.priors import Prior, around, default_priors
from qelab.lab.result import Result
from qelab.lab.result_parts import Books
from qelab.lab.settings import Settings
from qelab.lab.stage import stage
from qelab.lab.variants import variants
from qelab.lab.without_economy.run import run_without_economy
from qelab.ledger.journal import Journal
from qelab.ledger.series import money_series
from qelab.macro import Solver, load, solver
from qelab.macro import models as catalogue
from qelab.policy.scenario import Scenario

Progress = Callable[[str, float], None]
OWN_MODEL = "us_core"


class Lab:
    """Runs scenarios with one model and one set of settings.

    Keep one and run often: the compiled model and its factorised equations are reused.

    Parameters
    ----------
    macro : id of a model of the catalogue; the portfolio, the books and the world without the programme are those of
        the laboratory's own model, us_core, whichever it is
    settings : horizon, elasticity, seller mix and the rest
    draws : how many draws of the parameters give the ranges; 0 for none
    seed : of the draws; the same seed gives the same draws
    priors : what is not known about the parameters; by default the packaged list, around the settings' elasticity
    processes : how many draws at once on this machine; all processors by default
    cluster : a ``dask.distributed.Client`` that computes the draws instead

    Raises
    ------
    QelabError QE897 : a number of the settings outside its bounds
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
        check_assumptions(self.settings)
        self.model = load(macro)
        self.model_id = macro
        self._answers_itself = bool(self.model.about.term_premium_exogenous)
        self.draws, self.seed = draws, seed
        self.priors = around(default_priors(), self.settings.elasticity.lambda0) if priors is None else tuple(priors)
        self._processes, self._cluster = processes, cluster
        self._own_model = self.model if self._answers_itself else load(OWN_MODEL)
        self._problem = solver(self._own_model, self.settings.horizon)
        self._others: dict[str, Solver] = {}

    @property
    def linear_solver(self) -> str:
        """Name of the sparse solver in use."""
        problem = self._problem if self._answers_itself else self._solver_of(self.model_id)
        return problem.linear_solver

    def run(self, scenario: Scenario, progress: Progress | None = None) -> Result:
        """Run a scenario: with it, without it, and the difference.

        Raises
        ------
        QelabError QE531 : no path found; QE701 : the fixed point did not settle; QE607 : unknown opening;
            QE723, QE724 : draws that cannot be made
        """
        report = progress or (lambda _step, _share: None)
        if not has_model(scenario):
            return self._without_economy(scenario, report)
        if self.draws and not self._answers_itself:
            raise QelabError("QE728", model=self.model_id)
        run = self.settled(scenario, report)
        report("books", 0.85)
        result = self._result(run)
        if not self._answers_itself:
            report("models", 0.95)
            result = self._answer(self.model_id, run, result)[0]
        if self.draws:
            result = replace(result, draws=self._ranges(scenario, report))
        report("done", 1.0)
        return result

    def _without_economy(self, scenario: Scenario, report: Progress) -> Result:
        """Portfolio, books and income where no model of the economy is packaged."""
        for asked, wanted in (("--model", self.model_id != OWN_MODEL), ("--draws", self.draws)):
            if wanted:
                check_has_model(scenario, asked)
        result = run_without_economy(scenario, self.settings, report)
        report("done", 1.0)
        return result

    def settled(self, scenario: Scenario, progress: Progress | None = None) -> Run:
        """Both worlds of a scenario with what was expected at each date, in the laboratory's own model.

        Raises
        ------
        QelabError QE531, QE701, QE607 : as ``run``; QE731 : an economy without a model; QE732 : another economy's opening
        """
        check_has_model(scenario, "settled")
        start = opening(scenario.opening)
        check_opening(scenario, start)
        set_up = stage(scenario, start, history(scenario.economy), self._own_model, self.settings)
        return run_pipeline(set_up, self._problem, progress or (lambda _step, _share: None))

    def project(self, scenario: Scenario, request: Request | None = None, progress: Progress | None = None) -> Projected:
        """The central bank's securities lot by lot under a scenario, 1 to 30 years ahead, and what they earn and cost.

        Parameters
        ----------
        request : years, paths of rates, files of holdings, rules of the desk; ten years on the scenario's own rates by
            default

        Raises
        ------
        QelabError QE331 to QE339 : as ``projection.run.run_projection``; and as ``settled``
        """
        return run_projection(scenario, self.settings, self.settled, request or Request(), progress)

    def write_mod(self, scenario: Scenario, folder: str | Path, progress: Progress | None = None) -> tuple[Path, ...]:
        """Write a scenario as files that Dynare runs, one for each information set; the paths of the files.

        Raises
        ------
        QelabError QE836 : the folder holds something, or cannot be written; and as ``run``
        """
        check_has_model(scenario, "--write-mod")
        run = self.settled(scenario, progress)
        sets = information_sets(run)
        if not self._answers_itself:
            problem = self._solver_of(self.model_id)
            sets = experiment_sets(self.model, experiment(run, self.model, self.model_id, problem))
        source = catalogue.path(self.model_id).read_text(encoding="utf-8")
        return write_files(Path(folder), scenario.id, self.model, self.model_id, source, sets)

    def compare_models(
        self, scenario: Scenario, models: Iterable[str] | str = "all", progress: Progress | None = None
    ) -> ModelComparison:
        """One scenario in several models of the catalogue: what each says, or why it cannot.

        Parameters
        ----------
        models : ids, or "all"

        Raises
        ------
        QelabError QE101 : no such model; QE531, QE701, QE607 : the laboratory's own run fails
        """
        check_has_model(scenario, "--models")
        wanted = catalogue.ids() if models == "all" else (models,) if isinstance(models, str) else tuple(models)
        for name in wanted:
            catalogue.path(name)
        report = progress or (lambda _step, _share: None)
        run = self.settled(scenario, report)
        own = self._result(run)
        answers = []
        for place, name in enumerate(wanted):
            report("models", 0.85 + 0.15 * place / len(wanted))
            answers.append(self._row(name, run, own))
        return ModelComparison(scenario=scenario, quarters=own.quarters, answers=tuple(answers))

    def _row(self, name: str, run: Run, own: Result) -> ModelAnswer:
        """A model's answer; a refusal and a failure to find a path are answers in words."""
        model = self._own_model if name == own.model else load(name)
        if name == own.model:
            return ModelAnswer(model=name, about=model.about, result=own)
        try:
            result, ran = self._answer(name, run, own)
        except QelabError as failure:
            return ModelAnswer(model=name, about=model.about, failure=failure)
        return ModelAnswer(model=name, about=model.about, result=result, experiment=ran)

    def _answer(self, name: str, run: Run, own: Result) -> tuple[Result, Experiment]:
        problem = self._solver_of(name)
        ran = experiment(run, problem.model, name, problem)
        return model_result(own, problem.model, name, ran, problem.linear_solver), ran

    def _solver_of(self, name: str) -> Solver:
        """The solver of another model, kept."""
        if name not in self._others:
            self._others[name] = solver(load(name), self.settings.horizon)
        return self._others[name]

    def _ranges(self, scenario: Scenario, report: Progress) -> Draws:
        return run_draws(
            scenario, self.model_id, self.settings, self.priors, count=self.draws, seed=self.seed,
            processes=self._processes, cluster=self._cluster, progress=report,
        )  # fmt: skip

    def compare(self, scenarios: Iterable[Scenario], progress: Progress | None = None) -> list[Result]:
        """Run several scenarios, in order."""
        return [self.run(scenario, progress) for scenario in scenarios]

    def equivalent_rate_cut(
        self, scenario: Scenario, quarters: int | Iterable[int] = QUARTERS, progress: Progress | None = None
    ) -> Equivalence:
        """The move of the policy rate, held for K quarters, that gives the same output as a programme; a cut is negative.

        Parameters
        ----------
        quarters : the horizons K; there is no answer without one

        Raises
        ------
        QelabError QE894 : a horizon outside 1 to 40; QE891 : nothing bought, sold or let run off; QE896 : another model;
            and as ``settled``
        """
        self._check_own_model()
        wanted = (quarters,) if isinstance(quarters, int) else tuple(quarters)
        check_horizons(wanted)
        check_has_model(scenario, "equivalent")
        check_programme(scenario)
        return equivalent_moves(self.settled(scenario, progress), self._problem, wanted)

    def compare_tools(
        self,
        scenario: Scenario,
        *,
        same: Same = Same.OUTPUT,
        held_quarters: int = HELD_QUARTERS,
        tools: Iterable[Tool] = tuple(Tool),
        progress: Progress | None = None,
    ) -> ToolComparison:
        """A programme beside purchases, sales, run-off, the policy rate and guidance with the same output or size.

        Raises
        ------
        QelabError QE892 : not one announcement of one kind; QE894, QE896 : as ``equivalent_rate_cut``; and as ``run``
        """
        self._check_own_model()
        check_has_model(scenario, "--tools")
        return compare_tools(
            self, scenario, same=same, held_quarters=held_quarters, tools=tuple(tools), progress=progress
        )

    def _check_own_model(self) -> None:
        if not self._answers_itself:
            raise QelabError("QE896", model=self.model_id)

    def _result(self, run: Run) -> Result:
        set_up, settled = run.stage, run.settled
        economy = economy_series(run)
        account = account_of(run, economy)
        books = journals(settled.portfolio.projection, account, self.settings.sellers)
        levels = public_series(run, economy, account, (_at_quarter_ends(books[0]), _at_quarter_ends(books[1])))
        folds = np.stack([book.fold() for book in books])
        found = found_by_channels(run, levels) | holders(folds)
        public = in_order({name: np.stack(pair) for name, pair in levels.items()} | dict(found.series))
        parameters = self._own_model.parameters
        channels = yield_parts(run, economy) | income_channels(account) | dict(found.parts)
        channels["output_weights"] = np.array(
            [parameters[weight] if weight else 1.0 for weight in OUTPUT_WEIGHTS.values()]
        )
        sequences = (settled.programme.sequence, settled.counterfactual.sequence)
        return Result(
            scenario=set_up.scenario,
            model=self.model_id if self._answers_itself else OWN_MODEL,
            quarters=(set_up.dates[0] + -1, *set_up.dates),
            levels=public,
            panels=in_order(found.panels),
            ledger=Books(first=set_up.opening.month.ordinal, folds=folds),
            exits=exit_table(run, self._problem),
            notes=notes(run, public),
            diagnostics={
                "fixed_point_passes": run.passes,
                "largest_residual": max(item.residual for item in sequences),
                "complementarity": max(item.bound_gap for item in sequences),
                "linear_solver": self._problem.linear_solver,
                "quarters_at_bound": int((settled.counterfactual.sequence.quarters_at_bound > 0).sum()),
            },
            channels=channels,
            variants=variants(run, self._problem),
        )


def _at_quarter_ends(book: Journal) -> dict[str, NDArray[np.float64]]:
    """Money series of a journal, the opening first."""
    return {name: values[::MONTHS_PER_QUARTER] for name, values in money_series(book).items()}
