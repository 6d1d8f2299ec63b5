"""What cannot be read has a row, a status and a reason; what cannot be used is said in one line, with exit 2."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from orchestration.home import HOME_VERSION, Home
from tests.conftest import ROOT, SAMPLE, Gonghui


def test_files_that_cannot_be_read_are_rows_and_the_run_goes_on(tmp_path: Path, gonghui: Gonghui) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "unknown.xyz").write_bytes(b"\x00\x01\x02\x03" * 100)
    (folder / "good.txt").write_text(
        "某市总工会2022年工作总结\n2022年，发展会员3.2万人。\n", encoding="utf-8"
    )
    (folder / "dangling.txt").symlink_to(folder / "nowhere")
    (folder / "large.txt").write_text("工会会员3万人。" * 1000, encoding="utf-8")
    home = tmp_path / "home"
    limit = {"GONGHUI_MAX_FILE_BYTES": "20000"}
    done = gonghui("run", "--reports", folder, "--home", home, env=limit)
    with duckdb.connect(str(Home(home).published_file), read_only=True) as connection:
        rows = connection.execute(
            "select file_name, text_status, text_reason from marts.dim_reports"
        ).fetchall()
    status = {name: (kind, bool(reason)) for name, kind, reason in rows}
    assert status.pop("good.txt")[0] == "ok"
    assert set(status) == {"empty.txt", "binary.txt", "unknown.xyz", "dangling.txt", "large.txt"}
    assert status["empty.txt"] == ("empty", True)
    assert all(kind != "ok" and has_reason for kind, has_reason in status.values())
    assert "could not be read: 5" in done.stdout
    assert all(name in done.stdout for name in status)
    again = gonghui("run", "--reports", folder, "--home", home, env=limit)
    assert "nothing changed" in again.stdout


def test_an_empty_inbox_is_no_error(tmp_path: Path, gonghui: Gonghui) -> None:
    done = gonghui("run", "--home", tmp_path / "home")
    assert str(tmp_path / "home" / "inbox") in done.stdout
    assert Home(tmp_path / "home").published_file.exists()


def one_line(text: str) -> str:
    (line,) = text.strip().splitlines()
    assert line.startswith("gonghui: ")
    return line


def test_a_missing_folder(tmp_path: Path, gonghui: Gonghui) -> None:
    done = gonghui("run", "--reports", tmp_path / "nowhere", "--home", tmp_path / "home", code=2)
    assert "nowhere" in one_line(done.stderr)


def test_an_unwritable_home(tmp_path: Path, gonghui: Gonghui) -> None:
    (tmp_path / "file").write_text("")
    done = gonghui("run", "--reports", SAMPLE, "--home", tmp_path / "file" / "home", code=2)
    assert "cannot write" in one_line(done.stderr)


def test_a_home_made_by_a_newer_version(tmp_path: Path, gonghui: Gonghui) -> None:
    (tmp_path / "home.json").write_text(json.dumps({"home_version": HOME_VERSION + 1}))
    done = gonghui("run", "--reports", SAMPLE, "--home", tmp_path, code=2)
    assert "newer gonghui" in one_line(done.stderr)


def test_a_reader_without_anything_published(tmp_path: Path, gonghui: Gonghui) -> None:
    done = gonghui("findings", "--home", tmp_path / "home", code=2)
    assert "gonghui run" in one_line(done.stderr)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of vocabulary and dbt project that a test may spoil."""
    path = tmp_path / "project"
    shutil.copytree(ROOT / "seeds" / "reference", path / "seeds" / "reference")
    shutil.copytree(
        ROOT / "dbt_project", path / "dbt_project", ignore=shutil.ignore_patterns("target", "logs")
    )
    return path


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refused(project: Path, gonghui: Gonghui) -> str:
    home = project.parent / "home"
    done = gonghui("run", "--reports", SAMPLE, "--home", home, env={"GONGHUI_PROJECT": str(project)}, code=2)
    assert not home.exists(), "work began before the vocabulary was checked"
    return one_line(done.stderr)


def test_an_unknown_unit_in_the_vocabulary(project: Path, gonghui: Gonghui) -> None:
    path = project / "seeds" / "reference" / "indicators.csv"
    header, first, *_ = path.read_text(encoding="utf-8").splitlines()
    unit = first.split(",")[header.split(",").index("unit_family")]
    spoil(path, f",{unit},", ",parsecs,")
    line = refused(project, gonghui)
    assert "indicators.csv" in line and "parsecs" in line


def test_a_part_of_a_missing_indicator(project: Path, gonghui: Gonghui) -> None:
    path = project / "seeds" / "reference" / "indicators.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    at = header.split(",").index("part_of")
    row = next(row for row in rows if row.count(",") == header.count(",") and row.split(",")[at])
    fields = row.split(",")
    spoil(path, row, ",".join([*fields[:at], "no_such_indicator", *fields[at + 1 :]]))
    line = refused(project, gonghui)
    assert "indicators.csv" in line and "no_such_indicator" in line


def test_a_duplicate_alias(project: Path, gonghui: Gonghui) -> None:
    path = project / "seeds" / "reference" / "indicator_aliases.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*rows, rows[1]]) + "\n", encoding="utf-8")
    assert "indicator_aliases.csv" in refused(project, gonghui)


def test_a_broken_promise_keeps_the_old_published_file(
    project: Path, built_home: Path, gonghui: Gonghui
) -> None:
    home = project.parent / "home"
    shutil.copytree(built_home, home)
    before = (home / "published" / "manifest.json").read_text(encoding="utf-8")
    env = {"GONGHUI_PROJECT": str(project)}
    # Held figures slip into the values: a promise about structure, which nothing but a check would notice.
    model = project / "dbt_project" / "models" / "marts" / "fct_claims.sql"
    spoil(model, "'held'", "'clear'")
    done = gonghui("run", "--reports", SAMPLE, "--home", home, env=env, code=1)
    assert (home / "published" / "manifest.json").read_text(encoding="utf-8") == before
    assert "stays as it was" in done.stderr
    assert Home(home).published_file.exists()
    # The next run must not believe that the failed build is the last one.
    gonghui("run", "--reports", SAMPLE, "--home", home)
