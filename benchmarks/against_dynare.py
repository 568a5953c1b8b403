"""How long does one nonlinear path take, here and in Dynare on the same file?  `python benchmarks/against_dynare.py`

Gertler & Karadi (2011) with its capital quality shock and the lower bound binding, over 200 and 400 quarters. Both start
from the steady state and end with residuals below 1e-10; the first two solves of each process are not counted, of the
others the median is, and of three such rounds, ours and Dynare's in turn, the median again. Then whole processes, started
cold, in turn as well: with nothing in our cache folder, as on the first day, and with what an earlier process left
there (the grammar's tables; machine code where it says so). Then how our time grows with the number of quarters and of equations. Needs Octave with Dynare, and
`mkoctfile` (Debian: octave-dev) for Dynare's fast mode; what is absent is left out and said. Measurements of one machine
at one moment, all in one run.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROUNDS, PROCESSES = 3, 7
ROOT = Path(__file__).resolve().parents[1]
DYNARE = Path("/usr/lib/dynare/matlab")
PARAMETERS = {"kappa": 10.0, "rho_i": 0.0}  # the paper's crisis: no inertia, credit policy on the premium
SHOCK, SIZE, QUARTERS = "e_xi", -0.06, (200, 400)
_OCTAVE = ["octave", "--no-gui", "--norc", "--eval"]
_KINDS = tuple((klu, native) for klu in (True, False) for native in (True, False))  # with libklu, with a C compiler
_TIMES = ("cold", "warm", "parameters", "set_up")
BANKS = ROOT / "tests" / "macro" / "stacked" / "files" / "banks.mod"

# Seconds of one of our solves, in a process of its own: arguments in, one line of JSON out.
_OURS = """
import json, statistics, sys, time
import numpy as np
from pathlib import Path
from qelab import macro
asked = json.loads(sys.argv[1])
model = macro.read(Path(asked["file"])) if asked["file"] else macro.load("gertler_karadi_2011")
model = model.with_parameters(**asked["parameters"])
periods = asked["periods"]
exogenous = np.zeros((periods, len(model.exogenous)))
for shock in asked["shocks"]:
    exogenous[0, model.shock_index(shock)] = asked["size"]
def solver(model):
    return macro.PerfectForesight(model, periods, terminal="steady_state", truncate=True, native=asked["native"])
def clock(work, times):
    found = []
    for _ in range(times + 2):
        begin = time.perf_counter()
        path = work()
        found.append(time.perf_counter() - begin)
    return statistics.median(found[2:]), path
begin = time.perf_counter()
problem = solver(model)
set_up = time.perf_counter() - begin
path = problem.solve(model.steady_state, exogenous)
if asked["once"]:
    sys.exit()
cold, path = clock(lambda: problem.solve(model.steady_state, exogenous), asked["times"])
near = problem.solve(model.steady_state, 0.95 * exogenous).values
warm, again = clock(lambda: problem.solve(model.steady_state, exogenous, near), asked["times"])
values = iter(np.linspace(0.5, 0.9, 100))
def other():
    changed = model.with_parameters(**{asked["parameter"]: model.parameters[asked["parameter"]] * next(values)})
    return solver(changed).solve(changed.steady_state, exogenous)
parameters, _ = clock(other, 5) if asked["parameter"] else (0.0, None)
print(json.dumps({
    "equations": len(model.endogenous), "steps": path.iterations, "bound": int(path.binding.sum()),
    "solver": problem.linear_solver, "set_up": set_up, "cold": cold, "warm": warm, "parameters": parameters,
    "path": path["y" if "y" in model.endogenous else "Y_0"].tolist(),
}))
"""

# Seconds of Dynare's solves in one process; the path is written for comparison.
_DYNARE = """
addpath {matlab}; warning('off', 'all');
begin = tic; dynare {name} noclearall nolog; whole = toc(begin);
taken = zeros(1, {times} + {skipped});
for number = 1:({times} + {skipped})
  perfect_foresight_setup; begin = tic; perfect_foresight_solver; taken(number) = toc(begin);
