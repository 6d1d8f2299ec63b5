"""Drive a stage over the reports that changed, in this process or a pool, and rewrite the shards they lie in.

A shard is rewritten whole: rows of untouched reports are carried over, redone reports get their new rows, reports that are no longer
wanted are left out. The manifest is committed after each shard, so a run that was killed goes on where it stopped.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from orchestration.lake.schemas import SCHEMAS
from orchestration.lake.store import Lake, Manifest, ShardFile, shard_of, shards_for
from orchestration.stages.records import Batch, Record, Stage, batch_of
from orchestration.stages.reports import BATCH


@dataclass(frozen=True, slots=True)
class Plan:
    """What a stage has to do: records to redo and reports to leave out, by shard."""

    shards: int
    todo: Mapping[int, list[Record]]
    leave: Mapping[int, set[str]]
    #: every shard is written anew, because their number changed or nothing is trusted
    all_shards: bool

    @property
    def reports(self) -> int:
        return sum(len(records) for records in self.todo.values())

    @property
    def dirty(self) -> list[int]:
        return list(range(self.shards)) if self.all_shards else sorted({*self.todo, *self.leave})


@dataclass(slots=True)
class Outcome:
    """What a stage did. `problems` maps a report_id to the fault that the stage met on it."""

    redone: int = 0
    kept: int = 0
    problems: dict[str, str] = field(default_factory=dict)


def plan(lake: Lake, stage: Stage, wanted: Sequence[Record], *, full: bool = False) -> Plan:
    """Compare what is wanted with what was done, by report and key. Raises LakeError."""
    manifest = Manifest() if full else lake.manifest()
    done = lake.read(manifest, stage.done, columns=("report_id", "key"))
    have = dict(zip(done["report_id"].to_pylist(), done["key"].to_pylist(), strict=True))
    now = len(manifest.tables.get(stage.done, ()))
    shards = shards_for(len(wanted), max(now, manifest.shards))
    todo: dict[int, list[Record]] = {}
    for record in wanted:
        if have.get(record.report_id) != record.key:
            todo.setdefault(shard_of(record.report_id, shards), []).append(record)
    leave: dict[int, set[str]] = {}
    for report_id in have.keys() - {record.report_id for record in wanted}:
        leave.setdefault(shard_of(report_id, shards), set()).add(report_id)
    incomplete = any(len(manifest.tables.get(table, ())) != shards for table in (*stage.tables, stage.done))
    return Plan(shards, todo, leave, all_shards=incomplete)


def run(
    lake: Lake,
    stage: Stage,
    planned: Plan,
    *,
    version: str,
    rules_version: str,
    reference: str,
    workers: int = 1,
    full: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Outcome:
    """Do what was planned and commit it shard by shard; returns what was done. Raises LakeError.

    `version` is the stage's own and goes into its rows; `rules_version` is what the manifest says of the whole lake.
    """
    outcome = Outcome()
    manifest = lake.manifest()
    # Rows of other shard numbers are spread anew; with `full` nothing old is carried over.
    before = Manifest(manifest.rules_version, {} if full else dict(manifest.tables))
    spread = _spread(lake, stage, before, planned) if planned.all_shards else None
    tables = dict(manifest.tables)
    if planned.all_shards:
        for table in (*stage.tables, stage.done):
            tables[table] = ()
    written: dict[str, dict[int, ShardFile]] = {
        table: dict(enumerate(files)) for table, files in tables.items()
    }
    done_so_far = 0
    with ExitStack() as stack:
        batches = _batches(stack, stage, planned, version, reference, workers)
        for shard in planned.dirty:
            records = planned.todo.get(shard, [])
            fresh: dict[str, list[pa.RecordBatch]] = {table: [] for table in stage.tables}
            problems: dict[str, str] = {}
            for _ in range(-(-len(records) // BATCH)):
                batch = next(batches)
                for table, rows in batch.tables.items():
                    fresh[table].append(rows)
                problems.update(batch.problems)
                done_so_far = min(done_so_far + BATCH, planned.reports)
                if progress is not None:
                    progress(done_so_far, planned.reports)
            # The empty key of a failed report never matches, so the next run tries it again.
            fresh[stage.done] = [
                batch_of(
                    stage.done,
                    [
                        {
                            "report_id": record.report_id,
                            "key": "" if record.report_id in problems else record.key,
                            "problem": problems.get(record.report_id),
                        }
                        for record in records
                    ],
                )
            ]
            drop = {record.report_id for record in records} | planned.leave.get(shard, set())
            for table in (*stage.tables, stage.done):
                old = spread[table][shard] if spread is not None else lake.read(before, table, [shard])
                kept = old.filter(pc.invert(pc.is_in(old["report_id"], pa.array(sorted(drop), pa.string()))))
                rows = pa.concat_tables([kept, pa.Table.from_batches(fresh[table], SCHEMAS[table])])
                written[table][shard] = lake.write_shard(table, shard, rows)
            outcome.redone += len(records)
            outcome.problems.update(problems)
            if planned.shards > 1 and not planned.all_shards:
                lake.commit(_manifest(manifest.rules_version, written))
    final = _manifest(rules_version, written)
    if final != manifest:
        lake.commit(final)
    outcome.kept = final.rows(stage.done) - outcome.redone
    return outcome


def _manifest(rules_version: str, written: Mapping[str, Mapping[int, ShardFile]]) -> Manifest:
    return Manifest(
        rules_version, {table: tuple(files[i] for i in sorted(files)) for table, files in written.items()}
    )


def _spread(lake: Lake, stage: Stage, before: Manifest, planned: Plan) -> dict[str, list[pa.Table]]:
    """The stage's old rows, cut by the new number of shards."""
    cut: dict[str, list[pa.Table]] = {}
    for table in (*stage.tables, stage.done):
        rows = lake.read(before, table)
        ids = rows["report_id"].unique().to_pylist()
        places = {report_id: shard_of(report_id, planned.shards) for report_id in ids}
        shard = pa.array([places[report_id] for report_id in rows["report_id"].to_pylist()], pa.int32())
        cut[table] = [rows.filter(pc.equal(shard, i)) for i in range(planned.shards)]
    return cut


def _batches(
    stack: ExitStack, stage: Stage, planned: Plan, version: str, reference: str, workers: int
) -> Iterator[Batch]:
    """Batches of at most BATCH records in shard order; with a pool, a few are under way at once."""
    chunks = (
        records[i : i + BATCH]
        for shard in planned.dirty
        for records in [planned.todo.get(shard, [])]
        for i in range(0, len(records), BATCH)
    )
    if workers <= 1:
        return (batch for chunk in chunks for batch in stage.work(chunk, version, reference))
    # Spawned, not forked: the parent may hold threads (Dagster, Arrow) that a fork would freeze.
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    stack.callback(pool.shutdown, wait=True, cancel_futures=True)
    return _pooled(pool, stage, chunks, version, reference, ahead=workers * 4)


def _pooled(
    pool: ProcessPoolExecutor,
    stage: Stage,
    chunks: Iterable[list[Record]],
    version: str,
    reference: str,
    ahead: int,
) -> Iterator[Batch]:
    waiting: deque[Future[list[Batch]]] = deque()
    for chunk in chunks:
        waiting.append(pool.submit(_work, stage, chunk, version, reference))
        if len(waiting) >= ahead:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _work(stage: Stage, chunk: list[Record], version: str, reference: str) -> list[Batch]:
    """One chunk in a process of the pool."""
    return list(stage.work(chunk, version, reference))
