"""Files become raw bytes once; versions, copies and disappearances are kept apart."""

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestration.home import Home, open_home
from orchestration.ingest import land as landing_module
from orchestration.ingest.land import land, look, raw_path
from orchestration.ingest.ledger import Ledger, Lineage
from orchestration.ingest.scan import IngestError, printable_name, scan

MAX = 1_000_000


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(tmp_path / "home")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "reports"
    path.mkdir()
    return path


def put(path: Path, text: str, at: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (at, at))
    return path


def lineages(home: Home) -> dict[str, Lineage]:
    return {lineage.file_name: lineage for lineage in Ledger.load(home.raw_manifest).lineages().values()}


def test_bytes_are_kept_under_their_hash(home: Home, folder: Path) -> None:
    put(folder / "a.txt", "一", 1)
    land(home, [folder], max_bytes=MAX)
    (report_id,) = Ledger.load(home.raw_manifest).lineages()
    assert raw_path(home.raw, report_id).read_text(encoding="utf-8") == "一"


def test_folders_are_read_recursively_without_hidden_files(folder: Path) -> None:
    put(folder / "b" / "c" / "2.txt", "二", 1)
    put(folder / "1.txt", "一", 1)
    put(folder / ".DS_Store", "x", 1)
    put(folder / "~$1.docx", "x", 1)
    assert [os.path.basename(file.path) for file in scan([folder])] == ["1.txt", "2.txt"]


def test_a_file_named_twice_counts_once(folder: Path) -> None:
    path = put(folder / "1.txt", "一", 1)
    assert len(scan([folder, path, folder])) == 1


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="no-such-folder"):
        scan([tmp_path / "no-such-folder"])


def test_an_unchanged_file_is_not_opened_again(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder / "a.txt", "一", 1)
    land(home, [folder], max_bytes=MAX)

    def refuse(*_: object) -> bytes:
        raise AssertionError("opened again")

    monkeypatch.setattr(landing_module.Path, "read_bytes", refuse)
    land(home, [folder], max_bytes=MAX)


def test_same_bytes_twice_are_one_report_with_two_sources(home: Home, folder: Path) -> None:
    put(folder / "a.txt", "一", 1)
    put(folder / "copy" / "b.txt", "一", 2)
    land(home, [folder], max_bytes=MAX)
    ledger = Ledger.load(home.raw_manifest)
    assert len(ledger.lineages()) == 1
    assert len(ledger.rows()) == 2


def test_a_changed_file_is_a_new_version_of_its_lineage(home: Home, folder: Path) -> None:
    put(folder / "a.txt", "一", 1)
    land(home, [folder], max_bytes=MAX)
    put(folder / "a.txt", "二二", 2)
    assert len(land(home, [folder], max_bytes=MAX).changed) == 1
    old, new = sorted(
        Ledger.load(home.raw_manifest).lineages().values(), key=lambda lineage: lineage.version_no
    )
    assert (old.standing, new.standing) == ("superseded", "current")
    assert old.superseded_by == new.report_id
    assert old.lineage_id == new.lineage_id == old.report_id
    assert (old.version_no, new.version_no) == (1, 2)


def test_a_report_stays_current_while_another_source_gives_it(home: Home, folder: Path) -> None:
    put(folder / "a.txt", "一", 1)
    put(folder / "b.txt", "一", 1)
    land(home, [folder], max_bytes=MAX)
    put(folder / "a.txt", "二二", 2)
    land(home, [folder], max_bytes=MAX)
    assert {lineage.standing for lineage in Ledger.load(home.raw_manifest).lineages().values()} == {"current"}


def test_bytes_that_come_back_are_current_again(home: Home, folder: Path) -> None:
    for at, text in enumerate(("一", "二二", "一"), start=1):
        put(folder / "a.txt", text, at)
        land(home, [folder], max_bytes=MAX)
    standing = {
        lineage.version_no: lineage.standing for lineage in Ledger.load(home.raw_manifest).lineages().values()
    }
    assert standing == {2: "superseded", 3: "current"}


