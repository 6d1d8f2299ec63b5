"""The facts of a report, each with the characters that prove it and a confidence.

Order: the date (it decides which units existed), the union and its unit, the period. Overrides from outside win over everything
and say so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from orchestration.corpus.model import Block, Fact, ReportFacts
from orchestration.corpus.outline import SURNAMES
from orchestration.corpus.period import report_period, stock_date
from orchestration.corpus.period_model import Period
from orchestration.corpus.published import find_anchor, find_published
from orchestration.corpus.publisher import Publisher, Zone, find_publisher
from orchestration.corpus.regions import plain_name, region_table
from orchestration.corpus.script import to_simplified

_SOURCE = re.compile(
    r"(?:信息来源|文章来源|来源|稿源|发布机构|发布单位|来自|转自)\s*[:：]\s*[《“]?(?!\S{0,4}[:：])"
    r"([^\s》”|】)）:：《]{2,30}?)(?=[\s》”|】)）《]|——|发布时间|发布日期|时间|日期|作者|浏览|点击|编辑|$)"
)
_AUTHOR = re.compile(
    rf"(?:作者|记者|通讯员|撰稿|供稿|文/|文／|撰文)\s*[:：]?\s*"
    rf"([{SURNAMES}][㐀-鿿]{{1,3}}(?:[\s、][{SURNAMES}][㐀-鿿]{{1,3}}(?=[\s、|]|$)){{0,3}})"
)
_NAME = re.compile(rf"^[{SURNAMES}][㐀-鿿]{{1,3}}(?:[\s、][{SURNAMES}][㐀-鿿]{{1,3}})*$")
_SIGNED = re.compile(r"[（(]([㐀-鿿]{2,25}(?:总工会|工会))(?:[\s　]?[㐀-鿿]{2,8})?[)）]\s*$")
_ADDRESS = re.compile(r"(?:各位代表|各位领导|各位委员|各位同志|同志们|尊敬的|各位来宾)")
_ADDRESSED = re.compile(r"(?:各位|尊敬的|同志们)[^。，]{0,10}[：:]$")
_REPORTER = re.compile(
    r"[（(](?:本报|全媒体|见习|首席)?记者[\s:：]*([^)）]{2,30}?)(?:\s?通讯员[^)）]*)?[)）]"
)
_SIGNATURE = re.compile(r"(?:总工会|工会|工会委员会)(?:办公室)?\s*$")
_SPACED = re.compile(r"^总?[\s　]*工[\s　]+会$")
_SITE = re.compile(r"[_\-|—–－].{2,20}$")


def read_facts(
    text: str,
    match_text: str,
    blocks: Sequence[Block],
    *,
    meta: Mapping[str, str] | None = None,
    overrides: Mapping[str, str] | None = None,
    printed: Callable[[int, int], str] | None = None,
) -> ReportFacts:
    """Facts of a clean report.

    `meta` are facts of the page's metadata, `printed` gives the characters of a stretch as the source prints them, `overrides`
    are values that a person set (title, publisher, region_id, published_on, period_start, period_end, stock_date, source, author).
    """
    meta = meta or {}
    given = dict(overrides or {})
    evidence: dict[str, Fact] = {}
    title = _title(text, match_text, blocks, meta, evidence, printed)
    found = find_published(text, match_text, blocks, meta)
    published = found[0] if found else None
    if found:
        evidence["published_on"] = found[1]
    if "published_on" in given:
        published = date.fromisoformat(given["published_on"])
        evidence["published_on"] = Fact(given["published_on"], "override")
    source = _by_pattern("source", _SOURCE, text, match_text, blocks, meta, evidence)
    author = _author(text, match_text, blocks, meta, evidence)
    plain_title, title_at = _plain_title(match_text, blocks, title, evidence)
    lead_start, lead_end = _lead(match_text, blocks)
    lead = match_text[lead_start:lead_end]
    headings = tuple(match_text[b.start : b.end] for b in blocks if b.kind == "heading")
    anchor = None if published else find_anchor(match_text, blocks, lead_start)
    head = match_text[:lead_start]
    period = report_period(
        plain_title,
        lead,
        lead_start,
        match_text,
        published,
        headings,
        title_at,
        anchor=anchor,
        head=head,
    )
    year = _year_of(published, period)
    union = find_publisher(
        _zones(match_text, blocks, plain_title, lead_start, lead_end, source), match_text, year
    )
    _note_publisher(union, text, evidence)
    facts = _assemble(title, published, source, author, period, union, match_text, evidence)
    return _override(facts, given, evidence) if given else facts


def _title(
    text: str,
    match_text: str,
    blocks: Sequence[Block],
    meta: Mapping[str, str],
    evidence: dict[str, Fact],
    printed: Callable[[int, int], str] | None,
) -> str | None:
    spans = [(b.start, b.end) for b in blocks if b.kind == "title"]
    if spans:
        show = printed or (lambda start, end: text[start:end])
        parts = [show(start, end).rstrip(" |｜") for start, end in spans]
        parts = [_SPACED.sub(lambda m: re.sub(r"\s", "", m.group()), part) for part in parts]
        title = parts[0]
        for part in parts[1:]:
            title += part if part[:1] in "—–-" else " " + part
        confidence = 0.95 if not meta.get("title") or meta["title"][:6] in title else 0.85
        evidence["title"] = Fact(
            title, text[spans[0][0] : spans[-1][1]], spans[0][0], spans[-1][1], confidence
        )
        return title
    for key, confidence in (("title", 0.9), ("page_title", 0.7)):
        if meta.get(key):
            title = meta[key] if key == "title" else _SITE.sub("", meta[key])
            evidence["title"] = Fact(title, f"meta: {meta[key]}", confidence=confidence)
            return title
    # A dump without line ends: the title is what stands before the address.
    first = next((b for b in blocks if b.kind == "paragraph"), None)
    address = _ADDRESS.search(match_text, first.start, min(first.end, first.start + 120)) if first else None
    if first and address and address.start() - first.start >= 6:
        title = text[first.start : address.start()].strip()
        evidence["title"] = Fact(title, title, first.start, first.start + len(title), 0.6)
        return title
    return None


def _plain_title(
    match_text: str, blocks: Sequence[Block], title: str | None, evidence: dict[str, Fact]
) -> tuple[str, int]:
    """The title in Simplified, with its place (-1 when it stands outside the text)."""
    spans = [(b.start, b.end) for b in blocks if b.kind == "title"]
    if spans:
        return match_text[spans[0][0] : spans[-1][1]].replace("\n", " "), spans[0][0]
    fact = evidence.get("title")
    if fact is not None and fact.start is not None and fact.end is not None:
        return match_text[fact.start : fact.end], fact.start
    return (to_simplified(title), -1) if title else ("", -1)


def _by_pattern(
    name: str,
    pattern: re.Pattern[str],
    text: str,
    match_text: str,
    blocks: Sequence[Block],
    meta: Mapping[str, str],
    evidence: dict[str, Fact],
) -> str | None:
    for block in blocks:
        if block.kind == "byline":
            match = pattern.search(match_text, block.start, block.end)
            if match:
                start, end = match.span(1)
                evidence[name] = Fact(
                    text[start:end], text[match.start() : match.end()], match.start(), match.end(), 0.9
                )
                return text[start:end]
    if meta.get(name):
        evidence[name] = Fact(meta[name], f"meta: {meta[name]}", confidence=0.8)
        return meta[name]
    return None


def _author(
    text: str, match_text: str, blocks: Sequence[Block], meta: Mapping[str, str], evidence: dict[str, Fact]
) -> str | None:
    found = _by_pattern("author", _AUTHOR, text, match_text, blocks, {}, evidence)
    if found:
        return found
    for block in blocks:
        if block.kind == "byline" and _NAME.match(match_text[block.start : block.end]):
            name = text[block.start : block.end]
            evidence["author"] = Fact(name, name, block.start, block.end, 0.8)
            return name
        if block.kind == "paragraph" and block.end - block.start > 60:
            break
    written = _REPORTER.search(match_text)
    if written:
        start, end = written.span(1)
        evidence["author"] = Fact(
            text[start:end], text[written.start() : written.end()], written.start(), written.end(), 0.7
        )
        return text[start:end]
    if meta.get("author"):
        evidence["author"] = Fact(meta["author"], f"meta: {meta['author']}", confidence=0.7)
        return meta["author"]
    return None


def _lead(text: str, blocks: Sequence[Block]) -> tuple[int, int]:
    """The lead: paragraphs before the first heading, or the first one of a text without, at most 900 characters."""
    prose = [(i, b) for i, b in enumerate(blocks) if b.kind in ("paragraph", "quote", "list_item")]
    if not prose:
        return 0, 0
    # 各位代表： above 一、过去五年 is an address, the lead stands below that heading.
    if len(prose) > 1 and prose[0][1].end - prose[0][1].start <= 12:
        prose = prose[_ADDRESSED.match(text, prose[0][1].start, prose[0][1].end) is not None :]
    heading = next((i for i, b in enumerate(blocks) if b.kind == "heading" and i > prose[0][0]), len(blocks))
    first = [b for i, b in prose if i < heading][:4] or [prose[0][1]]
    return first[0].start, min(first[-1].end, first[0].start + 900)


def _zones(
    text: str, blocks: Sequence[Block], title: str, lead_start: int, lead_end: int, source: str | None
) -> list[Zone]:
    titles = [Zone(text[b.start : b.end], b.start, 12) for b in blocks if b.kind == "title"]
    zones = titles or ([Zone(title, -1, 12)] if title else [])
    zones += [Zone(text[b.start : b.end], b.start, 4) for b in blocks if b.kind == "byline"]
    last = next((b for b in reversed(blocks) if b.kind == "paragraph"), None)
    if last is not None:
        signed = _SIGNED.search(text[max(last.start, last.end - 60) : last.end])
        if signed:
            at = max(last.start, last.end - 60) + signed.start(1)
            zones.append(Zone(signed.group(1), at, 10))
        below = [
            b
            for b in blocks
            if b.start > last.start and b.kind in ("caption", "heading", "byline", "list_item")
        ]
        zones += [
            Zone(text[b.start : b.end], b.start, 8) for b in below if _SIGNATURE.search(text[b.start : b.end])
        ]
    zones.append(Zone(text[lead_start:lead_end], lead_start, 3, 4))
    zones.append(Zone(text[lead_end : lead_end + 3000], lead_end, 1, 8))
    return zones


def _year_of(published: date | None, period: Period | None) -> int | None:
    if published:
        return published.year
    return period.end.year if period and period.end else None


def _note_publisher(union: Publisher, text: str, evidence: dict[str, Fact]) -> None:
    proof = union.proof or union.reason
    end = union.at + len(union.proof) if union.at is not None else None
    if union.union:
        evidence["publisher"] = Fact(union.union, proof, union.at, end, union.confidence)
    why = proof if union.reason == "named" else f"{proof}: {union.reason}" if union.proof else union.reason
    evidence["region_id"] = Fact(
        union.region_id or "", why, union.at, end, union.confidence if union.region_id else 0.0
    )


def _assemble(
    title: str | None,
    published: date | None,
    source: str | None,
    author: str | None,
    period: Period | None,
    union: Publisher,
    match_text: str,
    evidence: dict[str, Fact],
) -> ReportFacts:
    start = end = stock = None
    approx = cumulative = False
    if period is not None:
        start, end, approx, cumulative = period.start, period.end, period.approx, period.cumulative
        stop = period.at + len(period.proof) if period.at is not None else None
        for name, value in (("period_start", start), ("period_end", end)):
            evidence[name] = Fact(
                value.isoformat() if value else "",
                period.proof or period.rule,
                period.at,
                stop,
                period.confidence,
            )
        stock = stock_date(period, published, match_text)
        evidence["stock_date"] = Fact(
            stock.isoformat() if stock else "",
            period.proof or period.rule,
            period.at,
            stop,
            period.confidence,
        )
    return ReportFacts(
        title=title,
        publisher=union.union,
        region_id=union.region_id,
        region_code=union.region_code,
        region_name=union.region_name,
        admin_level=union.level,
        published_on=published,
        period_start=start,
        period_end=end,
        stock_date=stock,
        period_approx=approx,
        cumulative=cumulative,
        source=source,
        author=author,
        evidence=evidence,
    )


def _override(facts: ReportFacts, given: dict[str, str], evidence: dict[str, Fact]) -> ReportFacts:
    """Values that a person set. Raises ValueError naming the field when a date or a region cannot be read."""
    changed: dict[str, object] = {name: getattr(facts, name) for name in facts.__dataclass_fields__}
    for name, value in given.items():
        if name not in changed or name == "evidence":
            raise ValueError(f"override {name}: no such fact; use one of {', '.join(sorted(changed))}")
        if name in ("published_on", "period_start", "period_end", "stock_date"):
            changed[name] = date.fromisoformat(value) if value else None
        elif name in ("period_approx", "cumulative"):
            changed[name] = value.lower() in ("1", "true", "yes")
        else:
            changed[name] = value or None
        evidence[name] = Fact(value, "override")
    if given.get("region_id"):
        code = given["region_id"].partition(":")[0]
        region = region_table().get(code)
        if region is None and code != "000000":
            raise ValueError(
                f"override region_id {given['region_id']}: no such code; see seeds/reference/regions.csv"
            )
        changed["region_code"] = code
        if "region_name" not in given:
            changed["region_name"] = plain_name(given["region_id"])
        if "admin_level" not in given:
            changed["admin_level"] = (
                "enterprise" if ":" in given["region_id"] else region.level if region else "national"
            )
    changed["evidence"] = evidence
    return ReportFacts(**changed)  # type: ignore[arg-type]
