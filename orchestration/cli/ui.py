"""`gonghui ui`: Dagster's web UI and daemon for a home, on 127.0.0.1 only (it has no login of its own)."""

from __future__ import annotations

import argparse
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from orchestration.cli.errors import UsageError
from orchestration.cli.options import add_home

HOST = "127.0.0.1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_home(parser)
    parser.add_argument("--port", type=int, default=3000, help="default 3000")
    parser.add_argument(
        "--no-daemon", action="store_true", help="without the daemon: sensors and schedules stand still"
    )


def run(args: argparse.Namespace) -> int:
    from orchestration.home import open_home
    from orchestration.settings import Settings, use_home

    settings = Settings.load(args.home)
    home = open_home(settings.home)
    _check_free(args.port)
    use_home(settings)
    workspace = str(settings.project / "workspace.yaml")
    programs = [["dagster-webserver", "-h", HOST, "-p", str(args.port), "-w", workspace]]
    if not args.no_daemon:
        programs.append(["dagster-daemon", "run", "-w", workspace])
    print(f"http://{HOST}:{args.port}", flush=True)
    print(f"home {home.root}; Ctrl-C 结束 / ends it", file=sys.stderr)
    # A shell that starts us in the background lets children ignore Ctrl-C; then they would not end with us.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    bin_folder = Path(sys.executable).parent
    children = [
        subprocess.Popen([str(bin_folder / name), *rest], cwd=settings.project) for name, *rest in programs
    ]
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for child in children:
            child.terminate()
        for child in children:
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise UsageError(f"port {port} of {HOST} is taken: name another with --port") from None
