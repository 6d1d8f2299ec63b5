"""Encodings are proved by the bytes, whatever tags and headers say."""

from __future__ import annotations

import random

import pytest
from opencc import OpenCC

from orchestration.corpus.charset import READABLE, decode

from .originals import needs_originals, originals, text_of

OWN = (
    "云岚市总工会围绕中心、服务大局，组织动员广大职工建功立业。全年新建基层工会320家，发展会员4.6万人，其中新就业形态劳动者1.2万人；"
    "筹集帮扶资金近900万元，帮扶困难职工1.1万余人次，资助困难职工子女410名。举办劳动和技能竞赛86场次，参赛职工达12万人次，"
    "调解劳动争议512件，成功率达到81%，为职工挽回经济损失2300余万元。各级工会认真履行维护职工合法权益、竭诚服务职工群众的基本职责。"
)
ENCODINGS = ("gb2312", "gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "big5")


def _written(text: str, encoding: str) -> tuple[str, bytes]:
    if encoding == "big5":
        text = OpenCC("s2t").convert(text)
    data = text.encode(encoding, "ignore")
    return data.decode(encoding), data


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_own_text_in_every_encoding(encoding: str) -> None:
    text, data = _written(OWN, encoding)
    assert decode(data).text == text


@pytest.mark.parametrize("encoding", ("gbk", "gb18030", "utf-8", "big5"))
def test_a_wrong_meta_tag_and_header_are_written_down_and_ignored(encoding: str) -> None:
    text, data = _written(OWN, encoding)
    wrong = b"gb2312" if encoding == "big5" else b"big5"
    found = decode(b'<meta charset="' + wrong + b'">' + data, http_charset="iso-8859-1")
    assert found.text.endswith(text)
    assert "meta tag says" in found.evidence and "HTTP header says iso-8859-1" in found.evidence
    assert found.evidence.count("ignored, the bytes prove otherwise") == 2


def test_traditional_text_in_gbk_is_not_big5() -> None:
    text = OpenCC("s2t").convert(OWN)
    assert decode(text.encode("gbk")).text == text


def test_a_file_cut_inside_a_character_loses_only_that_character() -> None:
    assert decode(OWN.encode("gb18030")[:-3]).text == OWN[:-2]


def test_a_few_broken_bytes_do_not_turn_utf8_into_something_else() -> None:
    data = OWN.encode()
    found = decode(data[:31] + b"\xff" + data[31:])
    assert found.charset == "utf-8" and found.replaced >= 1


def test_noise_is_not_readable() -> None:
    pick = random.Random(7)
    noise = bytes(pick.randrange(128, 256) for _ in range(4000))
    assert decode(noise).quality < READABLE


@needs_originals
def test_samples_of_the_originals() -> None:
    """500 characters or more: all right. 300 characters: at least 98 of 100."""
    pick = random.Random(20)
    for size, share in ((3000, 1.0), (500, 1.0), (300, 0.98)):
        right = tried = 0
        for number in range(len(originals())):
            whole = text_of(number)
            for encoding in ENCODINGS:
                for _ in range(6):
                    start = pick.randrange(max(1, len(whole) - size))
                    text, data = _written(whole[start : start + size], encoding)
                    tried += 1
                    right += decode(data, http_charset="gb2312").text == text
        assert right >= share * tried, f"{size} characters: {right} of {tried}"
