"""Dates, clock times and other fixed shapes of digits: what is told by form alone, without words around.

Closed forms only (calendar, clock, telephone, formula, document number). Lengths of time are read by their
unit in classes.py.
"""

from __future__ import annotations

import re

_Y = r"(?:1[89]|20)[0-9]{2}"
_MD = r"[0-9]{1,2}月(?:份|[0-9]{1,2}(?:[日号](?:[-—–~～至][0-9]{1,2}[日号])?|(?=[、,，]?[^0-9])))?"
_CLOCK = r"[0-9]{1,2}[:：时点][0-9]{2}(?:分|[:：][0-9]{2})?"
_SUF = r"(?:年?[底初末]|上旬|中旬|下旬|年?度)?"
_DASH = r"\s?[-—–~～]{1,2}\s?"

_DATE = re.compile(
    rf"{_Y}[-./][0-9]{{1,2}}[-./][0-9]{{1,2}}日?(?:[ T]?{_CLOCK})?"
    rf"|{_Y}年[度底初末]?(?:{_DASH}|[至到]){_Y}年(?:[度底初末]|[0-9]{{1,2}}月(?:份|[0-9]{{1,2}}[日号])?[底初末]?)?"
    rf"|{_Y}{_DASH}{_Y}(?![0-9])(?:学?年[度底初末]?)?"
    rf"|{_Y}(?:[至到]|(?:[、,，和及]{_Y}){{0,4}}[、,，和及]){_Y}年[度底初末]?"
    rf"|{_Y}年?[ ]?[0-9]{{1,2}}月(?:份)?(?:[0-9]{{1,2}}[日号]?)?"
    rf"(?:(?:{_DASH}|[至到])(?:{_Y}年)?[0-9]{{1,2}}(?:月(?:份|[0-9]{{1,2}}[日号])?|[日号]))?"
    rf"(?:[ ]?{_CLOCK})?{_SUF}"
    rf"|{_Y}年(?:[底初末]|度|春节?|[上下]半年|[一二三四]季度|第[一二三四]季度)?"
    rf"|{_Y}\.[01]?[0-9](?![0-9%万亿元])"
    rf"|[0-9]{{1,2}}(?:{_DASH}|[至到、])[0-9]{{1,2}}月(?:份|[0-9]{{1,2}}[日号])?(?:[底初末]|[上中下]旬)?"
    rf"|[0-9]{{1,2}}月(?:份|[0-9]{{1,2}}[日号]?)?(?:(?:{_DASH}|至)[0-9]{{1,2}}(?:月(?:份|[0-9]{{1,2}}[日号])?|[日号]))(?:[底初末]|[上中下]旬)?"
    rf"|[0-9]{{1,2}}月(?:份|[0-9]{{1,2}}(?:[、,][0-9]{{1,2}})*[日号]|[0-9]{{1,2}})?(?:[ ]?{_CLOCK})?(?:[底初末]|[上中下]旬)?"
    rf"|[0-9]{{1,2}}日?(?:{_DASH}|[至到])[0-9]{{1,2}}日(?![益常均报产])"
    rf"|[0-9]{{1,2}}(?:日|号(?=[上下早晚,，、至起前]))(?![益常均报产内])"
    rf"|(?:[0-2]?[0-9])[:：][0-5][0-9](?:[:：][0-5][0-9])?(?![0-9])(?:{_DASH}[0-2]?[0-9][:：][0-5][0-9])?"
    rf"|[0-2]?[0-9]时(?:[0-5]?[0-9]分)?(?=许|左右|至|到|,|，|、|[一-龥]|$)(?!代|间|候|常|期|刻|事|机)"
    rf"|[0-9]{{2}}(?:世纪)?年代[初末]?|[0-9]{{1,2}}世纪(?:[0-9]{{2}}年代)?(?:[初末])?"
    rf"|[0-9]{{2}}年(?=代|底|初)"
)
_CN_Y = "[一二三四五六七八九〇零○]"
_DATE_CN = re.compile(
    rf"(?:[一二]{_CN_Y}{{3}}年(?:度|底|初|末)?)(?:[正一二三四五六七八九十]{{1,3}}月(?:[一二三四五六七八九十廿]{{1,3}}[日号])?)?(?:[底初末]|[上中下]旬)?"
    rf"|[一二三四五六七八九十]{{1,2}}(?:月份|月(?:[一二三四五六七八九十廿]{{1,3}}[日号])|月(?:[底初末]|[上中下]旬))"
    rf"|[一二三四五六七八九〇]{{1,2}}十?年代[初末]?|[一二]?十[一二]?世纪(?:[一二三四五六七八九]十年代)?"
    rf"|[一二三四五六七八九]十年代[初末]?"
)
_PHONE = re.compile(
    r"\(?0[0-9]{2,3}[)）]?[-—－ ]?[0-9]{7,8}(?:[-—转][0-9]{1,4})?|1[3-9][0-9]{9}(?![0-9])|[48]00[-—][0-9]{3,4}[-—][0-9]{3,4}"
    r"|[0-9]{7,8}(?=[、/转][0-9])"
)
_RATIO = re.compile(r"[0-9]{1,3}[:：][0-9]{1,3}(?![0-9:：])")
_PLUS = re.compile(r"[0-9A-Za-zN]{1,4}(?:[+＋][0-9A-Za-z一-龥]{1,6})+|[0-9]{1,3}[×xX*＊][0-9]{1,3}(?:小时)?")
_FESTIVAL = re.compile(r"[0-9]{1,2}[·•．][0-9]{1,2}(?![0-9%万亿])")
_VERSION = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){2,5}|[0-9]{1,9}\.[0-9]{1,9}(?=版|时代|模式|升级|版本)")
_LATIN = re.compile(r"[0-9]{1,24}(?:\.[0-9]{1,12})?[A-Za-z][A-Za-z0-9]*")
_LATIN_UNITS = frozenset(
    ("kg", "KG", "km", "KM", "m", "m2", "g", "t", "cm", "mm", "kW", "KW", "kw", "kWh", "MW", "L", "ml")
)


