"""What assets are handed: the home, held under its lock for the whole run, and the parsed dbt project.

Dagster's side of `settings` and `home`; no asset logic belongs here. With the in-process executor a resource lives as long as the run,
so a run from the UI, the daemon or the command line holds the home from its first step to its last.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DbtProject
from pydantic import PrivateAttr

from orchestration.assets.dbt_run import Dbt
from orchestration.home import Home, open_home, read_json, run_lock, write_text
from orchestration.settings import Settings


class HomeResource(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The home of this process's settings. Setting it up takes the lock and frees what a killed run left behind."""

    path: str = ""

    _home: Home | None = PrivateAttr(default=None)
    _settings: Settings | None = PrivateAttr(default=None)

    @property
    def home(self) -> Home:
        if self._home is None:
            raise RuntimeError("the home is only open during a run")
        return self._home

    @property
    def settings(self) -> Settings:
        if self._settings is None:
            raise RuntimeError("the settings are only read during a run")
        return self._settings

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[HomeResource]:
        self._settings = Settings.load(self.path or None)
        self._home = open_home(self._settings.home)
        run_id = context.run.run_id if context.run is not None else ""
        log = context.log

        def waiting() -> None:
            if log is not None:
                log.info(f"another run holds {self.home.root}; waiting for it")

        with run_lock(self._home, on_wait=waiting):
            if context.instance is not None:
                free_killed_runs(context.instance, self._home, this_run=run_id)
            write_text(self._home.running_file, json.dumps({"run_id": run_id, "pid": os.getpid()}) + "\n")
            try:
                yield self
            finally:
                self._home.running_file.unlink(missing_ok=True)


def free_killed_runs(instance: dg.DagsterInstance, home: Home, *, this_run: str = "") -> list[str]:
    """Mark the run that died holding the lock as failed and free its pool slots; returns the ids of such runs.

    Call it under the lock: whoever is named in `running.json` then is dead, for the living hold the lock.
    A run of the command line that died before it got that far is known by the process id in its tags.
    """
    dead = []
    left_behind = str(read_json(home.running_file).get("run_id", ""))
    unfinished = dg.RunsFilter(
        statuses=[dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.CANCELING]
    )
    for run in instance.get_runs(unfinished):
        if run.run_id == this_run:
            continue
        pid = run.tags.get(PID_TAG)
        if run.run_id == left_behind or (pid is not None and not _alive(int(pid))):
            instance.report_run_failed(run, "the process of this run was killed; a later run found out")
            instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
            dead.append(run.run_id)
    if left_behind and left_behind != this_run:
        instance.event_log_storage.free_concurrency_slots_for_run(left_behind)
        home.running_file.unlink(missing_ok=True)
    return dead


#: Tag of runs that the command line started, with the id of their process.
PID_TAG = "gonghui/pid"


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def dbt_environment(settings: Settings, home: Home) -> dict[str, str]:
    """What the dbt project reads from the environment; the database's path is relative to the folder that dbt runs in."""
    seen = home.state / "seen.csv"
    return {
        "LAKE_DIR": str(home.lake),
        "GONGHUI_WAREHOUSE": home.warehouse.name,
        "GONGHUI_DBT_THREADS": str(settings.dbt_threads),
        "GONGHUI_SEEN_FILE": str(seen) if seen.exists() else "",
    }


def dbt_project(settings: Settings, dbt: Dbt) -> DbtProject:
    """The dbt project, parsed if its manifest is missing or older than one of its files."""
    project = DbtProject(project_dir=settings.dbt_project)
    if _stale(project.manifest_path, settings):
        parsed = dbt.run(
            ["parse"],
            project=settings.dbt_project,
            folder=settings.dbt_project,
            target=project.manifest_path.parent,
            environment=dbt_environment(settings, Home(settings.home)),
        )
        if parsed.failed:
            raise RuntimeError("the dbt project does not parse: " + "; ".join(parsed.problems()))
    return project


def _stale(manifest: Path, settings: Settings) -> bool:
    if not manifest.exists():
        return True
    made = manifest.stat().st_mtime_ns
    target = settings.dbt_project / "target"
    files: Iterator[Any] = (path for path in settings.dbt_project.rglob("*") if target not in path.parents)
    sources = [*files, *settings.reference.glob("*.yml")]
    return any(
        path.is_file() and path.suffix in {".sql", ".yml", ".py"} and path.stat().st_mtime_ns > made
        for path in sources
    )
