"""Learning the matcher's weights from labels: a small linear model, fitted offline, kept as rows.

A figure's candidates compete in a softmax over their scores, "no indicator" being one of them; the weights start from the rows and
are held near them. Cross-validation leaves whole reports out, and a fit is worth keeping only where it gains there.
Nothing of this runs when reports are read; the outcome is `match_weights.csv`.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped]

from orchestration.catalogue import Catalogue
from orchestration.claims.assemble import Extractor
from orchestration.claims.match import Matcher, Weighed
from orchestration.claims.sightings import features
from orchestration.corpus import read_report
from orchestration.evaluation.corpora import LabelledCorpus
from orchestration.evaluation.rows import CLAIM_CLASSES, Row, read_gold_file

Vector = npt.NDArray[np.float64]
#: softmax sharpness: a lead of one point is worth e³ in odds
_SHARPNESS = 3.0


@dataclass(frozen=True, slots=True)
class Choice:
    """One labelled figure: a row of features for each candidate (the first: no indicator), and the right one (-1: not there)."""

    report: str
    candidates: npt.NDArray[np.float64]
    right: int


@dataclass(frozen=True, slots=True)
class Weights:
    """Rows of a weights file: names, values, why."""

    names: tuple[str, ...]
    values: Vector
    why: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> Weights:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        values = np.array([float(row["value"]) for row in rows])
        return cls(tuple(row["name"] for row in rows), values, tuple(row["why"] for row in rows))

    def write(self, path: Path, values: Vector) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(("name", "value", "why"))
            table.writerows(zip(self.names, (f"{v:.3f}" for v in values), self.why, strict=True))


def feature_row(weighed: Weighed, matcher: Matcher, names: dict[str, int]) -> Vector:
    """What the score of a weighed alias is made of, by weight."""
    row = np.zeros(len(names))
    content, first = weighed.reading
    if weighed.head is None:
        row[names["head_unit"]] += 1
    else:
        for name, amount in features("head", weighed.head.seen, own_content=content, number_first=first):
            row[names[name]] += amount
    # the topic of most worth counts whole, the others in part
    worth = [matcher.weights["topic_in_head"] if inside else topic.value for topic, inside in weighed.topics]
    best = worth.index(max(worth)) if worth else -1
    for number, (topic, inside) in enumerate(weighed.topics):
        share = 1.0 if number == best else matcher.weights["topic_more"]
        for name, amount in [("topic_in_head", 1.0)] if inside else features("topic", topic.seen):
            row[names[name]] += amount * share
    if weighed.fit:
        row[names[weighed.fit]] += 1
    row[names["same_category"]] += weighed.same_category
    alias = matcher.lexicon.aliases[weighed.alias]
    row[names["alias_weight"]] += float(alias.weight) - 1
    row[names["alias_plain"]] += not alias.required
    return row


def read_choices(corpus: LabelledCorpus, catalogue: Catalogue, extractor: Extractor) -> Iterator[Choice]:
    """Every labelled quantity of the corpus that we found, except those that lean on a figure before."""
    names = {name: i for i, name in enumerate(extractor.matcher.weights)}
    for report in corpus.reports:
        clean = read_report(report.path.read_bytes(), report.path.name)
        traces: list[dict[str, Weighed]] = []
        extractor.matcher.trace = lambda best, kept=traces: kept.append(dict(best))  # type: ignore[misc]
        claims = extractor.extract(clean).claims
        extractor.matcher.trace = None
        labels: dict[int, list[Row]] = {}
        for row in read_gold_file(report.gold, clean.source_text, report.key):
            if row.class_ in CLAIM_CLASSES:
                labels.setdefault(row.start, []).append(row)
        for claim, best in zip(claims, traces, strict=True):
            here = labels.get(claim.char_start, [])
            leans = bool(claim.candidates) and claim.candidates[0].zone == "antecedent"
            if len(here) < claim.n or leans:
                continue
            label = here[claim.n - 1]
            ids = [None, *sorted(best, key=lambda i: -best[i].score)[:12]]
            table = np.zeros((len(ids), len(names)))
            table[0, names["threshold"]] = 1
            for number, indicator_id in enumerate(ids[1:], 1):
                assert indicator_id is not None
                table[number] = feature_row(best[indicator_id], extractor.matcher, names)
            right = label.indicator_id or None
            yield Choice(report.key, table, ids.index(right) if right in ids else -1)


def fit_weights(choices: Sequence[Choice], start: Vector, hold: float = 5.0) -> Vector:
    """Weights of most likelihood, held near `start`: `hold` is the pull for each hundred figures."""
    usable = [(c.candidates, c.right) for c in choices if c.right >= 0]
    pull = hold * len(usable) / 100

    def loss(weights: Vector) -> tuple[float, Vector]:
        total, slope = 0.0, np.zeros_like(weights)
        for table, right in usable:
            odds = _SHARPNESS * (table @ weights)
            chances = np.exp(odds - odds.max())
            chances /= chances.sum()
            total -= float(np.log(chances[right] + 1e-12))
            slope -= _SHARPNESS * (table[right] - chances @ table)
        away = weights - start
        return total + pull * float(away @ away), slope + 2 * pull * away

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 80}).x)


def accuracy(choices: Sequence[Choice], weights: Vector) -> float:
    """Share of figures whose right candidate scores highest."""
    hits = sum(int(np.argmax(c.candidates @ weights)) == c.right for c in choices)
    return hits / len(choices) if choices else 0.0


def cross_validate(
    choices: Sequence[Choice], fit: Callable[[Sequence[Choice]], Vector], folds: int = 10
) -> float:
    """Accuracy on reports that the fit has not seen, over `folds` folds of whole reports (seeded)."""
    reports = sorted({choice.report for choice in choices})
    random.Random(1).shuffle(reports)
    hits = 0.0
    for fold in range(min(folds, len(reports))):
        left_out = set(reports[fold::folds])
        unseen = [c for c in choices if c.report in left_out]
        hits += accuracy(unseen, fit([c for c in choices if c.report not in left_out])) * len(unseen)
    return hits / len(choices) if choices else 0.0
