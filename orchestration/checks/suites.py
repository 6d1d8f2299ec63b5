"""The suites of `orchestration.quality.suites` as asset checks, one an expectation; Great Expectations is imported when they run.

A critical expectation is a promise of the pipeline and blocks publishing; a warning is shown. All results are also a page in the home,
`quality/index.html`, that reads offline.
"""

import math
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg

from orchestration.assets.lake import POOL
from orchestration.publish.warehouse import reading
from orchestration.quality.report_page import CheckResult, report_page
from orchestration.quality.suites import Suite, build_suites
from orchestration.resources import HomeResource

#: Failing rows in the result; the count says how many there are.
SHOWN = 50


def suite_checks(reference: Path) -> list[dg.AssetChecksDefinition]:
    """One multi-check for all suites, so that the library is imported and set up once."""
    suites = build_suites(reference)

    @dg.multi_asset_check(
        name="suite_checks",
        specs=[
            dg.AssetCheckSpec(
                expectation["meta"]["check"],
                asset=_asset(suite),
                blocking=expectation["severity"] == "critical",
                description=f"{expectation['meta']['title_zh']} / {expectation['meta']['title_en']}",
                metadata={"suite": suite.name, "expectation": expectation["type"]},
            )
            for suite in suites
            for expectation in suite.expectations
        ],
        pool=POOL,
        can_subset=True,
    )
    def run_suites(
        context: dg.AssetCheckExecutionContext, home: HomeResource
    ) -> Iterator[dg.AssetCheckResult]:
        selected = context.selected_asset_check_keys
        page = home.home.root / "quality" / "index.html"
        shown: list[CheckResult] = []
        with reading(home.home.warehouse) as connection:
            connection.execute("use wh")
            for suite in suites:
                wanted = [e for e in suite.expectations if _key(suite, e) in selected]
                if wanted:
                    frame = connection.execute(suite.query).df()
                    for expectation, result in zip(wanted, validate(frame, suite, wanted), strict=True):
                        shown.append(_shown(suite, expectation, result, len(frame)))
                        yield _result(suite, expectation, result, len(frame), page)
        page.parent.mkdir(exist_ok=True)
        made_at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        page.write_text(report_page(shown, made_at), encoding="utf-8")

    return [run_suites]


def validate(frame: Any, suite: Suite, expectations: list[dict[str, Any]]) -> list[Any]:
    """Great Expectations' results for a frame, in the order of `expectations`."""
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset(suite.name)
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    found = batch.validate(
        gx.ExpectationSuite(name=suite.name, expectations=expectations),
        result_format={
            "result_format": "COMPLETE",
            "unexpected_index_column_names": [name for name in suite.index if name in frame.columns],
            "partial_unexpected_count": SHOWN,
        },
    )
    by_check = {
        result.expectation_config.meta["check"]: result
        for result in found.results
        if result.expectation_config is not None and result.expectation_config.meta is not None
    }
    return [by_check[expectation["meta"]["check"]] for expectation in expectations]


def _asset(suite: Suite) -> dg.AssetKey:
    return dg.AssetKey(list(suite.asset))


def _key(suite: Suite, expectation: dict[str, Any]) -> dg.AssetCheckKey:
    return dg.AssetCheckKey(_asset(suite), expectation["meta"]["check"])


def _shown(suite: Suite, expectation: dict[str, Any], result: Any, rows: int) -> CheckResult:
    """The same result for the page in the home."""
    failing = (result.result.get("unexpected_index_list") or [])[:SHOWN]
    return CheckResult(
        suite.name,
        "/".join(suite.asset),
        expectation["meta"]["title_zh"],
        expectation["meta"]["title_en"],
        expectation["severity"],
        bool(result.success),
        rows,
        int(result.result.get("unexpected_count") or 0),
        [{name: _plain(value) for name, value in row.items()} for row in failing],
        _exception(result),
    )


def _result(
    suite: Suite, expectation: dict[str, Any], result: Any, rows: int, page: Path
) -> dg.AssetCheckResult:
    exception = _exception(result)
    failing = [_record(row) for row in (result.result.get("unexpected_index_list") or [])[:SHOWN]]
    metadata: dict[str, Any] = {
        "suite": suite.name,
        "rows_checked": rows,
        "failing_rows": int(result.result.get("unexpected_count") or 0),
        "page": dg.MetadataValue.path(str(page)),
    }
    if "observed_value" in result.result:
        metadata["observed"] = str(result.result["observed_value"])
    if exception:
        metadata["exception"] = exception
    if failing:
        metadata["rows"] = dg.MetadataValue.table(failing)
    critical = expectation["severity"] == "critical"
    return dg.AssetCheckResult(
        asset_key=_asset(suite),
        check_name=expectation["meta"]["check"],
        passed=bool(result.success),
        # An expectation that could not be computed at all is our fault, whatever its severity.
        severity=dg.AssetCheckSeverity.ERROR if critical or exception else dg.AssetCheckSeverity.WARN,
        metadata=metadata,
    )


def _exception(result: Any) -> str:
    info = result.exception_info or {}
    found = [info, *(value for value in info.values() if isinstance(value, dict))]
    return next((str(one["exception_message"]) for one in found if one.get("raised_exception")), "")


def _record(row: dict[str, Any]) -> dg.TableRecord:
    """A failing row with plain Python values: Dagster refuses numpy's."""
    return dg.TableRecord({name: _plain(value) for name, value in row.items()})


def _plain(value: Any) -> str | int | float | bool | None:
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
