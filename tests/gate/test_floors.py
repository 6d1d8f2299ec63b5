"""No score may fall under its floor: batches of tests/cases, and the real reports where they lie beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.evaluation import read_gold, score
from orchestration.evaluation.corpora import (
    CASES,
    REAL,
    REAL_GOLD,
    REAL_REPORTS,
    LabelledCorpus,
    batch_corpus,
    batch_names,
    evaluate,
    folder_corpus,
)
from orchestration.evaluation.first_scores import FIRST_SCORES, scored_batches
from orchestration.evaluation.floors import FLOORS, complaints, load_floors
from orchestration.evaluation.ours import read_ours

ROOT = Path(__file__).resolve().parents[2]


def assert_on_floors(corpus: LabelledCorpus) -> None:
    found = complaints(evaluate(corpus, read_ours, draws=0), load_floors(ROOT / FLOORS))
    assert not found, "\n".join(found)


def test_batches_stand_on_their_floors():
    if not batch_names(ROOT / CASES):
        pytest.skip("no labelled batch in tests/cases")
    assert_on_floors(batch_corpus(ROOT / CASES))


def test_real_reports_stand_on_their_floors():
    if not ((ROOT / REAL_REPORTS).is_dir() and (ROOT / REAL_GOLD).is_dir()):
        pytest.skip(
            "the real reports and their labels are not beside the project (../shared/reports, ../shared/gold)"
        )
    assert_on_floors(folder_corpus(ROOT / REAL_REPORTS, ROOT / REAL_GOLD, REAL))


def test_real_labels_score_one_against_themselves():
    if not ((ROOT / REAL_REPORTS).is_dir() and (ROOT / REAL_GOLD).is_dir()):
        pytest.skip(
            "the real reports and their labels are not beside the project (../shared/reports, ../shared/gold)"
        )
    gold = read_gold(ROOT / REAL_GOLD)
    assert set(score(gold, gold, draws=0).headlines().values()) == {1.0}


def test_every_batch_has_its_first_score():
    if not batch_names(ROOT / CASES):
        pytest.skip("no labelled batch in tests/cases")
    assert scored_batches(ROOT / FIRST_SCORES) == list(dict.fromkeys(scored_batches(ROOT / FIRST_SCORES)))
    assert set(batch_names(ROOT / CASES)) <= set(scored_batches(ROOT / FIRST_SCORES))
