"""Gold files are read or refused with a line that says what to do."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from orchestration.evaluation import GoldError, gold_csv, read_gold, rows
from orchestration.evaluation.rows import GOLD_HEADER
from tests.unit.evaluation.rows_by_hand import figure, plain

HEADER = ",".join(GOLD_HEADER)
TEXT = "全市会员38.5万人。"
LINE = "4,38.5万人,385000,人,,figure,union_members,,2022-12-31,2022-12-31,云岚市,level,"


def write(folder: Path, name: str, *lines: str) -> None:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_examples_in_docstrings_hold():
    assert doctest.testmod(rows).failed == 0


def test_gold_rows_carry_the_report_name(tmp_path):
    write(tmp_path, "000_ab.csv", HEADER, LINE)
    write(tmp_path, "facts.csv", "file,title")
    write(tmp_path, "000_ab.labels.csv", "surface")
    (row,) = read_gold(tmp_path, {"000_ab": TEXT})
    assert (row.report, row.start, row.end, str(row.value)) == ("000_ab", 4, 10, "385000")


def test_gold_saved_by_a_spreadsheet_is_read(tmp_path):
    (tmp_path / "a.csv").write_bytes(("\ufeff" + HEADER + "\r\n" + LINE + "\r\n").encode())
    assert [row.indicator_id for row in read_gold(tmp_path, {"a": TEXT})] == ["union_members"]


def test_surface_that_is_not_in_the_text_is_refused(tmp_path):
    write(tmp_path, "a.csv", HEADER, LINE.replace("4,", "5,", 1))
    with pytest.raises(GoldError, match=r"a.csv: surface '38.5万人' is not at 5"):
        read_gold(tmp_path, {"a": TEXT})


def test_gold_without_a_report_is_refused(tmp_path):
    write(tmp_path, "a.csv", HEADER, LINE)
    with pytest.raises(GoldError, match="no report of this name"):
        read_gold(tmp_path, {"b": TEXT})


def test_other_header_is_refused(tmp_path):
    write(tmp_path, "a.csv", "start,surface", "4,x")
    with pytest.raises(GoldError, match="header is not that of the guide"):
        read_gold(tmp_path)


def test_label_sheet_reads_back_as_gold(tmp_path):
    claims = [
        figure(20, "约60余家", "60", unit="个", qualifier="余", note="also=约"),
        figure(4, "38.5万人", "3.85E+5"),
    ]
    (tmp_path / "r.csv").write_text(gold_csv(claims), encoding="utf-8")
    assert read_gold(tmp_path) == sorted(claims, key=lambda row: row.start)
    assert ",385000," in gold_csv(claims)


def test_label_sheet_leaves_blank_what_the_guide_leaves_blank():
    duration = plain(0, "五年", "duration", "5")
    other = figure(9, "3次", "3", class_="other", unit="次")
    lines = gold_csv([other, duration]).splitlines()
    assert lines[1:] == [
        "0,五年,,,,duration,,,,,,,",
        "9,3次,3,次,,other,,,2022-01-01,2022-12-31,云岚市,,",
    ]
