"""What each line of a report is, and which headings stand above it.

Numbered headings (第一部分, 一、, （一）, 1.) have their own ranks; slogan headings are short lines without a stop that have prose
under them; a short line with nothing under it is a caption. The title is decided here because headings begin below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.corpus.boilerplate import is_editor_line
from orchestration.corpus.sentences import sentence_spans

_HAN_NUMBER = "一二三四五六七八九十百〇零"
_RANKS = (
    (1, re.compile(rf"第[{_HAN_NUMBER}\d]{{1,4}}[章篇编部](?:分)?(?:[\s、:：.．]|(?=\S))")),
    (2, re.compile(rf"第[{_HAN_NUMBER}\d]{{1,4}}节|[{_HAN_NUMBER}]{{1,3}}\s*(?:、|[.．](?!\d))")),
    (4, re.compile(rf"[（(][{_HAN_NUMBER}]{{1,3}}[)）]")),
    (5, re.compile(r"\d{1,2}\s*[、．]|\d{1,2}\.(?!\d)")),
    (6, re.compile(r"[（(]\d{1,2}[)）]|\d{1,2}[)）]|[①-⑳]")),
)
_SLOGAN = 3
_STOP_END = re.compile(r"(?:[。！？!?；;，,、：:…]|(?<=[㐀-鿿])\.)[”’」』)）]*$")
_BULLET = re.compile(r"^[·•▪■●◆◇○□★☆※▶►\-－—*]\s*(?=\S)")
_CREDIT = re.compile(r"[。\s（(][㐀-鿿]{2,4}\s?(?:/?摄|供图|摄影)(?:影报道)?[)）]?$")
_CAPTION = re.compile(
    r"^(?:图为|图[:：一二三四\d]|▲|△|↑|↓|资料图|[（(]资料图|(?:上|下|左|右)图)|(?:资料图片?[)）]?|[ /／]?(?:摄|供图|摄影|图)[)）]?)$"
)
# A picture and its line stand above the title.
_PICTURE = re.compile(r"^(?:图片新闻|图片说明|图为|图[:：]|资料图|[上下左右]图)")
_ENTRY = re.compile(r"^总?[\s　]*工[\s　]*会(?:工作)?$")
_EVENT_END = re.compile(
    r"(?:仪式|大会|会议|座谈会|报告会|交流会|推进会|表彰会|现场会|启动会|培训班|现场|合影|一角|场景|比赛现场|活动现场|揭牌|授牌)。?$"
)
_BYLINE = re.compile(
    r"^\d{1,2}\.\d{1,2}\.(?:19|20)\d\d(?:\s|$)|(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}|^[\s(（]*(?:来源|作者|发布|记者|通讯员|本报记者|本报通讯员|文[/／|丨]|文字|信息来源|供稿|稿源|主席|报告人)"
    r"|^[^，。,]{0,12}(?:记者|通讯员)\s?[㐀-鿿]{2,4}(?:[\s、]|$)"
)
_DATE_ONLY = re.compile(
    r"^[(（\[【]?\s*(?:(?:19|20)\d\d|[一二][〇○零九oO0一二三四五六七八]{3})\s*[-年/.].{0,40}$"
)
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白"
    "崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒"
    "耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边净瓮边窦"
)
_ISSUE = re.compile(
    r"^(?:(?:19|20)\d\d年)?\s?[（(]?总?第\s?[\d一二三四五六七八九十百]{1,5}\s?期[）)]?(?:\s?[（(]?总第\s?\d{1,5}\s?期[）)]?)?$"
)
_NAME = re.compile(
    rf"^[{SURNAMES}][㐀-鿿]?\s?[㐀-鿿]{{1,2}}(?:[ 、][{SURNAMES}][㐀-鿿]?\s?[㐀-鿿]{{1,2}}){{0,3}}$"
)
_GENRE = re.compile(r"工会|总结|报告|综述|纪实|回眸|巡礼|回顾|要点|情况|汇报|述职|侧记|扫描")
_TITLE_END = re.compile(r"[。；;，,：:]$")


@dataclass(frozen=True, slots=True)
class Outlined:
    """The kind of one line and the headings above it."""

    kind: str
    path: tuple[str, ...]


def outline(
    lines: Sequence[str],
    boilerplate: Sequence[bool],
    hints: Sequence[str | None],
    meta_title: str | None = None,
) -> list[Outlined]:
    """Simplified clean lines -> kind and heading path of each.

    `hints` are kinds that the markup gave (None: nothing known), `meta_title` a title from outside the text.
    """
    kinds = _kinds(lines, boilerplate, hints, meta_title)
    numbered = any(kind == "heading" and _rank(lines[i]) == 2 for i, kind in enumerate(kinds))
    stack: list[tuple[int, str]] = []
    result: list[Outlined] = []
    previous_slogan = -2
    for i, kind in enumerate(kinds):
        path = tuple(text for _, text in stack)
        result.append(Outlined(kind, path))
        if kind == "heading":
            rank = _rank(lines[i]) or _SLOGAN
            if rank == _SLOGAN and not numbered:
                rank = 2
            beside = not _rank(lines[i]) and previous_slogan == i - 1
            if beside:
                rank = stack[-1][0] + 1 if stack else rank
            else:
                while stack and stack[-1][0] >= rank:
                    stack.pop()
                while stack and not _rank(lines[i]) and stack[-1][0] > 2 and not numbered:
                    stack.pop()
            result[-1] = Outlined(kind, tuple(text for _, text in stack))
            stack.append((rank, lines[i]))
            if not _rank(lines[i]):
                previous_slogan = i
        elif kind == "paragraph":
            run_in = _run_in_heading(lines[i])
            if run_in is not None:
                rank, text = run_in
                while stack and stack[-1][0] >= rank:
                    stack.pop()
                stack.append((rank, text))
                result[-1] = Outlined(kind, tuple(text for _, text in stack))
    return result


def title_lines(
    lines: Sequence[str], boilerplate: Sequence[bool], meta_title: str | None = None
) -> list[int]:
    """Numbers of the lines that make up the title, empty when the text begins with prose."""
    head: list[int] = []
    closed = False
    for i, line in enumerate(lines):
        if boilerplate[i]:
            if head:
                closed = True
                break
            continue
        if is_byline(line) or (head and _NAME.match(line)):
            closed = bool(head)
            if head:
                break
            continue
        if not head and _PICTURE.match(line) and len(line) <= 100:
            continue
        if _rank(line) or (len(line) > 70 or (len(line) >= 24 and "。" in line)):
            break
        if (head and _CAPTION.search(line)) or (head and _EVENT_END.search(line) and not _GENRE.search(line)):
            break
        head.append(i)
        if len(head) == 5:
            break
    if not head:
        return []
    if meta_title:
        key = _key(meta_title)
        match = [i for i in head if len(_key(lines[i])) >= 6 and _key(lines[i]) in key]
        if match:
            return _with_dash(lines, head, match)
    # The site's name or a kicker above the title: start at the first line that could be one.
    while len(head) > 1 and len(lines[head[0]]) <= 6 and not _GENRE.search(lines[head[0]]):
        head.pop(0)
    if (
        closed
        and len(head) <= 3
        and all(len(lines[i]) <= 60 and not _TITLE_END.search(lines[i]) for i in head)
    ):
        return head
    chosen = [head[0]]
    if "年鉴" in lines[head[0]] and head[0] + 1 in head and _ENTRY.match(lines[head[0] + 1]):
        chosen.append(head[0] + 1)  # the volume and its chapter, then the entry
    elif len(head) > 1 and head[1] == head[0] + 1:
        second = lines[head[1]]
        subtitle = (
            _GENRE.search(second) and not _GENRE.search(lines[head[0]]) and not _TITLE_END.search(second)
        )
        if subtitle and len(second) <= 50 and "工会" in second:
            chosen.append(head[1])
    return _with_dash(lines, head, chosen)


def _with_dash(lines: Sequence[str], head: list[int], chosen: list[int]) -> list[int]:
    after = chosen[-1] + 1
    if after in head and re.match(r"[—–－-]{1,4}\s*\S", lines[after]) and after not in chosen:
        return [*chosen, after]
    return chosen


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text)


def is_byline(line: str) -> bool:
    """`2019-01-10 来源:某报`, `(2018年12月20日)`, `第12期`, `本报记者 某某`, `责编:某某`."""
    if len(line) > 90 or line.endswith("。"):
        return False
    return (
        is_editor_line(line)
        or bool(_ISSUE.match(line))
        or bool(_DATE_ONLY.match(line))
        or bool(_BYLINE.search(line) and len(_key(line)) < 60)
    )


def _rank(line: str) -> int:
    for rank, pattern in _RANKS:
        if pattern.match(line):
            return rank
    return 0


def _kinds(
    lines: Sequence[str], boilerplate: Sequence[bool], hints: Sequence[str | None], meta_title: str | None
) -> list[str]:
    titles = set(title_lines(lines, boilerplate, meta_title))
    last_title = max(titles, default=-1)
    kinds: list[str] = []
    body_seen = False
    for i, line in enumerate(lines):
        kind = _kind(line, hints[i], boilerplate[i], i in titles)
        if kind == "short":
            near_title = not body_seen and i > last_title
            if near_title and _NAME.match(line):
                kind = "byline"
            elif _CAPTION.search(line) or (_EVENT_END.search(line) and not re.search(r"[,，]", line)):
                kind = "caption"
        elif kind == "paragraph" and (
            (not body_seen and len(line) <= 40 and _EVENT_END.search(line))
            or (len(line) <= 160 and _CREDIT.search(line))
            or (i < last_title and len(line) <= 100 and _PICTURE.match(line))
        ):
            kind = "caption"
        elif kind == "list_item" and _BULLET.match(line):
            bare = _BULLET.sub("", line)
            if not body_seen and i > last_title and _NAME.match(bare):
                kind = "byline"
            elif _heads_prose(bare, lines[i + 1 : i + 2]):
                kind = "heading"
        if kind in ("paragraph", "list_item", "table_row"):
            body_seen = True
        kinds.append(kind)
    for i in range(min(titles, default=0)):
        # A channel's name above the title heads nothing.
        if kinds[i] in ("short", "heading") and len(lines[i]) <= 12:
            kinds[i] = "boilerplate"
    _picture_lines(lines, kinds, last_title)
    _captions_or_headings(lines, kinds)
    return kinds


def _heads_prose(line: str, below: Sequence[str]) -> bool:
    """`■ 小站点装着大民生` above a paragraph: a bullet that marks a heading, not an item of a list."""
    short = 4 <= len(line) <= 20 and not _STOP_END.search(line) and not re.search(r"\d", line)
    return short and any(len(text) > 60 and not _BULLET.match(text) for text in below)


def _picture_lines(lines: Sequence[str], kinds: list[str], last_title: int) -> None:
    """Two or more short lines of one sentence between title and lead stand under pictures."""
    run = []
    for i in range(last_title + 1, len(lines)):
        if kinds[i] in ("byline", "boilerplate", "caption"):
            continue
        if kinds[i] != "paragraph" or len(lines[i]) > 50 or re.search(r"[。；]", lines[i][:-1]):
            break
        if lines[i].endswith((":", "：")):
            break  # 各位代表：
        run.append(i)
    prose_below = (
        any(kinds[i] == "paragraph" and len(lines[i]) > 60 for i in range(run[-1] + 1, len(lines)))
        if run
        else False
    )
    if len(run) >= 2 and prose_below:
        for i in run:
            if not re.search(r"[，,；].*[，,；]", lines[i]):
                kinds[i] = "caption"


def _kind(line: str, hint: str | None, boilerplate: bool, title: bool) -> str:
    if boilerplate:
        return "boilerplate"
    if title:
        return "title"
    if hint == "caption" or hint == "table_row":
        return hint
    if is_byline(line):
        return "byline"
    rank = _rank(line)
    if hint == "heading" and len(line) <= 60:
        return "heading"
    if hint == "quote":
        return "quote"
    if (
        "\t" in line
        or (line.count("|") >= 2 and not line.endswith("。"))
        or re.search(r"\S {2,}\S+ {2,}\S", line)
    ):
        return "table_row"
    stopped = bool(_STOP_END.search(line))
    if rank:
        if (
            len(line) <= 50
            and not re.search(r"[。；]", line[:-1])
            and (not stopped or rank <= 4 or line.endswith(("：", ":")))
        ):
            return "heading" if hint != "list_item" or rank <= 4 else "list_item"
        return "list_item" if rank >= 5 or hint == "list_item" else "paragraph"
    if _BULLET.match(line) or hint == "list_item":
        return "list_item"
    if not stopped and len(line) <= 45 and "。" not in line:
        return "short"
    return "paragraph"


def _captions_or_headings(lines: Sequence[str], kinds: list[str]) -> None:
    """Short lines become headings when prose follows before the next heading, else captions."""
    fed = False
    for i in range(len(kinds) - 1, -1, -1):
        kind = kinds[i]
        if kind in ("paragraph", "list_item", "table_row", "quote"):
            fed = True
        elif kind == "heading":
            fed = fed or _rank(lines[i]) > 0
        elif kind == "short":
            kinds[i] = "heading" if fed else "caption"
    # A lone picture line between title and text is a caption when the next line is a heading that is none.
    body = [i for i, kind in enumerate(kinds) if kind == "paragraph"]
    if body:
        first = body[0]
        heads = [i for i in range(first) if kinds[i] == "heading" and not _rank(lines[i])]
        for i in heads:
            # Above the lead there is nothing to head, unless the headings below look alike.
            if i < first and not re.search(r"[,，\s“”]", lines[i]) and _verb_noun(lines[i]):
                kinds[i] = "caption"


def _verb_noun(line: str) -> bool:
    return (
        bool(re.match(r"(?:举办|开展|召开|举行|组织|慰问|走访|参加|开幕|表彰|为)", line)) and len(line) <= 30
    )


def _run_in_heading(line: str) -> tuple[int, str] | None:
    """`（一）强化政治引领。五年来，…` -> rank 4 and 强化政治引领."""
    rank = _rank(line)
    if not rank or rank > 5:
        return None
    span = next(iter(sentence_spans(line, 0, len(line))), None)
    if span is None or span[1] - span[0] > 40 or span[1] == len(line):
        return None
    return rank, line[span[0] : span[1]].rstrip("。！? ")
