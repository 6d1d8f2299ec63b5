"""Labelled rows as claims, without the extractor: what the laboratory spoils must be right before it is spoiled.

A row has the columns of the annotation guide (section 1) as text. Spaces inside numbers are
read through, as the reader of pages does. Regions are given ids that no other report shares, so that many
copies of one report can stand in one warehouse and none is evidence about another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from orchestration.catalogue import Catalogue
from orchestration.claims.datings import period_kind
from orchestration.claims.identify import claim_id, sentence_hash
from orchestration.claims.links import find_links
from orchestration.claims.model import Claim, ClassedMention, Link
from orchestration.figures.intervals import bounds, percent_place

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NUMERAL = re.compile(r"[\d.,，、。；：\s〇一二三四五六七八九十百千万亿萬億两兩余餘多近约約超逾几]+")
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_IN_NUMBER = re.compile(r"(?<=\d)[。；](?=\d)")
#: The extractor's median on labelled reports; rules that ask for a sure indicator must be reached.
CONFIDENCE = 0.9
_RELATIVE = ("%", "百分点", "倍", "‰")


@dataclass(frozen=True, slots=True)
class ReportLabels:
    """One labelled report: its text, its rows, and what a fact sheet says of it (blank where it says nothing)."""

    key: str
    text: str
    rows: Sequence[Mapping[str, Any]]
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LabelledReport:
    """Lake rows of one labelled report. `planted` are the claims whose label says that the print itself is doubtful."""

    report: dict[str, Any]
    claims: tuple[dict[str, Any], ...]
    planted: frozenset[str]
    standards: tuple[ClassedMention, ...]


def read_labels(labels: ReportLabels, catalogue: Catalogue) -> LabelledReport:
    """Claims of all `figure` and `other` rows with a value. Raises KeyError when a row names an indicator that the catalogue lacks."""
    facts = labels.facts
    report_id = "label:" + labels.key
    region = facts.get("region") or ""
    rows: list[dict[str, Any]] = []
    planted: set[str] = set()
    standards: list[ClassedMention] = []
    sentences = list(_sentences(labels.text))
    for row in labels.rows:
        value = _decimal(row["value"])
        if row["class"] == "policy_param" and value is not None:
            start = int(row["start"])
            standards.append(
                ClassedMention(
                    start,
                    start + len(row["surface"]),
                    row["surface"],
                    value,
                    row["unit"],
                    row["qualifier"],
                    "policy_param",
                    "label",
                )
            )
        if row["class"] not in ("figure", "other") or value is None:
            continue
        claim = _claim(row, value, report_id, region, len(rows) + 1, labels.text, sentences, catalogue)
        rows.append(row_of(claim))
        doubts = {token[8:] for token in row["note"].split(";") if token.startswith("suspect=")} - {"ocr"}
        if doubts:
            planted.add(claim.claim_id)
    return LabelledReport(
        _report_row(labels, report_id, region), tuple(rows), frozenset(planted), tuple(standards)
    )


def _report_row(labels: ReportLabels, report_id: str, region: str) -> dict[str, Any]:
    facts = labels.facts
    return {
        "report_id": report_id,
        "lineage_id": report_id,
        "version_no": 1,
        "standing": "current",
        "file_name": labels.key,
        "title": labels.key,
        "region_id": f"{report_id}:{region}",
        "region_code": facts.get("region_code") or None,
        "region_name": region,
        "admin_level": facts.get("admin_level") or None,
        **{
            name: _date(facts.get(name, ""))
            for name in ("published_on", "period_start", "period_end", "stock_date")
        },
        "script": "simplified",
        "char_count": len(labels.text),
        "first_seen_at": datetime(2000, 1, 1),
        "text_status": "ok",
        "rules_version": "labels",
    }


def _claim(
    row: Mapping[str, Any],
    value: Decimal,
    report_id: str,
    region: str,
    claim_no: int,
    text: str,
    sentences: Sequence[tuple[int, int]],
    catalogue: Catalogue,
) -> Claim:
    tokens = _tokens(row["note"])
    start = int(row["start"])
    left, right = next((a, b) for a, b in sentences if a <= start < b)
    n, m = (int(part) for part in tokens.get("dist", "1/1").split("/"))
    first, last = _date(row["period_start"]), _date(row["period_end"])
    indicator = catalogue.indicators[row["indicator_id"]] if row["indicator_id"] else None
    low, high = interval(
        row["surface"], value, row["unit"], row["qualifier"], _decimal(tokens.get("range_hi", ""))
    )
    place = region if row["region"] in ("", region) else row["region"]
    scope = tokens.get("scope") or ("context" if "context" in tokens else "area")
    return Claim(
        claim_id=claim_id(report_id, start, n, m),
        report_id=report_id,
        claim_no=claim_no,
        class_=row["class"],
        indicator_id=row["indicator_id"] or None,
        unmapped_reason=None if indicator else "no_alias",
        candidates=(),
        region_id="000000" if place == "全国" else f"{report_id}:{place}",
        region_code=None,
        region_name=place,
        level=row["level"] or None,
        relation=row["relation"] or None,
        per=tokens.get("per"),
        subset=tokens.get("subset"),
        scope=scope,
        wording=tokens.get("wording"),
        period_start=first,
        period_end=last,
        period_kind=period_kind(first, last, indicator is not None and indicator.kind == "stock"),
        surface=re.sub(r"\s", "", row["surface"]),
        value=value,
        value_low=low,
        value_high=high,
        unit=row["unit"],
        unit_printed=_printed_unit(row["surface"], tokens, row["unit"]),
        qualifier=row["qualifier"],
        of_indicator_id=tokens.get("of"),
        sentence=re.sub(r"\s", "", text[left:right]),
        sentence_hash=sentence_hash(text[left:right]),
        sentence_start=left,
        char_start=start,
        char_end=start + len(row["surface"]),
        n=n,
        m=m,
        confidence=CONFIDENCE,
        note=f"combined={tokens['combined']}" if "combined" in tokens else "",
        evidence={},
    )


def interval(
    surface: str, value: Decimal, unit: str, qualifier: str, range_hi: Decimal | None = None
) -> tuple[Decimal | None, Decimal | None]:
    """What a print may stand for (guide, section 3), read from the print and its value alone.

    >>> interval("3.2万人", Decimal(32000), "人", ""), interval("265人", Decimal(265), "人", "")
    ((Decimal('31500.0'), Decimal('33000.0')), (Decimal('265'), Decimal('265')))
    """
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", _IN_NUMBER.sub(".", surface)))
    match = _NUMBER.search(folded)
    digits = match.group().replace(",", "") if match else ""
    decimals = len(digits.partition(".")[2])
    if digits and Decimal(digits):
        worth = value / Decimal(digits)
        place = worth.scaleb(-decimals) if decimals else worth.scaleb(_zeros(digits))
        exact = worth == 1 and not decimals and unit not in _RELATIVE
    else:
        place = Decimal(10) ** _zeros(f"{value:f}".partition(".")[0])
        exact = "万" not in folded and "亿" not in folded and unit not in _RELATIVE
    if unit in _RELATIVE and not qualifier:
        place = percent_place(value, place)
    return bounds(value, place, qualifier, exact=exact and not qualifier, high=range_hi)


def links_of(
    rows: Sequence[Mapping[str, Any]], standards: Sequence[ClassedMention], catalogue: Catalogue
) -> list[Link]:
    """Links that extraction would make between claims given as rows."""
    names = {field.name for field in fields(Claim)}
    claims = [
        Claim(
            **{name: value for name, value in row.items() if name in names},
            class_=row["class"],
            candidates=(),
            evidence={},
        )
        for row in rows
    ]
    return find_links(claims, catalogue, standards)


def row_of(claim: Claim) -> dict[str, Any]:
    """A claim under the column names of the lake, without the columns that only explain it."""
    row = {
        field.name: getattr(claim, field.name)
        for field in fields(claim)
        if field.name not in ("class_", "candidates", "evidence")
    }
    return row | {"class": claim.class_}


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text) + 1


def _tokens(note: str) -> dict[str, str]:
    """Tokens of a note (guide, section 10); the first wording is the one that counts, free words are left out."""
    found: dict[str, str] = {}
    for token in note.split(";"):
        name, _, value = token.partition("=")
        if name == "remark":
            break
        found.setdefault(name, value)
    return found


def _printed_unit(surface: str, tokens: Mapping[str, str], unit: str) -> str:
    printed = tokens.get("unit", "")
    return printed if printed and printed != "missing" else _NUMERAL.sub("", surface) or unit


def _zeros(digits: str) -> int:
    return len(digits) - len(digits.rstrip("0")) if digits.strip("0") else 0


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
