"""Facts that a page states about itself outside its text: title, date, source, author, publisher.

Meta tags and JSON-LD only; what the text says is read in `facts`, and wins.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

_META_TAG = re.compile(r"<meta\b((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>", re.I)
_ATTRIBUTE = re.compile(r"([a-zA-Z:_-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_TITLE_TAG = re.compile(r"<title[^<>]*>(.*?)</title", re.I | re.S)
_JSON_LD = re.compile(r"<script[^<>]*application/ld\+json[^<>]*>(.*?)</script", re.I | re.S)
_ANY_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")

_META_NAMES = {
    "title": ("articletitle", "og:title", "twitter:title", "dc.title"),
    "published": (
        "pubdate",
        "article:published_time",
        "publishdate",
        "publish_time",
        "dc.date",
        "date",
        "og:release_date",
        "weibo:article:create_at",
    ),
    "source": ("contentsource", "source", "og:site_name", "dc.source"),
    "author": ("author", "article:author", "dc.creator"),
    "publisher": ("sitename", "publisher", "og:article:author"),
}


def page_meta(markup: str) -> dict[str, str]:
    """Facts of the page's own metadata; text wins over them later where it speaks."""
    named: dict[str, str] = {}
    for tag in _META_TAG.finditer(markup):
        values = {
            m.group(1).lower(): next(g for g in m.groups()[1:] if g is not None)
            for m in _attributes(tag.group(1))
        }
        name = values.get("name") or values.get("property") or values.get("itemprop")
        if name and values.get("content", "").strip():
            named.setdefault(name.lower(), html.unescape(values["content"]).strip())
    facts = {}
    for fact, names in _META_NAMES.items():
        for name in names:
            if name in named:
                facts[fact] = named[name]
                break
    match = _TITLE_TAG.search(markup)
    if match:
        facts["page_title"] = _SPACE.sub(" ", html.unescape(_ANY_TAG.sub("", match.group(1)))).strip()
    for block in _JSON_LD.finditer(markup):
        facts |= {k: v for k, v in _json_ld(block.group(1)) if v and k not in facts}
    return facts


def _attributes(text: str) -> Iterator[re.Match[str]]:
    return _ATTRIBUTE.finditer(text)


def _json_ld(text: str) -> Iterator[tuple[str, str]]:
    try:
        data = json.loads(text)
    except ValueError:
        return
    nodes = data if isinstance(data, list) else [data]
    for node in nodes:
        if not isinstance(node, dict):
            continue
        inner = node.get("@graph")
        if isinstance(inner, list):
            nodes = nodes + inner
        for key, fact in (("headline", "title"), ("datePublished", "published"), ("pubDate", "published")):
            if isinstance(node.get(key), str):
                yield fact, node[key]
        for key in ("author", "publisher"):
            value = node.get(key)
            value = value[0] if isinstance(value, list) and value else value
            value = value.get("name") if isinstance(value, dict) else value
            if isinstance(value, str):
                yield key, value
