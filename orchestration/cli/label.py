"""`gonghui label FILE`: our reading of a report as a gold CSV, for a person to correct."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `gonghui label`."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a report")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write here and not to standard output")


def run(args: argparse.Namespace) -> int:
    """0 done, 2 when a file cannot be read or written."""
    from orchestration.evaluation.label import gold_csv
    from orchestration.evaluation.ours import read_ours

    try:
        labels = gold_csv(read_ours(args.file).rows)
        if args.out is not None:
            args.out.write_text(labels, encoding="utf-8", newline="")
    except OSError as problem:
        print(f"gonghui label: {problem}", file=sys.stderr)
        return 2
    if args.out is None:
        sys.stdout.write(labels)
    return 0
