"""`gonghui`: find the command, import its module, run it, turn known errors into one line and an exit code.

`gonghui --help` must answer at once, so only the standard library is imported here and a command's module only when it is called.
A command module has `add_arguments(parser)` and `run(args) -> int` and imports everything heavy inside `run`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple


class Command(NamedTuple):
    """Where a command lives and what it does, in one line."""

    module: str
    help: str


COMMANDS = {
    "run": Command("orchestration.cli.run", "读报告、提取、检查、发布 / reports in, checked marts out"),
    "extract": Command(
        "orchestration.cli.extract", "打印文件中的论断，不建仓库 / claims of some files, no warehouse"
    ),
    "findings": Command(
        "orchestration.cli.findings", "可疑的数字及建议 / figures that cannot be true, with a proposal"
    ),
    "unmapped": Command(
        "orchestration.cli.unmapped", "尚无指标的数字 / figures without an indicator, and why"
    ),
    "search": Command("orchestration.cli.search", "在报告中查找 / find text in the reports"),
    "explain": Command(
        "orchestration.cli.explain", "一个论断从何而来 / one claim traced to sentence, rules, decisions"
    ),
    "reports": Command("orchestration.cli.reports", "已收的报告 / what is in"),
    "export": Command(
        "orchestration.cli.export", "导出 Excel、CSV、Parquet / the marts for people without DuckDB"
    ),
    "ui": Command("orchestration.cli.ui", "Dagster 网页 / Dagster's web UI on 127.0.0.1"),
    "docs": Command("orchestration.cli.docs", "dbt 文档 / dbt docs as one page"),
    "eval": Command("orchestration.cli.eval", "与人工标注比较的得分 / scores against gold labels"),
    "label": Command(
        "orchestration.cli.label", "供人校正的标注表 / a CSV of our claims for a person to correct"
    ),
    "fit": Command("orchestration.cli.fit", "由标注学习匹配权重 / matcher weights learned from the labels"),
    "lab": Command("orchestration.cli.lab", "错误实验室 / typed slips injected, what the rules find of them"),
    "bench": Command("orchestration.cli.bench", "各段的速度与内存 / speed and memory by stage"),
}

DONE, FAILED, WRONG_USE, HELD = 0, 1, 2, 3
INTERRUPTED = 130

#: Errors that mean wrong use, an unusable home or a broken vocabulary: their message is the one line to show.
KNOWN_ERRORS = frozenset(
    {
        "CatalogueError",
        "HomeError",
        "IngestError",
        "LakeError",
        "LedgerError",
        "SettingsError",
        "UsageError",
    }
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (0 done, 1 failed, 2 wrong use or unusable home, 3 `--strict` with open errors)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Under LANG=C a Chinese summary must not fail on its first character.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(overview())
        return DONE if arguments else WRONG_USE
    if arguments[0] == "--version":
        from importlib.metadata import version

        print(f"gonghui {version('gonghui')}")
        return DONE
    name, rest = arguments[0], arguments[1:]
    command = COMMANDS.get(name)
    if command is None:
        print(f"gonghui: no command {name!r}; gonghui --help lists them", file=sys.stderr)
        return WRONG_USE
    module = import_module(command.module)
    parser = argparse.ArgumentParser(prog=f"gonghui {name}", description=command.help)
    module.add_arguments(parser)
    try:
        return int(module.run(parser.parse_args(rest)))
    except KeyboardInterrupt:
        print("\n已中断，下次运行会接着做 / interrupted; the next run goes on from here", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough.
        sys.stderr.close()
        return DONE
    except Exception as error:
        if type(error).__name__ not in KNOWN_ERRORS:
            raise
        print(f"gonghui: {error}", file=sys.stderr)
        return WRONG_USE


def overview() -> str:
    """The text of `gonghui --help`."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.help}" for name, command in COMMANDS.items()]
    return "\n".join(
        [
            "gonghui: 工会报告里的数字，成为可信的数据 / figures of trade-union reports, made into data that can be trusted",
            "",
            "usage: gonghui COMMAND [options]     gonghui COMMAND --help",
            "",
            *lines,
            "",
            "exit: 0 done, 1 the pipeline failed, 2 wrong use or unusable home, 3 --strict with open errors",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
