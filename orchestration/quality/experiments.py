"""Spoiled copies of labelled reports: one slip a copy, each copy a world of its own, so that one warehouse judges them all at once.

An experiment is a handful of lake rows and what was true. Its setting says what stands beside the spoiled figure: nothing but its own
report (`alone`), the report of the year before (`series`), a growth or total written around it, a later report that restates it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any

from orchestration.catalogue import Catalogue
from orchestration.quality.labels import LabelledReport, links_of
from orchestration.quality.laboratory import SLIPS
from orchestration.quality.laboratory_pairs import (
    Scene,
    a_year_earlier,
    altered,
    figure_interval,
    growth_scene,
    needed_of,
    reprinted,
    share_scene,
    total_scene,
)

#: Slips that a series can show are made a second time beside the report of the year before.
_WITH_SERIES = ("lost_wan", "extra_wan", "yuan_for_wan", "point_moved", "digit_doubled", "digit_dropped")
NATION = "000000"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Experiment:
    """One world. `claim_id` is the spoiled claim, None in a sound world (kind `clean`); `meant` has the values before the slip."""

    experiment_id: str
    kind: str
    setting: str
    report_key: str
    claim_id: str | None
    meant: Mapping[str, Decimal]
    surface: str
    planted: frozenset[str]
    tables: Mapping[str, list[Row]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _World:
    """Rows of the reports of one experiment before they get its own ids; `links` are made from the rows as they are then."""

    parts: tuple[tuple[str, LabelledReport, tuple[Row, ...]], ...]  # (suffix of the report, report, claims)
    subject: str
    meant: Mapping[str, Decimal]
    surface: str


_Maker = Callable[[LabelledReport, Sequence[Row], Row, random.Random], _World | None]


def experiments(
    reports: Sequence[LabelledReport], catalogue: Catalogue, *, seed: int, count: int
) -> Iterator[Experiment]:
    """Sound copies of every report, then at most `count` copies a slip and setting, of figures drawn uniformly among those where it can be made."""
    number = 0
    for report in reports:
        for setting in ("alone", "series"):
            claims = report.claims if setting == "alone" else _sound(report)
            parts = [("", report, tuple(claims))]
            if setting == "series":
                parts.append(_year_before(report, random.Random(f"{seed}:{report.report['file_name']}")))
            world = _World(tuple(parts), "", {}, "")
            yield _experiment(f"c{number:05d}", "clean", setting, report, world, catalogue)
            number += 1
    for kind, setting, maker in _plan():
        rng = random.Random(f"{seed}:{kind}:{setting}")
        for report, world in islice(_drawn(reports, maker, rng), count):
            yield _experiment(f"x{number:05d}", kind, setting, report, world, catalogue)
            number += 1


def _plan() -> Iterator[tuple[str, str, _Maker]]:
    for kind in SLIPS:
        yield kind, "alone", _single(kind, with_series=False)
    for kind in _WITH_SERIES:
        yield kind, "series", _single(kind, with_series=True)
    yield "point_moved", "growth", _in_scene(growth_scene, "growth", is_subject_spoiled=True)
    yield "point_moved", "total", _in_scene(total_scene, "sum", is_subject_spoiled=True)
    yield "growth_altered", "growth", _in_scene(growth_scene, "growth", is_subject_spoiled=False)
    yield "total_altered", "total", _in_scene(total_scene, "sum", is_subject_spoiled=False)
    yield "part_swapped", "alone", _part_swapped
    yield "share_altered", "share", _share_altered
    yield "copied_figure", "alone", _copied
    yield "restated_altered", "restated", _restated


def _drawn(
    reports: Sequence[LabelledReport], maker: _Maker, rng: random.Random
) -> Iterator[tuple[LabelledReport, _World]]:
    drawn = [(report, claim) for report in reports for claim in _sound(report) if claim["class"] == "figure"]
    rng.shuffle(drawn)
    for report, claim in drawn:
        world = maker(report, _sound(report), claim, rng)
        if world is not None:
            yield report, world


def _sound(report: LabelledReport) -> list[Row]:
    """Claims that nothing is wrong with. What is said of the whole nation would be evidence between copies and is left out."""
    return [
        claim
        for claim in report.claims
        if claim["claim_id"] not in report.planted and claim["region_id"] != NATION
    ]


def _replaced(claims: Sequence[Row], changed: Sequence[Row]) -> tuple[Row, ...]:
    by_id = {row["claim_id"]: row for row in changed}
    return tuple(by_id.get(claim["claim_id"], claim) for claim in claims)


def _single(kind: str, *, with_series: bool) -> _Maker:
    slip = SLIPS[kind]

    def make(report: LabelledReport, claims: Sequence[Row], claim: Row, rng: random.Random) -> _World | None:
        if with_series and not _has_series(claim):
            return None
        changed = slip(claim, rng)
        if changed is None or changed == claim:
            return None
        parts = [("", report, _replaced(claims, [changed]))]
        if with_series:
            parts.append(_year_before(report, rng))
        return _World(
            tuple(parts), claim["claim_id"], {claim["claim_id"]: claim["value"]}, changed["surface"]
        )

    return make


def _has_series(claim: Row) -> bool:
    return claim["relation"] == "level" and claim["per"] is None and claim["period_end"] is not None


def _year_before(report: LabelledReport, rng: random.Random) -> tuple[str, LabelledReport, tuple[Row, ...]]:
    """The levels of the same report a year earlier, all smaller by one seeded rate, so that parts and ratios stay sound."""
    rate = Decimal(rng.randint(78, 96)) / 100
    found = []
    told = {(claim["indicator_id"], claim["period_end"]) for claim in report.claims}
    for claim in _sound(report):
        # What the report itself tells of the year before is not told again.
        if not _has_series(claim) or (claim["indicator_id"], a_year_earlier(claim["period_end"])) in told:
            continue
        older = claim if claim["unit"] in ("%", "‰") else reprinted(claim, claim["value"] * rate) or claim
        found.append(
            older
            | {
                "period_start": a_year_earlier(claim["period_start"]),
                "period_end": a_year_earlier(claim["period_end"]),
            }
        )
    return "-1", report, tuple(found)


def _in_scene(
    scene_of: Callable[[Row, random.Random], Scene | None], kind: str, *, is_subject_spoiled: bool
) -> _Maker:
    def make(report: LabelledReport, claims: Sequence[Row], claim: Row, rng: random.Random) -> _World | None:
        if not _has_series(claim) or claim["value"] < 20 or claim["unit"] in ("%", "百分点", "倍"):
            return None
        scene = scene_of(claim, rng)
        if scene is None:
            return None
        if is_subject_spoiled:
            sound = next(row for row in scene.rows if row["claim_id"] == scene.subject)
            changed = SLIPS["point_moved"](sound, rng)
        else:
            sound = next(row for row in scene.rows if row["claim_id"] == scene.stated)
            changed = altered(sound, needed_of(scene, kind), rng)
        if changed is None:
            return None
        rows = _with_scene(claims, claim, scene, changed)
        return _World(
            (("", report, rows),),
            changed["claim_id"],
            {changed["claim_id"]: sound["value"]},
            changed["surface"],
        )

    return make


def _with_scene(claims: Sequence[Row], claim: Row, scene: Scene, changed: Row) -> tuple[Row, ...]:
    """The scene in the place of the figure that it was written around."""
    spoiled = [changed if row["claim_id"] == changed["claim_id"] else row for row in scene.rows]
    known = {row["claim_id"] for row in scene.rows} - {claim["claim_id"]}
    found: list[Row] = []
    for row in claims:
        if row["claim_id"] == claim["claim_id"]:
            found += spoiled
        elif row["claim_id"] not in known:
            found.append(row)
    return tuple(row | {"claim_no": number} for number, row in enumerate(found, 1))


def _whole_of(claims: Sequence[Row], part: Row) -> Row | None:
    """The figure that the label calls its whole (of=), nearest before it."""
    if part["of_indicator_id"] is None or part["relation"] != "level":
        return None
    wholes = [
        row
        for row in claims
        if row["indicator_id"] == part["of_indicator_id"]
        and row["unit"] == part["unit"]
        and row["subset"] is None
        and row["char_start"] < part["char_start"]
        and all(
            row[name] == part[name]
            for name in ("region_id", "period_start", "period_end", "relation", "scope")
        )
    ]
    return wholes[-1] if wholes and wholes[-1]["value"] > part["value"] else None


def _part_swapped(
    report: LabelledReport, claims: Sequence[Row], claim: Row, rng: random.Random
) -> _World | None:
    whole = _whole_of(claims, claim)
    if whole is None or figure_interval(whole).overlaps(figure_interval(claim)):
        return None
    print_of = ("surface", "value", "value_low", "value_high", "qualifier")
    part = claim | {name: whole[name] for name in print_of}
    other = whole | {name: claim[name] for name in print_of}
    rows = _replaced(claims, [part, other])
    meant = {row["claim_id"]: row["value"] for row in (claim, whole)}
    return _World((("", report, rows),), claim["claim_id"], meant, part["surface"])


def _share_altered(
    report: LabelledReport, claims: Sequence[Row], claim: Row, rng: random.Random
) -> _World | None:
    whole = _whole_of(claims, claim)
    scene = share_scene(whole, claim) if whole is not None else None
    if scene is None:
        return None
    sound = scene.rows[-1]
    changed = altered(sound, needed_of(scene, "share_of"), rng)
    if changed is None or changed["value"] >= 100:
        return None
    rows = _with_scene(claims, claim, scene, changed)
    return _World(
        (("", report, rows),), changed["claim_id"], {changed["claim_id"]: sound["value"]}, changed["surface"]
    )


def _copied(report: LabelledReport, claims: Sequence[Row], claim: Row, rng: random.Random) -> _World | None:
    """The number of another indicator of the same unit, as when a line is read twice."""
    others = [
        row
        for row in claims
        if row["unit"] == claim["unit"]
        and row["value"] != claim["value"]
        and row["indicator_id"] not in (None, claim["indicator_id"])
    ]
    if not others:
        return None
    source = rng.choice(others)
    changed = claim | {
        name: source[name] for name in ("surface", "value", "value_low", "value_high", "qualifier")
    }
    return _World(
        (("", report, _replaced(claims, [changed])),),
        claim["claim_id"],
        {claim["claim_id"]: claim["value"]},
        changed["surface"],
    )


def _restated(report: LabelledReport, claims: Sequence[Row], claim: Row, rng: random.Random) -> _World | None:
    """A later report says the same of the same period, one figure otherwise."""
    if not _has_series(claim):
        return None
    changed = altered(claim, figure_interval(claim), rng)
    if changed is None:
        return None
    levels = tuple(row for row in claims if _has_series(row))
    later = ("+1", report, _replaced(levels, [changed]))
    return _World(
        (later, ("", report, tuple(claims))),
        claim["claim_id"],
        {claim["claim_id"]: claim["value"]},
        changed["surface"],
    )


def _stored(amount: Decimal | None) -> Decimal | None:
    """As DECIMAL(28,6) holds it."""
    return None if amount is None else amount.quantize(Decimal("0.000001"))


_YEARS_LATER = {"": 0, "-1": -1, "+1": 1}


def _experiment(
    experiment_id: str, kind: str, setting: str, report: LabelledReport, world: _World, catalogue: Catalogue
) -> Experiment:
    """Own ids for reports, claims and regions; links as extraction would make them from the spoiled rows."""
    tables: dict[str, list[Row]] = {"reports": [], "claims": [], "claim_links": []}
    own = str(report.report["report_id"])
    place = f"{experiment_id}:"
    for suffix, source, claims in world.parts:
        report_id = f"{experiment_id}{suffix}"
        years = _YEARS_LATER[suffix]
        published = source.report["published_on"] or source.report["period_end"]
        tables["reports"].append(
            source.report
            | {
                "report_id": report_id,
                "lineage_id": report_id,
                "region_id": source.report["region_id"].replace(own + ":", place, 1),
                "published_on": published
                and published.replace(year=published.year + years, day=min(published.day, 28)),
            }
        )
        rows = [
            claim
            | {name: _stored(claim[name]) for name in ("value", "value_low", "value_high")}
            | {
                "claim_id": report_id + claim["claim_id"],
                "report_id": report_id,
                "region_id": claim["region_id"].replace(own + ":", place, 1),
            }
            for claim in claims
        ]
        tables["claims"] += rows
        # The year before is a witness only: its figures were made from a rate and hold no equation exactly.
        if suffix != "-1":
            tables["claim_links"] += [asdict(link) for link in links_of(rows, source.standards, catalogue)]
    first = f"{experiment_id}{world.parts[0][0]}"
    is_clean = kind == "clean"
    return Experiment(
        experiment_id,
        kind,
        setting,
        str(report.report["file_name"]),
        None if is_clean else first + world.subject,
        {first + claim_id: value for claim_id, value in world.meant.items()},
        world.surface,
        frozenset(first + claim_id for claim_id in report.planted),
        tables,
    )
