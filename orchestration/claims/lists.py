"""One number for several nouns (各, 均) and several numbers for several nouns (分别为): which noun each claim takes.

Gives windows of text only; `match` scores them like any other window (annotation guide, section 9).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from orchestration.claims.segments import Segment

_ITEM = re.compile(r"、|和|与|及(?!时)|以及|\s")
_PAIRED = re.compile(
    r"分别(?:(?:比|较|同比|环比)[^，,。；;]{0,10}?)?"
    r"(?:(?:为|是|完成|占)[^，,。；;、0-9]{0,8}(?:计划|任务|目标|指标)(?:数)?的)?"
    r"(?:为|是|达到?|有|增长|增加|提高|下降|减少|上升|发放|投入|完成|占|实现|获得?|签订|超过?|约)?了?(?:约|近|超)?$"
)
_EACH = re.compile(
    r"(?:均|都|各)(?:已|自|建成|建起|建|办|开办|设|为|达到?|在|超过?|有|是|保持在|实现|近|约|举办|发放|新增|完成|约)*$"
)
_MASK = re.compile(r"《[^》]*》|“[^”]*”|\([^)]*\)|（[^）]*）")


def noun_items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Items of a list of nouns, half-open offsets.

    >>> text = "工会组建率和职工入会率"
    >>> [text[a:b] for a, b in noun_items(text, 0, len(text))]
    ['工会组建率', '职工入会率']
    """
    masked = [m.span() for m in _MASK.finditer(text, start, end)]
    cuts = [
        m.span() for m in _ITEM.finditer(text, start, end) if not any(a <= m.start() < b for a, b in masked)
    ]
    if not cuts and len(masked) > 1:
        # 《甲》《乙》 without a mark between them
        cuts = [(b, b) for _, b in masked[:-1]]
    items = []
    at = start
    for a, b in [*cuts, (end, end)]:
        if a > at:
            items.append((at, a))
        at = b
    return items


def distributed(text: str, segment: Segment) -> list[Segment]:
    """Windows of the nouns that share one number through 各 or 均; empty when the number stands for one noun.

    手册、海报各〔5000份〕 -> windows of 手册 and 海报.
    """
    left = text[segment.clause_left : segment.start]
    found = _EACH.search(left)
    if not found:
        return []
    stop = segment.clause_left + found.start()
    items = noun_items(text, segment.clause_left, stop)
    return [_window(segment, a, b) for a, b in items] if len(items) > 1 else []


def paired(text: str, segments: Sequence[Segment], index: int) -> Segment | None:
    """Window of the noun that number `index` of the sentence takes through 分别为; None outside such a list.

    参赛企业和职工分别为36家和〔2100人〕 -> window of 职工.
    """
    run = _run(text, segments, index)
    if run is None:
        return None
    position, count, head, stop = run
    items = noun_items(text, head.clause_left, stop)
    if len(items) < count or count < 2:
        return None
    a, b = items[len(items) - count + position]
    return _window(segments[index], a, b)


def place_in_run(text: str, segments: Sequence[Segment], index: int) -> tuple[int, int] | None:
    """(position, count) of a number in a run after 分别: 分别增长22.7%和〔41%〕 -> (1, 2); None outside such a run."""
    run = _run(text, segments, index)
    return (run[0], run[1]) if run and run[1] > 1 else None


def _run(text: str, segments: Sequence[Segment], index: int) -> tuple[int, int, Segment, int] | None:
    """Position and length of the run of joined numbers, its first segment and where 分别 begins."""
    first = last = index
    while first > 0 and _joined(text, segments[first - 1].end, segments[first].start):
        first -= 1
    head = segments[first]
    found = _PAIRED.search(text, head.clause_left, head.start)
    if not found:
        return None
    while last + 1 < len(segments) and _joined(text, segments[last].end, segments[last + 1].start):
        last += 1
    return index - first, last - first + 1, head, found.start()


def _joined(text: str, end: int, start: int) -> bool:
    return text[end:start] in ("、", "和", "与", "及", "以及", ",", "，", "和近", "、近")


def _window(segment: Segment, a: int, b: int) -> Segment:
    return replace(segment, own_left=a, start=b, end=b, own_right=b)
