"""The shipped vocabulary and the reader of tests/cases/traps.txt, shared by the tests of this folder."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from orchestration.figures import FigureVocabulary

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = ROOT / "seeds" / "reference"
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
"""〔2021〕 of a document number is text, not a mark."""
TRAPS = ROOT / "tests" / "cases" / "traps.txt"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def shipped_vocabulary() -> FigureVocabulary:
    phrases = [row for path in sorted(REFERENCE.glob("mention_*.csv")) for row in rows(path)]
    return FigureVocabulary.from_rows(units=rows(REFERENCE / "units.csv"), phrases=phrases)


@dataclass(frozen=True)
class Trap:
    line: int
    text: str
    start: int | None
    end: int | None
    value: Decimal | None
    unit: str
    qualifier: str
    class_: str


def read_traps(path: Path = TRAPS) -> list[Trap]:
    """Traps of the file; raises ValueError with the line number on a malformed one."""
    traps = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        text, arrow, expected = line.rpartition(" => ")
        fields = expected.split(" ")
        if not arrow or len(fields) != 4:
            raise ValueError(f"traps.txt:{number}: want `原文 => value unit qualifier class`, got {line!r}")
        value, unit, qualifier, class_ = ("" if f == "-" else f for f in fields)
        open_at, close_at = text.find("〔"), text.find("〕")
        marked = (
            open_at >= 0 and close_at > open_at + 1 and YEAR.fullmatch(text, open_at + 1, close_at) is None
        )
        start = end = None
        if marked:
            text = text[:open_at] + text[open_at + 1 : close_at] + text[close_at + 1 :]
            start, end = open_at, close_at - 1
        traps.append(
            Trap(number, text, start, end, Decimal(value) if value else None, unit, qualifier, class_)
        )
    return traps
