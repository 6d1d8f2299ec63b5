"""`gonghui run`: the job build_all in this process, with the home's Dagster instance, then a summary that a person can read.

When nothing changed since the last complete build (files, vocabulary, dbt project, decisions, judging code), nothing is run.
"""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from orchestration.cli.options import add_home
from orchestration.cli.quietly import noise_to

if TYPE_CHECKING:
    from orchestration.assets.dbt_run import Dbt
    from orchestration.home import Home
    from orchestration.settings import Settings

_DONE, _FAILED, _HELD = 0, 1, 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reports",
        nargs="+",
        metavar="PATH",
        default=[],
        help="files or folders (else the inbox of the home)",
    )
    add_home(parser)
    parser.add_argument(
        "--full", action="store_true", help="make everything again, also what has not changed"
    )
    parser.add_argument(
        "--strict", action="store_true", help="exit 3 when an error is open (a figure is held back)"
    )
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")
    parser.add_argument(
        "--verbose", action="store_true", help="Dagster's and dbt's whole log on standard error"
    )


def run(args: argparse.Namespace) -> int:
    from orchestration.catalogue import load_catalogue
    from orchestration.home import open_home, run_lock
    from orchestration.ingest.scan import scan
    from orchestration.settings import Settings, use_home

    settings = Settings.load(args.home)
    # Whatever cannot work is said before any work: the vocabulary, the home, the paths.
    load_catalogue(settings.reference)
    home = open_home(settings.home)
    roots = [Path(os.path.abspath(Path(path).expanduser())) for path in args.reports]
    if roots:
        scan(roots)
    use_home(settings)
    waiting = f"另一次运行正在使用 {home.root}，等它结束 / another run holds this home; waiting for it"
    with run_lock(home, on_wait=lambda: print(waiting, file=sys.stderr)):
        unchanged = not args.full and _nothing_to_do(settings, home, roots)
        if not unchanged and not _build(settings, home, roots, args):
            return _FAILED
    from orchestration.cli.summary import print_summary

    held = print_summary(home, unchanged=unchanged)
    return _HELD if args.strict and held else _DONE


def _nothing_to_do(settings: Settings, home: Home, roots: list[Path]) -> bool:
    """Whether the published file is already what a run over `roots` would give."""
    from orchestration.home import read_json
    from orchestration.ingest.land import look
    from orchestration.stages.freshness import inputs_digest, last_build
    from orchestration.stages.refresh import Refresh, lake_is_current

    built = last_build(home)
    if not built.inputs or not home.published_file.exists() or read_json(home.running_file):
        return False
    refresh = Refresh.prepare(settings, home)
    if look(
        refresh.ledger, roots or [settings.inbox or home.inbox], settings.max_file_bytes
    ).changes_anything:
        return False
    return lake_is_current(refresh) and inputs_digest(settings, home) == built.inputs


def _build(settings: Settings, home: Home, roots: list[Path], args: argparse.Namespace) -> bool:
    """Run build_all under the lock that we hold; returns whether it went through."""
    from orchestration.assets.dbt_run import Dbt

    if not args.quiet:
        print("启动 / starting", file=sys.stderr)
    log = home.state / "last_run.log"
    dbt = Dbt()
    dbt.warm()
    try:
        with nullcontext(sys.stderr) if args.verbose else noise_to(log) as terminal:
            failures = _execute(settings, home, roots, args, dbt, terminal)
    finally:
        dbt.close()
    for line in failures:
        print(line, file=sys.stderr)
    if failures:
        print(
            "运行失败，已发布的文件保持原样 / the run failed; the published file stays as it was\n"
            f"详情 / details: {log}, gonghui ui --home {home.root}",
            file=sys.stderr,
        )
    return not failures


def _execute(
    settings: Settings, home: Home, roots: list[Path], args: argparse.Namespace, dbt: Dbt, terminal: TextIO
) -> list[str]:
    """The run itself; returns one line a failed step."""
    import dagster as dg

    from orchestration.definitions import Overrides, build_defs
    from orchestration.jobs import BUILD_ALL
    from orchestration.resources import PID_TAG, free_killed_runs

    job = build_defs(Overrides(settings=settings, resources={"dbt": dbt})).resolve_job_def(BUILD_ALL)
    with dg.DagsterInstance.get() as instance:
        for run_id in free_killed_runs(instance, home):
            print(f"上次运行 {run_id[:8]} 被中断，已清理 / freed what a killed run held", file=terminal)
        result = job.execute_in_process(
            instance=instance,
            run_config=_run_config(roots, args, terminal),
            tags={PID_TAG: str(os.getpid())},
            raise_on_error=False,
        )
        if _was_interrupted(result):
            raise KeyboardInterrupt
        return [] if result.success else _failures(result)


def _run_config(roots: list[Path], args: argparse.Namespace, terminal: TextIO) -> dict[str, Any]:
    if args.verbose:
        loggers: dict[str, Any] = {"console": {"config": {"log_level": "DEBUG"}}}
    else:
        loggers = {"steps": {"config": {"quiet": args.quiet, "descriptor": terminal.fileno()}}}
    ops: dict[str, Any] = {"raw_reports": {"config": {"paths": [str(root) for root in roots]}}}
    if args.full:
        ops["reports"] = ops["claims"] = {"config": {"full": True}}
    return {"ops": ops, "loggers": loggers}


def _was_interrupted(result: Any) -> bool:
    """Dagster catches Ctrl-C and makes it the failure of the step that ran."""
    return any(
        event.is_step_failure
        and event.step_failure_data.error is not None
        and event.step_failure_data.error.cls_name == "DagsterExecutionInterruptedError"
        for event in result.all_events
    )


def _failures(result: Any) -> list[str]:
    """One line a failed step: its name and the innermost error."""
    lines = []
    for event in result.all_events:
        if not event.is_step_failure:
            continue
        error = event.step_failure_data.error
        while error is not None and error.cause is not None:
            error = error.cause
        message = " ".join((error.message if error else "failed").split())
        lines.append(f"{event.step_key}: {message[:400]}")
    return lines or ["the run stopped before its first step"]
