"""Floors under the scores, as a ratchet: they rise with every better measurement and fall only by name.

A floor belongs to a labelled corpus by digest: when texts or labels change, someone has to look and re-pin.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orchestration.evaluation.corpora import Evaluation

FLOORS = Path("tests") / "gate" / "floors.json"
_PLACES = 4


@dataclass(frozen=True, slots=True)
class Repin:
    """New floors, and why some may not be written: `refused` lists the falls nobody asked for."""

    floors: dict[str, Any]
    changes: tuple[str, ...]
    refused: tuple[str, ...]


def load_floors(path: Path) -> dict[str, Any]:
    """Floors by corpus; none yet is an empty mapping."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def save_floors(path: Path, floors: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(floors, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def complaints(evaluation: Evaluation, floors: Mapping[str, Any]) -> list[str]:
    """What a gate has to say about one corpus; empty when every score stands on or above its floor."""
    name = evaluation.corpus.name
    pinned = floors.get(name)
    if pinned is None:
        return [f"{name}: no floors yet; look at the scores, then run gonghui eval --repin"]
    if pinned["digest"] != evaluation.corpus.digest:
        return [
            f"{name}: texts or labels changed since the floors were set; look at the scores, then --repin"
        ]
    found = []
    measured = evaluation.headlines()
    for key, floor in pinned["floors"].items():
        value = measured.get(key)
        if value is None:
            found.append(f"{name}.{key}: nothing left to judge, floor {floor}; see why")
        elif value < floor:
            found.append(
                f"{name}.{key}: {value:.4f} is under floor {floor}; mend it or --repin --lower {name}.{key}"
            )
    return found


def repin(
    evaluations: Iterable[Evaluation], floors: Mapping[str, Any], lower: Collection[str] = (), why: str = ""
) -> Repin:
    """Raise floors to what was measured; refuse a fall that `lower` (`corpus.score` or `score`) leaves out.

    A corpus that was not measured keeps its floors. Allowed falls are kept in `lowered` with `why`.
    """
    new = {name: dict(pinned) for name, pinned in floors.items()}
    changes: list[str] = []
    refused: list[str] = []
    for evaluation in evaluations:
        name = evaluation.corpus.name
        old = floors.get(name, {})
        kept = dict(old.get("floors", {}))
        lowered = list(old.get("lowered", []))
        measured = {
            key: rounded_down(value) for key, value in evaluation.headlines().items() if value is not None
        }
        for key in sorted(set(kept) | set(measured)):
            floor, value = kept.get(key), measured.get(key)
            if floor is not None and (value is None or value < floor):
                if key not in lower and f"{name}.{key}" not in lower:
                    refused.append(
                        f"{name}.{key}: {value} is under {floor}; mend it or add --lower {name}.{key}"
                    )
                    continue
                lowered.append({"score": key, "from": floor, "to": value, "why": why})
            if value != floor:
                changes.append(f"{name}.{key}: {floor} -> {value}")
            if value is None:
                kept.pop(key)
            else:
                kept[key] = value
        new[name] = {
            "digest": evaluation.corpus.digest,
            "reports": len(evaluation.corpus.reports),
            "rows": evaluation.scores.gold_rows,
            "floors": kept,
        }
        if lowered:
            new[name]["lowered"] = lowered
    return Repin(new, tuple(changes), tuple(refused))


def rounded_down(value: float) -> float:
    """Four places, never above the measurement: 0.98769 -> 0.9876."""
    scale: int = 10**_PLACES
    return math.floor(value * scale + 1e-9) / scale
