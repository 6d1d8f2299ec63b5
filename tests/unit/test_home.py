"""A home that cannot be used says so in one line; one run at a time."""

import json
import multiprocessing
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from orchestration.home import HOME_VERSION, HomeError, open_home, run_lock
from orchestration.settings import Settings, SettingsError, quiet_environment


def test_a_new_home_has_its_version_and_quiet_dagster(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home")
    assert json.loads(home.version_file.read_text()) == {"home_version": HOME_VERSION}
    settings = (home.dagster / "dagster.yaml").read_text()
    assert "enabled: false" in settings.split("telemetry:")[1].split("nux:")[0]


def test_a_home_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    open_home(tmp_path).version_file.write_text(json.dumps({"home_version": HOME_VERSION + 1}))
    with pytest.raises(HomeError, match="newer gonghui"):
        open_home(tmp_path)


def test_a_damaged_version_file_is_named(tmp_path: Path) -> None:
    open_home(tmp_path).version_file.write_text("what")
    with pytest.raises(HomeError, match=r"home\.json is damaged"):
        open_home(tmp_path)


def test_a_home_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeError, match="cannot write"):
        open_home(tmp_path / "file" / "home")


def test_a_missing_home_is_not_made_by_readers(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="gonghui run"):
        open_home(tmp_path / "home", create=False)
    assert not (tmp_path / "home").exists()


def _hold(root: Path, held: Event, release: Event) -> None:
    with run_lock(open_home(root)):
        held.set()
        release.wait(30)


def test_a_second_run_waits_and_says_so(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path, held, release))
    other.start()
    assert held.wait(30)
    with run_lock(open_home(tmp_path), on_wait=release.set):
        assert release.is_set()
    other.join(30)


def test_the_lock_may_be_taken_twice_by_one_process(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    waited: list[str] = []
    with run_lock(home), run_lock(home, on_wait=lambda: waited.append("waited")):
        assert waited == []


def test_flag_wins_over_environment_over_default(tmp_path: Path) -> None:
    environ = {"GONGHUI_HOME": str(tmp_path / "env")}
    assert Settings.load(tmp_path / "flag", environ).home == tmp_path / "flag"
    assert Settings.load(None, environ).home == tmp_path / "env"
    assert Settings.load(None, {}).home == Path.cwd() / "data" / "home"


def test_a_setting_that_is_no_number_is_named() -> None:
    with pytest.raises(SettingsError, match="GONGHUI_WORKERS"):
        Settings.load(None, {"GONGHUI_WORKERS": "many"})


def test_telemetry_is_off_unless_switched_on_by_name() -> None:
    environ = {"GX_ANALYTICS_ENABLED": "true"}
    quiet_environment(environ)
    assert environ["DAGSTER_DISABLE_TELEMETRY"] == "1"
    assert environ["GX_ANALYTICS_ENABLED"] == "true"
