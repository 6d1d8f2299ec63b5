"""What `gonghui bench corpus` measures: clean text and report facts on one core, by script and format, and a worker's memory."""

from __future__ import annotations

import multiprocessing
import random
import re
import resource
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from html import escape
from pathlib import Path

#: Enough text that one pass takes a good part of a second.
CHARACTERS = 400_000
PAGES = 60
#: The second count shows whether memory grows with the number of files.
MEMORY_FILES = (100, 1_000)

_PAGE = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>{title}</title>
<style>body {{ margin: 0 }}</style><script>var count = 20220101;</script></head>
<body><div class="nav"><ul>{links}</ul></div>
<div class="main"><h1>{title}</h1><div class="content">{paragraphs}</div></div>
<div class="related"><h3>相关阅读</h3><ul>{links}</ul></div>
<div class="footer"><p>版权所有 联系我们 网站地图</p></div></body></html>
"""
_LINKS = "".join(
    f'<li><a href="/{i}.html">{text}</a></li>'
    for i, text in enumerate(("首页", "要闻", "维权", "服务", "学习", "专题"))
    for _ in range(4)
)


def sources(files: Sequence[Path]) -> list[str]:
    """Source texts of the readable, Simplified files; the other forms are made from them, so that rates compare."""
    from orchestration.corpus import read_report

    reports = [read_report(path.read_bytes(), path.name) for path in files]
    return [
        report.source_text
        for report in reports
        if report.text_status == "ok" and report.script == "simplified"
    ]


def simplified(texts: Sequence[str], seed: int) -> list[bytes]:
    """Reports of CHARACTERS in all: the given ones over and over with other digits, so that no two are equal."""
    made: list[str] = []
    chance = random.Random(seed)
    while sum(map(len, made)) < CHARACTERS:
        made.append(_other_digits(texts[len(made) % len(texts)], chance))
    return [text.encode() for text in made]


def traditional(texts: Sequence[str], seed: int) -> list[bytes]:
    """The same in Traditional characters."""
    from opencc import OpenCC

    converter = OpenCC("s2t")
    whole = [converter.convert(text) for text in texts]
    return simplified(whole, seed)


def pages(texts: Sequence[str], seed: int) -> list[bytes]:
    """PAGES web pages with navigation, related links and a footer around the text."""
    chance = random.Random(seed)
    return [_page(_other_digits(texts[i % len(texts)], chance)) for i in range(PAGES)]


def reader(made: Sequence[bytes], name: str) -> Callable[[], None]:
    """Read all of them once; what is timed."""
    from orchestration.corpus import read_report

    def read() -> None:
        for data in made:
            read_report(data, name)

    return read


def worker_peaks(texts: Sequence[str]) -> list[tuple[int, int]]:
    """(files read, highest memory in MB) of a fresh worker process each."""
    found = []
    for count in MEMORY_FILES:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            found.append((count, pool.submit(_read_in_worker, list(texts), count).result()))
    return found


def peak_mb(who: int = resource.RUSAGE_SELF) -> int:
    """Highest memory so far in MB (the system counts kB on Linux, bytes on macOS)."""
    return int(resource.getrusage(who).ru_maxrss // (1024 * 1024 if sys.platform == "darwin" else 1024))


def _read_in_worker(texts: list[str], count: int) -> int:
    from orchestration.corpus import read_report

    chance = random.Random(count)
    for i in range(count):
        text = _other_digits(texts[i % len(texts)], chance)
        data = _page(text) if i % 2 else text.encode()
        read_report(data, "page.html" if i % 2 else "text.txt")
    return peak_mb()


def _other_digits(text: str, chance: random.Random) -> str:
    return re.sub(
        r"(?<!\d)[1-9](?=\d{0,3}\.?\d*[万亿家人名个次件])", lambda _: str(chance.randint(1, 9)), text
    )


def _page(text: str) -> bytes:
    title, *lines = [escape(line.strip()) for line in text.splitlines() if line.strip()]
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    return _PAGE.format(title=title, links=_LINKS, paragraphs=paragraphs).encode()
