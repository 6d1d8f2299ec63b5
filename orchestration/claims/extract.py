"""The door of the package: `extract`, with the extractor of a catalogue kept between calls."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from orchestration.catalogue import Catalogue
from orchestration.claims.areas import RegionMention
from orchestration.claims.assemble import Extractor
from orchestration.claims.model import Extraction
from orchestration.claims.version import rules_version
from orchestration.corpus.model import CleanReport
from orchestration.corpus.regions import RegionIndex, plain_name, region_table
from orchestration.figures import find_mentions


def extract(report: CleanReport, catalogue: Catalogue) -> Extraction:
    """Claims, links and classed mentions of a clean report; empty for a report without text."""
    return extractor(catalogue).extract(report)


@lru_cache(maxsize=2)
def extractor(catalogue: Catalogue) -> Extractor:
    """The extractor of a catalogue, made once."""
    vocabulary = catalogue.figure_vocabulary
    return Extractor(
        catalogue,
        lambda text, start, end: find_mentions(text, vocabulary, start=start, end=end),
        RegionGazetteer(),
        rules_version(catalogue),
    )


class RegionGazetteer:
    """The region table of `corpus`, as `areas` asks it."""

    def __init__(self) -> None:
        self._index = RegionIndex()
        self._table = region_table()

    def find(
        self, match_text: str, start: int, end: int, within: str | None = None
    ) -> Sequence[RegionMention]:
        return self._index.find(match_text, start, end, within)

    def plain_name(self, region_id: str) -> str:
        return plain_name(region_id)

    def ancestor(self, region_id: str, admin_level: str) -> str | None:
        """Code of the unit of `admin_level` above the region; None when there is none."""
        region = self._table.get(region_id)
        if region is None:
            return None
        above = region.province if admin_level == "provincial" else region.parent
        unit = self._table.get(above) if above else None
        return above if unit is not None and unit.level == admin_level else None
