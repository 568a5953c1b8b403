"""Which options of Dynare's commands are understood here.

An option that only says how Dynare computes or prints is read and has no effect; one that would change the answer
and is not known here is refused by name: a wrong answer would be worse than none.
"""

from collections.abc import Mapping, Sequence

from qelab.core.errors import QelabError
from qelab.macro.modfile.syntax import ModFile, Request

_MOST = 20_000  # periods: far beyond any use, and memory stays bounded
_NUMERICAL = frozenset({
    "tolf", "tolx", "maxit", "solve_algo", "stack_solve_algo", "robust_lin_solve", "markowitz", "no_homotopy",
    "minimal_solving_periods", "noprint", "print", "block", "bytecode", "use_dll", "mfs", "debug",
})  # fmt: skip
_DETERMINISTIC = _NUMERICAL | {"periods", "lmmcp"}
_STOCHASTIC = _NUMERICAL | {
    "order", "irf", "irf_shocks", "relative_irf", "qz_criterium", "linear", "nograph", "nodisplay", "graph_format",
    "nomoments", "nocorr", "nofunctions", "nodecomposition", "ar", "hp_filter", "one_sided_hp_filter",
    "bandpass_filter", "contemporaneous_correlation", "conditional_variance_decomposition", "spectral_density",
    "irf_plot_threshold", "periods", "drop", "replic", "simul_seed", "simul_replic", "pruning", "TeX", "tex",
    "qz_zero_threshold", "aim_solver", "dr", "dr_algo", "k_order_solver", "filtered_theoretical_moments_grid",
    "print_endogenous_variance_decomposition", "sylvester", "dr_cycle_reduction_tol", "dr_logarithmic_reduction_tol",
    "graph", "hp_ngrid",
}  # fmt: skip
_OCCBIN = _NUMERICAL | {
    "simul_periods", "simul_maxit", "simul_check_ahead_periods", "simul_curb_retrench", "simul_periodic_solution",
    "simul_max_check_ahead_periods", "simul_reset_check_ahead_periods", "simul_debug",
}  # fmt: skip

UNDERSTOOD: Mapping[str, frozenset[str]] = {
    "steady": _NUMERICAL,
    "check": _NUMERICAL | {"qz_criterium", "qz_zero_threshold"},
    "resid": frozenset({"non_zero"}),
    "model_diagnostics": frozenset(),
    "model_info": frozenset({"static", "incidence", "block_static", "block_dynamic"}),
    "perfect_foresight_setup": frozenset({"periods"}),
    "perfect_foresight_solver": _DETERMINISTIC,
    "simul": _DETERMINISTIC,
    "stoch_simul": _STOCHASTIC,
    "occbin_setup": _OCCBIN,
    "occbin_solver": _OCCBIN,
}


def check_options(file: ModFile) -> None:
    """Refuse what would change the answer and is not known.

    Raises
    ------
    QelabError QE557 : an option (or a command) that is not understood
    """
    for request in file.requests:
        known = UNDERSTOOD.get(request.name, frozenset())
        for option in request.options:
            if option not in known:
                raise QelabError(
                    "QE557",
                    where=file.where(request.place),
                    request=request.name,
                    name=option,
                    allowed=tuple(sorted(known)),
                )


def whole(file: ModFile, request: Request, option: str, default: int, least: int) -> int:
    """The value of an option that is a whole number.

    Raises
    ------
    QelabError QE558 : not a whole number, below ``least``, or beyond what a path can have
    """
    value = request.options.get(option, default)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (number and least <= value <= _MOST and value == int(value)):
        found = {"value": value, "least": least, "most": _MOST}
        raise QelabError("QE558", where=file.where(request.place), request=request.name, option=option, **found)
    return int(value)


def number(file: ModFile, request: Request, option: str, default: float) -> float:
    """The value of an option that is a number.

    Raises
    ------
    QelabError QE557 : a word or a list
    """
    value = request.options.get(option, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _misread(file, request, option, value, str(default))
    return float(value)


def names(file: ModFile, request: Request, option: str, default: tuple[str, ...]) -> tuple[str, ...]:
    """The value of an option that is one name or several.

    Raises
    ------
    QelabError QE557 : a number or nothing
    """
    value = request.options.get(option, default)
    found = (value,) if isinstance(value, str) else value
    if not isinstance(found, tuple):
        raise _misread(file, request, option, value, ", ".join(default))
    return tuple(str(item) for item in found)


def _misread(file: ModFile, request: Request, option: str, value: object, usual: str) -> QelabError:
    where, allowed = file.where(request.place), (f"{option}={usual}",)
    return QelabError("QE557", where=where, request=request.name, name=f"{option}={value}", allowed=allowed)


def asks_complementarity(requests: Sequence[Request]) -> bool:
    """Whether a deterministic request lets the ``mcp`` tags of equations count, as Dynare's lmmcp does."""
    return any(
        bool(item.options.get("lmmcp"))
        or (item.options.get("stack_solve_algo") == 7 and item.options.get("solve_algo") in (10, 11))
        for item in requests
        if item.name in ("perfect_foresight_solver", "simul")
    )
