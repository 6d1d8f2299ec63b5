"""`gonghui fit`: learn the matcher's weights from the labels, and say whether that gains on reports left out."""

from __future__ import annotations

import argparse

DONE = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `gonghui fit`."""
    parser.add_argument("--write", action="store_true", help="store the fitted weights in match_weights.csv")
    parser.add_argument(
        "--hold",
        type=float,
        default=5.0,
        metavar="X",
        help="how hard weights are held near the rows (default 5)",
    )


def run(args: argparse.Namespace) -> int:
    """Prints accuracy now, on reports left out, and of the final fit; 0 done."""
    from orchestration.catalogue import load_catalogue
    from orchestration.claims.extract import extractor
    from orchestration.evaluation.corpora import known_corpora
    from orchestration.evaluation.fitting import Weights, accuracy, cross_validate, fit_weights, read_choices
    from orchestration.settings import PROJECT_ROOT

    catalogue = load_catalogue()
    path = catalogue.reference / "match_weights.csv"
    weights = Weights.read(path)
    choices = [
        choice
        for corpus in known_corpora(PROJECT_ROOT)
        for choice in read_choices(corpus, catalogue, extractor(catalogue))
    ]
    reachable = sum(choice.right >= 0 for choice in choices)
    fitted = fit_weights(choices, weights.values, args.hold)
    unseen = cross_validate(choices, lambda some: fit_weights(some, weights.values, args.hold))
    print(f"数字 / figures: {len(choices)}, 候选中有正解 / right one among the candidates: {reachable}")
    print(f"现有权重 / weights as they are: {accuracy(choices, weights.values):.3f}")
    print(f"留出的报告 / on reports left out: {unseen:.3f}")
    print(f"拟合后（见过的）/ fitted, seen: {accuracy(choices, fitted):.3f}")
    if args.write:
        weights.write(path, fitted)
        print(f"已写入 / written: {path}")
    return DONE
