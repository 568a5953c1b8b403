"""One programme beside the other tools: bought, sold, run off, done with the policy rate, or with a promise about it.

Answers: with the same size, or the same effect on output, which end of the curve does each tool bend, and what else does
it move? Every tool is a scenario of its own from the same opening, announced on the same day and left to the policy rule
afterwards. What cannot be brought to the same output says so.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qelab.core.errors import QelabError
from qelab.core.time import Month
from qelab.core.units import MONTHS_PER_QUARTER
from qelab.policy.catalogue import scenario as catalogue_scenario
from qelab.policy.parts import Announcement, PhaseKind
from qelab.policy.scenario import Counterfactual, Scenario

_MATURITIES_OF = "from_now_500bn"  # of Treasuries bought or sold where the programme itself states none: LSAP2's


class Tool(StrEnum):
    """What a central bank can use."""

    PURCHASES = "purchases"
    SALES = "sales"
    RUN_OFF = "run_off"
    RATE = "rate"
    GUIDANCE = "guidance"


class Same(StrEnum):
    """What the tools have in common."""

    SIZE = "size"
    """Dollars bought, sold or run off. The policy rate and guidance have none: they are set to the same output."""
    OUTPUT = "output"
    """Effect on output summed over the counted quarters; tightening tools have it with the other sign."""


_COMPARABLE = {PhaseKind.PURCHASE, PhaseKind.SELL, PhaseKind.RUN_OFF}
BALANCE_SHEET = (Tool.PURCHASES, Tool.SALES, Tool.RUN_OFF)
TIGHTENING = (Tool.SALES, Tool.RUN_OFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The programme that all tools are set beside: one announcement of trades, or of run-off.

    ``size_bn`` is the sum of its phases, ``start`` and ``months`` span them.
    """

    scenario: Scenario
    announcement: Announcement
    size_bn: float
    start: Month
    months: int

    @classmethod
    def of(cls, scenario: Scenario) -> "Base":
        """What a scenario announces.

        Raises
        ------
        QelabError QE892 : more than one announcement of purchases, sales or run-off, or none; or trades and run-off mixed
        """
        found = [item for item in scenario.announcements if item.phases]
        phases = [phase for item in found for phase in item.phases]
        kinds, size = {phase.kind for phase in phases}, scenario.announced_total_bn
        if len(found) != 1 or len(kinds) != 1 or not kinds <= _COMPARABLE or not size:
            raise QelabError("QE892", name=scenario.id, count=len(found))
        start = min(phase.start for phase in phases)
        months = max(phase.end - start for phase in phases if phase.end is not None) + 1
        return cls(scenario=scenario, announcement=found[0], size_bn=size, start=start, months=months)

    @property
    def tool(self) -> Tool:
        """Which tool the programme itself is."""
        kind = self.announcement.phases[0].kind
        return {PhaseKind.PURCHASE: Tool.PURCHASES, PhaseKind.SELL: Tool.SALES}.get(kind, Tool.RUN_OFF)

    def as_tool(self, tool: Tool, size_bn: float) -> Scenario:
        """The programme turned into another use of the balance sheet, over the same months, with the same expected exit.

        Parameters
        ----------
        tool : purchases, sales or run-off

        Raises
        ------
        QelabError QE217, QE2xx : the opening does not allow it (nothing is reinvested there that could run off)
        """
        content = self.scenario.to_mapping()
        if tool is not self.tool:
            phases = [self._run_off()] if tool is Tool.RUN_OFF else self._trades(tool)
            content = self._with(content, tool, {"phases": phases})
            run_off = tool is Tool.RUN_OFF
            content["counterfactual"] = (Counterfactual.FULL_REINVESTMENT if run_off else Counterfactual.WITHOUT_PROGRAMME).value
        made = Scenario.from_mapping(content | {"size_bn": self.size_bn})
        return made if size_bn == self.size_bn else made.with_(size_bn=size_bn)

    def as_rate(self, cut_bp: float, quarters: int) -> Scenario:
        """The policy rate moved on the day instead."""
        move = {"date": str(self.announcement.date), "cut_bp": cut_bp, "hold_quarters": quarters}
        content = self._hypothetical(Tool.RATE) | {
            "announcements": [], "policy_rate": move, "counterfactual": Counterfactual.WITHOUT_RATE_MOVE.value,
        }  # fmt: skip
        return Scenario.from_mapping(content)

    def as_guidance(self, until: Month, believed_share: float) -> Scenario:
        """A promise made on the day instead: the policy rate stays at its bound until then."""
        said = {"until": str(until), "believed_share": believed_share, "source": "hypothetical"}
        content = self._with(self._hypothetical(Tool.GUIDANCE), Tool.GUIDANCE, {"guidance": said})
        content["counterfactual"] = Counterfactual.WITHOUT_PROGRAMME.value
        return Scenario.from_mapping(content)

    def _hypothetical(self, tool: Tool) -> dict[str, Any]:
        content = self.scenario.to_mapping()
        for key in ("size_bn", "treasury"):
            content.pop(key, None)
        return content | {"id": _id(self.scenario.id, tool), "source": "hypothetical"}

    def _with(self, content: dict[str, Any], tool: Tool, says: dict[str, Any]) -> dict[str, Any]:
        """The scenario with one announcement, on the day of the programme's own, that says something else."""
        kept = self.announcement.model_dump(mode="json", exclude_none=True)
        announcement = {key: kept[key] for key in ("date", "aim", "length") if key in kept} | says
        if "phases" in says:
            announcement["exit"] = kept["exit"]
        content = {key: value for key, value in content.items() if key not in ("size_bn", "treasury")}
        return content | {"id": _id(self.scenario.id, tool), "announcements": [announcement], "source": "hypothetical"}

    def _run_off(self) -> dict[str, Any]:
        return {
            "kind": PhaseKind.RUN_OFF.value, "asset": "securities", "start": str(self.start), "months": self.months,
            "cap_bn_per_month": self.size_bn / self.months,
        }  # fmt: skip

    def _trades(self, tool: Tool) -> list[dict[str, Any]]:
        kind = (PhaseKind.PURCHASE if tool is Tool.PURCHASES else PhaseKind.SELL).value
        if self.tool is Tool.RUN_OFF:
            (like,) = catalogue_scenario(_MATURITIES_OF).to_mapping()["announcements"][0]["phases"]
            return [like | {"kind": kind, "start": str(self.start), "months": self.months, "size_bn": self.size_bn}]
        phases = []
        for phase in self.announcement.phases:
            stated = self.scenario.phase_size_bn(self.announcement, phase)
            content = phase.model_dump(mode="json", exclude_none=True) | {"kind": kind, "size_bn": stated}
            if kind == PhaseKind.SELL.value:
                content.pop("coupon_above_current", None)
            phases.append(content)
        return phases


def _id(name: str, tool: Tool) -> str:
    return f"{name[:48]}_as_{tool.value}"


def last_guided_month(start: Month, quarters: int) -> Month:
    """Last month of guidance that covers so many quarters, that of the announcement included."""
    return start.quarter.last_month + MONTHS_PER_QUARTER * (quarters - 1)

