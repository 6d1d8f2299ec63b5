"""Rows written by hand, for tests of the scores."""

from __future__ import annotations

from decimal import Decimal

from orchestration.evaluation.rows import Row


def figure(start: int, surface: str, number: str, **labels: object) -> Row:
    """A complete figure of report r; keyword arguments replace single labels."""
    cells: dict[str, object] = {
        "report": "r",
        "start": start,
        "end": start + len(surface),
        "surface": surface,
        "value": Decimal(number),
        "unit": "人",
        "qualifier": "",
        "class_": "figure",
        "indicator_id": "union_members",
        "level": "",
        "period_start": "2022-01-01",
        "period_end": "2022-12-31",
        "region": "云岚市",
        "relation": "level",
    }
    return Row(**(cells | labels))  # type: ignore[arg-type]


def plain(start: int, surface: str, class_: str, value: str | None = None, report: str = "r") -> Row:
    """A row that is no claim."""
    return figure(
        start,
        surface,
        "0",
        report=report,
        value=None if value is None else Decimal(value),
        class_=class_,
        unit="",
        indicator_id="",
        period_start="",
        period_end="",
        region="",
        relation="",
    )
