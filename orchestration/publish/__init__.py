"""From the private warehouse to the files that readers open: a version folder, written whole, then swapped in by rename.

Here: copying the marts with their keys and comments, Parquet copies, the manifest, what was seen when. Not here: judging whether
a build may be published (the caller says so), building marts (dbt), pages and exports. DuckDB may be imported here, a framework not.
"""

from orchestration.publish.seen import remember_findings
from orchestration.publish.swap import Published, PublishedTable, PublishRefusedError, RunInfo, publish

__all__ = ["PublishRefusedError", "Published", "PublishedTable", "RunInfo", "publish", "remember_findings"]
