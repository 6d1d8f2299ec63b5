"""The walk over a text: find each numeral, read what touches it, class it, and make the mention.

One scan for characters that can begin a mention, then small local windows; the work is linear in the length
of the text. Reading rules live in numerals, dates, special and quantity, class rules in classes.
"""

from __future__ import annotations

import re
from decimal import Decimal

from .classes import classify
from .context import Context
from .dates import date_end, shape_at
from .intervals import bounds
from .model import Mention
from .numerals import CN_CHARS, CN_SMALL, trimmed
from .qualifiers import Quantity
from .quantity import label_unit, read_quantity
from .quotes import Quotes
from .special import (
    NO_FLAGS,
    Reading,
    chinese_value,
    read_half,
    read_idiom,
    read_item,
    read_list_mark,
    read_masked,
    read_set_name,
    read_turn,
    read_vague,
    read_zero,
)
from .vocabulary import FigureVocabulary, Phrase

_START = re.compile(
    '[0-9０-９①-⑳零〇一二三四五六七八九十百千万亿两廿卅壹贰叁肆柒捌玖伍陆拾佰仟萬億兩半几数若翻首*＊]|(?<=[^a-zA-Z])[xX×]{2,}|(?<=[“‘"「])双'
)
_DIGITS = re.compile(r"[0-9]{1,40}")
_PROPORTION = re.compile(r"[0-9]{1,3}[:：][0-9]{1,3}的?(?:比例|配套|比|匹配|进行配)")
_SPLIT_BY_MARK = re.compile(r"([1-9][0-9]{0,2})、([0-9]{3})(?=[人名家户件个份元万册次](?!月))")
_LABEL = re.compile(r"[(（](?:万元|亿元|万人|万人次)[)）]")
_NOT_SHARED = re.compile(r"[人年平户]均")
_EACH_VERB = re.compile(
    r"各(?:有|办|建|设|获|送|派|选|配|补|举办|建成|建立|新建|设立|获得|发放|开展|组织|增加|完成)了?$"
)
_ALL_AT = ("都在", "都达", "都为", "都超", "都达到", "都保持在", "都超过")
_SPECIAL_AFTER = frozenset("年月日号-—–~～+＋:：/.时世×xX*至到、点转·•")
_MASKS = frozenset("xX×*＊")
_DOC_OPEN, _DOC_CLOSE = frozenset("〔["), frozenset("〕]")
_ADDRESS = frozenset("@/")
_QUOTE = frozenset('“‘"「')
_ROUND = frozenset("百千万亿")
_VAGUE_START = frozenset("几数")
_DATE_START = frozenset("一二三四五六七八九十正")
_QUALIFIED = frozenset("上近逾超过约到破足")
_HEADS = frozenset("\n。；;：: 　(（,，！!？?")
_VALUELESS = frozenset(("date", "name", "duration", "lexical", "vague", "boilerplate"))
_PLACED = frozenset(("ordinal", "rank"))
_CIRCLED = {chr(0x2460 + i): Decimal(i + 1) for i in range(20)}


def find_mentions(
    match_text: str, vocabulary: FigureVocabulary, *, start: int = 0, end: int | None = None
) -> list[Mention]:
    """Every numeric mention of match_text[start:end], in order, classed by guide section 2.

    Give one block of text at a time: nothing outside the window is looked at. `figure` means a reportable
    quantity; claims splits it by indicator. Never raises on any text.

    >>> units = [{"printed": p, "unit": u, "family": f} for p, u, f in (("家", "家", "count"), ("名", "人", "person"))]
    >>> words = FigureVocabulary.from_rows(units=units, phrases=[{"kind": "lexical", "phrase": "进一步"}])
    >>> for m in find_mentions("2022年,新建工会48家,近百名职工进一步受益", words):
    ...     print(m.start, m.surface, m.value, m.unit, m.qualifier, m.class_)
    0 2022年 None   date
    10 48家 48 家  figure
    14 近百名 100 人 近 figure
    20 一步 None   lexical
    """
    stop = len(match_text) if end is None else min(end, len(match_text))
    start = max(0, start)
    return _Walk(match_text[start:stop], vocabulary, start).run()


