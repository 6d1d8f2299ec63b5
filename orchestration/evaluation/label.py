"""Our rows as a gold CSV, for a person to correct."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from orchestration.evaluation.rows import GOLD_HEADER, VALUELESS_CLASSES, Row, rows_from


def gold_csv(rows: Iterable[Row | Mapping[str, Any]]) -> str:
    """Rows of one report under the guide's header, by place, with the blanks that the guide asks for.

    Only a figure has an id and a relation; dates, names, durations, lexical and vague have no value or unit.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, GOLD_HEADER, lineterminator="\n")
    writer.writeheader()
    for row in sorted(rows_from(rows), key=lambda row: row.start):
        cells = row.to_dict()
        if row.class_ in VALUELESS_CLASSES:
            cells["value"] = cells["unit"] = ""
        if row.class_ != "figure":
            cells["indicator_id"] = cells["relation"] = ""
        if not row.is_claim:
            for name in ("level", "period_start", "period_end", "region"):
                cells[name] = ""
        writer.writerow(cells)
    return out.getvalue()
