"""Numerals: the closed grammar of digits, 十百千万亿 and their mixtures, read into exact Decimals.

Here lives what every Chinese text shares; no word lists, no units, no context. A reader that cannot read
everything reads the longest well-formed beginning (三万一天 -> 三万).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

CN_DIGITS = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
    "九": 9, "壹": 1, "贰": 2, "貳": 2, "叁": 3, "參": 3, "肆": 4, "伍": 5, "陆": 6, "陸": 6, "柒": 7, "捌": 8,
    "玖": 9, "兩": 2,
}  # fmt: skip
CN_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
CN_BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
CN_TENS = {"廿": 20, "卅": 30}
CN_CHARS = "".join(CN_DIGITS) + "".join(CN_SMALL) + "".join(CN_BIG) + "".join(CN_TENS)
BIG_CHARS = "十百千万亿拾佰仟萬億"
FORMAL_ONLY = frozenset("伍陆陸拾佰仟參")
"""Formal numerals that are ordinary characters too (队伍, 大陆): read only beside another numeral."""

_MULTIPLIERS = {
    "": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12, "百万亿": 10**14, "十万亿": 10**13,
    "千万亿": 10**15,
}  # fmt: skip
_FOLD = str.maketrans("０１２３４５６７８９．萬億仟佰拾", "0123456789.万亿千百十")

# The number proper: grouped by threes, broken by stray marks, split by a space, or plain.
_BODY = (
    r"(?:(?P<grouped>[0-9０-９]{1,3}(?:[,，][0-9０-９]{3}){1,7}(?![0-9０-９])(?:[.．][0-9０-９]+)?)"
    r"|(?P<broken>[0-9０-９]{1,3}(?:,[0-9０-９]{2}\.[0-9０-９]+(?=[万亿])|[。．·][0-9０-９]{1,2}(?=[%％])))"
    r"|(?P<spaced>[0-9]{1,3}(?:[ \u3000\n][0-9]{3}){1,4}(?![0-9])(?:\.[0-9]+)?|[0-9](?:[ \u3000][0-9]){1,6}(?![0-9]))"
    r"|(?P<plain>[0-9０-９]{1,24}(?:[.．][0-9０-９]{1,12})?))"
)
_MULT = r"[十百千拾佰仟]?[万萬][亿億]|[十百千拾佰仟]?[万萬亿億](?!分之)|个[多]?亿|[十百千](?!分)"
_ARABIC = re.compile(
    _BODY
    + rf"(?:(?P<inner>[余餘多来几]?)(?P<mult>{_MULT}))?"
    + r"(?P<tail>(?:(?<=[万萬亿億千百])零?[0-9]{1,4}(?:\.[0-9]{1,4})?(?:[余多]?(?:[十百千]?万|[千百十亿]))"
    + r"|(?<=[万萬])[0-9]{4}(?![0-9.]))*)"
)
_TAIL = re.compile(r"([0-9]+(?:\.[0-9]+)?)([余多]?)([十百千]?万|[千百十亿]?)")
_PERCENT_CN = re.compile(r"[一二三四五六七八九十百千万]{1,3}分之")
_NEAR = re.compile(
    r"(?P<tens>[一二三四五六七八九]?十)?(?P<a>[一二两三四五六七八])(?P<b>[两二三四五六七八九])(?P<unit>[十百千]?)(?P<big>万亿|[万亿]?)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral as read: value, the place value `place` of its last printed digit, and how it was printed.

    `plain` is true for an integer without 万, 亿 or a decimal point: guide section 3 takes those as exact.
    `inner` is a 余 or 多 inside (5600余万). `high` is the upper end of 三四百. `bare` marks 百, 万, 亿 alone.
    """

    end: int
    value: Decimal
    place: Decimal
    plain: bool
    inner: str = ""
    high: Decimal | None = None
    percent: bool = False
    bare: bool = False
    arabic: bool = False
    flags: tuple[str, ...] = ()


def printed_place(digits: str) -> Decimal:
    """Place value of the last printed digit that is not a padding zero.

    >>> printed_place("5600"), printed_place("3.2"), printed_place("72.20")
    (Decimal('100'), Decimal('0.1'), Decimal('0.01'))
    """
    if "." in digits:
        return Decimal(1).scaleb(-(len(digits) - digits.index(".") - 1))
    stripped = digits.rstrip("0")
    return Decimal(10) ** (len(digits) - len(stripped)) if stripped else Decimal(1)


