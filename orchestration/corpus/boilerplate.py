"""Which lines of a page are not the report: menus, share bars, counters, other headlines, footers, link spam.

Rules look at the shape of a line (how many short tokens, which separators, no sentence) and at the words of
`boilerplate_phrases.csv`; a site never gets a rule of its own. Lines are only marked, nothing is deleted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from orchestration.corpus.reference import rows

_TOKENS = re.compile(r"[\s|｜·•,，、/\\\[\]【】()（）:：>»]+")
_EDGES = re.compile(r"[\s|｜·•【】\[\]()（）:：>»\-—－]+")
_PROSE = re.compile(r"[。；！？]|[，,].*[，,].*[，,]")
_HEADLINE = re.compile(r"^\s*(?:[·•\-－*▪■●◆○□>]|\[\d|\d{1,2}[.、])\s*\S")
_PLACE = re.compile(r"[㐀-鿿]{1,6}[省市县区旗州盟]$|^[㐀-鿿]{2}$")
_EDITOR = re.compile(
    r"^[\s(（\[【]*(?:责任编辑|责编|值班编辑|编辑|编校|责校|校对|审核|编审|审校|终审|初审|复审|监制|实习编辑|网络编辑|本期编辑|来源|稿源|供稿|文字|摄影|图片|作者|撰稿|记者|通讯员)"
    r"\s*[:：丨|/]"
)
_EDITOR_LAST = re.compile(
    r"^[\s(（\[【]*(?:责任编辑|责编|值班编辑|编辑|编校|责校|校对|审核|编审|审校|终审|实习编辑|网络编辑)\s*[:：丨|/]"
)
_PAGER = re.compile(
    r"^\s*(?:共\s*\d+\s*页|第?\s*\d+\s*/\s*\d+\s*页?|(?:\[?\d+\]?\s+){2,}(?:下一页|尾页)|上一页|下一页)\s*"
)
_CRUMB_SIGN = re.compile(r"[^\s>]\s*>{1,2}\s*[^\s>]|[^\s»]\s*»\s*\S")
_PHONE = re.compile(r"^(?:电话|传真|邮箱|邮编|地址|网址|热线|QQ|E-?mail)\s*[:：]", re.I)


def is_prose(line: str) -> bool:
    """A line that says something in sentences."""
    return len(line) >= 30 and bool(_PROSE.search(line))


def is_editor_line(line: str) -> bool:
    """`(责编:甲、乙)`, `来源:某报`, `编辑:丙`."""
    return len(line) <= 80 and bool(_EDITOR.match(line))


def mark(lines: Sequence[str]) -> list[bool]:
    """Simplified clean lines -> which of them are boilerplate.

    Head: everything above a breadcrumb or menu that is a short token itself. Tail: everything after an editor's line or a list
    of other headlines, when what follows holds less than a fifth of the prose.
    """
    flags = [_alone(line) for line in lines]
    prose = [len(line) if not flag and is_prose(line) else 0 for line, flag in zip(lines, flags, strict=True)]
    total = sum(prose)
    if total == 0:
        return flags
    first = next(i for i, size in enumerate(prose) if size)
    _head(lines, flags, first)
    _tail(lines, flags, prose, total)
    return flags


def _head(lines: Sequence[str], flags: list[bool], first: int) -> None:
    menus = [i for i in range(first) if flags[i] and (_is_menu(lines[i]) or _is_crumb(lines[i]))]
    if not menus:
        return
    for i in range(menus[-1]):
        if not flags[i] and (len(lines[i]) <= 10 or _is_slogan_of_site(lines[i])):
            flags[i] = True


def _is_slogan_of_site(line: str) -> bool:
    return len(line) <= 40 and line.endswith(("首页", "门户", "网", "网站"))


def _tail(lines: Sequence[str], flags: list[bool], prose: list[int], total: int) -> None:
    left = total
    cut = None
    kinds = _phrases()
    for i, line in enumerate(lines):
        left -= prose[i]
        if left * 5 > total or (left and prose[i]):
            continue
        if prose[i] == 0 and left * 5 <= total:
            bare = _EDGES.sub("", line)
            if len(line) <= 80 and _EDITOR_LAST.match(line):
                cut = i + 1
                break
            if len(bare) <= 40 and bare.startswith(kinds["tail"]):
                flags[i] = True
                cut = i + 1
                break
            if flags[i] and left == 0 and any(word in line for word in kinds["footer"]):
                cut = i + 1
                break
    if cut is not None:
        for i in range(cut, len(lines)):
            if not is_editor_line(lines[i]):
                flags[i] = True
        return
    _loose_headlines(lines, flags, prose)


def _loose_headlines(lines: Sequence[str], flags: list[bool], prose: list[int]) -> None:
    """A run of three or more bulleted headlines after the last prose, without a heading of their own."""
    last = max(i for i, size in enumerate(prose) if size)
    run = [i for i in range(last + 1, len(lines)) if _HEADLINE.match(lines[i]) and len(lines[i]) <= 50]
    if len(run) >= 3 and not any("。" in lines[i] or "，" in lines[i] for i in run):
        for i in run:
            flags[i] = True


def _alone(line: str) -> bool:
    """Is the line boilerplate wherever it stands?"""
    if len(line) > 400:
        return _is_spam(line)
    if is_prose(line) and "©" not in line and "版权所有" not in line:
        return _is_spam(line) or ("免责声明" in line[:8])
    if len(line) <= 30 and (not _WORD.search(line) or _FURNITURE.search(line)):
        return True
    kinds = _phrases()
    if any(word in line for word in kinds["footer"]) or _PHONE.match(line) or _PAGER.match(line):
        return True
    if counter().search(line) and not _DATE.search(line):
        return True
    return _is_menu(line) or _is_crumb(line) or _is_share(line) or _is_spam(line)


_WORD = re.compile(r"\w")
# A file's name or the site's start page on a line of its own.
_FURNITURE = re.compile(r"\.(?:docx?|pdf|txt|wps|xlsx?|pptx?)$|^\S{0,10}\s?(?:网站)?首页$|^\S{2,12}网首页$")
_DATE = re.compile(r"(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}")


def _tokens(line: str) -> list[str]:
    return [token for token in _TOKENS.split(line) if token]


def _is_menu(line: str) -> bool:
    tokens = _tokens(line)
    if len(tokens) < 4 or is_prose(line):
        return False
    words = _phrases()["nav"]
    known = sum(1 for token in tokens if token in words or token.endswith(("新闻", "首页", "频道", "论坛")))
    if _is_series(tokens):
        return True
    return (known >= 2 and known * 5 >= len(tokens)) or (known >= 1 and len(tokens) >= 8 and _short(tokens))


def _is_series(tokens: list[str]) -> bool:
    """`今日天长 今日明光 今日全椒 今日来安`: links that begin alike, one for each place below."""
    if len(tokens) < 4 or not _short(tokens) or any(len(token) > 6 for token in tokens):
        return False
    begins = Counter(token[:2] for token in tokens if len(token) > 2)
    return bool(begins) and begins.most_common(1)[0][1] * 4 >= len(tokens) * 3


def _short(tokens: list[str]) -> bool:
    return sum(len(token) for token in tokens) <= 5 * len(tokens) and not any(t.isdigit() for t in tokens)


def _is_crumb(line: str) -> bool:
    if len(line) > 60 or is_prose(line):
        return False
    return (
        line.lstrip("[【 您的").startswith(_phrases()["crumb"])
        or any(word in line for word in _phrases()["crumb"])
        or bool(_CRUMB_SIGN.search(line) and len(line) <= 40)
    )


def _is_share(line: str) -> bool:
    tokens = _tokens(line)
    words = _phrases()["share"]
    if len(tokens) == 1:
        return len(tokens[0]) >= 2 and tokens[0] in words
    if not tokens or len(line) > 80:
        return False
    known = sum(1 for token in tokens if token in words)
    return known * 3 >= len(tokens) * 2


def _is_spam(line: str) -> bool:
    """Strings of place names or phrases with bars, as spam networks append them."""
    bars = line.count("|") + line.count("｜")
    tokens = [t for t in re.split(r"[|｜\s]+", line) if t]
    if len(tokens) < 8:
        return False
    if bars >= 5 and _short(tokens) and "。" not in line:
        return not any(re.search(r"\d", t) for t in tokens)
    places = sum(1 for t in tokens if _PLACE.search(t))
    return len(tokens) >= 12 and places * 5 >= len(tokens) * 4 and "。" not in line


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in rows("boilerplate_phrases.csv"):
        found.setdefault(row["kind"], []).append(row["phrase"])
    return {kind: tuple(words) for kind, words in found.items()}


@cache
def counter() -> re.Pattern[str]:
    """A visitor counter with its number: `阅读次数:1896`, `点击[128]`, `浏览量 5万`."""
    words = sorted(_phrases()["counter"], key=len, reverse=True)
    return re.compile(
        "[\\[【(（]?(?:" + "|".join(map(re.escape, words)) + r")[\s:：(（\[【]{0,3}\d+万?次?[\])）】]?"
    )
