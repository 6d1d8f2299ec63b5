"""From the bytes of one file to a `CleanReport`: the order of the steps, and nothing else.

bytes -> source text (charset, HTML) -> clean text with its map (damage, fold) -> blocks (boilerplate, outline) -> sentences, facts.
Each step lives in a module of its own; a new input format makes source text and calls `read_source`, it adds no branch here.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from orchestration.corpus import boilerplate, charset, damage, fold, html, outline, script
from orchestration.corpus.facts import read_facts
from orchestration.corpus.html_main import PageLine
from orchestration.corpus.model import (
    Block,
    CleanReport,
    Edit,
    OffsetMap,
    ReportFacts,
    Script,
    Sentence,
    TextStatus,
)
from orchestration.corpus.sentences import sentence_spans

_MAGIC = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP archive or Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office document"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"{\\rtf", "RTF document"),
    (b"Rar!", "RAR archive"),
    (b"\x1f\x8b", "gzip file"),
    (b"7z\xbc\xaf", "7z archive"),
)


def read_report(
    data: bytes,
    file_name: str,
    *,
    http_charset: str | None = None,
    overrides: Mapping[str, str] | None = None,
) -> CleanReport:
    """Read one report, plain text or HTML. Never raises on bad input: `text_status` and `text_reason` say what was wrong.

    Raises ValueError only when an override cannot be read.
    """
    report_id = hashlib.sha256(data).hexdigest()
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return empty_report(report_id, file_name, "unsupported", f"{name}, no reader for it here")
    decoded = charset.decode(data, http_charset=http_charset)
    if decoded.quality < charset.READABLE:
        reason = f"no encoding explains the bytes ({decoded.evidence})"
        return empty_report(report_id, file_name, "unreadable", reason, decoded.charset, decoded.evidence)
    if html.looks_like_html(decoded.text, file_name):
        page = html.read_page(decoded.text)
        return read_source(
            report_id,
            file_name,
            page.text,
            decoded.charset,
            decoded.evidence,
            lines=page.lines,
            meta=page.meta,
            overrides=overrides,
        )
    return read_source(
        report_id, file_name, decoded.text, decoded.charset, decoded.evidence, overrides=overrides
    )


def read_source(
    report_id: str,
    file_name: str,
    source: str,
    charset_name: str,
    charset_evidence: str,
    *,
    lines: Sequence[PageLine] | None = None,
    meta: Mapping[str, str] | None = None,
    overrides: Mapping[str, str] | None = None,
) -> CleanReport:
    """Source text of any format -> CleanReport. `lines` says what each line of the source is, where the format knows."""
    text, offsets, folded, spots = clean(source, wrapped=None if lines is None else False)
    if not folded:
        return empty_report(
            report_id, file_name, "empty", "the file holds no text", charset_name, charset_evidence, source
        )
    written: Script = script.detect_script(text)
    match_text = script.to_simplified(text) if written == "traditional" else text
    known = _known_lines(source, offsets, folded, lines) if lines is not None else None
    blocks = _blocks(match_text, folded, known, meta or {})
    sentences = _sentences(match_text, blocks, spots)
    facts = read_facts(
        text,
        match_text,
        blocks,
        meta=meta,
        overrides=overrides,
        printed=lambda start, end: _printed(source, text, offsets, start, end),
    )
    return CleanReport(
        report_id=report_id,
        file_name=file_name,
        source_text=source,
        text=text,
        match_text=match_text,
        offsets=offsets,
        blocks=blocks,
        sentences=sentences,
        facts=facts,
        charset=charset_name,
        charset_evidence=charset_evidence,
        script=written,
        text_status="ok",
        text_reason=None,
    )


def clean(
    source: str, *, wrapped: bool | None = None
) -> tuple[str, OffsetMap, list[fold.Line], list[tuple[int, int]]]:
    """Source text -> clean text, the map back, its lines, and the spans of unexplained damage (clean offsets)."""
    even = fold.same_length(source)
    edits = _without_overlap(
        damage.repair_edits(even), damage.reading_edits(even), fold.deletions(even), _split_bylines(even)
    )
    mended = fold.apply(even, edits)
    later, lines = fold.fold_lines(mended, wrapped=wrapped)
    text = fold.apply(mended, later)
    offsets = OffsetMap.from_edits(len(mended), later)
    if edits:
        offsets = OffsetMap.from_edits(len(source), edits).then(offsets)
    return text, offsets, lines, damage.damaged_spots(text)


def empty_report(
    report_id: str,
    file_name: str,
    status: TextStatus,
    reason: str,
    charset_name: str = "",
    charset_evidence: str = "",
    source: str = "",
) -> CleanReport:
    """The row of a file that could not be read: no text, a status and a reason."""
    return CleanReport(
        report_id=report_id,
        file_name=file_name,
        source_text=source,
        text="",
        match_text="",
        offsets=OffsetMap.identity(0),
        blocks=(),
        sentences=(),
        facts=ReportFacts(),
        charset=charset_name,
        charset_evidence=charset_evidence,
        script="simplified",
        text_status=status,
        text_reason=reason,
    )


_WIDE = "\u3000"


def _printed(source: str, text: str, offsets: OffsetMap, start: int, end: int) -> str:
    """Clean text with the ideographic spaces that stand between its words in the source (奋进珠江源　建功新时代); a letter-spaced
    line (关　于　工　会) stays joined."""
    first, last = offsets.source_span(start, end)
    if _WIDE not in source[first:last]:
        return text[start:end]
    shown: list[str] = []
    before = first
    for i in range(start, end):
        at, after = offsets.source_span(i, i + 1)
        if _WIDE in source[before:at]:
            shown.append(_WIDE)
        shown.append(_WIDE if text[i] == " " and _WIDE in source[at:after] else text[i])
        before = after
    words = "".join(shown).split(_WIDE)
    if any(len(word) == 1 for word in words):
        return text[start:end]
    return re.sub(" *　 *", _WIDE, _WIDE.join(words))


def _without_overlap(first: list[Edit], *others: list[Edit]) -> list[Edit]:
    """All edits in order; of two that touch, the one of the earlier list stays."""
    kept = list(first)
    for edits in others:
        if not kept:
            kept = list(edits)
            continue
        spans = sorted((e.start, e.end) for e in kept)
        for edit in edits:
            i = bisect_left(spans, (edit.end, -1))
            if i == 0 or spans[i - 1][1] <= edit.start:
                kept.append(edit)
        kept.sort(key=lambda e: e.start)
    return kept


_DATE_HEAD = re.compile(r"(?:19|20)\d\d\s?[-年/.]\s?\d")
_BYLINE_LENGTH = 160
_DATED_TITLE = re.compile(
    r"^(?!\s*(?:作者|来源|信息来源|浏览|点击))[^\n。:：]{8,60}?(?=\s*(?:发布时间|发布日期|更新时间|时间|日期)\s*[:：]\s*(?:19|20)\d\d)",
    re.M,
)


def _split_bylines(text: str) -> list[Edit]:
    """A line end between a title and its date, and around a counter that shares its line with the date (`2019-01-10 来源:某网 点击:128`).

    So that the counter is a block of its own, which is boilerplate, and the date is none.
    """
    head = _DATED_TITLE.match(text) if "时间" in text[:400] or "日期" in text[:400] else None
    edits = [Edit(head.end(), head.end(), "\n")] if head else []
    done = 0
    for date in _DATE_HEAD.finditer(text):
        if date.start() < done:
            continue
        start = text.rfind("\n", 0, date.start()) + 1
        done = text.find("\n", date.end())
        done = len(text) if done < 0 else done
        if done - start > _BYLINE_LENGTH or "。" in text[start:done]:
            continue
        for found in boilerplate.counter().finditer(text, start, done):
            if found.start() > start:
                edits.append(Edit(found.start(), found.start(), "\n"))
            if found.end() < done:
                edits.append(Edit(found.end(), found.end(), "\n"))
    return edits


def _known_lines(
    source: str, offsets: OffsetMap, folded: Sequence[fold.Line], lines: Sequence[PageLine]
) -> list[PageLine]:
    """What the format said about the source line that each clean line begins in."""
    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    found = []
    for clean_line in folded:
        at = offsets.source_span(clean_line.start, clean_line.start + 1)[0]
        found.append(lines[min(bisect_right(starts, at) - 1, len(lines) - 1)])
    return found


def _blocks(
    match_text: str,
    folded: Sequence[fold.Line],
    known: Sequence[PageLine] | None,
    meta: Mapping[str, str],
) -> tuple[Block, ...]:
    lines = [match_text[line.start : line.end] for line in folded]
    marked = boilerplate.mark(lines)
    hints: list[str | None] = [None] * len(lines)
    title = meta.get("title") or meta.get("page_title")
    plain_title = script.to_simplified(title) if title else None
    if known is not None:
        hints = [hint.kind for hint in known]
        first = next((i for i, hint in enumerate(known) if hint.main), 0)
        for i, hint in enumerate(known):
            if not hint.main and not (i < first and _belongs_above(lines[i], hint, plain_title)):
                marked[i] = True
    found = outline.outline(lines, marked, hints, plain_title)
    return tuple(
        Block(shape.kind, line.start, line.end, shape.path) for shape, line in zip(found, folded, strict=True)
    )


def _belongs_above(line: str, hint: PageLine, title: str | None) -> bool:
    """Title and byline that the extractor left above the article."""
    if hint.link_share > 0.5 or hint.furniture:
        return False
    if hint.kind == "heading" or outline.is_byline(line):
        return True
    key = re.sub(r"\W+", "", line)
    return bool(title) and len(key) >= 6 and key in re.sub(r"\W+", "", title or "")


def _sentences(text: str, blocks: Sequence[Block], spots: Sequence[tuple[int, int]]) -> tuple[Sentence, ...]:
    found = []
    starts = [start for start, _ in spots]
    for i, block in enumerate(blocks):
        if block.kind == "boilerplate":
            continue
        for start, end in sentence_spans(text, block.start, block.end):
            damaged = False
            if spots:
                k = bisect_left(starts, end)
                damaged = k > 0 and spots[k - 1][1] > start
            found.append(Sentence(start, end, i, damaged))
    return tuple(found)