def trimmed(value: Decimal) -> Decimal:
    """The same number without zeros after the point, so that it prints as plain digits.

    >>> str(trimmed(Decimal("1500.0"))), str(trimmed(Decimal("72.20"))), str(trimmed(Decimal("1200")))
    ('1500', '72.2', '1200')
    """
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def read_arabic(text: str, pos: int, end: int) -> Number | None:
    """The number that starts with an Arabic digit at `pos`, or None.

    >>> read_arabic("1,100万元", 0, 7).value
    Decimal('11000000')
    >>> [str(read_arabic(s, 0, len(s)).value) for s in ("3万4000", "25万6千", "1.5千", "3亿5000万", "１２")]
    ['34000', '256000', '1500', '350000000', '12']
    >>> n = read_arabic("5600余万元", 0, 7); (str(n.value), str(n.place), n.inner)
    ('56000000', '1000000', '余')
    >>> n = read_arabic("1,23.4万", 0, 7); (str(n.value), n.flags)
    ('1234000', ('punctuation_in_number',))
    >>> n = read_arabic("17 257人", 0, 7); (str(n.value), n.flags)
    ('17257', ('ocr',))
    """
    m = _ARABIC.match(text, pos, end)
    if m is None:
        return None
    kind = m.lastgroup
    body = m.group("plain")
    flags: tuple[str, ...] = ()
    if body is None:
        kind = next(k for k in ("grouped", "broken", "spaced") if m.group(k))
        body = m.group(kind)
        if kind == "grouped":
            if "，" in body:
                flags = ("punctuation_in_number",)
            body = body.replace(",", "").replace("，", "")
        elif kind == "broken":
            flags = ("punctuation_in_number",)
            body = re.sub("[。·．]", ".", body.replace(",", ""))
        else:
            flags = ("ocr",)
            body = re.sub(r"[ \u3000\n]", "", body)
    if not body.isascii():
        body = body.translate(_FOLD)
    mult = m.group("mult")
    value = Decimal(body)
    place = printed_place(body)
    if not mult:
        if "." in body:
            value = trimmed(value)
        return Number(m.end(), value, place, "." not in body, arabic=True, flags=flags)
    factor = _MULTIPLIERS[mult.translate(_FOLD).lstrip("个多")]
    inner = m.group("inner") or ("多" if "多" in mult else "")
    value *= factor
    place *= factor
    tail = m.group("tail")
    if tail:
        for part in _TAIL.finditer(tail):
            unit = _MULTIPLIERS[part[3]]
            value += Decimal(part[1]) * unit
            place = printed_place(part[1]) * unit
            inner = part[2] or inner
    if "." in body:
        value = trimmed(value)
    plain = "." not in body and factor < 10**4
    return Number(m.end(), value, place, plain, inner=inner, arabic=True, flags=flags)


def read_chinese(text: str, pos: int, end: int) -> Number | None:
    """The longest well-formed Chinese numeral at `pos`, or None.

    >>> [str(read_chinese(s, 0, len(s)).value) for s in ("一千二百", "两千零十", "廿三", "一万零一十二", "十七")]
    ['1200', '2010', '23', '10012', '17']
    >>> [str(read_chinese(s, 0, len(s)).value) for s in ("一万五千亿", "二十万亿", "叁萬億", "二〇二一", "三万五")]
    ['1500000000000', '20000000000000', '3000000000000', '2021', '35000']
    >>> n = read_chinese("三四百人", 0, 4); (str(n.value), str(n.high))
    ('300', '400')
    >>> n = read_chinese("二十余万人", 0, 5); (str(n.value), n.inner, str(n.place))
    ('200000', '余', '100000')
    >>> read_chinese("三万一天", 0, 4).end
    2
    """
    first = text[pos]
    nxt = text[pos + 1] if pos + 1 < end else ""
    if nxt in CN_DIGITS or (first in CN_DIGITS and nxt == "十"):
        near = _read_near(text, pos, end)
        if near is not None:
            return near
        if first in CN_DIGITS and nxt in CN_DIGITS:
            return _read_positional(text, pos, end)
    return _read_structured(text, pos, end)


def _read_near(text: str, pos: int, end: int) -> Number | None:
    """三四百, 七八十, 十七八, 三四十万: two neighbouring digits give the ends of a range."""
    m = _NEAR.match(text, pos, end)
    if m is None:
        return None
    low, high = CN_DIGITS[m["a"]], CN_DIGITS[m["b"]]
    if high != low + 1 and (low, high) != (3, 5):
        return None
    after = text[m.end() : m.end() + 1]
    if after in CN_DIGITS or after in CN_SMALL:
        return None
    base = 0
    if m["tens"]:
        if m["unit"]:
            return None
        tens = m["tens"]
        base = 10 * (CN_DIGITS[tens[0]] if len(tens) == 2 else 1)
    unit = CN_SMALL.get(m["unit"], 1) * _MULTIPLIERS[m["big"]]
    scale = _MULTIPLIERS[m["big"]]
    lower = Decimal(base * scale + low * unit)
    return Number(m.end(), lower, Decimal(unit), False, high=Decimal(base * scale + high * unit))


def _read_positional(text: str, pos: int, end: int) -> Number | None:
    """二〇二一, 一九九八: digits without units, as years are written."""
    stop = pos
    while stop < end and text[stop] in CN_DIGITS:
        stop += 1
    digits = "".join(str(CN_DIGITS[c]) for c in text[pos:stop])
    return Number(stop, Decimal(digits), Decimal(1), True, flags=("positional",))


