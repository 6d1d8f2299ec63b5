"""Which encoding the bytes are in, proved by the bytes and never by a tag.

The rule: a BOM or strict UTF-8 decide; NUL bytes mean UTF-16; else the encoding whose characters are the common ones of
Chinese (GB 2312 level 1 and their Traditional forms) wins. Meta tags and headers are evidence that is written down, and
break ties only. Add an encoding to `_RIVALS`, never an exception for a site.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

from orchestration.corpus.script import traditional_forms

_SAMPLE_BYTES = 60_000
_SAMPLE_CHARS = 20_000
_RIVALS = ("gb18030", "big5", "utf-16-le", "utf-16-be")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{3,20})", re.I)
_XML = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_\-]{3,20})", re.I)
_GB_NAMES = frozenset({"gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "cp936", "euc-cn"})
# Below this share of ordinary characters no encoding explains the bytes.
READABLE = 0.5


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without its BOM. `quality` is the share of ordinary characters, `replaced` counts U+FFFD that the decoder
    had to write."""

    text: str
    charset: str
    evidence: str
    quality: float
    replaced: int


def decode(data: bytes, *, http_charset: str | None = None) -> Decoded:
    """Bytes -> text with the encoding and the reason for it. Never raises."""
    claimed = _claims(data, http_charset)
    for bom, name in _BOMS:
        if data.startswith(bom):
            text, bad = _decode(data[len(bom) :], name)
            return Decoded(text, name, f"byte order mark{claimed(name)}", _quality(text), bad)
    if b"\x00" in data[:_SAMPLE_BYTES]:
        return _best(data, ("utf-16-le", "utf-16-be"), claimed, "NUL bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        kind = "strict UTF-8" if len(text) < len(data) else "ASCII alone"
        quality = 1.0 if len(text) > 200 else max(_quality(text), 0.6)
        return Decoded(text, "utf-8", kind + claimed("utf-8"), quality, 0)
    if len(data) > 8:
        text, bad = _decode(data, "utf-8")
        good = len(data) - len(text)  # each three-byte character saves two
        if bad * 20 <= good:
            evidence = f"UTF-8 but for {bad} broken places{claimed('utf-8')}"
            return Decoded(text, "utf-8", evidence, _quality(text), bad)
    return _best(data, _RIVALS, claimed, "not UTF-8")


class _Claims:
    def __init__(self, names: list[tuple[str, str]]) -> None:
        self.names = names

    def __call__(self, chosen: str) -> str:
        notes = []
        for where, name in self.names:
            same = _family(name) == _family(chosen)
            notes.append(f"{where} says {name}" + ("" if same else ": ignored, the bytes prove otherwise"))
        return "".join(f"; {note}" for note in notes)

    def agrees(self, charset: str) -> bool:
        return any(_family(name) == _family(charset) for _, name in self.names)


def _claims(data: bytes, http_charset: str | None) -> _Claims:
    names = []
    if http_charset:
        names.append(("HTTP header", http_charset.strip().lower()))
    head = data[:4096]
    match = _META.search(head) or _XML.search(head)
    if match:
        names.append(("meta tag", match.group(1).decode("ascii").lower()))
    return _Claims(names)


def _family(name: str) -> str:
    name = name.lower().replace("_", "-")
    if name in _GB_NAMES:
        return "gb18030"
    if name.startswith("utf-16") or name == "unicode":
        return "utf-16"
    return {"utf8": "utf-8", "big5-hkscs": "big5", "cp950": "big5", "x-x-big5": "big5"}.get(name, name)


def _best(data: bytes, names: tuple[str, ...], claimed: _Claims, why: str) -> Decoded:
    sample = data[:_SAMPLE_BYTES]
    scores = []
    for rank, name in enumerate(names):
        text, bad = _decode(sample, name)
        score = _quality(text) - 3 * bad / max(len(text), 1)
        scores.append((round(score, 3), claimed.agrees(name), -rank, name))
    scores.sort(reverse=True)
    name = scores[0][3]
    text, bad = _decode(data, name)
    shares = ", ".join(f"{rival} {max(score, 0):.2f}" for score, _, _, rival in scores)
    evidence = f"{why}; share of ordinary characters: {shares}{claimed(name)}"
    if bad:
        evidence += f"; {bad} broken places"
    return Decoded(text, name, evidence, max(scores[0][0], 0.0), bad)


def _decode(data: bytes, name: str) -> tuple[str, int]:
    """Text and the number of places that could not be read. A character cut off at the very end is dropped."""
    variants = ("big5", "cp950", "big5hkscs") if name == "big5" else (name,)
    for variant in variants:
        decoder = codecs.getincrementaldecoder(variant)("strict")
        try:
            return decoder.decode(data), 0
        except UnicodeDecodeError:
            continue
    had = 0 if name != "utf-8" else data.count(b"\xef\xbf\xbd")
    text = data.decode(variants[-1], "replace")
    return text, max(text.count("\ufffd") - had, 1)


@cache
def common_han() -> frozenset[str]:
    """The 3,755 characters of GB 2312 level 1 with their Traditional forms (about 6,400)."""
    level_one = {
        bytes((high, low)).decode("gb2312")
        for high in range(0xB0, 0xD8)
        for low in range(0xA1, 0xFF)
        if (high, low) < (0xD7, 0xFA)
    }
    return frozenset(level_one | {t for s in level_one for t in traditional_forms(s)})


@cache
def _ordinary() -> dict[int, None]:
    """Deletion table of everything that ordinary Chinese text is made of."""
    marks = "\t\n\r　、。·ˉ—～…‘’“”〔〕〈〉《》「」『』【】±×÷％，．：；！？（）＂＇－￥‧•●○■□▲△★☆※→←↑↓№℃"
    table: dict[int, None] = {ord(c): None for c in common_han()}
    table.update({ord(c): None for c in marks})
    table.update(dict.fromkeys(range(32, 127)))
    table.update(dict.fromkeys(range(65281, 65375)))
    table.update(dict.fromkeys(range(9312, 9372)))
    return table


def _quality(text: str) -> float:
    """Share of ordinary characters in a sample of the text, 1.0 for an empty one."""
    sample = text[:_SAMPLE_CHARS]
    if not sample:
        return 1.0
    if sample.isascii():
        return 0.6 if "\x00" not in sample else 0.0
    odd = sample.translate(_ordinary())
    # ASCII proves nothing about a Chinese encoding: it is left out where there is enough else.
    ascii_count = len(sample.encode("ascii", "ignore"))
    rest = len(sample) - ascii_count
    return 1 - len(odd) / rest if rest else 0.6
