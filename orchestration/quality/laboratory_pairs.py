"""Slips that show only beside another figure: sentences and second reports written around a labelled figure, seeded, then spoiled.

A growth, a total or a restated value stands in few labelled sentences, so the laboratory writes one around a labelled figure, in the
precision of its print, sound before the slip. Each function returns the rows that replace the figure, or None where it cannot be done.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from orchestration.quality.constraints import required
from orchestration.quality.interval import Interval
from orchestration.quality.labels import interval
from orchestration.quality.laboratory import redigited
from orchestration.quality.model import Constraint, Figure
from orchestration.quality.repairs import read_print

Row = Mapping[str, Any]
#: Altered totals, growths and restated values are off by one of these; what rounding could explain is not drawn.
_FACTORS = tuple(map(Decimal, ("0.7", "0.8", "0.9", "1.1", "1.2", "1.3", "1.5")))
_NEW_PLACE = 1_000_000
_LEAST_GAP = Decimal("0.02")


@dataclass(frozen=True, slots=True)
class Scene:
    """Rows of one sentence; `subject` is the labelled figure in it, `stated` the one that says something about the others."""

    rows: tuple[dict[str, Any], ...]
    subject: str
    stated: str


def figure_interval(row: Row) -> Interval:
    return Interval(row["value_low"], row["value_high"])


def reprinted(row: Row, value: Decimal) -> dict[str, Any] | None:
    """Copy with another value in the form of the same print (12.5万 stays in 万 with one decimal); None where that cannot be printed."""
    shown = read_print(Figure(row["claim_id"], row["value"], figure_interval(row), row["surface"]))
    if shown is None or value <= 0:
        return None
    units = (value / shown.place).to_integral_value()
    return redigited(row, f"{units.scaleb(-shown.decimals):f}") if units else None


def a_year_earlier(day: date | None) -> date | None:
    return (
        None
        if day is None
        else day.replace(year=day.year - 1, day=min(day.day, 28 if day.month == 2 else day.day))
    )


def growth_scene(row: Row, rng: random.Random) -> Scene | None:
    """9.5万人 -> 由8.2万人增至9.5万人,增幅15.9%."""
    base = reprinted(row, row["value"] / Decimal(rng.randint(105, 160)) * 100)
    if base is None or base["value"] >= row["value"]:
        return None
    base |= {
        "claim_id": row["claim_id"] + "b",
        "period_start": a_year_earlier(row["period_start"]),
        "period_end": a_year_earlier(row["period_end"]),
    }
    rate = ((row["value"] / base["value"] - 1) * 100).quantize(Decimal("0.1"))
    growth = dict(row) | {
        "claim_id": row["claim_id"] + "g",
        "surface": f"{rate}%",
        "value": rate,
        "unit": "%",
        "unit_printed": "%",
        "relation": "growth",
        "qualifier": "",
    }
    growth["value_low"], growth["value_high"] = interval(growth["surface"], rate, "%", "")
    return _scene(row, (base, dict(row), growth), ("由", "增至", ",增幅"), growth["claim_id"])


def total_scene(row: Row, rng: random.Random) -> Scene | None:
    """110万元 -> 财政投入62万元、工会投入48万元,合计110万元."""
    shown = read_print(Figure(row["claim_id"], row["value"], figure_interval(row), row["surface"]))
    if shown is None:
        return None
    units = int((row["value"] / shown.place).to_integral_value())
    count = rng.choice((2, 3))
    if units < 10 * count:
        return None
    cuts = sorted(rng.sample(range(units // 10, units), count - 1))
    parts = []
    for number, (low, high) in enumerate(zip([0, *cuts], [*cuts, units], strict=True)):
        part = reprinted(row, (high - low) * shown.place)
        if part is None:
            return None
        parts.append(part | {"claim_id": f"{row['claim_id']}p{number}", "subset": f"来源{number + 1}"})
    words = ("财政", *("、其他",) * (count - 1), ",合计")
    return _scene(row, (*parts, dict(row)), words, row["claim_id"])


def share_scene(whole: Row, part: Row) -> Scene | None:
    """会员9万人,其中女会员3.6万人 -> …,占40.0%."""
    share = (part["value"] / whole["value"] * 100).quantize(Decimal("0.1"))
    if not 1 <= share < 100:
        return None
    stated = dict(part) | {
        "claim_id": part["claim_id"] + "s",
        "class": "other",
        "indicator_id": None,
        "unmapped_reason": "share_without_id",
        "surface": f"{share}%",
        "value": share,
        "unit": "%",
        "unit_printed": "%",
        "relation": None,
        "subset": None,
        "qualifier": "",
    }
    stated["value_low"], stated["value_high"] = interval(stated["surface"], share, "%", "")
    return _scene(part, (dict(whole), dict(part), stated), ("共", ",其中", ",占"), stated["claim_id"])


def _scene(subject: Row, rows: Sequence[dict[str, Any]], words: Sequence[str], stated: str) -> Scene:
    """The rows in one new sentence, each after its word."""
    # A place of its own, so that the figures of the old sentence are no parts of this one.
    start = _NEW_PLACE + subject["char_start"]
    sentence = ""
    for row, word in zip(rows, words, strict=True):
        sentence += word
        row["char_start"] = start + len(sentence)
        sentence += row["surface"]
        row["char_end"] = start + len(sentence)
    for row in rows:
        row |= {
            "sentence": sentence,
            "sentence_start": start,
            "sentence_hash": f"{subject['claim_id']}:{stated}",
            "n": 1,
            "m": 1,
        }
    return Scene(tuple(rows), subject["claim_id"], stated)


def altered(row: Row, needed: Interval, rng: random.Random) -> dict[str, Any] | None:
    """Copy off by one of the factors and beyond what `needed` and its own print allow; None where no factor reaches that far."""
    for factor in rng.sample(_FACTORS, len(_FACTORS)):
        found = reprinted(row, row["value"] * factor)
        if found is None:
            continue
        found["value_low"], found["value_high"] = interval(
            found["surface"], found["value"], found["unit"], found["qualifier"]
        )
        slack = Interval(
            None if needed.low is None else needed.low * (1 - _LEAST_GAP),
            None if needed.high is None else needed.high * (1 + _LEAST_GAP),
        )
        if not figure_interval(found).overlaps(slack):
            return found
    return None


def needed_of(scene: Scene, kind: str) -> Interval:
    """What the other figures of the scene ask of the stated one."""
    roles = {
        "growth": ("base", "current", "growth"),
        "sum": (*("part",) * (len(scene.rows) - 1), "total"),
        "share_of": ("whole", "part", "share"),
    }[kind]
    members = tuple((role, row["claim_id"]) for role, row in zip(roles, scene.rows, strict=True))
    constraint = Constraint("scene", "scene", kind, members, is_failing=True)
    return required(constraint, scene.stated, {row["claim_id"]: figure_interval(row) for row in scene.rows})
