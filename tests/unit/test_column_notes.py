"""Every column of the lake is explained where people look at it."""

import pytest

from orchestration.assets.column_notes import column_note
from orchestration.lake.schemas import PUBLIC
from orchestration.settings import PROJECT_ROOT


@pytest.mark.parametrize("table", PUBLIC)
def test_every_lake_column_has_a_meaning(table: str) -> None:
    names = PUBLIC[table].names
    assert [name for name in names if not column_note(table, name, PROJECT_ROOT / "dbt_project")] == []
