"""A stage redoes only what changed, carries the rest over, and gives the same tables however it is driven."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from orchestration.lake import store
from orchestration.lake.store import Lake
from orchestration.stages import drive
from orchestration.stages.records import Batch, Record, Stage, batch_of

SEEN: list[str] = []


def count_letters(records: Iterable[Record], rules_version: str, reference: str) -> Iterator[Batch]:
    """A stage small enough to see through: one row a report, its class the rules version; `broken` names fail."""
    for record in records:
        SEEN.append(record.file_name)
        if record.file_name == "broken":
            yield Batch(
                {"mention_counts": batch_of("mention_counts", [])}, {record.report_id: "ValueError: broken"}
            )
        else:
            row = {"report_id": record.report_id, "class": rules_version, "count": len(record.file_name)}
            yield Batch({"mention_counts": batch_of("mention_counts", [row])}, {})


STAGE = Stage("claims", ("mention_counts",), count_letters)


def records(*names: str, key: str = "v1") -> list[Record]:
    # One record a batch would hide wrong grouping; ids differ in their first eight digits, which choose the shard.
    return [Record(f"{i:08x}" + "0" * 56, "", name, key) for i, name in enumerate(names)]


def run(lake: Lake, wanted: list[Record], *, version: str = "v1", full: bool = False) -> drive.Outcome:
    SEEN.clear()
    planned = drive.plan(lake, STAGE, wanted, full=full)
    return drive.run(lake, STAGE, planned, version=version, rules_version=version, reference="", full=full)


def rows(lake: Lake) -> dict[str, tuple[str, int]]:
    found = lake.read(lake.manifest(), "mention_counts").to_pylist()
    return {row["report_id"][:8]: (row["class"], row["count"]) for row in found}


@pytest.fixture(autouse=True)
def one_record_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drive, "BATCH", 1)


def test_the_first_run_does_everything(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    assert run(lake, records("a", "bb")).redone == 2
    assert rows(lake) == {"00000000": ("v1", 1), "00000001": ("v1", 2)}


def test_a_second_run_does_nothing_and_changes_no_file(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    run(lake, records("a", "bb"))
    before = lake.manifest()
    assert run(lake, records("a", "bb")).redone == 0
    assert SEEN == []
    assert lake.manifest() == before


def test_only_the_new_report_is_done(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    run(lake, records("a", "bb"))
    run(lake, records("a", "bb", "ccc"))
    assert SEEN == ["ccc"]
    assert len(rows(lake)) == 3


def test_a_new_key_redoes_the_report(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    run(lake, records("a", "bb"))
    wanted = records("a", "bb")
    wanted[1] = replace(wanted[1], key="v2")
    run(lake, wanted, version="v2")
    assert rows(lake) == {"00000000": ("v1", 1), "00000001": ("v2", 2)}


def test_a_report_that_is_no_longer_wanted_leaves(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    run(lake, records("a", "bb"))
    run(lake, records("a"))
    assert list(rows(lake)) == ["00000000"]


def test_a_failed_report_is_told_and_tried_again(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    outcome = run(lake, records("a", "broken"))
    assert list(outcome.problems.values()) == ["ValueError: broken"]
    run(lake, records("a", "broken"))
    assert SEEN == ["broken"]


def test_full_trusts_nothing(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    run(lake, records("a", "bb"))
    before = lake.manifest()
    run(lake, records("a", "bb"), full=True)
    assert SEEN == ["a", "bb"]
    assert lake.manifest() == before


def test_growing_beyond_one_shard_keeps_every_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = Lake(tmp_path)
    run(lake, records(*"abc"))
    monkeypatch.setattr(store, "ONE_SHARD_UP_TO", 3)
    run(lake, records(*"abcd"))
    assert SEEN == ["d"]
    assert len(rows(lake)) == 4
    assert len(lake.manifest().tables["mention_counts"]) == store.MANY
    run(lake, records(*"abcd", "e"))
    assert SEEN == ["e"]
    assert len(rows(lake)) == 5


def test_a_new_report_touches_its_own_shard_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = Lake(tmp_path)
    monkeypatch.setattr(store, "ONE_SHARD_UP_TO", 3)
    run(lake, records(*"abcde"))
    before = lake.manifest().tables["mention_counts"]
    run(lake, records(*"abcdef"))
    after = lake.manifest().tables["mention_counts"]
    assert [i for i, (old, new) in enumerate(zip(before, after, strict=True)) if old != new] == [5]
