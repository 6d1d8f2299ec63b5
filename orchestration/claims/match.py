"""Which indicator a figure belongs to: every alias that fits is scored by what stands where, and the best one wins.

The score is linear in readable weights (`match_weights.csv`); nothing is decided here that a row could not change.
A figure without a good alias stays unmapped, with its best candidates. No period, region or relation is judged here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from orchestration.catalogue import Alias, Catalogue
from orchestration.claims.lexicon import HEAD, VETO, Hit, Lexicon
from orchestration.claims.model import Candidate
from orchestration.claims.segments import Segment
from orchestration.claims.sightings import (
    AFTER,
    HEADING,
    OPENING,
    OWN_LEFT,
    OWN_RIGHT,
    PREVIOUS,
    SENTENCE,
    Sighting,
    Worth,
    pack,
    semicolons,
    zone_of,
)
from orchestration.claims.units import NOT_COUNTABLE, UnitRules

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Context:
    """What the matcher may read: cue hits of the sentence; cues of the one before, of the one that opens the block, of the headings."""

    text: str
    hits: Sequence[Hit]
    previous: frozenset[int]
    opening: frozenset[int]
    headings: frozenset[int]


@dataclass(frozen=True, slots=True)
class Match:
    """Best candidates for one figure, best first; `head` is the span of the winning head (None when the unit alone is head)."""

    candidates: tuple[Candidate, ...]
    head: tuple[int, int] | None
    covered: bool


@dataclass(frozen=True, slots=True)
class Served:
    """What one cue serves: aliases whose head it is (those that ask for no topic, those that do), topics, aliases it vetoes."""

    plain_heads: tuple[int, ...]
    topic_heads: frozenset[int]
    topics: tuple[tuple[int, int], ...]
    vetoes: tuple[int, ...]
    has_heads: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """An alias that fits a figure: its score and what it is made of; `reading` is (item has words of its own, number before noun)."""

    alias: int
    score: float
    head: Sighting | None
    topics: list[tuple[Sighting, bool]]
    fit: str | None
    same_category: bool
    reading: tuple[bool, bool]

    @property
    def zone(self) -> str:
        """Where the head stands; `unit` when the unit alone is head."""
        return self.head.zone if self.head else "unit"

    @property
    def head_span(self) -> tuple[int, int] | None:
        """Span of the head."""
        return (self.head.start, self.head.end) if self.head else None


@dataclass(frozen=True, slots=True)
class _Sighted:
    heads: dict[int, Sighting]
    groups: dict[tuple[int, int], Sighting]
    vetoes: dict[int, list[tuple[int, int]]]
    reading: tuple[bool, bool]


class Matcher:
    """Scores aliases for a figure; built once for a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.lexicon = Lexicon(catalogue.aliases)
        self.weights = {
            row["name"]: float(row["value"]) for row in catalogue.rows("match_weights", ("name", "value"))
        }
        self.confidence = {
            row["name"]: float(row["value"]) for row in catalogue.rows("confidence", ("name", "value"))
        }
        fillers = (row["word"] for row in catalogue.rows("cue_fillers", ("word",)))
        self._fillers = sorted(fillers, key=len, reverse=True)
        self.units = UnitRules(catalogue)
        self._fit_cache: dict[tuple[int, str, str], str | None] = {}
        self._topic_worth = Worth(self.weights, "topic", False, False)
        self._head_worth = {
            (content, first): Worth(self.weights, "head", content, first)
            for content in (False, True)
            for first in (False, True)
        }
        self._alias_worth = [
            self.weights["alias_weight"] * (float(a.weight) - 1)
            + (0.0 if a.required else self.weights["alias_plain"])
            for a in catalogue.aliases
        ]
        self._bare: dict[str, bool] = {}
        self._uses_by_unit: dict[tuple[str, str] | None, _UsesOfUnit] = {}
        #: called with the best weighed alias of each indicator; for fitting the weights, None otherwise
        self.trace: Callable[[dict[str, Weighed]], None] | None = None

    def match(
        self,
        segment: Segment,
        context: Context,
        *,
        unit: str,
        unit_printed: str,
        any_unit: bool = False,
        look_ahead: bool = False,
        previous_category: str | None = None,
    ) -> Match:
        """Candidates of the figure in `segment`.

        `any_unit` for growth and differences, which carry another unit than the level; `look_ahead`: topics of later clauses count
        as well (投入资金〔675万元〕,建成驿站252个).
        """
        served_by = self._uses(None if any_unit else (unit, unit_printed))
        own_content = self._has_content(context.text, segment)
        number_first = unit not in NOT_COUNTABLE and _han(context.text, segment.end, segment.own_right)
        sighted = self._sight(segment, context, served_by, own_content, number_first, look_ahead)
        best: dict[str, Weighed] = {}
        for weighed in self._weigh(sighted, None if any_unit else (unit, unit_printed), previous_category):
            indicator_id = self.lexicon.aliases[weighed.alias].indicator_id
            if indicator_id not in best or weighed.score > best[indicator_id].score:
                best[indicator_id] = weighed
        if self.trace is not None and not look_ahead:
            self.trace(best)
        ranked = sorted(best.items(), key=lambda item: (-item[1].score, item[0]))[:5]
        candidates = tuple(
            Candidate(
                indicator_id,
                round(w.score, 3),
                _spoken(w, self.lexicon.aliases[w.alias], context.text),
                w.zone,
            )
            for indicator_id, w in ranked
        )
        return Match(candidates, ranked[0][1].head_span if ranked else None, own_content)

    def _sight(
        self,
        segment: Segment,
        context: Context,
        served_by: _UsesOfUnit,
        own_content: bool,
        number_first: bool,
        look_ahead: bool,
    ) -> _Sighted:
        """The best sighting of each head and each topic group of the aliases in reach."""
        heads: dict[int, Sighting] = {}
        groups: dict[tuple[int, int], Sighting] = {}
        vetoes: dict[int, list[tuple[int, int]]] = {}
        near: list[tuple[Served, int, int, int]] = []
        item_left, item_right = semicolons(context.text, segment)
        for start, end, term in context.hits:
            served = served_by[term]
            if served is None or start >= item_right:
                continue
            zone, distance = zone_of(start, end, segment)
            if zone < 0:
                continue
            seen = pack(zone, distance, end - start, end <= item_left)
            # an item that has words of its own takes no head from later clauses or from far back
            if served.has_heads and not (
                own_content and (zone == AFTER or (zone == SENTENCE and distance > 2))
            ):
                near.append((served, seen, start, end))
            if served.topics and (zone != AFTER or look_ahead):
                _keep_best(groups, served.topics, self._topic_worth[seen], seen, start, end)
            if served.vetoes and zone in (OWN_LEFT, OWN_RIGHT):
                for alias in served.vetoes:
                    vetoes.setdefault(alias, []).append((start, end))
        for terms, zone in (
            (context.previous, PREVIOUS),
            (context.opening, OPENING),
            (context.headings, HEADING),
        ):
            for term in terms:
                served = served_by[term]
                if served is not None and served.topics:
                    seen = pack(zone, 0, len(self.lexicon.terms[term]), False)
                    _keep_best(groups, served.topics, self._topic_worth[seen], seen, -1, -1)
        with_topics = {alias for alias, _ in groups}
        worth = self._head_worth[own_content, number_first]
        for served, seen, start, end in near:
            value = worth[seen]
            _keep_best(heads, served.plain_heads, value, seen, start, end)
            if not served.topic_heads.isdisjoint(with_topics):
                _keep_best(heads, served.topic_heads & with_topics, value, seen, start, end)
        return _Sighted(heads, groups, vetoes, (own_content, number_first))

    def _weigh(
        self, sighted: _Sighted, unit: tuple[str, str] | None, previous_category: str | None
    ) -> Iterator[Weighed]:
        """Every alias whose head (or unit) and topics are all there, with its score."""
        w, aliases, heads = self.weights, self.lexicon.aliases, sighted.heads
        headless = {alias for alias, _ in sighted.groups if not aliases[alias].head}
        for number in heads.keys() | headless:
            head = heads.get(number)
            if _vetoed(sighted.vetoes.get(number), head):
                continue
            topics = self._topics(number, sighted.groups, head)
            if topics is None:
                continue
            score = (head.value if head else w["head_unit"]) + self._alias_worth[number]
            if topics:
                values = [w["topic_in_head"] if inside else topic.value for topic, inside in topics]
                top = max(values)
                score += top + w["topic_more"] * (sum(values) - top)
            fit = self.unit_fit(number, *unit) if unit else None
            if fit is not None:
                score += w[fit]
            same = previous_category == self.catalogue.indicators[aliases[number].indicator_id].category
            if same:
                score += w["same_category"]
            yield Weighed(number, score, head, topics, fit, same, sighted.reading)

    def _topics(
        self, alias: int, groups: dict[tuple[int, int], Sighting], head: Sighting | None
    ) -> list[tuple[Sighting, bool]] | None:
        """A sighting for each group, and whether it lies inside the head; None when a group is missing."""
        found = []
        for group in range(len(self.lexicon.aliases[alias].required)):
            topic = groups.get((alias, group))
            if topic is None:
                return None
            found.append((topic, head is not None and topic.start < head.end and head.start < topic.end))
        return found

    def _uses(self, unit: tuple[str, str] | None) -> _UsesOfUnit:
        """What each cue serves, for aliases that take the unit only (worked out once a cue and unit)."""
        table = self._uses_by_unit.get(unit)
        if table is None:
            table = self._uses_by_unit[unit] = _UsesOfUnit(self, unit)
        return table

    def unit_fit(self, alias: int, unit: str, unit_printed: str) -> str | None:
        """Name of the weight for the unit; None when the alias cannot carry it."""
        key = (alias, unit, unit_printed)
        if key not in self._fit_cache:
            row = self.lexicon.aliases[alias]
            indicator = self.catalogue.indicators[row.indicator_id]
            self._fit_cache[key] = self.units.fit(indicator, row.units, unit, unit_printed)
        return self._fit_cache[key]

    def _has_content(self, text: str, segment: Segment) -> bool:
        """Whether the list item has words of its own besides fillers: 其中省级〔12家〕 has none."""
        return not (
            self._only_fillers(text[segment.own_left : segment.start])
            and self._only_fillers(text[segment.end : segment.own_right])
        )

    def _only_fillers(self, words: str) -> bool:
        if len(words) > 12:
            return False
        known = self._bare.get(words)
        if known is None:
            rest = words
            for filler in self._fillers:
                rest = rest.replace(filler, "")
            known = sum("一" <= c <= "鿿" for c in rest) < 2
            if len(self._bare) < 50_000:
                self._bare[words] = known
        return known


