"""Every setting of a run, typed, in one place: the only module that reads environment variables.

A flag of the command line wins over the environment, the environment over the default. Nothing here opens a file;
what a home must look like is `orchestration.home`, what a figure may be is data in `seeds/reference`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path


class SettingsError(Exception):
    """A setting cannot be used; the message is one line that names it and says what to do."""


#: Folder that holds pyproject.toml, seeds/ and dbt_project/. The package is installed editable, so it lies above us.
PROJECT_ROOT = Path(__file__).resolve().parents[1]

#: Nothing of ours calls home. Each tool has a switch of its own; they are set before the tool is imported.
TELEMETRY_OFF = {
    "DAGSTER_DISABLE_TELEMETRY": "1",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "false",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told. Sizes are counts of reports or bytes, times are seconds or cron lines."""

    home: Path
    project: Path = PROJECT_ROOT
    #: processes for reading and extracting; 1 keeps everything in this process
    workers: int = 1
    #: below this many reports to redo, starting processes costs more than it saves
    pool_above: int = 300
    #: a larger file is not landed; it is named in the summary
    max_file_bytes: int = 64 * 1024 * 1024
    #: folder that the sensor watches; none means the inbox of the home
    inbox: Path | None = None
    inbox_seconds: int = 60
    daily_cron: str = "30 6 * * *"
    timezone: str = "Asia/Shanghai"
    #: people named as owners of the assets in Dagster's UI
    owner: str = "team:gonghui"
    #: threads of the dbt run; DuckDB itself uses all cores for one statement
    dbt_threads: int = 2

    @property
    def reference(self) -> Path:
        """The vocabulary, read by Python and by dbt."""
        return self.project / "seeds" / "reference"

    @property
    def dbt_project(self) -> Path:
        return self.project / "dbt_project"

    @classmethod
    def load(cls, home: str | Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
        """Settings from flags (`home`), then environment, then defaults.

        Raises SettingsError when a number is not one.
        """
        chosen = home if home is not None else environ.get("GONGHUI_HOME") or Path("data") / "home"
        inbox = environ.get("GONGHUI_INBOX")
        return cls(
            home=_absolute(chosen),
            project=_absolute(environ.get("GONGHUI_PROJECT") or PROJECT_ROOT),
            workers=_whole(environ, "GONGHUI_WORKERS", os.cpu_count() or 1),
            pool_above=_whole(environ, "GONGHUI_POOL_ABOVE", 300),
            max_file_bytes=_whole(environ, "GONGHUI_MAX_FILE_BYTES", 64 * 1024 * 1024),
            inbox=_absolute(inbox) if inbox else None,
            inbox_seconds=_whole(environ, "GONGHUI_INBOX_SECONDS", 60),
            daily_cron=environ.get("GONGHUI_DAILY_CRON") or "30 6 * * *",
            timezone=environ.get("GONGHUI_TIMEZONE") or "Asia/Shanghai",
            owner=environ.get("GONGHUI_OWNER") or "team:gonghui",
            dbt_threads=_whole(environ, "GONGHUI_DBT_THREADS", 2),
        )


def quiet_environment(environ: MutableMapping[str, str] = os.environ) -> None:
    """Switch the telemetry of Dagster, dbt and Great Expectations off, unless somebody switched it on by name."""
    for name, value in TELEMETRY_OFF.items():
        environ.setdefault(name, value)


def use_home(settings: Settings, environ: MutableMapping[str, str] = os.environ) -> None:
    """Let this process and its children (dbt, the web server, the daemon) work on the home of `settings`."""
    quiet_environment(environ)
    environ["GONGHUI_HOME"] = str(settings.home)
    environ["GONGHUI_PROJECT"] = str(settings.project)
    environ["DAGSTER_HOME"] = str(settings.home / "dagster")


def _absolute(path: str | Path) -> Path:
    return Path(os.path.abspath(Path(path).expanduser()))


def _whole(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name)
    if not text:
        return default
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise SettingsError(f"{name}={text!r} is not a positive whole number: correct it or unset it")
    return number
