"""Draws through the whole pipeline, in chunks, on one machine or a cluster.

Answers: what does the scenario do under other parameters? Each draw goes the whole way: shocks are inverted
again, both worlds solved, portfolio and money followed. A chunk is a plain function of plain data, so any
executor may run it, and the numbers do not depend on which does.
"""

import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.lab.ranges.draw import Outcome, draw_chunk
from qelab.lab.ranges.draws import Draws
from qelab.lab.ranges.priors import Prior
from qelab.lab.settings import Settings
from qelab.policy.scenario import Scenario

Array = NDArray[np.float64]
Progress = Callable[[str, float], None]
CHUNK = 10  # draws in one piece of work; fixed, so that numbers do not depend on the machine
_FEW = 2 * CHUNK  # not worth starting processes


class Cluster(Protocol):
    """What is asked of a cluster: the two methods of a ``dask.distributed.Client`` that are used."""

    def map(self, function: Callable[..., Any], *iterables: Any, **options: Any) -> Any: ...
    def gather(self, futures: Any) -> Any: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What every draw shares; plain data that can travel."""

    scenario: dict[str, Any]
    model: str
    settings: Settings
    priors: tuple[Prior, ...]
    seed: int

    def key(self) -> str:
        """The same for the same job."""
        return repr(self)


def run_draws(
    scenario: Scenario,
    model: str,
    settings: Settings,
    priors: tuple[Prior, ...],
    *,
    count: int,
    seed: int,
    processes: int | None = None,
    cluster: Cluster | None = None,
    progress: Progress | None = None,
) -> Draws:
    """All draws of a scenario, in order of their numbers.

    Parameters
    ----------
    processes : how many at once on this machine; all processors by default, 1 for none but this
    cluster : a ``dask.distributed.Client`` that runs the chunks instead

    Raises
    ------
    QelabError QE723 : fewer than two draws; QE724 : no equilibrium in too many attempts of one draw
    """
    if count < 2:
        raise QelabError("QE723", count=count)
    job = Job(scenario=scenario.to_mapping(), model=model, settings=settings, priors=priors, seed=seed)
    chunks = [tuple(range(first, min(first + CHUNK, count))) for first in range(0, count, CHUNK)]
    done: dict[int, Outcome] = {}
    for outcomes in _spread(job, chunks, processes, cluster):
        done |= {outcome.index: outcome for outcome in outcomes}
        if progress is not None:
            progress("draws", len(done) / count)
    return _collect([done[index] for index in range(count)], job)


def _spread(
    job: Job, chunks: Sequence[tuple[int, ...]], processes: int | None, cluster: Cluster | None
) -> Iterator[list[Outcome]]:
    if cluster is not None:
        yield from cluster.gather(cluster.map(draw_chunk, [job] * len(chunks), chunks, pure=False))
        return
    workers = min(processes or _processors(), len(chunks))
    if workers == 1 or sum(map(len, chunks)) <= _FEW:
        yield from (draw_chunk(job, chunk) for chunk in chunks)
        return
    # Forked workers inherit the compiled model; elsewhere they compile it again, a second each.
    start = "fork" if "fork" in get_all_start_methods() else None
    with ProcessPoolExecutor(workers, mp_context=get_context(start)) as pool:
        with _forking_among_threads():
            futures = [pool.submit(draw_chunk, job, chunk) for chunk in chunks]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def _forking_among_threads() -> Iterator[None]:
    """Python 3.12 and later warn of a fork beside other threads, for fear of a lock that stays shut in the child.

    Here the others are the linear algebra library's, which makes itself ready for forks; a pool starts all its workers
    with the first piece of work, before it starts a thread of its own.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
        yield


def _processors() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _collect(outcomes: list[Outcome], job: Job) -> Draws:
    first = outcomes[0]
    below = None
    paths = [outcome.inflation_ahead for outcome in outcomes if outcome.inflation_ahead is not None]
    if paths:
        ahead = np.stack(paths)  # (draws, 2, quarters)
        known = np.isfinite(ahead).all(axis=0)
        below = np.where(known, (ahead < 0).mean(axis=0), np.nan)
    return Draws(
        seed=job.seed,
        count=len(outcomes),
        replaced=sum(outcome.attempts - 1 for outcome in outcomes),
        parameters={
            name: np.array([outcome.parameters[name] for outcome in outcomes]) for name in first.parameters
        },
        levels={name: np.stack([outcome.levels[name] for outcome in outcomes]) for name in first.levels},
        inflation_below_zero=below,
    )
