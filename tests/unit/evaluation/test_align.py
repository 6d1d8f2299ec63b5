"""Which of our rows answers which gold row."""

from __future__ import annotations

import random

from orchestration.evaluation.align import _assign, align
from tests.unit.evaluation.rows_by_hand import figure, plain


def test_shifted_span_with_equal_value_is_the_same_mention():
    found = align([figure(11, "00万元", "9000000")], [figure(8, "近900万元", "9000000")])
    assert len(found.matched) == 1


def test_touching_spans_do_not_overlap():
    found = align([figure(5, "10人", "10")], [figure(8, "10人", "10")])
    assert not found.matched and len(found.missed) == len(found.spurious) == 1


def test_overlap_with_another_value_is_misread_and_not_matched():
    found = align([figure(0, "1.2万人", "1.2")], [figure(0, "1.2万人", "12000")])
    assert not found.matched and len(found.misread) == 1 and not found.missed and not found.spurious


def test_equal_decimals_match_whatever_their_padding():
    assert align([figure(0, "58.3%", "58.30")], [figure(0, "58.3%", "58.3")]).matched


def test_repeated_value_elsewhere_is_no_match():
    found = align([figure(40, "300户", "300")], [figure(0, "300户", "300"), figure(40, "300户", "300")])
    assert [(o.start, g.start) for o, g in found.matched] == [(40, 40)]
    assert [row.start for row in found.missed] == [0]


def test_each_gold_row_is_answered_once():
    found = align([figure(0, "3人", "3"), figure(0, "3人", "3")], [figure(0, "3人", "3")])
    assert len(found.matched) == 1 and len(found.spurious) == 1


def test_more_pairs_beat_more_shared_characters():
    # The long row of ours shares most with the first gold row, yet only then two pairs are possible.
    gold = [plain(0, "2022年1月", "date"), plain(7, "7月", "date")]
    ours = [plain(0, "2022", "date"), plain(2, "22年1月至7月", "date")]
    found = align(ours, gold)
    assert [(o.start, g.start) for o, g in found.matched] == [(0, 0), (2, 7)]


def test_more_shared_characters_decide_between_rivals():
    gold = [plain(0, "2022年1月", "date")]
    found = align([plain(0, "2022年", "date"), plain(5, "1月", "date")], gold)
    assert [o.start for o, _ in found.matched] == [0] and [o.start for o in found.spurious] == [5]


def test_double_span_keeps_noun_order_when_counts_are_equal():
    gold = [figure(0, "92%", "92", indicator_id="a"), figure(0, "92%", "92", indicator_id="b")]
    ours = [figure(0, "92%", "92", indicator_id="b"), figure(0, "92%", "92", indicator_id="a")]
    pairs = [(o.indicator_id, g.indicator_id) for o, g in align(ours, gold).matched]
    assert sorted(pairs) == [("a", "b"), ("b", "a")]


def test_double_span_with_one_row_of_ours_takes_the_row_that_agrees():
    gold = [figure(0, "92%", "92", indicator_id="a"), figure(0, "92%", "92", indicator_id="b")]
    found = align([figure(0, "92%", "92", indicator_id="b")], gold)
    assert [g.indicator_id for _, g in found.matched] == ["b"]
    assert [row.indicator_id for row in found.missed] == ["a"]


def test_gold_date_without_value_asks_for_overlap_only():
    assert align([plain(0, "2022年", "ordinal", "2022")], [plain(0, "2022年", "date")]).matched


def test_gold_ordinal_with_value_asks_for_that_value():
    assert not align([plain(1, "十二", "ordinal", "10")], [plain(1, "十二", "ordinal", "12")]).matched


def test_gold_figure_without_value_asks_for_a_blank():
    gold = figure(0, "若干名", "0", value=None)
    assert not align([figure(0, "若干名", "5")], [gold]).matched
    assert align([figure(0, "若干名", "0", value=None)], [gold]).matched


def test_assignment_finds_the_greatest_sum():
    chance = random.Random(7)
    for _ in range(200):
        gain = [[chance.randrange(10) for _ in range(3)] for _ in range(chance.choice([2, 3, 4]))]
        assert sum(gain[a][b] for a, b in _assign(gain)) == _greatest(gain, frozenset())


def _greatest(gain: list[list[int]], taken: frozenset[int]) -> int:
    if not gain:
        return 0
    best = _greatest(gain[1:], taken)
    for b, value in enumerate(gain[0]):
        if b not in taken:
            best = max(best, value + _greatest(gain[1:], taken | {b}))
    return best
