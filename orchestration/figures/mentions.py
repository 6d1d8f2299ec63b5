"""The walk over a text: find each numeral, read what touches it, class it, and make the mention.

One scan for characters that can begin a mention, then small local windows; the work is linear in the length
of the text. Reading rules live in numerals, dates and quantity, class rules in classes.
"""

from __future__ import annotations

import re
from decimal import Decimal

from .classes import classify
from .context import Context
from .dates import date_end, shape_at
from .model import Mention
from .numerals import CN_BIG, CN_CHARS, CN_DIGITS, CN_SMALL, parse_number, trimmed
from .quantity import Quantity, label_unit, read_quantity
from .quotes import Quotes
from .vocabulary import FigureVocabulary, Phrase

_START = re.compile(
    "[0-9０-９①-⑳零〇一二三四五六七八九十百千万亿两廿卅壹贰叁肆柒捌玖伍陆拾佰仟萬億兩半几数若翻首*＊]|(?<=[^a-zA-Z])[xX×]{2,}"
)
_DIGITS = re.compile(r"[0-9]+")
_MASKED = re.compile(
    r"(?:20)?[*＊×xX]{2,}(?:[余多]?[万亿千百]?(?:年|月|日|家|个|人次|人|名|万元|元|户|份|件|场|次|项|%))?|20[0-9]?[xX×*]{1,2}年?|\*[年家个人名场次项户件元](?=.)"
)
_SPECIAL_AFTER = frozenset("年月日号-—–~～+＋:：/.时世×xX*至到、点转")
_VAGUE = re.compile(r"(?:数|好?几|[一二三四五六七八九]?十几|成)[十百千万亿]*(?:余|多)?")
_VAGUE_NOT_LEFT = frozenset(
    "人总参次件户多少单双基指分系得无为岁页笔票字倍偶奇级度读序算复例计常函点会员工职量率整负代参"
)
_SPLIT_BY_MARK = re.compile(r"([1-9][0-9]{0,2})、([0-9]{3})(?=[人名家户件个份元万册次](?!月))")
_LABEL = re.compile(r"[(（](?:万元|亿元|万人|万人次)[)）]")
_PROPORTION = re.compile(r"[0-9]{1,3}[:：][0-9]{1,3}的?(?:比例|配套|比|匹配|进行配)")
_TURN = re.compile(r"翻(?:了)?(?:([一两二三])番|番)")
_HALF = re.compile(r"(过|近|超过|约)?(?:半数|一半)(以上|左右)?|过半(?![百夜])")
_LIST_MARK = re.compile(r"[一二三四五六七八九十]{1,3}(?=[、．.]|[)）])")
_ITEM = re.compile(r"[一二三四五六七八九十](?=[是要](?!一))")
_IDIOM = re.compile(
    r"([一二三四五六七八九十两百千万])([一-龥])([一二三四五六七八九十两百千万])([一-龥])(?:[一二三四五六七八九十两][一-龥])*"
)
_NONE: frozenset[str] = frozenset()
_MASKS = frozenset("xX×*＊")
_DOC_OPEN, _DOC_CLOSE = frozenset("〔["), frozenset("〕]")
_ADDRESS = frozenset("@/")
_CUT_OFF = frozenset("百千万亿")
_VAGUE_START = frozenset("几数")
_DATE_START = frozenset("一二三四五六七八九十正")
_QUALIFIED = frozenset("上近逾超过约到破足")
_SEVERAL = frozenset(
    ("名", "家", "个", "次", "项", "场", "户", "位", "人", "起", "处", "座", "篇", "封", "批")
)
_HEADS = frozenset("\n。；;：: 　(（,，！!？?")
_CALENDAR_CHARS = frozenset("月日年个家名次场项届期元位人天")
_VALUELESS = frozenset(("date", "name", "duration", "lexical", "vague", "boilerplate"))
_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)}


