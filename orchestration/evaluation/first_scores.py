"""tests/cases/first_scores.csv: what we scored on a batch the first time we saw it, written only once."""

from __future__ import annotations

import csv
from pathlib import Path

from orchestration.evaluation.agreement import Agreement
from orchestration.evaluation.corpora import CASES, Evaluation
from orchestration.evaluation.rows import GoldError
from orchestration.evaluation.scores import HEADLINES, headline_key

FIRST_SCORES = CASES / "first_scores.csv"
_SCORES = [headline_key(name, part) for name, part in HEADLINES]
HEADER = [
    "batch",
    "date",
    "commit",
    "passages",
    "rows",
    *_SCORES,
    "facts",
    "agreement_passages",
    "agreement_rows",
    *(f"agreement_{key}" for key in _SCORES),
]


def scored_batches(path: Path) -> list[str]:
    """Batches that have their first score."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return [row["batch"] for row in csv.DictReader(lines)]


def refuse_second_time(path: Path, batch: str) -> None:
    """Raises GoldError when the batch has been scored: a second look is no longer a first score."""
    if batch in scored_batches(path):
        raise GoldError(
            f"{batch}: has its first score in {path.name}; a later score belongs in the floors, not here"
        )


def write_first_score(
    path: Path, batch: str, date: str, commit: str, evaluation: Evaluation, ceiling: Agreement | None
) -> None:
    """Append one line. Blank agreement columns say that no passage was labelled twice.

    Raises GoldError when the batch has a line already.
    """
    refuse_second_time(path, batch)
    measured = evaluation.headlines()
    line = {
        "batch": batch,
        "date": date,
        "commit": commit,
        "passages": str(len(evaluation.corpus.reports)),
        "rows": str(evaluation.scores.gold_rows),
        **{key: _cell(measured.get(key)) for key in [*_SCORES, "facts"]},
    }
    if ceiling is not None:
        line["agreement_passages"] = str(ceiling.reports)
        line["agreement_rows"] = str(ceiling.scores.gold_rows)
        line.update({f"agreement_{key}": _cell(value) for key, value in ceiling.scores.headlines().items()})
    new = not path.is_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, HEADER, lineterminator="\n", restval="")
        if new:
            writer.writeheader()
        writer.writerow(line)


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
