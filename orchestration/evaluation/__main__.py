"""`python -m orchestration.evaluation eval|label ...`: the two commands without the rest of the CLI."""

import argparse
import sys

from orchestration.cli.eval import add_parser, run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m orchestration.evaluation")
    add_parser(parser.add_subparsers(required=True))
    return run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
