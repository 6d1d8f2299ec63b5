"""`gonghui bench`: how fast each part is on this machine, as a table or JSON: warm-up, several runs, median and range."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from orchestration.settings import PROJECT_ROOT

PARTS = ("start", "run", "corpus", "claims", "rules")
COLUMNS = ("part", "median_s", "low_s", "high_s", "rate", "peak_mb")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)} (default: all)")
    parser.add_argument("--reports", metavar="DIR", help="reports to measure with (default: the sample)")
    parser.add_argument(
        "--repeat", type=int, default=3, metavar="N", help="runs after the warm-up (default 3)"
    )
    parser.add_argument("--format", choices=("table", "jsonl"), default="table")


def run(args: argparse.Namespace) -> int:
    from orchestration.cli.errors import UsageError
    from orchestration.cli.render import show
    from orchestration.ingest.scan import scan

    unknown = sorted(set(args.parts) - set(PARTS))
    if unknown:
        raise UsageError(f"no part {', '.join(unknown)}: parts are {', '.join(PARTS)}")
    folder = Path(args.reports) if args.reports else PROJECT_ROOT / "seeds" / "reports"
    files = [Path(file.path) for file in scan([folder]) if not file.problem]
    measures = {"start": _start, "corpus": _corpus, "claims": _claims, "run": _run, "rules": _rules}
    rows: list[dict[str, Any]] = []
    for part in args.parts or PARTS:
        rows += measures[part](files, args.repeat)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    if args.format == "jsonl":
        for row in rows:
            print(json.dumps({**row, "machine": machine}, ensure_ascii=False))
        return 0
    print(
        f"{machine}; {len(files)} reports of {folder}; median of {args.repeat} after one to warm up",
        file=sys.stderr,
    )
    show(rows, COLUMNS, "table")
    return 0


def _measure(
    part: str,
    action: Callable[[], int | None],
    repeat: int,
    *,
    rate: Callable[[float], str] = lambda s: "",
) -> dict[str, Any]:
    """One row. `action` returns the memory of the processes that it started, or None when it ran in this one."""
    from orchestration.cli.bench_corpus import peak_mb

    action()
    times, peaks = [], []
    for _ in range(repeat):
        start = time.perf_counter()
        peaks.append(action())
        times.append(time.perf_counter() - start)
    middle = median(times)
    return {
        "part": part,
        "median_s": round(middle, 3),
        "low_s": round(min(times), 3),
        "high_s": round(max(times), 3),
        "rate": rate(middle),
        "peak_mb": max((peak for peak in peaks if peak is not None), default=peak_mb()),
    }


def _gonghui(*arguments: str) -> int:
    """Run a command; returns the highest memory of its largest process in MB."""
    with tempfile.TemporaryFile() as said:
        command = [sys.executable, "-m", "orchestration", *arguments]
        process = subprocess.Popen(command, cwd=PROJECT_ROOT, stdout=subprocess.DEVNULL, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"gonghui {' '.join(arguments)} failed: {said.read().decode()[-400:]}")
    return int(usage.ru_maxrss // (1024 * 1024 if sys.platform == "darwin" else 1024))


def _start(files: list[Path], repeat: int) -> list[dict[str, Any]]:
    return [
        _measure("gonghui --help", lambda: _gonghui("--help"), repeat),
        _measure("gonghui extract, one file", lambda: _gonghui("extract", str(files[0])), repeat),
    ]


def _corpus(files: list[Path], repeat: int) -> list[dict[str, Any]]:
    from orchestration.cli import bench_corpus as corpus
    from orchestration.cli.errors import UsageError

    texts = corpus.sources(files)
    if not texts:
        raise UsageError(
            "no readable report in Simplified characters among them: name another folder with --reports"
        )
    rows = []
    for part, name, made in (
        ("corpus, Simplified text", "report.txt", corpus.simplified(texts, 1)),
        ("corpus, Traditional text", "report.txt", corpus.traditional(texts, 2)),
        ("corpus, web pages", "page.html", corpus.pages(texts, 3)),
    ):
        chars = sum(len(data.decode()) for data in made)
        rate = _rates(len(made), chars, "pages" if name.endswith("html") else "reports")
        rows.append(_measure(part, corpus.reader(made, name), repeat, rate=rate))
    for count, peak in corpus.worker_peaks(texts):
        rows.append(dict.fromkeys(COLUMNS) | {"part": f"corpus, one worker, {count} files", "peak_mb": peak})
    return rows


def _claims(files: list[Path], repeat: int) -> list[dict[str, Any]]:
    from orchestration.catalogue import load_catalogue
    from orchestration.claims import extract
    from orchestration.corpus import read_report
    from orchestration.settings import Settings

    catalogue = load_catalogue(Settings.load().reference)
    reports = [read_report(path.read_bytes(), path.name) for path in files]

    def action() -> None:
        for report in reports:
            extract(report, catalogue)

    return [_measure("claims", action, repeat, rate=_rates(len(files), sum(len(r.text) for r in reports)))]


def _run(files: list[Path], repeat: int) -> list[dict[str, Any]]:
    names = [str(path) for path in files]
    with tempfile.TemporaryDirectory() as folder:
        warm = Path(folder) / "warm"
        fresh = iter(range(repeat + 1))
        return [
            _measure(
                "gonghui run, new home",
                lambda: _gonghui(
                    "run", "--quiet", "--home", f"{folder}/new{next(fresh)}", "--reports", *names
                ),
                repeat,
            ),
            _measure(
                "gonghui run --full",
                lambda: _gonghui("run", "--quiet", "--full", "--home", str(warm), "--reports", *names),
                repeat,
            ),
            _measure(
                "gonghui run, no change",
                lambda: _gonghui("run", "--quiet", "--home", str(warm), "--reports", *names),
                repeat,
            ),
        ]


def _rules(files: list[Path], repeat: int) -> list[dict[str, Any]]:
    """A million claims once: a warm-up and repeats would take minutes and tell the same."""
    from orchestration.cli.bench_corpus import peak_mb
    from orchestration.cli.bench_rules import measure

    found = measure()
    seconds = round(found["seconds"], 3)
    return [
        {
            "part": f"rules, {found['claims']} claims, once",
            "median_s": seconds,
            "low_s": seconds,
            "high_s": seconds,
            "rate": f"{found['claims'] / seconds:.0f} claims/s; {found['slowest']}",
            "peak_mb": peak_mb(),
        }
    ]


def _rates(count: int, chars: int, what: str = "reports") -> Callable[[float], str]:
    return lambda seconds: f"{count / seconds:.0f} {what}/s, {chars / seconds:,.0f} characters/s"
