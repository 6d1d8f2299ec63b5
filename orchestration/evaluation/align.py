"""One-to-one alignment of our rows with gold rows of one report.

Belongs here: which row answers which. Not here: what a pair is worth.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from orchestration.evaluation.rows import CLAIM_CLASSES, Row

# Larger than any sum of overlaps or agreements in one report, so that the parts of a weight never mix.
_RADIX = 10**9


@dataclass(frozen=True, slots=True)
class Alignment:
    """What became of every row of one report.

    matched: (ours, gold) whose spans overlap and whose values are equal. misread: (ours, gold) of what is
    left whose spans overlap but whose values differ. missed: gold alone. spurious: ours alone.
    """

    matched: tuple[tuple[Row, Row], ...]
    misread: tuple[tuple[Row, Row], ...]
    missed: tuple[Row, ...]
    spurious: tuple[Row, ...]


def align(ours: Sequence[Row], gold: Sequence[Row]) -> Alignment:
    """Pair rows of one report: most pairs, most shared characters, noun order, then most equal labels.

    Rows on one span (各, 均) keep their noun order where both sides have equally many; else labels decide.
    """
    matched = _pair(ours, gold, same_value)
    left_ours = _without(ours, [o for o, _ in matched])
    left_gold = _without(gold, [g for _, g in matched])
    misread = _pair(left_ours, left_gold, lambda _ours, _gold: True)
    return Alignment(
        matched=tuple(matched),
        misread=tuple(misread),
        missed=tuple(_without(left_gold, [g for _, g in misread])),
        spurious=tuple(_without(left_ours, [o for o, _ in misread])),
    )


def same_value(ours: Row, gold: Row) -> bool:
    """Equal values; a gold row of a non-figure class without a value asks for overlap only."""
    if gold.value is None:
        return gold.class_ not in CLAIM_CLASSES or ours.value is None
    return ours.value == gold.value


def agreement_count(ours: Row, gold: Row) -> int:
    """How many labels of a pair are equal, the indicator twice, for it says most about what is meant."""
    return (
        (ours.class_ == gold.class_)
        + 2 * (ours.indicator_id == gold.indicator_id)
        + (ours.unit == gold.unit)
        + (ours.qualifier == gold.qualifier)
        + (ours.level == gold.level)
        + (ours.period == gold.period)
        + (ours.region == gold.region)
        + (ours.relation == gold.relation)
    )


def _without(rows: Sequence[Row], taken: Sequence[Row]) -> list[Row]:
    """Rows that were not taken, by identity: two equal rows are still two rows."""
    gone = {id(row) for row in taken}
    return [row for row in rows if id(row) not in gone]


def _pair(
    ours: Sequence[Row], gold: Sequence[Row], compatible: Callable[[Row, Row], bool]
) -> list[tuple[Row, Row]]:
    ours = sorted(ours, key=lambda row: row.start)
    gold = sorted(gold, key=lambda row: row.start)
    ours_rank, ours_size = _ranks(ours)
    gold_rank, gold_size = _ranks(gold)
    weights: dict[tuple[int, int], int] = {}
    first = 0
    longest = max((row.end - row.start for row in gold), default=0)
    for i, our in enumerate(ours):
        while first < len(gold) and gold[first].start + longest <= our.start:
            first += 1
        for j in range(first, len(gold)):
            if gold[j].start >= our.end:
                break
            overlap = min(our.end, gold[j].end) - max(our.start, gold[j].start)
            if overlap <= 0 or not compatible(our, gold[j]):
                continue
            in_order = ours_size[i] == gold_size[j] and ours_rank[i] == gold_rank[j]
            weight = _RADIX + overlap
            weight = weight * _RADIX + int(in_order)
            weights[i, j] = weight * _RADIX + agreement_count(our, gold[j])
    pairs: list[tuple[int, int]] = []
    for component in _components(list(weights)):
        pairs.extend(_best_pairs(component, weights))
    return [(ours[i], gold[j]) for i, j in sorted(pairs)]


def _ranks(rows: Sequence[Row]) -> tuple[list[int], list[int]]:
    """For each row its place among the rows of the same span, and how many these are."""
    seen: Counter[tuple[int, int]] = Counter()
    rank = []
    for row in rows:
        rank.append(seen[row.start, row.end])
        seen[row.start, row.end] += 1
    return rank, [seen[row.start, row.end] for row in rows]


def _components(edges: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Edges grouped by connection, so that each small group is solved alone."""
    by_ours: dict[int, list[tuple[int, int]]] = defaultdict(list)
    by_gold: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for edge in edges:
        by_ours[edge[0]].append(edge)
        by_gold[edge[1]].append(edge)
    seen: set[tuple[int, int]] = set()
    groups = []
    for edge in edges:
        if edge in seen:
            continue
        seen.add(edge)
        group, queue = [], [edge]
        while queue:
            current = queue.pop()
            group.append(current)
            for neighbour in by_ours[current[0]] + by_gold[current[1]]:
                if neighbour not in seen:
                    seen.add(neighbour)
                    queue.append(neighbour)
        groups.append(sorted(group))
    return groups


def _best_pairs(edges: list[tuple[int, int]], weights: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    """The pairs of one component with the greatest sum of weights."""
    if len(edges) == 1:
        return edges
    left = sorted({i for i, _ in edges})
    right = sorted({j for _, j in edges})
    gain = [[weights.get((i, j), 0) for j in right] for i in left]
    return [(left[a], right[b]) for a, b in _assign(gain) if gain[a][b]]


def _assign(gain: list[list[int]]) -> list[tuple[int, int]]:
    """Assignment of greatest total gain (Hungarian method with potentials), exact in whole numbers."""
    size = max(len(gain), len(gain[0]))
    cost = [[0] * (size + 1) for _ in range(size + 1)]
    for a, line in enumerate(gain):
        for b, value in enumerate(line):
            cost[a + 1][b + 1] = -value
    endless = 10**40
    row_price, column_price = [0] * (size + 1), [0] * (size + 1)
    row_of, previous = [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        row_of[0] = row
        slack, used, column = [endless] * (size + 1), [False] * (size + 1), 0
        while row_of[column]:
            used[column] = True
            here, least, following = row_of[column], endless, 0
            for candidate in range(1, size + 1):
                if used[candidate]:
                    continue
                reduced = cost[here][candidate] - row_price[here] - column_price[candidate]
                if reduced < slack[candidate]:
                    slack[candidate], previous[candidate] = reduced, column
                if slack[candidate] < least:
                    least, following = slack[candidate], candidate
            for candidate in range(size + 1):
                if used[candidate]:
                    row_price[row_of[candidate]] += least
                    column_price[candidate] -= least
                else:
                    slack[candidate] -= least
            column = following
        while column:
            row_of[column] = row_of[previous[column]]
            column = previous[column]
    return [
        (row_of[b] - 1, b - 1) for b in range(1, size + 1) if row_of[b] <= len(gain) and b <= len(gain[0])
    ]
