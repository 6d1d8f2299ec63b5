"""A run that was killed or stopped by hand leaves a home from which the next run goes on, without waiting for the dead."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from orchestration.home import Home
from tests.conftest import ROOT, SAMPLE, Gonghui

STEP = {"while extracting": "读报告", "while dbt builds": "判断与汇总"}


def start(home: Path, until: str) -> subprocess.Popen[str]:
    """A run over the sample that has reached the step whose progress line holds `until`."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "orchestration",
            "run",
            "--full",
            "--reports",
            str(SAMPLE),
            "--home",
            str(home),
        ],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stderr is not None
    for line in process.stderr:
        if until in line:
            return process
    raise AssertionError(f"the run ended before {until}")


def statuses(home: Path) -> list[str]:
    import dagster as dg

    os.environ["DAGSTER_HOME"] = str(home / "dagster")
    try:
        with dg.DagsterInstance.get() as instance:
            return [run.status.value for run in instance.get_runs()]
    finally:
        del os.environ["DAGSTER_HOME"]


@pytest.mark.parametrize("moment", STEP)
def test_after_kill_9_the_next_run_goes_through(
    moment: str, built_home: Path, tmp_path: Path, gonghui: Gonghui
) -> None:
    home = tmp_path / "home"
    shutil.copytree(built_home, home)
    before = (home / "published" / "manifest.json").read_text(encoding="utf-8")
    process = start(home, STEP[moment])
    process.send_signal(signal.SIGKILL)
    process.wait(20)
    assert (home / "published" / "manifest.json").read_text(encoding="utf-8") == before
    began = time.monotonic()
    done = gonghui("run", "--reports", SAMPLE, "--home", home)
    assert time.monotonic() - began < 120, "the next run waited for the dead one"
    assert "held back" in done.stdout
    assert statuses(home)[:2] == ["SUCCESS", "FAILURE"]
    assert not Home(home).running_file.exists()


def test_after_ctrl_c_the_next_run_goes_through(built_home: Path, tmp_path: Path, gonghui: Gonghui) -> None:
    home = tmp_path / "home"
    shutil.copytree(built_home, home)
    process = start(home, STEP["while dbt builds"])
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    said = process.stderr.read()
    assert process.wait(30) == 130
    assert "interrupted" in said
    assert "Traceback" not in said
    gonghui("run", "--reports", SAMPLE, "--home", home)
    assert "STARTED" not in statuses(home)
