"""Bytes become a clean report whose every character points home.

Here: charset, HTML to text, cleaning with an offset map, script, outline, sentences, boilerplate and the facts of a
report (union, region, dates, period). Not here: numbers and units (`figures`), indicators (`claims`), fetching
(`ingest`), any framework.
"""

from orchestration.corpus.model import Block, CleanReport, Fact, OffsetMap, ReportFacts, Sentence
from orchestration.corpus.reader import read_report
from orchestration.corpus.regions import RegionIndex, RegionMention, plain_name, region_table

__all__ = [
    "Block",
    "CleanReport",
    "Fact",
    "OffsetMap",
    "RegionIndex",
    "RegionMention",
    "ReportFacts",
    "Sentence",
    "plain_name",
    "read_report",
    "region_table",
]
