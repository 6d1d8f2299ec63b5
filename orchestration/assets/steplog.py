"""The log of a run on the command line: a line a step, its progress, and warnings in full.

The whole log stands in the Dagster instance of the home; these lines are for the person who waits.
"""

import logging
import os
import time
from typing import TextIO

import dagster as dg

STEP_NAMES = {
    "raw_reports": "收报告 / landing reports",
    "reports": "读报告 / reading reports",
    "claims": "提取数字 / extracting claims",
    "lake__reviews": "人的决定 / decisions",
    "dbt_build": "判断与汇总 / judging and settling (dbt)",
    "claims_checks": "核对出处 / checking spans",
    "suite_checks": "结构检查 / structural checks",
    "finding_checks": "可疑的数字 / doubtful figures",
    "published__gonghui": "发布 / publishing",
}


class _StepLines(logging.Handler):
    def __init__(self, out: TextIO, quiet: bool) -> None:
        super().__init__(logging.WARNING if quiet else logging.DEBUG)
        self._out = out
        self._start = time.monotonic()

    def emit(self, record: logging.LogRecord) -> None:
        meta = getattr(record, "dagster_meta", {})
        event = getattr(record, "dagster_event", None) or meta.get("dagster_event")
        if event is not None:
            if event.event_type_value == dg.DagsterEventType.STEP_START.value:
                name = STEP_NAMES.get(event.step_key, event.step_key)
                self._say(f"{time.monotonic() - self._start:5.1f} s  {name}")
        elif record.levelno >= logging.WARNING:
            self._say(f"  {record.levelname.lower()}: {meta.get('orig_message') or record.getMessage()}")
        elif record.levelno == logging.INFO and meta.get("orig_message"):
            self._say(f"{time.monotonic() - self._start:5.1f} s    {meta['orig_message']}")

    def _say(self, line: str) -> None:
        print(line, file=self._out, flush=True)


@dg.logger(
    config_schema={
        "quiet": dg.Field(bool, default_value=False),
        "descriptor": dg.Field(int, default_value=2, description="where to write: an open file descriptor"),
    }
)
def step_logger(context: dg.InitLoggerContext) -> logging.Logger:
    """Lines for the person who waits. The descriptor is copied, so closing ours leaves the caller's open."""
    out = os.fdopen(
        os.dup(context.logger_config["descriptor"]), "w", encoding="utf-8", errors="backslashreplace"
    )
    logger = logging.Logger("gonghui.steps", logging.DEBUG)
    logger.addHandler(_StepLines(out, bool(context.logger_config["quiet"])))
    return logger
