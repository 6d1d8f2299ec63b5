"""What several tests share: the sample, a home built from it once a session, and a way to call the program as people do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "seeds" / "reports"
#: The five real reports stand beside the project, not in it.
ORIGINALS = ROOT.parent / "shared" / "reports"

Gonghui = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def gonghui() -> Gonghui:
    """Call `gonghui ARGUMENTS` in a process of its own; keyword `env` adds variables, `code` is the exit code to expect."""

    def call(
        *arguments: str | Path, env: dict[str, str] | None = None, code: int = 0
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "orchestration", *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == code, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    return call


@pytest.fixture(scope="session")
def built_home(tmp_path_factory: pytest.TempPathFactory, gonghui: Gonghui) -> Path:
    """A home after one run over the sample. Tests may read it; whoever changes it takes a copy."""
    home = tmp_path_factory.mktemp("built") / "home"
    done = gonghui("run", "--reports", SAMPLE, "--home", home)
    (home.parent / "summary.txt").write_text(done.stdout, encoding="utf-8")
    (home.parent / "progress.txt").write_text(done.stderr, encoding="utf-8")
    return home


@pytest.fixture(scope="session")
def originals() -> Path:
    """The folder of the real reports; a test that needs it is skipped where it is not."""
    if not ORIGINALS.is_dir():
        pytest.skip("the original reports (../shared/reports) are not here")
    return ORIGINALS
