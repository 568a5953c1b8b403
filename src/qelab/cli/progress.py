"""A progress bar on standard error: only on a terminal, and only when a run takes longer than a second."""

import sys
import time
from types import TracebackType
from typing import Self

from qelab.cli.talk import is_terminal
from qelab.core.words import word, words
from qelab.report.text import display_width

_PATIENCE_SECONDS = 1.0
_CELLS = 24


class Progress:
    """Called with a stage and the share done (0 to 1); leaves nothing behind on the terminal."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._started = time.monotonic()
        self._visible = is_terminal(sys.stderr)
        self._width = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._draw("")

    def __call__(self, stage: str, done: float) -> None:
        """Say how far the run is."""
        if not self._visible or time.monotonic() - self._started < _PATIENCE_SECONDS:
            return
        share = min(1.0, max(0.0, done))
        full = round(share * _CELLS)
        self._draw(f"[{'#' * full}{'.' * (_CELLS - full)}] {share:4.0%} {self._stage(stage)}")

    def _stage(self, stage: str) -> str:
        key = f"progress.{stage}"
        return word(key if key in words() else "progress.other", self._lang)

    def _draw(self, line: str) -> None:
        if not self._visible or (not line and not self._width):
            return
        blanks = " " * max(0, self._width - display_width(line))
        sys.stderr.write(f"\r{line}{blanks}" + ("" if line else "\r"))
        sys.stderr.flush()
        self._width = display_width(line)
