"""From the bytes of one file to a `CleanReport`: the order of the steps, and nothing else.

Each step lives in a module of its own; a new input format adds a module that makes source text, not a branch here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from orchestration.corpus.model import Block, CleanReport, Edit, OffsetMap, ReportFacts, Sentence
from orchestration.corpus.sentences import sentence_spans


def read_report(
    data: bytes,
    file_name: str,
    *,
    http_charset: str | None = None,
    overrides: Mapping[str, str] | None = None,
) -> CleanReport:
    """Read one report. Never raises on bad input: `text_status` and `text_reason` say what was wrong."""
    report_id = hashlib.sha256(data).hexdigest()
    source = data.decode("utf-8-sig", "replace")
    edits: list[Edit] = []
    blocks: list[Block] = []
    length = 0
    at = 0
    for line in source.splitlines(keepends=True):
        body = line.strip()
        if body:
            first = at + line.index(body[0])
            last = first + len(body)
            if blocks:
                edits.append(Edit(blocks_end, first, "\n"))
                length += 1
            elif first:
                edits.append(Edit(0, first, ""))
            blocks.append(Block("paragraph" if blocks else "title", length, length + len(body)))
            length += len(body)
            blocks_end = last
        at += len(line)
    if blocks and blocks_end < len(source):
        edits.append(Edit(blocks_end, len(source), ""))
    text = "\n".join(line.strip() for line in source.splitlines() if line.strip())
    sentences = tuple(
        Sentence(start, end, i)
        for i, block in enumerate(blocks)
        for start, end in sentence_spans(text, block.start, block.end)
    )
    return CleanReport(
        report_id=report_id,
        file_name=file_name,
        source_text=source,
        text=text,
        match_text=text,
        offsets=OffsetMap.from_edits(len(source), edits) if blocks else OffsetMap.identity(0),
        blocks=tuple(blocks),
        sentences=sentences,
        facts=ReportFacts(title=text[: blocks[0].end] if blocks else None),
        charset="utf-8",
        charset_evidence="assumed",
        script="simplified",
        text_status="ok" if blocks else "empty",
        text_reason=None if blocks else "no text",
    )
