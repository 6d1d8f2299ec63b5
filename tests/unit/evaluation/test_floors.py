"""The ratchet under the scores."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orchestration.evaluation.corpora import Evaluation, Reading, batch_corpus, evaluate
from orchestration.evaluation.floors import complaints, load_floors, repin, rounded_down, save_floors
from orchestration.evaluation.rows import GOLD_HEADER

TEXT = "会员38.5万人,女会员9万人。"
ROWS = (
    "2,38.5万人,385000,人,,figure,union_members,,2022-12-31,2022-12-31,云岚市,level,",
    "12,9万人,90000,人,,figure,women_members,,2022-12-31,2022-12-31,云岚市,level,",
)


@pytest.fixture
def batch(tmp_path):
    folder = tmp_path / "b1"
    folder.mkdir()
    (folder / "01.txt").write_text(TEXT, encoding="utf-8")
    (folder / "01.csv").write_text("\n".join([",".join(GOLD_HEADER), *ROWS]) + "\n", encoding="utf-8")
    return tmp_path


def measure(cases, wrong: int = 0) -> Evaluation:
    """Scores of a reader that gets the indicator of the first `wrong` rows wrong."""

    def read(path) -> Reading:
        rows = [dict(zip(GOLD_HEADER, line.split(","), strict=True)) for line in ROWS]
        for row in rows[:wrong]:
            row["indicator_id"] = "x"
        return Reading(path.read_text(encoding="utf-8"), tuple(rows))

    return evaluate(batch_corpus(cases), read)


def test_a_corpus_without_floors_is_a_complaint(batch):
    assert complaints(measure(batch), {}) == [
        "development: no floors yet; look at the scores, then run gonghui eval --repin"
    ]


def test_scores_on_their_floors_are_silent_and_below_are_named(batch):
    floors = repin([measure(batch)], {}).floors
    assert complaints(measure(batch), floors) == []
    found = complaints(measure(batch, wrong=1), floors)
    assert [line.split(":")[0] for line in found] == [
        "development.indicator",
        "development.whole_row",
        "development.whole_row_level",
    ]


def test_repin_raises(batch):
    low = repin([measure(batch, wrong=1)], {}).floors
    outcome = repin([measure(batch)], low)
    assert not outcome.refused
    assert outcome.floors["development"]["floors"]["indicator"] == 1.0
    assert "development.indicator: 0.5 -> 1.0" in outcome.changes


def test_repin_refuses_every_fall_that_is_not_named(batch):
    high = repin([measure(batch)], {}).floors
    outcome = repin([measure(batch, wrong=1)], high, lower=["indicator", "development.whole_row"])
    assert [line.split(":")[0] for line in outcome.refused] == ["development.whole_row_level"]


def test_named_fall_is_written_with_its_reason(batch):
    high = repin([measure(batch)], {}).floors
    names = ["indicator", "whole_row", "whole_row_level"]
    new = repin([measure(batch, wrong=1)], high, lower=names, why="harder batch").floors["development"]
    assert new["floors"]["indicator"] == 0.5
    assert {"score": "indicator", "from": 1.0, "to": 0.5, "why": "harder batch"} in new["lowered"]


def test_changed_labels_ask_for_a_new_pin(batch):
    floors = repin([measure(batch)], {}).floors
    text = batch / "b1" / "01.txt"
    text.write_text(text.read_text(encoding="utf-8") + "完。", encoding="utf-8")
    (line,) = complaints(measure(batch), floors)
    assert "texts or labels changed" in line


def test_corpus_that_was_not_measured_keeps_its_floors(batch):
    real = {"digest": "d", "reports": 5, "rows": 538, "floors": {"indicator": 0.96}}
    assert repin([measure(batch)], {"real": real}).floors["real"] == real


def test_floors_survive_their_file(batch, tmp_path):
    floors = repin([measure(batch)], {}).floors
    save_floors(tmp_path / "gate" / "floors.json", floors)
    assert load_floors(tmp_path / "gate" / "floors.json") == floors
    assert load_floors(tmp_path / "none.json") == {}


def test_a_floor_never_stands_above_its_measurement():
    assert rounded_down(2 / 3) == 0.6666 and rounded_down(0.99999) == 0.9999 and rounded_down(1.0) == 1.0


def test_a_score_with_nothing_left_to_judge_is_a_complaint(batch):
    evaluation = measure(batch)
    floors = repin([evaluation], {}).floors
    empty = replace(
        evaluation.scores,
        totals={n: replace(t, hit=0, ours=0, gold=0) for n, t in evaluation.scores.totals.items()},
    )
    assert any(
        "nothing left to judge" in line for line in complaints(replace(evaluation, scores=empty), floors)
    )
