"""What the rules found of the slips: recall, precision, right proposals, and false alarms in sound reports.

Definitions. Found: a finding names the spoiled figure or counts it among its related claims. Precision: findings that do so over all
findings in spoiled reports. A proposal is right when it goes to the spoiled figure and gives back the number before the slip; a
proposal for any other figure is a wrong one. Partner: a constraint with another figure stood beside the spoiled one, failing or not;
range: only a bound; nothing: neither.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from orchestration.quality.experiments import Experiment

BESIDE = ("partner", "range", "nothing")
_SCALE = {"万 lost or extra": ("lost_wan", "extra_wan"), "point moved": ("point_moved",)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of fct_findings, as far as the laboratory needs it."""

    claim_id: str
    rule_id: str
    severity: str
    related: frozenset[str]
    suggested: Decimal | None

    @property
    def named(self) -> frozenset[str]:
        return self.related | {self.claim_id}


@dataclass(frozen=True, slots=True)
class LabScores:
    """Rows for people: by slip and setting, slips of scale by what stood beside the figure, by rule, and the alarms in sound reports."""

    slips: list[dict[str, Any]]
    scale: list[dict[str, Any]]
    rules: list[dict[str, Any]]
    sound: list[dict[str, Any]]
    alarms: list[dict[str, Any]]
    proposals: tuple[int, int]

    def to_dict(self) -> dict[str, Any]:
        made, right = self.proposals
        return {
            "slips": self.slips,
            "scale": self.scale,
            "rules": self.rules,
            "sound_reports": self.sound,
            "false_alarms": self.alarms,
            "proposals": {"made": made, "right": right},
        }

    def headlines(self) -> dict[str, float]:
        """What carries a floor; every score is better when it is higher."""
        found: dict[str, float] = {}
        for row in self.slips:
            found[f"recall.{row['slip']}.{row['setting']}"] = row["recall"]
        for row in self.scale:
            found[f"recall.{row['slip']}.{row['beside']}"] = row["recall"]
        made, right = self.proposals
        found["proposals_right"] = right / made if made else 0.0
        for row in self.sound:
            found[f"sound_reports_without_error.{row['setting']}"] = 1 - row["with_error"] / row["reports"]
            found[f"sound_reports_without_warning.{row['setting']}"] = (
                1 - row["with_warning"] / row["reports"]
            )
        return found


def score(
    worlds: Sequence[Experiment], findings: Mapping[str, Sequence[Finding]], beside: Mapping[str, str]
) -> LabScores:
    """`findings` by experiment id; `beside` by claim id of the spoiled figure."""
    spoiled = [world for world in worlds if world.claim_id is not None]
    clean = [world for world in worlds if world.claim_id is None]
    groups: dict[tuple[str, str], list[Experiment]] = defaultdict(list)
    for world in spoiled:
        groups[world.kind, world.setting].append(world)
    made, right = _proposals(spoiled, findings)
    return LabScores(
        [_slip_row(kind, setting, group, findings, beside) for (kind, setting), group in groups.items()],
        [*_scale_rows(spoiled, findings, beside)],
        _rule_rows(spoiled, findings),
        [
            _sound_row(setting, [world for world in clean if world.setting == setting], findings)
            for setting in dict.fromkeys(world.setting for world in clean)
        ],
        [_alarm(world, finding) for world in clean for finding in _false(world, findings)],
        (made, right),
    )


def _is_found(world: Experiment, findings: Mapping[str, Sequence[Finding]]) -> bool:
    return any(not finding.named.isdisjoint(world.meant) for finding in findings.get(world.experiment_id, ()))


def _proposals(worlds: Iterable[Experiment], findings: Mapping[str, Sequence[Finding]]) -> tuple[int, int]:
    """Claims with a proposal, and how many of them are the spoiled one and get its number back."""
    made = right = 0
    for world in worlds:
        proposed = {
            finding.claim_id: finding.suggested
            for finding in findings.get(world.experiment_id, ())
            if finding.suggested is not None
        }
        made += len(proposed)
        right += sum(world.meant.get(claim) == value for claim, value in proposed.items())
    return made, right


