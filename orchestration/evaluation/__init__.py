"""How far our reading of reports agrees with labels made by people: pure arithmetic on rows.

Rows in, scores out: alignment, scores, intervals, errors, facts, agreement, floors, first scores.
Nothing here tunes, prints to a terminal or knows a framework; only `ours` knows the extractor. What a score
means stands in `definitions`, the one source for `gonghui eval --help` and README.
"""

from orchestration.evaluation.agreement import Agreement, agreement
from orchestration.evaluation.definitions import DEFINITIONS
from orchestration.evaluation.facts import FactScores, score_facts
from orchestration.evaluation.label import gold_csv
from orchestration.evaluation.rows import GoldError, Row, read_gold, read_rows
from orchestration.evaluation.scores import Scores, score
from orchestration.evaluation.tally import Tally

__all__ = [
    "DEFINITIONS",
    "Agreement",
    "FactScores",
    "GoldError",
    "Row",
    "Scores",
    "Tally",
    "agreement",
    "gold_csv",
    "read_gold",
    "read_rows",
    "score",
    "score_facts",
]