class _Walk:
    """State of one walk: the text, where the last mention ended, and the mentions so far."""

    __slots__ = ("end", "floor", "found", "quotes", "shift", "text", "vocabulary")

    def __init__(self, text: str, vocabulary: FigureVocabulary, shift: int) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.shift = shift
        self.end = len(text)
        self.floor = 0
        self.found: list[Mention] = []
        self.quotes = Quotes(text, 0, self.end)

    def run(self) -> list[Mention]:
        search = _START.search
        text, end = self.text, self.end
        pos = 0
        while True:
            m = search(text, pos, end)
            if m is None:
                return self.found
            at = m.start()
            ch = text[at]
            stop = self._arabic(at) if "0" <= ch <= "9" or "０" <= ch <= "９" else self._chinese(at, ch)
            if stop:
                self.floor = stop
                pos = stop
            else:
                pos = at + 1

    # -- readers: each returns the end of the mention it added, or 0 --------------------------------

    def _arabic(self, at: int) -> int:
        text, end = self.text, self.end
        m = _DIGITS.match(text, at, end)
        stop = m.end() if m else at + 1
        after = text[stop] if stop < end else ""
        before = text[at - 1] if at else ""
        if before.isascii() and before.isalpha():
            return self._take(
                Reading(at, max(stop, _latin_end(text, stop, end)), "name", "model_with_letters")
            )
        if after in _SPECIAL_AFTER or (after.isascii() and after.isalpha()) or stop - at >= 7:
            stop_here = self._shape(at, stop, before, after)
            if stop_here:
                return stop_here
        elif (
            before in _DOC_OPEN
            and after in _DOC_CLOSE
            and stop - at == 4
            and text[at : at + 2] in ("19", "20")
        ):
            return self._take(Reading(at, stop, "name", "document_number"))
        elif before in _ADDRESS or text.startswith((".com", ".cn", "@"), stop):
            return self._take(Reading(at, stop, "boilerplate", "address"))
        phrase = self.vocabulary.phrase_at(text, at)
        return self._phrase(at, phrase) if phrase is not None else self._quantity(at)

    def _shape(self, at: int, stop: int, before: str, after: str) -> int:
        """Dates, telephones, formulas: digits whose next character tells that they are no plain number."""
        text, end = self.text, self.end
        if after == "、" and "\u4e00" <= before <= "\u9fff":
            m = _SPLIT_BY_MARK.match(text, at, end)
            if m:
                return self._split_number(m)
        masked = read_masked(text, at, end) if after in _MASKS else None
        if masked:
            return self._take(masked)
        if before != "第" and not _PROPORTION.match(text, at, end):
            date = date_end(text, at, end)
            if date:
                return self._take(Reading(at, date, "date", "calendar_form"))
        shape = shape_at(text, at, end)
        if shape and not (shape[1] == "model_with_letters" and self.vocabulary.units.match(text, stop)):
            return self._take(Reading(at, shape[2], shape[0], shape[1]))
        return 0

    def _chinese(self, at: int, ch: str) -> int:
        text, end, units = self.text, self.end, self.vocabulary.units
        if ch in _CIRCLED:
            return self._take(Reading(at, at + 1, "ordinal", "circled_number", _CIRCLED[ch]))
        if ch in _MASKS:
            return self._take(read_masked(text, at, end))
        if ch == "翻":
            return self._take(read_turn(text, at, end))
        if at and text[at - 1] in _QUOTE:
            named = read_set_name(text, at, end)
            if named is not None or ch == "双":
                return self._take(named)
        if ch == "零":
            zero = read_zero(text, at, end)
            if zero is not None:
                return self._take(zero)
        before = text[at - 1] if at > self.floor else ""
        if self._may_be_word(at, ch, before):
            phrase = self.vocabulary.phrase_at(text, at)
            cut = phrase is not None and phrase.offset == 0 and at > 0 and text[at - 1] == "第"
            if phrase is not None and not cut and not self._reads_on(at, phrase):
                return self._phrase(at, phrase)
        if ch == "半" or (ch == "一" and text.startswith("一半", at)):
            stop = self._take(read_half(text, at, end, self.floor))
            if stop or ch == "半":
                return stop
        if ch == "首" or ch == "若":
            return 0
        if ch in _VAGUE_START or "几" in text[at + 1 : at + 3]:
            stop = self._take(read_vague(text, at, end, units))
            if stop or ch in _VAGUE_START:
                return stop
        if at and text[at - 1] == "第":
            return self._quantity(at)
        if before in ("(", "（") and _LABEL.match(text, at - 1):
            return 0
        if ch in _DATE_START:
            date = date_end(text, at, end)
            if date:
                return self._take(Reading(at, date, "date", "calendar_form"))
            head = at == 0 or text[at - 1] in _HEADS
            reading = read_list_mark(text, at, end) if head else None
            if reading is None and (head or before == "、"):
                reading = read_item(text, at, end)
            if reading is not None:
                return self._take(reading)
        idiom = read_idiom(text, at, end, units)
        return self._take(idiom) if idiom is not None else self._quantity(at)

    def _split_number(self, m: re.Match[str]) -> int:
        """1、265人: a thousands mark that became 、; read through and flagged."""
        joined = m[1] + m[2] + self.text[m.end() : m.end() + 6]
        q = read_quantity(joined, 0, 0, len(joined), self.vocabulary.units)
        if q is None:
            return 0
        q.start = q.digits = m.start()
        q.end += m.end() - len(m[1]) - len(m[2])
        q.flags = (*q.flags, "punctuation_in_number")
        return self._judged(q, m.start())

    def _quantity(self, at: int) -> int:
        q = read_quantity(self.text, at, self.floor, self.end, self.vocabulary.units)
        return self._judged(q, at) if q is not None else 0

    # -- from a reading to a mention ------------------------------------------------------------

    def _judged(self, q: Quantity, at: int) -> int:
        """Class a quantity, blank what the guide blanks for that class, and add the mention."""
        text = self.text
        flags = self._flags(q, at)
        last, between = self._last(q.start)
        joined = last if "、" in between[:9] or "和" in between[:9] or "与" in between[:9] else ""
        context = Context(text, q, self.vocabulary.cues, self.quotes, joined, last, between)
        class_, reason = classify(context)
        low, high = q.limits()
        value, range_hi = q.value, q.high
        unit, printed = q.unit, q.printed
        start = q.start
        if class_ in _VALUELESS:
            value = low = high = range_hi = None
            unit = printed = ""
        elif class_ in _PLACED:
            unit = printed = ""
            if start == q.digits and at > self.floor and text[at - 1] == "第":
                start = at - 1
        elif printed == "大":
            unit = printed = ""
        elif class_ == "figure" and not unit:
            flags.add("unit_missing")
            if context.after("person_noun") or (context.before("people_label") and q.printed == ""):
                unit = "人"
        self.found.append(
            Mention(
                start + self.shift, q.end + self.shift, text[start : q.end], value, low, high, range_hi, unit,
                printed, q.qualifier, q.also, class_, reason, frozenset(flags) if flags else NO_FLAGS,
            )
        )  # fmt: skip
        return q.end

    def _flags(self, q: Quantity, at: int) -> set[str]:
        """Flags of a quantity; a unit in a label before it (资金(万元):128.5) is taken over here."""
        flags = set(q.flags)
        if q.arabic and not q.unit and q.value is not None:
            label = label_unit(self.text, at, self.vocabulary.units)
            if label is not None:
                unit, factor = label
                q.unit, q.family, q.printed = unit.unit, unit.family, unit.printed
                q.value = trimmed(q.value * factor)
                q.place *= factor
                flags.add("unit_from_label")
        left = self.text[max(0, q.start - 4) : q.start]
        if left.endswith("各") or _EACH_VERB.search(left):
            flags.add("distributive_each")
        elif ("均" in left and not _NOT_SHARED.search(left)) or left.endswith(_ALL_AT):
            flags.add("distributive_all")
        return flags

    def _take(self, r: Reading | None) -> int:
        """Add a reading whose class its form settled; 0 when there is none."""
        if r is None:
            return 0
        low = high = r.value
        if r.value is not None and r.place:
            low, high = bounds(r.value, r.place, r.qualifier, exact=False)
        self.found.append(
            Mention(
                r.start + self.shift, r.end + self.shift, self.text[r.start : r.end], r.value, low, high, None,
                r.unit, r.printed, r.qualifier, "", r.class_, r.reason, r.flags,
            )
        )  # fmt: skip
        return r.end

    def _phrase(self, at: int, phrase: Phrase) -> int:
        """A fixed phrase of the vocabulary: 进〔一步〕; names are taken whole, words from their numeral on."""
        begin = max(at - phrase.span_start, self.floor)
        stop = at - phrase.offset + len(phrase.text)
        value = None
        class_ = phrase.class_
        if (
            class_ == "lexical"
            and self.text[begin - 1 : begin] == "《"
            and self.text[stop : stop + 1] == "》"
        ):
            class_ = "name"
        if phrase.class_ in _PLACED:
            value = Decimal(1) if self.text[at] == "首" else chinese_value(self.text[at])
        return self._take(Reading(begin, stop, class_, "word_list", value))

    # -- small questions ------------------------------------------------------------------------

    def _may_be_word(self, at: int, ch: str, before: str) -> bool:
        """May the vocabulary speak first? Not for 近百名, 百余家 and 十分之一."""
        after = self.text[at + 1 : at + 2]
        if ch in _ROUND:
            return before not in _QUALIFIED and after not in ("余", "多", "分")
        return after != "分" or not self.text.startswith("分之", at + 1)

    def _reads_on(self, at: int, phrase: Phrase) -> bool:
        """Does the phrase cut a longer numeral? 五一 in 五一百, 十分 in 十分之一."""
        stop = at + len(phrase.text) - phrase.offset
        after = self.text[stop : stop + 1]
        return (after in CN_SMALL and phrase.text[-1] in CN_CHARS) or (
            after == "之" and phrase.text[-1] == "分"
        )

    def _last(self, start: int) -> tuple[str, str]:
        """Class of the mention before and the text between, when it stands in reach (40 characters)."""
        if not self.found:
            return "", ""
        last = self.found[-1]
        at = last.end - self.shift
        return (last.class_, self.text[at:start]) if start - at <= 40 else ("", "")


def _latin_end(text: str, pos: int, end: int) -> int:
    while pos < end and text[pos].isascii() and (text[pos].isalnum() or text[pos] in "-."):
        pos += 1
    return pos
