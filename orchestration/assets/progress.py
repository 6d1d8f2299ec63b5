"""Progress of a long step as log entries: how far, how fast, how much longer. Steps shorter than two seconds stay silent."""

from __future__ import annotations

import time
from typing import Any

_EVERY = 2.0


class Progress:
    """Call it with (done, total) as often as you like; every two seconds it says so in `log` (Dagster's, of the step)."""

    def __init__(self, what: str, log: Any) -> None:
        self._what = what
        self._log = log
        self._start = self._last = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last < _EVERY or not done:
            return
        self._last = now
        rate = done / (now - self._start)
        left = (total - done) / rate
        self._log.info(f"{self._what} {done}/{total} ({rate:.0f}/s, {left:.0f} s left)")
