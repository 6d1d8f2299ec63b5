"""Rows of `int_suspicions` in, rows of `int_repairs` out: the only place that knows the column names of the dbt models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from orchestration.quality.interval import Interval
from orchestration.quality.model import Constraint, Figure
from orchestration.quality.propose import propose

_AMOUNT = Decimal("0.000001")


def propose_from_rows(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One row a constraint and member (amounts Decimal, limits Decimal or None) -> one row a proposal."""
    figures: dict[str, Figure] = {}
    members: dict[str, list[tuple[str, str]]] = {}
    heads: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        constraint_id, claim_id = row["constraint_id"], row["claim_id"]
        members.setdefault(constraint_id, []).append((row["role"], claim_id))
        heads.setdefault(constraint_id, row)
        if claim_id not in figures:
            figures[claim_id] = _figure(row)
    constraints = [
        Constraint(
            constraint_id,
            head["rule_id"],
            head["kind"],
            tuple(members[constraint_id]),
            bool(head["is_failing"]),
            head["limit_low"],
            head["limit_high"],
            head["label_zh"] or "",
        )
        for constraint_id, head in heads.items()
        # A figure that plays two roles would have to vouch for itself.
        if len({claim_id for _, claim_id in members[constraint_id]}) == len(members[constraint_id])
    ]
    return [
        {
            "claim_id": proposal.claim_id,
            "suggested_value": proposal.suggested.quantize(_AMOUNT, ROUND_HALF_EVEN),
            "edit": proposal.edit,
            "votes": proposal.votes,
            "suggestion_reason_zh": proposal.reason_zh,
        }
        for proposal in propose(figures, constraints)
    ]


def _figure(row: Mapping[str, Any]) -> Figure:
    return Figure(
        claim_id=row["claim_id"],
        value=row["value"],
        interval=Interval(row["low"], row["high"]),
        surface=row["surface"],
        name=row["indicator_name_zh"],
        unit=row["unit"],
        confidence=float(row["confidence"] if row["confidence"] is not None else 0.5),
        must_be_whole=bool(row["must_be_whole"]),
        is_share=bool(row["is_share"]),
        is_firm=bool(row["is_firm"]),
    )
