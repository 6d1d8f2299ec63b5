"""`gonghui docs`: dbt's documentation of the warehouse as one HTML page that opens without a server."""

from __future__ import annotations

import argparse
import sys

from orchestration.cli.options import add_home, existing_home

_DONE, _FAILED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_home(parser)


def run(args: argparse.Namespace) -> int:
    import shutil

    from orchestration.assets.dbt_run import Dbt
    from orchestration.cli.errors import UsageError
    from orchestration.home import run_lock
    from orchestration.resources import dbt_environment
    from orchestration.settings import Settings, use_home

    settings = Settings.load(args.home)
    home = existing_home(args)
    if not home.warehouse.exists():
        raise UsageError(f"nothing is built in {home.root} yet: run gonghui run --home {home.root} first")
    use_home(settings)
    with run_lock(home, on_wait=lambda: print("waiting for a run to end", file=sys.stderr)):
        done = Dbt().run(
            ["docs", "generate", "--static"],
            project=settings.dbt_project,
            folder=home.root,
            target=home.dbt_target,
            environment=dbt_environment(settings, home),
            say=lambda message: print(message, file=sys.stderr),
        )
    if done.failed:
        print("; ".join(done.problems()), file=sys.stderr)
        return _FAILED
    page = home.published / "dbt_docs.html"
    shutil.copyfile(home.dbt_target / "static_index.html", page)
    print(page)
    return _DONE
