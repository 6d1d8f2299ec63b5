"""The commands that read: what they print, in which form, and how they end."""

import csv
import io
import json
from pathlib import Path

import pytest

from orchestration.cli.extract import COLUMNS
from orchestration.corpus import read_report
from tests.conftest import SAMPLE, Gonghui

REPORT = SAMPLE / "广安市总工会_十年回顾_2022.txt"


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_help_lists_every_command(gonghui: Gonghui) -> None:
    from orchestration.cli.main import COMMANDS

    text = gonghui("--help").stdout
    assert all(f"\n  {name}" in text for name in COMMANDS)


def test_no_command_and_an_unknown_one_are_wrong_use(gonghui: Gonghui) -> None:
    gonghui(code=2)
    assert "gonghui --help" in gonghui("frobnicate", code=2).stderr
    gonghui("run", "--no-such-flag", code=2)


def test_extract_prints_one_object_a_claim_with_the_keys_of_the_contract(gonghui: Gonghui) -> None:
    found = rows(gonghui("extract", "--format", "jsonl", REPORT).stdout)
    assert all(tuple(row) == COLUMNS for row in found)
    assert {row["class"] for row in found} == {"figure", "other"}
    source = read_report(REPORT.read_bytes(), REPORT.name).source_text
    assert all(source[row["start"] : row["end"]] == row["surface"] for row in found)  # type: ignore[misc]
    assert all(row["unmapped_reason"] for row in found if row["class"] == "other")


def test_extracted_values_are_plain_digits_as_text(gonghui: Gonghui) -> None:
    found = rows(gonghui("extract", "--format", "jsonl", REPORT).stdout)
    values = {row["surface"]: row["value"] for row in found}
    assert values["3亿元"] == "300000000"
    assert values["5.5万条"] == "55000"


def test_extract_all_adds_the_mentions_that_are_no_claims(gonghui: Gonghui) -> None:
    claims = rows(gonghui("extract", "--format", "jsonl", REPORT).stdout)
    everything = rows(gonghui("extract", "--format", "jsonl", "--all", REPORT).stdout)
    others = [row for row in everything if row["class"] not in ("figure", "other")]
    assert len(everything) == len(claims) + len(others)
    assert {"date", "name"} <= {row["class"] for row in others}
    assert [row["start"] for row in everything] == sorted(row["start"] for row in everything)  # type: ignore[type-var]


def test_extract_of_an_unreadable_file_says_so_and_reads_the_rest(tmp_path: Path, gonghui: Gonghui) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    done = gonghui("extract", "--format", "jsonl", empty, REPORT, code=1)
    assert "empty.txt" in done.stderr
    assert rows(done.stdout)


def test_extract_of_a_missing_file_is_wrong_use(gonghui: Gonghui) -> None:
    assert "nowhere.txt" in gonghui("extract", "nowhere.txt", code=2).stderr


def test_findings_come_worst_first_with_the_proposal(built_home: Path, gonghui: Gonghui) -> None:
    found = rows(gonghui("findings", "--format", "jsonl", "--home", built_home).stdout)
    severities = [row["severity"] for row in found]
    assert severities == sorted(severities)
    assert ("12.53余人次", "125300") in {(row["surface"], row["suggested_value"]) for row in found}


def test_findings_can_be_narrowed(built_home: Path, gonghui: Gonghui) -> None:
    text = gonghui("findings", "--rule", "fraction_of_count", "--format", "csv", "--home", built_home).stdout
    assert {row["rule_id"] for row in csv.DictReader(io.StringIO(text))} == {"fraction_of_count"}


def test_unmapped_lists_reasons_that_add_up(built_home: Path, gonghui: Gonghui) -> None:
    counts = rows(gonghui("unmapped", "--count", "--format", "jsonl", "--home", built_home).stdout)
    listed = rows(gonghui("unmapped", "--limit", "100000", "--format", "jsonl", "--home", built_home).stdout)
    assert sum(row["figures"] for row in counts) == len(listed)  # type: ignore[misc]


def test_search_finds_traditional_text_by_simplified_words(built_home: Path, gonghui: Gonghui) -> None:
    found = rows(
        gonghui("search", "工会", "--limit", "1000", "--format", "jsonl", "--home", built_home).stdout
    )
    assert {"廣西總工會_工作回眸_2023.txt", REPORT.name} <= {row["file_name"] for row in found}


def test_search_without_a_hit_is_no_failure(built_home: Path, gonghui: Gonghui) -> None:
    assert gonghui("search", "没有这样的话", "--format", "jsonl", "--home", built_home).stdout == ""


def test_explain_traces_a_claim_by_the_beginning_of_its_id(built_home: Path, gonghui: Gonghui) -> None:
    found = rows(
        gonghui("findings", "--rule", "fraction_of_count", "--format", "jsonl", "--home", built_home).stdout
    )
    text = gonghui("explain", str(found[0]["claim_id"])[:10], "--home", built_home).stdout
    for part in ("【12.53余人次】", "fraction_of_count", "125300", "held", REPORT.name):
        assert part in text


def test_explain_of_an_unknown_claim_is_wrong_use(built_home: Path, gonghui: Gonghui) -> None:
    gonghui("explain", "zzzz", "--home", built_home, code=2)


def test_reports_list_shows_where_each_report_stands(built_home: Path, gonghui: Gonghui) -> None:
    found = rows(gonghui("reports", "list", "--format", "jsonl", "--home", built_home).stdout)
    assert [row["file_name"] for row in found] == sorted(path.name for path in SAMPLE.glob("*.txt"))


def test_docs_are_one_page(built_home: Path, gonghui: Gonghui) -> None:
    page = Path(gonghui("docs", "--home", built_home).stdout.strip())
    assert "fct_indicator_values" in page.read_text(encoding="utf-8")


def test_bench_of_the_corpus_prints_its_rows(gonghui: Gonghui) -> None:
    found = rows(gonghui("bench", "corpus", "--repeat", "1", "--format", "jsonl").stdout)
    timed = {row["part"]: row["rate"] for row in found if row["median_s"]}
    assert set(timed) == {"corpus, Simplified text", "corpus, Traditional text", "corpus, web pages"}
    assert "pages/s" in str(timed["corpus, web pages"])
    assert any("one worker" in str(row["part"]) and row["peak_mb"] for row in found)


@pytest.mark.parametrize("command", [("bench", "no-such-part"), ("ui", "--port", "x")])
def test_wrong_arguments_end_with_two(command: tuple[str, ...], gonghui: Gonghui) -> None:
    gonghui(*command, code=2)
