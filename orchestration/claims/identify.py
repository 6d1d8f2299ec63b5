"""Ids that outlive the rules: made from raw content and offsets, never from a clock, an indicator or a cleaned text (design, "Ids")."""

from __future__ import annotations

import hashlib


def _hash(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:16]


def claim_id(report_id: str, number_start: int, n: int, m: int) -> str:
    """Id of the nth of m claims on the number whose first character stands at `number_start` of the source text."""
    return _hash("claim", report_id, number_start, n, m)


def link_id(kind: str, claim: str, other: str, group: str) -> str:
    """Id of one link between two claims."""
    return _hash("link", kind, claim, other, group)


def sentence_hash(source_slice: str) -> str:
    """Hash of a sentence as it stands in the source."""
    return _hash("sentence", source_slice)
