"""`load_catalogue`: the rows of `seeds/reference/`, cross-checked, as one immutable object with a digest.

The digest covers the files that extraction reads, so that a change of vocabulary (and nothing else) makes claims again.
Checks that need more than one file live here; a check on a single cell lives with its parser.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from pathlib import Path

from orchestration.catalogue.model import FAMILY_UNITS, Alias, Indicator
from orchestration.catalogue.rows import CatalogueError, Row, read_rows
from orchestration.figures.vocabulary import FigureVocabulary

INDICATOR_COLUMNS = (
    "indicator_id",
    "category",
    "name_zh",
    "name_en",
    "kind",
    "unit_family",
    "canonical_unit",
    "part_of",
    "takes_level",
    "rate_kind",
    "definition_zh",
)
ALIAS_COLUMNS = ("indicator_id", "head", "with", "without", "units", "weight", "note")
KINDS = ("stock", "flow", "rate")
#: Files that change what is extracted, whole or by prefix; bounds, ratios and rules are not among them (design: checks_version).
EXTRACTION_FILES = (
    "indicators",
    "indicator_aliases",
    "match_weights",
    "confidence",
    "units",
    "mention_",
    "cue_",
    "region",
    "publisher",
    "boilerplate",
)


def default_reference_dir() -> Path:
    """Folder of the vocabulary in the checkout that this package was installed from."""
    return Path(__file__).resolve().parents[2] / "seeds" / "reference"


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The vocabulary that extraction reads. Frozen; `cues` maps a cue file (`cue_levels` …) to its rows."""

    reference: Path
    digest: str
    indicators: dict[str, Indicator]
    aliases: tuple[Alias, ...]

    def rows(self, name: str, columns: tuple[str, ...]) -> list[Row]:
        """Rows of `<name>.csv`; raises CatalogueError as `read_rows` does."""
        return list(read_rows(self.reference / f"{name}.csv", columns))

    @cached_property
    def figure_vocabulary(self) -> FigureVocabulary:
        """Units and words by which figures are read; raises CatalogueError naming the file when a row is unusable."""
        units = [row.cells for row in self.rows("units", ("printed", "unit", "family"))]
        phrases: list[dict[str, str]] = []
        for path in sorted(self.reference.glob("mention_*.csv")):
            phrases += (row.cells for row in read_rows(path, ("kind", "phrase")))
        try:
            return FigureVocabulary.from_rows(units=units, phrases=phrases)
        except ValueError as error:
            raise CatalogueError(f"units.csv, mention_*.csv: {error}") from None

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """indicator_id -> ids that name it in part_of."""
        found: dict[str, list[str]] = {}
        for indicator in self.indicators.values():
            if indicator.part_of:
                found.setdefault(indicator.part_of, []).append(indicator.indicator_id)
        return {parent: tuple(ids) for parent, ids in found.items()}


@lru_cache(maxsize=4)
def load_catalogue(reference: Path | None = None) -> Catalogue:
    """Read and check the vocabulary.

    Raises CatalogueError (`file:line: what; what to do`) on: a duplicate id or alias, an unknown id, kind, unit family or unit,
    a `part_of` that names no indicator or runs in a circle, a weight that is no number.
    """
    folder = reference or default_reference_dir()
    indicators = _indicators(folder)
    return Catalogue(folder, _digest(folder), indicators, tuple(_aliases(folder, indicators)))


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        if path.name.startswith(EXTRACTION_FILES):
            digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _indicators(folder: Path) -> dict[str, Indicator]:
    found: dict[str, Indicator] = {}
    rows: dict[str, Row] = {}
    for row in read_rows(folder / "indicators.csv", INDICATOR_COLUMNS):
        indicator_id = row["indicator_id"]
        if indicator_id in found:
            raise row.fail(
                f"indicator {indicator_id} stands twice (first on line {rows[indicator_id].line})",
                "remove one",
            )
        if row["kind"] not in KINDS:
            raise row.fail(f"kind {row['kind']!r} is unknown", f"use one of {', '.join(KINDS)}")
        if row["unit_family"] not in (*FAMILY_UNITS, "count"):
            raise row.fail(
                f"unit_family {row['unit_family']!r} is unknown",
                f"use count or one of {', '.join(FAMILY_UNITS)}",
            )
        allowed = FAMILY_UNITS.get(row["unit_family"])
        if allowed is not None and row["canonical_unit"] not in allowed:
            raise row.fail(
                f"unit {row['canonical_unit']!r} is not of family {row['unit_family']}",
                f"use one of {', '.join(sorted(allowed))}",
            )
        if not row["canonical_unit"]:
            raise row.fail("canonical_unit is empty", "name the unit that values are stored in")
        found[indicator_id] = Indicator(
            indicator_id=indicator_id,
            category=row["category"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            kind=row["kind"],
            unit_family=row["unit_family"],
            canonical_unit=row["canonical_unit"],
            part_of=row["part_of"] or None,
            takes_level=row["takes_level"] == "yes",
            rate_kind=row["rate_kind"] or None,
            definition_zh=row["definition_zh"],
        )
        rows[indicator_id] = row
    for indicator_id, indicator in found.items():
        seen = {indicator_id}
        parent = indicator.part_of
        while parent:
            if parent not in found:
                raise rows[indicator_id].fail(
                    f"part_of names {parent}, which is no indicator", "correct the id or leave the cell empty"
                )
            if parent in seen:
                raise rows[indicator_id].fail(f"part_of of {indicator_id} runs in a circle", "break it")
            seen.add(parent)
            parent = found[parent].part_of
    return found


def _aliases(folder: Path, indicators: dict[str, Indicator]) -> Iterator[Alias]:
    known_units = (
        {row["unit"] for row in read_rows(folder / "units.csv", ("unit",))}
        if (folder / "units.csv").exists()
        else None
    )
    seen: dict[tuple[str, ...], int] = {}
    for row in read_rows(folder / "indicator_aliases.csv", ALIAS_COLUMNS):
        if row["indicator_id"] not in indicators:
            raise row.fail(
                f"indicator {row['indicator_id']!r} is not in indicators.csv",
                "correct the id or add the indicator first",
            )
        head = row.alternatives("head")
        required = tuple(
            tuple(a.strip() for a in group.split("|") if a.strip())
            for group in row["with"].split("&")
            if group.strip()
        )
        if not head and not required:
            raise row.fail("neither head nor with is filled", "name what is counted in head")
        for literal in head:
            key = (row["indicator_id"], literal, row["with"], row["without"], row["units"])
            if key in seen:
                raise row.fail(
                    f"alias {literal} of {row['indicator_id']} stands twice (first on line {seen[key]})",
                    "remove one",
                )
            seen[key] = row.line
        units = frozenset(row.alternatives("units"))
        unknown = (
            sorted({unit.removesuffix("*") for unit in units} - known_units)
            if known_units is not None
            else []
        )
        if unknown:
            raise row.fail(f"unit {unknown[0]!r} is not in units.csv", "add it there or correct it")
        try:
            weight = Decimal(row["weight"] or "1")
        except InvalidOperation:
            raise row.fail(
                f"weight {row['weight']!r} is no number", "write a plain number such as 1 or 1.5"
            ) from None
        yield Alias(row["indicator_id"], head, required, row.alternatives("without"), units, weight, row.line)


__all__ = ["Catalogue", "CatalogueError", "default_reference_dir", "load_catalogue"]
