"""The workbook of `gonghui export`: a readme sheet, then one sheet a mart, as people expect of a spreadsheet.

Numbers are numbers, dates dates, every text is a text (never a formula); headers are Chinese with the column's name below,
frozen, with a filter. What the format cannot hold is counted, so that the command can say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import xlsxwriter

from orchestration.cli.export import FORMULA_STARTS, Mart, flat
from orchestration.cli.render import plain, width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

#: Rows of a sheet below its header.
MAX_ROWS = 1_048_575
MAX_TEXT = 32_767
#: A cell's number is a double: beyond so many digits it would be another number.
MAX_DIGITS = 15
_WIDEST = 60
#: Rows that decide how wide a column is.
_MEASURED = 200


class Book:
    """One workbook being written, row by row, so that memory stays small. `cut` and `as_text` count what did not fit."""

    def __init__(self, path: Path) -> None:
        self.cut = 0
        self.as_text = 0
        self._book = xlsxwriter.Workbook(
            str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self._header = self._book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE6F0", "border": 1}
        )
        self._title = self._book.add_format({"bold": True, "font_size": 14})
        self._date = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._time = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._number = self._book.add_format({"num_format": "General"})
        # Text that begins like a formula stays text, also after somebody edits the cell.
        self._quoted = self._book.add_format({"quote_prefix": True})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()

    def readme(self, marts: Sequence[Mart], publish_id: str, published_at: datetime) -> None:
        """First sheet: which publish this is, what each sheet and each column holds."""
        sheet = self._book.add_worksheet("说明 readme")
        sheet.set_column(0, 1, 26)
        sheet.set_column(2, 3, 70)
        sheet.write_string(0, 0, "工会报告数据 / Figures of trade-union reports", self._title)
        sheet.write_string(1, 0, "发布 / publish")
        sheet.write_string(1, 1, publish_id)
        sheet.write_string(2, 0, "时间（UTC）/ time (UTC)")
        sheet.write_datetime(2, 1, published_at, self._time)
        at = 4
        self._headers(sheet, at, ("工作表 / sheet", "行数 / rows", "内容", "what it holds"))
        for mart in marts:
            at += 1
            sheet.write_string(at, 0, mart.name)
            sheet.write_number(at, 1, mart.rows)
            sheet.write_string(at, 2, mart.zh)
            sheet.write_string(at, 3, mart.en)
        at += 2
        self._headers(sheet, at, ("工作表 / sheet", "列 / column", "含义", "meaning"))
        for mart in marts:
            for column in mart.columns:
                at += 1
                for place, text in enumerate((mart.name, column.name, column.zh, column.en)):
                    self._text(sheet, at, place, text)

    def sheet(self, mart: Mart, rows: Iterable[tuple[Any, ...]]) -> None:
        """One mart. Widths come from the first rows, for a row that is written cannot be looked at again."""
        sheet = self._book.add_worksheet(mart.name[:31])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(mart.rows, 1), len(mart.columns) - 1)
        waiting = iter(rows)
        first = list(islice(waiting, _MEASURED))
        headers = [f"{label(column.zh)}\n{column.name}" for column in mart.columns]
        for place, header in enumerate(headers):
            texts = [*header.split("\n"), *(plain(flat(row[place])) or "" for row in first)]
            sheet.set_column(place, place, min(_WIDEST, max(width(text[:_WIDEST]) for text in texts) + 3))
        sheet.set_row(0, 32)
        self._headers(sheet, 0, headers)
        at = 0
        for part in (first, waiting):
            for row in part:
                at += 1
                for place, value in enumerate(row):
                    self._cell(sheet, at, place, flat(value))

    def _headers(self, sheet: Worksheet, at: int, headers: Sequence[str]) -> None:
        for place, header in enumerate(headers):
            sheet.write_string(at, place, header, self._header)

    def _cell(self, sheet: Worksheet, at: int, place: int, value: Any) -> None:
        if value is None:
            return
        if isinstance(value, bool):
            sheet.write_boolean(at, place, value)
        elif isinstance(value, datetime):
            sheet.write_datetime(at, place, value, self._time)
        elif isinstance(value, date):
            sheet.write_datetime(at, place, value, self._date)
        elif isinstance(value, int | Decimal) and _digits(value) > MAX_DIGITS:
            self.as_text += 1
            sheet.write_string(at, place, plain(value) or "")
        elif isinstance(value, int | float | Decimal):
            sheet.write_number(at, place, float(value), self._number)
        else:
            self._text(sheet, at, place, str(value))

    def _text(self, sheet: Worksheet, at: int, place: int, text: str) -> None:
        if len(text) > MAX_TEXT:
            self.cut += 1
            text = text[: MAX_TEXT - 1] + "…"
        sheet.write_string(at, place, text, self._quoted if text.startswith(FORMULA_STARTS) else None)


def label(chinese: str) -> str:
    """The header of a column: its Chinese comment up to the first explanation.

    >>> label("期间起，含当日"), label("状态：clear 无异议，held 扣下")
    ('期间起', '状态')
    """
    for mark in "：，；。（":
        chinese = chinese.partition(mark)[0]
    return chinese.strip()


def _digits(value: int | Decimal) -> int:
    return len((plain(Decimal(value)) or "").replace("-", "").replace(".", "").strip("0"))
