"""The five original reports, read from the folder beside the checkout; tests that need them skip when it is absent."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

_SHARED = Path(__file__).resolve().parents[4] / "shared"
FOLDER = _SHARED / "reports"
GOLD = _SHARED / "gold"
REASON = f"the original reports are not beside the checkout ({FOLDER.name}/)"


def originals() -> list[Path]:
    """Paths of the reports in order of their number."""
    return sorted(FOLDER.glob("*.txt")) if FOLDER.is_dir() else []


needs_originals = pytest.mark.skipif(not originals(), reason=REASON)


def text_of(number: int) -> str:
    """The stored text of one report, line ends as stored."""
    return originals()[number].read_bytes().decode("utf-8-sig")


def gold_rows(number: int) -> list[dict[str, str]]:
    """The gold labels of one report."""
    path = next(GOLD.glob(f"{number:03d}_*.csv"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
