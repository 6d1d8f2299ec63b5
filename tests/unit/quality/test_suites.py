"""Suites are made from the registry: every rule has its expectation, every check its own name."""

from __future__ import annotations

import csv
from pathlib import Path

from orchestration.quality.suites import FRAME_ROWS, build_suites

REFERENCE = Path(__file__).resolve().parents[3] / "seeds" / "reference"


def test_every_rule_has_one_expectation_that_never_blocks() -> None:
    with (REFERENCE / "rules.csv").open(encoding="utf-8", newline="") as file:
        rules = [row["rule_id"] for row in csv.DictReader(file)]
    suite = next(suite for suite in build_suites(REFERENCE) if suite.name == "plausibility")
    assert [expectation["kwargs"]["column"] for expectation in suite.expectations] == rules
    assert not suite.is_blocking


def test_check_names_are_unique_and_frames_are_limited() -> None:
    suites = build_suites(REFERENCE)
    names = [expectation["meta"]["check"] for suite in suites for expectation in suite.expectations]
    assert len(names) == len(set(names))
    assert all(f"limit {FRAME_ROWS}" in suite.query or "count(*)" in suite.query for suite in suites)
