"""Dagster's UI on a built home: the run, the unbroken lineage and the checks in a real browser, and a run started from there."""

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.full

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=2000,1200",
    "--virtual-time-budget=20000",
)


@pytest.fixture(scope="module")
def address(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running UI on a copy of the built home."""
    home = tmp_path_factory.mktemp("ui") / "home"
    shutil.copytree(built_home, home)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "orchestration", "ui", "--home", str(home), "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait(lambda: answers(f"{address}/server_info"), 90)
        wait(
            lambda: (
                "build_all"
                in str(
                    ask(
                        address,
                        "{ repositoriesOrError { __typename ... on RepositoryConnection { nodes { jobs { name } } } } }",
                    )
                )
            ),
            60,
        )
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def wait(ready: Any, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < until, "did not happen in time"
        time.sleep(0.5)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def ask(address: str, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
    body = json.dumps({"query": query, "variables": variables or {}}).encode()
    request = urllib.request.Request(f"{address}/graphql", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as reply:
        found: dict[str, Any] = json.loads(reply.read())
    assert "errors" not in found, found
    return found["data"]


def page(address: str, path: str) -> str:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("chromium is not installed")
    done = subprocess.run([chromium, *FLAGS, "--dump-dom", address + path], capture_output=True, timeout=120)
    return done.stdout.decode("utf-8", "replace")


def test_the_lineage_is_one_graph_from_raw_reports_to_the_published_file(address: str) -> None:
    shown = page(address, "/assets/published/gonghui?view=lineage&lineageScope=upstream&lineageDepth=9")
    for asset in ("raw_reports", "claims", "fct_claims", "fct_findings", "gonghui"):
        assert asset in shown


def test_the_run_is_listed(address: str) -> None:
    shown = page(address, "/runs")
    assert "build_all" in shown
    assert "Success" in shown


def test_the_checks_are_shown_with_their_result(address: str) -> None:
    shown = page(address, "/assets/marts/fct_findings?view=checks&checkDetail=findings_grammar")
    assert "findings_grammar" in shown
    assert "non-blocking" in shown
    assert "写法本身不可能" in shown


def test_a_job_started_from_the_ui_goes_through(address: str) -> None:
    launched = ask(
        address,
        """
        mutation($params: ExecutionParams!) {
          launchPipelineExecution(executionParams: $params) {
            __typename
            ... on LaunchRunSuccess { run { runId } }
            ... on PythonError { message }
          }
        }
        """,
        {
            "params": {
                "selector": {
                    "repositoryLocationName": "orchestration.definitions",
                    "repositoryName": "__repository__",
                    "pipelineName": "rebuild_marts",
                },
                "mode": "default",
                "runConfigData": {},
            }
        },
    )["launchPipelineExecution"]
    assert launched["__typename"] == "LaunchRunSuccess", launched
    run_id = launched["run"]["runId"]

    def status() -> str:
        found = ask(
            address, "query($id: ID!) { runOrError(runId: $id) { ... on Run { status } } }", {"id": run_id}
        )
        return str(found["runOrError"]["status"])

    wait(lambda: status() in ("SUCCESS", "FAILURE", "CANCELED"), 180)
    assert status() == "SUCCESS"
