"""Progress of a long step: a line on the terminal that follows rate and time left, and now and then a Dagster log entry.

Steps shorter than two seconds stay silent.
"""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

_FIRST = 2.0
_LOG_EVERY = 10.0
_LINE_EVERY = 0.5


class Progress:
    """Call it with (done, total). On a terminal one line is rewritten; elsewhere a line comes with each log entry."""

    def __init__(self, what: str, log: Any = None) -> None:
        self._what = what
        self._log = log
        self._start = time.monotonic()
        self._last_line = 0.0
        self._last_log = self._start
        self._drawn = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            print(file=sys.stderr)

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        spent = now - self._start
        if spent < _FIRST or not done:
            return
        text = self._text(done, total, spent)
        if sys.stderr.isatty() and now - self._last_line >= _LINE_EVERY:
            print(f"\r{text}  ", end="", file=sys.stderr, flush=True)
            self._last_line, self._drawn = now, True
        if now - self._last_log >= _LOG_EVERY:
            self._last_log = now
            if self._log is not None:
                self._log.info(text)

    def _text(self, done: int, total: int, spent: float) -> str:
        rate = done / spent
        left = (total - done) / rate if rate else 0.0
        return f"{self._what} {done}/{total} ({rate:.0f}/s, {left:.0f} s left)"
