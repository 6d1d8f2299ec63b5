"""The inbox sensor asks for a run when a file appears or changes, and only then; a failed run leaves a line in the home."""

import json
import os
from pathlib import Path

import dagster as dg
import pytest

from orchestration.definitions import Overrides, build_defs
from orchestration.home import Home, open_home
from orchestration.settings import Settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("GONGHUI_HOME", str(tmp_path / "home"))
    return open_home(tmp_path / "home")


def tick(home: Home, cursor: str | None) -> tuple[object, str | None]:
    sensor = build_defs(Overrides(settings=Settings.load())).resolve_sensor_def("inbox")
    with (
        dg.instance_for_test() as instance,
        dg.build_sensor_context(instance=instance, cursor=cursor) as context,
    ):
        return sensor(context), context.cursor


def test_the_inbox_asks_for_a_run_once_a_change(home: Home) -> None:
    result, cursor = tick(home, None)
    assert isinstance(result, dg.SkipReason)
    report = home.inbox / "a.txt"
    report.write_text("一", encoding="utf-8")
    result, cursor = tick(home, cursor)
    assert isinstance(result, dg.RunRequest)
    result, cursor = tick(home, cursor)
    assert isinstance(result, dg.SkipReason)
    os.utime(report, (1, 1))
    result, cursor = tick(home, cursor)
    assert isinstance(result, dg.RunRequest)


def test_a_failed_run_leaves_a_line_in_the_home(home: Home) -> None:
    sensor = build_defs(Overrides(settings=Settings.load())).resolve_sensor_def("run_failed")

    @dg.op
    def fails() -> None:
        raise ValueError("as planned")

    @dg.job
    def failing_job() -> None:
        fails()

    with dg.instance_for_test() as instance:
        result = failing_job.execute_in_process(instance=instance, raise_on_error=False)
        event = next(event for event in result.all_events if event.is_failure and not event.is_step_failure)
        with dg.build_run_status_sensor_context(
            sensor_name="run_failed",
            dagster_instance=instance,
            dagster_run=result.dagster_run,
            dagster_event=event,
        ) as context:
            sensor(context.for_run_failure())
    (line,) = (home.state / "failures.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["job"] == "failing_job"


def test_parts_can_be_left_out(home: Home) -> None:
    defs = build_defs(Overrides(settings=Settings.load(), without=frozenset({"inbox", "daily"})))
    assert [sensor.name for sensor in defs.sensors or []] == ["run_failed"]
    assert list(defs.schedules or []) == []