def find_mentions(
    match_text: str, vocabulary: FigureVocabulary, *, start: int = 0, end: int | None = None
) -> list[Mention]:
    """Every numeric mention of match_text[start:end], in order, classed by guide section 2.

    `figure` means a reportable quantity; claims splits it by indicator. Never raises on any text.

    新建工会48家,走访近百户 -> 48家 figure, 近百户 figure with value 100
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
            if ch.isascii() and ch.isdigit() or "０" <= ch <= "９":
                stop = self._arabic(at)
            else:
                stop = self._chinese(at, ch)
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
        if after == "、" and "\u4e00" <= before <= "\u9fff":
            m = _SPLIT_BY_MARK.match(text, at, end)
            if m:
                return self._split_number(m)
        if before.isascii() and before.isalpha():
            return self._plain(at, max(stop, _latin_end(text, stop, end)), "name", "model_with_letters")
        if after in _SPECIAL_AFTER or (after.isascii() and after.isalpha()) or stop - at >= 7:
            masked = _MASKED.match(text, at, end)
            if masked and after in _MASKS:
                return self._vague(at, masked.end(), "masked_digits", frozenset(("masked",)))
            if before != "第" and not _PROPORTION.match(text, at, end):
                date = date_end(text, at, end)
                if date:
                    return self._plain(at, date, "date", "calendar_form")
            shape = shape_at(text, at, end)
            if shape and not (shape[1] == "model_with_letters" and self.vocabulary.units.match(text, stop)):
                return self._plain(at, shape[2], shape[0], shape[1])
        elif (
            before in _DOC_OPEN
            and after in _DOC_CLOSE
            and stop - at == 4
            and text[at : at + 2] in ("19", "20")
        ):
            return self._plain(at, stop, "name", "document_number")
        elif before in _ADDRESS or text.startswith((".com", ".cn", "@"), stop):
            return self._plain(at, stop, "boilerplate", "address")
        phrase = self.vocabulary.phrase_at(text, at)
        if phrase is not None:
            return self._phrase(at, phrase)
        return self._quantity(at)

    def _chinese(self, at: int, ch: str) -> int:
        text, end = self.text, self.end
        if ch in _CIRCLED:
            return self._add(at, at + 1, Decimal(_CIRCLED[ch]), "ordinal", "circled_number")
        if ch in "*＊×xX":
            m = _MASKED.match(text, at, end)
            return self._vague(at, m.end(), "masked_digits", frozenset(("masked",))) if m else 0
        if ch == "翻":
            m = _TURN.match(text, at, end)
            if m is None:
                return 0
            times = Decimal(2) ** (CN_DIGITS[m[1]] if m[1] else 1)
            return self._add(at, m.end(), times, "figure", "doubling", unit="倍", printed=m[0])
        before = text[at - 1] if at > self.floor else ""
        if before in ("(", "（") and ch in _CUT_OFF and _LABEL.match(text, at - 1):
            return 0
        if ch in _CUT_OFF:
            if before not in _QUALIFIED and text[at + 1 : at + 2] not in ("余", "多", "分"):
                phrase = self.vocabulary.phrase_at(text, at)
                if phrase is not None:
                    return self._phrase(at, phrase)
        elif not text.startswith("分之", at + 1):
            phrase = self.vocabulary.phrase_at(text, at)
            if phrase is not None and not self._reads_on(at, phrase):
                return self._phrase(at, phrase)
        if ch == "半":
            return self._half(at)
        if ch == "首" or ch == "若":
            return 0
        if ch in _VAGUE_START or "几" in text[at + 1 : at + 3]:
            stop = self._vague_amount(at)
            if stop or ch in _VAGUE_START:
                return stop
        if (
            ch == "一"
            and text.startswith("半", at + 1)
            and text[at + 2 : at + 3] not in ("天", "年", "月", "个")
        ):
            return self._half(at)
        if text[at - 1 : at] == "第":
            return self._quantity(at)
        date = date_end(text, at, end) if ch in _DATE_START and before != "第" else 0
        if date:
            return self._plain(at, date, "date", "calendar_form")
        head = at == 0 or text[at - 1] in _HEADS or at == self.floor
        if head:
            m = _LIST_MARK.match(text, at, end)
            if m and (text[at - 1 : at] in ("(", "（") or text[m.end()] not in (")", "）")):
                return self._add(at, m.end(), _cn_value(m[0]), "ordinal", "list_mark")
        m = _ITEM.match(text, at, end)
        if m and (head or before == "、"):
            return self._add(at, at + 1, Decimal(CN_DIGITS.get(ch, 10)), "ordinal", "list_item")
        m = _IDIOM.match(text, at, end)
        if m and self._is_idiom(m):
            return self._plain(at, m.end(), "name", "numbered_idiom")
        return self._quantity(at)

    def _split_number(self, m: re.Match[str]) -> int:
        """1、265人: a thousands mark that became 、; read through and flagged."""
        joined = m[1] + m[2] + self.text[m.end() : min(self.end, m.end() + 6)]
        q = read_quantity(joined, 0, 0, len(joined), self.vocabulary.units)
        if q is None:
            return 0
        shift = m.end() - len(m[1]) - len(m[2])
        q.start = q.digits = m.start()
        q.end += shift
        q.flags = (*q.flags, "punctuation_in_number")
        return self._judged(q, m.start())

    def _quantity(self, at: int) -> int:
        q = read_quantity(self.text, at, self.floor, self.end, self.vocabulary.units)
        return self._judged(q, at) if q is not None else 0

    def _judged(self, q: Quantity, at: int) -> int:
        """Class a quantity, blank what the guide blanks for that class, and add the mention."""
        text = self.text
        flags: set[str] = set(q.flags)
        if not q.unit and q.arabic:
            label = label_unit(text, at, self.vocabulary.units)
            if label is not None and q.value is not None:
                unit, factor = label
                q.unit, q.family, q.printed = unit.unit, unit.family, unit.printed
                q.value = trimmed(q.value * factor)
                q.place *= factor
                flags.add("unit_from_label")
        left = text[max(0, q.start - 4) : q.start]
        if left.endswith("各"):
            flags.add("distributive_each")
        elif (
            left
            and "均" in left
            and "人均" not in left
            and "年均" not in left
            and "平均" not in left
            and "户均" not in left
        ):
            flags.add("distributive_all")
        class_, reason = classify(Context(text, q, self.vocabulary.cues, self.quotes, self._joined()))
        if not q.unit and class_ == "figure":
            flags.add("unit_missing")
        low, high = q.limits()
        value = q.value
        qualifier, also = q.qualifier, q.also
        unit, printed = q.unit, q.printed
        if class_ in _VALUELESS:
            value = low = high = None
            unit = printed = ""
            q.high = None
        elif class_ in ("ordinal", "rank"):
            unit = printed = ""
        elif class_ == "structure" and printed == "大":
            unit = printed = ""
        if (
            class_ in ("ordinal", "rank")
            and q.start == q.digits
            and at
            and text[at - 1] == "第"
            and at - 1 >= self.floor
        ):
            q.start = at - 1
        self.found.append(
            Mention(
                q.start + self.shift, q.end + self.shift, text[q.start : q.end], value, low, high, q.high, unit, printed, qualifier, also,
                class_, reason, frozenset(flags) if flags else _NONE,
            )
        )  # fmt: skip
        return q.end

    # -- small helpers --------------------------------------------------------------------------

    def _joined(self) -> str:
        """Class of the mention before, when only a short noun and 、 or 和 stand between."""
        if not self.found:
            return ""
        last = self.found[-1]
        at = last.end - self.shift
        gap = self.text[at : at + 9]
        return last.class_ if any(mark in gap for mark in "、和与") else ""

    def _reads_on(self, at: int, phrase: Phrase) -> bool:
        """True when the phrase cuts a longer numeral: 十分 in 十分之一, 五一 in 二十五一 (read the number)."""
        stop = at + len(phrase.text) - phrase.offset
        nxt = self.text[stop : stop + 1]
        if phrase.text[-1] in CN_CHARS and nxt in CN_SMALL and nxt:
            return True
        return self.text.startswith("之", stop) and phrase.text.endswith("分")

    def _phrase(self, at: int, phrase: Phrase) -> int:
        begin = max(at - phrase.span_start, self.floor)
        stop = at - phrase.offset + len(phrase.text)
        text = self.text
        if phrase.class_ == "lexical" and begin < at:
            begin = at
        value = None
        if phrase.class_ in ("ordinal", "rank"):
            value = (
                Decimal(1) if text[at] == "首" else (_cn_value(text[at]) if text[at] in CN_CHARS else None)
            )
        return self._add(begin, stop, value, phrase.class_, "word_list")

    def _half(self, at: int) -> int:
        text = self.text
        begin = at - 1 if text[at - 1 : at] in ("过", "近", "超") and at - 1 >= self.floor else at
        m = _HALF.match(text, begin, self.end)
        if m is None or not ("半数" in m[0] or "一半" in m[0] or m[0].startswith("过半")):
            return 0
        qualifier = {"过": "超", "近": "近", "超": "超"}.get(text[begin], "") if begin < at else ""
        if "以上" in m[0]:
            qualifier = "以上"
        q = Quantity(begin, at, m.end(), Decimal(50), Decimal(10), False, unit="%", qualifier=qualifier)
        low, high = q.limits()
        self.found.append(
            Mention(
                begin + self.shift, m.end() + self.shift, m[0], q.value, low, high, None, "%", "半数", qualifier, "", "figure", "half",
                frozenset(("fraction_of_countable",)),
            )
        )  # fmt: skip
        return m.end()

    def _vague_amount(self, at: int) -> int:
        text = self.text
        m = _VAGUE.match(text, at, self.end)
        if m is None:
            return 0
        before = text[at - 1] if at else ""
        stop = m.end()
        if text[at] == "数" and before in _VAGUE_NOT_LEFT and before:
            return 0
        unit = self.vocabulary.units.match(text, stop)
        if unit is None:
            if (
                stop - at < 2
                or text[stop - 1] not in CN_BIG
                and text[stop - 1] not in CN_SMALL
                and text[stop - 1] not in "几余多"
            ):
                return 0
            return self._vague(at, stop, "no_number_written", _NONE)
        end = stop + len(unit.printed)
        if unit.family == "duration":
            return self._plain(at, end, "duration", "time_unit")
        if text[at] == "数" and stop - at == 1 and unit.printed not in _SEVERAL:
            return 0
        return self._vague(at, end, "no_number_written", _NONE)

    def _is_idiom(self, m: re.Match[str]) -> bool:
        """两学一做, 六比一创: two numerals, two words, and no classifier that would make them quantities."""
        units = self.vocabulary.units
        if m[2] in CN_CHARS or m[4] in CN_CHARS or m[4] in _CALENDAR_CHARS:
            return False
        return units.match(m[2], 0) is None or m[2] in ("会", "岗", "站", "网", "课", "对")

    def _vague(self, start: int, end: int, reason: str, flags: frozenset[str]) -> int:
        return self._add(start, end, None, "vague", reason, flags=flags)

    def _plain(self, start: int, end: int, class_: str, reason: str) -> int:
        return self._add(start, end, None, class_, reason)

    def _add(
        self,
        start: int,
        end: int,
        value: Decimal | None,
        class_: str,
        reason: str,
        *,
        unit: str = "",
        printed: str = "",
        flags: frozenset[str] = _NONE,
    ) -> int:
        self.found.append(
            Mention(
                start + self.shift,
                end + self.shift,
                self.text[start:end],
                value,
                value,
                value,
                None,
                unit,
                printed,
                "",
                "",
                class_,
                reason,
                flags,
            )
        )
        return end


def _cn_value(numeral: str) -> Decimal | None:
    try:
        return parse_number(numeral)
    except ValueError:
        return None


def _latin_end(text: str, pos: int, end: int) -> int:
    while pos < end and text[pos].isascii() and (text[pos].isalnum() or text[pos] in "-."):
        pos += 1
    return pos
