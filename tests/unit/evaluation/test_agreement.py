"""Two annotators of one report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orchestration.evaluation import agreement
from tests.unit.evaluation.rows_by_hand import figure, plain

FIRST = [figure(10 * n, f"{n}人", str(n), indicator_id=name) for n, name in enumerate("aabb", 1)]


def test_annotators_who_agree_have_shares_of_one():
    rows = [*FIRST, plain(90, "五年", "duration")]
    found = agreement(rows, rows)
    assert {name: field.share for name, field in found.fields.items()} == dict.fromkeys(found.fields, 1.0)
    assert found.scores["whole_row"].f1 == 1
    assert found.fields["region"].kappa is None  # one label is all there is, so chance explains everything


def test_kappa_takes_chance_off():
    second = [*FIRST[:3], replace(FIRST[3], indicator_id="a")]
    field = agreement(FIRST, second).fields["indicator"]
    assert (field.rows, field.agree) == (4, 3)
    # A says a a b b, B says a a b a: by chance 0.5, seen 0.75.
    assert field.kappa == pytest.approx(0.5)


def test_labels_of_figures_are_compared_only_where_both_see_a_figure():
    second = [*FIRST[:3], plain(40, "4人", "anecdote", "4")]
    found = agreement(FIRST, second)
    assert found.fields["class"].agree == 3 and found.fields["class"].rows == 4
    assert found.fields["indicator"].rows == 3


def test_only_reports_that_both_labelled_count():
    found = agreement([*FIRST, replace(FIRST[0], report="s")], FIRST)
    assert found.reports == 1 and found.scores["mention"].f1 == 1
