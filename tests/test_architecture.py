"""The borders of the house: who imports what, how long a file may be, which names are allowed, and that words about commands are true."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.cli.main import COMMANDS
from tests.conftest import ROOT

PACKAGE = ROOT / "orchestration"
FILES = sorted(PACKAGE.rglob("*.py"))
FRAMEWORKS = {"dagster", "dagster_dbt", "dbt", "duckdb", "great_expectations"}
#: These know the domain only.
DOMAIN = ("corpus", "figures", "claims", "catalogue", "quality")
#: Dagster may be imported here at the top, and inside functions in cli/.
DAGSTER_AT_TOP = ("definitions.py", "jobs.py", "resources.py", "assets/", "checks/", "sensors/")
#: Words that say nothing about what a file holds.
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base"}
LONGEST = 400


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(tree: ast.AST, *, top_only: bool = False) -> Iterator[str]:
    """Top-level package names of all imports; with `top_only` without those inside functions and TYPE_CHECKING blocks."""
    waiting = list(ast.iter_child_nodes(tree))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        typing_only = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        if not (top_only and (inside or typing_only)):
            waiting.extend(ast.iter_child_nodes(node))


def roots(path: Path, *, top_only: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {module.split(".")[0] for module in imports(tree, top_only=top_only)}


@pytest.mark.parametrize("path", [p for p in FILES if p.relative_to(PACKAGE).parts[0] in DOMAIN], ids=name)
def test_the_domain_knows_no_framework(path: Path) -> None:
    assert roots(path) & FRAMEWORKS == set()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_dagster_stays_in_its_rooms(path: Path) -> None:
    inside = path.relative_to(PACKAGE).as_posix()
    at_top = roots(path, top_only=True) & {"dagster", "dagster_dbt"}
    anywhere = roots(path) & {"dagster", "dagster_dbt"}
    if not inside.startswith(DAGSTER_AT_TOP):
        assert at_top == set()
        assert inside.startswith("cli/") or anywhere == set()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_great_expectations_is_imported_late(path: Path) -> None:
    assert "great_expectations" not in roots(path, top_only=True)


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.relative_to(PACKAGE).parts[0] in ("figures", "claims")], ids=name
)
def test_figures_and_claims_open_no_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\bopen\(|\.read_text\(|\.read_bytes\(|\.write_text\(", text)


@pytest.mark.parametrize("path", [p for p in FILES if p.name != "settings.py"], ids=name)
def test_only_settings_reads_the_environment(path: Path) -> None:
    """Setting variables for a child process is fine; reading one is what settings is for."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"os\.getenv|os\.environ\.get|environ\[[^]]+\](?!\s*=[^=])", text)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_files_are_short_and_named_for_what_they_hold(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert path.stem not in EMPTY_NAMES
    assert re.fullmatch(r"(__)?[a-z][a-z0-9]*(_[a-z0-9]+)*(__)?", path.stem)


@pytest.mark.parametrize("path", [p for p in FILES if p.name == "__init__.py"], ids=name)
def test_every_package_says_what_lives_there(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


LAYERS = {
    "staging": r"stg_[a-z_]+",
    "intermediate": r"int_[a-z_]+",
    "marts": r"(dim|fct|rpt|meta)_[a-z_]+",
}


@pytest.mark.parametrize("path", sorted((ROOT / "dbt_project" / "models").rglob("*.sql")), ids=name)
def test_model_names_say_their_layer(path: Path) -> None:
    assert re.fullmatch(LAYERS[path.parent.name], path.stem)


def test_every_folder_of_tests_runs() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"][
        "ini_options"
    ]
    assert "tests" in config["testpaths"]
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    named = [
        path for path in folders if not any(path.glob("test_*.py")) and path.name not in ("tests", "cases")
    ]
    assert [name(path) for path in named] == []


def shell_lines() -> str:
    return "\n".join(re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S))


def test_every_command_of_the_readme_exists() -> None:
    used = set(re.findall(r"bin/gonghui ([a-z]+)", shell_lines()))
    assert used, "the README shows no command"
    assert used <= set(COMMANDS)


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    used = set(re.findall(r"^make ([a-z-]+)", shell_lines(), re.M))
    assert {"run", "test", "ui"} <= used <= targets


def test_every_path_of_the_readme_exists() -> None:
    paths = re.findall(
        r"`((?:orchestration|seeds|dbt_project|tests)/[\w./-]*)`",
        (ROOT / "README.md").read_text(encoding="utf-8"),
    )
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_its_module(command: str) -> None:
    module = ROOT / (COMMANDS[command].module.replace(".", "/") + ".py")
    text = module.read_text(encoding="utf-8")
    assert "def add_arguments(" in text and "def run(" in text


def test_constraints_name_exact_versions_and_no_address() -> None:
    lines = [
        line
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[^\s@/]+", line)] == []


def test_no_asset_key_hangs_in_the_air() -> None:
    from orchestration.checks.definitions_load import orphan_keys

    assert orphan_keys() == []


def test_definitions_use_nothing_deprecated(recwarn: pytest.WarningsRecorder) -> None:
    from orchestration.definitions import Overrides, build_defs

    names = {
        job.name for job in build_defs(Overrides(without=frozenset({"check_only"}))).resolve_all_job_defs()
    }
    assert {"build_all", "rebuild_marts"} <= names and "check_only" not in names
    assert [
        str(w.message)
        for w in recwarn
        if "deprecat" in str(w.message).lower() and "dagster" in str(w.message).lower()
    ] == []
