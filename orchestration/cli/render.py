"""Rows on standard output: as a table that lines up with Chinese in it, as CSV, or as one JSON object a line."""

from __future__ import annotations

import csv
import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TextIO

#: A table cell is cut here (in columns of the terminal); CSV and JSON are never cut.
WIDEST = 60


def plain(value: Any) -> str | None:
    """A value as people write it: decimals in plain digits without trailing zeros, dates ISO, nothing for none.

    >>> plain(Decimal("125300.000000")), plain(Decimal("1.253E+5")), plain(Decimal("0.50")), plain(None)
    ('125300', '125300', '0.5', None)
    """
    if value is None:
        return None
    if isinstance(value, Decimal):
        text = f"{value:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text in ("-0", "") else text
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def show(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], form: str, out: TextIO | None = None
) -> None:
    """Print rows in the form `table`, `csv` or `jsonl`. Numbers of JSON stay numbers, except decimals, which are text."""
    stream = out or sys.stdout
    if form == "jsonl":
        for row in rows:
            print(json.dumps({name: _json(row[name]) for name in columns}, ensure_ascii=False), file=stream)
    elif form == "csv":
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([[plain(row[name]) for name in columns] for row in rows])
    else:
        print_table([[plain(row[name]) or "" for name in columns] for row in rows], columns, stream)


def print_table(rows: Sequence[Sequence[str]], columns: Sequence[str], out: TextIO | None = None) -> None:
    stream = out or sys.stdout
    cells = [[_cut(" ".join(text.split())) for text in row] for row in rows]
    widths = [max([width(name), *(width(row[i]) for row in cells)]) for i, name in enumerate(columns)]
    for row in [list(columns), ["-" * w for w in widths], *cells]:
        line = "  ".join(text + " " * (widths[i] - width(text)) for i, text in enumerate(row))
        print(line.rstrip(), file=stream)


def width(text: str) -> int:
    """Columns that a text takes on a terminal.

    >>> width("会员 A")
    6
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _cut(text: str) -> str:
    if width(text) <= WIDEST:
        return text
    kept, used = [], 0
    for char in text:
        used += width(char)
        if used > WIDEST - 1:
            break
        kept.append(char)
    return "".join(kept) + "…"


def _json(value: Any) -> Any:
    return plain(value) if isinstance(value, Decimal | date) else value
