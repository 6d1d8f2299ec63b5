"""Labels become sound rows, worlds keep to themselves, and the scores count what they say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from orchestration.catalogue import load_catalogue
from orchestration.quality.experiments import Experiment, experiments
from orchestration.quality.lab_scores import Finding, score
from orchestration.quality.labels import LabelledReport, ReportLabels, interval, read_labels
from orchestration.quality.laboratory_pairs import growth_scene, needed_of, share_scene, total_scene

TEXT = "全市会员9.5万人，其中女会员3.8万人。筹集送温暖资金110万元，慰问职工1265人次。新建工会12.5余家，占了先机。"
FACTS = {
    "region": "云岚市",
    "admin_level": "municipal",
    "published_on": "2023-01-10",
    "period_end": "2022-12-31",
}


def row(surface: str, value: str, unit: str, indicator: str, first: str, note: str = "") -> dict[str, str]:
    return {
        "start": str(TEXT.index(surface)),
        "surface": surface,
        "value": value,
        "unit": unit,
        "qualifier": "余" if "余" in surface else "",
        "class": "figure",
        "indicator_id": indicator,
        "level": "",
        "period_start": first,
        "period_end": "2022-12-31",
        "region": "云岚市",
        "relation": "level",
        "note": note,
    }


ROWS = [
    row("9.5万人", "95000", "人", "union_members", "2022-12-31"),
    row("3.8万人", "38000", "人", "women_members", "2022-12-31", "of=union_members"),
    row("110万元", "1100000", "元", "warmth_funds", "2022-01-01", "wording=筹集;remark=占位;suspect=x"),
    row("1265人次", "1265", "人次", "warmth_workers_visited", "2022-01-01"),
    row("12.5余家", "12.5", "个", "new_union_organizations", "2022-01-01", "suspect=missing_wan"),
]


@pytest.fixture(scope="module")
def labelled() -> LabelledReport:
    return read_labels(ReportLabels("r", TEXT, ROWS, FACTS), load_catalogue())


@pytest.fixture(scope="module")
def worlds(labelled: LabelledReport) -> list[Experiment]:
    return list(experiments([labelled], load_catalogue(), seed=1, count=2))


@pytest.mark.parametrize(
    ("surface", "value", "unit", "qualifier", "low", "high"),
    [
        ("5600余万元", "56000000", "元", "余", "56000000", "57000000"),
        ("三期", "3", "期", "", "3", "3"),
        ("12.8%", "12.8", "%", "", "12.75", "12.9"),
        ("92。3%", "92.3", "%", "", "92.25", "92.4"),
    ],
)
def test_a_print_stands_for_an_interval(
    surface: str, value: str, unit: str, qualifier: str, low: str, high: str
) -> None:
    assert interval(surface, Decimal(value), unit, qualifier) == (Decimal(low), Decimal(high))


def test_labels_keep_what_the_label_says(labelled: LabelledReport) -> None:
    women = labelled.claims[1]
    assert (women["of_indicator_id"], women["period_kind"], women["scope"]) == (
        "union_members",
        "instant",
        "area",
    )
    assert women["sentence"].startswith("全市会员") and women["sentence"] == labelled.claims[0]["sentence"]
    assert labelled.planted == {labelled.claims[2]["claim_id"], labelled.claims[4]["claim_id"]}


def test_planted_errors_are_never_spoiled_again(labelled: LabelledReport, worlds: list[Experiment]) -> None:
    spoiled = {claim for world in worlds for claim in world.meant}
    assert spoiled and not any(claim.endswith(tuple(labelled.planted)) for claim in spoiled)


def test_worlds_share_no_report_no_region_and_no_claim(worlds: list[Experiment]) -> None:
    def ids(world: Experiment, table: str, column: str) -> set[Any]:
        return {row[column] for row in world.tables[table]}

    seen: set[Any] = set()
    for world in worlds:
        mine = (
            ids(world, "reports", "report_id")
            | ids(world, "claims", "claim_id")
            | ids(world, "claims", "region_id")
        )
        assert not seen & mine
        seen |= mine


def test_the_same_seed_makes_the_same_worlds(labelled: LabelledReport, worlds: list[Experiment]) -> None:
    assert list(experiments([labelled], load_catalogue(), seed=1, count=2)) == worlds


def test_every_slip_changes_one_figure_and_remembers_it(worlds: list[Experiment]) -> None:
    kinds = {world.kind for world in worlds}
    assert {
        "lost_wan",
        "part_swapped",
        "share_altered",
        "total_altered",
        "growth_altered",
        "restated_altered",
    } <= kinds
    for world in worlds:
        if world.kind == "lost_wan":
            spoiled = next(row for row in world.tables["claims"] if row["claim_id"] == world.claim_id)
            assert spoiled["value"] * 10_000 == world.meant[str(world.claim_id)]


def test_written_sentences_are_sound_before_the_slip(labelled: LabelledReport) -> None:
    import random

    whole, part = labelled.claims[0], labelled.claims[1]
    for scene, kind in (
        (growth_scene(whole, random.Random(1)), "growth"),
        (total_scene(whole, random.Random(1)), "sum"),
        (share_scene(whole, part), "share_of"),
    ):
        assert scene is not None
        needed = needed_of(scene, kind)
        stated = next(row for row in scene.rows if row["claim_id"] == scene.stated)
        assert needed.low is not None and needed.high is not None
        assert needed.low <= stated["value_high"] and stated["value_low"] <= needed.high


def test_scores_count_partners_proposals_and_false_alarms(worlds: list[Experiment]) -> None:
    clean = next(world for world in worlds if world.kind == "clean")
    spoiled = next(world for world in worlds if world.kind == "lost_wan")
    claim_id = str(spoiled.claim_id)
    found = {
        spoiled.experiment_id: [Finding(claim_id, "r1", "error", frozenset(), spoiled.meant[claim_id])],
        clean.experiment_id: [Finding("somebody", "r2", "warning", frozenset(), None)],
    }
    scores = score([clean, spoiled], found, {claim_id: "range"})
    assert scores.slips[0] | {"setting": ""} == {
        "slip": "lost_wan",
        "setting": "",
        "drawn": 1,
        "recall": 1.0,
        "precision": 1.0,
        "proposals": 1,
        "right": 1,
        "partner": 0,
        "range": 1,
        "nothing": 0,
    }
    assert (scores.sound[0]["errors"], scores.sound[0]["warnings"]) == (0, 1)
    assert scores.headlines()["proposals_right"] == 1.0
    missed = score([replace(spoiled)], {}, {})
    assert missed.slips[0]["recall"] == 0.0 and missed.slips[0]["nothing"] == 1
