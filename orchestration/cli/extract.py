"""`gonghui extract`: the claims of some files on standard output, without home or warehouse."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.cli.options import add_format

if TYPE_CHECKING:
    from orchestration.catalogue import Catalogue
    from orchestration.claims import Claim, ClassedMention

#: The keys of one object, in this order (the contract with whoever reads the lines).
COLUMNS = (
    "report",
    "start",
    "end",
    "surface",
    "value",
    "value_low",
    "value_high",
    "unit",
    "qualifier",
    "class",
    "indicator_id",
    "unmapped_reason",
    "level",
    "period_start",
    "period_end",
    "region",
    "region_id",
    "relation",
    "sentence",
    "confidence",
    "note",
)
SHOWN = (
    "start",
    "surface",
    "value",
    "unit",
    "qualifier",
    "class",
    "indicator_id",
    "region",
    "period_end",
    "sentence",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="reports")
    add_format(parser)
    parser.add_argument(
        "--all", action="store_true", help="also numeric mentions that are no claims, with their class"
    )


def run(args: argparse.Namespace) -> int:
    from orchestration.catalogue import load_catalogue
    from orchestration.cli.errors import UsageError
    from orchestration.cli.render import show
    from orchestration.settings import Settings

    missing = [name for name in args.files if not Path(name).is_file()]
    if missing:
        raise UsageError(f"no such file: {', '.join(missing)}")
    catalogue = load_catalogue(Settings.load().reference)
    rows: list[dict[str, Any]] = []
    unread = 0
    for name in args.files:
        found, reason = extract_file(Path(name), catalogue, everything=args.all)
        rows += found
        if reason:
            unread += 1
            print(f"{name}: {reason}", file=sys.stderr)
    show(rows, SHOWN if args.format == "table" else COLUMNS, args.format)
    return 1 if unread else 0


def extract_file(
    path: Path, catalogue: Catalogue, *, everything: bool = False
) -> tuple[list[dict[str, Any]], str]:
    """Objects of one file in reading order, and why it could not be read (empty when it could)."""
    from orchestration.claims import extract
    from orchestration.corpus import read_report
    from orchestration.ingest.scan import printable_name

    name = printable_name(str(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        return [], error.strerror or type(error).__name__
    report = read_report(data, name)
    found = extract(report, catalogue)
    rows = [_claim(name, claim) for claim in found.claims]
    if everything:
        taken = {(claim.char_start, claim.char_end) for claim in found.claims}
        rows += [_mention(name, m) for m in found.mentions if (m.char_start, m.char_end) not in taken]
    rows.sort(key=lambda row: (row["start"], row["end"]))
    return rows, "" if report.text_status == "ok" else f"{report.text_status}: {report.text_reason or ''}"


def _claim(name: str, claim: Claim) -> dict[str, Any]:
    return {
        "report": name,
        "start": claim.char_start,
        "end": claim.char_end,
        "surface": claim.surface,
        "value": claim.value,
        "value_low": claim.value_low,
        "value_high": claim.value_high,
        "unit": claim.unit,
        "qualifier": claim.qualifier,
        "class": claim.class_,
        "indicator_id": claim.indicator_id,
        "unmapped_reason": claim.unmapped_reason,
        "level": claim.level,
        "period_start": claim.period_start,
        "period_end": claim.period_end,
        "region": claim.region_name,
        "region_id": claim.region_id,
        "relation": claim.relation,
        "sentence": claim.sentence,
        "confidence": claim.confidence,
        "note": claim.note,
    }


def _mention(name: str, mention: ClassedMention) -> dict[str, Any]:
    return dict.fromkeys(COLUMNS) | {
        "report": name,
        "start": mention.char_start,
        "end": mention.char_end,
        "surface": mention.surface,
        "value": mention.value,
        "unit": mention.unit,
        "qualifier": mention.qualifier,
        "class": mention.class_,
        "note": mention.reason,
    }
