"""Keep standard output for the result: what libraries and child processes print during a run goes to a log file of the home."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def noise_to(log: Path) -> Iterator[TextIO]:
    """Point the descriptors 1 and 2 at `log` (dbt and Dagster write there below Python); yields the terminal's standard error.

    Works on descriptors, because Dagster mirrors a step's output by descriptor and dbt is another process.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    kept = os.dup(1), os.dup(2)
    target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    terminal = os.fdopen(os.dup(kept[1]), "w", encoding="utf-8", errors="backslashreplace", buffering=1)
    try:
        os.dup2(target, 1)
        os.dup2(target, 2)
        yield terminal
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        terminal.flush()
        for number, copy in zip((1, 2), kept, strict=True):
            os.dup2(copy, number)
            os.close(copy)
        os.close(target)
        terminal.close()