end
if ~oo_.deterministic_simulation.status, exit(3); end
dlmwrite('{name}.csv', oo_.endo_simul(strmatch('y', M_.endo_names, 'exact'), :), 'precision', 17);
printf('\\nTAKEN %.6f %.6f\\n', median(taken(({skipped} + 1):end)), whole);
"""


def ours(
    periods: int,
    klu: bool = True,
    native: bool = True,
    times: int = 15,
    file: Path | None = None,
    shocks: tuple[str, ...] = (SHOCK,),
    parameters: dict[str, float] | None = None,
    size: float = SIZE,
    parameter: str = "varphi",
) -> dict:
    """Our seconds: {equations, steps, bound, solver, set_up, cold, warm, parameters, path}."""
    asked = {
        "file": str(file) if file else "", "periods": periods, "native": native, "times": times, "size": size,
        "shocks": shocks, "parameters": PARAMETERS if parameters is None else parameters, "parameter": parameter,
    }  # fmt: skip
    environment = _environment()
    if not klu:
        environment["QELAB_KLU"] = "off"
    if not native:
        environment["QELAB_CC"] = "off"
    return json.loads(_run([sys.executable, "-c", _OURS, json.dumps(asked | {"once": False})], env=environment))


def _environment(**changes: str) -> dict[str, str]:
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"} | changes
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package has its bytecode
    return environment


def _run(command: list[str], **how: Any) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, **how)
    if done.returncode:
        sys.exit(f"{' '.join(command)[:300]}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def _model_file(folder: Path, name: str, periods: int, fast: bool) -> Path:
    """The experiment as a file that both programs read."""
    source = (ROOT / "src/qelab/macro/models/gertler_karadi_2011/gertler_karadi_2011.mod").read_text("utf-8")
    values = " ".join(f"{name} = {value};" for name, value in PARAMETERS.items())
    head = "model(use_dll);" if fast else "model;"
    source = re.sub(r"^model;", f"{values}\n{head}", source, count=1, flags=re.MULTILINE)
    file = folder / f"{name}.mod"
    file.write_text(
        f"{source}\nsteady;\nshocks; var {SHOCK}; periods 1; values ({SIZE}); end;\n"
        f"perfect_foresight_setup(periods={periods}); perfect_foresight_solver(tolf=1e-10);\n",
        encoding="utf-8",
    )
    return file


def dynare(folder: Path, periods: int, fast: bool, times: int) -> dict:
    """Dynare's seconds: {cold, path}."""
    name = f"gk_{periods}_{'dll' if fast else 'm'}"
    _model_file(folder, name, periods, fast)
    skipped = 2 if fast else 0  # one more solve has been done by then; the default is too slow to repeat
    script = _DYNARE.format(matlab=DYNARE, name=name, times=times, skipped=skipped)
    printed = _run([*_OCTAVE, script], cwd=folder)
    taken = re.search(r"TAKEN ([\d.]+) ([\d.]+)", printed)
    if taken is None:
        sys.exit(f"Dynare did not solve {name}.mod\n{printed[-2000:]}")
    path = [float(item) for item in (folder / f"{name}.csv").read_text().split(",")]
    return {"cold": float(taken[1]), "path": path}


def _whole_dynare(periods: int) -> float:
    """Seconds of one process that reads the file, compiles its equations and solves it; nothing was made before."""
    with tempfile.TemporaryDirectory() as folder:
        _model_file(Path(folder), "gk", periods, True)
        script = f"addpath {DYNARE}; warning('off', 'all'); dynare gk noclearall nolog"
        start = time.perf_counter()
        _run([*_OCTAVE, script], cwd=folder)
        return time.perf_counter() - start


def _whole_ours(command: list[str], cache: Path | None) -> float:
    """Seconds of one of our processes, with a cache folder or, where None, with an empty one."""
    with tempfile.TemporaryDirectory() as empty:
        environment = _environment(XDG_CACHE_HOME=str(cache or empty))
        start = time.perf_counter()
        _run(command, env=environment)
        return time.perf_counter() - start


