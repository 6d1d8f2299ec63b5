"""The home: the one folder that a run reads and leaves behind, its layout, its version and its lock.

Here: where things lie and whether the folder can be used. Not here: what is in the files (lake, ingest, publish).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Raised by one when an older home must be upgraded before use; older programs refuse newer homes.
HOME_VERSION = 1

DAGSTER_YAML = """\
# Written by gonghui when the home was made; yours to edit.
telemetry:
  enabled: false
nux:
  enabled: false
# One run at a time: two would write the same lake files and the same DuckDB file.
concurrency:
  runs:
    max_concurrent_runs: 1
  pools:
    default_limit: 1
    granularity: op
freshness:
  enabled: true
retention:
  schedule:
    purge_after_days: 90
  sensor:
    purge_after_days: 7
"""


class HomeError(Exception):
    """The home cannot be used; the message is one line: what, where, what to do."""


@dataclass(frozen=True, slots=True)
class Home:
    """Paths of a home. Building one touches nothing; `open_home` makes and checks it."""

    root: Path

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def raw(self) -> Path:
        return self.root / "raw"

    @property
    def raw_manifest(self) -> Path:
        return self.raw / "manifest.parquet"

    @property
    def lake(self) -> Path:
        return self.root / "lake"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse.duckdb"

    @property
    def reviews(self) -> Path:
        return self.root / "reviews.csv"

    @property
    def state(self) -> Path:
        return self.root / "state"

    @property
    def published(self) -> Path:
        return self.root / "published"

    @property
    def published_file(self) -> Path:
        return self.published / "gonghui.duckdb"

    @property
    def dagster(self) -> Path:
        return self.root / "dagster"

    @property
    def dbt_target(self) -> Path:
        return self.root / "dbt"

    @property
    def version_file(self) -> Path:
        return self.root / "home.json"

    @property
    def built_file(self) -> Path:
        """What the last complete build was made from."""
        return self.state / "built.json"

    @property
    def lock_file(self) -> Path:
        return self.state / "run.lock"

    @property
    def running_file(self) -> Path:
        """Run id and process id of whoever holds the lock; left behind only by a killed run."""
        return self.state / "running.json"


def open_home(root: Path, *, create: bool = True) -> Home:
    """The home at `root`, made if missing (only with `create`), checked for version and writability.

    Raises HomeError.
    """
    home = Home(root)
    if not root.exists() and not create:
        raise HomeError(f"there is no home at {root}: make one with gonghui run, or name another with --home")
    if root.exists() and not root.is_dir():
        raise HomeError(f"{root} is not a folder: name another home with --home or GONGHUI_HOME")
    version = _version(home)
    if version > HOME_VERSION:
        raise HomeError(
            f"{root} was made by a newer gonghui (home version {version}, this program knows {HOME_VERSION}): "
            "update gonghui, or name another home with --home"
        )
    if not create:
        return home
    try:
        for folder in (home.inbox, home.raw, home.lake, home.state, home.published, home.dagster):
            folder.mkdir(parents=True, exist_ok=True)
        probe = home.state / f".writable-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
        if not home.version_file.exists():
            write_text(home.version_file, json.dumps({"home_version": HOME_VERSION}) + "\n")
        if not (home.dagster / "dagster.yaml").exists():
            write_text(home.dagster / "dagster.yaml", DAGSTER_YAML)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise HomeError(
            f"cannot write in {root} ({reason}): free it, or name another home with --home or GONGHUI_HOME"
        ) from None
    return home


def _version(home: Home) -> int:
    try:
        text = home.version_file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return HOME_VERSION
    except OSError as error:
        raise HomeError(
            f"cannot read {home.version_file} ({error.strerror}): check its permissions"
        ) from None
    try:
        return int(json.loads(text)["home_version"])
    except (ValueError, KeyError, TypeError):
        raise HomeError(
            f"{home.version_file} is damaged: it must read {json.dumps({'home_version': HOME_VERSION})}"
        ) from None


def write_text(path: Path, text: str) -> None:
    """Write `text` so that a reader sees the old file or the whole new one (temporary name, fsync, rename)."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with open(temporary, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def read_json(path: Path) -> dict[str, Any]:
    """The object in `path`; empty when the file is missing or was cut off."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


@contextmanager
def run_lock(home: Home, *, on_wait: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the home for one run. A second run waits, after telling so once; the system frees a dead run's lock.

    Taking it again in the same process is allowed, so that the command line may hold it around a Dagster run.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(home.lock_file, is_singleton=True)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if on_wait is not None:
            on_wait()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
