"""Figures that lean on one named before: 比上年增加60件, 增长12%, 完成任务的104%.

Which figure they lean on, and whose dates they take. The words that make a figure lean are `relations`' business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from orchestration.claims.match import Match
from orchestration.claims.model import Candidate, Claim

_RELATIVE = ("%", "‰", "倍", "百分点")
_ORGANISATIONS, _PERSONS = {"家", "个", "所"}, {"名", "人", "位"}


def antecedent(
    before: Sequence[Claim], unit: str, place: tuple[int, int] | None, *, of_plan: bool = False
) -> Claim | None:
    """The claim that a leaning figure of `unit` speaks of; `place` is its (position, count) in a run after 分别.

    `of_plan`: a share of a plan speaks of what was done, not of whom it covers (签订1375份,覆盖职工19.7万人,完成任务的〔76.4%〕).

    会员61.7万人,其中农民工33.9万人,分别增长22.7%和〔41%〕 -> the claim of 33.9万人.
    """
    fitting = [c for c in before if c.indicator_id and _fits(c, unit)]
    levels = [c for c in fitting if c.relation in ("level", "per_period")]
    if place is not None and len(levels) >= place[1]:
        return levels[len(levels) - place[1] + place[0]]
    if of_plan:
        fitting = [c for c in fitting if not _covered(c)] or fitting
    return fitting[-1] if fitting else None


def leaned_match(claim: Claim, match: Match) -> Match:
    """`match` with the indicator of `claim` before its own candidates."""
    assert claim.indicator_id is not None
    first = Candidate(claim.indicator_id, 2.0, "the figure before", "antecedent")
    return Match((first, *match.candidates), None, False)


def from_to(before: Sequence[Claim], indicator_id: str | None) -> tuple[date | None, date] | None:
    """由A增至B,增幅58%: the change runs from the date of A to the date of B; None when no such pair stands before."""
    if len(before) < 2:
        return None
    a, b = before[-2], before[-1]
    if a.indicator_id is None or not a.indicator_id == b.indicator_id == indicator_id or a.unit != b.unit:
        return None
    if a.period_end is None or b.period_end is None or not a.period_end < b.period_end:
        return None
    return a.period_end, b.period_end


def _covered(claim: Claim) -> bool:
    words = claim.sentence[: max(0, claim.sentence.find(claim.surface))]
    return any(word in re.split("[，,；;]", words)[-1] for word in ("覆盖", "涉及", "惠及", "受益"))


def _fits(claim: Claim, unit: str) -> bool:
    if unit in _RELATIVE or claim.unit == unit or claim.unit_printed == unit:
        return True
    pair = {claim.unit_printed, unit}
    return pair <= _ORGANISATIONS or pair <= _PERSONS