def processes(folder: Path, have_dynare: bool) -> None:
    """The table of whole processes: each solves the experiment once and ends."""
    print(f"\n{'whole process, milliseconds':<46}{'min':>8}{'median':>8}{'x use_dll':>11}{'target':>8}")
    for periods in QUARTERS:
        asked = {
            "file": "", "periods": periods, "size": SIZE, "shocks": (SHOCK,), "parameters": PARAMETERS, "once": True,
        }  # fmt: skip
        script = [sys.executable, "-c", _OURS]
        library, compiled = ([*script, json.dumps(asked | {"native": native})] for native in (None, True))
        file = _model_file(folder, "whole", periods, False)
        program = [str(Path(sys.executable).parent / "qelab"), "mod", str(file)]
        rows: list[tuple[str, list[str], Path | None]] = [
            ("qelab mod, first time", program, None),
            ("qelab mod, tables kept", program, folder / "kept"),
            ("import and solve, first time", library, None),
            ("import and solve, tables kept", library, folder / "kept"),
            ("import and solve, also machine code kept", compiled, folder / "compiled"),
        ]
        if have_dynare and shutil.which("mkoctfile"):
            rows.insert(0, ("Dynare, use_dll", [], None))
        taken: dict[str, list[float]] = {label: [] for label, _, _ in rows}
        for number in range(PROCESSES + 1):
            for label, command, cache in rows:
                seconds = _whole_ours(command, cache) if command else _whole_dynare(periods)
                if number:  # the first fills disk caches, and what is called kept
                    taken[label].append(seconds)
        theirs = statistics.median(taken["Dynare, use_dll"]) if "Dynare, use_dll" in taken else None
        print(f"{periods} quarters")
        for label, seconds in taken.items():
            median = statistics.median(seconds)
            ratio = "" if theirs is None or label == "Dynare, use_dll" else _verdict(theirs / median, 2.0)
            print(f"  {label:<44}{1e3 * min(seconds):>8.0f}{1e3 * median:>8.0f}{ratio}", flush=True)


def _verdict(value: float, target: float) -> str:
    return f"{value:>11.1f}{target:>8g}  {'met' if value >= target else 'MISSED'}"


def copies(folder: Path, count: int) -> tuple[Path, tuple[str, ...]]:
    """The bank model of the tests side by side with itself, each a little moved by inflation in the one before."""
    text = BANKS.read_text(encoding="utf-8")
    names = re.findall(r"\w+", " ".join(re.findall(r"^(?:var|varexo)\b(.*?);", text, re.MULTILINE | re.DOTALL)))
    parts = []
    for number in range(count):
        part = re.sub(rf"\b({'|'.join(names)})\b", lambda found, n=number: f"{found[1]}_{n}", text)
        part = re.sub(r"\[name='[^']*'\]", "", part)
        if number:
            part = part.replace(f"+ e_i_{number};", f"+ e_i_{number} + 0.01*log(pi_{number - 1});")
            part = re.sub(r"^parameters.*?(?=^model;)", "", part, flags=re.MULTILINE | re.DOTALL)
        parts.append(part)
    model, steady = (re.compile(rf"^{word};(.*?)^end;", re.MULTILINE | re.DOTALL) for word in ("model", "steady_state_model"))
    heads = [steady.sub("", model.sub("", part)) for part in parts]
    inside = ["".join(pattern.search(part)[1] for part in parts) for pattern in (model, steady)]  # type: ignore[index]
    whole = "\n".join([*heads, f"model;{inside[0]}end;", f"steady_state_model;{inside[1]}end;"])
    path = folder / f"copies_{count}.mod"
    path.write_text(whole, encoding="utf-8")
    return path, tuple(f"e_xi_{number}" for number in range(count))


