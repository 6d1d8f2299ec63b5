"""What broken converters did to a page: readings in brackets, shifted bytes, lost characters.

Repairs need a proof by byte arithmetic; what cannot be proved is marked, so that every claim of its sentence can say so.
No digit is ever touched. The rules and the measurements behind them: a byte-wise replacement in GBK added a reading after each
of some sixty Traditional characters and, ignoring character boundaries, also inside neighbours.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from orchestration.corpus.charset import common_han
from orchestration.corpus.model import Edit

# A lone 曌(zhào) in a clean text is somebody's help to the reader; from five on it is a machine.
MIN_READINGS = 5

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
_SYLLABLE = rf"(?:[a-zü]{{0,4}}[{_TONED}][a-zü]{{0,4}})"
_TONE = re.compile(f"[{_TONED}]")
_HAN = "㐀-鿿豈-﫿𠀀-𪛟"
_READING = re.compile(rf"(?<=[{_HAN})）])[(（]\s?({_SYLLABLE})\s?[)）]")
# The bracket and a lead byte were swallowed together: `下?lián)堋翱h級`, `楫?dāng)?shù)載`.
_ORPHAN = re.compile(rf"([{_HAN}])((?:[?？]{_SYLLABLE}\))+)([{_HAN}]{{0,8}}[@-~](?=[{_HAN}，。、“”]))?")
_ORPHAN_ANY = re.compile(rf"[?？\ufffd]({_SYLLABLE})[)）]")
# A marked character that lost its lead byte shows its tail byte as a letter: `,F(xiàn)將` stood for 。現將.
_TAIL_ONLY = re.compile(rf"([@-~])[(（]\s?({_SYLLABLE})\s?[)）]")
_ONE_ORPHAN = re.compile(rf"[?？]({_SYLLABLE})\)")
# ； is A3 BB: inside 。回 (A1 A3 BB D8) it became a lone `;` and moved what follows by a byte.
_SHIFTED_STOP = re.compile(rf"(?<=[{_HAN}])[;；]([{_HAN}]{{1,8}}[@-~])(?=[{_HAN}，。、“”])")
_MARKS = (
    re.compile(rf"[?？][；！;!](?=[{_HAN}])"),
    re.compile(r"\ufffd+"),
    re.compile(r"锟斤拷|(?:烫){3,}|(?:屯){3,}|ï¿½|â€[œ\x9d\x9c“”]?|Ã[¤¥©¨]"),
    re.compile("[\ue000-\uf8ff]+"),
)
_MAY_BE_MARK = re.compile("[?？\ufffd\ue000-\uf8ff锟烫屯ïâÃ]")
_LONE_ASCII = re.compile(rf"(?<=[{_HAN}])[@A-Za-z^_`~|\\](?=[{_HAN}])")


def reading_edits(text: str) -> list[Edit]:
    """Deletions of bracketed readings, empty below MIN_READINGS.

    `產(chǎn)業(yè)` (in a text with five of them) -> `產業`
    """
    if not _may_have_readings(text):
        return []
    found = list(_READING.finditer(text))
    if len(found) < MIN_READINGS:
        return []
    return [Edit(m.start(), m.end(), "") for m in found]


def repair_edits(text: str) -> list[Edit]:
    """Repairs of shifted bytes that arithmetic proves, for a text that still has its readings.

    `下?lián)堋翱h級` beside 聯(lián) -> `下撥“縣級`; `；仡欉^去` -> `。回顧過去`
    """
    if not _may_have_readings(text):
        return []
    marked: dict[str, set[str]] = defaultdict(set)
    for match in _READING.finditer(text):
        marked[match.group(1)].add(text[match.start() - 1].strip(")）"))
    if sum(1 for _ in _READING.finditer(text)) < MIN_READINGS:
        return []
    edits = []
    for match in _ORPHAN.finditer(text):
        repaired = _unshift(match.group(1), match.group(2), match.group(3) or "", marked)
        if repaired is not None:
            end = match.end(3) if match.group(3) and repaired[1] else match.end(2)
            edits.append(Edit(match.end(1), end, repaired[0]))
    for match in _TAIL_ONLY.finditer(text):
        whole = {c for c in marked.get(match.group(2), ()) if _tail(c) == match.group(1).encode("ascii")}
        if len(whole) == 1:
            edits.append(Edit(match.start(), match.end(), whole.pop()))
    for match in _SHIFTED_STOP.finditer(text):
        moved = _shift(b"\xbb", match.group(1))
        if moved is not None:
            edits.append(Edit(match.start(), match.end(), "。" + moved))
    edits.sort(key=lambda edit: edit.start)
    return [edit for i, edit in enumerate(edits) if i == 0 or edit.start >= edits[i - 1].end]


def damaged_spots(text: str) -> list[tuple[int, int]]:
    """Half-open spans of characters that no repair explains, in order; a sentence that holds one is damaged."""
    spots: list[tuple[int, int]] = []
    if _MAY_BE_MARK.search(text):
        for mark in (_ORPHAN_ANY, *_MARKS):
            spots.extend(match.span() for match in mark.finditer(text))
    spots.extend(_lone_ascii(text))
    spots.sort()
    return spots


def _lone_ascii(text: str) -> Iterator[tuple[int, int]]:
    common = common_han()
    for match in _LONE_ASCII.finditer(text):
        # A letter between ordinary characters is a name (T恤, A股); beside a rare one it is half a character.
        at = match.start()
        if text[at - 1] not in common:
            yield at - 1, at + 1


def _may_have_readings(text: str) -> bool:
    return _TONE.search(text) is not None


def _unshift(before: str, orphans: str, run: str, marked: dict[str, set[str]]) -> tuple[str, bool] | None:
    """What stood after `before`, and whether `run` is part of it; None without a proof.

    The marked character shares its lead byte with the tail byte of the character before it.
    """
    try:
        lead = before.encode("gbk")[1:]
    except UnicodeEncodeError:
        return None
    lost = b""
    for match in _ONE_ORPHAN.finditer(orphans):
        tails = set()
        for character in marked.get(match.group(1), ()):
            try:
                code = character.encode("gbk")
            except UnicodeEncodeError:
                continue
            if code[:1] == lead:
                tails.add(code[1:])
        if len(tails) != 1:
            return None
        lead = tails.pop()
        lost += lead
    if len(lost) % 2 == 0:
        return (text, False) if (text := _gbk(lost)) is not None else None
    moved = _shift(lost, run) if run else None
    return (moved, True) if moved is not None else None


def _tail(character: str) -> bytes:
    try:
        return character.encode("gbk")[1:]
    except UnicodeEncodeError:
        return b""


def _shift(lost: bytes, run: str) -> str | None:
    """`run` read again with the lost bytes in front; None unless every character is then an ordinary one."""
    try:
        data = run.encode("gbk")
    except UnicodeEncodeError:
        return None
    return _gbk(lost + data)


def _gbk(data: bytes) -> str | None:
    try:
        text = data.decode("gbk")
    except UnicodeDecodeError:
        return None
    ordinary = common_han()
    if all(c in ordinary or c in "“”，。、；：（）《》！？‘’—…" for c in text):
        return text
    return None
