"""Printed form becomes reading form: widths, spaces, wraps. Every change is an edit, so that it can be walked back.

Three steps: `same_length` (full-width digits, odd spaces, line ends), `deletions` (characters nobody sees), `fold_lines` (lines
become blocks of text, spaces inside numbers and words go). No digit is changed in value, none is added or dropped.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.corpus.model import Edit

HAN = "㐀-鿿豈-﫿𠀀-𪛟〇"
_WIDE = {i: i - 0xFEE0 for i in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}
_WIDE |= {
    ord("％"): ord("%"),
    ord("＋"): ord("+"),
    ord("＃"): ord("#"),
    ord("＆"): ord("&"),
    ord("／"): ord("/"),
}
_WIDE |= {
    ord(c): ord(" ")
    for c in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
}
# Radicals and compatibility forms that PDF and old fonts print in place of the ordinary character (⼯⼈ -> 工人).
_NEEDS_FOLD = re.compile(
    "[\uff01-\uff5e\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2f00-\u2fd5\u2e80-\u2ef3\uf900-\ufaff]"
)
_RADICAL = re.compile("[\u2f00-\u2fd5\u2e9f\u2ea0\u2eeb-\u2ef3\uf900-\ufad9]")
_LONE_RETURN = re.compile("\r(?!\n)")
_BREAKS = re.compile("[\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_WIDE_POINT = re.compile("(?<=[0-9０-９])．(?=[0-9０-９])")
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f\x00-\x08\x0e-\x1b\x7f]+"
    "|[(（][\u2600-\u2775\u2794-\u27bf\u2b00-\u2bff\u25fb-\u25fe\U0001f000-\U0001faff][\ufe0f\u200d\U0001f000-\U0001faff]*[)）]"
    "|[\U0001f000-\U0001f0ff\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff][\ufe0f\u200d\U0001f000-\U0001faff]*"
)
_MAY_BE_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f\x00-\x08\x0e-\x1b\x7f\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
)
_BLANKS = re.compile(r"\s+")
_STOPS = "。！？!?…"
_ENDS = _STOPS + "；;：:”』」》）)】]~—-"
_PROSE = re.compile(r"[。；！？]|，.*，|,.*,|,[^,]{4,}$|，[^，]{4,}$")
_TABLE = re.compile(r"\t|\S {2,}\S.* {2,}\S|\|.*\|")
_OUTLINE = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．:：]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．)）](?!\d)|第[一二三四五六七八九十百\d]{1,4}[章节条部编篇]"
    r"|[①-⑳●■◆▲★·•※☆○□▪▶►]|[-—*]\s|——"
)
_UNIT = "万亿千百%名人个家件元场次户所项年月日岁天条份期批册张台辆套座间处支组队位"


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line as it stands after joining: `start:end` in the clean text, `first:last` numbers of the
    physical lines that were joined into it, `indent` blanks before it, `gap` empty lines above it."""

    start: int
    end: int
    first: int
    last: int
    indent: int
    gap: int


def same_length(text: str) -> str:
    """Full-width letters, digits and odd spaces folded, one for one.

    `１２．５％` -> `12.5%`
    """
    if "\r" in text:
        text = _LONE_RETURN.sub("\n", text)
    if _BREAKS.search(text):
        text = _BREAKS.sub("\n", text)
    if _NEEDS_FOLD.search(text) is None:
        return text
    text = _WIDE_POINT.sub(".", text).translate(_WIDE)
    return _RADICAL.sub(_ordinary_form, text)


def _ordinary_form(match: re.Match[str]) -> str:
    form = unicodedata.normalize("NFKC", match.group())
    return form if len(form) == 1 else match.group()


def deletions(text: str) -> list[Edit]:
    """Characters that no reader sees or reads: zero width, controls, emoji."""
    if _MAY_BE_UNSEEN.search(text) is None:
        return []
    return [Edit(m.start(), m.end(), "") for m in _UNSEEN.finditer(text)]


