"""Fitted weights follow the labels, stay near the rows without evidence, and are judged on reports left out."""

from __future__ import annotations

import numpy as np

from orchestration.evaluation.fitting import Choice, accuracy, cross_validate, fit_weights


def choices(count: int) -> list[Choice]:
    """Two candidates a figure: the right one has feature 0, the wrong one feature 1; weights that start even cannot tell."""
    table = np.array([[1.0, 0.0], [0.0, 1.0]])
    return [Choice(f"r{n % 5}", table[::-1] if n % 2 else table, n % 2) for n in range(count)]


def test_the_fit_learns_which_feature_is_right() -> None:
    found = choices(40)
    start = np.zeros(2)
    fitted = fit_weights(found, start, hold=0.1)
    assert fitted[0] > fitted[1]
    assert accuracy(found, fitted) == 1.0 > accuracy(found, start)


def test_a_strong_hold_keeps_the_rows() -> None:
    loose, tight = (fit_weights(choices(40), np.zeros(2), hold) for hold in (0.1, 1000.0))
    assert np.abs(tight).max() < np.abs(loose).max() / 10


def test_cross_validation_counts_only_reports_left_out() -> None:
    found = choices(40)
    seen: list[int] = []

    def fit(some: list[Choice]) -> np.ndarray:
        seen.append(len(some))
        return np.array([1.0, -1.0])

    assert cross_validate(found, fit, folds=5) == 1.0
    assert seen == [32] * 5


def test_a_figure_without_its_right_candidate_counts_as_wrong() -> None:
    lost = Choice("r", np.array([[1.0, 0.0]]), -1)
    assert accuracy([lost], np.ones(2)) == 0.0
