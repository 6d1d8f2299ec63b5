"""The record that leaves this package: one numeric mention of a text.

Only the shape lives here. No parsing, no vocabulary, no behaviour beyond what a dataclass gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

CLASSES = (
    "figure",
    "date",
    "ordinal",
    "name",
    "duration",
    "policy_param",
    "structure",
    "rank",
    "anecdote",
    "vague",
    "lexical",
    "boilerplate",
)
"""Classes of guide section 2; `figure` covers `other`, which only an indicator can tell apart."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One numeric mention: the characters, what they are worth and what kind of mention they are.

    `start` and `end` are half-open offsets in the text that was given. `value` is the printed number with
    万 and 亿 expanded, never repaired; None for date, name, duration, lexical, vague and boilerplate.
    `value_low` and `value_high` are the closed bounds of guide section 3, None where open. `unit` is the
    normalised unit (名 -> 人), `unit_printed` what stands in the text. `also` is the second qualifier.
    `reason` names the rule that chose `class_`.
    """

    start: int
    end: int
    surface: str
    value: Decimal | None
    value_low: Decimal | None
    value_high: Decimal | None
    range_hi: Decimal | None
    unit: str
    unit_printed: str
    qualifier: str
    also: str
    class_: str
    reason: str
    flags: frozenset[str]
