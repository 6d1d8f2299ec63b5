"""`gonghui bench`: how fast each part is on this machine, as a table or JSON: warm-up, several runs, median and range."""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

PARTS = ("start", "corpus", "claims", "run", "rules")


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
    from orchestration.settings import PROJECT_ROOT

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
    print(f"{machine}; {len(files)} reports of {folder}", file=sys.stderr)
    show(rows, ("part", "median_s", "low_s", "high_s", "rate", "peak_mb"), "table")
    return 0


def _measure(
    part: str, action: Callable[[], Any], repeat: int, *, rate: Callable[[float], str] = lambda s: ""
) -> dict[str, Any]:
    action()
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    middle = median(times)
    return {
        "part": part,
        "median_s": round(middle, 3),
        "low_s": round(min(times), 3),
        "high_s": round(max(times), 3),
        "rate": rate(middle),
        "peak_mb": _peak_mb(),
    }


def _peak_mb() -> int:
    """Highest memory of this process or of one of its children so far (kB on Linux, bytes on macOS)."""
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return int(most // scale)


def _gonghui(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "orchestration", *arguments], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"gonghui {' '.join(arguments)} failed: {done.stderr[-400:]}")


def _start(files: list[Path], repeat: int) -> list[dict[str, Any]]:
    return [
        _measure("gonghui --help", lambda: _gonghui("--help"), repeat),
        _measure("gonghui extract, one file", lambda: _gonghui("extract", str(files[0])), repeat),
    ]


def _corpus(files: list[Path], repeat: int) -> list[dict[str, Any]]:
    from orchestration.corpus import read_report

    inputs = [(path.read_bytes(), path.name) for path in files]
    chars = sum(len(read_report(data, name).text) for data, name in inputs)

    def action() -> None:
        for data, name in inputs:
            read_report(data, name)

    return [_measure("corpus", action, repeat, rate=_rates(len(files), chars))]


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
            "peak_mb": _peak_mb(),
        }
    ]


def _rates(reports: int, chars: int) -> Callable[[float], str]:
    return lambda seconds: f"{reports / seconds:.0f} reports/s, {chars / seconds:.0f} characters/s"
