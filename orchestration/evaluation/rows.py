"""One labelled or extracted row, and the gold CSV files of the annotation guide.

Belongs here: the shape of a row and reading it. Not here: comparing rows.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path, PurePosixPath
from typing import Any

GOLD_HEADER = [
    "start",
    "surface",
    "value",
    "unit",
    "qualifier",
    "class",
    "indicator_id",
    "level",
    "period_start",
    "period_end",
    "region",
    "relation",
    "note",
]

#: Classes that are claims: a reportable quantity with an indicator (figure) or without one (other).
CLAIM_CLASSES = frozenset({"figure", "other"})
#: Classes whose value the guide leaves blank (section 1).
VALUELESS_CLASSES = frozenset({"date", "name", "duration", "lexical", "vague"})
CLASSES = [
    "figure",
    "other",
    "date",
    "ordinal",
    "name",
    "duration",
    "policy_param",
    "structure",
    "rank",
    "anecdote",
    "vague",
    "lexical",
    "boilerplate",
]

_REPORT_SUFFIXES = frozenset({".txt", ".csv", ".html", ".htm", ".docx", ".xlsx", ".pdf", ".md"})
_BATCH_SIDE_FILES = frozenset({"facts.csv", "findings.csv", "sources.csv"})


class GoldError(ValueError):
    """A gold file or row that cannot be used; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """A numeric mention of one report, by a person or by us; `start`, `end` are half-open source offsets."""

    report: str
    start: int
    end: int
    surface: str
    value: Decimal | None
    unit: str
    qualifier: str
    class_: str
    indicator_id: str
    level: str
    period_start: str
    period_end: str
    region: str
    relation: str
    note: str = ""
    confidence: float | None = None
    sentence: str = ""

    @property
    def is_claim(self) -> bool:
        return self.class_ in CLAIM_CLASSES

    @property
    def period(self) -> tuple[str, str]:
        return (self.period_start, self.period_end)

    @classmethod
    def from_dict(cls, row: Mapping[str, Any], report: str | None = None) -> Row:
        """Read a row of `gonghui extract --all --format jsonl` or of a gold CSV; None and "" are blank.

        Raises GoldError when `start`, `value` or `class` cannot be read.
        """
        name = report_key(report if report is not None else text(row.get("report")))
        surface = text(row.get("surface"), strip=False)
        where = f"{name or 'row'} at {row.get('start')!r} {surface!r}"
        try:
            start = int(row["start"])
            end = int(row["end"]) if text(row.get("end")) else start + len(surface)
        except (KeyError, ValueError) as problem:
            raise GoldError(f"{where}: start or end is not a number; mend the row") from problem
        class_ = text(row.get("class"))
        if class_ not in CLASSES:
            raise GoldError(
                f"{where}: class {class_!r} is not one of the guide's; use one of {' '.join(CLASSES)}"
            )
        printed = text(row.get("value"))
        try:
            value = Decimal(printed) if printed else None
        except InvalidOperation as problem:
            raise GoldError(
                f"{where}: value {printed!r} is not a plain number; write digits only"
            ) from problem
        confidence = text(row.get("confidence"))
        return cls(
            report=name,
            start=start,
            end=end,
            surface=surface,
            value=value,
            unit=text(row.get("unit")),
            qualifier=text(row.get("qualifier")),
            class_=class_,
            indicator_id=text(row.get("indicator_id")),
            level=text(row.get("level")),
            period_start=text(row.get("period_start")),
            period_end=text(row.get("period_end")),
            region=text(row.get("region")),
            relation=text(row.get("relation")),
            note=text(row.get("note")),
            confidence=float(confidence) if confidence else None,
            sentence=text(row.get("sentence")),
        )

    def to_dict(self) -> dict[str, str | int]:
        """The row under the gold header, blanks as empty text and the value in plain digits."""
        return {
            "start": self.start,
            "surface": self.surface,
            "value": "" if self.value is None else plain(self.value),
            "unit": self.unit,
            "qualifier": self.qualifier,
            "class": self.class_,
            "indicator_id": self.indicator_id,
            "level": self.level,
            "period_start": self.period_start,
            "period_end": self.period_end,
            "region": self.region,
            "relation": self.relation,
            "note": self.note,
        }


def text(cell: object, *, strip: bool = True) -> str:
    """A cell as text: None is blank, a date is ISO."""
    if cell is None:
        return ""
    return str(cell).strip() if strip else str(cell)


def plain(value: Decimal) -> str:
    """Plain digits, never an exponent and no padding zeros: Decimal('1.253E+5') -> '125300'.

    >>> plain(Decimal("1.253E+5")), plain(Decimal("58.30"))
    ('125300', '58.3')
    """
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def report_key(file_name: str) -> str:
    """The name under which a report and its gold file meet: without a known suffix, a batch folder kept.

    >>> report_key("000_8cfc.txt"), report_key("000_8cfc.csv"), report_key("b01/07.txt")
    ('000_8cfc', '000_8cfc', 'b01/07')
    """
    path = PurePosixPath(file_name)
    return str(path.with_suffix("")) if path.suffix.lower() in _REPORT_SUFFIXES else file_name


def rows_from(rows: Iterable[Row | Mapping[str, Any]]) -> list[Row]:
    """Rows as `Row`, in the given order."""
    return [row if isinstance(row, Row) else Row.from_dict(row) for row in rows]


def read_rows(path: Path) -> list[Row]:
    """Our rows from a JSON Lines file written by `gonghui extract --all --format jsonl`."""
    with path.open(encoding="utf-8") as lines:
        return [Row.from_dict(json.loads(line)) for line in lines if line.strip()]


def gold_files(folder: Path) -> list[Path]:
    """The gold CSVs of a folder; facts, findings, sources and work sheets (*.labels.csv) are not gold."""
    if not folder.is_dir():
        raise GoldError(f"{folder}: no such folder; give the folder of gold CSV files")
    return [
        path
        for path in sorted(folder.glob("*.csv"))
        if path.name not in _BATCH_SIDE_FILES and not path.name.endswith(".labels.csv")
    ]


def read_gold_file(path: Path, report_text: str | None = None, report: str | None = None) -> list[Row]:
    """Rows of one gold CSV; with the report's source text every surface is compared with it.

    A byte order mark is accepted, for spreadsheets write one. Raises GoldError for a wrong header, an unreadable
    row, or a surface that is not at its start.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        if reader.fieldnames is None or list(reader.fieldnames) != GOLD_HEADER:
            raise GoldError(
                f"{path.name}: the header is not that of the guide; write {','.join(GOLD_HEADER)}"
            )
        rows = [Row.from_dict(row, report=report or path.name) for row in reader]
    if report_text is not None:
        for row in rows:
            found = report_text[row.start : row.end]
            if found != row.surface:
                raise GoldError(
                    f"{path.name}: surface {row.surface!r} is not at {row.start} but {found!r}; count again"
                )
    return rows


def read_gold(folder: Path, texts: Mapping[str, str] | None = None) -> list[Row]:
    """All gold rows of a folder; `texts` (report key -> source text) checks surfaces, one report a file."""
    rows: list[Row] = []
    for path in gold_files(folder):
        report_text = None
        if texts is not None:
            report_text = texts.get(report_key(path.name))
            if report_text is None:
                raise GoldError(f"{path.name}: no report of this name; add it or move the labels away")
        rows.extend(read_gold_file(path, report_text))
    return rows
