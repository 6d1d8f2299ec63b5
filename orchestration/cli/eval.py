"""`gonghui eval`: scores against labels, floors, first scores, agreement of annotators."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orchestration.evaluation.agreement import agreement
from orchestration.evaluation.corpora import (
    CASES,
    Evaluation,
    LabelledCorpus,
    Reader,
    Reading,
    batch_corpus,
    evaluate,
    folder_corpus,
    known_corpora,
    second_labels,
)
from orchestration.evaluation.definitions import DEFINITIONS
from orchestration.evaluation.errors import FIELDS
from orchestration.evaluation.first_scores import FIRST_SCORES, refuse_second_time, write_first_score
from orchestration.evaluation.floors import FLOORS, load_floors, repin, save_floors
from orchestration.evaluation.report import render_agreement, render_evaluation
from orchestration.evaluation.rows import GoldError, Row, read_gold, read_rows, report_key
from orchestration.settings import PROJECT_ROOT

_DONE, _FAILED, _WRONG_USE = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `gonghui eval`; its help ends with the definitions of all scores."""
    parser.description = (
        "Score our reading of reports against labels. Without folders: the batches of tests/cases\n"
        "and, where they are, the real reports beside the project."
    )
    parser.epilog = DEFINITIONS
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--reports", type=Path, metavar="DIR", help="folder of the labelled reports")
    parser.add_argument("--gold", type=Path, metavar="DIR", help="folder of their gold CSVs (and facts.csv)")
    parser.add_argument("--batch", action="append", metavar="NAME", help="only this batch of tests/cases")
    parser.add_argument(
        "--ours", type=Path, metavar="FILE", help="score this jsonl of `gonghui extract --all`, with --gold"
    )
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="write everything as JSON ('-': standard output)"
    )
    parser.add_argument(
        "--errors", type=int, default=20, metavar="N", help="mistakes to print (default 20, 0 none)"
    )
    parser.add_argument(
        "--only", choices=FIELDS, metavar="FIELD", help=f"mistakes of one field: {', '.join(FIELDS)}"
    )
    parser.add_argument("--repin", action="store_true", help="raise the floors in tests/gate/floors.json")
    parser.add_argument(
        "--lower",
        action="append",
        default=[],
        metavar="NAME",
        help="with --repin: let this floor fall (corpus.score)",
    )
    parser.add_argument(
        "--why", default="", metavar="TEXT", help="with --lower: the reason, kept beside the floor"
    )
    parser.add_argument("--first", metavar="BATCH", help="score a new batch and write first_scores.csv, once")
    parser.add_argument(
        "--agreement",
        nargs=2,
        type=Path,
        metavar=("A_DIR", "B_DIR"),
        help="compare two annotators' gold CSVs",
    )


def run(args: argparse.Namespace) -> int:
    """0 done, 1 a floor would fall, 2 wrong use or unusable labels."""
    try:
        return _eval(args)
    except (GoldError, OSError) as problem:
        print(f"gonghui eval: {problem}", file=sys.stderr)
        return _WRONG_USE


def _eval(args: argparse.Namespace) -> int:
    if args.agreement:
        found = agreement(read_gold(args.agreement[0]), read_gold(args.agreement[1]))
        if not found.reports:
            raise GoldError(
                "the two folders share no gold CSV of one name; give both annotators' files the same names"
            )
        return _answer(args, render_agreement(found), found.to_dict())
    if args.first:
        return _first(args)
    evaluations = [evaluate(corpus, _reader(args.ours)) for corpus in _corpora(args)]
    if args.repin:
        return _repin(args, evaluations)
    text = "\n\n".join(render_evaluation(one, errors=args.errors, only=args.only) for one in evaluations)
    return _answer(args, text, {one.corpus.name: _plain(one) for one in evaluations})


def _corpora(args: argparse.Namespace) -> list[LabelledCorpus]:
    if args.repin and (args.reports or args.gold or args.batch or args.ours):
        raise GoldError(
            "--repin measures every corpus with floors; leave --reports, --gold, --batch and --ours out"
        )
    if args.batch:
        return [batch_corpus(PROJECT_ROOT / CASES, args.batch)]
    if args.gold or args.reports:
        if not (args.gold and args.reports):
            raise GoldError("--reports and --gold go together; give both folders")
        return [folder_corpus(args.reports, args.gold)]
    found = known_corpora(PROJECT_ROOT)
    if not found:
        raise GoldError(
            f"no labelled reports in {CASES} or beside the project; give --reports DIR --gold DIR"
        )
    return found


def _first(args: argparse.Namespace) -> int:
    table = PROJECT_ROOT / FIRST_SCORES
    refuse_second_time(table, args.first)
    corpus = batch_corpus(PROJECT_ROOT / CASES, [args.first], args.first)
    evaluation = evaluate(corpus, _reader())
    first, second, keys = second_labels(corpus)
    ceiling = agreement(first, second, reports=keys) if keys else None
    today = datetime.now(UTC).date().isoformat()
    write_first_score(table, args.first, today, _commit(), evaluation, ceiling)
    text = render_evaluation(evaluation, errors=args.errors, only=args.only)
    return _answer(args, text, {args.first: _plain(evaluation)})


def _repin(args: argparse.Namespace, evaluations: list[Evaluation]) -> int:
    path = PROJECT_ROOT / FLOORS
    outcome = repin(evaluations, load_floors(path), args.lower, args.why)
    if outcome.refused:
        print(
            "gonghui eval: floors unchanged, for these would fall:",
            *outcome.refused,
            sep="\n  ",
            file=sys.stderr,
        )
        return _FAILED
    save_floors(path, outcome.floors)
    print("\n".join(outcome.changes) or "floors unchanged")
    return _DONE


def _answer(args: argparse.Namespace, text: str, data: dict[str, Any]) -> int:
    """Text for people on standard output, JSON beside it; with `--json -` the JSON alone."""
    if args.json is None or str(args.json) != "-":
        print(text)
    if args.json is not None:
        written = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        if str(args.json) == "-":
            sys.stdout.write(written)
        else:
            args.json.write_text(written, encoding="utf-8")
    return _DONE


def _plain(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "reports": len(evaluation.corpus.reports),
        "digest": evaluation.corpus.digest,
        **evaluation.scores.to_dict(),
        "facts": evaluation.facts.to_dict() if evaluation.facts else None,
    }


def _reader(ours: Path | None = None) -> Reader:
    """Our extractor, or rows from a file that it wrote earlier."""
    if ours is None:
        # Late, so that agreement of annotators and --help need no vocabulary.
        from orchestration.evaluation.ours import read_ours

        return read_ours
    by_report: dict[str, list[Row]] = {}
    for row in read_rows(ours):
        by_report.setdefault(row.report, []).append(row)
    return lambda path: Reading(_utf8(path), tuple(by_report.get(report_key(path.name), ())))


def _utf8(path: Path) -> str:
    """Characters as stored: no newline translation, the byte order mark dropped."""
    return path.read_bytes().decode("utf-8-sig")


def _commit() -> str:
    """Commit of the code that made a score; `+` says that tracked files were changed after it."""
    git = ["git", "-C", str(PROJECT_ROOT)]
    try:
        head = subprocess.run(
            [*git, "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, check=True
        )
        changed = subprocess.run(
            [*git, "status", "--porcelain", "-uno"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return head.stdout.strip() + ("+" if changed.stdout.strip() else "")
