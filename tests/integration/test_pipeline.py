"""The whole job over the sample: from files to the published database, read as its readers read it."""

import json
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.home import Home, read_json
from orchestration.lake.store import Lake
from tests.conftest import ORIGINALS, SAMPLE, Gonghui


def ask(home: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(Home(home).published_file), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def digests(home: Path) -> dict[str, str]:
    manifest = json.loads((home / "published" / "manifest.json").read_text(encoding="utf-8"))
    return {name: table["digest"] for name, table in manifest["tables"].items()}


def test_every_sample_report_is_read(built_home: Path) -> None:
    found = ask(built_home, "select file_name, text_status, standing from marts.dim_reports order by 1")
    assert found == [(path.name, "ok", "current") for path in sorted(SAMPLE.glob("*.txt"))]


def test_the_summary_tells_what_a_person_wants_to_know(built_home: Path) -> None:
    summary = (built_home.parent / "summary.txt").read_text(encoding="utf-8")
    found, mapped, unmapped, held = ask(
        built_home,
        "select sum(figures_found), sum(mapped), sum(unmapped), sum(held) from marts.rpt_report_scorecard",
    )[0]
    for label, count in (
        ("reports read", 5),
        ("figures found", found),
        ("mapped to an indicator", mapped),
        ("unmapped", unmapped),
        ("held back", held),
    ):
        assert f"/ {label}: {count}\n" in summary
    assert str(Home(built_home).published_file) in summary
    assert "12.53余人次" in summary
    assert "125300" in summary
    assert f"gonghui findings --home {built_home} " in summary


def test_standard_output_holds_the_summary_alone(built_home: Path) -> None:
    summary = (built_home.parent / "summary.txt").read_text(encoding="utf-8")
    assert summary.startswith("已读报告")
    assert "PASS" not in summary and "dagster" not in summary.lower()
    assert "发布 / publishing" in (built_home.parent / "progress.txt").read_text(encoding="utf-8")


def test_the_run_has_no_warning_that_is_not_about_content(built_home: Path) -> None:
    progress = (built_home.parent / "progress.txt").read_text(encoding="utf-8")
    assert [
        line for line in progress.splitlines() if "warning" in line.lower() or "error" in line.lower()
    ] == []


def test_the_impossible_figure_is_held_with_a_proposal_and_gives_no_value(built_home: Path) -> None:
    found = ask(
        built_home,
        "select claims.status, claims.value, claims.value_reported, findings.suggested_value, findings.severity "
        "from marts.fct_claims as claims inner join marts.fct_findings as findings using (claim_id) "
        "where claims.surface = '12.53余人次' and findings.rule_id = 'fraction_of_count'",
    )
    assert found == [("held", None, Decimal("12.530000"), Decimal("125300.000000"), "error")]
    assert ask(
        built_home,
        "select count(*) from marts.fct_indicator_values inner join marts.fct_claims using (claim_id) "
        "where fct_claims.status in ('held', 'rejected')",
    ) == [(0,)]


def test_every_claim_is_a_slice_of_its_source(built_home: Path) -> None:
    lake = Lake(built_home / "lake")
    rows = lake.read(lake.manifest(), "texts", columns=("report_id", "source_text")).to_pylist()
    texts = {row["report_id"]: row["source_text"] for row in rows}
    claims = ask(built_home, "select report_id, char_start, char_end, surface from marts.fct_claims")
    assert len(claims) > 200
    assert [c for c in claims if texts[c[0]][c[1] : c[2]] != c[3]] == []


def test_values_have_their_region_and_period(built_home: Path) -> None:
    rows = ask(
        built_home,
        "select region_name, value, unit, period_end from marts.fct_indicator_values "
        "where indicator_id = 'rationalization_proposals' and region_name = '广安市'",
    )
    assert (Decimal("55000.000000"), "条") in {(value, unit) for _, value, unit, _ in rows}
    assert {period_end for *_, period_end in rows} == {date(2022, 12, 31)}


def test_parquet_copies_hold_the_same_rows(built_home: Path) -> None:
    folder = built_home / "published" / "parquet"
    for (table,) in ask(built_home, "select table_name from duckdb_tables() where schema_name = 'marts'"):
        published = ask(built_home, f"select count(*) from marts.{table}")
        assert duckdb.sql(f"select count(*) from '{folder}/{table}.parquet'").fetchall() == published


def test_the_published_file_holds_marts_only_with_keys_and_comments(built_home: Path) -> None:
    assert ask(built_home, "select distinct schema_name from duckdb_tables()") == [("marts",)]
    assert ask(built_home, "select count(*) from duckdb_views() where not internal") == [(0,)]
    keys = ask(
        built_home, "select table_name from duckdb_constraints() where constraint_type = 'PRIMARY KEY'"
    )
    tables = ask(built_home, "select table_name from duckdb_tables()")
    assert sorted(keys) == sorted(tables)
    assert (
        ask(
            built_home,
            "select table_name, column_name from duckdb_columns() "
            "where schema_name = 'marts' and coalesce(comment, '') = ''",
        )
        == []
    )


def test_dagster_knows_the_run_with_rows_lineage_and_checks(
    built_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dagster as dg

    monkeypatch.setenv("DAGSTER_HOME", str(built_home / "dagster"))
    with dg.DagsterInstance.get() as instance:
        (run,) = instance.get_runs()
        assert (run.job_name, run.status) == ("build_all", dg.DagsterRunStatus.SUCCESS)
        for name in ("raw_reports", "lake/reports", "lake/claims", "marts/fct_claims", "published/gonghui"):
            event = instance.get_latest_materialization_event(dg.AssetKey(name.split("/")))
            assert event is not None and event.asset_materialization is not None
            metadata = event.asset_materialization.metadata
            assert "dagster/row_count" in metadata, name
            if name == "marts/fct_claims":
                lineage = metadata["dagster/column_lineage"].value.deps_by_column  # type: ignore[union-attr]
                assert lineage["surface"], "fct_claims.surface stems from nothing"
        checks = instance.get_records_for_run(
            run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION
        ).records
        names = {record.event_log_entry.dagster_event.event_specific_data.check_name for record in checks}  # type: ignore[union-attr]
        assert {"surface_is_source_slice", "findings_grammar", "held_claims_give_no_value"} <= names
        held = next(
            record.event_log_entry.dagster_event.asset_check_evaluation_data  # type: ignore[union-attr]
            for record in checks
            if record.event_log_entry.dagster_event.event_specific_data.check_name == "findings_grammar"  # type: ignore[union-attr]
        )
        assert not held.passed and not held.blocking
        assert "12.53余人次" in held.metadata["figures"].value  # type: ignore[operator]


def test_a_run_without_changes_does_nothing_and_says_so(built_home: Path, gonghui: Gonghui) -> None:
    before = Home(built_home).published_file.stat().st_mtime_ns
    done = gonghui("run", "--reports", SAMPLE, "--home", built_home)
    assert "nothing changed" in done.stdout
    assert "held back" in done.stdout
    assert Home(built_home).published_file.stat().st_mtime_ns == before


def test_a_rebuild_from_raw_gives_identical_marts(built_home: Path, tmp_path: Path, gonghui: Gonghui) -> None:
    home = tmp_path / "home"
    home.mkdir()
    # What design.md names as enough: raw/ with its manifest, what was seen, and decisions (none yet).
    shutil.copytree(built_home / "raw", home / "raw")
    (home / "state").mkdir()
    shutil.copy(built_home / "state" / "seen.csv", home / "state" / "seen.csv")
    gonghui("run", "--reports", SAMPLE, "--home", home)
    assert digests(home) == digests(built_home)


def test_strict_ends_with_three_when_a_figure_is_held(built_home: Path, gonghui: Gonghui) -> None:
    gonghui("run", "--strict", "--reports", SAMPLE, "--home", built_home, code=3)


def test_the_originals_run_through(originals: Path, tmp_path: Path, gonghui: Gonghui) -> None:
    home = tmp_path / "home"
    done = gonghui("run", "--reports", originals, "--home", home)
    found = ask(home, "select file_name, text_status from marts.dim_reports order by 1")
    assert found == [(path.name, "ok") for path in sorted(ORIGINALS.glob("*.txt"))]
    assert [
        line for line in done.stderr.splitlines() if "warning" in line.lower() or "error" in line.lower()
    ] == []
    assert ("held",) in ask(home, "select status from marts.fct_claims where surface = '12.53余人次'")
    assert read_json(Home(home).built_file)["run_id"]
