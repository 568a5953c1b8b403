"""Purchases as a promise about the policy rate: it does not rise before they have ended, and not for some time after.

Answers: what if an announcement of purchases is heard as guidance? A derived scenario says so: each announcement of net
purchases made at the bound carries guidance to the quarter in which they are to end, and some quarters on. The
programmes of the catalogue stay as they were announced; nothing here is a default.
"""

from dataclasses import replace

from qelab.core.time import Month, Quarter, information_quarter
from qelab.data import History, history, opening
from qelab.lab.pipeline import Run, settle
from qelab.lab.settings import Settings
from qelab.macro import Solver
from qelab.policy.parts import Announcement, PhaseKind
from qelab.policy.scenario import Scenario
from qelab.portfolio.operations import Plan, plans

# "A considerable time after the asset purchase program ends" (FOMC statement of 12 December 2012), which in answer to a
# question was put at around six months (press conference of 19 March 2014): both recalled.
QUARTERS_AFTER = 2
SOURCE = (
    "derived: no rise of the policy rate until {quarters} quarters after net purchases end (the Federal Reserve said 'a considerable "
    "time after' in December 2012, about six months in March 2014; recalled)"
)


def sequenced(scenario: Scenario, quarters_after: int = QUARTERS_AFTER, believed_share: float = 1.0) -> Scenario:
    """A programme whose purchases promise that the policy rate stays at its bound meanwhile, and some quarters longer.

    Guidance that is in force stays where it reaches further. An announcement without net purchases (a swap, reinvestment) and
    one made off the bound, or where no data tell, promise nothing.

    Parameters
    ----------
    quarters_after : quarters from the end of net purchases to the first rise
    believed_share : of the promise, as in guidance
    """
    start, past = opening(scenario.opening).month, history(scenario.economy)
    by_date = {plan.date: plan for plan in plans(scenario, start)}
    content = scenario.to_mapping()
    for item, announcement in zip(content["announcements"], scenario.announcements, strict=True):
        end = net_purchases_end(announcement, by_date.get(announcement.date), start)
        if end is None or not at_bound(past, information_quarter(announcement.date)):
            continue
        until, said = (end.quarter + quarters_after).last_month, scenario.guidance_at(information_quarter(announcement.date))
        if said is None or said.until < until:
            source = SOURCE.format(quarters=quarters_after)
            item["guidance"] = {"until": str(until), "believed_share": believed_share, "source": source}
    return Scenario.from_mapping(content)


def net_purchases_end(announcement: Announcement, plan: Plan | None, opening_month: Month) -> Month | None:
    """Last month in which an announcement's plan buys more than it sells; None where it buys nothing net.

    Parameters
    ----------
    plan : what the announcement leaves in force, on the grid of months after the opening
    """
    buys = any(phase.kind is PhaseKind.PURCHASE for phase in announcement.phases)
    if plan is None or not buys:
        return None
    dated = [item for item in plan.operations if item.amount_bn]
    first = Month.of_date(announcement.date) - opening_month - 1
    months = range(first, max((item.last for item in dated), default=first - 1) + 1)
    net = {month: sum(item.amount_bn for item in dated if item.first <= month <= item.last) for month in months}
    buying = [month for month, amount in net.items() if amount > _NOTHING_BN]
    return opening_month + 1 + buying[-1] if buying else None


_NOTHING_BN = 1e-9


def at_bound(past: History, quarter: Quarter) -> bool:
    """Whether the data show the policy rate at its bound at the end of a quarter or in its mean."""
    if not past.quarters[0] <= quarter <= past.quarters[-1]:
        return False
    return past.at("policy_rate", quarter) <= Settings().at_bound_below


def as_believed(run: Run, problem: Solver, scenario: Scenario) -> Run:
    """History in which a derived scenario is what people heard: its shocks are inverted anew with it.

    Parameters
    ----------
    run : of the programme without the promise, whose opening and state serve again
    scenario : the derived one
    """
    stage = replace(run.stage, scenario=scenario)
    settled = settle(stage, problem, run.state, scenario, run.items, shocks=None)
    return replace(run, stage=stage, settled=settled)
