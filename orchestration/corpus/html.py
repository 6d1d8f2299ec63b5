"""A web page becomes the text a reader sees, one line a block, with a map to the characters of the HTML.

One pass of one expression over the markup keeps the place of every character; trafilatura then says which lines are the
article. What it leaves out stays in the text and is only marked. Rules about wording do not belong here.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from orchestration.corpus.html_main import PageLine, main_lines
from orchestration.corpus.html_meta import page_meta
from orchestration.corpus.model import OffsetMap

_LOOKS_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|div|p|table|span|br|title)\b[^<>]*>", re.I)
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?][^<>]*>"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][\w:-]*)(?P<attrs>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*'|[\"'])*)>"
    r"|(?P<text>[^<]+|<)",
    re.S,
)
_SKIP = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "textarea",
        "select",
        "iframe",
        "svg",
        "object",
        "head",
        "button",
    ]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_BLOCK = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "aside",
        "main",
        "blockquote",
        "pre",
        "br",
        "hr",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "figure",
        "figcaption",
        "form",
        "fieldset",
        "center",
        "address",
        "body",
        "html",
        "td",
        "th",
        "title",
        "option",
        "summary",
        "details",
    ]
)
_KINDS = {
    "li": "list_item",
    "figcaption": "caption",
    "caption": "caption",
    "blockquote": "quote",
    "tr": "table_row",
}
_KINDS |= {f"h{i}": "heading" for i in range(1, 7)}
_FURNITURE = frozenset(["nav", "footer", "aside"])
_HIDDEN = re.compile(r"display\s*:\s*none|(?:^|\s)hidden(?:\s|=|$)", re.I)
_CAPTION_CLASS = re.compile(
    r"class\s*=\s*[\"'][^\"'<>]*\b(?:caption|pic-?(?:desc|info|txt|title)|img-?(?:desc|txt))", re.I
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_PIECE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?|\s+|[^&\s]+|&")
_TABLE_TAG = re.compile(r"<(/?)table\b[^<>]*>", re.I)
_ANY_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader sees: `text` has one line a block, `lines` says what each is, `offsets` leads from `text` to the
    HTML, `meta` holds the facts of meta tags and JSON-LD (title, author, publisher, published, source)."""

    text: str
    lines: tuple[PageLine, ...]
    offsets: OffsetMap
    meta: dict[str, str] = field(default_factory=dict)


def looks_like_html(text: str, file_name: str) -> bool:
    """A page by its tags; the file name only helps a text with few of them."""
    head = text[:20_000]
    found = len(_LOOKS_HTML.findall(head))
    if file_name.lower().endswith((".html", ".htm", ".shtml", ".xhtml")):
        return found > 0
    return (found >= 3 and head.lstrip()[:1] == "<") or bool(
        re.match(r"\s*<(?:!doctype html|html)", head, re.I)
    )


def read_page(markup: str) -> Page:
    """Decoded HTML -> Page. Never raises; a page without markup is one of plain lines."""
    builder = _Builder(markup)
    builder.run()
    text, lines, offsets = builder.result()
    main = main_lines(markup, text.split("\n"), lines)
    marked = tuple(
        PageLine(line.kind, line.link_share, line.furniture, chosen)
        for line, chosen in zip(lines, main, strict=True)
    )
    return Page(text, marked, offsets, page_meta(markup))


