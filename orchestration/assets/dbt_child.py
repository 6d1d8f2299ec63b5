"""The process that runs dbt. It loads dbt first and then waits for its orders, so that a run can start it early and lose no time.

Orders are one line of JSON on standard input; when the parent is gone there is none, and the process ends. Started by `dbt_run` only.
"""

import json
import os
import sys


def main() -> int:
    """Run one dbt command; returns dbt's exit code (0 through, 1 nodes failed, 2 dbt itself failed)."""
    from dbt.cli.main import dbtRunner

    line = sys.stdin.readline()
    if not line:
        return 0
    orders = json.loads(line)
    os.environ.update(orders["environment"])
    os.chdir(orders["folder"])
    result = dbtRunner().invoke(orders["arguments"])
    if result.exception is not None:
        print(f"{type(result.exception).__name__}: {result.exception}")
        return 2
    return 0 if result.success else 1


if __name__ == "__main__":
    sys.exit(main())
