"""Which files lie under the given paths: one walk, each file's size and time taken from the listing itself."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


class IngestError(Exception):
    """A path that was asked for is not there; the message is one line."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as the folder listing shows it; `mtime_ns` is nanoseconds since 1970."""

    path: str
    size: int
    mtime_ns: int

    @property
    def uri(self) -> str:
        return Path(self.path).as_uri()


def scan(roots: Sequence[Path]) -> list[FoundFile]:
    """All files under `roots` (folders recursively, or single files), sorted by path, each once.

    Hidden files and the lock files of office programs are not reports. Links to folders are not followed, so a loop cannot
    trap the walk. Raises IngestError for a root that does not exist.
    """
    found: dict[str, FoundFile] = {}
    for root in roots:
        path = os.path.abspath(root)
        if os.path.isdir(path):
            found.update((file.path, file) for file in _walk(path))
        elif os.path.isfile(path):
            stat = os.stat(path)
            found[path] = FoundFile(path, stat.st_size, stat.st_mtime_ns)
        else:
            raise IngestError(f"no such file or folder: {root}")
    return [found[path] for path in sorted(found)]


def _walk(folder: str) -> Iterator[FoundFile]:
    waiting = [folder]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            # A folder without permission: its files were not seen, which is not the same as gone.
            continue
        for entry in entries:
            if entry.name.startswith((".", "~$")):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
                continue
            try:
                if entry.is_file():
                    stat = entry.stat()
                    yield FoundFile(entry.path, stat.st_size, stat.st_mtime_ns)
            except OSError:
                continue


def printable_name(path: str) -> str:
    """The file's own name as text, also where its bytes are not UTF-8 (old Chinese archives use GBK)."""
    raw = os.fsencode(os.path.basename(path))
    for charset in ("utf-8", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")
