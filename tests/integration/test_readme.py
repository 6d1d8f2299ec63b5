"""The queries in the README give the answers that are printed below them."""

import re
from pathlib import Path

import duckdb
import pytest

from orchestration.home import Home
from tests.conftest import ROOT

PAIRS = re.findall(
    r"```sql\n(.*?)```\n\n```text\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S
)


def test_the_readme_has_queries() -> None:
    assert len(PAIRS) >= 2


@pytest.mark.parametrize(("query", "answer"), PAIRS)
def test_a_query_gives_the_printed_answer(query: str, answer: str, built_home: Path) -> None:
    with duckdb.connect(str(Home(built_home).published_file), read_only=True) as connection:
        assert str(connection.sql(query)).strip() == answer.strip()
