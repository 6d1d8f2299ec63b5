"""From failing constraints to proposals: suspects, repairs, votes. A proposal is made only where the evidence points one way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from orchestration.quality.constraints import EXACT, WORDING, holds, required
from orchestration.quality.explain import reason_zh
from orchestration.quality.interval import Interval
from orchestration.quality.model import Constraint, Figure, Proposal
from orchestration.quality.repairs import Repair, digit_repairs, recomputed, scale_repairs
from orchestration.quality.suspects import smallest_suspect_sets

#: How much better the best repair must be than any other of the same figure, and than one of another figure: how often a slip is
#: made may choose between readings of one number, hardly between two numbers.
MARGIN = 0.3
MARGIN_BETWEEN_FIGURES = 0.5
_STRENGTH = {"ratio": 1.0, "bound": 1.0, "at_most": 1.0}
#: A moved point explains every tenfold oddity, so ranges have to agree three times before it is proposed; an equation says it once.
_ENOUGH_FOR_A_POINT = 3.0
_ADDS_A_WORD = frozenset(("add_wan", "add_yi"))


@dataclass(frozen=True, slots=True)
class _Ballot:
    """One reading of one figure, with the constraints that it repairs and those that still hold."""

    figure: Figure
    repair: Repair
    fixed: tuple[Constraint, ...]
    kept: tuple[Constraint, ...]

    @property
    def support(self) -> float:
        return sum(_STRENGTH.get(constraint.kind, 2.0) for constraint in self.fixed)

    @property
    def is_electable(self) -> bool:
        """A weak reading still stands in the way of others: what could be either is not proposed."""
        is_exact = any(constraint.kind in EXACT for constraint in self.fixed)
        return is_exact or not self.repair.edit.startswith("point_") or self.support >= _ENOUGH_FOR_A_POINT

    @property
    def score(self) -> float:
        return self.support + self.repair.prior


def propose(figures: Mapping[str, Figure], constraints: Iterable[Constraint]) -> list[Proposal]:
    """Proposals for all components of the given constraints; every member must be in `figures`.

    Constraints that hold vote too: a repair that would break one is no repair.
    """
    proposals: list[Proposal] = []
    numeric = [c for c in constraints if c.kind not in WORDING]
    for component in _components(numeric):
        proposals += _propose_one(figures, component)
    return sorted(proposals, key=lambda proposal: proposal.claim_id)


def _components(constraints: Sequence[Constraint]) -> Iterator[list[Constraint]]:
    """Failing constraints that share figures, each with the holding constraints that touch them."""
    parent: dict[str, str] = {}

    def root(claim_id: str) -> str:
        while parent.setdefault(claim_id, claim_id) != claim_id:
            parent[claim_id] = parent[parent[claim_id]]
            claim_id = parent[claim_id]
        return claim_id

    for constraint in constraints:
        if constraint.is_failing:
            first, *others = constraint.claim_ids
            for other in others:
                parent[root(other)] = root(first)
            root(first)
    grouped: dict[str, list[Constraint]] = defaultdict(list)
    for constraint in constraints:
        for found in sorted({root(claim_id) for claim_id in constraint.claim_ids if claim_id in parent}):
            grouped[found].append(constraint)
    yield from grouped.values()


def _propose_one(figures: Mapping[str, Figure], constraints: list[Constraint]) -> Iterator[Proposal]:
    if len(constraints) == 1 and len(constraints[0].claim_ids) > 1:
        return  # one equation cannot say which side is wrong
    sets = smallest_suspect_sets(figures, constraints)
    if not sets:
        return
    if all(len(suspects) == 1 for suspects in sets):
        ballots = [
            b
            for suspects in sets
            for claim_id in suspects
            for b in _ballots(claim_id, suspects, figures, constraints)
        ]
        yield from _elected(ballots, constraints, figures)
    elif len(sets) == 1:
        for claim_id in sorted(sets[0]):
            yield from _elected(list(_ballots(claim_id, sets[0], figures, constraints)), constraints, figures)


def _ballots(
    claim_id: str, suspects: frozenset[str], figures: Mapping[str, Figure], constraints: Sequence[Constraint]
) -> Iterator[_Ballot]:
    figure = figures[claim_id]
    # What another suspect says is no evidence.
    mine = [c for c in constraints if c.claim_ids & suspects == {claim_id}]
    failing = [c for c in mine if c.is_failing]
    holding = [c for c in mine if not c.is_failing]
    if not failing or figure.is_firm:
        return
    intervals = {member: figures[member].interval for c in mine for member in c.claim_ids}
    for repair in _repairs(figure, failing, intervals):
        if not _is_possible(figure, repair.value):
            continue
        tried = {**intervals, claim_id: repair.interval}
        if not all(_satisfied(c, repair, tried) for c in mine):
            continue
        yield _Ballot(figure, repair, tuple(failing), tuple(holding))


def _repairs(
    figure: Figure, failing: Sequence[Constraint], intervals: Mapping[str, Interval]
) -> Iterator[Repair]:
    if not figure.is_share:  # a rate of 195% is a slip of a digit, never of 万 or of the point
        yield from scale_repairs(figure)
    exact = [required(c, figure.claim_id, intervals) for c in failing if c.kind in EXACT]
    if not exact:
        return
    lows = [needed.low for needed in exact if needed.low is not None]
    highs = [needed.high for needed in exact if needed.high is not None]
    if not lows or not highs:
        return
    needed = Interval(max(lows), min(highs))
    yield from digit_repairs(figure, needed)
    found = recomputed(figure, needed)
    if found is not None:
        yield found


def _is_possible(figure: Figure, value: Decimal) -> bool:
    if figure.must_be_whole and value != value.to_integral_value():
        return False
    return not (figure.is_share and value > 100)


def _satisfied(constraint: Constraint, repair: Repair, intervals: Mapping[str, Interval]) -> bool:
    match constraint.kind:
        case "whole":
            return repair.value == repair.value.to_integral_value()
        case "multiplier":
            return repair.edit in _ADDS_A_WORD
        case "overlong":
            return repair.edit == "drop_wan"
        case _:
            return holds(constraint, intervals)


def _elected(
    ballots: list[_Ballot], constraints: Sequence[Constraint], figures: Mapping[str, Figure]
) -> Iterator[Proposal]:
    ranked = sorted(ballots, key=lambda b: (-b.score, b.figure.claim_id, b.repair.value))
    if not ranked:
        return
    best = ranked[0]
    if not best.is_electable:
        return
    for rival in ranked[1:]:
        is_same_figure = rival.figure.claim_id == best.figure.claim_id
        if is_same_figure and rival.repair.value == best.repair.value:
            continue
        if best.score - rival.score < (MARGIN if is_same_figure else MARGIN_BETWEEN_FIGURES):
            return
    voters = (*best.fixed, *best.kept)
    yield Proposal(
        best.figure.claim_id,
        best.repair.value,
        best.repair.edit,
        len(voters),
        reason_zh(best.figure, best.repair, best.fixed, best.kept, figures),
    )
