"""Suspects and proposals on systems of a paragraph's size, worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from orchestration.quality import Constraint, Figure, propose
from orchestration.quality.interval import Interval
from orchestration.quality.suspects import smallest_suspect_sets


def figure(
    claim_id: str, surface: str, value: object, low: object = None, high: object = None, **given: object
) -> Figure:
    amount = Decimal(str(value))
    interval = Interval(
        Decimal(str(low if low is not None else value)), Decimal(str(high if high is not None else value))
    )
    return Figure(claim_id, amount, interval, surface, **given)  # type: ignore[arg-type]


def constraint(
    kind: str, *members: tuple[str, str], low: object = None, high: object = None, fails: bool = True
) -> Constraint:
    limits = [None if limit is None else Decimal(str(limit)) for limit in (low, high)]
    name = "-".join([kind, *(claim_id for _, claim_id in members)])
    return Constraint(name, kind, kind, members, fails, *limits, label=kind)


def by_id(*figures: Figure) -> dict[str, Figure]:
    return {found.claim_id: found for found in figures}


EMBLEM = by_id(
    figure("people", "12.53余人次", "12.53", high="12.54", unit="人次", must_be_whole=True),
    figure("money", "480余万元", 4800000, high=4810000, unit="元"),
)
GRAMMAR = [constraint("whole", ("subject", "people")), constraint("multiplier", ("subject", "people"))]
PER_HEAD = constraint("ratio", ("numerator", "money"), ("denominator", "people"), low=5, high=2500)


def test_the_emblem_gets_its_missing_wan() -> None:
    (proposal,) = propose(EMBLEM, [*GRAMMAR, PER_HEAD])
    assert (proposal.claim_id, proposal.suggested, proposal.edit, proposal.votes) == (
        "people",
        125300,
        "add_wan",
        3,
    )
    assert "补“万”字，应为125300人次" in proposal.reason_zh
    assert "4800000÷125300≈38.31" in proposal.reason_zh


def test_a_fraction_alone_points_nowhere() -> None:
    assert (
        propose(
            by_id(figure("c", "7.5份", "7.5", must_be_whole=True)), [constraint("whole", ("subject", "c"))]
        )
        == []
    )


def test_cards_point_at_the_side_that_also_breaks_another_ratio() -> None:
    figures = by_id(
        figure("issued", "13.6万余张", 136000, high=137000),
        figure("activated", "85万余张", 850000, high=860000),
        figure("users", "33万余人", 330000, high=340000),
    )
    constraints = [
        constraint("at_most", ("part", "activated"), ("whole", "issued")),
        constraint("ratio", ("numerator", "activated"), ("denominator", "issued"), low="0.2", high=1),
        constraint("ratio", ("numerator", "activated"), ("denominator", "users"), low="0.01", high="1.5"),
    ]
    (proposal,) = propose(figures, constraints)
    assert (proposal.claim_id, proposal.suggested) == ("activated", 85000)


def test_two_figures_in_one_broken_range_are_left_undecided() -> None:
    figures = by_id(figure("people", "3000人次", 3000), figure("classes", "3期", 3))
    assert (
        propose(
            figures,
            [constraint("ratio", ("numerator", "people"), ("denominator", "classes"), low=8, high=300)],
        )
        == []
    )


@pytest.mark.parametrize(
    ("printed", "edit", "meant"),
    [
        ("1050", "transposed", 1500),
        ("15000", "point_left_1", 1500),
        ("1550", "replaced", 1500),
        ("150", "point_right_1", 1500),
    ],
)
def test_a_slip_in_a_total_is_undone_where_parts_and_a_retelling_agree(
    printed: str, edit: str, meant: int
) -> None:
    figures = by_id(
        figure("total", f"{printed}件", printed, must_be_whole=True),
        figure("a", "900件", 900),
        figure("b", "600件", 600),
        figure("retold", "1500件", 1500),
    )
    constraints = [
        constraint("sum", ("total", "total"), ("part", "a"), ("part", "b")),
        constraint("equal", ("first", "total"), ("second", "retold")),
    ]
    (proposal,) = propose(figures, constraints)
    assert (proposal.claim_id, proposal.suggested, proposal.edit) == ("total", meant, edit)


def test_a_value_no_slip_explains_is_recomputed_from_the_equations() -> None:
    figures = by_id(
        figure("growth", "12%", 12, 11.5, 13),
        figure("base", "200件", 200),
        figure("now", "300件", 300),
        figure("again", "50%", 50, 49.5, 51),
    )
    constraints = [
        constraint("growth", ("growth", "growth"), ("base", "base"), ("current", "now")),
        constraint("equal", ("first", "growth"), ("second", "again")),
    ]
    (proposal,) = propose(figures, constraints)
    assert (proposal.claim_id, proposal.suggested, proposal.edit) == ("growth", 50, "recomputed")


def test_a_repair_that_would_break_a_sound_constraint_is_not_proposed() -> None:
    register = figure("register", "900户", 900)
    constraints = [
        *GRAMMAR,
        PER_HEAD,
        constraint("at_most", ("part", "people"), ("whole", "register"), fails=False),
    ]
    assert propose(EMBLEM | {"register": register}, constraints) == []


def test_a_confirmed_figure_is_never_the_suspect() -> None:
    figures = by_id(figure("part", "90人", 90, is_firm=True), figure("whole", "80人", 80))
    assert smallest_suspect_sets(figures, [constraint("at_most", ("part", "part"), ("whole", "whole"))]) == [
        frozenset({"whole"})
    ]


def test_equal_weights_leave_both_sides_suspect() -> None:
    figures = by_id(figure("part", "90人", 90), figure("whole", "80人", 80))
    sets = smallest_suspect_sets(figures, [constraint("at_most", ("part", "part"), ("whole", "whole"))])
    assert set(sets) == {frozenset({"part"}), frozenset({"whole"})}


def test_two_unrelated_faults_need_two_suspects() -> None:
    figures = by_id(
        *(figure(name, f"{value}人", value) for name, value in (("a", 90), ("b", 80), ("c", 70), ("d", 5)))
    )
    constraints = [
        constraint("at_most", ("part", "a"), ("whole", "d")),
        constraint("at_most", ("part", "b"), ("whole", "d")),
        constraint("equal", ("first", "c"), ("second", "b")),
    ]
    sets = smallest_suspect_sets(figures, constraints)
    assert all(len(found) == 2 for found in sets)
    assert frozenset({"d", "c"}) in sets and frozenset({"d", "b"}) in sets


def test_one_figure_cannot_explain_two_demands_that_exclude_each_other() -> None:
    """total = 10 by its parts and = 99 by a retelling: changing the total alone satisfies one of them only."""
    figures = by_id(
        *(
            figure(name, str(value), value)
            for name, value in (("total", 50), ("a", 4), ("b", 6), ("retold", 99))
        )
    )
    constraints = [
        constraint("sum", ("total", "total"), ("part", "a"), ("part", "b")),
        constraint("equal", ("first", "total"), ("second", "retold")),
    ]
    sets = smallest_suspect_sets(figures, constraints)
    assert frozenset({"total"}) not in sets
    assert sets and all(len(found) == 2 for found in sets)


def test_components_are_judged_apart() -> None:
    other = by_id(figure("p", "90人", 90), figure("w", "80人", 80))
    proposals = propose(
        EMBLEM | other, [*GRAMMAR, PER_HEAD, constraint("at_most", ("part", "p"), ("whole", "w"))]
    )
    assert [proposal.claim_id for proposal in proposals] == ["people"]
