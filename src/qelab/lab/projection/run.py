"""One projection from the request to the result: opening, rates, programme, desk, money.

Answers: what will the central bank hold, earn and owe under this programme, security by security, if rates go this
way? The programme is carried out as announced, the desk's rules as stated; the economy does not answer (that is
``Lab.run``'s affair): rates, prices and GDP are given.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.time import Month, information_quarter, quarters_from
from qelab.core.units import MONTHS_PER_QUARTER, MONTHS_PER_YEAR, convert
from qelab.data import history, opening
from qelab.data.sources.debt_office import Statement as DebtStatement
from qelab.data.sources.soma import Soma
from qelab.lab.books.income import rules_of
from qelab.lab.economies import check_has_model
from qelab.lab.projection.baseline import Baseline, Settled, baseline, from_month
from qelab.lab.projection.holdings_file import desk_opening_of, issuance_of
from qelab.lab.projection.outcome import Projected, Source
from qelab.lab.projection.rate_file import RateFile, rate_paths
from qelab.lab.projection.simulated import simulated_paths
from qelab.lab.settings import Settings
from qelab.policy.scenario import Scenario
from qelab.portfolio.desk.engine import Reserves
from qelab.portfolio.desk.opening import DeskOpening, desk_opening
from qelab.portfolio.desk.programme import Programme, as_it_happens
from qelab.portfolio.desk.projection import DeskProjection, project_desk
from qelab.portfolio.desk.rules import Allocation, DeskRules, Issuance
from qelab.portfolio.income.rates import RatePaths
from qelab.portfolio.income.statement import IncomeStepper, Liabilities, Statement, statement
from qelab.portfolio.timetable import timetable

Array = NDArray[np.float64]
Progress = Callable[[str, float], None]
LONGEST_YEARS = 30
MOST_PATHS = 10_000
_FAR_DAYS = 62  # between the holdings and the statement of debt: two months' ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for besides the scenario.

    ``years`` 1 to 30; ``rates`` paths from a file called ``rates_name``, or ``paths`` of them drawn with ``seed``;
    ``holdings`` the New York Fed's files of one day, and ``debt`` the Treasury's statement with the sizes of issues;
    ``rules`` of the desk.
    """

    years: int = 10
    rates: RateFile | None = None
    rates_name: str = ""
    paths: int = 1
    seed: int = 1
    holdings: Soma | None = None
    holdings_names: Sequence[str] = ()
    debt: DebtStatement | None = None
    rules: DeskRules | None = None


def run_projection(
    scenario: Scenario, settings: Settings, settled: Settled, asked: Request, progress: Progress | None = None
) -> Projected:
    """Project a scenario.

    Parameters
    ----------
    settled : runs the scenario in the laboratory, for rates, GDP and liabilities

    Raises
    ------
    QelabError QE335 : the file of rates begins in another month; QE336 : years outside 1 to 30, or too many paths; QE337 :
        the file of holdings is of a day before the scenario's opening, or beyond the years; QE338 : purchases by free float
        without sizes of issues; QE339 : files of the Fed for another economy; QE340 : yields that no prices give; QE341 :
        holdings and debt of different months; QE303 : more is sold than is held; QE731 : simulated paths around a record;
        QE845, QE846 : parts of the request that need or exclude each other
    """
    report = progress or (lambda _step, _share: None)
    _check(scenario, asked)
    months = asked.years * MONTHS_PER_YEAR
    skipped = _skipped(scenario, asked)
    report("programme", 0.1)
    base = baseline(scenario, settings, settled, skipped + months)
    start, issuance, source = _opening(base, asked, skipped)
    report("portfolio", 0.5)
    away = 0.0
    if asked.holdings is not None:
        away, paid = start.par_bn - _packaged(base).par_bn, None
        if skipped:
            own, paid = _until(base, scenario, skipped)
            away = start.par_bn - own
        base = from_month(base, skipped, paid)
    rates, origin = _rates(base, asked, start)
    rules = _rules(asked, start)
    plan = _programme(scenario, base, skipped, months)
    gdp = np.broadcast_to(base.gdp_bn, rates.policy_rate.shape)
    found, paid = _project(base, start, plan, rates, issuance, rules, gdp)
    report("done", 1.0)
    return Projected(
        scenario=scenario,
        opening=start.month,
        opening_bn=(float(start.treasuries.par_bn.sum()), start.mbs.total_bn, start.agency_debt.total_bn),
        source=source,
        rates=rates,
        rates_from=origin,
        known=base.known if asked.rates is None else 0,
        rules=rules,
        operations=plan.operations,
        desk=found,
        statement=paid,
        gdp_bn=gdp,
        ample_pct_gdp=rules.stop.ample_pct_gdp if rules.stop else base.rules.ample_pct_gdp,
        away_from_run_bn=away,
        seed=asked.seed if asked.rates is None and asked.paths > 1 else None,
    )


def _check(scenario: Scenario, asked: Request) -> None:
    for name, value, most in (("years", asked.years, LONGEST_YEARS), ("paths", asked.paths, MOST_PATHS)):
        if not 1 <= value <= most:
            raise QelabError("QE336", key=name, value=value, most=most)
    if asked.holdings is not None and scenario.economy != "us":
        raise QelabError("QE339", economy=scenario.economy)
    if asked.paths > 1:
        check_has_model(scenario, "--paths")  # what is drawn are changes of the Treasury curve
        if asked.rates is not None:
            raise QelabError("QE846", option="rates", name="paths")
    if asked.debt is not None:
        if asked.holdings is None:
            raise QelabError("QE845", option="debt", name="holdings")
        if abs((asked.debt.as_of - asked.holdings.as_of).days) > _FAR_DAYS:
            raise QelabError("QE341", found=str(asked.debt.as_of), day=str(asked.holdings.as_of))