class _UsesOfUnit(dict[int, Served | None]):
    """term -> what it serves among the aliases that can carry a unit (None: nothing); filled when asked."""

    def __init__(self, matcher: Matcher, unit: tuple[str, str] | None) -> None:
        super().__init__()
        self._matcher = matcher
        self._unit = unit

    def __missing__(self, term: int) -> Served | None:
        pairs = self._matcher.lexicon.uses[term]
        if self._unit is not None:
            pairs = tuple(p for p in pairs if self._matcher.unit_fit(p[0], *self._unit) is not None)
        aliases = self._matcher.lexicon.aliases
        heads = [alias for alias, group in pairs if group == HEAD]
        served = Served(
            tuple(alias for alias in heads if not aliases[alias].required),
            frozenset(alias for alias in heads if aliases[alias].required),
            tuple((alias, group) for alias, group in pairs if group >= 0),
            tuple(alias for alias, group in pairs if group == VETO),
            bool(heads),
        )
        self[term] = served if pairs else None
        return self[term]


def _keep_best(
    known: dict[K, Sighting], keys: Iterable[K], value: float, seen: int, start: int, end: int
) -> None:
    """Keep for each key the sighting of most worth (the earlier one on a tie)."""
    found = None
    for key in keys:
        best = known.get(key)
        if best is None or value > best[0]:
            if found is None:
                found = Sighting(value, seen, start, end)
            known[key] = found


def _vetoed(spans: list[tuple[int, int]] | None, head: Sighting | None) -> bool:
    """Whether a veto word stands beside the number; one inside the head itself (图书 in 图书室) does not count."""
    if not spans:
        return False
    return head is None or any(not (head.start <= start and end <= head.end) for start, end in spans)


def _han(text: str, start: int, end: int) -> bool:
    """Whether a Han character follows at once: 资助〔52名〕学生 has its noun after the number."""
    return start < end and "一" <= text[start] <= "鿿"


def _spoken(weighed: Weighed, alias: Alias, text: str) -> str:
    """The words that matched, as a person would point at them: head, then what stood near it (… for another sentence)."""
    parts = [text[weighed.head.start : weighed.head.end]] if weighed.head else []
    for group, (topic, _) in zip(alias.required, weighed.topics, strict=True):
        parts.append(text[topic.start : topic.end] if topic.start >= 0 else f"…{group[0]}")
    return " + ".join(parts)
