"""The dbt project as assets: one step, because one process at a time may write the DuckDB file."""

import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtProject, dbt_assets
from dagster_dbt.asset_utils import get_asset_check_key_for_test

from orchestration.assets.column_lineage import column_lineage
from orchestration.assets.dbt_run import Dbt, DbtRun, NodeResult
from orchestration.assets.lake import POOL
from orchestration.assets.previews import cell
from orchestration.assets.progress import Progress
from orchestration.home import Home
from orchestration.publish.warehouse import identifier, reading
from orchestration.resources import HomeResource, dbt_environment
from orchestration.settings import Settings
from orchestration.stages.freshness import forget_build, inputs_digest, note_marts

#: dbt folder -> group in the UI; the numbers keep the groups in the order of the flow.
GROUPS = {"staging": "4_staging", "intermediate": "5_judgement", "marts": "6_marts"}
SEEDS = "0_vocabulary"
PREVIEW_ROWS = 8
PREVIEW_COLUMNS = 12


class Translator(DagsterDbtTranslator):
    """Groups by folder and one owner for all; keys stay dagster-dbt's own (`<schema>/<model>`, sources by their dbt meta)."""

    def __init__(self, owner: str) -> None:
        # Source tests as checks would split the dbt step in two (an error there blocks all that lies below).
        super().__init__(DagsterDbtTranslatorSettings(enable_source_tests_as_checks=False))
        self._owner = owner

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        if dbt_resource_props["resource_type"] == "seed":
            return SEEDS
        folders: Sequence[str] = dbt_resource_props.get("fqn", [])
        return next((GROUPS[folder] for folder in folders if folder in GROUPS), None)

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> Sequence[str] | None:
        return [self._owner]


class Nodes:
    """The manifest seen from both sides: dbt's unique ids and Dagster's keys."""

    def __init__(self, manifest: Mapping[str, Any], project: DbtProject, translator: Translator) -> None:
        self.props: dict[str, Mapping[str, Any]] = {**manifest["nodes"], **manifest["sources"]}
        self.asset_keys: dict[str, dg.AssetKey] = {}
        self.check_keys: dict[str, dg.AssetCheckKey] = {}
        for unique_id, props in self.props.items():
            if props["resource_type"] in ("model", "seed", "source"):
                self.asset_keys[unique_id] = translator.get_asset_spec(manifest, unique_id, project).key
            elif props["resource_type"] == "test":
                check = get_asset_check_key_for_test(manifest, translator, unique_id, project)
                if check is not None:
                    self.check_keys[unique_id] = check

    def relation(self, unique_id: str) -> str:
        props = self.props[unique_id]
        return f"{props['schema']}.{props.get('alias') or props['name']}"

    def selection(self, context: dg.AssetExecutionContext) -> list[str]:
        """dbt's arguments for what this step was asked to do; nothing when it is everything."""
        if not context.op_execution_context.is_subset:
            return []
        wanted = [u for u, key in self.asset_keys.items() if key in context.selected_asset_keys]
        wanted += [u for u, key in self.check_keys.items() if key in context.selected_asset_check_keys]
        names = [".".join(self.props[unique_id]["fqn"]) for unique_id in wanted]
        return ["--indirect-selection=empty", "--select", *(f"fqn:{name}" for name in names)]


def warehouse_assets(project: DbtProject, settings: Settings) -> dg.AssetsDefinition:
    """All seeds, models and tests of the dbt project as one multi-asset with row counts and column lineage."""
    translator = Translator(settings.owner)

    @dbt_assets(
        manifest=project.manifest_path,
        project=project,
        name="dbt_build",
        dagster_dbt_translator=translator,
        pool=POOL,
    )
    def dbt_build(
        context: dg.AssetExecutionContext, home: HomeResource, dbt: dg.ResourceParam[Dbt]
    ) -> Iterator[Any]:
        # The checks behind this step need Great Expectations, whose import takes seconds: it loads while dbt works.
        threading.Thread(target=_import_great_expectations, daemon=True).start()
        inputs = inputs_digest(home.settings, home.home)
        nodes = Nodes(_manifest(project), project, translator)
        selection = nodes.selection(context)
        if any(key.path[0] == "marts" for key in context.selected_asset_keys):
            forget_build(home.home)
        _start_from_parsed(project.manifest_path.parent, home.home.dbt_target)
        done = dbt.run(
            # Unit tests of dbt try the SQL, not the data: they belong to the test suite, not to a run.
            ["build", "--exclude-resource-type=unit_test", *selection],
            project=home.settings.dbt_project,
            folder=home.home.root,
            target=home.home.dbt_target,
            environment=dbt_environment(home.settings, home.home),
            progress=Progress("dbt", context.log),
        )
        yield from _events(home.home, nodes, done)
        if done.failed:
            raise dg.Failure("dbt: " + "; ".join(done.problems()), allow_retries=False)
        if not selection:
            note_marts(home.home, inputs, context.run.run_id)

    return dbt_build