def _skipped(scenario: Scenario, asked: Request) -> int:
    """Months from the scenario's opening to the day of the holdings."""
    if asked.holdings is None:
        return 0
    start = opening(scenario.opening).month
    skipped = Month.of_date(asked.holdings.as_of) - start
    if not 0 <= skipped <= scenario.horizon_quarters * MONTHS_PER_QUARTER:
        raise QelabError(
            "QE337", date=str(asked.holdings.as_of), month=str(start), quarters=scenario.horizon_quarters
        )
    return skipped


def _opening(base: Baseline, asked: Request, skipped: int) -> tuple[DeskOpening, Issuance, Source]:
    """What the desk begins with: the files', or the packaged opening; ``skipped`` months from this to the files' day."""
    packaged = base.opening
    mix = packaged.holdings.auction_mix
    if asked.holdings is None:
        return _packaged(base), Issuance.of(mix), Source(name=packaged.id, synthetic=packaged.synthetic)
    bill = float(base.rates.bill_yield[0, skipped])
    start = desk_opening_of(asked.holdings, asked.debt, packaged, base.premium, bill)
    source = Source(name=", ".join(asked.holdings_names), synthetic=False, sha256=asked.holdings.sha256)
    return start, issuance_of(asked.debt, mix), source


def _packaged(base: Baseline) -> DeskOpening:
    bill = float(base.rates.bill_yield[0, 0])
    return desk_opening(base.opening.holdings, bill, base.premium.treasuries_bn, base.premium.mbs_bn)


def _rules(asked: Request, start: DeskOpening) -> DeskRules:
    rules = (asked.rules or DeskRules()).settled(sizes_known=start.sizes_known)
    if rules.allocation is Allocation.FREE_FLOAT and not start.sizes_known:
        raise QelabError("QE338")
    return rules


def _rates(base: Baseline, asked: Request, start: DeskOpening) -> tuple[RatePaths, str]:
    """The paths, and where they come from."""
    if asked.rates is not None:
        return rate_paths(asked.rates, asked.rates_name, base.rates, start.month), "file"
    if asked.paths > 1:
        return simulated_paths(base.rates, history("us"), asked.paths, asked.seed), "simulated"
    return base.rates, "scenario" if base.from_model else "record"


def _programme(scenario: Scenario, base: Baseline, skipped: int, months: int) -> Programme:
    """What is done in each month; news after the projection's end does not reach it."""
    news = [information_quarter(one.date) for one in scenario.announcements]
    first = base.opening.month.quarter + 1
    quarters = -(-(skipped + months) // MONTHS_PER_QUARTER)
    dates = quarters_from(first, max([quarters, *(quarter - first + 1 for quarter in news)]))
    table = timetable(scenario, base.opening.month, dates)
    return as_it_happens(table, scenario.standing, months, skipped)


def _project(
    base: Baseline, start: DeskOpening, plan: Programme, rates: RatePaths, issuance: Issuance, rules: DeskRules, gdp: Array
) -> tuple[DeskProjection, Statement]:  # fmt: skip
    """The desk and its money; month by month together where the desk looks at reserves."""
    month = start.month
    income = rules_of(base.rules, month, rates.months) if base.from_model else base.rules

    def reserves_of(paths: slice) -> Reserves:
        some = _some(rates, paths)
        own = gdp[paths]
        stepper = IncomeStepper(_each(base.liabilities, own.shape), some, own, income, month)

        def reserves(step: int, earned: Array, gains: Array, book: Array) -> Array:
            left = stepper.step(step, earned, gains, book)
            return convert(left / own[:, step], "share of GDP", "percent of GDP")

        return reserves

    watch = reserves_of if rules.stop is not None else None
    found = project_desk(start, plan, rates, issuance, rules, reserves=watch, gdp_bn=gdp)
    owed = _each(base.liabilities, gdp.shape)
    return found, statement(found.earned, owed, rates, gdp, income, month)


def _some(rates: RatePaths, paths: slice) -> RatePaths:
    columns = {name: getattr(rates, name)[paths] for name in rates.__slots__ if name != "maturities_years"}
    return RatePaths(maturities_years=rates.maturities_years, **columns)


def _each(owed: Liabilities, shape: tuple[int, ...]) -> Liabilities:
    """The same liabilities on every path."""
    months = shape[1]
    return replace(
        owed,
        **{
            field.name: np.broadcast_to(np.asarray(getattr(owed, field.name))[:, :months], shape)
            for field in fields(owed)
            if field.name != "opening"
        },
    )


def _until(base: Baseline, scenario: Scenario, months: int) -> tuple[float, Statement]:
    """Par at the day of the holdings as the scenario has it, bn, and income and balance sheet up to then."""
    rates = _months(base.rates, months)
    plan = _programme(scenario, base, 0, months)
    issuance = Issuance.of(base.opening.holdings.auction_mix)
    found, paid = _project(base, _packaged(base), plan, rates, issuance, DeskRules(), base.gdp_bn[:, :months])
    earned = found.earned
    return float((earned.treasury_par + earned.mbs_par + earned.agency_par)[0, -1]), paid


def _months(rates: RatePaths, months: int) -> RatePaths:
    columns = {
        name: getattr(rates, name)[:, :months] for name in rates.__slots__ if name != "maturities_years"
    }
    return RatePaths(maturities_years=rates.maturities_years, **columns)