def date_end(text: str, pos: int, end: int) -> int:
    """End of the date or clock time that starts at `pos`, or 0.

    >>> [s[: date_end(s, 0, len(s))] for s in ("2023年1月~7月,", "2019-01-10 09:25:45", "2022年底建", "8月初")]
    ['2023年1月~7月', '2019-01-10 09:25:45', '2022年底', '8月初']
    >>> [s[: date_end(s, 0, len(s))] for s in ("1993件", "5年来", "二〇二一年三月", "1-9月,", "2019~2022年")]
    ['', '', '二〇二一年三月', '1-9月', '2019~2022年']
    """
    pattern = _DATE if text[pos].isascii() else _DATE_CN
    m = pattern.match(text, pos, end)
    return m.end() if m else 0


def shape_at(text: str, pos: int, end: int) -> tuple[str, str, int] | None:
    """(class, reason, end) of a telephone number, formula, version or model at `pos`, or None.

    >>> shape_at("0513-85118941", 0, 13), shape_at("1+10+100人才", 0, 10), shape_at("5G基站", 0, 4)
    (('boilerplate', 'telephone', 13), ('name', 'formula', 8), ('name', 'model_with_letters', 2))
    """
    m = _PHONE.match(text, pos, end)
    if m:
        return "boilerplate", "telephone", m.end()
    m = _PLUS.match(text, pos, end)
    if m:
        stop = m.end()
        tail = re.match(r"[0-9]+(?:[+＋](?:[0-9]+|[A-Za-zN]+))+", text[pos:stop])
        return "name", "formula", pos + tail.end() if tail else stop
    m = _VERSION.match(text, pos, end)
    if m:
        return "name", "version", m.end()
    m = _FESTIVAL.match(text, pos, end)
    if m:
        return "name", "day_as_name", m.end()
    m = _RATIO.match(text, pos, end)
    if m:
        return "name", "proportion", m.end()
    m = _LATIN.match(text, pos, end)
    if m and m[0].lstrip("0123456789.") not in _LATIN_UNITS:
        return "name", "model_with_letters", m.end()
    return None