def _manifest(project: DbtProject) -> Mapping[str, Any]:
    from dagster_dbt.dbt_manifest import validate_manifest

    return validate_manifest(project.manifest_path)


def _start_from_parsed(parsed: Path, target: Path) -> None:
    """Give a new home what dbt remembers of the project, so that it does not parse all files again."""
    ours, theirs = target / "partial_parse.msgpack", parsed / "partial_parse.msgpack"
    if theirs.exists() and not ours.exists():
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(theirs, ours)


def _import_great_expectations() -> None:
    import great_expectations  # noqa: F401


def _events(
    home: Home, nodes: Nodes, done: DbtRun
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    built = [node for node in done.nodes if node.is_built and node.unique_id in nodes.asset_keys]
    if built:
        yield from _materializations(home, nodes, built)
    for node in done.nodes:
        if node.has_verdict and node.unique_id in nodes.check_keys:
            yield _verdict(nodes, node)


def _materializations(
    home: Home, nodes: Nodes, built: list[NodeResult]
) -> Iterator[dg.MaterializeResult[None]]:
    models = {
        nodes.relation(node.unique_id): home.dbt_target
        / "compiled"
        / "gonghui"
        / nodes.props[node.unique_id]["original_file_path"]
        for node in built
        if node.unique_id.startswith("model.")
    }
    keys = {nodes.relation(unique_id): key for unique_id, key in nodes.asset_keys.items()}
    with reading(home.warehouse) as connection:
        columns = _columns(connection)
        lineage = column_lineage(models, columns)
        for node in built:
            relation = nodes.relation(node.unique_id)
            described = nodes.props[node.unique_id].get("columns", {})
            metadata: dict[str, Any] = {
                "dagster/column_schema": dg.TableSchema(
                    columns=[
                        dg.TableColumn(name, kind, described.get(name, {}).get("description"))
                        for name, kind in columns.get(relation, {}).items()
                    ]
                ),
                "seconds": round(node.seconds, 3),
            }
            if relation in lineage:
                metadata["dagster/column_lineage"] = dg.TableColumnLineage(
                    {
                        column: [
                            dg.TableColumnDep(keys[parent], name)
                            for parent, name in sources
                            if parent in keys
                        ]
                        for column, sources in lineage[relation].items()
                    }
                )
            if nodes.props[node.unique_id]["config"]["materialized"] != "view":
                metadata["dagster/row_count"] = _count(connection, relation)
            if relation.startswith("marts."):
                metadata["preview"] = dg.MetadataValue.md(_preview(connection, relation))
            yield dg.MaterializeResult(asset_key=nodes.asset_keys[node.unique_id], metadata=metadata)


def _verdict(nodes: Nodes, node: NodeResult) -> dg.AssetCheckResult:
    key = nodes.check_keys[node.unique_id]
    warned = node.status == "warn"
    return dg.AssetCheckResult(
        asset_key=key.asset_key,
        check_name=key.name,
        passed=node.status == "pass",
        severity=dg.AssetCheckSeverity.WARN if warned else dg.AssetCheckSeverity.ERROR,
        metadata={"status": node.status, "failing_rows": node.failures, "message": node.message or ""},
    )


def _columns(connection: Any) -> dict[str, dict[str, str]]:
    rows = connection.execute(
        "select schema_name || '.' || table_name, column_name, data_type from duckdb_columns() "
        "where database_name = 'wh' and not internal order by 1, column_index"
    ).fetchall()
    found: dict[str, dict[str, str]] = {}
    for relation, column, kind in rows:
        found.setdefault(relation, {})[column] = kind
    return found


def _qualified(relation: str) -> str:
    return "wh." + ".".join(identifier(part) for part in relation.split("."))


def _count(connection: Any, relation: str) -> int:
    return int(connection.execute(f"select count(*) from {_qualified(relation)}").fetchone()[0])


def _preview(connection: Any, relation: str) -> str:
    """The first rows and columns of a mart as Markdown."""
    cursor = connection.execute(f"select * from {_qualified(relation)} limit {PREVIEW_ROWS}")
    names = [column[0] for column in cursor.description][:PREVIEW_COLUMNS]
    lines = [f"| {' | '.join(names)} |", "|" + " --- |" * len(names)]
    lines += [
        "| " + " | ".join(cell(value, 30) for value in row[: len(names)]) + " |" for row in cursor.fetchall()
    ]
    return "\n".join(lines)
