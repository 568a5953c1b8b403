"""KLU (Davis & Palamadai Natarajan 2010) through ctypes, where a `libklu` is found.

Answers: is there a usable `libklu`, and how is a matrix factorised with it? The library is searched as
``QELAB_KLU`` (a file; "off" switches KLU off), then under its usual names. No compiler and no binding are needed.
"""

import ctypes
import os
import weakref
from dataclasses import dataclass
from functools import cache

import numpy as np

_NAMES = (
    "libklu.so.2",
    "libklu.so.1",
    "libklu.so",
    "libklu.2.dylib",
    "libklu.dylib",
    "libklu.dll",
    "klu.dll",
)
_COMMON_BYTES = 1024  # klu_common is smaller in every version we know
_STATUS_AT = 76  # int `status` in klu_common: versions 1.3.8 and 7.x on 64-bit systems, checked at load
_GROWTH_AT = 128  # double `rgrowth` there, checked at load
# A refactorisation keeps the pivots of another matrix. With bad ones KLU may report success and be wrong by any amount;
# the reciprocal of the growth of its entries tells (1e-20 and less then, about 1e-3 when it is right).
_LEAST_GROWTH = 1e-10


@dataclass(frozen=True)
class KluLibrary:
    """A loaded `libklu` and where it came from."""

    handle: ctypes.CDLL
    source: str


@cache
def klu_library() -> KluLibrary | None:
    """The library, or None where there is none that solves a known system."""
    wanted = os.environ.get("QELAB_KLU", "")
    if wanted.lower() == "off":
        return None
    for name in (wanted,) if wanted else _NAMES:
        try:
            library = KluLibrary(_declare(ctypes.CDLL(name)), name)
        except (OSError, AttributeError):
            continue
        if _solves_known_system(library):
            return library
    return None


def _declare(handle: ctypes.CDLL) -> ctypes.CDLL:
    pointer, integer = ctypes.c_void_p, ctypes.c_int
    signatures = {
        "klu_defaults": ([pointer], integer),
        "klu_analyze": ([integer, pointer, pointer, pointer], pointer),
        "klu_factor": ([pointer] * 5, pointer),
        "klu_refactor": ([pointer] * 6, integer),
        "klu_rgrowth": ([pointer] * 6, integer),
        "klu_solve": ([pointer, pointer, integer, integer, pointer, pointer], integer),
        "klu_free_symbolic": ([pointer, pointer], integer),
        "klu_free_numeric": ([pointer, pointer], integer),
    }
    for name, (arguments, result) in signatures.items():
        function = getattr(handle, name)
        function.argtypes, function.restype = arguments, result
    return handle


def _solves_known_system(library: KluLibrary) -> bool:
    """[[2, 1], [0, 4]] x = [4, 8] has the solution [1, 2]; [[1, 1], [0, 2]] x = [5, 4] has [3, 2].

    [[1, 1], [1, 1]] is singular, and [[1e-30, 1], [1, 1]] may not be factorised with the pivots of a diagonal one.
    """
    starts = np.array([0, 1, 3], dtype=np.int32)
    rows = np.array([0, 0, 1], dtype=np.int32)
    factor = KluPattern(2, starts, rows, library).factor(np.array([2.0, 1.0, 4.0]))
    solution = factor.solve(np.array([4.0, 8.0]))
    if not factor.refactor(np.array([1.0, 1.0, 2.0])):
        return False
    again = factor.solve(np.array([5.0, 4.0]))
    full = KluPattern(2, np.array([0, 2, 4], dtype=np.int32), np.array([0, 1, 0, 1], dtype=np.int32), library)
    if full.factor(np.array([1.0, 1e-3, 1e-3, 1.0])).refactor(np.array([1e-30, 1.0, 1.0, 1.0])):
        return False
    try:
        full.factor(np.ones(4))
    except ArithmeticError:
        return bool(np.array_equal(solution, [1.0, 2.0]) and np.array_equal(again, [3.0, 2.0]))
    return False


def _new_common(library: KluLibrary) -> ctypes.Array:
    common = ctypes.create_string_buffer(_COMMON_BYTES)
    library.handle.klu_defaults(common)
    return common


def _status(common: ctypes.Array) -> int:
    return ctypes.c_int.from_buffer(common, _STATUS_AT).value


def _free(library: KluLibrary, function: str, address: int) -> None:
    common = _new_common(library)
    getattr(library.handle, function)(ctypes.byref(ctypes.c_void_p(address)), common)


class KluPattern:
    """A pattern in compressed columns (int32), analysed once."""

    def __init__(
        self, size: int, starts: np.ndarray, rows: np.ndarray, library: KluLibrary | None = None
    ) -> None:
        found = library or klu_library()
        if found is None:
            raise OSError("no libklu found")
        self.library = found
        self.size = size
        self.starts = np.ascontiguousarray(starts, dtype=np.int32)
        self.rows = np.ascontiguousarray(rows, dtype=np.int32)
        common = _new_common(found)
        address = found.handle.klu_analyze(size, self.starts.ctypes.data, self.rows.ctypes.data, common)
        if not address:
            raise ArithmeticError(f"klu_analyze: status {_status(common)}")
        self.symbolic = address
        weakref.finalize(self, _free, found, "klu_free_symbolic", address)

    def factor(self, values: np.ndarray) -> "KluFactor":
        """Factor of the matrix with these values.

        Raises
        ------
        ArithmeticError : singular
        """
        return KluFactor(self, values)


class KluFactor:
    """A factorised matrix."""

    def __init__(self, pattern: KluPattern, values: np.ndarray) -> None:
        self._pattern = pattern  # keeps the symbolic analysis alive
        self._common = _new_common(pattern.library)
        values = np.ascontiguousarray(values, dtype=float)
        address = pattern.library.handle.klu_factor(
            pattern.starts.ctypes.data,
            pattern.rows.ctypes.data,
            values.ctypes.data,
            pattern.symbolic,
            self._common,
        )
        if address:
            weakref.finalize(self, _free, pattern.library, "klu_free_numeric", address)
        if not address or _status(self._common) != 0:
            raise ArithmeticError(f"klu_factor: status {_status(self._common)}")
        self._numeric = address

    def refactor(self, values: np.ndarray) -> bool:
        """Take other values in place, with the pivots as they are: three times faster than a new factor.

        False where these pivots do not suit the new values; the factor is then not to be used.
        """
        pattern, handle = self._pattern, self._pattern.library.handle
        values = np.ascontiguousarray(values, dtype=float)
        start = (pattern.starts.ctypes.data, pattern.rows.ctypes.data, values.ctypes.data)
        end = (pattern.symbolic, self._numeric, self._common)
        if not handle.klu_refactor(*start, *end) or _status(self._common) != 0:
            return False
        grown = handle.klu_rgrowth(*start, *end)
        return bool(grown) and ctypes.c_double.from_buffer(self._common, _GROWTH_AT).value > _LEAST_GROWTH

    def solve(self, right: np.ndarray) -> np.ndarray:
        """Solution for one right side (n,) or several (n, m)."""
        solution = np.array(right, dtype=float, order="F")
        count = 1 if solution.ndim == 1 else solution.shape[1]
        if count:
            self._pattern.library.handle.klu_solve(
                self._pattern.symbolic,
                self._numeric,
                self._pattern.size,
                count,
                solution.ctypes.data,
                self._common,
            )
        return solution
