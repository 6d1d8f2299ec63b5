"""The version of clean text and report facts: what the stage `reports` is keyed by, and one input of claims."""

from __future__ import annotations

import hashlib
from functools import cache

from orchestration.corpus.reference import REFERENCE

#: Raise when code in corpus changes the clean text, its blocks or the facts of a report.
CODE_VERSION = 1
#: Files of seeds/reference that the corpus reads, by the beginning of their names. The vocabulary of claims is not among them.
CORPUS_FILES = ("boilerplate", "publisher", "region")


@cache
def corpus_version() -> str:
    """Code number and digest of the corpus's own data files, as in `1-5f5629adbb9e`."""
    digest = hashlib.sha256()
    for path in sorted(REFERENCE.glob("*.csv")):
        if path.name.startswith(CORPUS_FILES):
            digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return f"{CODE_VERSION}-{digest.hexdigest()[:12]}"
