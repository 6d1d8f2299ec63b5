"""Where a cue stands seen from a figure, and by which features such a sighting is weighed.

Geometry and the names of `match_weights.csv` meet here; which alias a cue serves is `match`'s business.
"""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.claims.lexicon import Hit
from orchestration.claims.segments import Segment

#: a sighting of a cue: role (head or topic), zone, distance, length, item has words of its own, over a semicolon, number before its noun
Seen = tuple[str, str, int, int, bool, bool, bool]


def features(seen: Seen) -> list[tuple[str, float]]:
    """What a sighting is weighed by: names of `match_weights.csv` with amounts.

    >>> features(("head", "own_left", 5, 4, True, False, False))
    [('head_own_left', 1.0), ('head_length', 2.0), ('left_distance', 0.5)]
    >>> features(("topic", "sentence", 2, 3, False, True, False))
    [('topic_sentence', 1.0), ('topic_length', 1.0), ('topic_clauses', 1.0), ('topic_over_semicolon', 1.0)]
    """
    role, zone, distance, length, own_content, across, number_first = seen
    own = zone in ("own_left", "own_right")
    found = [(f"{role}_{zone}", 1.0)]
    far = "" if own or role == "topic" else "_far"
    found.append((f"{role}_length{far}", float(length - 2)))
    if own and role == "head":
        found.append(("left_distance" if zone == "own_left" else "right_distance", distance / 10))
        if zone == "own_right" and distance == 0:
            found.append(("right_adjacent", 1.0))
        if number_first:
            found.append((f"number_first_{zone[4:]}", 1.0))
    elif own:
        if zone == "own_left" and distance <= 1:
            found.append(("topic_adjacent", 1.0))
        found.append(("topic_distance", distance / 10))
    elif zone == "clause_left":
        found.append((f"{role}_clause_distance", distance / 10))
    elif zone == "sentence":
        found.append((f"{role}_clauses", float(min(distance, 5) - 1)))
    if role == "head" and own_content and not own and zone != "clause_right":
        found.append(("head_over_content", 1.0))
    if across:
        found.append((f"{role}_over_semicolon", 1.0))
    return found


@dataclass(frozen=True, slots=True)
class Sighting:
    """A cue in its place: worth, zone, span (-1 for another sentence) and what it is weighed by."""

    value: float
    zone: str
    start: int
    end: int
    seen: Seen


def zone_of(hit: Hit, segment: Segment) -> tuple[str | None, int]:
    """Where a cue stands seen from the figure, and how far: characters beside it, clauses in earlier ones; None when it overlaps."""
    if hit.end <= segment.start:
        if hit.start >= segment.own_left or hit.end > segment.own_left:
            return "own_left", segment.start - hit.end
        if hit.start >= segment.clause_left:
            return "clause_left", segment.start - hit.end
        clauses = 0
        for clause_start in reversed(segment.clause_starts):
            if clause_start <= hit.start:
                break
            clauses += 1
        return "sentence", clauses
    if hit.start >= segment.end:
        if hit.end <= segment.own_right:
            return "own_right", hit.start - segment.end
        if hit.end <= segment.clause_right:
            return "clause_right", hit.start - segment.end
        return "after", 0
    return None, 0


def semicolons(text: str, segment: Segment) -> tuple[int, int]:
    """Bounds of the part between semicolons that holds the figure, within its sentence."""
    left = max(text.rfind(mark, segment.sentence_left, segment.start) for mark in "；;")
    rights = [at for mark in "；;" if (at := text.find(mark, segment.end, segment.sentence_right)) >= 0]
    return max(left, segment.sentence_left), min(rights, default=segment.sentence_right)
