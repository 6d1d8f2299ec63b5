"""Failed runs leave a line in the home (`state/failures.jsonl`), so that whoever looks after it can see them without the UI."""

import json
from datetime import UTC, datetime

import dagster as dg

from orchestration.home import Home
from orchestration.settings import Settings


def failure_sensor() -> dg.SensorDefinition:
    @dg.run_failure_sensor(
        name="run_failed",
        description="运行失败时记入 state/failures.jsonl / A failed run is noted in state/failures.jsonl.",
    )
    def run_failed(context: dg.RunFailureSensorContext) -> None:
        home = Home(Settings.load().home)
        line = {
            "run_id": context.dagster_run.run_id,
            "job": context.dagster_run.job_name,
            "noticed_at": datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds"),
            "message": context.failure_event.message,
        }
        home.state.mkdir(parents=True, exist_ok=True)
        with open(home.state / "failures.jsonl", "a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")

    return run_failed