class _Builder:
    """Walks the tags once and collects visible characters with their places."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.out: list[str] = []
        self.clean: list[int] = []
        self.source: list[int] = []
        self.source_end: list[int] = []
        self.length = 0
        self.line_start = 0
        self.pending: tuple[str, int] | None = None
        self.kinds: list[str] = []
        self.open_furniture = 0
        self.in_link = 0
        self.link_chars = 0
        self.line_kind: str | None = None
        self.caption = False
        self.lines: list[PageLine] = []
        self.data_tables = _data_tables(markup)
        self.in_data = False
        self.unclosed: set[str] = set()

    def run(self) -> None:
        at = 0
        markup = self.markup
        while at < len(markup):
            match = _TOKEN.match(markup, at)
            if match is None:  # a "<" that opens nothing
                self._text(at, at + 1)
                at += 1
                continue
            at = match.end()
            if match.group("text") is not None:
                self._text(match.start(), match.end())
                continue
            tag = match.group("tag")
            if tag is None:
                continue
            tag = tag.lower()
            if match.group("close"):
                self._close(tag, match.start())
                continue
            attrs = match.group("attrs")
            if tag in _SKIP or (
                attrs and tag not in _VOID and _HIDDEN.search(attrs) and tag not in ("body", "html")
            ):
                at = self._after(tag, at)
                if tag in _BLOCK:
                    self._break()
                continue
            self._open(tag, attrs, match.start())
        self._break()

    def result(self) -> tuple[str, list[PageLine], OffsetMap]:
        text = "".join(self.out)
        if text.endswith("\n"):
            text = text[:-1]
            self.clean.pop()
            self.source.pop()
            self.source_end.pop()
        lines = self.lines or [PageLine(None, 0.0, False)]
        offsets = OffsetMap(tuple(self.clean), tuple(self.source), tuple(self.source_end), len(text))
        return text, lines, offsets

    def _open(self, tag: str, attrs: str, at: int) -> None:
        if tag == "table":
            self.in_data = at in self.data_tables
        if tag in ("td", "th") and self.in_data:
            if self.length > self.line_start:
                self._space("\t", at)
        elif tag in _BLOCK and not (self.in_data and tag not in ("tr", "table", "caption")):
            self._break()
        elif tag in _BLOCK and self.length > self.line_start:
            self._space(" ", at)
        if tag in _KINDS and not (tag == "tr" and not self.in_data):
            self.kinds.append(tag)
            if self.length == self.line_start:
                self.line_kind = _KINDS[tag]
        if _CAPTION_CLASS.search(attrs):
            self.caption = True
        if tag in _FURNITURE:
            self.open_furniture += 1
        if tag == "a":
            self.in_link = 1

    def _close(self, tag: str, at: int) -> None:
        if tag == "a":
            self.in_link = 0
        if tag in _KINDS and tag in self.kinds:
            while self.kinds and self.kinds.pop() != tag:
                pass
        if tag in _BLOCK and not (self.in_data and tag not in ("tr", "table", "caption")):
            self._break()
        if tag == "table":
            self.in_data = False
        if tag in _FURNITURE and self.open_furniture:
            self.open_furniture -= 1

    def _after(self, tag: str, at: int) -> int:
        """End of an element that nobody sees; an element that is never closed is taken to be seen."""
        if tag in self.unclosed:
            return at
        depth = 1
        for match in re.compile(rf"<(/?){re.escape(tag)}\b[^<>]*>", re.I).finditer(self.markup, at):
            depth += -1 if match.group(1) else 1
            if depth == 0:
                return match.end()
        if tag in ("script", "style", "svg"):
            return len(self.markup)
        self.unclosed.add(tag)
        return at

    def _text(self, start: int, end: int) -> None:
        markup = self.markup
        for piece in _PIECE.finditer(markup, start, end):
            word = piece.group()
            if word.isspace():
                if self.length > self.line_start:
                    self._space("\n" if "\n" in word else " ", piece.start())
                continue
            first, last = piece.span()
            if word[0] == "&" and len(word) > 1:
                word = html.unescape(word)
                if word.isspace():
                    if self.length > self.line_start:
                        self._space(" ", first)
                    continue
            self._emit(word, first, last)

    def _space(self, kind: str, at: int) -> None:
        if self.pending is None or kind == "\t":
            self.pending = (kind, at)

    def _emit(self, word: str, first: int, last: int) -> None:
        if self.pending is not None:
            kind, at = self.pending
            self.pending = None
            # A line end of the markup between two Han is layout, not a blank.
            if kind != "\n" or not (_wide(self.out[-1][-1]) and _wide(word[0])):
                self._put("\t" if kind == "\t" else " ", at, at + 1)
        if self.length == self.line_start and self.line_kind is None and self.kinds:
            self.line_kind = _KINDS[self.kinds[-1]]
        self._put(word, first, last)
        if self.in_link:
            self.link_chars += len(word)

    def _put(self, word: str, first: int, last: int) -> None:
        linear = last - first == len(word)
        joined = (
            self.clean
            and linear
            and self.source_end[-1] == first
            and self.source_end[-1] - self.source[-1] == self.length - self.clean[-1]
        )
        if joined:
            self.source_end[-1] = last
        else:
            self.clean.append(self.length)
            self.source.append(first)
            self.source_end.append(last)
        self.out.append(word)
        self.length += len(word)

    def _break(self) -> None:
        self.pending = None
        if self.length == self.line_start:
            self.line_kind = _KINDS[self.kinds[-1]] if self.kinds else None
            return
        size = self.length - self.line_start
        kind = "caption" if self.caption and self.line_kind is None else self.line_kind
        self.lines.append(PageLine(kind, min(self.link_chars / size, 1.0), bool(self.open_furniture)))
        end = self.source_end[-1]
        self.clean.append(self.length)
        self.source.append(end)
        self.source_end.append(end)
        self.out.append("\n")
        self.length += 1
        self.line_start = self.length
        self.link_chars = 0
        self.line_kind = _KINDS[self.kinds[-1]] if self.kinds else None
        self.caption = False


def _wide(character: str) -> bool:
    return character >= "\u2e80"


def _data_tables(markup: str) -> set[int]:
    """Places of the tables that hold data: no table inside, several short cells a row."""
    found = set()
    opened: tuple[int, int] | None = None
    for match in _TABLE_TAG.finditer(markup):
        if not match.group(1):
            opened = (match.start(), match.end())
        elif opened is not None:
            body = markup[opened[1] : match.start()].lower()
            rows, cells = body.count("<tr"), body.count("<td") + body.count("<th")
            size = len(_SPACE.sub("", _ANY_TAG.sub("", body)))
            if rows >= 2 and cells >= rows * 2 and size <= cells * 60:
                found.add(opened[0])
            opened = None
    return found
