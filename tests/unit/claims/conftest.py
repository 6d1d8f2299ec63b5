"""A short invented report read and extracted, for tests of single judgements."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orchestration.catalogue import load_catalogue
from orchestration.claims import Claim, extract
from orchestration.corpus import read_report

HEADER = "云阳县总工会2022年工作综述\n\n2023-01-12 09:00 来源:云阳县总工会\n\n2022年,"


@pytest.fixture(scope="session")
def claims_of() -> Callable[[str], list[Claim]]:
    """Body sentence -> its claims, inside a yearly report of a county union."""

    def read(body: str) -> list[Claim]:
        report = read_report((HEADER + "县总工会工作有序开展。\n\n" + body + "\n").encode(), "r.txt")
        return list(extract(report, load_catalogue()).claims)

    return read