def _slip_row(
    kind: str,
    setting: str,
    worlds: Sequence[Experiment],
    findings: Mapping[str, Sequence[Finding]],
    beside: Mapping[str, str],
) -> dict[str, Any]:
    all_findings = [(world, finding) for world in worlds for finding in findings.get(world.experiment_id, ())]
    apt = sum(not finding.named.isdisjoint(world.meant) for world, finding in all_findings)
    made, right = _proposals(worlds, findings)
    places = Counter(beside.get(str(world.claim_id), "nothing") for world in worlds)
    return {
        "slip": kind,
        "setting": setting,
        "drawn": len(worlds),
        "recall": _share(sum(_is_found(world, findings) for world in worlds), len(worlds)),
        "precision": _share(apt, len(all_findings)),
        "proposals": made,
        "right": right,
        **{place: places[place] for place in BESIDE},
    }


def _scale_rows(
    worlds: Sequence[Experiment], findings: Mapping[str, Sequence[Finding]], beside: Mapping[str, str]
) -> Iterable[dict[str, Any]]:
    """Slips of scale by what stood beside the figure; `all, alone` is every figure drawn uniformly, alone in its report."""
    for slip, kinds in _SCALE.items():
        drawn = [world for world in worlds if world.kind in kinds]
        groups = {
            place: [world for world in drawn if beside.get(str(world.claim_id), "nothing") == place]
            for place in BESIDE
        }
        groups["all, alone"] = [world for world in drawn if world.setting == "alone"]
        for place, group in groups.items():
            found = sum(_is_found(world, findings) for world in group)
            yield {
                "slip": slip,
                "beside": place,
                "drawn": len(group),
                "found": found,
                "recall": _share(found, len(group)),
            }


def _rule_rows(
    worlds: Sequence[Experiment], findings: Mapping[str, Sequence[Finding]]
) -> list[dict[str, Any]]:
    """`found` counts slips that the rule named, `alone` those that no other rule named."""
    apt: Counter[str] = Counter()
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for world in worlds:
        naming = set()
        for finding in findings.get(world.experiment_id, ()):
            total[finding.rule_id] += 1
            if not finding.named.isdisjoint(world.meant):
                apt[finding.rule_id] += 1
                naming.add(finding.rule_id)
        found.update(naming)
        if len(naming) == 1:
            alone.update(naming)
    slips = len(worlds)
    return [
        {
            "rule": rule,
            "findings": count,
            "precision": _share(apt[rule], count),
            "found": found[rule],
            "recall": _share(found[rule], slips),
            "alone": alone[rule],
        }
        for rule, count in sorted(total.items(), key=lambda item: (-item[1], item[0]))
    ]


def _false(world: Experiment, findings: Mapping[str, Sequence[Finding]]) -> list[Finding]:
    """Findings in a sound report that no planted error explains."""
    return [f for f in findings.get(world.experiment_id, ()) if not f.named & world.planted]


def _sound_row(
    setting: str, worlds: Sequence[Experiment], findings: Mapping[str, Sequence[Finding]]
) -> dict[str, Any]:
    false = {world.experiment_id: _false(world, findings) for world in worlds}
    errors = [f for found in false.values() for f in found if f.severity == "error"]
    warnings = [f for found in false.values() for f in found if f.severity == "warning"]
    return {
        "setting": setting,
        "reports": len(worlds),
        "errors": len({f.claim_id for f in errors}),
        "with_error": sum(any(f.severity == "error" for f in found) for found in false.values()),
        "warnings": len({f.claim_id for f in warnings}),
        "with_warning": sum(any(f.severity == "warning" for f in found) for found in false.values()),
        "planted": sum(len(world.planted) for world in worlds) if setting == "alone" else 0,
        "planted_found": sum(
            sum(
                any(claim in f.named for f in findings.get(world.experiment_id, ()))
                for claim in world.planted
            )
            for world in worlds
        )
        if setting == "alone"
        else 0,
    }


def _alarm(world: Experiment, finding: Finding) -> dict[str, Any]:
    return {
        "report": world.report_key,
        "setting": world.setting,
        "rule": finding.rule_id,
        "severity": finding.severity,
        "claim": finding.claim_id,
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
