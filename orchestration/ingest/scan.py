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
    """A file as the folder listing shows it; `mtime_ns` is nanoseconds since 1970.

    `problem` says why there is nothing to open: a folder that cannot be listed, a link that leads nowhere, a pipe.
    """

    path: str
    size: int
    mtime_ns: int
    problem: str | None = None

    @property
    def uri(self) -> str:
        return Path(self.path).as_uri()


def scan(roots: Sequence[Path]) -> list[FoundFile]:
    """All files under `roots` (folders recursively, or single files), sorted by path, each once.

    Hidden files and the lock files of office programs are not reports. Links to folders are not followed, so a loop cannot
    trap the walk. What is there but cannot be opened is listed with its problem: nothing is passed over in silence.
    Raises IngestError for a root that does not exist or a root folder that cannot be listed.
    """
    found: dict[str, FoundFile] = {}
    for root in roots:
        path = os.path.abspath(root)
        if os.path.isdir(path):
            for file in _walk(path):
                if file.problem and file.path == path:
                    raise IngestError(f"{root}: {file.problem}; give this user the right to read it")
                found[file.path] = file
        elif os.path.isfile(path):
            stat = os.stat(path)
            found[path] = FoundFile(path, stat.st_size, stat.st_mtime_ns)
        else:
            raise IngestError(f"no such file or folder: {root}")
    return [found[path] for path in sorted(found)]


def _walk(folder: str) -> Iterator[FoundFile]:
    waiting = [folder]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = [entry for entry in listing if not entry.name.startswith((".", "~$"))]
        except OSError as error:
            yield FoundFile(folder, 0, 0, f"the folder cannot be listed ({error_text(error)})")
            continue
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif entry.is_file():
                    stat = entry.stat()
                    yield FoundFile(entry.path, stat.st_size, stat.st_mtime_ns)
                else:
                    yield FoundFile(entry.path, 0, 0, _no_file(entry))
            except OSError as error:
                yield FoundFile(entry.path, 0, 0, f"its size cannot be asked ({error_text(error)})")


def _no_file(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "a link to a folder, not followed" if entry.is_dir() else "a link that leads nowhere"
    return "neither file nor folder"


def error_text(error: OSError) -> str:
    """What the system says about a failed call, without number and path."""
    return error.strerror or type(error).__name__


def printable_name(path: str) -> str:
    """The file's own name as text, also where its bytes are not UTF-8 (old Chinese archives use GBK)."""
    raw = os.fsencode(os.path.basename(path))
    for charset in ("utf-8", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")
