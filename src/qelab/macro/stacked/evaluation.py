"""The equations of all periods, evaluated at once into arrays that stay where they are.

Answers: what are residuals and Jacobians at this path, as fast as this machine can? CasADi's evaluation serves from the
start; a library of machine code takes its place where one was compiled, now or before. Both give the same bits.
"""

import threading
from collections.abc import Sequence
from typing import Any

import casadi as ca
import numpy as np

from qelab.macro.stacked.native import cached, compilation, compile_native

_OFTEN = 500  # evaluations after which a library is worth a compilation in the background


class Evaluation:
    """A period's function mapped over T periods, reading ``inputs`` and writing ``outputs`` (T, nonzeros) in place.

    Parameters
    ----------
    native : True: compile now; False: never use machine code; None: use a library that was made before, and make one in
        the background once there were many evaluations
    """

    def __init__(self, function: Any, inputs: Sequence[np.ndarray], native: bool | None = None) -> None:
        self._periods = len(inputs[0])
        self._inputs = list(inputs)
        self._source, self._native = function, native
        self.outputs = [np.zeros((self._periods, function.nnz_out(k))) for k in range(function.n_out())]
        self._count = 0
        self._maker: threading.Thread | None = None
        library = None
        if native is not False:
            library = compile_native(function) if native else cached(function)
        self.is_native = library is not None
        # The function is copied because buffers of one function in two threads were once seen to fail.
        self._connect(library or ca.Function.deserialize(function.serialize()))

    def _connect(self, function: Any) -> None:
        self._mapped = function.map(self._periods)
        buffer, self._run = self._mapped.buffer()
        self._buffer: Any = buffer  # keeps the arrays connected; CasADi's own types are wrong here
        for number, array in enumerate(self._inputs):
            self._buffer.set_arg(number, array.data)
        for number, array in enumerate(self.outputs):
            if array.size:
                self._buffer.set_res(number, array.data)

    def run(self) -> None:
        """Evaluate: no conversion, no allocation."""
        self._run()
        if not self.is_native and self._native is None:
            self._count += 1
            if self._count >= _OFTEN:
                self._consider()

    def _consider(self) -> None:
        """Have a library made by another thread; take it at a later call, when it is there."""
        if self._maker is None:
            work = compilation(self._source)
            if work is None:
                self._native = False
                return
            self._maker = threading.Thread(target=work, daemon=True)
            self._maker.start()
        elif not self._maker.is_alive():
            library = cached(self._source)
            self._native = False
            if library is not None:
                self.is_native = True
                self._connect(library)
