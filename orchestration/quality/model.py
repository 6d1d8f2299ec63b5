"""Shapes of the reasoning: a figure (one claim as a number with its interval), a constraint over figures, a proposal for a figure."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from orchestration.quality.interval import Interval


@dataclass(frozen=True, slots=True)
class Figure:
    """One claim as a number. `interval` is what hedge and rounding allow; `is_firm` says a person has confirmed the value."""

    claim_id: str
    value: Decimal
    interval: Interval
    surface: str = ""
    name: str = ""
    unit: str = ""
    confidence: float = 0.9
    must_be_whole: bool = False
    is_share: bool = False
    is_firm: bool = False


@dataclass(frozen=True, slots=True)
class Constraint:
    """`kind` says the arithmetic (see `constraints`), `members` who plays which role; limits belong to kinds that have them."""

    constraint_id: str
    rule_id: str
    kind: str
    members: tuple[tuple[str, str], ...]  # (role, claim_id)
    is_failing: bool
    limit_low: Decimal | None = None
    limit_high: Decimal | None = None
    label: str = ""
    claim_ids: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "claim_ids", frozenset(claim_id for _, claim_id in self.members))

    def role_of(self, claim_id: str) -> str:
        """Role of a member. Raises KeyError for a stranger."""
        for role, member in self.members:
            if member == claim_id:
                return role
        raise KeyError(claim_id)


@dataclass(frozen=True, slots=True)
class Proposal:
    """`suggested` is what was probably meant; `reason_zh` gives the votes with their arithmetic in one sentence."""

    claim_id: str
    suggested: Decimal
    edit: str
    votes: int
    reason_zh: str
