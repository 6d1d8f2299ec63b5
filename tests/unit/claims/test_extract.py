"""Whole sentences to claims: the judgements together."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from orchestration.claims import Claim

Read = Callable[[str], list[Claim]]


def by_indicator(claims: list[Claim]) -> dict[str | None, Claim]:
    return {claim.indicator_id: claim for claim in claims}


def test_surface_is_a_slice_and_ids_differ(claims_of: Read) -> None:
    claims = claims_of("全县新建工会组织48家,新发展会员4600人。")
    assert [c.surface for c in claims] == ["48家", "4600人"]
    assert len({c.claim_id for c in claims}) == 2


def test_a_stock_takes_one_date_and_a_flow_the_span(claims_of: Read) -> None:
    found = by_indicator(claims_of("全县现有工会会员3.2万人,新发展会员4600人。"))
    stock, flow = found["union_members"], found["new_members_recruited"]
    assert (str(stock.period_start), str(stock.period_end), stock.period_kind) == (
        "2022-12-31",
        "2022-12-31",
        "instant",
    )
    assert (str(flow.period_start), str(flow.period_end), flow.period_kind) == (
        "2022-01-01",
        "2022-12-31",
        "year",
    )


def test_a_value_shared_by_two_rates_is_two_claims_of_one_span(claims_of: Read) -> None:
    first, second = claims_of("工会组建率、职工入会率均达92%以上。")
    assert {first.indicator_id, second.indicator_id} == {"union_establishment_rate", "worker_membership_rate"}
    assert first.char_start == second.char_start
    assert (first.n, first.m, second.n) == (1, 2, 2)


def test_a_difference_leans_on_the_figure_before(claims_of: Read) -> None:
    level, delta = claims_of("调解劳动争议512件,比上年多60余件。")
    assert level.indicator_id == delta.indicator_id == "labor_disputes_mediated"
    assert (delta.relation, delta.qualifier, delta.value_high) == ("delta", "余", Decimal(70))


def test_a_part_names_its_whole(claims_of: Read) -> None:
    found = by_indicator(claims_of("全县现有会员9万人,其中女会员3.6万人。"))
    assert found["women_members"].of_indicator_id == "union_members"


def test_an_honour_takes_the_level_of_the_list_head(claims_of: Read) -> None:
    medals, teams = claims_of("获评省五一劳动奖章8名、工人先锋号11个。")
    assert (medals.level, teams.level) == ("provincial", "provincial")


def test_a_figure_without_an_indicator_says_why(claims_of: Read) -> None:
    (claim,) = claims_of("修剪绿篱1200米。")
    assert (claim.class_, claim.indicator_id) == ("other", None)
    assert claim.unmapped_reason in ("no_alias", "weak_alias")


def test_a_named_county_takes_over_its_clause(claims_of: Read) -> None:
    claims = claims_of("县总工会本级发放慰问金20万元。")
    assert claims[0].scope == "own"


def test_every_judgement_leaves_evidence(claims_of: Read) -> None:
    (claim,) = claims_of("截至2022年9月底,全县工会会员达3.1万人。")
    assert str(claim.period_end) == "2022-09-30"
    assert claim.evidence["period"] == "截至2022年9月底"
    assert "会员" in claim.evidence["indicator"]
