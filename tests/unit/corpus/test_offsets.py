"""Every clean character points home, whatever was done to the text."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.corpus import read_report
from orchestration.corpus.fold import apply
from orchestration.corpus.model import CleanReport, Edit, OffsetMap
from orchestration.corpus.reader import clean

from .originals import needs_originals, originals, text_of
from .test_charset import OWN

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def _digits(text: str) -> str:
    return "".join(
        str(unicodedata.digit(c)) for c in text if unicodedata.digit(c, None) is not None and c.isdecimal()
    )


@st.composite
def _edits(draw: st.DrawFn, text: str) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return [Edit(a, b, draw(st.text("甲乙1 ", max_size=3))) for a, b in pairs if a < b]


@given(st.data(), st.text("云岚市工会0123456789，。 \n", max_size=60))
def test_map_of_edits_covers_what_each_character_came_from(data: st.DataObject, text: str) -> None:
    edits = data.draw(_edits(text))
    result = apply(text, edits)
    offsets = OffsetMap.from_edits(len(text), edits)
    assert offsets.clean_length == len(result)
    replaced = [range(e.start, e.end) for e in edits]
    for i, character in enumerate(result):
        start, end = offsets.source_span(i, i + 1)
        assert 0 <= start <= end <= len(text)
        if end - start == 1 and not any(start in span for span in replaced):
            assert text[start] == character


@given(st.data(), st.text("云岚市工会0123456789，。 \n", max_size=60))
def test_two_maps_in_a_row_equal_one_after_the_other(data: st.DataObject, text: str) -> None:
    first = data.draw(_edits(text))
    middle = apply(text, first)
    second = data.draw(_edits(middle))
    final = apply(middle, second)
    one, two = OffsetMap.from_edits(len(text), first), OffsetMap.from_edits(len(middle), second)
    both = one.then(two)
    assert both.clean_length == len(final)
    for i in range(len(final)):
        low, high = two.source_span(i, i + 1)
        if low < high:
            assert both.source_span(i, i + 1) == one.source_span(low, high)


def test_a_span_outside_the_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="outside the clean text"):
        OffsetMap.identity(3).source_span(2, 5)


def test_way_back_from_source_to_clean() -> None:
    offsets = OffsetMap.from_edits(10, [Edit(2, 4, "")])
    assert offsets.clean_span(0, 10) == (0, 8)
    assert offsets.clean_span(2, 4) == (2, 2)
    assert offsets.clean_span(4, 5) == (2, 3)


_WIDE = {i: i + 0xFEE0 for i in range(ord("0"), ord("9") + 1)}


@st.composite
def _damaged(draw: st.DrawFn) -> str:
    """The own text with blanks, breaks, full width, zero width and readings strewn in."""
    text = OWN
    if draw(st.booleans()):
        text = text.translate(_WIDE)
    noise = st.sampled_from(
        ["\u200b", "\u00ad", "(xué)", "（huì）", " ", "\u3000", "🙂", "\n", "\r\n", "\n\n　　", "\ufeff"]
    )
    for at in sorted(draw(st.lists(st.integers(0, len(text)), max_size=25)), reverse=True):
        text = text[:at] + draw(noise) + text[at:]
    return text


@settings(max_examples=150, deadline=None)
@given(_damaged())
def test_cleaning_never_changes_a_digit_and_every_number_points_home(source: str) -> None:
    text, offsets, lines, _ = clean(source)
    assert _digits(text) == _digits(source)
    assert offsets.clean_length == len(text)
    assert [text[line.start : line.end] for line in lines] == (text.split("\n") if text else [])
    for match in _NUMBER.finditer(text):
        start, end = offsets.source_span(*match.span())
        assert _digits(source[start:end]) == _digits(match.group())


def _assert_points_home(report: CleanReport) -> None:
    assert len(report.text) == len(report.match_text) == report.offsets.clean_length
    for sentence in report.sentences:
        start, end = report.offsets.source_span(sentence.start, sentence.end)
        assert _digits(report.source_text[start:end]) == _digits(report.text[sentence.start : sentence.end])
    for match in _NUMBER.finditer(report.text):
        start, end = report.offsets.source_span(*match.span())
        assert _digits(report.source_text[start:end]) == _digits(match.group())
    for before, after in zip(report.blocks, report.blocks[1:], strict=False):
        assert report.text[before.end : after.start] == "\n"


def test_every_number_of_an_own_report_points_home() -> None:
    _assert_points_home(read_report(OWN.encode(), "own.txt"))


@needs_originals
@pytest.mark.parametrize("number", range(5))
def test_every_number_of_the_originals_points_home(number: int) -> None:
    report = read_report(originals()[number].read_bytes(), originals()[number].name)
    assert report.source_text == text_of(number)
    _assert_points_home(report)
