"""Scores as text for a person. The numbers are made elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from orchestration.evaluation.agreement import Agreement
from orchestration.evaluation.bootstrap import Interval
from orchestration.evaluation.corpora import Evaluation
from orchestration.evaluation.errors import Mistake, shown
from orchestration.evaluation.facts import FACT_FIELDS, FactScores
from orchestration.evaluation.scores import RATE_SCORES, SCORE_NAMES, Scores

_REPORT_COLUMNS = ("mention", "class", "quantity", "indicator", "period", "region", "relation", "whole_row")
_MOST_CONFUSIONS = 15


def render_evaluation(evaluation: Evaluation, *, errors: int = 20, only: str | None = None) -> str:
    """The whole answer of `gonghui eval` for one corpus."""
    corpus = evaluation.corpus
    head = f"{corpus.name}: {len(corpus.reports)} reports, {evaluation.scores.gold_rows} gold rows, "
    parts = [head + f"{evaluation.scores.our_rows} of ours", render_scores(evaluation.scores)]
    if evaluation.facts is not None:
        parts.append(render_facts(evaluation.facts))
    parts.append(render_mistakes(evaluation.scores.mistakes, errors, only))
    return "\n\n".join(part for part in parts if part)


def render_scores(scores: Scores) -> str:
    """Totals with intervals, reports, weakest indicators, confusions and calibration."""
    return "\n\n".join(
        part
        for part in (
            _totals(scores),
            _reports(scores),
            _indicators(scores),
            _class_confusion(scores),
            _confusions(scores),
            _calibration(scores),
        )
        if part
    )


def number(value: float | None) -> str:
    """Three places, rounded down at the top so that 1.000 means all: 0.99987 -> 0.999."""
    if value is None:
        return "-"
    return "0.999" if 0.9995 <= value < 1 else f"{value:.3f}"


def _range(found: Interval | None) -> str:
    return f"[{number(found[0])} {number(found[1])}]" if found else ""


def _totals(scores: Scores) -> str:
    lines = [
        f"{'score':<16}{'hit':>6}{'ours':>6}{'gold':>6}  {'precision':<22}{'recall':<22}{'F1 or share':<22}"
    ]
    for name in SCORE_NAMES:
        tally, ranges = scores.totals[name], scores.intervals[name]
        cells = [
            ""
            if name in RATE_SCORES and part != "f1"
            else f"{number(getattr(tally, part))} {_range(ranges[part])}"
            for part in ("precision", "recall", "f1")
        ]
        counts = f"{tally.hit:>6}{tally.ours:>6}{tally.gold:>6}"
        lines.append(f"{name:<16}{counts}  {cells[0]:<22}{cells[1]:<22}{cells[2]}".rstrip())
    return "\n".join(lines)


def _reports(scores: Scores) -> str:
    lines = ["F1 by report" + " " * 10 + "".join(f"{name:>11}" for name in _REPORT_COLUMNS)]
    for report, tallies in scores.by_report.items():
        lines.append(
            f"{report[:21]:<22}" + "".join(f"{number(tallies[name].f1):>11}" for name in _REPORT_COLUMNS)
        )
    return "\n".join(lines)


def _indicators(scores: Scores) -> str:
    weak = sorted(
        ((key, line["indicator"], line["whole_row"]) for key, line in scores.by_indicator.items()),
        key=lambda item: (item[1].hit * 2 - item[1].ours - item[1].gold, item[0]),
    )
    weak = [item for item in weak if item[1].hit * 2 < item[1].ours + item[1].gold]
    if not weak:
        return ""
    lines = [f"{'indicators with errors':<46}{'hit':>5}{'ours':>6}{'gold':>6}{'F1':>8}{'whole':>7}"]
    lines.extend(
        f"{key:<46}{t.hit:>5}{t.ours:>6}{t.gold:>6}{number(t.f1):>8}{whole.hit:>7}"
        for key, t, whole in weak[: 2 * _MOST_CONFUSIONS]
    )
    if len(weak) > 2 * _MOST_CONFUSIONS:
        lines.append(f"... {len(weak) - 2 * _MOST_CONFUSIONS} more in --json")
    return "\n".join(lines)


def _class_confusion(scores: Scores) -> str:
    wrong = sorted(
        ((n, g, o) for (g, o), n in scores.confusion.items() if g != o), key=lambda t: (-t[0], t[1], t[2])
    )
    if not wrong:
        return ""
    lines = ["class confusions, gold -> ours ('-' is none)"]
    lines.extend(f"{count:>5}  {gold} -> {ours}" for count, gold, ours in wrong[: 2 * _MOST_CONFUSIONS])
    return "\n".join(lines)


def _confusions(scores: Scores) -> str:
    blocks = []
    for name in ("indicator", "unit", "qualifier", "level", "period", "region", "relation"):
        pairs = sorted(scores.confusions.get(name, {}).items(), key=lambda item: (-item[1], item[0]))
        if pairs:
            lines = [f"{name} confusions, gold -> ours"]
            lines.extend(f"{count:>5}  {gold} -> {ours}" for (gold, ours), count in pairs[:_MOST_CONFUSIONS])
            blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _calibration(scores: Scores) -> str:
    if not scores.calibration:
        return ""
    lines = ["confidence  claims   mean   indicator right   whole row right"]
    lines.extend(
        f"{b.at:>10.1f}{b.claims:>8}{b.mean_confidence:>7.2f}{b.indicator_right:>18.3f}{b.whole_row_right:>18.3f}"
        for b in scores.calibration
    )
    return "\n".join(lines)


def render_facts(facts: FactScores) -> str:
    """Facts by field, then every wrong one."""
    lines = [f"facts of {facts.reports} reports: {number(facts.overall)}"]
    lines.extend(f"  {name:<14}{facts.right[name]:>4}  {number(facts.share(name))}" for name in FACT_FIELDS)
    lines.extend(
        f"  {m.report} {m.field} {m.kind}: gold {m.gold or '-'} | ours {m.ours or '-'}"
        for m in facts.mistakes
    )
    return "\n".join(lines)


def render_mistakes(mistakes: Iterable[Mistake], most: int, only: str | None = None) -> str:
    """The first `most` mistakes, those of one field with `only`."""
    chosen = [m for m in mistakes if only is None or only in m.fields]
    if not chosen or most <= 0:
        return ""
    lines = [f"mistakes{f' in {only}' if only else ''}: {min(most, len(chosen))} of {len(chosen)}"]
    for mistake in chosen[:most]:
        row = mistake.row
        lines.append(f"{row.report}:{row.start} {row.surface}  {mistake.kind} {','.join(mistake.fields)}")
        if mistake.sentence:
            lines.append(f"    {mistake.sentence}")
        if mistake.kind == "differs":
            for name in mistake.fields:
                gold, ours = mistake.pair(name)
                lines.append(f"    {name}: gold {gold} | ours {ours}")
        else:
            for who, one in (("gold", mistake.gold), ("ours", mistake.ours)):
                if one is not None:
                    names = ("mention", "value", "unit", "class", "indicator")
                    lines.append(f"    {who}: " + " ".join(shown(one, name) for name in names))
    return "\n".join(lines)


def render_agreement(found: Agreement) -> str:
    """Two annotators: scores of B against A, then shares and kappa."""
    lines = [f"agreement on {found.reports} reports (A as gold, B as ours)", "", _totals(found.scores), ""]
    lines.append(f"{'field':<14}{'rows':>6}{'agree':>7}{'share':>8}{'kappa':>8}")
    lines.extend(
        f"{name:<14}{f.rows:>6}{f.agree:>7}{number(f.share):>8}{number(f.kappa):>8}"
        for name, f in found.fields.items()
    )
    return "\n".join(lines)
