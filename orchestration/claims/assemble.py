"""One pass over a clean report: each figure gets its indicator, relation, period, region and level, and becomes a claim.

The order of judgements is fixed here and nowhere else: relation, then indicator, then area, period and level, then links.
What a cue means lives in the module of that judgement.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from orchestration.catalogue import Catalogue, Indicator
from orchestration.claims import identify, lists, wordings
from orchestration.claims.areas import Area, AreaReader, Gazetteer
from orchestration.claims.confidence import confidence_of
from orchestration.claims.datings import Dating, Timeline, date_figure
from orchestration.claims.levels import Level, LevelReader, is_source_of_money, is_title
from orchestration.claims.links import find_links
from orchestration.claims.match import Context, Match, Matcher
from orchestration.claims.model import Candidate, Claim, ClassedMention, Extraction
from orchestration.claims.periods import Anchor, PeriodReader, Phrase
from orchestration.claims.relations import Relation, read_relation
from orchestration.claims.segments import Segment, find_marks, segment
from orchestration.corpus.model import Block, CleanReport
from orchestration.figures.model import Mention

#: classes whose words bound those of the figure beside them
_BOUNDING = frozenset(("figure", "policy_param", "anecdote"))
_NEW_FLOWS_EXEMPT = frozenset(("union_organizations", "union_members"))
MentionFinder = Callable[[str, int, int], list[Mention]]


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure on its way to a claim: the mention, its windows and what has been judged so far."""

    mention: Mention
    segment: Segment
    noun: Segment
    n: int
    m: int


class Extractor:
    """Claims of reports by one vocabulary; built once, holds no state between reports."""

    def __init__(
        self, catalogue: Catalogue, find_mentions: MentionFinder, gazetteer: Gazetteer, version: str
    ) -> None:
        self._catalogue = catalogue
        self._find_mentions = find_mentions
        self._gazetteer = gazetteer
        self._version = version
        self._matcher = Matcher(catalogue)
        self._periods = PeriodReader(catalogue)
        self._levels = LevelReader(catalogue)

    def extract(self, report: CleanReport) -> Extraction:
        """All claims, links and classed mentions of one report."""
        work = _ReportWork(self, report)
        claims: list[Claim] = []
        mentions: list[ClassedMention] = []
        for index, block in enumerate(report.blocks):
            if block.kind == "boilerplate" or block.start == block.end:
                continue
            found = self._find_mentions(report.match_text, block.start, block.end)
            mentions += (_classed(report, mention) for mention in found)
            claims += work.block_claims(index, block, found, first_no=len(claims))
        return Extraction(
            tuple(claims), tuple(find_links(claims, self._catalogue, mentions)), tuple(mentions)
        )


