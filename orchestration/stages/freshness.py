"""Is the published file still the right answer? One digest over everything that a build is made from.

Nothing here builds; `gonghui run` asks before it starts, and the publish step notes what it was made from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from orchestration.home import Home, read_json, write_text
from orchestration.lake.store import Lake
from orchestration.settings import PROJECT_ROOT, Settings

#: Folders of the package whose code decides what the marts hold (extraction has its own rules_version).
_CODE = ("quality", "publish")
_DBT_FOLDERS = ("models", "macros", "tests")


@dataclass(frozen=True, slots=True)
class Built:
    """What the last complete build was made from, and where it went; times are naive UTC text."""

    inputs: str = ""
    run_id: str = ""
    publish_id: str = ""
    finished_at: str = ""


def inputs_digest(settings: Settings, home: Home) -> str:
    """Digest of lake, vocabulary, dbt project, decisions and the code that judges: equal inputs give equal marts."""
    whole = hashlib.sha256(Lake(home.lake).manifest().digest().encode())
    for path in _files(settings, home):
        whole.update(f"\n{path.name}\n".encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def last_build(home: Home) -> Built:
    """The last complete build, empty when there was none."""
    found = read_json(home.built_file)
    return Built(**{name: str(found.get(name, "")) for name in Built.__dataclass_fields__})


def checks_version(settings: Settings) -> str:
    """Version of the plausibility data: it has its own, for a new bound must not cause extraction again."""
    whole = hashlib.sha256()
    for name in ("rules.csv", "bounds.csv", "ratios.csv"):
        path = settings.reference / name
        whole.update(path.read_bytes() if path.exists() else b"")
    return whole.hexdigest()[:12]


def note_marts(home: Home, inputs: str, run_id: str) -> None:
    """dbt is through: the warehouse holds the marts of these inputs."""
    write_text(_marts_file(home), json.dumps({"inputs": inputs, "run_id": run_id}) + "\n")


def marts_inputs(home: Home) -> str:
    """Digest of the inputs that the warehouse was completely built from; empty while or after a build failed."""
    return str(read_json(_marts_file(home)).get("inputs", ""))


def _marts_file(home: Home) -> Path:
    return home.state / "marts.json"


def note_build(home: Home, built: Built) -> None:
    write_text(home.built_file, json.dumps(asdict(built), indent=1) + "\n")


def forget_build(home: Home) -> None:
    """Called before the warehouse is touched: a build that does not finish must not count as the last one."""
    home.built_file.unlink(missing_ok=True)
    _marts_file(home).unlink(missing_ok=True)


def _files(settings: Settings, home: Home) -> Iterator[Path]:
    yield from sorted(settings.reference.glob("*"))
    yield from sorted(path for path in settings.dbt_project.glob("*.yml"))
    for folder in _DBT_FOLDERS:
        yield from sorted(path for path in (settings.dbt_project / folder).rglob("*") if path.is_file())
    for folder in _CODE:
        yield from sorted((PROJECT_ROOT / "orchestration" / folder).rglob("*.py"))
    if home.reviews.exists():
        yield home.reviews
