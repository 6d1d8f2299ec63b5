"""`python -m orchestration` is the same program as `gonghui`."""

import sys

from orchestration.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