class _ReportWork:
    """The judgements on one report; lives as long as its extraction."""

    def __init__(self, extractor: Extractor, report: CleanReport) -> None:
        self._x = extractor
        self._report = report
        self._text = report.match_text
        facts = report.facts
        self._anchor = Anchor(facts.published_on, facts.period_start, facts.period_end, facts.stock_date)
        self._areas = AreaReader(facts, extractor._gazetteer)
        self._municipality = (facts.region_code or "")[:2] in ("11", "12", "31", "50")
        self._sentences: dict[int, list[tuple[int, int, bool]]] = {}
        for sentence in report.sentences:
            self._sentences.setdefault(sentence.block, []).append(
                (sentence.start, sentence.end, sentence.damaged)
            )

    def block_claims(
        self, index: int, block: Block, mentions: Sequence[Mention], *, first_no: int
    ) -> list[Claim]:
        figures = [m for m in mentions if m.class_ in _BOUNDING]
        if not any(m.class_ == "figure" for m in figures):
            return []
        spans = self._sentences.get(index) or [(block.start, block.end, False)]
        phrases = self._x._periods.find(self._text, block.start, block.end, self._anchor)
        timeline = Timeline(self._text, phrases, [(a, b) for a, b, _ in spans], self._heading_phrase(block))
        headings = frozenset(
            hit.term
            for heading in block.heading_path
            for hit in self._x._matcher.lexicon.hits(heading, 0, len(heading))
        )
        claims: list[Claim] = []
        previous_hits: frozenset[int] = frozenset()
        previous_span: tuple[int, int] | None = None
        starts = [a for a, _, _ in spans]
        by_sentence: dict[int, list[Mention]] = {}
        for mention in figures:
            by_sentence.setdefault(max(0, bisect_right(starts, mention.start) - 1), []).append(mention)
        for number, (left, right, damaged) in enumerate(spans):
            here = by_sentence.get(number)
            if not here:
                previous_span = (left, right)
                continue
            if previous_span is not None:
                previous_hits = frozenset(
                    h.term for h in self._x._matcher.lexicon.hits(self._text, *previous_span)
                )
            hits = self._x._matcher.lexicon.hits(self._text, left, right)
            context = Context(self._text, hits, previous_hits, headings)
            made = self._sentence_claims(
                (left, right), here, context, timeline, block, damaged, first_no + len(claims)
            )
            claims += made
            previous_span = (left, right)
        return claims

    def _heading_phrase(self, block: Block) -> Phrase | None:
        for heading in reversed(block.heading_path):
            for phrase in self._x._periods.find(heading, 0, len(heading), self._anchor):
                if phrase.kind in ("span", "report", "plan"):
                    return phrase
        return None

    def _sentence_claims(
        self,
        span: tuple[int, int],
        mentions: Sequence[Mention],
        context: Context,
        timeline: Timeline,
        block: Block,
        damaged: bool,
        first_no: int,
    ) -> list[Claim]:
        marks = find_marks(self._text, *span)
        segments = segment(marks, span, [(m.start, m.end) for m in mentions])
        facts = self._report.facts
        named = self._x._levels.find_named(self._text, *span, facts.region_name, facts.admin_level)
        levels = self._x._levels.find(self._text, *span, facts.admin_level, self._municipality)
        levels = [
            lv for lv in levels if not any(n.start < lv.end and lv.start < n.end for n in named)
        ] + named
        levels.sort(key=lambda level: level.start)
        claims: list[Claim] = []
        for index, (mention, own) in enumerate(zip(mentions, segments, strict=True)):
            if mention.class_ != "figure":
                continue
            for figure in self._figures(mention, segments, index, own):
                claims.append(
                    self._claim(
                        figure, context, timeline, block, levels, claims, damaged, first_no + len(claims)
                    )
                )
        return claims

    def _figures(
        self, mention: Mention, segments: Sequence[Segment], index: int, own: Segment
    ) -> Iterator[_Figure]:
        """The figure itself, or one figure a noun where 各, 均 or 分别为 says so."""
        nouns = (
            lists.distributed(self._text, own)
            if mention.flags & {"distributive_each", "distributive_all"}
            else []
        )
        if nouns:
            for n, noun in enumerate(nouns, 1):
                yield _Figure(mention, own, noun, n, len(nouns))
            return
        noun_window = lists.paired(self._text, segments, index)
        yield _Figure(mention, own, noun_window or own, 1, 1)

    def _claim(
        self,
        figure: _Figure,
        context: Context,
        timeline: Timeline,
        block: Block,
        levels: Sequence[Level],
        before: Sequence[Claim],
        damaged: bool,
        claim_no: int,
    ) -> Claim:
        mention, own = figure.mention, figure.segment
        phrase = timeline.governing(own)
        ahead = _lies_ahead(phrase, self._anchor)
        running_plan = (
            phrase is not None and phrase.kind == "plan" and _after_publication(phrase, self._anchor)
        )
        relation = read_relation(
            self._text, own, mention.unit, block.heading_path, future=ahead, in_plan_years=running_plan
        )
        match, reason = self._indicator(figure, relation, context, before)
        best = match.candidates[0] if match.candidates and reason is None else None
        indicator = self._x._catalogue.indicators[best.indicator_id] if best else None
        kind = self._relation_kind(relation, indicator)
        titled = indicator is not None and indicator.takes_level
        area = self._areas.read(self._text, own, titled=titled)
        level = self._level(levels, own, indicator)
        facts = self._report.facts
        dating = date_figure(
            indicator,
            kind,
            phrase,
            self._anchor,
            facts.cumulative,
            facts.period_approx,
            own,
            self._text,
            mention.unit,
        )
        if kind == "growth" and (span := _from_to(before)) is not None:
            dating = replace(dating, first=span[0], last=span[1])
        return self._make(
            figure,
            kind,
            relation,
            best,
            reason,
            match,
            indicator,
            area,
            level,
            dating,
            before,
            damaged,
            claim_no,
        )

    def _indicator(
        self, figure: _Figure, relation: Relation, context: Context, before: Sequence[Claim]
    ) -> tuple[Match, str | None]:
        """Candidates, and the reason why none is taken (None when the first one is)."""
        mention = figure.mention
        previous = before[-1] if before else None
        category = None
        if previous is not None and previous.indicator_id:
            category = self._x._catalogue.indicators[previous.indicator_id].category
        match = self._x._matcher.match(
            figure.noun,
            context,
            unit=mention.unit,
            unit_printed=mention.unit_printed,
            any_unit=relation.relation == "growth" or mention.unit in ("百分点", "倍"),
            previous_category=category,
        )
        if relation.leans and (leaned := self._antecedent(match, before, mention.unit)) is not None:
            return leaned, None
        if relation.share and not (match.candidates and match.candidates[0].zone.startswith("own")):
            return match, "share_without_id"
        threshold = self._x._matcher.weights["threshold"]
        if not match.candidates:
            return match, "no_alias"
        if match.candidates[0].score < threshold:
            return match, "weak_alias"
        return match, None

    def _antecedent(self, match: Match, before: Sequence[Claim], unit: str) -> Match | None:
        """For a growth or difference that leans on a figure named before: that figure's indicator."""
        own = match.candidates[0] if match.candidates else None
        if (
            own is not None
            and own.zone.startswith("own")
            and own.score >= self._x._matcher.weights["threshold"]
        ):
            return None
        for claim in reversed(before):
            if claim.indicator_id and claim.relation in ("level", "per_period", "delta", "growth"):
                if (
                    unit not in ("%", "‰", "倍", "百分点")
                    and claim.unit != unit
                    and not _same_kind(claim.unit_printed, unit)
                ):
                    continue
                return Match(
                    (
                        Candidate(claim.indicator_id, 2.0, "the figure before", "antecedent"),
                        *match.candidates,
                    ),
                    None,
                    False,
                )
        return None

    def _relation_kind(self, relation: Relation, indicator: Indicator | None) -> str:
        """新建 on a stock is a delta; a growth that is itself the indicator is a level."""
        if indicator is None:
            return relation.relation
        if indicator.indicator_id == "negotiated_wage_growth" and relation.relation == "growth":
            return "level"
        if indicator.kind == "stock" and relation.new and indicator.indicator_id not in _NEW_FLOWS_EXEMPT:
            return "delta"
        return relation.relation

    def _level(
        self, levels: Sequence[Level], own: Segment, indicator: Indicator | None
    ) -> tuple[Level, bool] | None:
        """The level phrase that reaches the figure, and whether it was inherited from earlier in the sentence."""
        text = self._text
        near = [lv for lv in levels if own.free_left <= lv.start and lv.end <= own.own_right]
        if indicator is None:
            near = [lv for lv in near if own.own_left <= lv.start and is_title(text, lv)]
            return (near[0], False) if near else None
        if not indicator.takes_level:
            return None
        if indicator.unit_family == "money":
            near = [lv for lv in near if is_source_of_money(lv)]
        beside = [lv for lv in near if own.own_left <= lv.start and lv.end <= own.start]
        after = [lv for lv in near if own.end <= lv.start]
        for found in (beside[-1:], after[:1], [lv for lv in near if lv.end <= own.start][-1:]):
            if found:
                return found[0], False
        if indicator.category != "honors":
            return None
        earlier = [lv for lv in levels if lv.end <= own.start]
        return (earlier[-1], True) if earlier else None

    def _make(
        self,
        figure: _Figure,
        kind: str,
        relation: Relation,
        best: Candidate | None,
        reason: str | None,
        match: Match,
        indicator: Indicator | None,
        area: Area,
        level: tuple[Level, bool] | None,
        dating: Dating,
        before: Sequence[Claim],
        damaged: bool,
        claim_no: int,
    ) -> Claim:
        report, mention, own = self._report, figure.mention, figure.segment
        source_start, source_end = report.offsets.source_span(mention.start, mention.end)
        left, right = _trim(report.text, own.sentence_left, own.sentence_right)
        sentence_source = (
            report.source_text[slice(*report.offsets.source_span(left, right))] if right > left else ""
        )
        unit = mention.unit
        if indicator is not None and mention.unit not in ("%", "百分点", "倍", "‰"):
            unit = self._x._matcher.unit_for(
                indicator, mention.unit, mention.unit_printed, self._alias_units(best)
            )
        words = wordings.read(self._text, own, match.head, indicator, before, self._x._catalogue)
        tokens = [f"dist={figure.n}/{figure.m}"] if figure.m > 1 else []
        tokens += dating.tokens
        evidence = {
            "relation": relation.evidence,
            "period": dating.evidence,
            "region": area.evidence,
            "mention": mention.reason,
        }
        if best is not None:
            evidence["indicator"] = f"{best.alias} ({best.zone})"
        if level is not None:
            evidence["level"] = level[0].printed
            tokens += [f"level_as_printed={level[0].printed}"] if not level[1] else ["level_inherited"]
        if mention.unit_printed and mention.unit_printed != unit:
            tokens.append(f"unit={mention.unit_printed}")
        if mention.range_hi is not None:
            tokens.append(f"range_hi={_plain(mention.range_hi)}")
        if mention.also:
            tokens.append(f"also={mention.also}")
        if area.scope in ("own", "enterprise"):
            tokens.append(f"scope={area.scope}")
        elif area.scope == "context":
            tokens.append("context")
        if words.of_indicator_id:
            tokens.append(f"of={words.of_indicator_id}")
        tokens += [f"wording={words.wording}"] if words.wording else []
        tokens += [f"subset={words.subset}"] if words.subset else []
        tokens += ["suspect=ocr"] if "ocr" in mention.flags else []
        tokens += ["encoding_damage"] if damaged else []
        return Claim(
            claim_id=identify.claim_id(report.report_id, source_start, figure.n, figure.m),
            report_id=report.report_id,
            claim_no=claim_no,
            class_="figure" if indicator is not None else "other",
            indicator_id=indicator.indicator_id if indicator else None,
            unmapped_reason=reason,
            candidates=match.candidates,
            region_id=area.region_id,
            region_code=area.region_code,
            region_name=area.name,
            level=level[0].level if level else None,
            relation=kind if indicator is not None else None,
            per=relation.per,
            subset=words.subset,
            scope=area.scope,
            wording=words.wording,
            period_start=dating.first,
            period_end=dating.last,
            period_kind=dating.kind,
            surface=report.source_text[source_start:source_end],
            value=mention.value,
            value_low=mention.value_low,
            value_high=mention.value_high,
            unit=unit,
            unit_printed=mention.unit_printed,
            qualifier=mention.qualifier,
            of_indicator_id=words.of_indicator_id,
            sentence=report.text[left:right],
            sentence_hash=identify.sentence_hash(sentence_source),
            sentence_start=report.offsets.source_span(left, right)[0] if right > left else source_start,
            char_start=source_start,
            char_end=source_end,
            n=figure.n,
            m=figure.m,
            confidence=confidence_of(match, reason, mention.flags, damaged),
            note=";".join(tokens),
            evidence={k: v for k, v in evidence.items() if v},
        )

    def _alias_units(self, best: Candidate | None) -> frozenset[str]:
        if best is None:
            return frozenset()
        return self._x._matcher.extra_units(best.indicator_id)


