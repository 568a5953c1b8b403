"""The tools brought to the same size or the same output, and run.

Answers: how large must each tool be to move output by as much, and what does it then do to the curve, jobs, prices,
reserves and shares? Sizes are found by trial until output agrees to a thousandth.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from qelab.core.errors import QelabError
from qelab.core.time import information_quarter
from qelab.core.units import convert
from qelab.lab.equivalence.rate_cut import BEYOND, check_horizons
from qelab.lab.equivalence.tools import BALANCE_SHEET, TIGHTENING, Base, Same, Tool, last_guided_month
from qelab.lab.pipeline import Run
from qelab.lab.result import Result
from qelab.policy.scenario import Scenario

if TYPE_CHECKING:
    from qelab.lab.lab import Lab

Progress = Callable[[str, float], None]
HELD_QUARTERS = 8
AGREEMENT = 1e-3  # of output, relative
_PASSES = 12
_ABOVE, _LEAST_STEP, _LARGEST_STEP = 1.05, 1.25, 4.0  # how far an amount that does too little is raised
_STANDSTILL = 0.01  # share of the aim that a larger amount must add
_PROBE_BP = 25.0
_LARGEST_BP = 500.0
_MOST_GUIDED = 24  # quarters


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One tool: its scenario and result, or why there is none.

    ``amount`` is what was set: bn, basis points of the policy rate (a cut positive), or the believed share of guidance.
    ``reason`` is a word with its parameters, ``failure`` an error of the run.
    """

    tool: Tool
    scenario: Scenario | None = None
    amount: float = 0.0
    result: Result | None = None
    output: float = 0.0
    reason: tuple[str, Mapping[str, Any]] | None = None
    failure: QelabError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolComparison:
    """A programme and the other tools beside it.

    ``same`` is what they have in common; the policy rate is held for ``held_quarters``, output summed over
    ``counted_quarters`` from the quarter of the announcement on, per cent of a quarter's potential.
    """

    base: Base
    same: Same
    held_quarters: int
    counted_quarters: int
    rows: tuple[Row, ...]

    def row(self, tool: Tool) -> Row:
        """The row of a tool."""
        return next(row for row in self.rows if row.tool is tool)


def compare_tools(
    lab: "Lab",
    scenario: Scenario,
    *,
    same: Same = Same.OUTPUT,
    held_quarters: int = HELD_QUARTERS,
    tools: Sequence[Tool] = tuple(Tool),
    progress: Progress | None = None,
) -> ToolComparison:
    """Set a programme beside other tools.

    Parameters
    ----------
    scenario : one announcement of purchases, sales or run-off
    same : what they are given in common
    held_quarters : for how long the policy rate is held; output counts for four quarters more

    Raises
    ------
    QelabError QE892 : a scenario of another kind; QE894 : a horizon that cannot be held; and as ``Lab.run``
    """
    check_horizons((held_quarters,))
    base = Base.of(_long_enough(scenario, held_quarters + BEYOND))
    search = _Search(lab=lab, base=base, held=held_quarters, counted=held_quarters + BEYOND)
    rows, report = [], progress or (lambda _step, _share: None)
    for place, tool in enumerate(tools):
        report("programme", 0.05 + 0.9 * place / len(tools))
        try:
            rows.append(search.row(tool, same))
        except QelabError as failure:
            if tool is base.tool:
                raise
            rows.append(Row(tool=tool, failure=failure))
    report("done", 1.0)
    return ToolComparison(
        base=base, same=same, held_quarters=held_quarters, counted_quarters=held_quarters + BEYOND, rows=tuple(rows)
    )


def _long_enough(scenario: Scenario, counted: int) -> Scenario:
    """The scenario with a horizon that holds the counted quarters and two years of what follows."""
    wanted = counted + _AFTERWARDS
    return scenario if scenario.horizon_quarters >= wanted else scenario.with_(horizon_quarters=wanted)


_AFTERWARDS = 8


