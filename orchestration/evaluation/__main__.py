"""`python -m orchestration.evaluation eval|label ...`: the two commands without the rest of the CLI."""

import argparse
import sys

from orchestration.cli import eval as scoring
from orchestration.cli import label as labelling


def main() -> int:
    """Run one of the two commands and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.evaluation")
    commands = parser.add_subparsers(required=True)
    for name, module in (("eval", scoring), ("label", labelling)):
        command = commands.add_parser(name)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    args = parser.parse_args()
    return int(args.run(args))


if __name__ == "__main__":
    sys.exit(main())
