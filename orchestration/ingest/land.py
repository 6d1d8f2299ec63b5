"""Land bytes: each new or changed file is opened once, hashed, kept under its hash, and noted in the ledger."""

from __future__ import annotations

import hashlib
import mimetypes
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from orchestration.home import Home
from orchestration.ingest.ledger import Ledger, SourceRow
from orchestration.ingest.scan import FoundFile, error_text, printable_name, scan

#: Types that Python's table lacks or that differ between systems.
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".mhtml": "multipart/related",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".wps": "application/vnd.ms-works",
}


@dataclass(slots=True)
class Landing:
    """What a look at the sources found, by kind; lists hold source URIs."""

    files: int = 0
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    #: (path, reason): what is listed but could not be opened, or is too large to land
    unopened: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scanned:
    """One look at the folders, set against the ledger: what `land` has to open, and what is gone."""

    files: list[FoundFile]
    to_open: list[FoundFile]
    gone: list[str]
    back: list[str]
    #: what could not be opened last time, cannot still, and for the same reason
    unopened: list[tuple[str, str]]
    #: URIs that could not be opened last time and are not there any more
    settled: list[str]

    @property
    def changes_anything(self) -> bool:
        return bool(self.to_open or self.gone or self.back or self.settled)


def look(ledger: Ledger, roots: Sequence[Path], max_bytes: int) -> Scanned:
    """Compare the files under `roots` with the ledger by size and time; opens only what could not be opened last time.

    Raises IngestError.
    """
    files = scan(roots)
    to_open: list[FoundFile] = []
    back: list[str] = []
    unopened: list[tuple[str, str]] = []
    unlisted: list[str] = []
    seen: set[str] = set()
    for file in files:
        uri = file.uri
        seen.add(uri)
        if file.problem:
            unlisted.append(uri + "/")
        known, failed = ledger.newest(uri), ledger.problem(uri)
        if failed is not None:
            # Rights can change without size or time, so it is tried again.
            reason = problem_of(file, max_bytes)
            if reason is not None and reason == failed.problem:
                unopened.append((file.path, reason))
            else:
                to_open.append(file)
        elif known is None or (known.byte_size, known.mtime_ns) != (file.size, file.mtime_ns):
            to_open.append(file)
        elif known.gone_at is not None:
            back.append(uri)
    prefixes = tuple(Path(os.path.abspath(root)).as_uri() + "/" for root in roots)
    gone = sorted(
        uri
        for prefix in prefixes
        for uri in ledger.sources_under(prefix)
        if uri not in seen
        and (newest := ledger.newest(uri)) is not None
        and newest.gone_at is None
        # What lies in a folder that cannot be listed was not seen, which is not the same as gone.
        and not uri.startswith(tuple(unlisted))
    )
    settled = sorted(
        uri
        for prefix in prefixes
        for uri in ledger.problems_under(prefix)
        if uri not in seen and not uri.startswith(tuple(unlisted))
    )
    return Scanned(files, to_open, gone, back, unopened, settled)


def problem_of(file: FoundFile, max_bytes: int) -> str | None:
    """Why a file cannot be landed, or None when it can."""
    if file.problem:
        return file.problem
    if file.size > max_bytes:
        return f"larger than {max_bytes:,} bytes (GONGHUI_MAX_FILE_BYTES)"
    try:
        with open(file.path, "rb") as opened:
            opened.read(1)
    except OSError as error:
        return f"it cannot be opened ({error_text(error)})"
    return None


def land(
    home: Home,
    roots: Sequence[Path],
    *,
    max_bytes: int,
    now: datetime | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Landing:
    """Bring `raw/` up to date with the files under `roots` and save the ledger. Raises IngestError, LedgerError."""
    # Whole seconds, as state/seen.csv keeps them: a rebuild must find the same times.
    at = (now or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    ledger = Ledger.load(home.raw_manifest)
    seen = look(ledger, roots, max_bytes)
    result = Landing(files=len(seen.files), gone=seen.gone, back=seen.back, unopened=list(seen.unopened))
    for done, file in enumerate(seen.to_open):
        if progress is not None:
            progress(done, len(seen.to_open))
        _land_file(home, ledger, file, at, max_bytes, result)
    for uri in seen.gone:
        if (row := ledger.newest(uri)) is not None:
            row.gone_at = at
    for uri in seen.back:
        if (row := ledger.newest(uri)) is not None:
            row.gone_at = None
    for uri in seen.settled:
        ledger.forget_problem(uri)
    if seen.changes_anything or not home.raw_manifest.exists():
        ledger.save(home.raw_manifest)
    return result


def raw_path(raw: Path, report_id: str) -> Path:
    """Where the bytes with this SHA-256 lie."""
    return raw / report_id[:2] / report_id


def _land_file(
    home: Home, ledger: Ledger, file: FoundFile, at: datetime, max_bytes: int, result: Landing
) -> None:
    reason = problem_of(file, max_bytes)
    if reason is None:
        try:
            data = Path(file.path).read_bytes()
        except OSError as error:
            reason = f"it cannot be opened ({error_text(error)})"
    if reason is not None:
        result.unopened.append((file.path, reason))
        ledger.record_problem(_source_row(file, at, problem=reason))
        return
    ledger.forget_problem(file.uri)
    report_id = hashlib.sha256(data).hexdigest()
    target = raw_path(home.raw, report_id)
    if not target.exists() or target.stat().st_size != len(data):
        target.parent.mkdir(exist_ok=True)
        temporary = target.with_name(f".{report_id}.{os.getpid()}.tmp")
        temporary.write_bytes(data)
        os.replace(temporary, target)
    uri = file.uri
    known = ledger.newest(uri)
    if known is None:
        result.new.append(uri)
    elif known.report_id != report_id:
        result.changed.append(uri)
        known.gone_at = at
    ledger.record(_source_row(file, at, report_id))


def _source_row(
    file: FoundFile, at: datetime, report_id: str = "", *, problem: str | None = None
) -> SourceRow:
    """The ledger's row of a file; the ledger itself fills in lineage and version."""
    return SourceRow(
        source_uri=file.uri,
        file_name=printable_name(file.path),
        report_id=report_id,
        media_type=media_type(file.path),
        byte_size=file.size,
        mtime_ns=file.mtime_ns,
        modified_at=datetime.fromtimestamp(file.mtime_ns // 1_000_000_000, UTC).replace(tzinfo=None),
        first_seen_at=at,
        gone_at=None,
        lineage_id="",
        version_no=0,
        problem=problem,
    )


def media_type(path: str) -> str:
    """Media type by the file's ending; the corpus looks at the bytes before it believes it.

    >>> media_type("报告.TXT"), media_type("a.bin.unknown")
    ('text/plain', 'application/octet-stream')
    """
    ending = os.path.splitext(path)[1].lower()
    return (
        MEDIA_TYPES.get(ending)
        or mimetypes.guess_type("x" + ending, strict=False)[0]
        or "application/octet-stream"
    )