@dataclass(frozen=True, kw_only=True)
class _Search:
    """Sizes at which tools agree."""

    lab: "Lab"
    base: Base
    held: int
    counted: int

    def total(self, scenario: Scenario) -> float:
        """Effect on output of a scenario, summed over the counted quarters."""
        return self._output(self.lab.settled(scenario))

    def _output(self, run: Run) -> float:
        start = information_quarter(self.base.announcement.date) - run.stage.dates[0]
        effect = run.settled.programme.sequence["y"] - run.settled.counterfactual.sequence["y"]
        return float(effect[start : start + self.counted].sum())

    @cached_property
    def programme(self) -> Run:
        """The programme itself."""
        return self.lab.settled(self.base.scenario)

    @cached_property
    def wanted(self) -> float:
        """What the programme itself gives."""
        return self._output(self.programme)

    def row(self, tool: Tool, same: Same) -> Row:
        """One tool, set and run; or the reason why it cannot be set."""
        if tool is self.base.tool or (same is Same.SIZE and tool in BALANCE_SHEET):
            return self._ran(tool, self.base.as_tool(tool, self.base.size_bn), self.base.size_bn)
        if tool in BALANCE_SHEET:
            aim = -self.wanted if (tool in TIGHTENING) != (self.base.tool in TIGHTENING) else self.wanted
            size = self._reached(lambda bn: self.base.as_tool(tool, bn), self.base.size_bn, aim)
            return self._ran(tool, self.base.as_tool(tool, size), size)
        return self._rate() if tool is Tool.RATE else self._guidance()

    def _rate(self) -> Row:
        def cut(bp: float) -> Scenario:
            return self.base.as_rate(bp, self.held)

        sign = 1.0 if self.wanted > 0 else -1.0
        most = self.total(cut(sign * _LARGEST_BP))
        if abs(most) < abs(self.wanted):
            return Row(tool=Tool.RATE, reason=("tools.no_room", {"share": most / self.wanted, "quarters": self.held}))
        size = self._reached(cut, sign * _PROBE_BP, self.wanted)
        return self._ran(Tool.RATE, cut(size), size)

    def _guidance(self) -> Row:
        """The shortest promise that would do at its word, believed as far as output agrees."""
        if self.wanted < 0:
            return Row(tool=Tool.GUIDANCE, reason=("tools.no_promise_to_tighten", {}))
        run = self.programme
        row = information_quarter(self.base.announcement.date) - run.stage.dates[0]
        model, settings = run.stage.model, run.stage.settings
        level = run.settled.counterfactual.sequence.expected[row, 0, model.index("i")] + settings.neutral_policy_rate
        if level > settings.at_bound_below:
            return Row(tool=Tool.GUIDANCE, reason=("tools.off_bound", {"rate": float(level)}))
        start = self.base.start.quarter.months[0]

        def said(quarters: int, share: float = 1.0) -> Scenario:
            return self.base.as_guidance(last_guided_month(start, quarters), share)

        low, high = 1, _MOST_GUIDED
        if self.total(said(high)) < self.wanted:
            return Row(tool=Tool.GUIDANCE, reason=("tools.guidance_too_weak", {"quarters": high}))
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.total(said(middle)) >= self.wanted else (middle + 1, high)
        share = self._reached(lambda part: said(high, part), 1.0, self.wanted)
        return self._ran(Tool.GUIDANCE, said(high, share), share)

    def _reached(self, made: Callable[[float], Scenario], first: float, aim: float) -> float:
        """Amount at which output is what is aimed at.

        Effects grow with the amount, though not always in proportion: what runs off first is not what runs off later. The
        amount is raised until it does too much, then found between that and the last that did too little.

        Raises
        ------
        QelabError QE893 : it stops growing before
        """
        low, at_low, high = 0.0, 0.0, first
        share = self.total(made(high)) / aim
        while share < 1.0 - AGREEMENT:
            if abs(high) > abs(first) and share < at_low + _STANDSTILL:
                away = convert(1.0 - share, "decimal", "percent")
                raise QelabError("QE893", percent=f"{away:.0f}")
            low, at_low = high, share
            high *= min(max(_ABOVE / share, _LEAST_STEP), _LARGEST_STEP) if share > 0 else _LARGEST_STEP
            share = self.total(made(high)) / aim
        return self._between(lambda amount: self.total(made(amount)) / aim, (low, at_low), (high, share))

    def _between(
        self, shares: Callable[[float], float], low: tuple[float, float], high: tuple[float, float]
    ) -> float:
        """Amount whose share of the aim is 1, between one that does less and one that does more: false position, the end
        that stays put counting half (the Illinois rule)."""
        weights = [1.0, 1.0]
        for _ in range(_PASSES):
            below, above = weights[0] * (low[1] - 1.0), weights[1] * (high[1] - 1.0)
            if abs(high[1] - 1.0) <= AGREEMENT:
                return high[0]
            amount = low[0] - below * (high[0] - low[0]) / (above - below)
            share = shares(amount)
            if abs(share - 1.0) <= AGREEMENT:
                return amount
            if share < 1.0:
                low, weights = (amount, share), [1.0, weights[1] / 2]
            else:
                high, weights = (amount, share), [weights[0] / 2, 1.0]
        away = convert(abs(share - 1.0), "decimal", "percent")
        raise QelabError("QE893", percent=f"{away:.2g}")

    def _ran(self, tool: Tool, scenario: Scenario, amount: float) -> Row:
        result = self.lab.run(scenario)
        start = information_quarter(self.base.announcement.date) - result.quarters[0]
        output = float(np.sum(result.values("output_gap")[start : start + self.counted]))
        return Row(tool=tool, scenario=scenario, amount=amount, result=result, output=output)
