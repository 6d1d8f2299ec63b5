"""`make lint`: the definitions load as Dagster loads them (`dg check defs`), and no asset key hangs in the air."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from orchestration.home import open_home
from orchestration.settings import PROJECT_ROOT, Settings, use_home


def orphan_keys() -> list[str]:
    """Asset keys that something depends on and nothing makes: a misspelt source in dbt gives one without a word."""
    from orchestration.definitions import build_defs

    graph = build_defs().resolve_asset_graph()
    return sorted(
        key.to_user_string() for key in graph.get_all_asset_keys() if not graph.get(key).is_executable
    )


def main() -> int:
    """Exit code 0 when all is well."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.load(Path(folder) / "home")
        open_home(settings.home)
        use_home(settings)
        orphans = orphan_keys()
        if orphans:
            print(
                f"nothing makes these assets: {', '.join(orphans)}; check the sources' asset_key",
                file=sys.stderr,
            )
            return 1
        command = [str(Path(sys.executable).with_name("dg")), "check", "defs", "--use-active-venv"]
        # dg compares its interpreter with the active environment; ours is active even when nobody sourced `activate`.
        return subprocess.run(
            command, cwd=PROJECT_ROOT, env={**os.environ, "VIRTUAL_ENV": sys.prefix}
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
