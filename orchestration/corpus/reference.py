"""Where the data files of this package are, and how a row that cannot be used is reported."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[2] / "seeds" / "reference"


class ReferenceError_(ValueError):
    """A data file is missing or a row of it cannot be used; the message names file and line."""


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of seeds/reference/`name`. Raises ReferenceError_ when the file is missing or a row has too few cells."""
    path = REFERENCE / name
    if not path.is_file():
        raise ReferenceError_(f"{path}: no such file; restore it from the repository")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        found = []
        for row in reader:
            if None in row.values() or None in row:
                raise ReferenceError_(
                    f"{name}:{reader.line_num}: the row does not have the columns of the header; correct it"
                )
            found.append(row)
    return tuple(found)