def compare(folder: Path, have_dynare: bool) -> None:
    """The table of single solves against Dynare."""
    for periods in QUARTERS:
        slow = dynare(folder, periods, False, 1) if have_dynare else None
        rounds = []
        for _ in range(ROUNDS):
            theirs = dynare(folder, periods, True, 9) if have_dynare and shutil.which("mkoctfile") else None
            rounds.append((theirs, [ours(periods, klu, native) for klu, native in _KINDS]))
        fast = _medians([theirs for theirs, _ in rounds])
        here = {kind: _medians([found[place] for _, found in rounds]) for place, kind in enumerate(_KINDS)}
        first = here[True, True]
        print(
            f"\ngertler_karadi_2011, {first['equations']} equations, {periods} quarters, bound binding "
            f"{first['bound']} quarters, {first['steps']} Newton steps\n"
            f"{'milliseconds':<34}{'cold':>9}{'next':>9}{'other':>9}{'set up':>9}"
            f"{'x use_dll':>11}{'x default':>11}{'difference':>12}"
        )
        for label, row in (("Dynare, default", slow), ("Dynare, use_dll", fast)):
            text = "absent" if row is None else f"{1e3 * row['cold']:>9.1f}"
            print(f"{label:<34}{text}")
        for (_, native), row in here.items():
            label = f"qelab, {row['solver']}, {'machine code' if native else 'no compiler'}"
            times = "".join(f"{1e3 * row[key]:>9.1f}" for key in ("cold", "warm", "parameters", "set_up"))
            ratios = "".join(f"{other['cold'] / row['cold']:>11.1f}" if other else f"{'':>11}" for other in (fast, slow))
            gap = max(abs(a - b) for a, b in zip(row["path"], slow["path"][1:-1], strict=True)) if slow else 0.0
            print(f"{label:<34}{times}{ratios}{gap:>12.0e}", flush=True)
        _verdicts(here, fast, slow)


def _medians(rounds: list[dict | None]) -> Any:
    """The last round, with the median of all rounds for each time; None where there was nothing to run."""
    found = [row for row in rounds if row is not None]
    if not found:
        return None
    return found[-1] | {key: statistics.median(row[key] for row in found) for key in _TIMES if key in found[-1]}


def _verdicts(here: dict, fast: dict | None, slow: dict | None) -> None:
    first = here[True, True]
    warm = 1e3 * first["warm"]
    print(f"  {'next scenario from a warm start, ms':<44}{warm:>11.1f}{20:>8g}  {'met' if warm <= 20 else 'MISSED'}")
    rows = []
    if fast:
        rows.append(("times faster than use_dll, KLU", fast["cold"] / first["cold"], 5.0))
        rows.append(("the same, without a compiler", fast["cold"] / here[True, False]["cold"], 5.0))
        rows.append(("times faster than use_dll, SuperLU", fast["cold"] / here[False, True]["cold"], 2.0))
        rows.append(("the same, without a compiler", fast["cold"] / here[False, False]["cold"], 2.0))
    if slow:
        rows.append(("times faster than the default", slow["cold"] / first["cold"], 100.0))
    for what, value, target in rows:
        print(f"  {what:<44}{_verdict(value, target)}")


def growth(folder: Path) -> None:
    """How our time grows."""
    print(f"\n{'our time as the problem grows, ms':<46}{'cold':>9}{'next':>9}{'set up':>9}{'us per unknown':>16}")
    for periods in (100, 200, 400, 800, 1600):
        _growth_row(f"{periods} quarters", ours(periods, times=5), periods)
    for count in (1, 2, 4, 10):
        file, shocks = copies(folder, count)
        found = ours(200, times=5, file=file, shocks=shocks, parameters={}, size=0.05, parameter="")
        _growth_row(f"{found['equations']} equations, 200 quarters", found, 200)


def _growth_row(label: str, found: dict, periods: int) -> None:
    per_unknown = 1e6 * found["cold"] / (found["equations"] * periods)
    times = "".join(f"{1e3 * found[key]:>9.1f}" for key in ("cold", "warm", "set_up"))
    print(f"{label:<46}{times}{per_unknown:>16.2f}", flush=True)


def main() -> None:
    have_dynare = bool(shutil.which("octave")) and DYNARE.is_dir()
    if not have_dynare:
        print("Octave with Dynare is absent: our times alone.")
    with tempfile.TemporaryDirectory() as scratch:
        compare(Path(scratch), have_dynare)
        processes(Path(scratch), have_dynare)
        growth(Path(scratch))


if __name__ == "__main__":
    main()
