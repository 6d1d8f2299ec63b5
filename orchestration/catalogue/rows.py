"""Reading one CSV of `seeds/reference/` into rows that remember their line.

Only reading and the error type live here; what a column means is decided by the module that asks for the rows.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


class CatalogueError(Exception):
    """A vocabulary row that cannot be used; the message is `file:line: what is wrong; what to do`."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a vocabulary file: its cells by column, and where it stands."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def alternatives(self, column: str) -> tuple[str, ...]:
        """Cell of alternatives joined by `|`: `家|个` -> ('家', '个')."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    def fail(self, what: str, mend: str) -> CatalogueError:
        return CatalogueError(f"{self.file}:{self.line}: {what}; {mend}")


def read_rows(path: Path, columns: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of `path`; every name of `columns` must be in its header.

    Raises CatalogueError when the file is missing, not UTF-8, lacks a column, or a line has another number of cells.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise CatalogueError(f"{path.name}:1: the file is missing; restore it in seeds/reference") from None
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{path.name}:1: not UTF-8 ({error.reason}); save it as UTF-8") from None
    reader = csv.reader(text.splitlines(keepends=True))
    header = next(reader, [])
    missing = [column for column in columns if column not in header]
    if missing:
        raise CatalogueError(
            f"{path.name}:1: no column {', '.join(missing)}; the header is {','.join(header)}"
        )
    for cells in reader:
        if not any(cells):
            continue
        if len(cells) != len(header):
            what = f"{len(cells)} cells where the header has {len(header)}"
            raise CatalogueError(f"{path.name}:{reader.line_num}: {what}; quote cells that hold a comma")
        yield Row(path.name, reader.line_num, dict(zip(header, (c.strip() for c in cells), strict=True)))
