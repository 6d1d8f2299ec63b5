"""Where a cue stands seen from a figure, and by which features such a sighting is weighed.

Geometry and the names of `match_weights.csv` meet here; which alias a cue serves is `match`'s business.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from orchestration.claims.segments import Segment

#: zones, nearest first; a zone's number is its place here
ZONES = (
    "own_left",
    "own_right",
    "clause_left",
    "clause_right",
    "sentence",
    "after",
    "previous",
    "opening",
    "heading",
)
OWN_LEFT, OWN_RIGHT, CLAUSE_LEFT, CLAUSE_RIGHT, SENTENCE, AFTER, PREVIOUS, OPENING, HEADING = range(
    len(ZONES)
)
_FARTHEST, _LONGEST = 30, 8


class Sighting(NamedTuple):
    """A cue in its place: worth, what it is weighed by (see `pack`), span (-1 for another sentence)."""

    value: float
    seen: int
    start: int
    end: int

    @property
    def zone(self) -> str:
        """Name of the zone."""
        return ZONES[unpack(self.seen)[0]]


def pack(zone: int, distance: int, length: int, across: bool) -> int:
    """Zone, distance, length of the cue and whether a semicolon lies between, as one number: worth is then a table look-up.

    >>> unpack(pack(SENTENCE, 2, 3, True))
    (4, 2, 3, True)
    """
    distance = distance if distance < _FARTHEST else _FARTHEST
    length = length if length < _LONGEST else _LONGEST
    return ((zone * (_FARTHEST + 1) + distance) * (_LONGEST + 1) + length) * 2 + across


def unpack(seen: int) -> tuple[int, int, int, bool]:
    """Zone, distance, length, across a semicolon."""
    rest, across = divmod(seen, 2)
    rest, length = divmod(rest, _LONGEST + 1)
    zone, distance = divmod(rest, _FARTHEST + 1)
    return zone, distance, length, bool(across)


def features(
    role: str, seen: int, *, own_content: bool = False, number_first: bool = False
) -> list[tuple[str, float]]:
    """What a sighting is weighed by: names of `match_weights.csv` with amounts.

    `role` is head or topic; `own_content`: the list item has words of its own; `number_first`: a noun follows the number.

    >>> features("head", pack(OWN_LEFT, 5, 4, False), own_content=True)
    [('head_own_left', 1.0), ('head_length', 2.0), ('left_distance', 0.5)]
    >>> features("topic", pack(SENTENCE, 2, 3, True))
    [('topic_sentence', 1.0), ('topic_length', 1.0), ('topic_clauses', 1.0), ('topic_over_semicolon', 1.0)]
    """
    zone, distance, length, across = unpack(seen)
    own = zone in (OWN_LEFT, OWN_RIGHT)
    found = [(f"{role}_{ZONES[zone]}", 1.0)]
    far = "" if own or role == "topic" else "_far"
    found.append((f"{role}_length{far}", float(length - 2)))
    if own and role == "head":
        found.append(("left_distance" if zone == OWN_LEFT else "right_distance", distance / 10))
        if zone == OWN_RIGHT and distance == 0:
            found.append(("right_adjacent", 1.0))
        if number_first:
            found.append(("number_first_left" if zone == OWN_LEFT else "number_first_right", 1.0))
    elif own:
        if zone == OWN_LEFT and distance <= 1:
            found.append(("topic_adjacent", 1.0))
        found.append(("topic_distance", distance / 10))
    elif zone == CLAUSE_LEFT:
        found.append((f"{role}_clause_distance", distance / 10))
    elif zone == SENTENCE:
        found.append((f"{role}_clauses", float(min(distance, 5) - 1)))
    if role == "head" and own_content and not own and zone != CLAUSE_RIGHT:
        found.append(("head_over_content", 1.0))
    if across:
        found.append((f"{role}_over_semicolon", 1.0))
    return found


class Worth(dict[int, float]):
    """seen -> the weights of its features, added up; filled when asked, for sightings recur."""

    def __init__(
        self, weights: Mapping[str, float], role: str, own_content: bool, number_first: bool
    ) -> None:
        super().__init__()
        self._weights = weights
        self._reading = (role, own_content, number_first)

    def __missing__(self, seen: int) -> float:
        role, own_content, number_first = self._reading
        found = features(role, seen, own_content=own_content, number_first=number_first)
        self[seen] = sum(self._weights[name] * amount for name, amount in found)
        return self[seen]


def zone_of(start: int, end: int, segment: Segment) -> tuple[int, int]:
    """Zone of the cue at start:end seen from the figure, and how far: characters beside it, clauses in earlier ones; -1 when it overlaps."""
    if end <= segment.start:
        if end > segment.own_left:
            return OWN_LEFT, segment.start - end
        if start >= segment.clause_left:
            return CLAUSE_LEFT, segment.start - end
        clauses = 0
        for clause_start in reversed(segment.clause_starts):
            if clause_start <= start:
                break
            clauses += 1
        return SENTENCE, clauses
    if start >= segment.end:
        if end <= segment.own_right:
            return OWN_RIGHT, start - segment.end
        if end <= segment.clause_right:
            return CLAUSE_RIGHT, start - segment.end
        return AFTER, 0
    return -1, 0


def semicolons(text: str, segment: Segment) -> tuple[int, int]:
    """Bounds of the part between semicolons that holds the figure, within its sentence."""
    left = max(text.rfind(mark, segment.sentence_left, segment.start) for mark in "；;")
    rights = [at for mark in "；;" if (at := text.find(mark, segment.end, segment.sentence_right)) >= 0]
    return max(left, segment.sentence_left), min(rights, default=segment.sentence_right)
