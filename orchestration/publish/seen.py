"""`state/seen.csv`: when each finding was first seen. Append-only, so that a rebuild gives the same dates."""

from __future__ import annotations

import csv
from pathlib import Path

from orchestration.publish.warehouse import reading

_HEADER = ("finding_id", "first_seen_at")


def remember_findings(warehouse: Path, seen_file: Path) -> int:
    """Append the findings of `warehouse` that `seen_file` does not hold yet; returns how many. Call it after the dbt build."""
    known: set[str] = set()
    if seen_file.exists():
        with seen_file.open(encoding="utf-8", newline="") as file:
            known = {row["finding_id"] for row in csv.DictReader(file)}
    with reading(warehouse) as connection:
        found = connection.execute(
            "select finding_id, strftime(first_seen_at, '%Y-%m-%d %H:%M:%S') from wh.marts.fct_findings order by 2, 1"
        ).fetchall()
    new = [row for row in found if row[0] not in known]
    is_first = not seen_file.exists()
    seen_file.parent.mkdir(parents=True, exist_ok=True)
    with seen_file.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_first:
            writer.writerow(_HEADER)
        writer.writerows(new)
    return len(new)
