"""Shards and manifest: whole files or none, equal rows give equal bytes, a damaged file is named."""

from pathlib import Path

import pyarrow as pa
import pytest

from orchestration.lake.schemas import SCHEMAS, SORT_KEYS
from orchestration.lake.store import Lake, LakeError, Manifest, shards_for


def counts(*rows: tuple[str, str, int]) -> pa.Table:
    names = SCHEMAS["mention_counts"].names
    return pa.Table.from_pylist(
        [dict(zip(names, row, strict=True)) for row in rows], SCHEMAS["mention_counts"]
    )


def test_order_of_rows_does_not_change_the_file(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    one = lake.write_shard("mention_counts", 0, counts(("b", "date", 1), ("a", "name", 2)))
    two = lake.write_shard("mention_counts", 0, counts(("a", "name", 2), ("b", "date", 1)))
    assert one == two


def test_an_empty_table_is_a_file_with_its_schema(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    file = lake.write_shard("claims", 0, SCHEMAS["claims"].empty_table())
    lake.commit(Manifest("1", {"claims": (file,)}))
    assert lake.read(lake.manifest(), "claims").schema == SCHEMAS["claims"]


def test_files_that_the_manifest_no_longer_names_are_dropped(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    old = lake.write_shard("mention_counts", 0, counts(("a", "date", 1)))
    lake.commit(Manifest("1", {"mention_counts": (old,)}))
    new = lake.write_shard("mention_counts", 0, counts(("a", "date", 2)))
    assert (tmp_path / old.path).exists()
    lake.commit(Manifest("1", {"mention_counts": (new,)}))
    assert [path.name for path in (tmp_path / "mention_counts").iterdir()] == [Path(new.path).name]


def test_a_cut_off_file_is_named_and_written_again(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    rows = counts(("a", "date", 1))
    file = lake.write_shard("mention_counts", 0, rows)
    (tmp_path / file.path).write_bytes(b"PAR1")
    with pytest.raises(LakeError, match=r"mention_counts.*--full"):
        lake.read(Manifest("1", {"mention_counts": (file,)}), "mention_counts")
    lake.write_shard("mention_counts", 0, rows)
    assert lake.read(Manifest("1", {"mention_counts": (file,)}), "mention_counts").num_rows == 1


def test_a_damaged_manifest_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(LakeError, match="delete the folder"):
        Lake(tmp_path).manifest()


def test_the_number_of_shards_never_goes_back() -> None:
    assert (shards_for(2000, 1), shards_for(2001, 1), shards_for(5, 64)) == (1, 64, 64)


@pytest.mark.parametrize("table", sorted(SCHEMAS))
def test_every_table_has_an_order_by_its_own_columns(table: str) -> None:
    assert set(SORT_KEYS[table]) <= set(SCHEMAS[table].names)