def _read_structured(text: str, pos: int, end: int) -> Number | None:
    """十, 百, 千 within sections that 万 and 亿 close; stops where the grammar breaks."""
    high = 0  # closed by 亿
    middle = 0  # closed by 万
    section = 0
    digit: int | None = None
    last = 10**9  # the unit that closed the previous step of this section
    place = 1
    big_used = 10**17
    inner = ""
    zero = False
    i = pos
    stop = pos
    while i < end:
        ch = text[i]
        if ch in CN_DIGITS:
            value = CN_DIGITS[ch]
            if value == 0:
                if i == pos or digit is not None or zero:
                    if i == pos:
                        stop = i + 1
                    break
                zero = True
                i += 1
                continue
            if digit is not None:
                break
            digit = value
            stop = i + 1
            i += 1
            continue
        if ch in CN_SMALL:
            unit = CN_SMALL[ch]
            if unit >= last or inner:
                break
            if digit is None:
                if unit != 10 and i != pos:
                    break
                if unit == 10 and i != pos and section == 0 and not (middle or high):
                    break
                digit = 1
            section += digit * unit
            digit = None
            zero = False
            last = place = unit
            stop = i + 1
            i += 1
            continue
        if ch in CN_TENS and i == pos:
            section = CN_TENS[ch]
            last = place = 10
            stop = i + 1
            i += 1
            continue
        if ch in CN_BIG:
            unit = CN_BIG[ch]
            amount = section + (digit or 0)
            if amount:
                place = (1 if digit else place) * unit
            elif i == pos:
                amount, place = 1, unit
            elif unit == 10**8 and middle:
                place *= unit
            else:
                break
            if unit > big_used:
                if not (unit == 10**8 and middle and not high):
                    break
            elif unit == big_used:
                break
            if unit == 10**8:
                high, middle = (middle + amount) * unit, 0
            else:
                middle = amount * unit
            section, digit, zero, last, big_used = 0, None, False, 10**9, unit
            stop = i + 1
            i += 1
            continue
        if ch in "余多餘" and i > stop - 1 and text[i + 1 : i + 2] in CN_BIG and digit is None and not inner:
            inner = "余" if ch == "餘" else ch
            i += 1
            continue
        break
    if stop == pos:
        return None
    total = high + middle + section
    if digit is not None:
        previous = text[stop - 2] if stop - 2 >= pos else ""
        unit = CN_SMALL.get(previous) or CN_BIG.get(previous) or 1
        if previous and unit >= 100:
            # 三万五 is 35,000, but 三万一天 is 三万 a day: a trailing digit with a word after it is not a tail.
            after = text[stop : stop + 1]
            if after and "\u4e00" <= after <= "\u9fff" and after not in "余多":
                stop -= 1
            else:
                place = unit // 10
                total += digit * place
        else:
            place = 1
            total += digit
    elif inner and text[stop - 1] not in CN_BIG:
        inner = ""
    plain = high == 0 and middle == 0
    bare = text[pos] in BIG_CHARS and text[pos] not in "十拾" and all(c in BIG_CHARS for c in text[pos:stop])
    result = Number(stop, Decimal(total), Decimal(place), plain, inner=inner, bare=bare)
    return _with_point(text, end, result)


def _with_point(text: str, end: int, number: Number) -> Number:
    """三点五 and 二点四万: the decimal part after 点."""
    i = number.end
    if not (i + 1 < end and text[i] == "点" and text[i + 1] in CN_DIGITS and number.plain):
        return number
    stop = i + 1
    while stop < end and text[stop] in CN_DIGITS:
        stop += 1
    digits = "".join(str(CN_DIGITS[c]) for c in text[i + 1 : stop])
    value = number.value + Decimal(digits).scaleb(-len(digits))
    place = Decimal(1).scaleb(-len(digits))
    if stop < end and text[stop] in CN_BIG:
        value, place, stop = value * CN_BIG[text[stop]], place * CN_BIG[text[stop]], stop + 1
    elif text[stop : stop + 1] not in ("", "%", "个", "倍", "元", "成") and number.value < 13:
        return number  # 三点五十分 is a clock time
    return Number(stop, value, place, False)


def parse_number(numeral: str) -> Decimal:
    """Value of a whole numeral, Arabic, Chinese or mixed. Raises ValueError when it is not one numeral.

    >>> parse_number("一千二百"), parse_number("5.2万"), parse_number("１２３"), parse_number("百")
    (Decimal('1200'), Decimal('52000'), Decimal('123'), Decimal('100'))
    """
    if not numeral:
        raise ValueError("not a numeral: ''; give digits or Chinese numerals")
    read = read_chinese if numeral[0] in CN_CHARS else read_arabic
    number = read(numeral, 0, len(numeral))
    if number is None or number.end != len(numeral):
        raise ValueError(f"not a numeral: {numeral!r}; give digits or Chinese numerals")
    return number.value
