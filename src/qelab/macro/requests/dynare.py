"""Dynare as a second opinion: the same files through Octave, many in one process.

Answers: what does Dynare say of a file? Everything happens in a temporary folder. Dynare's tolerances are set to
1e-13, and its last Newton steps are taken where it leaves them out. A file that needs Dynare's homotopy is run again
with its defaults, and the answer says that it is not ``tight``.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from qelab.core.errors import QelabError

_PLACES = ("/usr/lib/dynare/matlab", "/usr/local/lib/dynare/matlab", "/opt/dynare/matlab")
_TIGHT = (
    "options_.dynatol.f = 1e-13; options_.dynatol.x = 1e-13; options_.solve_tolf = 1e-13; "
    "options_.simul.maxit = 25; options_.no_homotopy = true;\n"
)
_TIGHT_ENOUGH = 1e-11
_LAST_LINES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A file for Dynare: its text, where its includes lie, and whether first-order rules are wanted as well.

    ``compiled`` asks for Dynare's ``use_dll`` (a C compiler is needed): slower to start, much faster to solve.
    """

    text: str
    folder: Path | None = None
    rules: bool = False
    compiled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DynareAnswer:
    """What Dynare computed. Names are those declared; auxiliary variables are left out.

    ``path`` (T + 2, n) from the initial state (not a number where the model has no lags) to the terminal one, with
    occbin (T + 1, n) from the steady state on, or None; ``irfs`` by shock and variable; ``transition`` (n, n) and ``impact`` (n, k) the first-order rules, the
    former with columns of zeros for what is no state, and None without rules. ``tight``: residuals below 1e-11.
    """

    variables: tuple[str, ...]
    shocks: tuple[str, ...]
    steady_state: np.ndarray
    path: np.ndarray | None
    irfs: Mapping[str, Mapping[str, np.ndarray]]
    transition: np.ndarray | None
    impact: np.ndarray | None
    tight: bool


@dataclass(frozen=True, slots=True)
class DynareFailure:
    """A file that Dynare refused or did not solve; ``reason`` holds its last lines."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Folder:
    path: Path
    name: str
    job: Job = field(repr=False)


@cache
def dynare_folder() -> Path | None:
    """Where Dynare's own programs are: QELAB_DYNARE, or a usual place; None without Dynare or Octave."""
    if shutil.which("octave") is None:
        return None
    asked = os.environ.get("QELAB_DYNARE")
    return next((Path(item) for item in ((asked,) if asked else _PLACES) if (Path(item) / "dynare.m").is_file()), None)


def run_dynare(jobs: Sequence[Job], timeout: float = 300) -> list[DynareAnswer | DynareFailure]:
    """Run files through Dynare in one Octave process; answers in the order of the jobs.

    Parameters
    ----------
    timeout : seconds for all of them

    Raises
    ------
    QelabError QE830 : Dynare or Octave is not there
    QelabError QE833 : Octave did not come to its end
    """
    matlab = dynare_folder()
    if matlab is None:
        raise QelabError("QE830")
    with tempfile.TemporaryDirectory(prefix="qelab-dynare-") as root:
        folders = [_prepare(Path(root), number, job) for number, job in enumerate(jobs)]
        script = Path(root) / "all.m"
        script.write_text("\n".join(_program(matlab, folder) for folder in folders), encoding="utf-8")
        said = _octave(script, timeout)
        return [_read(folder, said) for folder in folders]


def _prepare(root: Path, number: int, job: Job) -> _Folder:
    folder = _Folder(root / f"f{number}", f"file{number}", job)
    folder.path.mkdir()
    for name, text in ((folder.name, _TIGHT + job.text), (f"{folder.name}b", job.text)):
        (folder.path / f"{name}.mod").write_text(text + "\n", encoding="utf-8")
    return folder


