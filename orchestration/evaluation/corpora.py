"""Labelled reports on disk, and one evaluation over them.

Layouts: a folder of reports with a folder of gold CSVs (and facts.csv, where there is one); and batches,
`tests/cases/<batch>/NN.txt` with `NN.csv` and `facts.csv` beside them, `second/NN.csv` by a second annotator.
How a report is read comes in as a function.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from orchestration.evaluation.facts import FactScores, read_facts, score_facts
from orchestration.evaluation.rows import GoldError, Row, gold_files, read_gold_file, report_key, rows_from
from orchestration.evaluation.scores import Scores, score

#: The corpora that carry floors, and where they stand from the project's root.
DEVELOPMENT, REAL = "development", "real"
CASES = Path("tests") / "cases"
REAL_REPORTS, REAL_GOLD = Path("..") / "shared" / "reports", Path("..") / "shared" / "gold"
SECOND = "second"


@dataclass(frozen=True, slots=True)
class Reading:
    """What we read in one report: source text, rows in the shape of `extract --all`, facts."""

    source_text: str
    rows: tuple[Row | Mapping[str, Any], ...]
    facts: object = None


Reader = Callable[[Path], Reading]


@dataclass(frozen=True, slots=True)
class LabelledReport:
    """A report file with its gold CSV; `key` names both in scores and errors."""

    key: str
    path: Path
    gold: Path


@dataclass(frozen=True, slots=True)
class LabelledCorpus:
    """Labelled reports and their fact sheets (path, prefix of the keys in it)."""

    name: str
    reports: tuple[LabelledReport, ...]
    fact_sheets: tuple[tuple[Path, str], ...] = ()

    @property
    def digest(self) -> str:
        """sha256 over keys and bytes of texts, labels and fact sheets: what the floors were measured on."""
        found = hashlib.sha256()
        files = [(report.key, path) for report in self.reports for path in (report.path, report.gold)]
        for key, path in files + [(prefix, path) for path, prefix in self.fact_sheets]:
            found.update(f"{key}/{path.name}\0".encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
        return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores of one corpus; `facts` is None without a fact sheet."""

    corpus: LabelledCorpus
    scores: Scores
    facts: FactScores | None

    def headlines(self) -> dict[str, float | None]:
        """Headline scores by key, `facts` included where there is a fact sheet."""
        found = self.scores.headlines()
        if self.facts is not None:
            found["facts"] = self.facts.overall
        return found


def folder_corpus(reports: Path, gold: Path, name: str = "folder") -> LabelledCorpus:
    """Gold CSVs of one folder with their reports in another.

    Raises GoldError when a gold file has no report or there is no gold file at all.
    """
    if not reports.is_dir():
        raise GoldError(f"{reports}: no such folder; give the folder of the reports")
    by_key = {report_key(path.name): path for path in sorted(reports.iterdir()) if _is_report(path)}
    labelled = []
    for path in gold_files(gold):
        key = report_key(path.name)
        if key not in by_key:
            raise GoldError(f"{path.name}: no report of this name in {reports}; add it or move the file away")
        labelled.append(LabelledReport(key, by_key[key], path))
    if not labelled:
        raise GoldError(f"{gold}: no gold CSV; label a report first (gonghui label FILE)")
    sheet = gold / "facts.csv"
    return LabelledCorpus(name, tuple(labelled), ((sheet, ""),) if sheet.is_file() else ())


def batch_corpus(
    cases: Path, batches: Iterable[str] | None = None, name: str = DEVELOPMENT
) -> LabelledCorpus:
    """The named batches (all by default) of a folder of batches as one corpus; keys are `<batch>/<NN>`.

    Raises GoldError when a batch has no text or a text has no labels.
    """
    names = sorted(batches) if batches is not None else batch_names(cases)
    reports: list[LabelledReport] = []
    sheets: list[tuple[Path, str]] = []
    for batch in names:
        folder = cases / batch
        passages = sorted(folder.glob("*.txt"))
        if not passages:
            raise GoldError(f"{batch}: no passages (NN.txt) in {folder}; check the name of the batch")
        for path in passages:
            gold = path.with_suffix(".csv")
            if not gold.is_file():
                raise GoldError(f"{batch}/{path.name}: no labels beside it; write {gold.name}")
            reports.append(LabelledReport(f"{batch}/{path.stem}", path, gold))
        if (folder / "facts.csv").is_file():
            sheets.append((folder / "facts.csv", f"{batch}/"))
    return LabelledCorpus(name, tuple(reports), tuple(sheets))


def batch_names(cases: Path) -> list[str]:
    """Folders of `cases` that hold passages with labels."""
    if not cases.is_dir():
        return []
    return sorted(path.name for path in cases.iterdir() if path.is_dir() and any(path.glob("*.txt")))


def known_corpora(root: Path) -> list[LabelledCorpus]:
    """The corpora with floors that are there: batches of tests/cases, real reports beside the project."""
    found = []
    if batch_names(root / CASES):
        found.append(batch_corpus(root / CASES))
    if (root / REAL_REPORTS).is_dir() and (root / REAL_GOLD).is_dir():
        found.append(folder_corpus(root / REAL_REPORTS, root / REAL_GOLD, REAL))
    return found


def evaluate(corpus: LabelledCorpus, read: Reader, *, draws: int = 1000) -> Evaluation:
    """Read every report of a corpus with `read` and score rows and facts.

    Raises GoldError when a gold row does not stand in the report's source text.
    """
    texts: dict[str, str] = {}
    ours: list[Row] = []
    gold: list[Row] = []
    facts: dict[str, object] = {}
    for report in corpus.reports:
        reading = read(report.path)
        texts[report.key] = reading.source_text
        facts[report.key] = reading.facts
        gold.extend(read_gold_file(report.gold, reading.source_text, report.key))
        ours.extend(replace(row, report=report.key) for row in rows_from(reading.rows))
    wanted: dict[str, dict[str, str]] = {}
    for path, prefix in corpus.fact_sheets:
        wanted.update({key: line for key, line in read_facts(path, prefix).items() if key in texts})
    return Evaluation(
        corpus=corpus,
        scores=score(ours, gold, texts=texts, reports=texts, draws=draws),
        facts=score_facts(facts, wanted) if wanted else None,
    )


def second_labels(corpus: LabelledCorpus) -> tuple[list[Row], list[Row], list[str]]:
    """Rows of the first and the second annotator, and the reports that have `second/NN.csv`."""
    first: list[Row] = []
    second: list[Row] = []
    keys: list[str] = []
    for report in corpus.reports:
        other = report.gold.parent / SECOND / report.gold.name
        if other.is_file():
            first.extend(read_gold_file(report.gold, report=report.key))
            second.extend(read_gold_file(other, report=report.key))
            keys.append(report.key)
    return first, second, keys


def _is_report(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() != ".csv" and not path.name.startswith((".", "README"))