def _from_to(before: Sequence[Claim]) -> tuple[date, date] | None:
    """由A增至B,增幅58%: the growth runs from the date of A to the date of B."""
    if len(before) < 2:
        return None
    a, b = before[-2], before[-1]
    if a.indicator_id is None or a.indicator_id != b.indicator_id or a.unit != b.unit:
        return None
    if a.period_end is None or b.period_end is None or not a.period_end < b.period_end:
        return None
    return a.period_end, b.period_end


def _lies_ahead(phrase: Phrase | None, anchor: Anchor) -> bool:
    """Whether the phrase names a time after the report was published."""
    if phrase is None:
        return False
    return phrase.kind == "ahead" or (phrase.kind == "asof" and _after_publication(phrase, anchor))


def _after_publication(phrase: Phrase, anchor: Anchor) -> bool:
    return phrase.last is not None and anchor.published_on is not None and phrase.last > anchor.published_on


def _same_kind(printed: str, unit: str) -> bool:
    return printed == unit or {printed, unit} <= {"家", "个", "所"} or {printed, unit} <= {"名", "人", "位"}


def _classed(report: CleanReport, mention: Mention) -> ClassedMention:
    start, end = report.offsets.source_span(mention.start, mention.end)
    return ClassedMention(
        start,
        end,
        report.source_text[start:end],
        mention.value,
        mention.unit,
        mention.qualifier,
        mention.class_,
        mention.reason,
    )


def _trim(text: str, left: int, right: int) -> tuple[int, int]:
    while left < right and text[left].isspace():
        left += 1
    while right > left and text[right - 1].isspace():
        right -= 1
    return left, right


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
