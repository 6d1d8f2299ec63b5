"""Which figures the text itself ties together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orchestration.catalogue import load_catalogue
from orchestration.claims import Claim
from orchestration.claims.extract import extract
from orchestration.corpus import read_report

HEADER = "云阳县总工会2022年工作综述\n\n2023-01-12 09:00 来源:云阳县总工会\n\n"


def links_of(body: str) -> set[tuple[str, str, str]]:
    """(kind, surface, other surface) of every link of a body sentence."""
    report = read_report((HEADER + body + "\n").encode(), "r.txt")
    found = extract(report, load_catalogue())
    by_id: dict[str, Claim] = {claim.claim_id: claim for claim in found.claims}
    return {
        (link.kind, by_id[link.claim_id].surface, by_id[link.other_claim_id].surface) for link in found.links
    }


@pytest.mark.parametrize(
    ("body", "link"),
    [
        ("全县现有会员9万人,其中女会员3.6万人。", ("part_of", "3.6万人", "9万人")),
        ("全县建成工会驿站90个,其中24小时驿站14个。", ("part_of", "14个", "90个")),
        ("累计办理工会会员服务卡2.1万张、激活7万张。", ("part_of", "7万张", "2.1万张")),
        ("发放助学金126万元,资助学生410名。", ("money_for_people", "126万元", "410名")),
        (
            "参加互助保障的职工由2018年的6万人增至2022年的9.5万人,增幅58.3%。",
            ("growth_between", "58.3%", "9.5万人"),
        ),
        ("参加互助保障的职工由2018年的6万人增至2022年的9.5万人,增幅58.3%。", ("base_of", "6万人", "9.5万人")),
        ("按每家5万元标准,向12个县级工会下拨经费60万元。", ("product_of", "60万元", "12个")),
    ],
)
def test_the_link_is_there(body: str, link: tuple[str, str, str]) -> None:
    assert link in links_of(body)


def test_side_by_side_figures_are_no_parts() -> None:
    kinds = {kind for kind, *_ in links_of("获评全国模范职工之家10个、省级模范职工之家35个。")}
    assert "part_of" not in kinds


@pytest.fixture(name="twice")
def _twice() -> Callable[[], set[tuple[str, str, str]]]:
    return lambda: links_of("全县工会会员3.2万人。组织建设不断加强,目前全县工会会员3.2万人。")


def test_a_figure_printed_again_is_a_repeat(twice: Callable[[], set[tuple[str, str, str]]]) -> None:
    assert ("same_as", "3.2万人", "3.2万人") in twice()