def _octave(script: Path, timeout: float) -> str:
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "HOME": str(script.parent)}
    command = ["octave", "--no-gui", "--norc", "--no-history", "--no-window-system", "--quiet", str(script)]
    try:
        done = subprocess.run(
            command,
            cwd=script.parent,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired as reason:
        raise QelabError("QE833", reason=f"{timeout:g} s") from reason
    except OSError as reason:
        raise QelabError("QE833", reason=str(reason)) from reason
    return done.stdout


def _program(matlab: Path, folder: _Folder) -> str:
    """Octave's program for one file: run tight, then loose where that failed, then write what there is."""
    options = ["noclearall", "nolog", "nograph", "console", "nointeractive", "notime"]
    if folder.job.folder is not None:
        options.append(f"-I{folder.job.folder.resolve()}")
    if folder.job.compiled:
        options.append("use_dll")
    asked = ", ".join("'" + item.replace("'", "''") + "'" for item in options)

    def attempt(name: str) -> str:
        return f"""
clear -g; clear -v; global M_ options_ oo_
try
  dynare('{name}', {asked});
{_POLISH}
  fid = fopen('done.txt', 'w'); fprintf(fid, '{name} %g', accuracy); fclose(fid);
catch reason
  fid = fopen('failed.txt', 'w'); fprintf(fid, '%s', reason.message); fclose(fid);
end
"""

    return f"""
addpath('{matlab}'); warning('off', 'all'); cd('{folder.path}');
disp('@@{folder.name}'); fflush(stdout);
{attempt(folder.name)}
if ~exist(fullfile(pwd, 'done.txt'), 'file')
{attempt(folder.name + "b")}
end
if exist(fullfile(pwd, 'done.txt'), 'file')
{_WRITE}
{_RULES if folder.job.rules else ""}
end
"""


# Dynare takes no Newton step once the norm of all residuals is below 1.5e-8, and then repeats itself up to maxit.
# The steps it leaves out are taken here, with its own residuals and Jacobian.
_POLISH = """
  accuracy = 0;
  if isfield(oo_, 'deterministic_simulation') && isfield(oo_.deterministic_simulation, 'status')
    if ~oo_.deterministic_simulation.status && options_.dynatol.f < 1e-8
      options_.dynatol.f = 1e-7; options_.dynatol.x = 1e-7; options_.solve_tolf = 1e-10;
      perfect_foresight_solver;
    end
    if ~oo_.deterministic_simulation.status, error('no perfect foresight solution'); end;
    if M_.maximum_lag > 0 && M_.maximum_lead > 0 && ~options_.lmmcp.status
      first = M_.maximum_lag; last = first + options_.periods + 1;
      inside = (first + 1):(last - 1); best = Inf;
      for step = 1:4
        y = oo_.endo_simul(:, inside);
        [res, A] = perfect_foresight_problem(y(:), oo_.endo_simul(:, first), oo_.endo_simul(:, last), ...
          oo_.exo_simul, M_.params, oo_.steady_state, options_.periods, M_, options_);
        if ~(max(abs(res)) < best), oo_.endo_simul(:, inside) = kept; break; end;
        best = max(abs(res)); kept = y;
        oo_.endo_simul(:, inside) = y - reshape(A \\ res, size(y));
      end
      oo_.endo_simul(:, inside) = kept; accuracy = best;
    end
  end
"""

_WRITE = """
  n = M_.orig_endo_nbr;
  fid = fopen('endogenous.txt', 'w'); fprintf(fid, '%s\\n', M_.endo_names{1:n}); fclose(fid);
  fid = fopen('exogenous.txt', 'w'); fprintf(fid, '%s\\n', M_.exo_names{:}); fclose(fid);
  dlmwrite('steady.csv', oo_.steady_state(1:n)', 'precision', 17);
  if isfield(oo_, 'deterministic_simulation') && isfield(oo_, 'endo_simul') && ~isempty(oo_.endo_simul)
    path = oo_.endo_simul(1:n, max(M_.maximum_lag, 1):end);
    if M_.maximum_lag == 0, path = [NaN(n, 1), path]; end;
    dlmwrite('path.csv', path', 'precision', 17);
  end
  if isfield(oo_, 'occbin') && isfield(oo_.occbin, 'simul') && isfield(oo_.occbin.simul, 'piecewise')
    dlmwrite('path.csv', [oo_.steady_state(1:n)'; oo_.occbin.simul.piecewise(:, 1:n)], 'precision', 17);
  end
  if isfield(oo_, 'irfs') && isstruct(oo_.irfs)
    fid = fopen('irfs.csv', 'w');
    for i = 1:M_.exo_nbr
      for j = 1:n
        name = [M_.endo_names{j} '_' M_.exo_names{i}];
        if isfield(oo_.irfs, name)
          fprintf(fid, '%s,%s', M_.exo_names{i}, M_.endo_names{j}); fprintf(fid, ',%.17g', oo_.irfs.(name));
          fprintf(fid, '\\n');
        end
      end
    end
    fclose(fid);
  end
"""

_RULES = """
  try
    options_.order = 1; options_.qz_criterium = 1 + 1e-6;
    dr = set_state_space(oo_.dr, M_, options_);
    oo_.dr = dr;
    [dr, info] = resol(0, M_, options_, oo_);
    if info(1) == 0
      G = zeros(M_.endo_nbr); G(dr.order_var, dr.order_var(M_.nstatic + (1:M_.nspred))) = dr.ghx;
      H = zeros(M_.endo_nbr, M_.exo_nbr); H(dr.order_var, :) = dr.ghu;
      dlmwrite('transition.csv', G(1:n, 1:n), 'precision', 17);
      dlmwrite('impact.csv', H(1:n, :), 'precision', 17);
    end
  catch reason
    disp(reason.message);
  end
"""


def _read(folder: _Folder, said: str) -> DynareAnswer | DynareFailure:
    done = folder.path / "done.txt"
    if not (done.exists() and (folder.path / "steady.csv").exists()):
        failed = folder.path / "failed.txt"
        reason = failed.read_text(encoding="utf-8", errors="replace") if failed.exists() else ""
        after = said.partition(f"@@{folder.name}\n")[2].partition("@@file")[0] if folder.name in said else said
        lines = [line.rstrip() for line in (*after.splitlines(), reason) if _telling(line)]
        return DynareFailure("\n".join(dict.fromkeys(lines[-_LAST_LINES:])))
    names = tuple((folder.path / "endogenous.txt").read_text(encoding="utf-8").split())
    name, accuracy = done.read_text(encoding="utf-8").split()
    steady = _matrix(folder.path / "steady.csv")
    assert steady is not None
    return DynareAnswer(
        variables=names,
        shocks=tuple((folder.path / "exogenous.txt").read_text(encoding="utf-8").split()),
        steady_state=steady.ravel(),
        path=_matrix(folder.path / "path.csv"),
        irfs=_irfs(folder.path / "irfs.csv"),
        transition=_matrix(folder.path / "transition.csv"),
        impact=_matrix(folder.path / "impact.csv"),
        tight=name == folder.name and float(accuracy) < _TIGHT_ENOUGH,
    )


def _telling(line: str) -> bool:
    return bool(line.strip()) and not any(word in line for word in ("X13", "x13as", "dseries toolbox"))


def _matrix(path: Path) -> np.ndarray | None:
    return np.loadtxt(path, delimiter=",", ndmin=2) if path.exists() else None


def _irfs(path: Path) -> Mapping[str, Mapping[str, np.ndarray]]:
    found: dict[str, dict[str, np.ndarray]] = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            shock, variable, *values = line.split(",")
            found.setdefault(shock, {})[variable] = np.array(values, dtype=float)
    return found
