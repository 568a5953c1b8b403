"""How long do the commands take that a person waits for?  `make bench`

The first rows are whole processes, started cold, as a person starts them; the first run of each is thrown away
(it fills the disk cache and compiles bytecode). The last rows are measured inside a process. A missed target is printed, never an error: these are
measurements of one machine at one moment. Last comes the solver beside Dynare. A command that fails is an error.
"""

import argparse
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import against_dynare
import against_quantlib

import portfolio

BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    what: str
    target_s: float
    command: Callable[[Path], list[str]]  # given a scratch folder


def _new_size() -> str:
    # The one place where chance is wanted: a size that no earlier run can have left in a cache.
    return f"size_bn={random.SystemRandom().uniform(400, 800):.3f}"


def _run_lsap2(scratch: Path) -> list[str]:
    picture = str(scratch / "picture.png")
    return [str(BIN / "qelab"), "run", "fed_2010_lsap2", "--set", _new_size(), "--plot", picture]


BENCHMARKS = (
    Benchmark(what="qelab --help", target_s=0.2, command=lambda _: [str(BIN / "qelab"), "--help"]),
    Benchmark(what="import qelab", target_s=0.3, command=lambda _: [sys.executable, "-c", "import qelab"]),
    Benchmark(what="qelab run fed_2010_lsap2, new size, picture", target_s=3.0, command=_run_lsap2),
)


# Run inside one process, after a first run that fills what is kept; they print seconds.
_WARM = """
import statistics, time
import qelab as qe
laboratory, asked = qe.Lab(), qe.scenario("fed_2008_2014")
laboratory.run(asked)
times = []
for _ in range(5):
    start = time.perf_counter()
    {call}
    times.append(time.perf_counter() - start)
print(statistics.median(times))
"""
_PIPELINE = """
import statistics, time
from qelab import scenario
from qelab.data import history, opening
from qelab.lab.pipeline import run_pipeline
from qelab.lab.settings import Settings
from qelab.lab.stage import stage
from qelab.macro import load, solver
asked, model, settings = scenario("fed_2008_2014"), load("us_core"), Settings()
set_up, problem = stage(asked, opening(asked.opening), history("us"), model, settings), solver(model, settings.horizon)
times = []
for _ in range(6):
    start = time.perf_counter()
    run_pipeline(set_up, problem, lambda *_: None)
    times.append(time.perf_counter() - start)
print(statistics.median(times[1:]))
"""
_DRAWS = """
import time
import qelab as qe
start = time.perf_counter()
qe.Lab(draws={count}, processes={processes}).run(qe.scenario("fed_2010_lsap2"))
print(time.perf_counter() - start)
"""
INSIDE = (
    ("fed_2008_2014, warm: 33 information sets", 1.5, _PIPELINE),
    ("fed_2008_2014, warm: Lab.run, exits, variants", 3.0, _WARM.format(call="laboratory.run(asked)")),
    ("1,000 draws of fed_2010_lsap2, 2 processes", 60.0, _DRAWS.format(count=1000, processes=2)),
    ("500 draws, 2 processes", 30.0, _DRAWS.format(count=500, processes=2)),
    ("500 draws, 1 process", 60.0, _DRAWS.format(count=500, processes=1)),
)


def inside(code: str) -> float:
    """Seconds that a piece of code measured in a process of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return float(done.stdout)


def measure(benchmark: Benchmark, runs: int) -> list[float]:
    """Wall-clock seconds of `runs` processes, after one that is not counted."""
    seconds = []
    with tempfile.TemporaryDirectory() as scratch:
        for _ in range(runs + 1):
            command = benchmark.command(Path(scratch))
            start = time.perf_counter()
            done = subprocess.run(command, capture_output=True, text=True, cwd=scratch)
            seconds.append(time.perf_counter() - start)
            if done.returncode:
                sys.exit(f"{' '.join(command)}\nexit code {done.returncode}\n{done.stderr}")
    return seconds[1:]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=7, help="processes counted for each row (default 7)")
    runs = max(1, parser.parse_args().runs)

    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {runs} runs each\n"
    )
    print(f"{'seconds, whole process':<46}{'min':>8}{'median':>8}{'max':>8}{'target':>8}")
    for benchmark in BENCHMARKS:
        times = measure(benchmark, runs)
        median = statistics.median(times)
        verdict = "met" if median < benchmark.target_s else "MISSED"
        row = f"{min(times):>8.2f}{median:>8.2f}{max(times):>8.2f}{benchmark.target_s:>8.1f}"
        print(f"{benchmark.what:<46}{row}  {verdict}", flush=True)
    print(f"\n{'seconds, inside a process, once':<46}{'':>8}{'':>8}{'':>8}{'target':>8}")
    for what, target, code in INSIDE:
        seconds = inside(code)
        print(f"{what:<46}{'':>8}{seconds:>8.2f}{'':>8}{target:>8.1f}  {'met' if seconds < target else 'MISSED'}", flush=True)
    print()
    portfolio.main()
    print()
    against_quantlib.main()
    print()
    against_dynare.main()


if __name__ == "__main__":
    main()
