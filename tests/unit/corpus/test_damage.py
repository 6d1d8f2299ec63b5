"""Bracketed readings and shifted bytes. The damage is made here by the arithmetic that made it on the web."""

from __future__ import annotations

import re

import pytest

from orchestration.corpus import read_report
from orchestration.corpus.damage import MIN_READINGS, damaged_spots, reading_edits, repair_edits
from orchestration.corpus.fold import apply

from .originals import needs_originals, originals, text_of

READINGS = {
    "產": "chǎn",
    "業": "yè",
    "進": "jìn",
    "務": "wù",
    "動": "dòng",
    "聯": "lián",
    "當": "dāng",
    "數": "shù",
    "現": "xiàn",
}
SOURCE = (
    "產業工會進一步服務職工，開展勞動競賽，聯合各方當好家人，參賽人數達12萬人次，現場服務進車間、進班組。"
)


def _mark(text: str) -> str:
    return "".join(c + f"({READINGS[c]})" if c in READINGS else c for c in text)


def test_readings_go_and_other_brackets_stay() -> None:
    noisy = _mark(SOURCE) + "(簡稱“雙百”)(責編:某某)"
    assert apply(noisy, reading_edits(noisy)) == SOURCE + "(簡稱“雙百”)(責編:某某)"


def test_readings_with_a_blank_inside_go_too() -> None:
    noisy = _mark(SOURCE).replace(")", " )")
    assert apply(noisy, reading_edits(noisy)) == SOURCE


def test_emoji_and_readings_strewn_into_words_go() -> None:
    noisy = "户外劳动(dòng )者(🍢)服务站(⛩)点18万(wàn )个,全国劳动(🎀)(dòng )大会,一(yī )线职工(gōng )1200人"
    assert read_report(noisy.encode(), "r.txt").text == "户外劳动者服务站点18万个,全国劳动大会,一线职工1200人"


def test_a_lone_reading_is_help_for_the_reader() -> None:
    text = "武曌(zhào)与工会無關(guān)。"
    assert MIN_READINGS > 2 and reading_edits(text) == []


def _spam(text: str) -> str:
    """What the byte-wise replacement makes of a text: a reading after each listed code, also across characters."""
    data = text.encode("gbk")
    out = bytearray()
    i = 0
    codes = {c.encode("gbk"): r for c, r in READINGS.items()}
    while i < len(data):
        if data[i : i + 2] in codes:
            out += data[i : i + 2] + f"({codes[data[i : i + 2]]})".encode("gbk")
            i += 2
        else:
            out.append(data[i])
            i += 1
    # The decoder of the page drops the lead byte and the bracket that follows it.
    return re.sub("\ufffd\\(?", "?", bytes(out).decode("gbk", "replace"))


def test_a_code_across_two_characters_is_put_back() -> None:
    original = SOURCE + "向各縣級工會下撥“加強年”經費。"
    noisy = _spam(original)
    assert "lián)" in noisy and "撥" not in noisy
    edits = repair_edits(noisy)
    mended = apply(noisy, edits)
    assert apply(mended, reading_edits(mended)) == original


def test_a_lost_lead_byte_shows_its_tail_as_a_letter() -> None:
    noisy = _mark(SOURCE) + "取得進展,F(xiàn)將情況匯報如下。"
    assert apply(noisy, repair_edits(noisy)).endswith("取得進展,現將情況匯報如下。")


def test_a_stop_inside_two_characters_is_put_back() -> None:
    noisy = _mark(SOURCE) + "迎來大會;仡欉^去,成績顯著。"
    assert apply(noisy, repair_edits(noisy)).endswith("迎來大會。回顧過去,成績顯著。")


@pytest.mark.parametrize("spot", ["下?lián)堋翱h", "實現?；鶎狱", "發放\ufffd\ufffd元", "锟斤拷"])
def test_what_cannot_be_proved_marks_its_sentence(spot: str) -> None:
    text = f"全市工會工作有序開展。本年{spot}慰問金500元。職工滿意度不斷提高。"
    assert damaged_spots(text)
    report = read_report(text.encode(), "r.txt")
    assert [s.damaged for s in report.sentences] == [False, True, False]


def test_letters_in_names_are_no_damage() -> None:
    assert damaged_spots("发放T恤500件，A股公司工会与B超检查1200人次，K歌比赛，卡拉OK。") == []


@needs_originals
def test_the_originals() -> None:
    counts = [len(reading_edits(text_of(i))) for i in range(len(originals()))]
    assert counts == [0, 0, 0, 445, 0]
    assert [e.text for e in repair_edits(text_of(3))] == ["。回顧過", "撥“縣", "數"]
    report = read_report(originals()[3].read_bytes(), "r.txt")
    assert not any(s.damaged for s in report.sentences)
