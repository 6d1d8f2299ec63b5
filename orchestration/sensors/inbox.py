"""A run when a file appears, changes or leaves in the inbox."""

import hashlib

import dagster as dg

from orchestration.home import Home
from orchestration.ingest.scan import FoundFile, IngestError, scan
from orchestration.jobs import BUILD_ALL
from orchestration.settings import Settings


def inbox_sensor(settings: Settings) -> dg.SensorDefinition:
    """Looks at names, sizes and times only; the run itself finds out what changed."""

    @dg.sensor(
        name="inbox",
        job_name=BUILD_ALL,
        minimum_interval_seconds=settings.inbox_seconds,
        description="收件箱有新报告、改动或移除时运行 / A run when something in the inbox is new, changed or gone.",
    )
    def inbox(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        current = Settings.load()
        folder = current.inbox or Home(current.home).inbox
        try:
            files = scan([folder])
        except IngestError as error:
            return dg.SkipReason(str(error))
        seen = fingerprint(files)
        if seen == context.cursor:
            return dg.SkipReason(f"nothing new in {folder}")
        if not files and context.cursor is None:
            return dg.SkipReason(f"{folder} is empty")
        context.update_cursor(seen)
        return dg.RunRequest(run_key=seen)

    return inbox


def fingerprint(files: list[FoundFile]) -> str:
    """Digest of names, sizes and times."""
    lines = [f"{file.path}\0{file.size}\0{file.mtime_ns}\0{file.problem}" for file in files]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
