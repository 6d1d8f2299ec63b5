"""The smallest suspect set: the figures of least total weight whose change can satisfy every failing constraint.

Fellegi and Holt's principle of minimum change, with weights from confidence. The systems are one paragraph small: one binary variable
a figure, one row a failing constraint, solved by SciPy's MILP; sets that reading the numbers rules out are cut off and it is solved again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from orchestration.quality.constraints import WORDING, required
from orchestration.quality.interval import Interval
from orchestration.quality.model import Constraint, Figure

#: Sets whose weight is this close to the best explain the failure as well as it does.
TIE = 0.35
#: Two sets of several figures already mean that the evidence does not say which; more are not asked for.
_MOST_SETS = 2
_MOST_TRIES = 3
#: A tangle of more figures than a paragraph holds is for people; a solver would name some set, not the likely one.
_MOST_FIGURES = 12
_FIRM = 100.0


def weight(figure: Figure, proven: Iterable[str] = ()) -> float:
    """Reluctance to call a figure wrong: its confidence; nearly none where grammar proves it, prohibitive where a person confirmed it."""
    if figure.is_firm:
        return _FIRM
    return 0.01 if figure.claim_id in proven else 0.5 + figure.confidence


def smallest_suspect_sets(
    figures: Mapping[str, Figure], constraints: Sequence[Constraint]
) -> list[frozenset[str]]:
    """All sets of least weight (within TIE), best first; several mean that the evidence does not say which figure is wrong."""
    failing = [constraint for constraint in constraints if constraint.is_failing]
    if not failing:
        return []
    proven = {
        next(iter(c.claim_ids))
        for c in failing
        if len(c.claim_ids) == 1 and c.kind not in ("bound", *WORDING)
    }
    claim_ids = sorted({claim_id for constraint in failing for claim_id in constraint.claim_ids})
    weights = {claim_id: weight(figures[claim_id], proven) for claim_id in claim_ids}
    intervals = {claim_id: figures[claim_id].interval for claim_id in claim_ids}
    for size in (1, 2):
        found = _enumerated(size, weights, failing, intervals)
        # Lighter than any larger set could be: no need to ask the solver, whose import alone takes half a second.
        if found and (
            len(claim_ids) <= size or found[0][0] + TIE <= sum(sorted(weights.values())[: size + 1])
        ):
            return [suspects for total, suspects in found if total <= found[0][0] + TIE]
    if len(claim_ids) > _MOST_FIGURES:
        return []
    return _solve(claim_ids, weights, failing, intervals)


def _enumerated(
    size: int,
    weights: Mapping[str, float],
    failing: Sequence[Constraint],
    intervals: Mapping[str, Interval],
) -> list[tuple[float, frozenset[str]]]:
    """All sets of one or two figures that touch every failing constraint and leave each suspect a value, lightest first."""
    touched = [constraint.claim_ids for constraint in failing]
    candidates: set[frozenset[str]] = set()
    if size == 1:
        candidates = {frozenset({claim_id}) for claim_id in frozenset.intersection(*touched)}
    else:
        for one in touched[
            0
        ]:  # one of the two touches the first constraint, the other all that this one leaves
            left = [claim_ids for claim_ids in touched if one not in claim_ids]
            if left:
                candidates |= {frozenset({one, other}) for other in frozenset.intersection(*left)}
            else:
                candidates |= {frozenset({one, other}) for other in weights if other != one}
    found = [
        (sum(weights[claim_id] for claim_id in suspects), suspects)
        for suspects in candidates
        if _explains(suspects, intervals, failing)
    ]
    return sorted(found, key=lambda pair: (pair[0], sorted(pair[1])))


def _solve(
    claim_ids: list[str],
    weights: Mapping[str, float],
    failing: Sequence[Constraint],
    intervals: Mapping[str, Interval],
) -> list[frozenset[str]]:
    import numpy as np  # late: importing SciPy takes as long as a whole small build
    from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]

    costs = np.array([weights[claim_id] for claim_id in claim_ids])
    rows = [[float(claim_id in constraint.claim_ids) for claim_id in claim_ids] for constraint in failing]
    floors = [1.0] * len(rows)
    found: list[frozenset[str]] = []
    best: float | None = None
    for _ in range(_MOST_TRIES):
        answer = milp(
            costs,
            constraints=LinearConstraint(np.array(rows), np.array(floors), np.inf),
            bounds=Bounds(0, 1),
            integrality=np.ones(len(costs)),
        )
        if not answer.success or len(found) >= _MOST_SETS:
            break
        if best is not None and answer.fun > best + TIE:
            break
        chosen = [value > 0.5 for value in answer.x]
        suspects = frozenset(claim_id for claim_id, taken in zip(claim_ids, chosen, strict=True) if taken)
        if _explains(suspects, intervals, failing):
            best = answer.fun if best is None else best
            found.append(suspects)
            # Supersets explain no better: ask for a set that leaves one of these out.
            rows.append([-float(taken) for taken in chosen])
            floors.append(-(sum(chosen) - 1.0))
        else:
            # Changing these alone cannot satisfy all: at least one more figure has to change.
            rows.append([float(not taken) for taken in chosen])
            floors.append(1.0)
    return found


def _explains(
    suspects: frozenset[str], intervals: Mapping[str, Interval], failing: Sequence[Constraint]
) -> bool:
    """Whether each suspect has a value left, where it is the only suspect of a constraint."""
    for claim_id in suspects:
        needed: list[Interval] = []
        for constraint in failing:
            if constraint.kind not in WORDING and constraint.claim_ids & suspects == {claim_id}:
                needed.append(required(constraint, claim_id, intervals))
        if any(not a.overlaps(b) for i, a in enumerate(needed) for b in needed[i + 1 :]):
            return False
    return True
