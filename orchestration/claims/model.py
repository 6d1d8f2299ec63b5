"""What extraction gives: claims, the links between them, and every numeric mention with its class. Frozen, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Candidate:
    """One indicator that was considered for a figure, and what spoke for it."""

    indicator_id: str
    score: float
    alias: str
    zone: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence says: a quantity tied to an indicator, a region and a period; never repaired.

    `char_start`/`char_end` are half-open offsets of the source text and `surface` is that slice; `sentence` is the clean sentence in
    the report's own script. `class_` is `figure` (with indicator_id) or `other` (without; unmapped_reason says why).
    `evidence` holds, for each judged field, the characters or the rule that decided it.
    """

    claim_id: str
    report_id: str
    claim_no: int
    class_: str
    indicator_id: str | None
    unmapped_reason: str | None
    candidates: tuple[Candidate, ...]
    region_id: str | None
    region_code: str | None
    region_name: str | None
    level: str | None
    relation: str | None
    per: str | None
    subset: str | None
    scope: str
    wording: str | None
    period_start: date | None
    period_end: date | None
    period_kind: str
    surface: str
    value: Decimal | None
    value_low: Decimal | None
    value_high: Decimal | None
    unit: str
    unit_printed: str
    qualifier: str
    of_indicator_id: str | None
    sentence: str
    sentence_hash: str
    sentence_start: int
    char_start: int
    char_end: int
    n: int
    m: int
    confidence: float
    note: str
    evidence: dict[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between claims that a rule may test; `group_id` joins the members of one constraint (a sum, a growth triple)."""

    link_id: str
    report_id: str
    kind: str
    claim_id: str
    role: str
    other_claim_id: str
    other_role: str
    group_id: str
    detail: str


@dataclass(frozen=True, slots=True)
class ClassedMention:
    """A numeric mention of the body with its class; offsets of the source text. Not stored, only counted and printed by --all."""

    char_start: int
    char_end: int
    surface: str
    value: Decimal | None
    unit: str
    qualifier: str
    class_: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one report gives."""

    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    mentions: tuple[ClassedMention, ...]
