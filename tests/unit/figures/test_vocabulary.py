"""Vocabulary rows: a bad row is refused by name, a new row works at once."""

from __future__ import annotations

import pytest

from orchestration.figures import FigureVocabulary, find_mentions
from orchestration.figures.units import UnitTable

from .reading import REFERENCE, rows


def test_an_unknown_kind_names_the_row() -> None:
    with pytest.raises(ValueError, match="unknown kind 'nmae' of '五个一'"):
        FigureVocabulary.from_rows(units=[], phrases=[{"kind": "nmae", "phrase": "五个一"}])


def test_a_class_phrase_without_a_numeral_is_refused() -> None:
    with pytest.raises(ValueError, match="holds no numeral"):
        FigureVocabulary.from_rows(units=[], phrases=[{"kind": "lexical", "phrase": "职工"}])


def test_a_unit_that_stands_twice_is_refused() -> None:
    row = {"printed": "名", "unit": "人", "family": "person"}
    with pytest.raises(ValueError, match="stands twice"):
        UnitTable.from_rows([row, row])


def test_an_empty_vocabulary_still_reads_numbers() -> None:
    (mention,) = find_mentions("共12", FigureVocabulary.from_rows(units=[], phrases=[]))
    assert mention.value == 12


def test_a_new_name_is_one_row() -> None:
    units = rows(REFERENCE / "units.csv")
    text = "推进七彩行动"
    before = find_mentions(text, FigureVocabulary.from_rows(units=units, phrases=[]))
    after = find_mentions(
        text, FigureVocabulary.from_rows(units=units, phrases=[{"kind": "name", "phrase": "七彩行动"}])
    )
    assert [m.class_ for m in before] == ["lexical"]
    assert [(m.surface, m.class_) for m in after] == [("七彩行动", "name")]


def test_shipped_rows_are_unique() -> None:
    for path in sorted(REFERENCE.glob("mention_*.csv")):
        keys = [(row["kind"], row["phrase"]) for row in rows(path)]
        assert len(keys) == len(set(keys)), path.name
