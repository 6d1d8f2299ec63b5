"""Amounts and marks that are no plain number: 半数, 数十, 翻番, masked digits, list marks, numbered idioms.

Each reader looks at one place and returns a Reading or None. Closed forms only; words with a meaning of
their own belong to the vocabulary, quantities to quantity.py.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from .numerals import CN_BIG, CN_CHARS, CN_DIGITS, CN_SMALL, parse_number
from .units import UnitTable

NO_FLAGS: frozenset[str] = frozenset()


class Reading(NamedTuple):
    """A mention whose class is settled by its form: span, class, reason and, where it has one, its value."""

    start: int
    end: int
    class_: str
    reason: str
    value: Decimal | None = None
    place: Decimal = Decimal(0)
    unit: str = ""
    printed: str = ""
    qualifier: str = ""
    flags: frozenset[str] = NO_FLAGS


_MASK_UNIT = "年|月|日|家|个|人次|人|名|万元|元|户|份|件|场|次|项|%"
_MASKED = re.compile(
    rf"(?:20)?[*＊×xX]{{2,}}(?:[余多]?[万亿千百]?(?:{_MASK_UNIT}))?|20[0-9]?[xX×*]{{1,2}}年?"
    rf"|\*(?:{_MASK_UNIT})(?=.)"
)
_TURN = re.compile(r"翻(?:了)?(?:([一两二三四])番|番)(?:还|有)?(多|余|以上)?")
_ZERO = re.compile(r"零(?=[，,。；;、！!）)\n]|$)")
_ZERO_LEFT = ("为", "到", "至", "是", "达", "等于", "近")
_TWO_OF = re.compile(r"双(?:[0-9]{1,4}|增双节|爱双评|联双促|代会|过半|十佳|节|联)(?=[”’\"」])")
_SET = re.compile(r"[一二两三四五六七八九十0-9]{1,2}个(?:一百|百|千|万|100[%％]|百分之百)(?=[”’\"」])")
_HALF = re.compile(r"(?:半数|一半)(以上|左右)?|过半(?![百夜])")
_VAGUE = re.compile(r"(?:数|好?几|[一二三四五六七八九]?十几)[十百千万亿]*(?:余|多)?")
_VAGUE_NOT_LEFT = frozenset(
    "人总参次件户多少单双基指分系岁页笔票字倍偶奇级度读序算复例计常函点会员工职量率整负代字小"
)
_SEVERAL = frozenset(
    ("名", "家", "个", "次", "项", "场", "户", "位", "人", "起", "处", "座", "篇", "封", "批")
)
_LIST_MARK = re.compile(r"[一二三四五六七八九十]{1,3}(?=[、．.]|[)）])")
_ITEM = re.compile(r"[一二三四五六七八九十](?=[是要](?!一))")
_IDIOM = re.compile(
    r"[一二三四五六七八九十两百千万]([一-龥])[一二三四五六七八九十两百千万]([一-龥])(?:[一二三四五六七八九十两][一-龥]){0,3}"
)
_NOT_IDIOM_MIDDLE = frozenset(CN_CHARS + "等和及与到至或的之、")
_NOT_IDIOM_END = frozenset(CN_CHARS + "月日年个家名次场项届期元位人天大")
_IDIOM_CLASSIFIERS = frozenset("会岗站网课对")
_OPENING = frozenset("(（")
_CLOSING = frozenset(")）")


def read_masked(text: str, at: int, end: int) -> Reading | None:
    """〔**家〕, 〔20XX年〕: digits that were blotted out; no number can be written.

    >>> read_masked("新建**家", 2, 5)[:4]
    (2, 5, 'vague', 'masked_digits')
    """
    m = _MASKED.match(text, at, end)
    return Reading(at, m.end(), "vague", "masked_digits", flags=frozenset(("masked",))) if m else None


def read_turn(text: str, at: int, end: int) -> Reading | None:
    """翻一番 is twofold, 翻两番 fourfold (guide section 8).

    >>> read_turn("翻两番", 0, 3)[:7]
    (0, 3, 'figure', 'doubling', Decimal('4'), Decimal('0'), '倍')
    """
    m = _TURN.match(text, at, end)
    if m is None:
        return None
    times = Decimal(2) ** (CN_DIGITS[m[1]] if m[1] else 1)
    return Reading(at, m.end(), "figure", "doubling", times, unit="倍", printed=m[0], qualifier=m[2] or "")


def read_zero(text: str, at: int, end: int) -> Reading | None:
    """死亡率为〔零〕, 降至〔零〕: none at all, as a value; 零 inside a word (零距离) is not.

    >>> read_zero("事故为零,", 3, 5)[:5], read_zero("为零距离服务", 1, 6)
    ((3, 4, 'figure', 'zero', Decimal('0')), None)
    """
    if text[at] != "零" or not text.endswith(_ZERO_LEFT, 0, at) or _ZERO.match(text, at, end) is None:
        return None
    return Reading(at, at + 1, "figure", "zero", Decimal(0), flags=frozenset(("unit_missing",)))


def read_set_name(text: str, at: int, end: int) -> Reading | None:
    """“〔双节〕”, “〔五个一百〕”, “〔三个100%〕”: a quoted name that counts what it stands for; taken whole.

    >>> read_set_name("“双代会”", 1, 5)[:4], read_set_name("“两个100%”", 1, 8)[:2], read_set_name("双方", 0, 2)
    ((1, 4, 'name', 'quoted_set'), (1, 7), None)
    """
    m = (_TWO_OF if text[at] == "双" else _SET).match(text, at, end)
    return Reading(at, m.end(), "name", "quoted_set") if m else None


def read_half(text: str, at: int, end: int, floor: int) -> Reading | None:
    """〔半数〕职工, 〔过半〕, 一半: 50 %.

    >>> read_half("超过半数的企业", 2, 7, 0).qualifier
    '超'
    """
    begin, qualifier = at, ""
    for word, meaning in (("超过", "超"), ("超", "超"), ("过", "超"), ("近", "近"), ("约", "约")):
        if at - len(word) >= floor and text.startswith(word, at - len(word)):
            begin, qualifier = at - len(word), meaning
            break
    m = _HALF.match(text, at, end)
    if m is None:
        m = _HALF.match(text, at - 1, end) if begin < at and text[at - 1] == "过" else None
        if m is None:
            return None
        begin = at - 1
    if m[1] == "以上":
        qualifier = "以上"
    elif m[1] == "左右":
        qualifier = "约"
    return Reading(
        begin, m.end(), "figure", "half", Decimal(50), Decimal(10), "%", "半数", qualifier,
        frozenset(("fraction_of_countable",)),
    )  # fmt: skip


def read_vague(text: str, at: int, end: int, units: UnitTable) -> Reading | None:
    """〔数百名〕职工, 〔几十万〕, 〔数月〕: 数 and 几 write no number.

    >>> u = UnitTable.from_rows([{"printed": "名", "unit": "人", "family": "person"}])
    >>> read_vague("数百名职工", 0, 5, u)[:4], read_vague("人数十分", 1, 4, u)
    ((0, 3, 'vague', 'no_number_written'), None)
    """
    m = _VAGUE.match(text, at, end)
    if m is None or (text[at] == "数" and at and text[at - 1] in _VAGUE_NOT_LEFT):
        return None
    stop = m.end()
    last = text[stop - 1]
    unit = units.match(text, stop)
    if unit is None:
        if stop - at < 2 or not (last in CN_BIG or last in CN_SMALL or last in "几余多"):
            return None
        return Reading(at, stop, "vague", "no_number_written")
    if unit.family == "duration":
        return Reading(at, stop + len(unit.printed), "duration", "time_unit")
    if text[at] == "数" and stop - at == 1 and unit.printed not in _SEVERAL:
        return None
    return Reading(at, stop + len(unit.printed), "vague", "no_number_written")


def read_list_mark(text: str, at: int, end: int) -> Reading | None:
    """〔一〕、组织建设 and (〔三〕): a mark that opens a paragraph or clause.

    >>> read_list_mark("一、组织建设", 0, 6)[:5], read_list_mark("(三)维权", 1, 5)[:5]
    ((0, 1, 'ordinal', 'list_mark', Decimal('1')), (1, 2, 'ordinal', 'list_mark', Decimal('3')))
    """
    m = _LIST_MARK.match(text, at, end)
    if m is None or m.end() >= end:
        return None
    if text[m.end()] in _CLOSING and text[at - 1 : at] not in _OPENING:
        return None
    return Reading(at, m.end(), "ordinal", "list_mark", chinese_value(m[0]))


def read_item(text: str, at: int, end: int) -> Reading | None:
    """〔一〕是…〔二〕是…, 〔三〕要…: items of a list in running text.

    >>> read_item("二是抓帮扶", 0, 5)[:5]
    (0, 1, 'ordinal', 'list_item', Decimal('2'))
    """
    m = _ITEM.match(text, at, end)
    return Reading(at, at + 1, "ordinal", "list_item", chinese_value(m[0])) if m else None


def read_idiom(text: str, at: int, end: int, units: UnitTable) -> Reading | None:
    """两学一做, 六比一创, 百企千岗: two numerals and two words that are no classifiers.

    >>> read_idiom("六比一创竞赛", 0, 6, UnitTable([]))[:4]
    (0, 4, 'name', 'numbered_idiom')
    """
    m = _IDIOM.match(text, at, end)
    if m is None or m[1] in _NOT_IDIOM_MIDDLE or m[2] in _NOT_IDIOM_END:
        return None
    if units.match(m[1], 0) is not None and m[1] not in _IDIOM_CLASSIFIERS:
        return None
    return Reading(at, m.end(), "name", "numbered_idiom")


def chinese_value(numeral: str) -> Decimal | None:
    """Value of a Chinese numeral, None when it is none: 十二 -> 12.

    >>> chinese_value("十二"), chinese_value("人")
    (Decimal('12'), None)
    """
    try:
        return parse_number(numeral)
    except ValueError:
        return None
