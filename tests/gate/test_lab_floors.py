"""No score of the error laboratory may fall under its floor (`gonghui lab --repin` raises them)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orchestration.cli.lab import FLOORS, judge, labelled_digest
from orchestration.evaluation.corpora import REAL_GOLD
from orchestration.evaluation.floors import rounded_down
from orchestration.quality.lab_scores import score

ROOT = Path(__file__).resolve().parents[2]


def test_the_laboratory_stands_on_its_floors():
    if not (ROOT / REAL_GOLD).is_dir():
        pytest.skip("the floors are measured with the real reports beside the project (../shared/gold)")
    pinned = json.loads((ROOT / FLOORS).read_text(encoding="utf-8"))
    assert pinned["digest"] == labelled_digest(), "texts or labels changed: look, then gonghui lab --repin"
    worlds, findings, beside, _ = judge(pinned["seed"], pinned["count"])
    measured = score(worlds, findings, beside).headlines()
    fallen = {
        name: (measured.get(name), floor)
        for name, floor in pinned["floors"].items()
        if rounded_down(measured.get(name, 0.0)) < floor
    }
    assert fallen == {}
