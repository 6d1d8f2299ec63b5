"""One pass over a clean report: each figure gets its indicator, relation, period, region and level, and becomes a claim.

The order of judgements is fixed here and nowhere else: relation, then indicator, then area, period and level, then links.
What a cue means lives in the module of that judgement; writing the claim down lives in `record`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from orchestration.catalogue import Catalogue, Indicator
from orchestration.claims import lists
from orchestration.claims.areas import AreaReader, Gazetteer
from orchestration.claims.datings import Timeline, date_figure
from orchestration.claims.leaning import antecedent, from_to, leaned_match
from orchestration.claims.levels import Level, LevelReader, reaching
from orchestration.claims.lexicon import Hit
from orchestration.claims.links import find_links
from orchestration.claims.match import Context, Match, Matcher
from orchestration.claims.model import Claim, ClassedMention, Extraction
from orchestration.claims.periods import Anchor, PeriodReader, Phrase
from orchestration.claims.record import Judged, write_claim
from orchestration.claims.relations import Relation, read_relation
from orchestration.claims.segments import Segment, find_marks, segment
from orchestration.corpus.model import Block, CleanReport
from orchestration.figures.model import Mention

#: classes whose words bound those of the figure beside them
_BOUNDING = frozenset(("figure", "policy_param", "anecdote"))
_DISTRIBUTIVE = frozenset(("distributive_each", "distributive_all"))
#: 新建 of these has ids of its own, so it makes no difference of the stock (guide, section 8)
_NEW_FLOWS_EXEMPT = frozenset(("union_organizations", "union_members"))
MentionFinder = Callable[[str, int, int], list[Mention]]


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure on its way to a claim: its windows, the window of its noun, nth of m on one number, place in a run after 分别."""

    mention: Mention
    segment: Segment
    noun: Segment
    n: int = 1
    m: int = 1
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the figures of one sentence share; `earlier` are the claims of the block before the sentence."""

    context: Context
    timeline: Timeline
    block: Block
    levels: Sequence[Level]
    damaged: bool
    earlier: Sequence[Claim]


class Extractor:
    """Claims of reports by one vocabulary; built once, holds no state between reports."""

    def __init__(
        self, catalogue: Catalogue, find_mentions: MentionFinder, gazetteer: Gazetteer, version: str
    ) -> None:
        self.catalogue = catalogue
        self.find_mentions = find_mentions
        self.gazetteer = gazetteer
        self.version = version
        self.matcher = Matcher(catalogue)
        self.periods = PeriodReader(catalogue)
        self.levels = LevelReader(catalogue)

    def extract(self, report: CleanReport) -> Extraction:
        """All claims, links and classed mentions of one report."""
        work = _ReportWork(self, report)
        claims: list[Claim] = []
        mentions: list[ClassedMention] = []
        for index, block in enumerate(report.blocks):
            found = self.find_mentions(report.match_text, block.start, block.end)
            if block.kind == "boilerplate":
                # page furniture: its numbers are counted by class, never claimed
                mentions += (_classed(report, _as_boilerplate(mention)) for mention in found)
                continue
            mentions += (_classed(report, mention) for mention in found)
            claims += work.block_claims(index, block, found, first_no=len(claims))
        return Extraction(tuple(claims), tuple(find_links(claims, self.catalogue, mentions)), tuple(mentions))


class _ReportWork:
    """The judgements on one report; lives as long as its extraction."""

    def __init__(self, extractor: Extractor, report: CleanReport) -> None:
        self._x = extractor
        self._report = report
        self._text = report.match_text
        facts = report.facts
        self._anchor = Anchor(facts.published_on, facts.period_start, facts.period_end, facts.stock_date)
        self._areas = AreaReader(facts, extractor.gazetteer)
        self._municipality = (facts.region_code or "")[:2] in ("11", "12", "31", "50")
        self._sentences: dict[int, list[tuple[int, int, bool]]] = {}
        for sentence in report.sentences:
            self._sentences.setdefault(sentence.block, []).append(
                (sentence.start, sentence.end, sentence.damaged)
            )

    def block_claims(
        self, index: int, block: Block, mentions: Sequence[Mention], *, first_no: int
    ) -> list[Claim]:
        """Claims of one block, numbered on from `first_no`."""
        figures = [m for m in mentions if m.class_ in _BOUNDING]
        if not any(m.class_ == "figure" for m in figures):
            return []
        spans = self._sentences.get(index) or [(block.start, block.end, False)]
        phrases = self._x.periods.find(self._text, block.start, block.end, self._anchor)
        timeline = Timeline(self._text, phrases, [(a, b) for a, b, _ in spans], self._heading_phrase(block))
        lexicon = self._x.matcher.lexicon
        headings = frozenset(
            term for text in block.heading_path for _, _, term in lexicon.hits(text, 0, len(text))
        )
        by_sentence: dict[int, list[Mention]] = {}
        starts = [a for a, _, _ in spans]
        for mention in figures:
            by_sentence.setdefault(max(0, bisect_right(starts, mention.start) - 1), []).append(mention)
        known: dict[int, list[Hit]] = {}

        def hits_of(number: int) -> list[Hit]:
            if number not in known:
                known[number] = lexicon.hits(self._text, *spans[number][:2])
            return known[number]

        claims: list[Claim] = []
        for number in sorted(by_sentence):
            left, right, damaged = spans[number]
            before = frozenset(term for _, _, term in hits_of(number - 1)) if number else frozenset()
            opening = frozenset(term for _, _, term in hits_of(0)) if number > 1 else frozenset()
            context = Context(self._text, hits_of(number), before, opening, headings)
            scene = _Scene(context, timeline, block, self._level_phrases(left, right), damaged, tuple(claims))
            claims += self._sentence_claims((left, right), by_sentence[number], scene, first_no + len(claims))
        return claims

    def _heading_phrase(self, block: Block) -> Phrase | None:
        for heading in reversed(block.heading_path):
            for phrase in self._x.periods.find(heading, 0, len(heading), self._anchor):
                if phrase.kind in ("span", "report", "plan", "ahead"):
                    return phrase
        return None

    def _level_phrases(self, left: int, right: int) -> list[Level]:
        facts, reader = self._report.facts, self._x.levels
        named = reader.find_named(self._text, left, right, facts.region_name, facts.admin_level)
        found = reader.find(self._text, left, right, facts.admin_level, self._municipality)
        free = [lv for lv in found if not any(n.start < lv.end and lv.start < n.end for n in named)]
        return sorted(free + named, key=lambda level: level.start)

    def _sentence_claims(
        self, span: tuple[int, int], mentions: Sequence[Mention], scene: _Scene, first_no: int
    ) -> list[Claim]:
        segments = segment(find_marks(self._text, *span), span, [(m.start, m.end) for m in mentions])
        claims: list[Claim] = []
        for index, mention in enumerate(mentions):
            if mention.class_ == "figure":
                for figure in self._figures(mention, segments, index):
                    claims.append(self._claim(figure, scene, claims, first_no + len(claims)))
        return claims

    def _figures(self, mention: Mention, segments: Sequence[Segment], index: int) -> Iterator[_Figure]:
        """The figure itself, or one figure a noun where 各, 均 or 分别为 says so."""
        own = segments[index]
        nouns = lists.distributed(self._text, own) if mention.flags & _DISTRIBUTIVE else []
        if nouns:
            for n, noun in enumerate(nouns, 1):
                yield _Figure(mention, own, noun, n, len(nouns))
            return
        noun_window = lists.paired(self._text, segments, index)
        place = lists.place_in_run(self._text, segments, index)
        yield _Figure(mention, own, noun_window or own, place=place)

    def _claim(self, figure: _Figure, scene: _Scene, before: Sequence[Claim], claim_no: int) -> Claim:
        mention, own = figure.mention, figure.segment
        phrase = scene.timeline.governing(own)
        ahead = phrase is not None and self._after_publication(phrase)
        relation = read_relation(
            self._text,
            own,
            mention.unit,
            scene.block.heading_path,
            future=ahead and phrase is not None and phrase.kind != "plan" and self._begins_later(phrase),
            in_plan_years=ahead and phrase is not None and phrase.kind == "plan",
        )
        if (
            figure.place
            and figure.place[0]
            and before
            and before[-1].relation in ("growth", "delta", "target")
        ):
            # 分别增长22.7%和〔41%〕: what the first number of the run is, the others are
            relation = replace(relation, relation=before[-1].relation, leans=True, share=False)
        match, reason = self._indicator(figure, relation, scene, before)
        best = match.candidates[0] if match.candidates and reason is None else None
        indicator = self._x.catalogue.indicators[best.indicator_id] if best else None
        kind = _relation_kind(relation, indicator)
        titled = indicator is not None and indicator.takes_level
        facts = self._report.facts
        dating = date_figure(
            indicator,
            kind,
            phrase,
            self._anchor,
            own,
            self._text,
            mention.unit,
            cumulative=facts.cumulative,
            approx=facts.period_approx,
        )
        changes = kind == "growth" or (kind == "delta" and relation.leans)
        if changes and (span := from_to(before, best.indicator_id if best else None)) is not None:
            dating = replace(dating, first=span[0], last=span[1])
        if relation.share and indicator is None and before:
            # a share speaks of the figure before it: 其中农民工15.8万人,占〔64%〕
            dating = replace(dating, first=before[-1].period_start, last=before[-1].period_end)
        judged = Judged(
            mention=mention,
            segment=own,
            n=figure.n,
            m=figure.m,
            relation=relation,
            kind=kind,
            match=match,
            best=best,
            reason=reason,
            indicator=indicator,
            area=self._areas.read(self._text, own, figure.noun, titled=titled),
            level=reaching(scene.levels, self._text, own, indicator),
            dating=dating,
            damaged=scene.damaged,
        )
        return write_claim(judged, before, self._report, self._x.matcher, self._x.version, claim_no)

    def _indicator(
        self, figure: _Figure, relation: Relation, scene: _Scene, before: Sequence[Claim]
    ) -> tuple[Match, str | None]:
        """Candidates, and the reason why none is taken (None when the first one is)."""
        mention = figure.mention
        match = self._match(figure, relation, scene, before)
        threshold = self._x.matcher.weights["threshold"]
        first = match.candidates[0] if match.candidates else None
        good = first is not None and first.score >= threshold
        beside = first is not None and first.zone.startswith("own")
        if relation.leans and not (good and beside):
            of_plan = relation.relation == "target"
            leaned = antecedent(before or scene.earlier, mention.unit, figure.place, of_plan=of_plan)
            if leaned is not None:
                return leaned_match(leaned, match), None
        if relation.share and not good:
            return match, "share_without_id"
        if not good and mention.unit == "元":
            # what money was for may follow: 投入资金〔675万元〕,建成驿站252个
            ahead = self._match(figure, relation, scene, before, look_ahead=True)
            if ahead.candidates and ahead.candidates[0].score >= threshold:
                return ahead, None
        if first is None:
            return match, "no_alias"
        return match, None if good else "weak_alias"

    def _match(
        self,
        figure: _Figure,
        relation: Relation,
        scene: _Scene,
        before: Sequence[Claim],
        *,
        look_ahead: bool = False,
    ) -> Match:
        mention = figure.mention
        previous = before[-1].indicator_id if before else None
        return self._x.matcher.match(
            figure.noun,
            scene.context,
            unit=mention.unit,
            unit_printed=mention.unit_printed,
            any_unit=relation.relation == "growth" or mention.unit in ("百分点", "倍"),
            look_ahead=look_ahead,
            previous_category=self._x.catalogue.indicators[previous].category if previous else None,
        )

    def _after_publication(self, phrase: Phrase) -> bool:
        """Whether the phrase ends more than a month after the report was published (or, undated, after its own period)."""
        today = self._anchor.published_on or self._anchor.period_end
        if phrase.kind == "ahead":
            return True
        return phrase.last is not None and today is not None and (phrase.last - today).days > 31

    def _begins_later(self, phrase: Phrase) -> bool:
        """Whether nothing of the phrase has passed yet: a day to come, a span that has not begun."""
        today = self._anchor.published_on or self._anchor.period_end
        if phrase.kind in ("asof", "ahead"):
            return True
        return phrase.first is not None and today is not None and phrase.first > today


def _relation_kind(relation: Relation, indicator: Indicator | None) -> str:
    """新建 on a stock is a delta; a growth that is itself the indicator is a level."""
    if indicator is None:
        return relation.relation
    if indicator.indicator_id == "negotiated_wage_growth" and relation.relation == "growth":
        return "level"
    if indicator.kind == "stock" and relation.new and indicator.indicator_id not in _NEW_FLOWS_EXEMPT:
        return "delta"
    return relation.relation


def _as_boilerplate(mention: Mention) -> Mention:
    return replace(
        mention, class_="boilerplate", value=None, unit="", qualifier="", reason="boilerplate_block"
    )


def _classed(report: CleanReport, mention: Mention) -> ClassedMention:
    start, end = report.offsets.source_span(mention.start, mention.end)
    surface = report.source_text[start:end]
    return ClassedMention(
        start, end, surface, mention.value, mention.unit, mention.qualifier, mention.class_, mention.reason
    )
