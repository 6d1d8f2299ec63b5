"""Which change of vocabulary redoes which stage."""

import shutil
from pathlib import Path

import pytest

from orchestration.corpus import version as corpus
from orchestration.corpus.version import corpus_version
from orchestration.home import open_home
from orchestration.ingest.land import land
from orchestration.settings import PROJECT_ROOT, Settings
from orchestration.stages.refresh import Refresh

REFERENCE = PROJECT_ROOT / "seeds" / "reference"


@pytest.fixture
def refreshed(tmp_path: Path) -> Refresh:
    """One report read and extracted with a vocabulary that the test may change."""
    project = tmp_path / "project"
    shutil.copytree(REFERENCE, project / "seeds" / "reference")
    (tmp_path / "a.txt").write_text("某市总工会2022年工作总结\n2022年，发展会员3.2万人。\n", encoding="utf-8")
    settings = Settings(home=tmp_path / "home", project=project)
    home = open_home(settings.home)
    land(home, [tmp_path / "a.txt"], max_bytes=10_000)
    refresh = Refresh.prepare(settings, home)
    refresh.refresh_reports()
    refresh.refresh_claims()
    assert not refresh.plan_reports().dirty and not refresh.plan_claims().dirty
    return refresh


def test_an_alias_redoes_claims_and_reads_no_report_again(refreshed: Refresh) -> None:
    from orchestration.catalogue import load_catalogue

    aliases = refreshed.settings.reference / "indicator_aliases.csv"
    lines = aliases.read_text(encoding="utf-8").splitlines()
    aliases.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    load_catalogue.cache_clear()
    changed = Refresh.prepare(refreshed.settings, refreshed.home)
    assert not changed.plan_reports().dirty
    assert changed.plan_claims().reports == 1


def test_a_new_corpus_redoes_reports_and_claims(refreshed: Refresh, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "CODE_VERSION", corpus.CODE_VERSION + 1)
    corpus_version.cache_clear()
    try:
        assert refreshed.plan_reports().reports == 1
        assert refreshed.plan_claims().reports == 1
    finally:
        corpus_version.cache_clear()


def test_every_file_that_the_corpus_reads_is_in_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    import re

    sources = (PROJECT_ROOT / "orchestration" / "corpus").glob("*.py")
    read = {
        name for path in sources for name in re.findall(r'\brows\("(\w+)\.csv"\)', path.read_text("utf-8"))
    }
    assert read
    assert all(name.startswith(corpus.CORPUS_FILES) for name in read)
