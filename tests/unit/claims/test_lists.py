"""Numbers that share a noun and nouns that share a number."""

from __future__ import annotations

from orchestration.claims.lists import distributed, paired
from orchestration.claims.segments import find_marks, segment


def windows(text: str, *surfaces: str) -> tuple[str, list]:
    spans, at = [], 0
    for surface in surfaces:
        start = text.index(surface, at)
        at = start + len(surface)
        spans.append((start, at))
    return text, segment(find_marks(text, 0, len(text)), (0, len(text)), spans)


def test_each_gives_one_window_a_noun() -> None:
    text, (only,) = windows("编印维权手册、安全读本各2万册", "2万册")
    assert [text[w.own_left : w.end] for w in distributed(text, only)] == ["编印维权手册", "安全读本"]


def test_both_rates_share_one_number() -> None:
    text, (only,) = windows("工会组建率、职工入会率均达92%以上", "92%以上")
    assert [text[w.own_left : w.end] for w in distributed(text, only)] == ["工会组建率", "职工入会率"]


def test_titles_without_a_mark_between_are_items() -> None:
    text, (only,) = windows("编印《外出小手册》《维权手册》各3册", "3册")
    assert len(distributed(text, only)) == 2


def test_a_plain_number_is_not_distributed() -> None:
    text, (only,) = windows("两类读本共1万册", "1万册")
    assert distributed(text, only) == []


def test_respectively_pairs_in_order() -> None:
    text, segments = windows("参赛企业和职工分别为36家和2100人", "36家", "2100人")
    found = [paired(text, segments, i) for i in range(2)]
    assert [text[w.own_left : w.end] for w in found if w] == ["参赛企业", "职工"]


def test_counts_that_do_not_match_are_not_paired() -> None:
    text, segments = windows("参赛企业分别为36家和2100人", "36家", "2100人")
    assert [paired(text, segments, i) for i in range(2)] == [None, None]