def test_a_vanished_file_keeps_its_report(home: Home, folder: Path) -> None:
    put(folder / "a.txt", "一", 1).unlink()
    put(folder / "b.txt", "二", 1)
    put(folder / "a.txt", "一", 1)
    land(home, [folder], max_bytes=MAX)
    (folder / "a.txt").unlink()
    assert len(land(home, [folder], max_bytes=MAX).gone) == 1
    assert lineages(home)["a.txt"].standing == "current"
    gone = {row.file_name: row.gone_at is not None for row in Ledger.load(home.raw_manifest).rows()}
    assert gone == {"a.txt": True, "b.txt": False}


def test_a_run_over_another_folder_makes_nothing_gone(home: Home, folder: Path, tmp_path: Path) -> None:
    put(folder / "a.txt", "一", 1)
    land(home, [folder], max_bytes=MAX)
    put(tmp_path / "other" / "b.txt", "二", 1)
    assert land(home, [tmp_path / "other"], max_bytes=MAX).gone == []


def test_a_file_that_is_too_large_is_named_and_the_rest_goes_on(home: Home, folder: Path) -> None:
    put(folder / "a.txt", "一" * 100, 1)
    put(folder / "b.txt", "二", 1)
    landing = land(home, [folder], max_bytes=50)
    assert [os.path.basename(path) for path, _ in landing.unopened] == ["a.txt"]
    assert "larger than 50 bytes" in (lineages(home)["a.txt"].problem or "")
    assert lineages(home)["b.txt"].problem is None


def test_what_cannot_be_opened_stays_listed_until_it_can(home: Home, folder: Path) -> None:
    link = folder / "a.txt"
    link.symlink_to(folder / "not-yet")
    land(home, [folder], max_bytes=MAX)
    assert lineages(home)["a.txt"].problem == "a link that leads nowhere"
    assert not look(Ledger.load(home.raw_manifest), [folder], MAX).changes_anything
    link.unlink()
    put(link, "一", 1)
    land(home, [folder], max_bytes=MAX)
    assert [lineage.problem for lineage in Ledger.load(home.raw_manifest).lineages().values()] == [None]


def test_what_cannot_be_opened_and_is_gone_leaves(home: Home, folder: Path) -> None:
    (folder / "a.txt").symlink_to(folder / "nowhere")
    land(home, [folder], max_bytes=MAX)
    (folder / "a.txt").unlink()
    land(home, [folder], max_bytes=MAX)
    assert Ledger.load(home.raw_manifest).lineages() == {}


def test_a_file_that_cannot_be_opened_any_more_keeps_its_report(home: Home, folder: Path) -> None:
    put(folder / "a.txt", "一", 1)
    land(home, [folder], max_bytes=MAX)
    put(folder / "a.txt", "一" * 100, 2)
    land(home, [folder], max_bytes=50)
    both = Ledger.load(home.raw_manifest).lineages().values()
    assert {(lineage.standing, lineage.problem is None) for lineage in both} == {
        ("current", True),
        ("current", False),
    }


def test_a_folder_that_cannot_be_listed_is_named_and_its_files_are_not_gone(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder / "1.txt", "一", 1)
    put(folder / "closed" / "2.txt", "二", 1)
    land(home, [folder], max_bytes=MAX)
    forbid(monkeypatch, folder / "closed")
    landing = land(home, [folder], max_bytes=MAX)
    assert landing.gone == []
    assert lineages(home)["closed"].problem == "the folder cannot be listed (Permission denied)"


def test_a_root_that_cannot_be_listed_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbid(monkeypatch, folder)
    with pytest.raises(IngestError, match="cannot be listed"):
        scan([folder])


def forbid(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Tests may run as root, whom no mode bits stop."""
    listing = os.scandir

    def refuse(path: str) -> object:
        if Path(path) == folder:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return listing(path)

    monkeypatch.setattr(os, "scandir", refuse)


def test_first_seen_is_naive_utc_and_stays(home: Home, folder: Path) -> None:
    put(folder / "a.txt", "一", 1)
    land(home, [folder], max_bytes=MAX, now=datetime(2026, 1, 2, 3, tzinfo=UTC))
    os.utime(folder / "a.txt", (9, 9))
    land(home, [folder], max_bytes=MAX, now=datetime(2027, 1, 1, tzinfo=UTC))
    assert lineages(home)["a.txt"].first_seen_at == datetime(2026, 1, 2, 3)


def test_a_gbk_file_name_becomes_text(tmp_path: Path) -> None:
    assert printable_name(os.fsdecode("总结.txt".encode("gb18030"))) == "总结.txt"
