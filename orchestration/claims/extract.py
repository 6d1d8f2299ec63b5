"""The door of the package: `extract` with the extractor of a catalogue kept between calls."""

from __future__ import annotations

from functools import lru_cache

from orchestration.catalogue import Catalogue
from orchestration.claims.assemble import Extractor
from orchestration.claims.model import Extraction
from orchestration.claims.version import rules_version
from orchestration.corpus.model import CleanReport


def extract(report: CleanReport, catalogue: Catalogue) -> Extraction:
    """Claims, links and classed mentions of a clean report; empty for a report without text."""
    return _extractor(catalogue.digest, catalogue).extract(report)


@lru_cache(maxsize=2)
def _extractor(digest: str, catalogue: Catalogue) -> Extractor:
    from orchestration.corpus.regions import region_index
    from orchestration.figures import find_mentions

    vocabulary = catalogue.figure_vocabulary
    return Extractor(
        catalogue,
        lambda text, start, end: find_mentions(text, vocabulary, start=start, end=end),
        region_index(),
        rules_version(catalogue),
    )
