"""From failing constraints to proposals: suspects, repairs, votes. A proposal is made only where the evidence points one way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from orchestration.quality.constraints import EXACT, WORDING, holds, required
from orchestration.quality.explain import reason_zh
from orchestration.quality.interval import Interval
from orchestration.quality.model import Constraint, Figure, Proposal
from orchestration.quality.repairs import (
    Repair,
    digit_repairs,
    has_other_tenfold_reading,
    recomputed,
    scale_repairs,
    swapped,
)
from orchestration.quality.suspects import smallest_suspect_sets

#: How much better the best repair must be than any other of the same figure, and than one of another figure: how often a slip is
#: made may choose between readings of one number, hardly between two numbers.
MARGIN = 0.3
MARGIN_BETWEEN_FIGURES = 0.5
_STRENGTH = {"ratio": 1.0, "bound": 1.0, "at_most": 1.0}
#: A moved point explains every tenfold oddity, so ranges have to agree three times before it is proposed; an equation says it once.
_ENOUGH_FOR_A_POINT = 3.0
#: Edits that were looked for because they fit; scale slips are few and known beforehand.
_ONLY_FITTED = frozenset(("recomputed", "replaced", "dropped", "doubled", "transposed"))
#: Kinds by which grammar alone proves a figure wrong.
_PROOFS = frozenset(("whole", "multiplier", "overlong", "share"))
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
        if any(constraint.kind in EXACT for constraint in self.fixed):
            return True
        if all(constraint.kind == "at_most" for constraint in self.fixed):
            return False  # anything small enough, or large enough, would do
        if not self.repair.edit.startswith("point_"):
            return True
        return self.support >= _ENOUGH_FOR_A_POINT and not has_other_tenfold_reading(self.figure, self.repair)

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
    swap, is_backed = _swap(figures, constraints)
    if swap is not None:
        if is_backed:
            yield swap
        return  # where two numbers may have changed places, no other reading is the likely one
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


def _swap(figures: Mapping[str, Figure], constraints: Sequence[Constraint]) -> tuple[Proposal | None, bool]:
    """Part and whole that may have changed places: all would hold again. Backed where a failing constraint with a third figure says so too."""
    for constraint in constraints:
        if (
            constraint.kind != "at_most"
            or constraint.rule_id != "part_above_whole"
            or not constraint.is_failing
        ):
            continue
        part, whole = (
            next(c for role, c in constraint.members if role == name) for name in ("part", "whole")
        )
        pair = {part, whole}
        touching = [c for c in constraints if c.claim_ids & pair]
        if figures[part].is_firm or figures[whole].is_firm or any(c.kind in _PROOFS for c in touching):
            continue
        if any(c.is_failing and c not in touching for c in constraints):
            continue
        intervals = {claim_id: figures[claim_id].interval for c in touching for claim_id in c.claim_ids}
        intervals[part], intervals[whole] = intervals[whole], intervals[part]
        if not all(holds(c, intervals) for c in touching):
            continue
        repair = swapped(figures[part], figures[whole])
        others = [c for c in touching if c is not constraint and part in c.claim_ids]
        mended = {**figures, whole: replace(figures[whole], value=figures[part].value)}
        reason = reason_zh(figures[part], repair, [constraint], others, mended)
        is_backed = any(c.is_failing and not c.claim_ids <= pair for c in touching)
        return Proposal(part, repair.value, repair.edit, len(touching), reason), is_backed
    return None, False


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
    # One equation alone is met by changing any of its members; only a slip that everybody makes is then proposed.
    is_lone = len(failing) == 1 and len(failing[0].claim_ids) > 1
    for repair in _repairs(figure, failing, intervals):
        if not _is_possible(figure, repair.value) or (is_lone and repair.edit in _ONLY_FITTED):
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
