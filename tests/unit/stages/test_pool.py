"""The process pool gives the same files as one process."""

from pathlib import Path

from orchestration.home import open_home
from orchestration.ingest.land import land
from orchestration.lake.store import Lake
from orchestration.settings import Settings
from orchestration.stages.refresh import Refresh

SAMPLE = Path(__file__).resolve().parents[3] / "seeds" / "reports"


def test_pool_and_single_process_write_the_same_bytes(tmp_path: Path) -> None:
    digests = []
    for name, workers in (("one", 1), ("pool", 2)):
        settings = Settings(home=tmp_path / name, workers=workers, pool_above=1)
        home = open_home(settings.home)
        land(home, [SAMPLE], max_bytes=10_000_000)
        Refresh.prepare(settings, home).refresh_claims()
        manifest = Lake(home.lake).manifest()
        digests.append({table: [file.digest for file in files] for table, files in manifest.tables.items()})
        assert manifest.rows("claims") > 100
    assert digests[0] == digests[1]
