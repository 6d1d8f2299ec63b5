"""`gonghui lab`: typed slips put into labelled reports, judged in one build; what the rules found, and what they cried for nothing."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orchestration.catalogue import Catalogue
    from orchestration.evaluation.corpora import LabelledCorpus
    from orchestration.quality.experiments import Experiment
    from orchestration.quality.lab_scores import Finding, LabScores
    from orchestration.quality.labels import LabelledReport

SEED, COUNT = 20261121, 60
#: The batches that rules and ranges may be tuned on; a newer one says how they do on passages nobody has looked at.
BATCHES = ("b01", "b02")
FLOORS = Path("tests") / "gate" / "lab_floors.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help=f"default {SEED}")
    parser.add_argument(
        "--count", type=int, default=COUNT, metavar="N", help=f"copies a slip and setting (default {COUNT})"
    )
    parser.add_argument(
        "--batch",
        action="append",
        metavar="NAME",
        help=f"only these of tests/cases (default {' '.join(BATCHES)})",
    )
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--alarms", action="store_true", help="also every alarm in a sound report")
    parser.add_argument("--missed", metavar="SLIP", help="also the figures of this slip that nothing found")
    parser.add_argument("--repin", action="store_true", help=f"raise the floors in {FLOORS}")
    parser.add_argument(
        "--lower", action="append", default=[], metavar="NAME", help="with --repin: let this floor fall"
    )


def run(args: argparse.Namespace) -> int:
    """0 done, 1 a floor would fall."""
    from orchestration.quality.lab_scores import score

    worlds, findings, beside, surfaces = judge(args.seed, args.count, args.batch)
    scores = score(worlds, findings, beside)
    if args.format == "json":
        sys.stdout.write(json.dumps(scores.to_dict(), ensure_ascii=False, indent=1) + "\n")
    else:
        _print(scores, args, worlds, findings, beside, surfaces)
    return _repin(scores, args) if args.repin else 0


def judge(
    seed: int, count: int, batches: list[str] | None = None
) -> tuple[list[Experiment], dict[str, list[Finding]], dict[str, str], dict[str, str]]:
    """Worlds, findings by world, what stood beside each spoiled figure, and the prints of all figures with a finding."""
    from orchestration.catalogue import load_catalogue
    from orchestration.quality.experiments import experiments
    from orchestration.settings import Settings

    catalogue = load_catalogue(Settings.load().reference)
    worlds = list(experiments(labelled_reports(catalogue, batches), catalogue, seed=seed, count=count))
    print(f"{len(worlds)} reports, seed {seed}", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="gonghui-lab-") as folder:
        warehouse = _build(worlds, Path(folder))
        return worlds, *_read(warehouse, worlds)


def _corpora(batches: list[str] | None = None) -> list[LabelledCorpus]:
    """The named batches; without a name those of BATCHES and, where they are, the real reports beside the project."""
    from orchestration.evaluation.corpora import (
        CASES,
        REAL,
        REAL_GOLD,
        REAL_REPORTS,
        batch_corpus,
        folder_corpus,
    )
    from orchestration.settings import PROJECT_ROOT

    corpora = [batch_corpus(PROJECT_ROOT / CASES, batches or BATCHES)]
    real = PROJECT_ROOT / REAL_REPORTS, PROJECT_ROOT / REAL_GOLD
    if not batches and all(folder.is_dir() for folder in real):
        corpora.append(folder_corpus(*real, REAL))
    return corpora


def labelled_digest() -> str:
    """Digest of the texts and labels that the floors are measured on."""
    return "".join(corpus.digest[:16] for corpus in _corpora())


def labelled_reports(catalogue: Catalogue, batches: list[str] | None = None) -> list[LabelledReport]:
    """The labelled reports as claims; facts that no sheet gives are read from the page."""
    from orchestration.corpus import read_report
    from orchestration.evaluation.facts import FACT_FIELDS, read_facts
    from orchestration.evaluation.rows import read_gold_file
    from orchestration.quality.labels import ReportLabels, read_labels

    found = []
    for corpus in _corpora(batches):
        facts: dict[str, dict[str, str]] = {}
        for path, prefix in corpus.fact_sheets:
            facts |= read_facts(path, prefix)
        for report in corpus.reports:
            data = report.path.read_bytes()
            given = facts.get(report.key)
            if given is None:
                read = read_report(data, report.path.name).facts
                given = {name: str(getattr(read, name, None) or "") for name in FACT_FIELDS}
                given["region"] = read.region_name or ""
            text = data.decode("utf-8-sig")
            rows = [row.to_dict() for row in read_gold_file(report.gold, text, report.key)]
            found.append(
                read_labels(
                    ReportLabels(
                        report.key, text, [{k: str(v) for k, v in row.items()} for row in rows], given
                    ),
                    catalogue,
                )
            )
    return found


def _build(worlds: list[Experiment], folder: Path) -> Path:
    """Lake and warehouse of all worlds; only what leads to the findings is built."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from orchestration.assets.dbt_run import Dbt
    from orchestration.lake.schemas import PUBLIC
    from orchestration.settings import Settings

    files: dict[str, Any] = {}
    for table, schema in PUBLIC.items():
        rows = [row for world in worlds for row in world.tables.get(table, ())]
        name = f"{table}/0000-lab.parquet"
        (folder / "lake" / table).mkdir(parents=True)
        columns = [
            pa.array([row.get(column) for row in rows], type=schema.field(column).type)
            for column in schema.names
        ]
        pq.write_table(pa.Table.from_arrays(columns, schema=schema), folder / "lake" / name)
        files[table] = {"files": [{"path": name, "rows": len(rows), "digest": "lab"}]}
    manifest = {"schema_version": 1, "rules_version": "lab", "tables": files}
    (folder / "lake" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    settings = Settings.load()
    done = Dbt().run(
        [
            "build",
            "--select",
            "+fct_findings",
            "--exclude-resource-type",
            "test",
            "--exclude-resource-type",
            "unit_test",
        ],
        project=settings.dbt_project,
        folder=folder,
        target=folder / "target",
        environment={
            "LAKE_DIR": str(folder / "lake"),
            "GONGHUI_WAREHOUSE": "lab.duckdb",
            "GONGHUI_DBT_THREADS": str(settings.dbt_threads),
            "GONGHUI_SEEN_FILE": "",
        },
        say=lambda message: (
            print(message, file=sys.stderr) if "Error" in message or "error" in message else None
        ),
    )
    if done.failed:
        raise RuntimeError("dbt: " + "; ".join(done.problems()))
    return folder / "lab.duckdb"


def _read(
    warehouse: Path, worlds: list[Experiment]
) -> tuple[dict[str, list[Finding]], dict[str, str], dict[str, str]]:
    import duckdb

    from orchestration.quality.lab_scores import Finding

    findings: dict[str, list[Finding]] = defaultdict(list)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        surfaces = {}
        for row in connection.execute(
            "select report_id, claim_id, rule_id, severity, related_claim_ids, suggested_value, surface, message_zh, "
            "suggestion_reason_zh from marts.fct_findings inner join intermediate.int_claims_effective "
            "using (claim_id, report_id) where status = 'open'"
        ).fetchall():
            findings[row[0][:6]].append(
                Finding(row[1], row[2], row[3], frozenset(filter(None, (row[4] or "").split(","))), row[5])
            )
            surfaces[row[1], row[2]] = f"{row[7]} {row[8] or ''}"
        spoiled = [str(world.claim_id) for world in worlds if world.claim_id]
        beside = dict(
            connection.execute(
                "select claim_id, case when bool_or(kind <> 'bound') then 'partner' else 'range' end "
                "from intermediate.int_evidence inner join reference.rules using (rule_id) "
                "where family <> 'grammar' and kind not in ('unit', 'classifier', 'unreadable') "
                "and list_contains(?, claim_id) group by claim_id",
                [spoiled],
            ).fetchall()
        )
    return findings, beside, {f"{claim}|{rule}": text for (claim, rule), text in surfaces.items()}


def _print(
    scores: LabScores,
    args: argparse.Namespace,
    worlds: list[Experiment],
    findings: dict[str, list[Finding]],
    beside: dict[str, str],
    surfaces: dict[str, str],
) -> None:
    from orchestration.cli.render import show

    for rows in (scores.slips, scores.scale, scores.rules, scores.sound):
        if rows:
            show(rows, list(rows[0]), "table")
            print()
    made, right = scores.proposals
    print(f"proposals {made}, right {right} ({right / made:.3f})" if made else "no proposal")
    if args.alarms:
        for alarm in scores.alarms:
            print(
                "alarm",
                *(alarm[k] for k in ("report", "setting", "severity", "rule")),
                surfaces.get(f"{alarm['claim']}|{alarm['rule']}", ""),
            )
    if args.missed:
        for world in worlds:
            if world.kind != args.missed:
                continue
            mine = findings.get(world.experiment_id, [])
            if not any(world.claim_id in f.named for f in mine):
                print(
                    "missed",
                    world.setting,
                    beside.get(str(world.claim_id), "nothing"),
                    world.meant,
                    world.surface,
                    world.report_key,
                )
            for f in mine:
                if f.suggested is not None and world.meant.get(f.claim_id) != f.suggested:
                    print(
                        "wrong",
                        world.setting,
                        world.meant,
                        world.surface,
                        f.suggested,
                        surfaces.get(f"{f.claim_id}|{f.rule_id}", ""),
                    )


def _repin(scores: LabScores, args: argparse.Namespace) -> int:
    """Raise floors to what was measured; a fall wants its name."""
    from orchestration.evaluation.floors import rounded_down
    from orchestration.settings import PROJECT_ROOT

    path = PROJECT_ROOT / FLOORS
    old = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    floors = dict(old.get("floors", {}))
    new = {name: rounded_down(value) for name, value in scores.headlines().items()}
    if args.batch:
        print("gonghui lab: --repin measures what the floors are about; leave --batch out", file=sys.stderr)
        return 2
    falls = [
        f"{name}: {new.get(name)} is under {floor}"
        for name, floor in floors.items()
        if new.get(name, -1.0) < floor and name not in args.lower
    ]
    if falls:
        print("gonghui lab: floors unchanged, for these would fall:", *falls, sep="\n  ", file=sys.stderr)
        return 1
    pinned = {"seed": args.seed, "count": args.count, "digest": labelled_digest(), "floors": new}
    path.write_text(json.dumps(pinned, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return 0
