"""Which indicator a figure belongs to: every alias that fits is scored by what stands where, and the best one wins.

The score is linear in readable weights (`match_weights.csv`); nothing is decided here that a row could not change.
A figure without a good alias stays unmapped, with its best candidates. No period, region or relation is judged here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from orchestration.catalogue import Alias, Catalogue, Indicator
from orchestration.catalogue.model import FAMILY_UNITS
from orchestration.claims.lexicon import HEAD, VETO, Hit, Lexicon
from orchestration.claims.model import Candidate
from orchestration.claims.segments import Segment

PERSON_FAMILIES = frozenset(("person", "person_time", "household"))
_NOT_COUNTABLE = FAMILY_UNITS["money"] | FAMILY_UNITS["percent"] | {"人次", "户次", "百分点", "倍"}


@dataclass(frozen=True, slots=True)
class Context:
    """What the matcher may read around the mentions of one sentence: cue hits of the sentence, the one before, the headings."""

    text: str
    hits: Sequence[Hit]
    previous: frozenset[int]
    headings: frozenset[int]


@dataclass(frozen=True, slots=True)
class Match:
    """Best candidates for one figure, best first; `head` is the span of the winning head (None when the unit alone is head)."""

    candidates: tuple[Candidate, ...]
    head: tuple[int, int] | None
    covered: bool


class Matcher:
    """Scores aliases for a figure; built once for a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.lexicon = Lexicon(catalogue.aliases)
        self.weights = {
            row["name"]: float(row["value"]) for row in catalogue.rows("match_weights", ("name", "value"))
        }
        fillers = (row["word"] for row in catalogue.rows("cue_fillers", ("word",)))
        self._fillers = sorted(fillers, key=len, reverse=True)
        self._group_of: dict[str, set[str]] = {}
        for row in catalogue.rows("cue_unit_groups", ("group", "units")):
            for unit in row.alternatives("units"):
                self._group_of.setdefault(unit, set()).add(row["group"])
        self._extra_units: dict[str, frozenset[str]] = {}
        for alias in catalogue.aliases:
            self._extra_units[alias.indicator_id] = (
                self._extra_units.get(alias.indicator_id, frozenset()) | alias.units
            )
        self._fit_cache: dict[tuple[int, str, str], float | None] = {}
        self._bare: dict[str, bool] = {}
        self._uses_by_unit: dict[tuple[str, str] | None, dict[int, tuple[tuple[int, int], ...]]] = {}

    def match(
        self,
        segment: Segment,
        context: Context,
        *,
        unit: str,
        unit_printed: str,
        any_unit: bool = False,
        previous_category: str | None = None,
    ) -> Match:
        """Candidates of the figure in `segment`; `any_unit` for growth and differences, which carry another unit than the level."""
        w = self.weights
        heads: dict[int, tuple[float, str, tuple[int, int]]] = {}
        groups: dict[tuple[int, int], tuple[float, int, int]] = {}
        vetoed: set[int] = set()
        terms = self.lexicon.terms
        uses, uses_of = self._uses(None if any_unit else (unit, unit_printed))
        own_content = self._has_content(context.text, segment)
        item_left, item_right = _semicolons(context.text, segment)
        for hit in context.hits:
            zone, distance = self._zone(hit, segment)
            if zone is None or hit.start >= item_right:
                continue
            length = hit.end - hit.start
            across = w["over_semicolon"] if hit.end <= item_left else 1.0
            pairs = uses.get(hit.term)
            if pairs is None:
                pairs = uses_of(hit.term)
            if not pairs:
                continue
            head = self._head_value(zone, distance, length, own_content) * across
            topic_found = (self._topic_value(zone, distance, length) * across, hit.start, hit.end)
            head_found = (head, zone, (hit.start, hit.end))
            beside = zone in ("own_left", "own_right")
            for alias, group in pairs:
                if group == HEAD:
                    known_head = heads.get(alias)
                    if known_head is None or head > known_head[0]:
                        heads[alias] = head_found
                elif group != VETO:
                    key = (alias, group)
                    known_topic = groups.get(key)
                    if known_topic is None or topic_found[0] > known_topic[0]:
                        groups[key] = topic_found
                elif beside:
                    vetoed.add(alias)
        for terms_found, factor in (
            (context.previous, w["topic_previous"]),
            (context.headings, w["topic_heading"]),
        ):
            for term in terms_found:
                value = factor * (w["required_base"] + w["required_per_char"] * max(0, len(terms[term]) - 2))
                for alias, group in uses_of(term):
                    if group >= 0 and ((alias, group) not in groups or value > groups[alias, group][0]):
                        groups[alias, group] = (value, -1, -1)
        best: dict[str, tuple[float, Alias, str, tuple[int, int] | None]] = {}
        considered = set(heads) | {alias for alias, _ in groups if not self.lexicon.aliases[alias].head}
        for number in considered:
            if number in vetoed:
                continue
            alias_row = self.lexicon.aliases[number]
            fit = 0.0 if any_unit else self._unit_fit(number, unit, unit_printed) or 0.0
            head_value, zone, span = heads.get(number, (0.0, "unit", None))
            topic = self._topics(number, len(alias_row.required), groups, span)
            if topic is None:
                continue
            score = float(alias_row.weight) * (head_value + topic) + fit
            if previous_category == self.catalogue.indicators[alias_row.indicator_id].category:
                score += w["same_category"]
            known = best.get(alias_row.indicator_id)
            if known is None or score > known[0]:
                best[alias_row.indicator_id] = (score, alias_row, zone, span)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:5]
        candidates = tuple(
            Candidate(indicator_id, round(score, 3), _spoken(alias), zone)
            for indicator_id, (score, alias, zone, _) in ranked
        )
        return Match(candidates, ranked[0][1][3] if ranked else None, own_content)

    def _uses(
        self, unit: tuple[str, str] | None
    ) -> tuple[dict[int, tuple[tuple[int, int], ...]], Callable[[int], tuple[tuple[int, int], ...]]]:
        """What each cue serves, for aliases that take the unit only: the table so far, and the function that fills it."""
        table = self._uses_by_unit.setdefault(unit, {})

        def fill(term: int) -> tuple[tuple[int, int], ...]:
            pairs = table.get(term)
            if pairs is None:
                pairs = self.lexicon.uses[term]
                if unit is not None:
                    pairs = tuple(pair for pair in pairs if self._unit_fit(pair[0], *unit) is not None)
                table[term] = pairs
            return pairs

        return table, fill

    def _topics(
        self,
        alias: int,
        count: int,
        groups: dict[tuple[int, int], tuple[float, int, int]],
        head: tuple[int, int] | None,
    ) -> float | None:
        """Worth of the words that must stand near; None when a group is missing. The best group counts whole, the others in part."""
        values = []
        for group in range(count):
            found = groups.get((alias, group))
            if found is None:
                return None
            value, start, end = found
            inside_head = head is not None and start < head[1] and head[0] < end
            values.append(value * self.weights["topic_in_head"] if inside_head else value)
        if len(values) < 2:
            return values[0] if values else 0.0
        top = max(values)
        return top + self.weights["topic_more"] * (sum(values) - top)

    def extra_units(self, indicator_id: str) -> frozenset[str]:
        """Units that alias rows of the indicator accept besides its family; such a unit is kept as printed."""
        return self._extra_units.get(indicator_id, frozenset())

    def unit_for(
        self, indicator: Indicator, unit: str, unit_printed: str, alias_units: frozenset[str]
    ) -> str:
        """Unit of the claim once its indicator is known (guide, section 4): 76家 of stations -> 个, 名 of persons -> 人."""
        if unit in alias_units or indicator.unit_family in ("money", "percent", "area"):
            return unit
        if indicator.unit_family in PERSON_FAMILIES:
            return "人" if unit in ("个", "") else unit
        return indicator.canonical_unit

    def _zone(self, hit: Hit, segment: Segment) -> tuple[str | None, int]:
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

    def _head_value(self, zone: str, distance: int, length: int, own_content: bool) -> float:
        w = self.weights
        base = w["head_short"] if length < 2 else w["head_base"] + w["head_per_char"] * (length - 2)
        if zone == "own_left":
            return base * w["zone_own_left"] * max(w["distance_floor"], 1 - w["left_distance"] * distance)
        if zone == "own_right":
            return base * w["zone_own_right"] * max(w["distance_floor"], 1 - w["right_distance"] * distance)
        if zone == "sentence":
            factor: float = w["zone_sentence"] * w["clause_decay"] ** (distance - 1)
        else:
            factor = w[f"zone_{zone}"]
        if own_content:
            factor *= w["inherit_over_content"] if zone != "clause_right" else 1.0
        return base * factor

    def _topic_value(self, zone: str, distance: int, length: int) -> float:
        w = self.weights
        base = w["required_base"] + w["required_per_char"] * max(0, length - 2)
        if zone in ("own_left", "own_right"):
            return base * w["topic_own"]
        if zone == "sentence":
            return float(base * w["topic_sentence"] * w["clause_decay"] ** (distance - 1))
        return base * w[f"topic_{zone}"]

    def _unit_fit(self, alias: int, unit: str, unit_printed: str) -> float | None:
        key = (alias, unit, unit_printed)
        if key not in self._fit_cache:
            row = self.lexicon.aliases[alias]
            self._fit_cache[key] = self._fit(
                self.catalogue.indicators[row.indicator_id], row.units, unit, unit_printed
            )
        return self._fit_cache[key]

    def _fit(self, indicator: Indicator, extra: frozenset[str], unit: str, unit_printed: str) -> float | None:
        w = self.weights
        if unit == indicator.canonical_unit or unit in extra:
            return w["unit_canonical"]
        family = indicator.unit_family
        if family in PERSON_FAMILIES:
            if unit in FAMILY_UNITS[family]:
                return w["unit_same_group"]
            return w["unit_loose"] if unit in ("个", "") else None
        if family == "percent":
            return w["unit_same_group"] if unit in ("%", "‰", "百分点") else None
        if family != "count":
            return w["unit_same_group"] if unit in FAMILY_UNITS[family] else None
        if unit in _NOT_COUNTABLE:
            return None
        if unit == "人":
            return (
                w["unit_loose"]
                if unit_printed in ("名", "位", "个") and indicator.category == "honors"
                else None
            )
        groups, canonical = (
            self._group_of.get(unit, set()),
            self._group_of.get(indicator.canonical_unit, set()),
        )
        if groups & canonical:
            return w["unit_same_group"]
        return w["unit_other_group"] if groups and canonical else w["unit_loose"]

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


def _semicolons(text: str, segment: Segment) -> tuple[int, int]:
    """Bounds of the part between semicolons that holds the figure, within its sentence."""
    left = max(text.rfind(mark, segment.sentence_left, segment.start) for mark in "；;")
    rights = [at for mark in "；;" if (at := text.find(mark, segment.end, segment.sentence_right)) >= 0]
    return max(left, segment.sentence_left), min(rights, default=segment.sentence_right)


def _spoken(alias: Alias) -> str:
    """An alias as a person would write it: head, then the words that must stand near it."""
    parts = ["|".join(alias.head)] if alias.head else []
    parts += ["|".join(group) for group in alias.required]
    return " + ".join(parts)