def fold_lines(text: str, *, wrapped: bool | None = None) -> tuple[list[Edit], list[Line]]:
    """Edits that make one line a block, and the lines of the clean text.

    `wrapped` tells whether lines were broken at a margin; None lets the line lengths decide.
    """
    raw = text.split("\n")
    kept = [(i, line) for i, line in enumerate(raw) if line and not line.isspace()]
    if not kept:
        return ([Edit(0, len(text), "")] if text else []), []
    starts = _starts(raw)
    margin = _margin([line for _, line in kept]) if wrapped is not False else 0
    usual_gap = _usual_gap([i for i, _ in kept]) if margin else 1
    edits: list[Edit] = []
    lines: list[Line] = []
    clean = 0
    done = 0
    open_line: Line | None = None
    previous = ""
    previous_no = -1
    for i, line in kept:
        body = line.strip()
        indent = len(line) - len(line.lstrip())
        start = starts[i] + indent
        inner = _space_edits(body, start) if " " in body or "\t" in body else []
        glue = None
        if open_line is not None:
            glue = _glue(previous, body, indent, i - previous_no, margin, usual_gap)
        separator = "\n" if glue is None else glue
        if open_line is None:
            if start:
                edits.append(Edit(0, start, ""))
        else:
            cut = 1 if glue == "" and _hyphenated(previous, body) else 0
            edits.append(Edit(done - cut, start, separator))
            clean += len(separator) - cut
        edits.extend(inner)
        size = len(body) + sum(len(e.text) - (e.end - e.start) for e in inner)
        if open_line is not None and glue is not None:
            open_line = Line(
                open_line.start, clean + size, open_line.first, i, open_line.indent, open_line.gap
            )
            lines[-1] = open_line
        else:
            open_line = Line(clean, clean + size, i, i, indent, i - previous_no - 1)
            lines.append(open_line)
        clean += size
        done = start + len(body)
        previous, previous_no = body, i
    if done < len(text):
        edits.append(Edit(done, len(text), ""))
    return edits, lines


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text after sorted edits."""
    if not edits:
        return text
    out = []
    done = 0
    for edit in edits:
        out.append(text[done : edit.start])
        out.append(edit.text)
        done = edit.end
    out.append(text[done:])
    return "".join(out)


def _starts(raw: list[str]) -> list[int]:
    starts = []
    at = 0
    for line in raw:
        starts.append(at)
        at += len(line) + 1
    return starts


def _width(line: str) -> int:
    return len(line.encode("gb18030", "replace"))


def _margin(lines: list[str]) -> int:
    """The width at which lines were broken, 0 when they were not.

    Hard-wrapped text has many lines of nearly one width that end inside a sentence.
    """
    bodies = [line.strip() for line in lines]
    open_ends = [b for b in bodies if len(b) >= 12 and b[-1] not in _ENDS]
    if len(open_ends) < 3 or len(open_ends) * 5 < len(bodies) * 2:
        return 0
    widths = sorted(_width(b) for b in bodies)
    margin = widths[int(len(widths) * 0.9)]
    if not 24 <= margin <= 140 or widths[-1] > margin * 1.5:
        return 0
    full = [b for b in bodies if margin - 6 <= _width(b) <= margin + 8]
    inside = sum(1 for b in full if b[-1] not in _STOPS + "；;：:”")
    if len(full) >= 3 and len(full) * 3 >= len(bodies) and inside * 2 >= len(full):
        return margin
    return 0


def _usual_gap(numbers: list[int]) -> int:
    steps = sorted(b - a for a, b in itertools.pairwise(numbers))
    return steps[len(steps) // 2] if steps else 1


_LATIN = re.compile(r"[A-Za-z]")
_HYPHEN = re.compile(r"[A-Za-z]{2}-$")
_RUNS_ON = re.compile(r"[，、,（(《“‘]$")
_DIGIT_END = re.compile(r"(?:\d[\d.,]*|[\d.]\s*[万亿])$")
_DIGIT_START = re.compile(rf"\d|[.．]\d|[{_UNIT}]")
_POINT_END = re.compile(rf"[{HAN}]\d+[.]$")
_LONG_PROSE = re.compile(r"[。；]|(?:[，,].*){3}")


def _is_table(line: str) -> bool:
    return ("  " in line or "\t" in line or "|" in line) and bool(_TABLE.search(line))


def _hyphenated(previous: str, body: str) -> bool:
    return bool(_HYPHEN.search(previous) and body[:1].islower() and body[:1].isascii())


def _glue(previous: str, body: str, indent: int, step: int, margin: int, usual_gap: int) -> str | None:
    """What joins two lines of one paragraph ("" or a blank), None when a new block begins."""
    if _OUTLINE.match(body):
        return None
    joint = " " if _LATIN.match(previous[-1]) and _LATIN.match(body[0]) else ""
    if _hyphenated(previous, body):
        return ""
    if margin:
        if step > usual_gap or indent >= 2:
            return None
        width = _width(previous)
        if width >= margin - 6 and previous[-1] not in _STOPS and not _is_table(previous):
            return joint
        if width >= margin - 2 and not _is_table(previous) and width <= margin + 8 and previous[-1] in _STOPS:
            return joint if indent == 0 and step <= usual_gap else None
    if _is_table(previous) or _is_table(body):
        return None
    if step == 1 and _POINT_END.search(previous) and body[0].isdigit():
        return ""
    long_enough = len(previous) >= 12 and len(body) >= 8
    if long_enough and _RUNS_ON.search(previous) and _PROSE.search(body):
        return joint
    if (
        step == 1
        and _DIGIT_END.search(previous)
        and _DIGIT_START.match(body)
        and _PROSE.search(previous + body[:1])
    ):
        return ""
    unfinished = len(previous) >= 40 and previous[-1] not in _ENDS + "摄图" and _LONG_PROSE.search(previous)
    if unfinished and body[0] not in "“‘《（(【[「『" and len(body) >= 20 and _PROSE.search(body):
        return joint
    return None


_GROUPED = re.compile(r"(?<![\d.,:/\-])\d{1,3}(?: \d{3})+(?![\d:/\-])")
_SPREAD = re.compile(rf"(?<![\d.,:/\-])\d(?: \d)+(?= ?[{_UNIT}])")
_BROKEN = re.compile(rf"(?<=[{HAN}])(?!(?:19|20)\d\d )\d{{1,4}} \d{{1,4}}(?= ?[{_UNIT}])")
# Numbers side by side outside prose are cells of a row, never one number.
_ROW = re.compile(r"(?<![\d:/-])\d[\d.,%]* +\d[\d.,%]*(?:$| )")
_POINT = re.compile(rf"(?<=[{HAN} ])\d+ ?[.] ?\d")
_TIGHT_AFTER = frozenset("，。、；：！？（(《“‘【「『")
_TIGHT_BEFORE = frozenset("，。、；：！？）)》”’】」』%,;:!?")
_AMOUNT = frozenset("万亿千百十余多几两近约超达共第")
_NUMBERED = re.compile(r"\d{1,2}(?:[.、．]\d{0,2})*\s+(?![万亿%名人个家件场次户元])")
_IS_HAN = re.compile(f"[{HAN}]")


def _space_edits(body: str, at: int) -> list[Edit]:
    """Deletions of blanks inside numbers and words of one line; other runs of blanks become one.

    `新建 48 家` -> `新建48家`; `2 300 人次` -> `2300人次`; `五百 余万元` -> `五百余万元`; `工 作 报 告` -> `工作报告`
    """
    if _is_table(body) and not _PROSE.search(body):
        return []
    prose = len(body) >= 15 and bool(_PROSE.search(body))
    if not prose and _ROW.search(_GROUPED.sub("", body)):
        return []
    inside: set[int] = set()
    for pattern in (_GROUPED, _SPREAD, _POINT) if not prose else (_GROUPED, _SPREAD, _POINT, _BROKEN):
        for match in pattern.finditer(body):
            inside.update(m.start() + match.start() for m in _BLANKS.finditer(match.group()))
    numbered = _NUMBERED.match(body)
    spread = _spread_words(body)
    edits = []
    for match in _BLANKS.finditer(body):
        i, j = match.span()
        before, after = body[i - 1], body[j]
        han_before, han_after = bool(_IS_HAN.match(before)), bool(_IS_HAN.match(after))
        drop = i in inside or i in spread
        if not drop and not (numbered and j <= numbered.end()):
            drop = (
                (before in _TIGHT_AFTER and not (before == "(" and not han_after))
                or (
                    after in _TIGHT_BEFORE
                    and not (after in ",;:!?)" and not han_before and not before.isdigit())
                )
                or (before.isdigit() and han_after)
                or (han_before and after.isdigit())
                or (han_before and han_after and before in _AMOUNT and prose and j - i == 1)
                or (before == "," and han_after)
                or (before == "," and after.isdigit() and i >= 2 and bool(_IS_HAN.match(body[i - 2])))
                or (han_before and han_after and prose and j - i == 1 and not _quoted(body, i))
            )
        if drop:
            edits.append(Edit(at + i, at + j, ""))
        elif j - i > 1 or body[i] != " ":
            edits.append(Edit(at + i, at + j, " "))
    return edits


_LETTER_SPACED = re.compile(rf"(?<![{HAN}])[{HAN}](?: {{1,2}}[{HAN}](?![{HAN}])){{2,}}")


def _spread_words(body: str) -> set[int]:
    """Starts of the blanks of letter-spaced words: `工 作 报 告`."""
    found: set[int] = set()
    for match in _LETTER_SPACED.finditer(body):
        found.update(m.start() + match.start() for m in _BLANKS.finditer(match.group()))
    return found


def _quoted(body: str, at: int) -> bool:
    """Is the place inside quotation marks, where a blank parts two slogans?"""
    return any(
        body.rfind(opening, 0, at) > body.rfind(closing, 0, at)
        for opening, closing in (("“", "”"), ("《", "》"), ("「", "」"), ("‘", "’"))
    )
