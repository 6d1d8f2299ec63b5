"""`gonghui search TEXT`: where a text stands in the reports, as printed, with the characters around it."""

from __future__ import annotations

import argparse
from typing import Any

from orchestration.cli.options import add_format, add_home, add_limit, existing_home
from orchestration.cli.render import show

AROUND = 24
COLUMNS = ("file_name", "start", "context", "report_id")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="Simplified or Traditional; both are found")
    add_home(parser)
    add_limit(parser, 50)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    from orchestration.lake.store import Lake

    lake = Lake(existing_home(args).lake)
    manifest = lake.manifest()
    names = lake.read(manifest, "reports", columns=("report_id", "file_name"))
    file_names = dict(zip(names["report_id"].to_pylist(), names["file_name"].to_pylist(), strict=True))
    wanted = spellings(args.text)
    rows: list[dict[str, Any]] = []
    for shard in range(len(manifest.tables.get("texts", ()))):
        texts = lake.read(manifest, "texts", [shard], ("report_id", "source_text")).to_pylist()
        for row in texts:
            rows += hits(
                row["source_text"] or "", wanted, file_names.get(row["report_id"], ""), row["report_id"]
            )
    rows.sort(key=lambda row: (row["file_name"], row["start"]))
    show(rows[: args.limit], COLUMNS, args.format)
    return 0


def spellings(text: str) -> set[str]:
    """The text in Simplified and in Traditional characters, for reports are searched as printed."""
    from opencc import OpenCC

    return {text, OpenCC("t2s").convert(text), OpenCC("s2t").convert(text)}


def hits(source: str, wanted: set[str], file_name: str, report_id: str) -> list[dict[str, Any]]:
    """Every place in one report, in source offsets."""
    found = []
    for text in wanted:
        at = source.find(text)
        while at >= 0:
            around = source[max(0, at - AROUND) : at + len(text) + AROUND]
            found.append(
                {
                    "file_name": file_name,
                    "start": at,
                    "context": " ".join(around.split()),
                    "report_id": report_id,
                }
            )
            at = source.find(text, at + 1)
    return found
