"""The desk's projection: one programme as it happens, security by security, along many paths of rates.

Answers: what will the central bank hold, earn and lose under this programme, whatever rates do? Paths are independent of
each other: they are divided into groups that fit a processor's cache, and processors take groups in turn.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qelab.policy.parts import PrincipalUse
from qelab.portfolio.desk.engine import FLOWS, STOCKS, Desk, Reserves, Task
from qelab.portfolio.desk.inventory import Rows
from qelab.portfolio.desk.ladders import Rungs
from qelab.portfolio.desk.mortgage_values import MortgageGrid
from qelab.portfolio.desk.opening import DeskOpening
from qelab.portfolio.desk.pools import Schedule
from qelab.portfolio.desk.programme import Programme
from qelab.portfolio.desk.rules import Allocation, DeskRules, Issuance
from qelab.portfolio.desk.treasuries import profile
from qelab.portfolio.flows import Flows
from qelab.portfolio.income.earned import Earned
from qelab.portfolio.income.rates import RatePaths

Array = NDArray[np.float64]
_PATHS_AT_ONCE, _FEW_PATHS = 256, 64
# For some paths (a slice of all), what tells the desk its reserves at the end of each month.
ReservesOf = Callable[[slice], Reserves]


@dataclass(frozen=True, slots=True, kw_only=True)
class LotPar:
    """Par by lot at the end of some months: ``par_bn`` (months asked for, lots, P).

    ``cusip`` empty for issues of the projection; ``maturity`` month ordinal; ``issued`` months after the opening, -1 before it.
    """

    months: tuple[int, ...]
    cusip: NDArray[np.str_]
    maturity: NDArray[np.int64]
    issued: NDArray[np.int64]
    par_bn: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskProjection:
    """The desk's holdings month by month.

    ``earned`` what they earned and are worth; ``flows`` (P, months); ``not_bought`` (P, months) bn, what the limit per
    issue left over of purchases and reinvestment; ``by_bucket_bn`` (P, months, buckets) par of Treasuries without
    floating-rate notes, by ``state.TREASURY_BUCKETS``; ``largest_share`` (P, quarters) of any issue whose size is known;
    ``stopped_in`` (P,) month after the opening, from 0, at whose end the stop rule ended run-off, -1 for none.
    """

    earned: Earned
    flows: Flows
    not_bought: Array
    by_bucket_bn: Array
    largest_share: Array
    stopped_in: NDArray[np.int64]
    lots: LotPar | None = None


def project_desk(
    opening: DeskOpening,
    programme: Programme,
    rates: RatePaths,
    issuance: Issuance,
    rules: DeskRules | None = None,
    *,
    reserves: ReservesOf | None = None,
    gdp_bn: Array | None = None,
    keep_lots: tuple[int, ...] = (),
    threads: int | None = None,
) -> DeskProjection:
    """Project the desk's holdings along paths of rates.

    Parameters
    ----------
    programme : as many months as ``rates``
    issuance : what the Treasury auctions, into which maturing securities are rolled
    reserves : tells the desk its reserves, for the stop rule; without it run-off goes on as announced
    gdp_bn : (P, months) nominal, annual rates; needed where bills are bought to keep reserves at their ratio
    keep_lots : months, from 0, at whose end par by lot is kept
    threads : processors; all by default

    Raises
    ------
    QelabError QE303 : more is sold than is held
    ValueError : programme and rates of different length
    """
    rules = (rules or DeskRules()).settled(sizes_known=opening.sizes_known)
    if len(programme.months) != rates.months:
        raise ValueError(
            f"project_desk: {len(programme.months)} months of a programme, {rates.months} of rates"
        )
    task = _task(opening, programme, rates, issuance, rules, gdp_bn, keep_lots)
    workers = threads or os.cpu_count() or 1
    groups = _groups(rates.paths, workers)

    def run(paths: slice) -> Desk:
        return Desk(task, paths, reserves(paths) if reserves is not None else None).run()

    if min(workers, len(groups)) == 1:
        desks = [run(paths) for paths in groups]
    else:
        with ThreadPoolExecutor(workers) as pool:
            desks = list(pool.map(run, groups))
    return _together(desks, task)


def _groups(paths: int, workers: int) -> list[slice]:
    """Paths in groups of equal size, as many as give every processor the same number of them."""
    rounds = -(-paths // (_PATHS_AT_ONCE * workers))
    count = min(rounds * workers if paths > _FEW_PATHS else rounds, paths)
    edges = np.linspace(0, paths, count + 1).round().astype(int)
    return [slice(int(first), int(last)) for first, last in pairwise(edges)]


def _task(
    opening: DeskOpening, programme: Programme, rates: RatePaths, issuance: Issuance, rules: DeskRules, gdp_bn: Array | None,
    keep_lots: tuple[int, ...],
) -> Task:  # fmt: skip
    months = rates.months
    buckets = [bucket for one in programme.operations for bucket in one.buckets] + list(
        programme.standing.buckets
    )
    anonymous: frozenset[Rungs] = frozenset()
    if rules.allocation is Allocation.AS_HELD and buckets:
        indexed = any(bucket.tips for bucket in buckets)
        anonymous = frozenset({Rungs.NOMINAL, Rungs.BILLS} | ({Rungs.TIPS} if indexed else set()))
    schedule = Schedule(opening.mbs, opening.mbs_premium_share, opening.month, months)
    return Task(
        opening=opening,
        programme=programme,
        rates=rates,
        issuance=issuance,
        rules=rules,
        gdp_bn=np.zeros((rates.paths, months))
        if gdp_bn is None
        else np.broadcast_to(gdp_bn, (rates.paths, months)),
        rows=Rows(opening, issuance, months, anonymous),
        schedule=schedule,
        mbs_purchases=programme.mbs_purchases(
            into_mbs_after_stop=rules.stop is not None and rules.stop.mbs_into is PrincipalUse.AGENCY_MBS
        ),
        grid=MortgageGrid(schedule.wac, rates.mortgage_rate),
        profile=profile(opening),
        keep_lots=frozenset(keep_lots),
    )


def _together(desks: list[Desk], task: Task) -> DeskProjection:
    found = {name: np.concatenate([desk.found[name].T for desk in desks]) for name in (*FLOWS, *STOCKS)}
    value, risk = found["market_value"], found.pop("dollar_duration")
    found["duration_years"] = np.where(value > 0, risk / np.where(value > 0, value, 1.0), 0.0)
    rows, kept = task.rows, sorted(task.keep_lots)
    cusip = np.append(task.opening.treasuries.cusip, "")[rows.lot]
    lots = LotPar(
        months=tuple(kept), cusip=cusip, maturity=rows.column + task.opening.month.ordinal, issued=rows.issued,
        par_bn=np.stack([np.concatenate([desk.lots[month] for desk in desks], axis=1) for month in kept]),
    ) if kept else None  # fmt: skip
    return DeskProjection(
        earned=Earned(**{name: found[name] for name in Earned.__dataclass_fields__}),
        flows=Flows(**{name: found[name] for name in Flows.__dataclass_fields__}),
        not_bought=found["not_bought"],
        by_bucket_bn=np.concatenate([np.moveaxis(desk.by_bucket, -1, 0) for desk in desks]),
        largest_share=found["largest_share"][:, 2::3],
        stopped_in=np.concatenate([desk.stopped_in for desk in desks]),
        lots=lots,
    )
