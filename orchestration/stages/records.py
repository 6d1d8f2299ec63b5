"""What goes into a stage and what comes out: small, picklable, without behaviour."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from orchestration.lake.schemas import SCHEMAS


@dataclass(frozen=True, slots=True)
class Record:
    """One report to be worked on. `path` is its file under raw/; `facts` are columns that stem from the ledger.

    With a `problem` there is no such file: the source could not be opened.
    """

    report_id: str
    path: str
    file_name: str
    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that a stage made of some records, by lake table; `problems` maps a report_id to what went wrong with it."""

    tables: Mapping[str, pa.RecordBatch]
    problems: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage by name. `work` is a module-level function, so that another process can be told to run it.

    `work(records, version, reference)` yields batches; it must not depend on the order or grouping of records.
    """

    name: str
    tables: tuple[str, ...]
    work: Callable[[Iterable[Record], str, str], Iterator[Batch]]

    @property
    def done(self) -> str:
        """The private lake table that remembers which report was done under which key."""
        return f"done_{self.name}"


def batch_of(table: str, rows: list[dict[str, Any]]) -> pa.RecordBatch:
    """Rows as one Arrow batch of the table's schema; a missing column is an error, not a null."""
    schema = SCHEMAS[table]
    columns = [pa.array([row[name] for row in rows], type=schema.field(name).type) for name in schema.names]
    return pa.RecordBatch.from_arrays(columns, schema=schema)
