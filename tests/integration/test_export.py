"""What `gonghui export` writes reads back equal, and nothing in it can act as a formula."""

import csv
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from orchestration.cli import export_xlsx
from orchestration.cli.export import FORMULA_STARTS, Column, Mart, flat, list_marts
from orchestration.cli.export_xlsx import Book
from orchestration.home import Home
from tests.conftest import Gonghui


@pytest.fixture(scope="module")
def published(built_home: Path) -> Any:
    with duckdb.connect(str(Home(built_home).published_file), read_only=True) as connection:
        yield connection


def stored(connection: Any, table: str) -> list[tuple[Any, ...]]:
    rows = connection.execute(f"select * from marts.{table}").fetchall()
    return [tuple(flat(value) for value in row) for row in rows]


def test_the_workbook_holds_the_marts_as_they_are(
    built_home: Path, published: Any, tmp_path: Path, gonghui: Gonghui
) -> None:
    (path,) = gonghui("export", "--out", tmp_path, "--home", built_home).stdout.split()
    book = openpyxl.load_workbook(path)
    marts = list_marts(published)
    assert book.sheetnames == ["说明 readme", *(mart.name for mart in marts)]
    for mart in marts:
        sheet = book[mart.name]
        header, *rows = sheet.iter_rows()
        assert [cell.value.rpartition("\n")[2] for cell in header] == [column.name for column in mart.columns]
        assert all(
            "\u4e00" <= cell.value[0] <= "\u9fff" or column.zh[0] == cell.value[0]
            for cell, column in zip(header, mart.columns, strict=True)
        )
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        found = [tuple(_comparable(cell.value) for cell in row) for row in rows]
        assert found == [tuple(_comparable(value) for value in row) for row in stored(published, mart.name)]


def _comparable(value: Any) -> Any:
    """Spreadsheets know doubles, one kind of time, and no empty text."""
    if isinstance(value, bool) or value is None or value == "":
        return value or None
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return value if isinstance(value, str) else f"{float(value):.15g}"


def test_csv_has_a_byte_order_mark_and_every_row(
    built_home: Path, published: Any, tmp_path: Path, gonghui: Gonghui
) -> None:
    paths = gonghui("export", "--format", "csv", "--out", tmp_path, "--home", built_home).stdout.split()
    assert len(paths) == len(list_marts(published))
    for path in map(Path, paths):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with open(path, encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.reader(file))) == 1 + len(stored(published, path.stem))


def test_parquet_is_the_same_table(
    built_home: Path, published: Any, tmp_path: Path, gonghui: Gonghui
) -> None:
    for path in gonghui(
        "export", "--format", "parquet", "--out", tmp_path, "--home", built_home
    ).stdout.split():
        assert (
            duckdb.read_parquet(path).fetchall()
            == published.execute(f"select * from marts.{Path(path).stem}").fetchall()
        )


def test_a_folder_that_cannot_be_written_is_one_line(
    built_home: Path, tmp_path: Path, gonghui: Gonghui
) -> None:
    (tmp_path / "file").write_text("")
    done = gonghui("export", "--out", tmp_path / "file" / "x", "--home", built_home, code=2)
    assert "cannot write" in done.stderr


TEXTS = Mart(
    "texts", "文本", "texts", (Column("text", "VARCHAR", "原文", "text"), Column("n", "BIGINT", "数", "n")), 1
)


def written(tmp_path: Path, row: tuple[Any, ...]) -> tuple[Book, Any]:
    path = tmp_path / "book.xlsx"
    with Book(path) as book:
        book.sheet(TEXTS, [row])
    return book, openpyxl.load_workbook(path)["texts"]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path, start: str) -> None:
    _, sheet = written(tmp_path, (f"{start}1+1", 1))
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].quotePrefix


def test_what_a_cell_cannot_hold_is_counted(tmp_path: Path) -> None:
    book, sheet = written(tmp_path, ("长" * 40_000, 12345678901234567))
    assert (book.cut, book.as_text) == (1, 1)
    assert len(sheet["A2"].value) == export_xlsx.MAX_TEXT
    assert sheet["B2"].value == "12345678901234567"


def test_a_table_that_no_sheet_holds_is_refused_before_anything_is_written(
    built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from orchestration.cli.main import main

    shutil.copytree(built_home, tmp_path / "home")
    monkeypatch.setattr(export_xlsx, "MAX_ROWS", 3)
    assert main(["export", "--out", str(tmp_path / "out"), "--home", str(tmp_path / "home")]) == 2
    assert "--format csv or parquet" in capsys.readouterr().err
    assert not list((tmp_path / "out").glob("*"))
