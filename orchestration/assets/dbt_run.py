"""Run dbt as a child process and tell Dagster what became of each node.

dagster-dbt gives the graph (`@dbt_assets`); its own way to run dbt loads dbt's adapter into this process and polls for metadata, which
costs more than the build of a small home. So dbt writes its run results, and row counts, columns and lineage are read once at the end.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Nodes that dbt built; a test passed, failed or warned; everything else is an error or was skipped.
BUILT = "success"
_TEST_STATES = {"pass", "fail", "warn", "error"}


@dataclass(frozen=True, slots=True)
class NodeResult:
    """What became of one dbt node. `failures` counts the rows that a test found."""

    unique_id: str
    status: str
    message: str
    failures: int
    seconds: float

    @property
    def is_test(self) -> bool:
        return self.unique_id.startswith("test.")

    @property
    def is_built(self) -> bool:
        return not self.is_test and self.status == BUILT

    @property
    def has_verdict(self) -> bool:
        return self.is_test and self.status in _TEST_STATES


@dataclass(frozen=True, slots=True)
class DbtRun:
    """The results of one dbt command; `failed` when dbt says so by its exit code."""

    failed: bool
    nodes: tuple[NodeResult, ...]
    log_tail: str

    def problems(self) -> list[str]:
        """One line a node that failed, for people."""
        found = [
            f"{node.unique_id.split('.')[2]}: {' '.join(node.message.split())[:300]}"
            for node in self.nodes
            if node.status in ("error", "fail", "runtime error")
        ]
        return found or [self.log_tail or "dbt failed without saying why"]


class Dbt:
    """Starts dbt processes. `warm` starts one ahead of its use: loading dbt takes seconds that way spent beside other work."""

    def __init__(self) -> None:
        self._waiting: subprocess.Popen[str] | None = None

    def warm(self) -> None:
        if self._waiting is None:
            self._waiting = self._start()

    def close(self) -> None:
        """End a process that was started and not used."""
        if self._waiting is not None:
            self._waiting.terminate()
            self._waiting.communicate()
            self._waiting = None

    def run(
        self,
        arguments: Sequence[str],
        *,
        project: Path,
        folder: Path,
        target: Path,
        environment: Mapping[str, str],
        say: Callable[[str], None] = print,
        progress: Callable[[int, int], None] | None = None,
    ) -> DbtRun:
        """Run `dbt ARGUMENTS` in `folder` and wait. Its messages go to `say` as they come; stopping us stops it too.

        dbt resolves the database's path against `folder`: the profile is then the same for every home, and dbt need not parse anew.
        """
        target.mkdir(parents=True, exist_ok=True)
        results = target / "run_results.json"
        results.unlink(missing_ok=True)
        orders = {
            "folder": str(folder),
            "environment": dict(environment),
            "arguments": [
                "--log-format=json",
                "--log-level-file=none",
                "--no-use-colors",
                *arguments,
                f"--project-dir={project}",
                f"--profiles-dir={project}",
                f"--target-path={target}",
            ],
        }
        process, self._waiting = self._waiting or self._start(), None
        tail: list[str] = []
        with process:
            try:
                assert process.stdin is not None and process.stdout is not None
                process.stdin.write(json.dumps(orders) + "\n")
                process.stdin.close()
                for message, at in _messages(process.stdout):
                    if message:
                        say(message)
                        tail = [*tail[-4:], message]
                    if at is not None and progress is not None:
                        progress(*at)
            except BaseException:
                process.terminate()
                process.wait(20)
                raise
        return DbtRun(
            process.returncode != 0, tuple(_nodes(results)), " ".join(" ".join(tail).split())[-600:]
        )

    @staticmethod
    def _start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "orchestration.assets.dbt_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )


def _messages(lines: Iterable[str]) -> Iterator[tuple[str, tuple[int, int] | None]]:
    for line in lines:
        try:
            event = json.loads(line)
            message, data = str(event["info"]["msg"]), event.get("data", {})
        except (ValueError, KeyError, TypeError):
            yield line.rstrip(), None
            continue
        index, total = data.get("index"), data.get("total")
        at = (
            (index, total) if isinstance(index, int) and isinstance(total, int) and "status" in data else None
        )
        yield message, at


def _nodes(results: Path) -> Iterator[NodeResult]:
    if not results.exists():
        return
    for row in json.loads(results.read_text(encoding="utf-8"))["results"]:
        yield NodeResult(
            unique_id=row["unique_id"],
            status=row["status"],
            message=row["message"] or "",
            failures=row["failures"] or 0,
            seconds=row["execution_time"],
        )
