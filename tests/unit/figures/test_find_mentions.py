"""find_mentions: offsets, order and blanks hold on any text; a window reads only itself."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.figures import CLASSES, Mention, find_mentions

from .reading import read_traps, shipped_vocabulary

PIECES = [
    "新建工会", "48家", "近百户", "、", ",", "。", "“五个一”", "五年来", "每人", "300元", "第", "十二", "次", "1", "265",
    "3万", "余", "多", "至", "-", "—", "到", "%", "以上", "百分之", "一线", "进一步", "《", "》", "“", "”", "(", ")",
    "2023年", "1月", "~", "7月", ":", "12", "30", "*", "**", "XX", "0513-", "85118941", "1+", "N", "约", "超过", "各",
    "均达", "个", "大", "四", "几", "数", "十", "半", "翻", "番", "成", "\n", " ", "人(次)", "元/人", "〔", "〕", "@", ".com",
]  # fmt: skip


def check(text: str, mentions: list[Mention]) -> None:
    end = 0
    for m in mentions:
        assert text[m.start : m.end] == m.surface != ""
        assert m.start >= end
        assert m.class_ in CLASSES
        assert m.reason
        assert m.value is None or m.value.is_finite()
        if m.value_low is not None and m.value_high is not None:
            assert m.value_low <= m.value_high
        if m.class_ in ("date", "name", "duration", "lexical", "vague", "boilerplate"):
            assert m.value is None
            assert m.unit == ""
        end = m.end


@given(st.text(max_size=80))
@settings(max_examples=300)
def test_random_text_never_breaks_it(text: str) -> None:
    check(text, find_mentions(text, shipped_vocabulary()))


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@settings(max_examples=600)
def test_random_mixtures_of_its_own_words_never_break_it(text: str) -> None:
    check(text, find_mentions(text, shipped_vocabulary()))


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.integers(0, 40), st.integers(0, 40))
def test_a_window_reads_only_itself(text: str, start: int, length: int) -> None:
    window = text[start : start + length]
    inside = find_mentions(text, shipped_vocabulary(), start=start, end=start + length)
    check(text, inside)
    assert all(start <= m.start and m.end <= start + len(window) for m in inside)


def test_the_same_text_gives_the_same_mentions() -> None:
    text = "。".join(trap.text for trap in read_traps())
    assert find_mentions(text, shipped_vocabulary()) == find_mentions(text, shipped_vocabulary())


def test_two_qualifiers_keep_the_outer_one_and_name_the_other() -> None:
    (mention,) = find_mentions("约60余家", shipped_vocabulary())
    assert (mention.surface, mention.qualifier, mention.also) == ("约60余家", "余", "约")
    assert (mention.value_low, mention.value_high) == (Decimal(60), Decimal(70))


def test_a_range_keeps_both_ends() -> None:
    (mention,) = find_mentions("补助1.5-2万元", shipped_vocabulary())
    assert (mention.value, mention.range_hi) == (Decimal(15000), Decimal(20000))
    assert (mention.value_low, mention.value_high) == (Decimal(15000), Decimal(20000))


def test_distribution_words_leave_a_flag() -> None:
    each, every = find_mentions("手册、海报各5000份,组建率、入会率均达95%", shipped_vocabulary())
    assert "distributive_each" in each.flags
    assert "distributive_all" in every.flags


def test_a_number_split_by_a_space_is_read_through_and_flagged() -> None:
    (mention,) = find_mentions("会员17 257人", shipped_vocabulary())
    assert (mention.surface, mention.value) == ("17 257人", Decimal(17257))
    assert "ocr" in mention.flags


def test_a_stray_mark_inside_a_number_is_read_through_and_flagged() -> None:
    for text, value in (
        ("办结率92。3%", "92.3"),
        ("资金1,23.4万元", "1234000"),
        ("培训职工1、265人", "1265"),
    ):
        (mention,) = find_mentions(text, shipped_vocabulary())
        assert mention.value == Decimal(value)
        assert "punctuation_in_number" in mention.flags


def test_masked_digits_are_vague_and_flagged() -> None:
    (mention,) = find_mentions("新建**家", shipped_vocabulary())
    assert (mention.class_, mention.value) == ("vague", None)
    assert "masked" in mention.flags


def test_a_missing_unit_is_flagged_and_filled_only_beside_a_noun_of_persons() -> None:
    words = shipped_vocabulary()
    for text, unit in (("会员948,", "人"), ("团结31万职工", "人"), ("职工书屋948,", "")):
        (mention,) = find_mentions(text, words)
        assert (mention.unit, mention.unit_printed) == (unit, "")
        assert "unit_missing" in mention.flags


def test_the_printed_unit_stays_beside_the_normalised_one() -> None:
    (mention,) = find_mentions("表彰12名", shipped_vocabulary())
    assert (mention.unit, mention.unit_printed) == ("人", "名")
